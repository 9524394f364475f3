"""What a generated table is: cells as shown and as stored, the figures it was made from, and what
in it no careful reader could decide."""

import dataclasses
from decimal import Decimal
from typing import Any, Optional


@dataclasses.dataclass
class Cell:
    """`text` is what is seen. `stored` is what a workbook keeps in its place: a Decimal, a
    datetime.date or datetime, or None for the text itself; `format` is how it is shown then."""
    text: str
    stored: Any = None
    format: str = "General"
    raw: bool = False              # text files: as it stands, without quotes
    error: bool = False            # workbooks: an error value such as #N/A
    formula: Optional[str] = None  # workbooks: "cached" or "empty"
    raised: str = ""               # xlsx: a footnote mark above the line, behind the text


@dataclasses.dataclass
class Table:
    """A grid of cells and what is true of it."""
    name: str
    layout: Optional[dict] = None
    kind: str = "answers"          # answers, published or outlook
    dims: tuple = ()
    options: list = dataclasses.field(default_factory=list)
    # key → list of Decimal (answers) or {measure: Decimal or None}; a key has a set for each dim
    truth: dict = dataclasses.field(default_factory=dict)
    units: set = dataclasses.field(default_factory=set)        # that may be printed
    loose_units: set = dataclasses.field(default_factory=set)  # that may be printed of such workbooks
    bare_numbers: bool = False     # workbooks that store numbers lose the currency
    grid: list = dataclasses.field(default_factory=list)
    header_row: int = 0
    rows_of: dict = dataclasses.field(default_factory=dict)   # key → rows of the grid
    names: set = dataclasses.field(default_factory=set)       # headers that a warning may name
    traps: dict = dataclasses.field(default_factory=dict)     # what is not certain → forms
    features: set = dataclasses.field(default_factory=set)
    hidden_rows: set = dataclasses.field(default_factory=set)
    hidden_columns: set = dataclasses.field(default_factory=set)
    merged: list = dataclasses.field(default_factory=list)
    typed: str = "all"             # workbooks: all, none or some cells stored as what they are
    date1904: bool = False
    text: dict = dataclasses.field(default_factory=dict)      # form → delimiter, encoding, line end
    value_heads: list = dataclasses.field(default_factory=list)   # headers of figures
    key_heads: set = dataclasses.field(default_factory=set)       # headers of keys
    number_columns: list = dataclasses.field(default_factory=list)
    dates_for_codes: bool = False
    write_value: Any = None        # how a figure is written in the first column of figures

    def trap(self, name, forms="csv tsv xlsx xls"):
        """Says that `name` may rightly end in a refusal or a warning in these forms."""
        self.traps[name] = set(forms.split()) | self.traps.get(name, set())

    def certain(self, form):
        """Whether a careful person reads the table in this form without asking."""
        return not any(form in forms for forms in self.traps.values())

    def trapped(self, form):
        """The names of what is not certain in this form."""
        return sorted(name for name, forms in self.traps.items() if form in forms)


def quantile(values, share):
    """Hyndman and Fan's rule 7 of Decimals."""
    ordered = sorted(values)
    place = Decimal(share) * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
