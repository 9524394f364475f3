"""What all forms of tables share: currency, places, dimensions, the columns of keys, and how rows
become the grid and the truth of a table."""

import datetime
import unicodedata

from columns import (COUNTRIES, COUNTRIES_OF, FOREIGN_TITLES, OCCUPATIONS, STATES, code_column, header,
                     period_column, period_trap, region_column, region_trap, title_column)
from table import Cell

NAMES_SHIPPED = {"code": ["occupation code", "soc code"],
                 "title": ["occupation title", "occupation", "job title", "title"],
                 "region": ["region", "location"], "period": ["year", "date", "work year", "period"]}
NAMES_OWN = {"code": ["soc", "occ code", "occupation code", "job code"],
             "title": ["position", "occupation", "job", "role name"],
             "region": ["area", "place", "region"], "period": ["reference period", "year", "survey date"]}


def folded(title):
    """A title as it counts: composed, without invisible characters, blanks once, any case."""
    kept = "".join(" " if c in "\u00a0\t\n\r" else c for c in unicodedata.normalize("NFC", title)
                   if c not in "\u200b\ufeff\u200d")
    return " ".join(kept.split()).lower()


class Draft:
    """What the forms share: currency, places, dimensions, columns, rows."""

    def __init__(self, random, table):
        self.random, self.table = random, table
        self.currency = random.choice(["USD"] * 8 + ["EUR"] * 6 + ["GBP"] * 3 + ["CHF"] * 2
                                      + ["INR", "JPY", "CAD", "AUD", "SEK", "PLN", "THB"])
        self.columns, self.rows, self.rules = [], [], []
        self.with_code = random.random() < 0.6
        self.with_title = not self.with_code or random.random() < 0.7
        self.with_region = random.random() < 0.6
        self.with_period = random.random() < 0.6
        table.dates_for_codes = self.with_code and random.random() < 0.06
        self.decimal_rule = False

    def places(self):
        """Some regions that go with the currency."""
        if self.currency == "USD" and self.random.random() < 0.85:
            return self.random.sample(STATES, 4)
        codes = COUNTRIES_OF.get(self.currency, ["USA"])
        return [r for r in COUNTRIES if r["code"] in codes] or self.random.sample(STATES, 2)

    def occupations(self):
        """Some occupations; those with a code come from the reference list."""
        pool = [{"code": c, "title": t} for c, t in self.random.sample(OCCUPATIONS, 5)]
        if self.table.dates_for_codes:
            pool[0] = {"code": "11-2021", "title": "Marketing managers"}
        if not self.with_code and self.random.random() < 0.5:
            pool = [{"code": "", "title": t} for t in self.random.sample(FOREIGN_TITLES, 5)]
        return pool

    def days(self):
        """The periods of the rows: one, or some."""
        some = [datetime.date(self.random.randint(2001, 2025), self.random.randint(1, 12),
                              self.random.randint(1, 28)) for _ in range(3)]
        return some if self.random.random() < 0.6 else some[:1]

    def key_columns(self, names, resolution):
        """Columns of occupation, region and period with their rules; names are of the headers."""
        random, table = self.random, self.table
        if self.with_code:
            head = random.choice(names["code"])
            self.columns.append(code_column(random, table, header(random, head)))
            self.rules.append({"header": head, "key": "occupation"})
        if self.with_title:
            head = random.choice(names["title"])
            self.columns.append(title_column(random, table, header(random, head)))
            self.rules.append({"header": head, "key": "occupation", "part": "title"})
        if self.with_region:
            self._region(random, table, names)
        if self.with_period:
            head = random.choice(names["period"])
            self.period = period_column(random, table, header(random, head), resolution)
            self.columns.append(self.period)
            rule = {"header": head, "key": "period"}
            self.rules.append(rule | ({"resolution": "year"} if resolution == "year" else {}))
        table.key_heads = {c.head for c in self.columns}
        table.dims = ("occupation",) + (("region",) if self.with_region else ()) + (
            ("period",) if self.with_period else ())

    def _region(self, random, table, names):
        states = self.regions[0]["kind"] == "state"
        head = random.choice(names["region"] + [("state" if states else "country")] * 2)
        means = head if head in ("state", "country") else None
        self.region = region_column(random, table, header(random, head), means)
        self.columns.append(self.region)
        self.rules.append({"header": head, "key": "region"} | ({"regions": means} if means else {}))

    def key(self, row):
        """The key of a row: for each dimension the texts that name it."""
        occupation = {row["code"].lower()} if self.with_code else {folded(row["title"])}
        out = [frozenset(occupation)]
        if self.with_region:
            out.append(frozenset({row["region"]["code"].lower()}))
        if self.with_period:
            out.append(frozenset(self.period.meant(row["day"])))
        return tuple(out)

    def finish(self, rows, resolution):
        """Cells of the rows into the grid, and the traps that depend on all of them."""
        table = self.table
        if self.with_region:
            region_trap(table, self.region, rows)
        if self.with_period:
            period_trap(table, self.period, rows, resolution)
        heads = [Cell(c.head) for c in self.columns]
        table.grid = [heads]
        for row in rows:
            index = len(table.grid)
            table.rows_of.setdefault(self.key(row), []).append(index)
            table.grid.append([c.make(row) for c in self.columns])
        table.names |= {c.head.strip() for c in self.columns}
