"""Old Excel workbooks (BIFF5 and BIFF8 in a compound file) as rows of cells: enough for the tables that BLS published
before 2014. Written from the formats' descriptions, apart from the program, whose readings it checks."""
import struct

FREE = 0xFFFFFFFA  # sector numbers from here on are marks


def streams(data):
    """The workbook's stream out of a compound file."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    sector = lambda n: data[(n + 1) * size:(n + 2) * size]
    index = list(struct.unpack_from("<109I", data, 76))
    at, left = struct.unpack_from("<2I", data, 68)
    while left and at < FREE:
        more = struct.unpack("<%dI" % (size // 4), sector(at))
        index += more[:-1]
        at, left = more[-1], left - 1
    fat = [n for s in index if s < FREE for n in struct.unpack("<%dI" % (size // 4), sector(s))]

    def chain(n):
        parts = []
        while n < FREE:
            parts.append(sector(n))
            n = fat[n]
        return b"".join(parts)
    folder = chain(struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(folder), 128):
        length = struct.unpack_from("<H", folder, at + 64)[0]
        name = folder[at:at + max(length - 2, 0)].decode("utf-16-le")
        if name in ("Workbook", "Book"):
            start, total = struct.unpack_from("<2I", folder, at + 116)
            return chain(start)[:total]
    raise ValueError("no workbook")


def records(stream):
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, at)
        yield kind, stream[at + 4:at + 4 + size], at
        at += 4 + size


class Strings:
    """The shared strings, which may be cut anywhere by a record that continues them."""

    def __init__(self, parts):
        self.parts, self.part, self.at = parts, 0, 0

    def take(self, n):
        if self.at == len(self.parts[self.part]):
            self.part, self.at = self.part + 1, 0
        piece = self.parts[self.part][self.at:self.at + n]
        self.at += len(piece)
        return piece if len(piece) == n else piece + self.take(n - len(piece))

    def characters(self, n, is_wide):
        text = ""
        while n:
            if self.at == len(self.parts[self.part]):
                self.part, self.at = self.part + 1, 0
                is_wide = self.take(1)[0] & 1
            left = len(self.parts[self.part]) - self.at
            here = min(n, left // (2 if is_wide else 1))
            text += self.take(here * (2 if is_wide else 1)).decode("utf-16-le" if is_wide else "latin-1")
            n -= here
        return text

    def read_all(self):
        n = struct.unpack("<2I", self.take(8))[1]
        found = []
        for _ in range(n):
            length, flags = struct.unpack("<HB", self.take(3))
            runs = struct.unpack("<H", self.take(2))[0] if flags & 8 else 0
            extra = struct.unpack("<I", self.take(4))[0] if flags & 4 else 0
            found.append(self.characters(length, flags & 1))
            for _ in range(4 * runs + extra):
                self.take(1)
        return found


def number_of(bits):
    """A number packed in four bytes."""
    value = (bits >> 2) - (1 << 30 if bits & 0x80000000 else 0) if bits & 2 \
        else struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC))[0]
    return value / 100 if bits & 1 else float(value)


def label(body, is_old):
    """A text of its own: bytes before BIFF8, whose second byte after the length says how wide they are."""
    length = struct.unpack_from("<H", body, 6)[0]
    if is_old:
        return body[8:8 + length].decode("latin-1")
    return body[9:].decode("utf-16-le" if body[8] & 1 else "latin-1")[:length]


def sheet_cells(stream, start, shared, is_old):
    """{row: {column: text or number}} of the sheet whose record begins at start."""
    rows = {}
    for kind, body, _ in records(stream[start:]):
        if kind == 0x000A:  # end of the sheet
            break
        if kind not in (0x00FD, 0x0203, 0x027E, 0x00BD, 0x0204, 0x0006):
            continue
        row, column = struct.unpack_from("<2H", body)
        if kind == 0x00FD:
            value = shared[struct.unpack_from("<I", body, 6)[0]]
        elif kind == 0x0204:
            value = label(body, is_old)
        elif kind in (0x0203, 0x0006):
            value = struct.unpack_from("<d", body, 6)[0]
        elif kind == 0x027E:
            value = number_of(struct.unpack_from("<I", body, 6)[0])
        else:
            for i in range((len(body) - 6) // 6):
                rows.setdefault(row, {})[column + i] = number_of(struct.unpack_from("<I", body, 6 + 6 * i)[0])
            continue
        rows.setdefault(row, {})[column] = value
    return rows


def sheets(data):
    """The cells of each sheet, in the order of the workbook."""
    stream, starts, parts = streams(data), [], []
    is_old = struct.unpack_from("<H", stream, 4)[0] < 0x0600
    before = None
    for kind, body, _ in records(stream):
        if kind == 0x0085:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == 0x00FC or (kind == 0x003C and before == 0x00FC):
            parts.append(body)
            kind = 0x00FC
        elif kind == 0x000A:
            break
        before = kind
    shared = Strings(parts).read_all() if parts else []
    return [sheet_cells(stream, start, shared, is_old) for start in starts]
