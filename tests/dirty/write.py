"""Writes a table as text, .xlsx or .xls; gives the place of each row of the grid."""

import datetime
import io
import struct
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

# Text ----------------------------------------------------------------------------------------

def field(cell, delimiter, quote_all):
    """One field of a text file."""
    if cell is None:
        return ""
    if cell.raw:
        return cell.text
    if quote_all or any(c in cell.text for c in (delimiter, '"', "\n", "\r")):
        return '"' + cell.text.replace('"', '""') + '"'
    return cell.text


def text(table, form):
    """Bytes of the text file, and the line on which each row begins."""
    how = table.text[form]
    width = max(len(row) for row in table.grid)
    lines, places, out = 1, {}, []
    for index, row in enumerate(table.grid):
        places[index] = lines
        cells = list(row) + ([None] * (width - len(row)) if how["padded"] else [])
        record = how["delimiter"].join(field(c, how["delimiter"], how["quote_all"]) for c in cells)
        if how["line_end"] != "\n":
            record = record.replace("\n", "\r\n" if how["line_end"] == "\r\n" else "\n")
        lines += 1 + record.count("\n")
        out.append(record)
    whole = how["line_end"].join(out) + (how["line_end"] if how["last_end"] else "")
    return {"utf-8": whole.encode("utf-8", "replace"), "utf-8-bom": whole.encode("utf-8-sig"),
            "utf-16le": whole.encode("utf-16-le"), "utf-16le-bom": b"\xff\xfe" + whole.encode("utf-16-le"),
            "utf-16be-bom": b"\xfe\xff" + whole.encode("utf-16-be"),
            "cp1252": whole.encode("cp1252", "replace"),
            "latin-1": whole.encode("latin-1", "replace")}[how["encoding"]], places


# Workbooks -----------------------------------------------------------------------------------

def serial(value, date1904):
    """A day or a moment as spreadsheets count it."""
    epoch = datetime.datetime(1904, 1, 1) if date1904 else datetime.datetime(1899, 12, 30)
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    gone = value - epoch
    return Decimal(gone.days) + Decimal(gone.seconds) / 86400


def stored(cell, table):
    """What the workbook keeps: a Decimal, or None for text."""
    if cell.stored is None:
        return None
    if isinstance(cell.stored, (datetime.date, datetime.datetime)):
        return serial(cell.stored, table.date1904)
    return cell.stored


def letters(column):
    """A, B … Z, AA …"""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx_cell(cell, place, table, formats):
    """One <c>."""
    value = stored(cell, table)
    if cell.error:
        return f'<c r="{place}" t="e"><v>{escape(cell.text)}</v></c>'
    if value is None:
        kept = escape(cell.text).replace("\r", "_x000D_")
        if cell.raised:
            return (f'<c r="{place}" t="inlineStr"><is><r><t xml:space="preserve">{kept}</t></r><r><rPr>'
                    f'<vertAlign val="superscript"/></rPr><t>{cell.raised}</t></r></is></c>')
        if cell.formula:
            cached = "" if cell.formula == "empty" else f"<v>{kept}</v>"
            return f'<c r="{place}" t="str"><f>A1&amp;""</f>{cached}</c>'
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'
    style = formats.setdefault(cell.format, len(formats))
    formula = "<f>1*1</f>" if cell.formula else ""
    kept = "" if cell.formula == "empty" else f"<v>{float(value)!r}</v>"
    return f'<c r="{place}" s="{style}">{formula}{kept}</c>'


def xlsx(table):
    """Bytes of the workbook, and the row of each row."""
    formats, rows = {"General": 0}, []
    for y, row in enumerate(table.grid):
        cells = "".join(xlsx_cell(cell, f"{letters(x)}{y + 1}", table, formats)
                        for x, cell in enumerate(row) if cell is not None)
        hidden = ' hidden="1"' if y in table.hidden_rows else ""
        rows.append(f'<row r="{y + 1}"{hidden}>{cells}</row>')
    columns = "".join(f'<col min="{x + 1}" max="{x + 1}" width="9" hidden="1"/>'
                      for x in sorted(table.hidden_columns))
    merged = "".join(f'<mergeCell ref="{letters(x1)}{y1 + 1}:{letters(x2)}{y2 + 1}"/>'
                     for y1, x1, y2, x2 in table.merged)
    sheet = (f'<worksheet xmlns="{MAIN}">' + (f"<cols>{columns}</cols>" if columns else "")
             + f'<sheetData>{"".join(rows)}</sheetData>'
             + (f'<mergeCells count="{len(table.merged)}">{merged}</mergeCells>' if merged else "")
             + "</worksheet>")
    custom = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
                     for code, n in formats.items() if n)
    styles = (f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{custom}</numFmts>'
              '<cellXfs>' + "".join(f'<xf numFmtId="{164 + n if n else 0}" applyNumberFormat="1"/>'
                                    for n in formats.values()) + "</cellXfs></styleSheet>")
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
                       f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">'
                           f'<workbookPr{" date1904=" + chr(34) + "1" + chr(34) if table.date1904 else ""}/>'
                           '<sheets><sheet name="Data" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="s" Type="{REL}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="y" Type="{REL}/styles" '
            'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles,
        "xl/worksheets/sheet1.xml": sheet,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in parts.items():
            archive.writestr(zipfile.ZipInfo(name), '<?xml version="1.0" encoding="UTF-8"?>' + body)
    return out.getvalue(), {y: y + 1 for y in range(len(table.grid))}


