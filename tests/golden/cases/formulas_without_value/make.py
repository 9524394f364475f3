"""Writes book.xlsx of the rows named on the command line, cells parted by "|": "=1+1" is a formula
that no program has worked out, "=1+1:2" one with its value."""
import sys
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cell(text):
    if text.startswith("="):
        formula, _, value = text[1:].partition(":")
        return f"<c><f>{formula}</f>{f'<v>{value}</v>' if value else ''}</c>"
    return f"<c><v>{text}</v></c>" if text.isdigit() else f'<c t="str"><v>{text}</v></c>'


data = "".join("<row>" + "".join(map(cell, row.split("|"))) + "</row>" for row in sys.argv[1:])
with zipfile.ZipFile("book.xlsx", "w") as book:
    book.writestr("[Content_Types].xml", "<Types/>")
    book.writestr("_rels/.rels", f'<Relationships><Relationship Id="r" Type="{REL}/officeDocument" '
                                 'Target="xl/workbook.xml"/></Relationships>')
    book.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
                                     '<sheet name="Pay" sheetId="1" r:id="s"/></sheets></workbook>')
    book.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="s" '
                  f'Type="{REL}/worksheet" Target="worksheets/1.xml"/></Relationships>')
    book.writestr("xl/worksheets/1.xml",
                  f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>')
