"""Columns of a table: how each dimension and each pay is written in it, cell by cell. What no
careful reader could decide is told to the table as a trap."""

import csv
import datetime
import pathlib
from decimal import Decimal

import spell
from table import Cell

REFERENCE = pathlib.Path(__file__).resolve().parents[2] / "datasets" / "reference"


def reference(name):
    """Rows of a shipped reference table."""
    with open(REFERENCE / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


OCCUPATIONS = [(row["code"], row["title"]) for row in reference("occupations.csv")
               if row["tier"] == "detailed" and row["title"]]
REGIONS = reference("regions.csv")
STATES = [row for row in REGIONS if row["kind"] == "state"]
COUNTRIES = [row for row in REGIONS if row["kind"] == "country"]
COUNTRY_LETTERS = {alias for row in COUNTRIES for alias in row["aliases"].split("|") if len(alias) == 2}
COUNTRIES_OF = {"GBP": ["GBR"], "CAD": ["CAN"], "AUD": ["AUS"], "CHF": ["CHE"], "SEK": ["SWE"],
                "PLN": ["POL"], "JPY": ["JPN"], "INR": ["IND"], "THB": ["THA"],
                "EUR": ["DEU", "FRA", "ESP", "NLD", "IRL", "ITA", "AUT", "BEL", "FIN", "PRT"]}
FOREIGN_TITLES = ["Krankenschwester", "Bürokauffrau", "Secrétaire médicale", "Médico", "Ärztin",
                  "Infirmière à domicile", "Sjuksköterska", "Data Engineer", "Café Manager",
                  "Assistant (m/f/d)", "Nurse, registered", 'Clerk "front desk"', "Head of R&D",
                  "Lead <Ops>", "C++ Developer", "Web-Designer", "Müller", "Analyst II"]


def header(random, words):
    """A header as people and programs write it: one for the reader, who folds case and marks."""
    way = random.random()
    if way < 0.4:
        return words
    return random.choice([words.title(), words.upper(), words.replace(" ", "_"), f" {words} ",
                          words.replace(" ", "\n", 1), words.replace(" ", "  "),
                          words.replace(" ", "\u00a0"), words.replace(" ", "_").upper(),
                          words.replace(" ", "."), words.capitalize() + "\u200b", words.replace(" ", "-")])


class Column:
    """A header and how a value becomes a cell."""

    def __init__(self, head, make, rule=None):
        self.head, self.make, self.rule = head, make, rule


def code_column(random, table, head):
    """Occupation codes in one spelling, or in two."""
    forms = random.choices(["soc", "digits", "point_zero", "apostrophe", "detail", "en_dash",
                            "nb_hyphen", "minus", "formula", "blanks", "nbsp"],
                           [8, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1], k=random.choice([1, 1, 2]))
    if random.random() < 0.03:
        forms.append("spaced")
        table.trap("code with blanks inside")
    table.features |= {"code " + form for form in forms}

    def make(row):
        form = random.choice(forms)
        text = spell.code(row["code"], form)
        month, _, year = row["code"].partition("-")
        if table.dates_for_codes and int(month) <= 12 and 1900 <= int(year):
            day = datetime.date(int(year), int(month), 1)
            table.trap("code turned into a date")
            return Cell(f"{spell.MONTHS[day.month - 1]}-{day.year % 100:02}", day, "mmm\\-yy")
        if form in ("digits", "point_zero"):
            return Cell(text, Decimal(row["code"].replace("-", "")), "General")
        return Cell(text)
    return Column(head, make)


def variants(random, title):
    """A title that differs by what nobody sees."""
    return random.choice([title, title, title + " ", title.replace(" ", "  ", 1), title.upper(),
                          title.replace(" ", "\u00a0", 1), title.replace(" ", " \u200b", 1), title.lower()])


def title_column(random, table, head):
    """Occupation titles as they are, or with blanks and cases that do not count."""
    loose = random.random() < 0.25
    if loose:
        table.features.add("titles that differ by blanks or case")
    return Column(head, lambda row: Cell(variants(random, row["title"]) if loose else row["title"]))


def region_column(random, table, head, column_means):
    """Regions by name, letters or FIPS code; `column_means` is state, country or None."""
    way = random.choice(["name", "name", "letters", "letters", "other"])
    table.features.add(f"region {way}")
    mixed = random.random() < 0.15

    def spelled(row, form):
        region = row["region"]
        if form == "name":
            return Cell(random.choice([region["name"], region["name"], region["name"].upper(),
                                       f" {region['name']} "]))
        if region["kind"] == "state":
            if form == "letters":
                return Cell(random.choice([region["code"]] * 4 + [region["code"].lower()]))
            fips = region["fips"]
            return Cell(random.choice([fips, fips, str(int(fips)), f"{int(fips)}.0"]), Decimal(fips), "General")
        aliases = [a for a in region["aliases"].split("|") if len(a) == 2]
        if form == "letters" and aliases:
            return Cell(aliases[0])
        return Cell(region["code"])

    def make(row):
        form = random.choice(["name", way]) if mixed else way
        return spelled(row, form)
    column = Column(head, make)
    column.way, column.means = way, column_means
    return column


def region_trap(table, column, people):
    """Letters that may be a state or a country, where neither header nor another cell tells."""
    if column.means or column.way == "name":
        return
    if column.way == "other" and any(p["region"]["code"] == "IND" for p in people):
        table.trap("letters of states or of countries")
    if column.way == "letters" and all(
            p["region"]["kind"] == "country" or p["region"]["code"] in COUNTRY_LETTERS for p in people):
        table.trap("letters of states or of countries")


DATE_FORMS = ["year", "year", "year", "year_zero", "iso", "iso_short", "iso_slash", "iso_time", "iso_t",
              "us", "us_padded", "us_time", "dotted", "british", "words", "month", "month_year",
              "us_words", "year_month"]
DATE_FORMATS = ["mm-dd-yy", "yyyy\\-mm\\-dd", "d/m/yyyy", "m/d/yy h:mm", "mmm\\-yy", "d\\.\\ mmmm\\ yyyy",
                "[$-409]mmmm d, yyyy", "yyyy"]


def period_column(random, table, head, resolution):
    """Periods as years, dates or what a workbook counts; gives the column and what is meant."""
    form = random.choice(DATE_FORMS)
    table.features.add("date " + form)
    dates = form not in ("year", "year_zero")
    shown = random.choice(DATE_FORMATS)
    clock = datetime.time(13, 45) if form in ("us_time", "iso_t") else None

    def make(row):
        day = row["day"]
        stored = Decimal(day.year) if not dates else day
        if dates and clock:
            stored = datetime.datetime.combine(day, clock)
        return Cell(spell.date(day, form), stored, shown if dates else "General")
    column = Column(head, make)

    def meant(day):
        if resolution == "year" or not dates:
            return {f"{day.year}"}
        if form in ("month", "month_year", "year_month"):
            return {f"{day.year}-{day.month:02}", day.isoformat()}  # workbooks keep the day
        return {day.isoformat()}
    column.form, column.meant = form, meant
    return column


def period_trap(table, column, people, resolution):
    """Days and months that could change places."""
    if resolution == "year":
        return
    if column.form in ("us", "us_padded", "us_time", "british", "dotted") and all(
            p["day"].day <= 12 for p in people):
        table.trap("day or month first")


PER_WORDS = {
    "hour": ["hourly", "Hourly", "hour", "per hour", "HOUR", "Hour", "/hr", "hr", "H", "an hour"],
    "week": ["weekly", "Weekly", "week", "per week", "WEEK", "wk"],
    "month": ["monthly", "Monthly", "month", "per month", "MONTH", "mo"],
    "year": ["yearly", "Yearly", "annual", "Annually", "year", "per year", "YEAR", "yr", "annum",
             "per annum", "a year"],
}
PER_HEADERS = ["pay period", "unit", "wage unit of pay", "salary or hourly", "pay frequency", "per",
               "salary type", "compensation period", "interval", "pay basis", "rate type", "frequency"]


def per_column(random, table):
    """A column that says for how long the pay of its row is."""
    table.features.add("pay period column")
    words = {per: random.choice(choices) for per, choices in PER_WORDS.items()}
    return Column(header(random, random.choice(PER_HEADERS)), lambda row: Cell(words[row["per"]]))


def currency_column(random, table, place):
    """A column that says in which currency the pay of its row is."""
    table.features.add(place)

    def make(row):
        currency = row["currency"]
        if place == "column_sign" and spell.SIGNS[currency] == "kr":
            table.trap("a sign of several currencies or none that is listed")
        return Cell({"column_iso": currency, "column_lower": currency.lower(),
                     "column_name": spell.NAMES[currency], "column_sign": spell.SIGNS[currency],
                     "column_both": f"{currency} ({spell.SIGNS[currency]})"}[place])
    return Column(header(random, random.choice(["currency", "salary currency"])), make)
