"""The public files of pay, projections and prices, read apart from the program, for the walks that hold its pages
against them. Official pay is kept as printed: {column: text or number} by (year, place, occupation)."""
import collections, csv, glob, io, os, re, sys, zipfile
import xml.etree.ElementTree as tree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import biff

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FOLDERS = ("oews-national", "oews-state", "employment-projections", "prices", "soc")
# The same column by the names that 25 years gave it.
SAME = {"loc_q": "loc_quotient", "loc quotient": "loc_quotient", "area_title": "area", "state": "area",
        "occ code": "occ_code"}


def number(cell):
    """A printed number; None for blanks, marks and floors."""
    if isinstance(cell, float):
        return cell
    text = str(cell or "").replace(",", "").strip()
    return float(text) if re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", text) else None


def code_of(cell):
    found = re.search(r"\d\d-\d{4}", str(cell or ""))
    return found.group() if found else None


def xlsx_sheets(data):
    """{name: {row: {column number: text}}} of a workbook."""
    book = zipfile.ZipFile(io.BytesIO(data))
    shared = []
    if "xl/sharedStrings.xml" in book.namelist():
        shared = ["".join(t.text or "" for t in item.iter(SPACE + "t"))
                  for item in tree.fromstring(book.read("xl/sharedStrings.xml"))]
    ids = {link.get("Id"): link.get("Target") for link in
           tree.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    found = {}
    for sheet in tree.fromstring(book.read("xl/workbook.xml")).iter(SPACE + "sheet"):
        target = ids[next(value for name, value in sheet.attrib.items() if name.endswith("}id"))]
        rows = found[sheet.get("name")] = {}
        for row in tree.fromstring(book.read("xl/" + target.removeprefix("/xl/"))).iter(SPACE + "row"):
            cells = rows[int(row.get("r")) - 1] = {}
            for cell in row.iter(SPACE + "c"):
                value = cell.find(SPACE + "v")
                text = "" if value is None else value.text or ""
                text = shared[int(text)] if cell.get("t") == "s" and text else text
                if cell.get("t") == "inlineStr":
                    text = "".join(t.text or "" for t in cell.iter(SPACE + "t"))
                column = 0
                for letter in re.match("[A-Z]+", cell.get("r")).group():
                    column = column * 26 + ord(letter) - 64
                cells[column - 1] = text
    return found


def csv_rows(data):
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {r: dict(enumerate(row)) for r, row in enumerate(rows)}


def tables(path):
    """(name of the file inside, rows) of each first sheet that a file or an archive holds."""
    def of(name, data):
        if name.endswith(".xlsx"):
            yield name, next(iter(xlsx_sheets(data).values()))
        elif name.endswith(".xls") and "field_desc" not in name:
            yield name, biff.sheets(data)[0]
        elif name.endswith(".csv"):
            yield name, csv_rows(data)
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".zip"):
        book = zipfile.ZipFile(io.BytesIO(data))
        for name in book.namelist():
            yield from of(name, book.read(name))
    else:
        yield from of(os.path.basename(path), data)


def named_rows(rows):
    """Rows below the header, by its names."""
    names = None
    for r in sorted(rows):
        texts = {c: str(v).strip().lower() for c, v in rows[r].items()}
        if names is None and "occ_code" in {SAME.get(t, t) for t in texts.values()}:
            names = {c: SAME.get(t, t) for c, t in texts.items()}
        elif names is not None:
            yield {name: rows[r].get(c, "") for c, name in names.items()}


def read_pay(data):
    """(year, place, occupation) → printed row. Of a code that stands twice, the detailed row is kept."""
    pay = {}
    paths = sorted(glob.glob(os.path.join(data, "oews-national", "national*")) +
                   glob.glob(os.path.join(data, "oews-state", "*")))
    for path in paths:
        for name, rows in tables(path):
            year = int(re.search(r"(20\d\d)", name).group(1))
            for row in named_rows(rows):
                code = code_of(row["occ_code"])
                place = "US" if "national" in path else row["area"].strip()
                group = str(row.get("o_group") or row.get("occ_group") or row.get("group") or "").strip()
                if code and ((year, place, code) not in pay or group in ("detailed", "")):
                    pay[year, place, code] = row
    return pay


def sheet_of(path, name):
    with open(path, "rb") as file:
        return xlsx_sheets(file.read()).get(name, {})


