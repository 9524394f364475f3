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
    """The content of ours: title, subtitle, guides, values, a reference line, axis in $k, source."""
    number, kind = task
    figure, axes = plt.subplots(figsize=(7.2, 4.8), dpi=100)
    order = sorted(range(12), key=lambda i: VALUES[i])
    axes.barh([NAMES[i] for i in order], [VALUES[i] for i in order], color="#2a5da8", height=0.62)
    for row, i in enumerate(order):
        axes.text(-800, row, f"${VALUES[i]:,}", va="center", ha="right", fontweight="bold")
    axes.tick_params(axis="y", pad=52, length=0)
    axes.tick_params(axis="x", length=0, labelcolor="#566170")
    axes.xaxis.set_major_formatter(lambda value, _: f"${value / 1000:.0f}k")
    axes.grid(axis="x", color="#e3e7ec")
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.axvline(44640, color="#1b2430", linestyle="--", linewidth=1.3)
    axes.text(44640, 11.7, "United States $44,640", ha="center")
    figure.text(0.03, 0.95, f"Chart number {number}", fontsize=14, fontweight="bold")
    figure.text(0.03, 0.90, "Median pay a year, US dollars", color="#566170")
    figure.text(0.03, 0.02, "Source: BLS Occupational Employment and Wage Statistics, May 2024.",
                fontsize=8, color="#566170")
    figure.tight_layout(rect=(0, 0.04, 1, 0.9))
    out = io.BytesIO()
    figure.savefig(out, format=kind)
    plt.close(figure)
    return len(out.getvalue())


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        pool.map(draw, [(i, sys.argv[2]) for i in range(int(sys.argv[1]))], chunksize=10)
