"""The forms of tables: answers of persons, published figures, ranges, outlooks. Each fills a table's
columns, cells and truth from the same random numbers."""

from decimal import Decimal
from random import Random

import pay
import spell
from columns import Column, currency_column, header, per_column
from draft import NAMES_OWN, NAMES_SHIPPED, Draft
from table import Cell

PER_HEAD = {"hour": ["hourly {}", "{} per hour", "hourly {} rate"],
            "week": ["weekly {}", "{} per week", "avg wkly {}"],
            "month": ["monthly {}", "{} per month", "gross monthly {}"],
            "year": ["annual {}", "{} per year", "yearly {}"]}


def unit_texts(table, writing, currency, place, per):
    """The units that may be printed: without a currency where only a sign of many tells it, or where
    workbooks store bare numbers."""
    bare = f"/{per}"
    if place == "none":
        return {bare}
    if place.startswith("sign") and currency not in ("EUR", "GBP", "INR", "THB"):
        return {bare, f"{currency}/{per}"}
    if not place.startswith("column") and writing.shown == writing.format:
        table.loose_units = {bare}
        table.bare_numbers = True
    return {f"{currency}/{per}"}


def extra_columns(random, draft):
    """Columns that no rule speaks of."""
    notes = ["", "part time, 20 h", 'said "ok"', "see note; call back", "5% bonus", "two\nlines", "n/a"]
    choices = [Column("id", lambda row: Cell(str(row["n"]), Decimal(row["n"]))),
               Column("notes", lambda row: Cell(random.choice(notes))),
               Column("company", lambda row: Cell(random.choice(["Acme, Inc.", "Müller GmbH", "A|B", "X;Y"]))),
               Column("age", lambda row: Cell(str(20 + row["n"] % 40), Decimal(20 + row["n"] % 40)))]
    for column in random.sample(choices, random.choice([0, 0, 1, 2])):
        draft.columns.insert(random.randint(0, len(draft.columns)), column)


PLACES = ["none", "none", "sign", "sign", "sign_after", "sign_nbsp", "iso", "iso_after", "iso_lower", "name",
          "column_iso", "column_iso", "column_lower", "column_name", "column_sign", "column_both"]


def answers(random, table):
    """One row a person, by the shipped layout or by one of the user's own."""
    draft = Draft(random, table)
    shipped, by_column = random.random() < 0.55, random.random() < 0.3
    pers = random.sample(list(PER_HEAD), random.choice([1, 1, 2])) if by_column else [
        "year" if shipped else random.choice(list(PER_HEAD))]
    place = random.choice(PLACES)
    draft.regions, occupations, days = draft.places(), draft.occupations(), draft.days()
    draft.key_columns(NAMES_SHIPPED if shipped else NAMES_OWN, "year")
    head, in_head = ("salary", False) if shipped else pay_head(random, table, draft, pers, by_column, place)
    texts = "none" if place.startswith("column") else place
    writings = {per: pay.Writing(random, table, draft.currency, per, texts, 2 if per == "hour" else
                                 random.choice([0, 0, 2])) for per in pers}
    marks = writings[pers[0]].marks
    for writing in writings.values():
        writing.marks = marks
    own_marks = set() if shipped or random.random() < 0.5 else {
        random.choice(["-99", "x", "9999999", "-1", "99"])}
    column = Column(header(random, head), lambda row: missing_or(random, table, own_marks, writings, row))
    draft.columns.append(column)
    rule = {"header": head, "role": "value"} | pay_unit(random, draft, head, pers, by_column,
                                                        "column" if in_head else place)
    draft.rules.append(rule)
    if place.startswith("column"):
        draft.columns.append(currency_column(random, table, place))
        draft.rules.append({"header": ["currency", "salary currency"], "role": "currency"})
    if by_column:
        draft.columns.append(per_column(random, table))
    extra_columns(random, draft)
    if random.random() < 0.3:
        random.shuffle(draft.columns)
    chosen = random.choice(pers)
    table.units = unit_texts(table, writings[chosen], draft.currency, "column" if in_head else place, chosen)
    if not shipped and rule.get("unit", "").startswith(draft.currency):
        table.units = {f"{draft.currency}/{chosen}"}
    draft.finish(answer_rows(random, draft, occupations, days, writings, chosen), "year")
    if not shipped:
        table.layout = {"kind": "observations", "requires": [head], "columns": draft.rules}
        if own_marks:
            table.layout["markers"] = {mark: "not_reported" for mark in own_marks}
        declare_marks(random, table, marks)
    judge_marks(table, [column])
    table.value_heads, table.write_value = [column.head], writings[pers[0]].text


