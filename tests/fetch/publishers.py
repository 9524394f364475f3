#!/usr/bin/env python3
"""The publishers in miniature: from the shipped catalogue a folder of files as their servers would
have them, and a catalogue whose addresses lead to this machine.

Usage: publishers.py PROGRAM CATALOGUE_FOLDER OUT_FOLDER PORT DATE [raised=N] [TABLE…]
 - OUT_FOLDER/hosts/127.0.0.N/…: a host a publisher's host; OUT_FOLDER/catalogue: their addresses
 - raised=N makes every figure larger by N: a revision
 - with TABLE, only these get another file
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.parse

import miniatures


def editions_of(label, table):
    """The placeholders of an edition, from its label."""
    form = re.escape(table["editions"]["label"])
    for name in ("year", "month", "major", "minor"):
        form = form.replace(re.escape("{%s}" % name), f"(?P<{name}>\\d+)", 1)
    form = form.replace(re.escape("{yy+10}"), r"\d\d")
    edition = re.fullmatch(form, label).groupdict()
    if "year" in edition:
        edition["yy"] = edition["year"][2:]
    return edition


def fill(pattern, edition):
    return re.sub(r"\{(\w+)\}", lambda m: edition[m.group(1)], pattern)


def main():
    program, source, out, port, date, *rest = sys.argv[1:]
    raised = sum(int(word[7:]) for word in rest if word.startswith("raised="))
    wanted = [word for word in rest if not word.startswith("raised=")]
    out = pathlib.Path(out)
    (out / "catalogue").mkdir(parents=True, exist_ok=True)
    shown = json.loads(subprocess.run([program, "catalogue", "--json", "--date", date, "--catalogue", source],
                                      capture_output=True, check=True).stdout)
    due = {table["name"]: table["due"] for table in shown["tables"]}
    hosts = {}
    for path in sorted(pathlib.Path(source).glob("*.json")):
        publisher = json.loads(path.read_text(encoding="utf-8"))
        for host in publisher["hosts"]:
            hosts[host] = f"127.0.0.{len(hosts) + 1}"
        for table in publisher["tables"]:
            if "address" not in table:
                continue
            edition = editions_of(due[table["name"]], table)
            parts = urllib.parse.urlsplit(table["address"])
            table["address"] = table["address"].replace(f"https://{parts.hostname}",
                                                        f"http://{hosts[parts.hostname]}:{port}")
            path_there = urllib.parse.unquote(fill(parts.path, edition))
            file = out / "hosts" / hosts[parts.hostname] / path_there.lstrip("/")
            file = file / "index.data" if path_there.endswith("/") else file
            if wanted and table["name"] not in wanted:
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)
            file.write_bytes(miniatures.TABLES[table["name"]](edition, raised))
            os.utime(file, (1600000000 + raised, 1600000000 + raised))  # another time for other bytes
        publisher["hosts"] = [hosts[host] for host in publisher["hosts"]]
        (out / "catalogue" / path.name).write_text(json.dumps(publisher, indent=1), encoding="utf-8")


main()
