"""Asks careerstat for a file's figures and compares them with those it was made from."""

import collections
import json
import os
import subprocess
from decimal import Decimal

from draft import folded
from table import quantile

Verdict = collections.namedtuple("Verdict", "kind why messages")
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "CAREERSTAT_LIBRARY": "", "TZ": "UTC", "NO_COLOR": "1",
               "PATH": os.environ.get("PATH", "")}


def call(program, words):
    """Exit code, the JSON and the messages of one run."""
    done = subprocess.run([program, *words], capture_output=True, env=ENVIRONMENT, check=False)
    try:
        result = json.loads(done.stdout, parse_float=Decimal, parse_int=Decimal)
    except ValueError:
        result = None
    return done.returncode, result, done.stderr.decode("utf-8", "replace").splitlines()


def command(folder, table, path):
    """The words that read the table's figures."""
    words = {"answers": ["summarize", "--minimum-n", "1", "--interval", "none"],
             "published": ["summarize"], "outlook": ["project"]}[table.kind]
    words += [str(path), "--json"]
    if table.kind != "outlook":
        words += ["--by", ",".join(table.dims), *table.options]
    if table.layout:
        layout = folder / f"{table.name}.json"
        layout.write_text(json.dumps({"name": "own", "title": "Dirty"} | table.layout), encoding="utf-8")
        words += ["--layout", str(layout)]
    return words


def key_names(table, group):
    """For each dimension the texts that a group's key may be known by."""
    out = []
    for dim in table.dims:
        part = group["key"].get(dim) or {}
        texts = {folded(part[k]) for k in ("code", "title") if part.get(k)}
        out.append(texts)
    return out


def figures_of(table, result):
    """List of (key texts, figures, unit) of what was printed."""
    if table.kind == "answers":
        part = result.get("answers") or {"groups": [], "unit": None}
        return [(key_names(table, g), {"n": g["n"], "mean": g["mean"], **{
            p: q["value"] for p, q in g["quantiles"].items()}}, part["unit"]) for g in part["groups"]]
    if table.kind == "outlook":
        return [(key_names(table, g), {
            m: g[m]["value"] for m in ("employment_base", "employment_projected", "employment_change",
                                       "percent_change")}
            | {"openings_annual": g["openings_a_year"] and g["openings_a_year"]["openings"]}, None)
                for g in result["official"]]
    out = []
    for g in (result.get("published") or {"groups": []})["groups"]:
        values = {}
        if "employment" in g:
            values["employment"] = known(g["employment"])
        for some in g.get("pay", []):
            for name, cell in some.items():
                if name != "unit":
                    values["wage_" + name] = known(cell)
        units = {some["unit"] for some in g.get("pay", [])
                 if any(name != "unit" and known(cell) is not None for name, cell in some.items())}
        out.append((key_names(table, g), values, " and ".join(sorted(units))))
    return out


def known(cell):
    """A figure, or None where it is absent."""
    return None if cell.get("presence") else cell["value"]


def expected(table, values):
    """What must be printed for a key."""
    if table.kind != "answers":
        return values
    out = {"n": Decimal(len(values)), "mean": sum(values) / len(values)}
    for name, share in (("p10", "0.1"), ("p25", "0.25"), ("p50", "0.5"), ("p75", "0.75"), ("p90", "0.9")):
        out[name] = quantile(values, share)
    return out


def same(want, got):
    """Equal, but for the last printed digits."""
    if want is None or got is None:
        return want is None and got is None
    return abs(want - got) <= Decimal("2e-6") * max(abs(want), Decimal(1))


def differences(table, form, result):
    """List of (key, what differs)."""
    units = table.units | (table.loose_units if form in ("xlsx", "xls") else set())
    found = figures_of(table, result)
    out, met = [], set()
    for key, values in table.truth.items():
        want = expected(table, values)
        at = [i for i, (names, _, _) in enumerate(found)
              if all(part & texts for part, texts in zip(key, names))]
        plain = "/".join(sorted(part)[0] for part in key)
        if not at:
            if any(v is not None for v in want.values()):
                out.append((key, f"{plain}: not there"))
            continue
        met.add(at[0])
        _, got, unit = found[at[0]]
        for name, value in want.items():
            if not same(value, got.get(name)):
                out.append((key, f"{plain}: {name} {got.get(name)}, not {value}"))
        if units and unit and not set(unit.split(" and ")) <= units:
            out.append((key, f"{plain}: in {unit}, not {' or '.join(sorted(units))}"))
    for i, (names, got, unit) in enumerate(found):
        if i not in met and any(v for v in got.values()):
            out.append((None, f"more than was there: {names} {got}"))
    return out


def told(table, result, messages, places, differing):
    """Whether a warning names a place or a column of each difference."""
    warnings = [m for m in result.get("diagnostics", []) if m["severity"] == "warning"]
    said = " ".join(" ".join(m["message"] for m in warnings).split())
    lines = {int(m["line"]) for m in warnings if "line" in m} | {
        int("".join(c for c in m["cell"] if c.isdigit())) for m in warnings if m.get("cell")}
    for key, _ in differing:
        rows = table.rows_of.get(key, []) if key else range(len(table.grid))
        if not lines & {places[r] for r in rows} and not any(
                f"'{' '.join(name.split())}'" in said for name in table.names):
            return False
    return True


def other_commands(program, folder, table, path):
    """What is right by one command must be so by others: inspect counts the same answers, figure
    gives the same median."""
    layout = ["--layout", str(folder / f"{table.name}.json")] if table.layout else []
    if table.kind == "answers" and not table.options:
        _, seen, _ = call(program, ["inspect", str(path), "--json", *layout])
        n = sum(t["values"] for t in seen["tables"])
        want = sum(len(values) for values in table.truth.values())
        return ("right", "") if n == want else ("WRONG", f"inspect counts {n} answers, not {want}")
    if table.kind == "published" and "occupation" in table.dims:
        key, values = next(iter(table.truth.items()))
        words = [f"{dim}={sorted(part)[0]}" for dim, part in zip(table.dims, key)]
        code, seen, _ = call(program, ["figure", "salary.median", *words, str(path), "--json", *layout])
        got = seen and seen.get("value")
        if code == 0 and got is not None and seen.get("unit") in table.units and not same(
                values.get("wage_median"), got):
            return "WRONG", f"figure says {got}, not {values.get('wage_median')}"
    return "right", ""


def judge(program, folder, table, form, path, places):
    """The verdict on one file."""
    code, result, messages = call(program, command(folder, table, path))
    if code == 4 or code < 0:
        return Verdict("WRONG", f"exit code {code}", messages)
    if code != 0:
        placed = any(path.name in line and "error" in line for line in messages) or code == 1
        return Verdict("refused" if placed else "WRONG", (messages or ["no message"])[0], messages)
    if result is None:
        return Verdict("WRONG", "no JSON", messages)
    differing = differences(table, form, result)
    if not differing:
        return Verdict(*other_commands(program, folder, table, path), messages)
    kind = "warned" if told(table, result, messages, places, differing) else "WRONG"
    return Verdict(kind, "; ".join(text for _, text in differing[:3]), messages)
