"""Files made anew in ways that only their bytes show: packed, damaged, with other names of parts."""

import gzip
import io
import re
import zipfile


def parts(content, change):
    """A workbook whose parts are what change(name, body) gives."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            name, body = change(info.filename, old.read(info.filename).decode("utf-8"))
            item = zipfile.ZipInfo("x")
            item.filename = name  # ZipInfo itself would turn backslashes
            new.writestr(item, body)
    return out.getvalue()


def backslashes(content):
    """Parts named as some programs of Windows name them."""
    return parts(content, lambda name, body: (name.replace("/", "\\"), body))


def backslashes_in_some(content):
    """The sheet alone."""
    return parts(content, lambda name, body: (name.replace("worksheets/", "worksheets\\"), body))


def extension_list(content):
    """A second workbookPr, of an extension, which says nothing of dates."""
    more = ('<extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" uri="{1}">'
            '<x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>')
    return parts(content, lambda name, body: (name, body.replace("</workbook>", more)))


def strict(content):
    """The names of Strict Open XML."""
    main, rel = "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"
    return parts(content, lambda name, body: (name, body.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", main).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", rel)))


def runs(strike):
    """Of a text "<1>72500" the part in brackets is a run of its own, with this property."""
    def change(name, body):
        return name, re.sub(r"<t\b[^>]*>&lt;(\w+)&gt;(\w*)</t>", rf"<r><rPr><sz val='11'/>{strike}</rPr><t>\1</t></r>"
                            r"<r><rPr><sz val='11'/></rPr><t>\2</t></r>", body)
    return lambda content: parts(content, change)


def shared(content):
    """The texts of a workbook that keeps each once."""
    texts = []
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def keep(match):
        texts.append(match[2])
        return f'<c{match[1]}t="s"><v>{len(texts) - 1}</v></c>'

    moved = parts(content, lambda name, body: (name, re.sub(r'<c([^>]*)t="inlineStr"><is>(.*?)</is></c>', keep, body)
                                               if "worksheets/sheet" in name else body))
    moved = parts(moved, lambda name, body: (name, body.replace("</Relationships>", (
        f'<Relationship Id="rShared" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'))
        if name.endswith("workbook.xml.rels") else body))
    out = io.BytesIO(moved)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">' + "".join(f"<si>{t}</si>" for t in texts) + "</sst>")
    return out.getvalue()


def markup(head, tail):
    """The rows of a CSV file within elements."""
    def make(content):
        rows = "".join(f"<Row><table:p>{line}</table:p></Row>\n" for line in content.decode().splitlines())
        return (head + rows + tail).encode()
    return make


XML = '<?xml version="1.0"?>\n'
EXCEL = markup(XML + '<?mso-application progid="Excel.Sheet"?>\n<!-- a <table> -->\n<Workbook '
               'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table>', "</Table></Workbook>")
OPEN_DOCUMENT = markup(XML + '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
                       "<office:body><table:table>", "</table:table></office:body></office:document>")
PAGE = markup('<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><body>'
              "<table>", "</table></body></html>")


def packed(content):
    """gzip, whole."""
    return gzip.compress(content, mtime=0)


def packed_in_two(content):
    """gzip of two members, which are one file."""
    return packed(content[:20]) + packed(content[20:])


def damage(at, bits):
    """gzip with bits of a byte turned, counted from the end."""
    def make(content):
        stored = bytearray(gzip.compress(content, 0, mtime=0))
        stored[at] ^= bits
        return bytes(stored)
    return make


def cut(content):
    """gzip without its last bytes."""
    return packed(content)[:-5]


HOW = {"backslashes": backslashes, "backslashes in some": backslashes_in_some, "extension list": extension_list,
       "struck": runs("<strike/>"), "struck, shared": lambda content: shared(runs("<u/><strike val='1'/>")(content)),
        "struck off": runs("<strike val='0'/>"),
       "Excel 2003 XML": EXCEL, "OpenDocument XML": OPEN_DOCUMENT, "a page": PAGE,
       "strict": strict, "gzip": packed, "gzip in two": packed_in_two, "gzip, a digit changed": damage(-15, 4),
       "gzip, its length changed": damage(-4, 1), "gzip, its sum changed": damage(-8, 1), "gzip, cut": cut}
