# python3 with_pandas.py QUERY FILE OUT
import sys
import pandas

query, file, out = sys.argv[1:4]
by = ["experience_level"] if query == "L" else ["occupation_code", "region", "experience_level"]
groups = pandas.read_csv(file, usecols=by + ["salary"]).groupby(by)["salary"]
if query == "L":
    groups.median().to_csv(out)
else:
    result = groups.agg(["count", "mean"])
    for p in (0.1, 0.25, 0.5, 0.75, 0.9):
        result["p%g" % (100 * p)] = groups.quantile(p)
    result.to_csv(out)
