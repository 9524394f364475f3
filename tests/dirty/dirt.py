"""What surrounds and interrupts a table in real files: titles above, notes below, totals, headers
again, blank rows and columns, keys to the right, hidden parts; and how the file is written."""

import copy
import datetime
from decimal import Decimal
from random import Random

import spell
from table import Cell

TITLES = ["Pay survey", "Table 4.2 Earnings by occupation, all employees", "Published: 14 May 2024",
          'Widths in 5" columns', "Confidential", "Occupation: all; Area: all", "Page 1 of 3",
          "Employees on adult rates | pay unaffected by absence", "© Statistics Office", "Unit: see header",
          "Prepared for: Mr. O'Neil, Finance", "Ergebnisse für Österreich", "2023"]
NOTES = ["Source: Office of Statistics, 2024", "Note: figures are rounded, and may not add up",
         "* = fewer than 10 answers", "(1) Without overtime.", "Last updated: 5/14/2024",
         "1/ Includes part time; excludes interns", "Copyright 2024. All rights reserved.",
         "NA: not available", "For questions write to pay@example.org", "End of table", "† provisional"]
TOTALS = ["Total", "Grand Total", "Subtotal", "TOTAL", "Total:", "Grand total"]
DOUBTFUL_TOTALS = ["Sum", "Overall", "Mean", "Total (all rows)", "Total USD", "AVERAGE:"]


def insert_row(table, index, cells):
    """Puts a row into the grid before `index`, and moves what is known of those after it."""
    table.grid.insert(index, cells)
    for rows in table.rows_of.values():
        rows[:] = [r + (r >= index) for r in rows]
    table.hidden_rows = {r + (r >= index) for r in table.hidden_rows}
    if index <= table.header_row:
        table.header_row += 1


def insert_column(table, index):
    """Puts a blank column into the grid before `index`."""
    for row in table.grid:
        if len(row) >= index:
            row.insert(index, None)
    table.hidden_columns = {c + (c >= index) for c in table.hidden_columns}


def data_rows(table):
    """Indices of all rows that hold data."""
    return sorted(r for rows in table.rows_of.values() for r in rows)


def totals(random, table):
    """Rows that add up others, as people and spreadsheets append them."""
    heads = table.grid[table.header_row]
    value = next(x for x, cell in enumerate(heads) if cell and cell.text == table.value_heads[0])
    titles = [x for x, cell in enumerate(heads) if cell and x != value and cell.text not in ("id", "age")]
    if not titles:
        return
    doubtful = random.random() < 0.15
    label = random.choice(DOUBTFUL_TOTALS if doubtful else TOTALS)
    if doubtful:
        table.trap("a total by another name")
    table.features.add(f"total row '{label}'")
    row = [None] * len(heads)
    row[titles[0]] = Cell(label)
    model = next((table.grid[r][value] for r in data_rows(table) if table.grid[r][value].stored is not None), None)
    if model is None or not isinstance(model.stored, Decimal):
        return
    total = model.stored * 5
    row[value] = Cell(table.write_value(total), total, model.format)
    insert_row(table, data_rows(table)[-1] + 1, row)


def header_again(random, table):
    """The header between the rows, as where files were joined or pages printed."""
    table.features.add("header again")
    again = [copy.copy(cell) for cell in table.grid[table.header_row]]
    rows = data_rows(table)
    insert_row(table, random.choice(rows), again)


def blank_rows(random, table):
    """Rows without anything: below the header, between rows."""
    table.features.add("blank rows")
    for index in random.sample(data_rows(table), min(2, len(data_rows(table)))):
        insert_row(table, index, [] if random.random() < 0.5 else [None] * len(table.grid[table.header_row]))


def header_twice(random, table):
    """A second column of the same name with other values."""
    table.trap("a header twice")
    heads = table.grid[table.header_row]
    value = next(x for x, cell in enumerate(heads) if cell and cell.text == table.value_heads[0])
    for r in [table.header_row] + data_rows(table):
        cell = copy.copy(table.grid[r][value])
        if r != table.header_row and isinstance(cell.stored, Decimal):
            cell = Cell(table.write_value(cell.stored + 7), cell.stored + 7, cell.format)
        table.grid[r].append(cell)


def conflict(random, table):
    """A row again with another figure: for published figures somebody must choose."""
    rows = data_rows(table)
    if table.kind != "published":
        return
    heads = table.grid[table.header_row]
    value = next(x for x, cell in enumerate(heads) if cell and cell.text == table.value_heads[0])
    source = random.choice(rows)
    again = [copy.copy(cell) for cell in table.grid[source]]
    if not isinstance(again[value].stored, Decimal):
        return
    table.trap("a key again with another figure")
    again[value] = Cell(table.write_value(again[value].stored + 11), again[value].stored + 11, again[value].format)
    at = random.choice(rows)
    insert_row(table, at, again)