def pay_head(random, table, draft, pers, by_column, place):
    """The header of pay, and whether it names the currency."""
    head = random.choice(["{}", "base {}"] if by_column else PER_HEAD[pers[0]]).format(
        random.choice(["pay", "wage", "salary", "earnings"]))
    if place != "none" or random.random() < 0.5:
        return head, False
    table.features.add("currency in the header")
    return random.choice(["{} ({})", "{} in {}", "{} {}"]).format(head, draft.currency), True


def pay_unit(random, draft, head, pers, by_column, place):
    """What the user's layout says of the unit: nothing where header or column do, now and then."""
    says = any(word in head for word in ("hour", "week", "wkly", "month", "annual", "year"))
    if by_column or says and random.random() < 0.5:
        return {}
    open_currency = place.startswith("column") or place == "none" or random.random() < 0.5
    return {"unit": ("" if open_currency else draft.currency) + "/" + pers[0]}


def answer_rows(random, draft, occupations, days, writings, chosen):
    """Persons, and the truth of those whose pay is for the time that is asked for."""
    rows, table = [], draft.table
    for n in range(random.randint(4, 14)):
        row = dict(random.choice(occupations[:3]), region=random.choice(draft.regions), n=n + 1,
                   day=random.choice(days), per=random.choice(list(writings)), currency=draft.currency)
        row["per"] = chosen if n == 0 else row["per"]
        row["gone"] = random.random() < 0.08
        row["pay"] = pay.amount(random, row["per"], draft.currency, writings[row["per"]].decimals)
        rows.append(row)
        if row["per"] == chosen and not row["gone"]:
            table.truth.setdefault(draft.key(row), []).append(row["pay"])
    if len({row["per"] for row in rows}) > 1:
        table.options += ["--per", chosen]
    return rows


def missing_or(random, table, own_marks, writings, row):
    """The cell of an answer."""
    if row["gone"]:
        return pay.missing(random, table, own_marks)
    return writings[row["per"]].cell(row["pay"])


def declare_marks(random, table, marks):
    """Now and then the user's layout says which mark is the decimal one."""
    if random.random() < 0.25:
        comma = spell.MARKS[marks][1] == ","
        table.layout["decimal"] = "comma" if comma else "point"
        table.features.add("decimal said by the layout")


def judge_marks(table, pay_columns):
    """A trap where no column tells the decimal mark of the table's texts."""
    if table.layout and "decimal" in table.layout:
        return
    heads = [cell.text for cell in table.grid[0]]
    told, unclear = False, False
    for column in table.number_columns or pay_columns:
        x = heads.index(column.head)
        texts = [row[x].text for row in table.grid[1:]]
        certain = pay.certain_marks(texts, None, column in pay_columns)
        told = told or certain
        unclear = unclear or not pay.certain_marks(texts, None, False)
    if unclear and not told:
        table.trap("one mark with three digits behind it")


MEASURES = {"wage_mean": "mean", "wage_p10": "p10", "wage_p25": "p25", "wage_median": "median",
            "wage_p75": "p75", "wage_p90": "p90"}
MEASURE_HEADS = {"wage_mean": ["mean {}", "average {}"], "wage_p10": ["10th percentile {}", "p10 {}"],
                 "wage_p25": ["25th percentile {}", "p25 {}"], "wage_median": ["median {}"],
                 "wage_p75": ["75th percentile {}", "p75 {}"], "wage_p90": ["90th percentile {}", "p90 {}"]}


