"""Files made anew in ways that only their bytes show: packed, damaged, with other names of parts."""

import gzip
import io
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
       "strict": strict, "gzip": packed, "gzip in two": packed_in_two, "gzip, a digit changed": damage(-15, 4),
       "gzip, its length changed": damage(-4, 1), "gzip, its sum changed": damage(-8, 1), "gzip, cut": cut}
