#!/usr/bin/env bash
# 500 bar charts of 12 bars on two cores, ours against matplotlib's, per format.
# Usage: tests/bench/charts.sh PROGRAM [N]       PROGRAM is build/tests/bench_charts
# Exit: 0 the goals are met, 1 one is missed, 77 matplotlib is not installed (Debian:
# python3-matplotlib).
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
program=$1 n=${2:-500} python=/usr/bin/python3
"$python" -c 'import matplotlib' 2>/dev/null || { echo "charts: no matplotlib, skipped"; exit 77; }

seconds() { # COMMAND…: wall time
    local start end
    start=$(date +%s.%N)
    "$@" >/dev/null
    end=$(date +%s.%N)
    echo "$end $start" | awk '{print $1 - $2}'
}

status=0
for goal in svg:30 png:8 pdf:20; do
    format=${goal%:*} least=${goal#*:}
    ours=$(seconds "$program" regions 12 "$n" "$format")
    theirs=$(seconds "$python" "$here/charts.py" "$n" "$format")
    echo "$format $n $ours $theirs $least" | awk '{
        printf "%s: %d charts in %.2f s, matplotlib %.2f s: 1/%.1f of its time, goal 1/%d\n",
               $1, $2, $3, $4, $4 / $3, $5; exit $4 / $3 < $5}' || status=1
done
exit $status