def published(random, table):
    """Published figures by occupation, by a layout of the user's own."""
    table.kind = "published"
    draft = Draft(random, table)
    per = random.choice(["year", "year", "month", "week", "hour"])
    place = random.choice(["none", "none", "sign", "sign", "sign_after", "sign_nbsp", "iso", "iso_after",
                           "column_iso", "column_name"])
    draft.regions, occupations, days = draft.places(), draft.occupations(), draft.days()[:2]
    resolution = random.choice(["year", "day"])
    draft.key_columns(NAMES_OWN, resolution)
    texts = "none" if place.startswith("column") else place
    decimals = 2 if per == "hour" else random.choice([0, 0, 2])
    writing = pay.Writing(random, table, draft.currency, per, texts, decimals)
    chosen = [m for m in MEASURES if m == "wage_median" or random.random() < 0.5]
    by_head = random.random() < 0.5
    own_marks = {random.choice(["-99", "x", "9999999", "-1", "c"])} if random.random() < 0.4 else set()
    columns = []
    if random.random() < 0.6:
        columns.append(number_column(random, table, draft, writing, own_marks, "employment",
                                     random.choice(["jobs", "employment", "total employed"]), {}))
    for measure in chosen:
        noun = random.choice(PER_HEAD[per]).format("wage") if by_head else "pay"
        head = random.choice(MEASURE_HEADS[measure]).format(noun)
        currency = draft.currency if place in ("none",) or random.random() < 0.5 else ""
        if place.startswith("column"):
            currency = ""
        rule = {} if by_head and place != "none" else {"unit": f"{currency}/{per}"}
        columns.append(number_column(random, table, draft, writing, own_marks, measure, head, rule))
    draft.columns += columns
    if place.startswith("column"):
        draft.columns.append(currency_column(random, table, place))
        draft.rules.append({"header": ["currency", "salary currency"], "role": "currency"})
    rows = figure_rows(random, draft, occupations, days, chosen, per, decimals)
    table.units = unit_texts(table, writing, draft.currency, "column" if place == "none" else place, per)
    for row in rows:
        table.truth[draft.key(row)] = {m: row.get(m) for m in chosen + ["employment"]
                                       if any(c.measure == m for c in columns)}
    draft.finish(rows, resolution)
    table.layout = {"kind": "estimates", "requires": [r["header"] for r in draft.rules if r.get("measure")],
                    "columns": draft.rules}
    if own_marks:
        table.layout["markers"] = {mark: "withheld" for mark in own_marks}
    declare_marks(random, table, writing.marks)
    table.number_columns = columns
    judge_marks(table, [c for c in columns if c.measure != "employment"])
    table.value_heads, table.write_value = [c.head for c in columns], writing.text


def number_column(random, table, draft, writing, own_marks, measure, head, rule):
    """One column of published numbers."""
    def make(row):
        value = row.get(measure)
        if value is None:
            return pay.missing(random, table, own_marks)
        if measure.startswith("wage"):
            return writing.cell(value)
        shown = spell.negative(spell.number(value, writing.marks), writing.negative)
        return Cell(shown, value, random.choice(["General", "#,##0", "0"]) if value == int(value) else "General")
    column = Column(header(random, head), make)
    column.measure = measure
    draft.rules.append({"header": head, "measure": measure} | rule)
    return column


def figure_rows(random, draft, occupations, days, chosen, per, decimals):
    """Rows of published figures with keys that differ, percentiles in their order."""
    rows, seen = [], set()
    for _ in range(random.randint(3, 12)):
        row = dict(random.choice(occupations), region=random.choice(draft.regions), day=random.choice(days),
                   per=per, currency=draft.currency)
        if draft.key(row) in seen:
            continue
        seen.add(draft.key(row))
        values = sorted(pay.amount(random, per, draft.currency, decimals) for _ in range(5))
        middle = dict(zip(["wage_p10", "wage_p25", "wage_median", "wage_p75", "wage_p90"], values))
        middle["wage_mean"] = values[2]
        for measure in chosen:
            row[measure] = None if random.random() < 0.07 else middle[measure]
        row["employment"] = None if random.random() < 0.07 else Decimal(random.choice(
            [random.randint(10, 999), random.randint(1000, 99999), random.randint(1000000, 9999999)]))
        rows.append(row)
    return rows


