"""Writes book.xlsx with the sheets named on the command line: people's pay in each but "Notes"."""
import sys
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
names = sys.argv[1:]


def cell(value):
    return f"<c><v>{value}</v></c>" if isinstance(value, int) else f'<c t="str"><v>{value}</v></c>'


def sheet(number, name):
    rows = [["Ask us."]] if name == "Notes" else [["occupation_title", "salary"]] + [
        ["Nurse", 50000 + 1000 * number + 100 * i] for i in range(3)]
    data = "".join("<row>" + "".join(map(cell, row)) + "</row>" for row in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'


with zipfile.ZipFile("book.xlsx", "w") as book:
    book.writestr("[Content_Types].xml", "<Types/>")
    book.writestr("_rels/.rels", f'<Relationships><Relationship Id="r" Type="{REL}/officeDocument" '
                                 'Target="xl/workbook.xml"/></Relationships>')
    book.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>' + "".join(
        f'<sheet name="{n}" sheetId="{i}" r:id="s{i}"/>' for i, n in enumerate(names, 1)
    ) + "</sheets></workbook>")
    book.writestr("xl/_rels/workbook.xml.rels", "<Relationships>" + "".join(
        f'<Relationship Id="s{i}" Type="{REL}/worksheet" Target="worksheets/{i}.xml"/>'
        for i, _ in enumerate(names, 1)) + "</Relationships>")
    for i, n in enumerate(names, 1):
        book.writestr(f"xl/worksheets/{i}.xml", sheet(i, n))
