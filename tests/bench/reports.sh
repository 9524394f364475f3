#!/usr/bin/env bash
# A site of every occupation of the public files, within the stated time and memory, and one report.
# Usage: tests/bench/reports.sh PROGRAM. Exit code 77 where the public files are not there.
set -euo pipefail
program=$1
data=${CAREERSTAT_DATA:-$(cd -- "$(dirname -- "$0")/../../.." && pwd)/shared/data}
wages=$data/oews-national/national_May2021_dl.csv
projections=$data/employment-projections/Employment_Projections_2021-31.csv
[[ -r $wages && -r $projections ]] || { echo "skipped: no public files in $data"; exit 77; }
room=$(mktemp -d)
trap 'rm -rf -- "$room"' EXIT

# Runs the rest, says seconds and megabytes, and fails beyond the limits.
within() { # NAME SECONDS MEGABYTES COMMAND…
    local name=$1 seconds=$2 megabytes=$3; shift 3
    python3 - "$name" "$seconds" "$megabytes" "$@" <<'EOF'
import resource, subprocess, sys, time
name, seconds, megabytes = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
start = time.monotonic()
subprocess.run(sys.argv[4:], check=True, stdout=subprocess.DEVNULL)
took = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"{name}: {took:.2f} s (at most {seconds:g}), {used:.0f} MB (at most {megabytes:g})")
sys.exit(took > seconds or used > megabytes)
EOF
}
within "one report with its charts" 1 60 "$program" report 43-6013 --out "$room/guide"
within "a site of 832 occupations" 60 200 \
    "$program" report --all --out "$room/site" "$wages" "$projections"
within "the same again, all kept" 2 200 \
    "$program" report --all --out "$room/site" "$wages" "$projections"
test "$(find "$room/site" -name '*.html' | wc -l)" -gt 800
