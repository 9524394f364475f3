"""The same 500 bar charts of 12 bars in matplotlib, over two processes.
Usage: charts.py N svg|png|pdf"""
import io
import multiprocessing
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

VALUES = [50800, 57900, 35800, 34400, 56900, 52500, 31100, 41000, 59800, 45100, 30100, 48700]
NAMES = ["Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut",
         "Delaware", "District of Columbia", "Florida", "Georgia", "Hawaii"]


def draw(task):
    number, kind = task
    figure, axes = plt.subplots(figsize=(7.2, 4.8), dpi=100)
    axes.barh(NAMES, VALUES, color="#2a5da8")
    for i, value in enumerate(VALUES):
        axes.text(value, i, f"${value:,}", va="center")
    axes.set_title(f"Chart number {number}", loc="left", fontweight="bold")
    axes.set_xlabel("Median pay a year, US dollars")
    figure.tight_layout()
    out = io.BytesIO()
    figure.savefig(out, format=kind)
    plt.close(figure)
    return len(out.getvalue())


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        pool.map(draw, [(i, sys.argv[2]) for i in range(int(sys.argv[1]))], chunksize=10)
