"""Pay in cells: marks, signs, thousands, missing marks; and what of it is not certain."""

import re
from decimal import Decimal
from random import Random

import spell
from table import Cell

PLAUSIBLE = {"hour": (9, 90), "week": (400, 3000), "month": (1700, 9000), "year": (21000, 180000)}
WHOLE_FORMATS = ["General", "#,##0", "0", "#,##0;[Red]\\-#,##0", "[Magenta]#,##0", '#,##0_);\\(#,##0\\)',
                 "[>=1000]#,##0;0"]
PART_FORMATS = ["General", "0.00", "#,##0.00", "[Blue]#,##0.00", "0.0#"]
# How workbooks show the sign of a currency.
SIGN_FORMATS = {"USD": '"$"#,##0.00', "GBP": "[$£-809]#,##0", "EUR": "[$€-2]\\ #,##0.00",
                "INR": "[$₹-4009]\\ #,##0", "JPY": "[$¥-411]#,##0", "THB": '"฿"#,##0.00'}
# Signs that the documentation of layouts lists; others may be refused.
LISTED = {"USD", "GBP", "EUR", "JPY", "INR", "THB"}


def amount(random, per, currency, decimals):
    """A pay that somebody might have."""
    low, high = PLAUSIBLE[per]
    size = Decimal(str(spell.SIZE[currency]))
    value = Decimal(random.randint(low * 100, high * 100)) / 100 * size
    if decimals == 0:
        step = 100 if per in ("year", "month") and random.random() < 0.5 else 1
        return Decimal(max(1, int(value) // step * step))
    return value.quantize(Decimal(1).scaleb(-decimals))


class Writing:
    """How one column of amounts is written."""

    def __init__(self, random, table, currency, per, place, decimals):
        self.random, self.table, self.currency, self.place = random, table, currency, place
        self.decimals = decimals
        self.marks = random.choice(spell.MARKS_OF[currency])
        self.pad = decimals if random.random() < 0.6 else (2 if random.random() < 0.3 else None)
        if decimals and self.pad is None:
            self.pad = decimals
        self.short = per == "year" and decimals == 0 and random.random() < 0.12
        self.mine = Random(f"k {table.name} {per}")  # on its own, so that other tables stay as they were
        self.some_short = per == "year" and decimals == 0 and not self.short and self.mine.random() < 0.15
        self.tail = random.random() < 0.04 and place in ("none", "sign") and not self.short
        self.formats = random.choice([1, 2])
        self.negative = random.choice(["minus", "unicode", "brackets"])
        pool = PART_FORMATS if decimals else WHOLE_FORMATS
        self.format = random.choice(pool)
        self.shown = SIGN_FORMATS.get(currency, self.format) if place == "sign" else self.format
        if place.startswith("sign") or place.startswith("iso"):
            table.features.add("currency " + place)
        table.features.add("marks " + self.marks)
        if self.short or self.some_short:
            table.features.add("k" if self.short else "k in some cells")
        self._note_traps()

    def _note_traps(self):
        """Words and signs that are no part of what careerstat says it reads."""
        if self.place.startswith("sign") and self.currency not in LISTED:
            self.table.trap("a sign of several currencies or none that is listed")
        if self.place == "name":
            self.table.trap("the name of the currency in each cell")
        if self.tail:
            self.table.trap("words behind the number")

    def text(self, value):
        """The number with what stands around it."""
        is_short = self.short or self.some_short and self.mine.random() < 0.5
        short = spell.in_thousands(value, self.marks) if is_short else None
        bare = short or spell.number(value, self.marks, self.pad)
        bare = spell.negative(bare, self.negative)
        out = spell.money(bare, self.currency, self.place)
        return out + " p.a." if self.tail else out

    def cell(self, value):
        """The same as a cell that a workbook may store as a number."""
        return Cell(self.text(value), value, self.shown)


def certain_marks(texts, typed_sizes, plausible):
    """Whether the cells of a column tell their decimal mark: by a number with both marks, with a mark
    twice or with other than three digits behind it, or because it is pay of a size that only one
    reading has."""
    unclear = 0
    for text in texts:
        bare = re.sub(r"[^0-9.,]", "", text).strip(".,")
        if re.fullmatch(r"\d{1,3}[.,]\d{3}", bare):
            unclear += 1
        elif re.search(r"[.,]", bare):
            return True
    return not unclear or plausible


def missing(random, table, own_marks):
    """A cell of a missing value; marks that only a layout knows are taken where there is one."""
    mark = random.choice(spell.MISSING)
    if own_marks and random.random() < 0.5:
        mark = random.choice(sorted(own_marks))
        table.features.add("missing mark of the layout")
        if mark.lstrip("-").isdigit():
            return Cell(mark, Decimal(mark), "General")
    else:
        table.features.add(f"missing '{mark}'")
    if mark in ("#N/A",):
        return Cell(mark, error=True)
    return Cell(mark)