def ranges(random, table):
    """Pay from … to, in two columns or in one cell."""
    table.kind = "published"
    draft = Draft(random, table)
    per = random.choice(["year", "year", "month", "hour"])
    place = random.choice(["none", "sign", "sign_after", "iso", "iso_after"])
    draft.regions, occupations, days = draft.places(), draft.occupations(), draft.days()[:2]
    draft.key_columns(NAMES_OWN, "year")
    writing = pay.Writing(random, table, draft.currency, per, place, 2 if per == "hour" else 0)
    rows = figure_rows(random, draft, occupations, days, ["wage_p10", "wage_p90"], per, writing.decimals)
    for row in rows:
        row["wage_low"], row["wage_high"] = row["wage_p10"], row["wage_p90"]
        if row["wage_low"] == row["wage_high"] or None in (row["wage_low"], row["wage_high"]):
            row["wage_low"] = row["wage_high"] = None
    unit = f"{draft.currency}/{per}"
    if random.random() < 0.4:
        columns = [number_column(random, table, draft, writing, set(), "wage_low",
                                 random.choice(["minimum", "pay from", "low"]), {"unit": unit}),
                   number_column(random, table, draft, writing, set(), "wage_high",
                                 random.choice(["maximum", "pay to", "high"]), {"unit": unit})]
    else:
        columns = [range_column(random, table, draft, writing, unit)]
    draft.columns += columns
    table.units = {unit}
    for row in rows:
        table.truth[draft.key(row)] = {m: row[m] for m in ("wage_low", "wage_high")}
    draft.finish(rows, "year")
    table.layout = {"kind": "estimates", "requires": [r["header"] for r in draft.rules if r.get("measure")],
                    "columns": draft.rules}
    declare_marks(random, table, writing.marks)
    table.number_columns = columns
    judge_marks(table, columns)
    table.value_heads, table.write_value = [c.head for c in columns], writing.text


def range_column(random, table, draft, writing, unit):
    """Both ends in one cell."""
    dash = random.choice(["\u2013", "-", " - ", " \u2013 ", " to ", "\u2014"])
    once = random.random() < 0.4
    table.features.add("range in one cell")

    def make(row):
        low, high = row["wage_low"], row["wage_high"]
        if low is None:
            return pay.missing(random, table, set())
        if once and writing.short and low % 100 == 0 and high % 100 == 0:
            texts = (spell.in_thousands(low, writing.marks)[:-1], spell.in_thousands(high, writing.marks))
            table.features.add("one k after a range")
            return Cell(spell.money(dash.join(texts), draft.currency, writing.place))
        if once:
            bare = dash.join(spell.number(v, writing.marks, writing.pad) for v in (low, high))
            return Cell(spell.money(bare, draft.currency, writing.place))
        return Cell(dash.join(writing.text(v) for v in (low, high)))
    head = random.choice(["pay range", "salary band", "pay"])
    column = Column(header(random, head), make)
    column.measure = "wage_low"
    draft.rules.append({"header": head, "measure": "wage_median", "unit": unit})
    return column


def in_thousands(table, heads):
    """Now and then the jobs are given in thousands, as their headers say: the measures so given."""
    mine = Random(f"thousands {table.name}")  # on its own, so that other tables stay as they were
    if mine.random() > 0.3:
        return []
    words = mine.choice([" (thousands)", ", in thousands", " (000s)"])
    scaled = [m for m in heads if m != "percent_change"]
    for m in scaled:
        heads[m] += words
    table.features.add("thousands")
    return scaled