def record(kind, body=b""):
    """One record of a BIFF8 stream."""
    return struct.pack("<HH", kind, len(body)) + body


def unicode_string(value, length="<H"):
    """A string in UTF-16 with its length in characters."""
    raw = value.encode("utf-16-le")
    return struct.pack(length, len(raw) // 2) + b"\x01" + raw


def shared_strings(strings):
    """SST with its CONTINUE records; no string is cut."""
    chunks, body = [], struct.pack("<II", len(strings), len(strings))
    for value in strings:
        piece = unicode_string(value)
        if len(body) + len(piece) > 8000:
            chunks.append(body)
            body = b""
        body += piece
    chunks.append(body)
    return record(0x00FC, chunks[0]) + b"".join(record(0x003C, c) for c in chunks[1:])


def xls_cell(cell, y, x, table, formats, strings):
    """The record or records of one cell."""
    value = stored(cell, table)
    if cell.error:
        return record(0x0205, struct.pack("<HHHBB", y, x, 15, 0x2A, 1))
    if value is None:
        strings.append(cell.text)
        return record(0x00FD, struct.pack("<HHHI", y, x, 15, len(strings) - 1))
    style = 15 + formats.setdefault(cell.format, len(formats))
    if cell.formula == "cached":
        return record(0x0006, struct.pack("<HHHdHI", y, x, style, float(value), 0, 0)
                      + struct.pack("<H", 3) + b"\x1e\x01\x00")
    hundredfold = value * 100
    if (x + y) % 2 and value == int(value) and abs(value) < 2 ** 29:
        return record(0x027E, struct.pack("<HHHI", y, x, style, int(value) << 2 & 0xFFFFFFFF | 2))
    if (x + y) % 3 and hundredfold == int(hundredfold) and abs(hundredfold) < 2 ** 29:
        return record(0x027E, struct.pack("<HHHI", y, x, style, int(hundredfold) << 2 & 0xFFFFFFFF | 3))
    return record(0x0203, struct.pack("<HHHd", y, x, style, float(value)))


def xls_stream(table):
    """The Workbook stream: globals, then the one sheet."""
    formats, strings, rows = {"General": 0}, [], b""
    width = max(len(row) for row in table.grid)
    for y, row in enumerate(table.grid):
        rows += record(0x0208, struct.pack("<HHHHHHI", y, 0, width, 0xFF, 0, 0,
                                           0x20 if y in table.hidden_rows else 0x100))
    for y, row in enumerate(table.grid):
        for x, cell in enumerate(row):
            if cell is not None:
                rows += xls_cell(cell, y, x, table, formats, strings)
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0x41, 0x06)
    head = record(0x0809, bof) + record(0x0042, struct.pack("<H", 1200))
    head += record(0x0022, struct.pack("<H", table.date1904))
    head += record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0)
                   + unicode_string("Arial", "<B")) * 4
    for code, n in formats.items():
        if n:
            head += record(0x041E, struct.pack("<H", 164 + n) + unicode_string(code))
    plain = struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    head += record(0x00E0, plain) * 15
    for n in formats.values():
        head += record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 164 + n if n else 0, 1, 0x20, 0, 0, 4, 0, 0,
                                           0x20C0))
    tail = shared_strings(strings) + record(0x000A)
    sheet_name = unicode_string("Data", "<B")
    offset = len(head) + 4 + 6 + len(sheet_name) + len(tail)
    head += record(0x0085, struct.pack("<IBB", offset, 0, 0) + sheet_name) + tail
    columns = b"".join(record(0x007D, struct.pack("<HHHHHH", x, x, 2560, 15, 1, 0))
                       for x in sorted(table.hidden_columns))
    merged = b""
    if table.merged:
        merged = record(0x00E5, struct.pack("<H", len(table.merged)) + b"".join(
            struct.pack("<HHHH", y1, y2, x1, x2) for y1, x1, y2, x2 in table.merged))
    bof = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0x41, 0x06)
    return (head + record(0x0809, bof) + columns
            + record(0x0200, struct.pack("<IIHHH", 0, len(table.grid), 0, width, 0))
            + rows + merged + record(0x000A))


def compound(stream):
    """A compound file of 512-byte sectors with the one stream "Workbook"."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    n = len(stream) // 512
    assert n + 2 <= 128
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
              + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
              + struct.pack("<I", free) * 108)
    chain = [0xFFFFFFFD, end] + [i + 3 for i in range(n - 1)] + [end]
    table = struct.pack("<128I", *(chain + [free] * (128 - len(chain))))

    def entry(name, kind, child, start, size):
        raw = (name + "\0").encode("utf-16-le") if name else b""
        return (raw.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(raw), kind, 1, free, free, child,
                                                   start, size))
    folder = (entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(stream))
              + entry("", 0, free, 0, 0) * 2)
    return header[:512] + table + folder + stream


def xls(table):
    """Bytes of the old workbook, and the row of each row."""
    return compound(xls_stream(table)), {y: y + 1 for y in range(len(table.grid))}


def write(table, form):
    """Bytes of the table in the form csv, tsv, xlsx or xls, and the place of each row."""
    return {"csv": lambda: text(table, "csv"), "tsv": lambda: text(table, "tsv"),
            "xlsx": lambda: xlsx(table), "xls": lambda: xls(table)}[form]()