def filled_down(random, table):
    """Keys written once, for the rows below too (merged in workbooks)."""
    rows = data_rows(table)
    x = random.choice([x for x, cell in enumerate(table.grid[table.header_row])
                       if cell and cell.text in table.key_heads])
    changed = False
    for above, below in zip(rows, rows[1:]):
        if below == above + 1 and table.grid[above][x].text == table.grid[below][x].text:
            changed = True
    if not changed:
        return
    table.trap("keys written once")
    kept = [table.grid[r][x].text for r in rows]
    for (above, below), text, before in zip(zip(rows, rows[1:]), kept[1:], kept):
        if below == above + 1 and text == before:
            table.grid[below][x] = None


def raised_mark(random, table):
    """A footnote mark behind a number."""
    heads = table.grid[table.header_row]
    value = next(x for x, cell in enumerate(heads) if cell and cell.text == table.value_heads[0])
    cell = table.grid[random.choice(data_rows(table))][value]
    if not isinstance(cell.stored, Decimal):
        return
    way = random.choice(["raised", "(1)", "*", "¹", "[a]", " b", "1)"])
    table.trap("a footnote mark behind a number")
    cell.stored = None
    if way == "raised":
        cell.raised = "1"
        table.traps["a footnote mark behind a number"] = {"xlsx"}
    else:
        cell.text += way


def no_cached_value(random, table):
    """A formula that nobody has worked out."""
    heads = table.grid[table.header_row]
    value = next(x for x, cell in enumerate(heads) if cell and cell.text == table.value_heads[0])
    cell = table.grid[random.choice(data_rows(table))][value]
    cell.formula = "empty"
    table.trap("a formula without its value", "xlsx")


def error_value(random, table):
    """A cell that shows #N/A."""
    gone = [cell for r in data_rows(table) for cell in table.grid[r]
            if cell and cell.text in ("NA", "N/A", "n/a") and cell.stored is None]
    for cell in gone[:1]:
        cell.text, cell.error = "#N/A", True
        table.trap("an error value")


def formulas(random, table):
    """Formulas with their values."""
    table.features.add("formulas")
    for r in data_rows(table):
        for cell in table.grid[r]:
            if cell and cell.stored is not None and isinstance(cell.stored, Decimal) and random.random() < 0.5:
                cell.formula = "cached"


def other_currency(random, table):
    """One row in another currency, by its sign alone: no figure of both."""
    heads = table.grid[table.header_row]
    value = next(x for x, cell in enumerate(heads) if cell and cell.text == table.value_heads[0])
    rows = [r for r in data_rows(table) if table.grid[r][value].stored is not None
            and any(s in table.grid[r][value].text for s in "$€£¥₹")]
    if len(rows) < 2:
        return
    cell = table.grid[random.choice(rows)][value]
    other = "£" if "£" not in cell.text else "€"
    for sign in "$€£¥₹":
        cell.text = cell.text.replace(sign, other)
    cell.stored = None
    table.trap("two currencies")
    if table.kind == "published":  # each figure is in its own
        table.units |= {unit.replace(unit.split("/")[0], {"£": "GBP", "€": "EUR"}[other])
                        for unit in table.units}


def mixed_marks(random, table):
    """One cell by other marks than the rest."""
    heads = table.grid[table.header_row]
    value = next(x for x, cell in enumerate(heads) if cell and cell.text == table.value_heads[0])
    cell = table.grid[random.choice(data_rows(table))][value]
    if not isinstance(cell.stored, Decimal):
        return
    cell.text = spell.number(cell.stored, random.choice(["us", "de", "nbsp", "swiss"]),
                             2 if cell.stored != int(cell.stored) else random.choice([0, 2]))
    cell.stored = None
    table.trap("marks of two kinds in one column")


def spacer_column(random, table):
    """A blank column between the others."""
    table.trap("a blank column between others")
    insert_column(table, random.randint(1, len(table.grid[table.header_row]) - 1))


def key_to_the_right(random, table):
    """Remarks beside the table, behind a blank column."""
    table.trap("text beside the table", "csv tsv")
    table.features.add("text beside the table")
    width = len(table.grid[table.header_row])
    for r, remark in zip(data_rows(table), ["Key", "* = suppressed", "9999"]):
        row = table.grid[r]
        row += [None] * (width - len(row)) + [None, Cell(remark)]


def above(random, table):
    """Lines above the header."""
    table.features.add("lines above")
    width = len(table.grid[table.header_row])
    lines = [[Cell(t, raw=random.random() < 0.4)] for t in random.sample(TITLES, random.randint(1, 4))]
    if random.random() < 0.5:
        lines.append([])
    if random.random() < 0.2:
        lines.insert(1, [Cell("Area:"), Cell("All areas")][:max(1, min(2, width))])
    for line in reversed(lines):
        insert_row(table, 0, line)