def outlook(random, table):
    """A projection: jobs now and then, their change, openings."""
    table.kind = "outlook"
    draft = Draft(random, table)
    draft.with_period, draft.currency = False, "USD"
    draft.with_region = False
    draft.regions, occupations = draft.places(), draft.occupations()
    draft.key_columns(NAMES_OWN, "year")
    writing = pay.Writing(random, table, random.choice(["USD", "EUR", "CHF", "SEK"]), "year", "none", 0)
    writing.short = False
    span = random.choice(["2022-32", "2023-33", "2024-34"])
    draft.columns.append(Column("span", lambda row: Cell(span)))
    draft.rules.append({"header": "span", "key": "period"})
    heads = {"employment_base": "jobs now", "employment_projected": "jobs then",
             "employment_change": "net change", "percent_change": "change in percent",
             "openings_annual": "openings a year"}
    scaled = in_thousands(table, heads)
    columns = [number_column(random, table, draft, writing, set(), m, h,
                             {"multiply": 1000} if m in scaled else {}) for m, h in heads.items()]
    draft.columns += columns
    rows, seen = [], set()
    for occupation in occupations:
        base = Decimal(random.randint(500, 900000))
        change = Decimal(random.randint(-int(base) // 4, int(base) // 2))
        row = dict(occupation, employment_base=base, employment_projected=base + change,
                   employment_change=change, percent_change=round(change / base * 100, 1),
                   openings_annual=Decimal(random.randint(10, int(base) // 4 + 20)), region=draft.regions[0])
        if draft.key(row) not in seen:
            rows.append(row)
        seen.add(draft.key(row))
    table.units = set()
    for row in rows:
        for m in scaled:
            row[m] -= row[m] % 100
        table.truth[draft.key(row)] = {m: row[m] for m in heads}
        for m in scaled:
            row[m] /= 1000
    draft.finish(rows, "year")
    table.layout = {"kind": "estimates", "requires": [heads["employment_base"], heads["employment_projected"]], "constants": {"region": "US"},
                    "columns": draft.rules}
    declare_marks(random, table, writing.marks)
    table.number_columns = columns
    judge_marks(table, [])
    table.value_heads, table.write_value = [c.head for c in columns], writing.text


def tidy(random, table):
    """One figure a row, by the shipped layout."""
    table.kind = "published"
    draft = Draft(random, table)
    per = random.choice(["year", "hour", "month"])
    draft.regions, occupations, days = draft.places(), draft.occupations(), draft.days()[:2]
    draft.with_region = False
    draft.key_columns({"code": ["occupation code"], "title": ["occupation title"], "region": ["region"],
                       "period": ["period", "year"]}, "day")
    writing = pay.Writing(random, table, draft.currency, per, random.choice(["none", "sign"]),
                          2 if per == "hour" else 0)
    chosen = ["wage_p10", "wage_median", "wage_p90"]
    figures = figure_rows(random, draft, occupations, days, chosen, per, writing.decimals)
    rows = []
    for figure in figures:
        for measure in chosen + ["employment"]:
            if figure[measure] is not None:
                rows.append(dict(figure, measure=measure, value=figure[measure]))
    wages = {"measure": Column("measure", lambda row: Cell(row["measure"])),
             "value": Column("value", lambda row: writing.cell(row["value"])
                             if row["measure"] != "employment" else
                             Cell(spell.number(row["value"], writing.marks), row["value"])),
             "unit": Column("unit", lambda row: Cell("jobs" if row["measure"] == "employment"
                                                     else f"{draft.currency}/{per}"))}
    draft.columns += list(wages.values())
    table.units = {f"{draft.currency}/{per}"}
    for figure in figures:
        table.truth[draft.key(figure)] = {m: figure[m] for m in chosen + ["employment"]
                                          if figure[m] is not None}
    table.truth = {k: v for k, v in table.truth.items() if v}
    random.shuffle(rows)
    draft.finish(rows, "day")
    judge_marks(table, [wages["value"]])
    table.value_heads, table.write_value = ["value"], writing.text