def read_wages_ahead(data):
    """(year, "US", occupation) → {"a_median": …}: the pay that the projections' Table 1.7 repeats."""
    found = {}
    for path in glob.glob(os.path.join(data, "employment-projections", "occupation_*.xlsx")):
        rows = sheet_of(path, "Table 1.7")
        wages = [(c, re.search(r"20\d\d", text).group()) for row in list(rows.values())[:4] for c, text in row.items()
                 if re.match(r"Median annual wage,.*20\d\d", text)]
        for row in rows.values():
            code = code_of(row.get(1))
            if code and wages:
                found[int(wages[0][1]), "US", code] = {"a_median": row.get(wages[0][0], "")}
    return found


def read_earlier_codes(data):
    """The code of the revision before that alone became a code, for those that hold the same occupation."""
    earlier = {}
    for name, old, new in (("soc2010_soc2018.csv", 0, 2), ("soc2000_soc2010.csv", 0, 2)):
        pairs = []
        with open(os.path.join(data, "soc", name), encoding="utf-8-sig", newline="") as file:
            for row in list(csv.reader(file))[1:]:
                codes = [code_of(cell) for cell in row if code_of(cell)]
                pairs.append((codes[0], codes[1]))
        for before, after in pairs:
            alone = sum(b == before for b, _ in pairs) == 1 and sum(a == after for _, a in pairs) == 1
            if alone and before != after:
                earlier.setdefault(after, []).append(before)
    return earlier


def read_projections(data):
    """(years as "2024-34", occupation) → {figure: number}; the separate tables are joined."""
    found = collections.defaultdict(dict)
    folder = os.path.join(data, "employment-projections")
    for path in sorted(glob.glob(os.path.join(folder, "Employment_Projections_*.csv"))):
        start, end = re.search(r"(\d{4})-(\d\d)\.csv", path).groups()
        years, span = f"{start}-{end}", f"{start}-20{end}"
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                code = code_of(row["Occupation Code"])
                figures = {"employment_base": ("Employment " + start, 1000),
                           "employment_projected": ("Employment 20" + end, 1000),
                           "employment_change": (f"Employment Change, {span}", 1000),
                           "percent_change": (f"Employment Percent Change, {span}", 1),
                           "openings_annual": (f"Occupational Openings, {span} Annual Average", 1000)}
                for name, (column, times) in figures.items():
                    value = number(row[column])
                    found[years, code][name] = None if value is None else value * times
                found[years, code]["education_typical"] = row["Typical Entry-Level Education"].strip()
    for path in sorted(glob.glob(os.path.join(folder, "occupation_*.xlsx"))):
        rows = sheet_of(path, "Table 1.10")
        title = " ".join(str(v) for r in sorted(rows)[:2] for v in rows[r].values())
        years = re.search(r"(20\d\d)[-–](\d\d)\b", title)
        years = f"{years.group(1)}-{years.group(2)}"
        for row in rows.values():
            code = code_of(row.get(1))
            if not code:
                continue
            for name, column, times in (("employment_base", 3, 1000), ("employment_projected", 4, 1000),
                                        ("employment_change", 5, 1000), ("percent_change", 6, 1),
                                        ("exits_annual", 10, 1000), ("transfers_annual", 11, 1000),
                                        ("openings_annual", 13, 1000)):
                value = number(row.get(column))
                if value is not None:
                    found[years, code].setdefault(name, value * times)
    return found


def read_parities(data):
    """(year, state) → all items; the nation is 100."""
    found = {}
    for path in glob.glob(os.path.join(data, "prices", "SARPP*.csv")):
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, skipinitialspace=True):
                if "RPPs: All items" in (row.get("Description") or "") and \
                        not (row["Description"].strip() + " ").startswith("Real"):
                    for year, value in row.items():
                        if year and re.fullmatch(r"20\d\d", year) and number(value):
                            found[int(year), row["GeoName"].strip(" *")] = number(value)
    return found


def read_prices(data):
    """year → mean of the months of the consumer price index."""
    months = collections.defaultdict(list)
    for path in glob.glob(os.path.join(data, "prices", "cpiai.csv")):
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if number(row["Index"]):
                    months[int(row["Date"][:4])].append(number(row["Index"]))
    return {year: sum(values) / len(values) for year, values in months.items()}