def below(random, table):
    """Lines below the last row."""
    table.features.add("lines below")
    if random.random() < 0.6:
        table.grid.append([])
    for note in random.sample(NOTES, random.randint(1, 4)):
        raw = random.random() < 0.4
        table.grid.append([Cell(note, raw=raw)])
        if raw and table.kind != "answers":
            table.trap("a note cut by delimiters", " ".join(
                form for form in ("csv", "tsv") if table.text[form]["delimiter"] in note) or "none")


def hidden(random, table):
    """Hidden rows and columns of workbooks."""
    table.features.add("hidden rows and columns")
    table.hidden_rows |= set(random.sample(data_rows(table), 1))
    if random.random() < 0.5:
        table.hidden_columns.add(random.randrange(len(table.grid[table.header_row])))


def bare_commas(random, table):
    """A line of comma-separated text whose number nobody quoted, with room to the right for it."""
    if table.text["csv"]["delimiter"] != ",":
        return
    heads = table.grid[table.header_row]
    if heads[-1] is None or heads[-1].text != table.value_heads[0]:
        return
    cells = [table.grid[r][-1] for r in data_rows(table)]
    if not any("," in cell.text for cell in cells):
        return
    for cell in cells:
        cell.raw = True
    if random.random() < 0.5:
        heads.append(Cell(""))
    table.text["csv"]["quote_all"] = False
    table.trap("commas that nobody quoted", "csv")


def files(random, table):
    """Delimiters, encodings, line ends."""
    for form in ("csv", "tsv"):
        table.text[form] = {
            "delimiter": "\t" if form == "tsv" else random.choice([",", ",", ",", ";", ";", "|"]),
            "encoding": None, "line_end": random.choice(["\n", "\n", "\r\n", "\r\n", "\r"]),
            "last_end": random.random() < 0.8, "quote_all": random.random() < 0.15,
            "padded": random.random() < 0.4}
    table.typed = random.choice(["all", "all", "none", "some"])
    table.date1904 = random.random() < 0.08


def encodings(random, table):
    """An encoding that has all of the table's characters."""
    whole = "\n".join(cell.text for row in table.grid for cell in row if cell)
    for form in ("csv", "tsv"):
        able = ["utf-8", "utf-8", "utf-8-bom", "utf-16le-bom", "utf-16be-bom", "utf-16le"]
        for name in ("cp1252", "latin-1"):
            try:
                whole.encode(name)
                able += [name] * 2
            except UnicodeEncodeError:
                pass
        table.text[form]["encoding"] = random.choice(able)
        table.features.add("encoding " + table.text[form]["encoding"])


def stored_as(random, table):
    """Which cells of the workbooks are stored as what they are; dates all alike."""
    are_dates = random.random() < 0.5
    for row in table.grid:
        for cell in row:
            if cell is None or cell.stored is None or cell.formula:
                continue
            if isinstance(cell.stored, datetime.date):
                keeps = table.typed == "all" or table.typed == "some" and are_dates
            else:
                keeps = table.typed == "all" or table.typed == "some" and random.random() < 0.6
            if not keeps:
                cell.stored = None
    if table.bare_numbers and table.kind == "answers":
        x = [cell and cell.text for cell in table.grid[table.header_row]].index(table.value_heads[0])
        kinds = {table.grid[r][x].stored is None for r in data_rows(table)
                 if any(c.isdigit() for c in table.grid[r][x].text)}
        if len(kinds) > 1:
            table.trap("a currency in some cells only", "xlsx xls")


def section_heading(table):
    """A row that names what follows, in the first column alone."""
    mine = Random(f"heading {table.name}")  # on its own, so that other tables stay as they were
    if mine.random() > 0.06:
        return
    table.trap("a heading between rows")
    insert_row(table, mine.choice(data_rows(table)), [Cell(mine.choice(["Health care", "Office work", "Trades:"]))])


DIRT = [(header_again, .10), (blank_rows, .15), (header_twice, .03), (conflict, .04), (filled_down, .04),
        (raised_mark, .04), (no_cached_value, .03), (error_value, .2), (formulas, .1), (other_currency, .04),
        (mixed_marks, .04), (spacer_column, .04), (key_to_the_right, .05), (bare_commas, .3), (above, .35),
        (below, .3), (hidden, .08)]


def soil(random, table):
    """Adds each kind of dirt now and then."""
    files(random, table)
    if table.kind == "answers" and random.random() < 0.2:
        totals(random, table)
    for add, share in DIRT:
        if random.random() < share:
            add(random, table)
    section_heading(table)
    if random.random() < 0.08:
        table.features.add("blank first column")
        insert_column(table, 0)
    stored_as(random, table)
    encodings(random, table)
