"""Kinds of messy input that public bug reports of this trade and its neighbors tell of, each as tables
that differ: the right figures, or the words with which the table must be refused or warned of.

A row of CASES is (kind, name, grid, words, right). A cell of the grid is a text, None, or
(text, stored[, format]) where a workbook keeps a number or a date. `words` follow the file's name on
the command line. `right` has
  rows   the printed CSV, column by column as named; all rows, in order
  said   a pattern that the messages must match (beside `rows`: a warning)
  forms  those it is written in; all without it
  made   how the file is remade (remake.py)"""

import datetime
from decimal import Decimal as D

OWN = {"name": "own", "title": "Own", "kind": "estimates", "requires": ["code", "median"],
       "columns": [{"header": "code", "key": "occupation"},
                   {"header": "median", "measure": "wage_median", "unit": "USD/year"},
                   {"header": "year", "key": "period"}]}

YEARLY = {"name": "yearly", "title": "Yearly", "kind": "observations", "requires": ["annual salary"],
          "columns": [{"header": "job title", "key": "occupation", "part": "title"},
                      {"header": "annual salary", "role": "value", "unit": "USD/year"}]}

MONTHLY = {"name": "monthly", "title": "Monthly", "kind": "observations", "requires": ["month", "salary"],
           "columns": [{"header": "month", "key": "period", "resolution": "month"},
                       {"header": "salary", "role": "value", "unit": "USD/year"}]}


def scaled(header, **column):
    """A layout of one figure under a header."""
    return {"name": "own", "title": "Own", "kind": "estimates", "requires": ["code", header],
            "columns": [{"header": "code", "key": "occupation"}, {"header": "year", "key": "period"},
                        {"header": header} | column]}


class Raw(str):
    """Text that stands in the file as it is, whatever its quotes."""


def tidy(*values):
    """A tidy table of one measure."""
    return [["occupation_code", "measure", "value", "unit", "period"]] + [
        ["43-6013", "wage_median", value, "USD/year", str(2020 + i)] for i, value in enumerate(values)]


def pay(head, *rows):
    """Persons: a first column of titles, then what the header names."""
    return [["job_title"] + head] + [["Clerk"] + list(row) for row in rows]


def number(value, form="General"):
    """A number as shown and as stored."""
    return (str(value), D(str(value)), form)


def day(text, when, form="yyyy\\-mm\\-dd"):
    """A date as shown and as stored."""
    return (text, when, form)


def by(dims):
    """Words that print persons by these dimensions."""
    return ["summarize", "--by", dims, "--minimum-n", "1", "--interval", "none", "--format", "csv"]


ALL = ["summarize", "--interval", "none", "--format", "csv"]
FIGURES = ["summarize", "--period", "all", "--format", "csv"]
BOOKS = ("xlsx", "xls")
TEXTS = ("csv", "semicolons", "tsv")


def ranges(*pairs):
    """Low and high of each year."""
    return {"rows": [{"period": str(2020 + i), "low": low, "high": high}
                     for i, (low, high) in enumerate(pairs)]}


def one(**cells):
    """A single printed row."""
    return {"rows": [cells]}


NOTES = [["job_title", "where", "salary", "notes"], ["Clerk", "Ohio", "50000", "ok"], ["Cook", "Ohio", "52000", ""],
         ["Maid", "Ohio", "54000", Raw('"see HR')], ["Clerk", "Ohio", "51000", "ok"], ["Cook", "Ohio", "53000", Raw('ok"')]]

def wages(number, kind, one_kind, other):
    """Two people, two rows each."""
    return [[number, "job_title", kind, "salary"]] + [[p, "Clerk", k, s] for p, k, s in (
        ("E1", one_kind, "50000"), ("E1", other, "52000"), ("E2", one_kind, "53000"), ("E2", other, "54000"))]


MEDIANS = [[str(v)] for v in (50000, 52000, 54000)]

CASES = [
    # 01 a multiplier that stands once, after the second number
    ("01", "k once", tidy("$50-60k", "$50k-$60k", "50–60k"), FIGURES,
     ranges(("50000", "60000"), ("50000", "60000"), ("50000", "60000"))),
    ("01", "k in words and other currencies", tidy("50 to 60 K", "50-60k USD", "USD 50-60k"), FIGURES,
     ranges(("50000", "60000"), ("50000", "60000"), ("50000", "60000"))),
    ("01", "millions", tidy("$1.2-1.5M", "17–21k", "$0.9M-$1.1M"), FIGURES,
     ranges(("1200000", "1500000"), ("17000", "21000"), ("900000", "1100000"))),
    ("01", "ends of one size and of two", tidy("$50-60k", "500-1k", "$50k-60k"), FIGURES,
     ranges(("50000", "60000"), ("500", "1000"), ("50000", "60000"))),
    # 02 decimal and thousands marks of another locale
    ("02", "points before three digits", pay(["region", "salary"], ["DEU", "50.000"], ["DEU", "52.000"],
                                             ["DEU", "54.500"]), ALL,
     one(n="3", p50="52000") | {"said": "'50.000' is taken for 50000"}),
    ("02", "one cell that tells", pay(["region", "salary"], ["DEU", "50.000"], ["DEU", "52.000"],
                                      ["DEU", "54.500,00"]), ALL, one(n="3", p50="52000")),
    ("02", "no-break blanks", pay(["region", "salary"], ["FRA", "50\u202f000,50"], ["FRA", "52\u00a0000,00"],
                                  ["FRA", "54\u2009500,00"]), ALL, one(n="3", p50="52000")),
    ("02", "apostrophes", pay(["region", "salary"], ["CHE", "95'400.50"], ["CHE", "88’000.00"],
                              ["CHE", "102'750.00"]), ALL, one(n="3", p50="95400.5")),
    ("02", "marks that contradict", pay(["region", "salary"], ["DEU", "50.000"], ["DEU", "52,000"],
                                        ["DEU", "54.500"]), ALL, {"said": "nothing tells which"}),
    # 04 missing marks that are numbers
    ("04", "text of a mark", [["code", "median", "year"], ["43-6013", "-1", "2024"],
                              ["43-6011", "52000", "2024"]],
     FIGURES + ["--layout", OWN | {"markers": {"-1": "withheld"}}],
     {"rows": [{"occupation_code": "43-6011", "median": "52000"},
               {"occupation_code": "43-6013", "median": "", "median_presence": "withheld"}]}),
    ("04", "stored marks", [["code", "median", "year"], ["43-6013", number("-1.0"), number(2024)],
                            ["43-6011", number(52000), number(2024)]],
     FIGURES + ["--layout", OWN | {"markers": {"-1": "withheld"}}],
     {"rows": [{"occupation_code": "43-6011", "median": "52000"},
               {"occupation_code": "43-6013", "median": "", "median_presence": "withheld"}]}),
    ("04", "marks that nobody names", pay(["region", "salary"], ["Texas", "48000"], ["Texas", "-99"],
                                          ["Texas", "52000"]), ALL, {"said": "'-99' is negative"}),
    ("04", "nines that nobody names",
     pay(["region", "salary"], ["Texas", number(48000)], ["Texas", number(999999)],
         ["Texas", number(52000)]), ALL, one(n="3") | {"said": "'999999' looks like a mark"}),
    # 05 the 1904 date system
    ("05", "serials of 1904", pay(["date", "salary"], *[[day("2023-05-01", datetime.date(2023, 5, 1)), s]
                                                       for s in ("88000", "90000", "92000")]),
     by("period"), one(period="2023", n="3") | {"date1904": True, "forms": BOOKS}),
    ("05", "moments of 1904", pay(["date", "salary"], *[
        [day("5/1/23 10:12", datetime.datetime(2023, 5, 1, 10, 12), "m/d/yy h:mm"), s]
        for s in ("88000", "90000", "92000")]),
     by("period"), one(period="2023", n="3") | {"date1904": True, "forms": BOOKS}),
    ("05", "years are no dates", pay(["year", "salary"], *[[number(2023), s]
                                                          for s in ("88000", "90000", "92000")]),
     by("period"), one(period="2023", n="3") | {"date1904": True, "forms": BOOKS}),
    # 06 dates with a time
    ("06", "ISO with a T", pay(["date", "salary"], ["2023-05-01T00:00:00", "88000"],
                               ["2023-05-02T00:00:00.000Z", "88001"], ["2023-05-03", "88002"]),
     by("period"), one(period="2023", n="3", mean="88001")),
    ("06", "stored moments", pay(["date", "salary"], *[
        [day("2023-05-01 10:12:35", datetime.datetime(2023, 5, 1, 10, 12, 35), "yyyy\\-mm\\-dd hh:mm:ss"), s]
        for s in ("88000", "90000", "92000")]), by("period"), one(period="2023", n="3", mean="90000")),
    ("06", "slashes and a clock", pay(["date", "salary"], ["5/31/2023 0:00", "88000"],
                                      ["6/1/2023 13:45", "90000"]), by("period"), one(period="2023", n="2")),
    # 08 formulas that were never computed
    ("08", "of pay", pay(["region", "salary"], ["Texas", number(60000)], ["Texas", "=formula"],
                         ["Texas", number(62000)]), ALL, {"said": "C3: error: .*formula without", "forms": ("xlsx",)}),
    ("08", "of a key", pay(["region", "salary"], ["Texas", number(60000)], ["=formula", number(61000)],
                           ["Texas", number(62000)]), ALL, {"said": "B3: error: .*formula without", "forms": ("xlsx",)}),
    ("08", "of a published figure", [["code", "median", "year"], ["43-6013", "=formula", "2024"]],
     FIGURES + ["--layout", OWN], {"said": "B2: error: .*formula without", "forms": ("xlsx",)}),
    # 10 number formats with colors
    ("10", "pay in magenta", pay(["year", "salary"], *[[number(2023), number(s, "[Magenta]#,##0")]
                                                      for s in (50000, 51000, 52000)]),
     by("period"), one(period="2023", n="3", p50="51000")),
    ("10", "years in magenta", pay(["year", "salary"], *[[number(2023, "[Magenta]0"), number(s)]
                                                        for s in (50000, 51000, 52000)]),
     by("period"), one(period="2023", n="3", p50="51000")),
    ("10", "conditions and locales", pay(["year", "salary"], [number(2023, "[Color 5]0"), number(50000, "[>=1000]#,##0;0")],
                                         [number(2023, "0"), number(51000, "[$-409]#,##0")],
                                         [number(2023, "0"), number(52000, "#,##0;[Red]\\-#,##0")]),
     by("period"), one(period="2023", n="3", p50="51000")),
    # 12 months that look like spans
    ("12", "the months of a year", pay(["date", "salary"], *[[f"2001-{m:02}", str(40000 + m)] for m in range(1, 13)]),
     by("period"), one(period="2001", n="12")),
    ("12", "other marks", pay(["date", "salary"], *[[f"2001/{m:02}", str(40000 + m)] for m in range(1, 13)]),
     by("period"), one(period="2001", n="12")),
    ("12", "fiscal years", pay(["year", "salary"], ["2011-12", "50000"], ["2012-13", "60000"], ["2013-14", "61000"]),
     by("period"), {"rows": [{"period": "2011-2012", "n": "1"}, {"period": "2012-13", "n": "1"},
                             {"period": "2013-14", "n": "1"}]}),
    # 13 a header twice
    ("13", "the same text", [["job_title", "salary", "salary"], ["Clerk", "50000", "60000"]], ALL,
     {"said": "two columns mean the same thing: 'salary'"}),
    ("13", "in another case", [["job_title", "salary", "SALARY "], ["Clerk", "50000", "60000"]], ALL,
     {"said": "two columns mean the same thing: 'salary'"}),
    ("13", "of a published table", [["code", "median", "year", "Median"], ["43-6013", "50000", "2024", "51000"]],
     FIGURES + ["--layout", OWN], {"said": "two columns mean the same thing: 'median'"}),
    # 14 the time that pay is for, in a column beside it
    ("14", "words", pay(["salary", "pay_period"], ["25", "hourly"], ["26", "hourly"], ["51000", "yearly"]), ALL,
     {"said": "'51000' is pay for a year, the observations before it are pay for an hour"}),
    ("14", "words, one asked for", pay(["salary", "Salary or Hourly"], ["25", "Hourly"], ["26", "Hourly"],
                                       ["51000", "Salary"]), ALL + ["--per", "hour", "--minimum-n", "1"],
     one(n="2", mean="25.5")),
    ("14", "no such column", pay(["region", "salary"], ["Texas", "25"], ["Texas", "51000"], ["Texas", "52000"]), ALL,
     one(n="3") | {"said": "'25' is some 2000 times smaller"}),
    ("14", "a second column of pay", pay(["annual_salary", "hourly_rate"], ["52000", ""], ["61000", ""], ["", "25.00"]),
     ALL + ["--minimum-n", "1"], one(n="2") | {"said": "'hourly_rate'.* has pay"}),
    # 15 currencies
    ("15", "signs", pay(["salary"], ["£40,000"], ["£41,000"], ["$60,000"]), ALL, {"said": "before it are in GBP"}),
    ("15", "words", pay(["salary", "currency"], ["40000", "Euros"], ["41000", "British pounds"]), ALL,
     {"said": "is in GBP, the observations before it are in EUR"}),
    ("15", "codes in any case", pay(["salary", "currency"], ["40000", "usd"], ["50000", "USD"], ["60000", "Usd"]), ALL,
     one(n="3", p50="50000")),
    ("15", "sign and code", pay(["salary"], ["$61,000 USD"], ["48,000 dollars"], ["US$ 52,000"]), ALL,
     one(n="3", p50="52000")),
    ("15", "a row that names none", pay(["salary", "currency"], ["40000", "USD"], ["50000", "Other"], ["60000", "USD"],
                                        ["61000", "USD"]), ALL + ["--allow-rejects"],
     one(n="3", p50="60000") | {"said": "'Other' is no currency"}),
    # 16 states and countries
    ("16", "a column of countries", pay(["country", "salary"], ["DE", "40000"], ["IN", "20000"], ["CA", "45000"]),
     by("region"), {"rows": [{"region_code": c} for c in ("CAN", "DEU", "IND")]}),
    ("16", "a column of states", pay(["state", "salary"], ["DE", "40000"], ["IN", "20000"], ["CA", "45000"]),
     by("region"), {"rows": [{"region_code": c} for c in ("CA", "DE", "IN")]}),
    ("16", "told by a neighbor", pay(["location", "salary"], ["DE", "40000"], ["FR", "20000"], ["CA", "45000"]),
     by("region"), {"rows": [{"region_code": c} for c in ("CAN", "DEU", "FRA")]}),
    ("16", "told by nothing", pay(["location", "salary"], ["DE", "40000"], ["IN", "20000"], ["CA", "45000"]),
     by("region"), {"said": "is a state and a country"}),
    # 18 codes that became floating point
    ("18", "text with .0", [["occupation_code", "state", "salary"], ["436013.0", "48.0", "50000"],
                            ["43-6013", "48", "52000"], ["436013", "TX", "54000"]], by("occupation,region"),
     one(occupation_code="43-6013", region_code="TX", n="3")),
    ("18", "stored numbers", [["occupation_code", "state", "salary"], [number(436013), number(48), "50000"],
                              ["43-6013", number("48.0"), "52000"], [number("436013.0"), "TX", "54000"]],
     by("occupation,region"), one(occupation_code="43-6013", region_code="TX", n="3")),
    ("18", "years", pay(["year", "salary"], ["2023.0", "50000"], [number(2023), "52000"]), by("period"),
     one(period="2023", n="2")),
    # 19 codes that became dates
    ("19", "whole dates", [["occupation_code", "salary"], [day("2021-11-01", datetime.date(2021, 11, 1)), "150000"],
                           ["11-2021", "160000"], ["43-6013", "44000"]], by("occupation"),
     {"rows": [{"occupation_code": "11-2021", "n": "2"}, {"occupation_code": "43-6013", "n": "1"}],
      "said": "is a date that a spreadsheet made of a code", "forms": BOOKS}),
    ("19", "month and year", [["occupation_code", "salary"], ["Nov-21", "150000"], ["43-6013", "44000"]],
     by("occupation"), {"said": "'Nov-21' is a date where a code belongs"}),
    ("19", "years of experience", [["years_of_experience", "salary"], ["3-Jan", "50000"], ["3-5", "60000"],
                                   ["5-Mar", "60500"]], by("level"),
     {"rows": [{"level_code": "1-3", "n": "1"}, {"level_code": "3-5", "n": "2"}], "said": "read as '1-3'"}),
    # 21 apostrophes and kin that keep spreadsheets off
    ("21", "apostrophes", [["occupation_code", "state", "salary"], ["'43-6013", "'48", "50000"],
                           ["'43-6013", "'48", "52000"], ["43-6013", "TX", "54000"]], by("occupation,region"),
     one(occupation_code="43-6013", region_code="TX", n="3")),
    ("21", "formulas of text", [["occupation_code", "state", "salary"], ['="43-6013"', '="48"', '="50000"'],
                                ["43-6013", "TX", "54000"]], by("occupation,region"),
     one(occupation_code="43-6013", region_code="TX", n="2", mean="52000")),
    ("21", "other hyphens and blanks nobody sees", [["occupation_code", "state", "salary"],
                                                    ["43–6013", "Texas\u200b", "50000"],
                                                    ["43\u20116013", "\u00a0Texas", "54000"]], by("occupation,region"),
     one(occupation_code="43-6013", region_code="TX", n="2", mean="52000")),
    # 22 rows that an unread column tells apart
    ("22", "ownership", [["code", "median", "year", "own"], ["43-6013", "50000", "2024", "5"],
                         ["43-6013", "51000", "2024", "2"]], FIGURES + ["--layout", OWN],
     {"said": "rows 2 and 3 give .* two values"}),
    ("22", "sex, stored", [["sex", "code", "median", "year"], ["F", "43-6013", number(50000), number(2024)],
                           ["M", "43-6013", number(51000), number(2024)]], FIGURES + ["--layout", OWN],
     {"said": "rows 2 and 3 give .* two values"}),
    ("22", "the same figure twice", [["code", "median", "year"], ["43-6013", "50000", "2024"],
                                     ["43-6013", "50000", "2024"]], FIGURES + ["--layout", OWN],
     one(occupation_code="43-6013", median="50000")),
    # 23 the order of levels
    ("23", "years as text", [["level", "salary"], ["10", "50000"], ["2", "51000"], ["1", "52000"], ["0", "40000"]],
     by("level"), {"rows": [{"level_code": c} for c in ("0", "1", "2", "10")]}),
    ("23", "years as numbers", [["experience_years", "salary"], [number(10), "50000"], [number(2), "51000"],
                                [number("1.0"), "52000"]], by("level"),
     {"rows": [{"level_code": c} for c in ("1", "2", "10")]}),
    ("23", "bands", [["level", "salary"], ["10+", "50000"], ["4-6 years", "51000"], ["1-3 years", "52000"]],
     by("level"), {"rows": [{"level_code": c} for c in ("1-3 years", "4-6 years", "10+")]}),
    # 24 totals
    ("24", "Total", pay(["region", "salary"], ["Texas", "50000"], ["Texas", "52000"], ["Texas", "54000"])
     + [["Total", "", "156000"]], ALL, one(n="3", p50="52000") | {"said": "a total row"}),
    ("24", "subtotals of places", [["region", "salary"], ["Texas", "50000"], ["Texas", "52000"],
                                   ["Texas Total", number(102000)], ["Ohio", "54000"], ["Ohio Total", number(54000)],
                                   ["Grand Total", number(156000)]],
     ALL, one(n="3", p50="52000") | {"said": "3 rows are totals"}),
    ("24", "Average", pay(["region", "salary"], ["Texas", "50000"], ["Texas", "52000"], ["Texas", "54000"])
     + [["Average", "", number(52000)]], ALL, one(n="3", p50="52000") | {"said": "a total row"}),
    # 25 odd quotes before the header
    ("25", "inches", [['Widths in 5" columns']] + pay(["salary"], *MEDIANS), ALL, one(n="3", p50="52000")),
    ("25", "a quoted title and a note", [['The "big" survey, 2024']] + pay(["salary"], *MEDIANS)
     + [['12" is a foot']], ALL, one(n="3", p50="52000")),
    ("25", "inches in a title of work", [["job_title", "salary"], ['Installer, 5" pipes', "50000"],
                                         ["Clerk", "52000"], ['6" pipe fitter', "54000"]], ALL, one(n="3", p50="52000")),
    # 40 weights that tie
    ("40", "halves", [["level", "salary", "weight"], ["a", "10000", "2.5"], ["a", "20000", "2.4"],
                      ["a", "30000", "3.8"], ["a", "40000", "1.1"]],
     ALL + ["--quantiles", "0.5"], one(p50="25000")),
    ("40", "tenths", [["level", "salary", "weight"], ["a", "10000", "0.1"], ["a", "20000", "0.2"],
                      ["a", "30000", "0.3"]], ALL + ["--quantiles", "0.5"], one(p50="25000")),
    ("40", "stored weights", [["level", "salary", "weight"], ["a", number(10000), number("0.7")],
                              ["a", number(20000), number("0.1")], ["a", number(30000), number("0.8")]],
     ALL + ["--quantiles", "0.5"], one(p50="25000")),
    # 44 gaps in a series
    ("44", "a year without a row", [["code", "median", "year"]] + [
        ["43-6013", str(30000 + 900 * i), str(2000 + i)] for i in range(20) if i not in (5, 9, 11)],
     ["project", "--occupation", "43-6013", "--measure", "wage_median", "--horizon", "3", "--format", "table",
      "--layout", OWN], {"printed": "2005, 2009, 2011: no figure"}),
    ("44", "a year with a mark", [["code", "median", "year"]] + [
        ["43-6013", "*" if i == 7 else str(30000 + 900 * i), str(2000 + i)] for i in range(20)],
     ["project", "--occupation", "43-6013", "--measure", "wage_median", "--horizon", "3", "--format", "table",
      "--layout", OWN], {"printed": "2007: no figure"}),
    ("44", "no gap", [["code", "median", "year"]] + [
        ["43-6013", number(30000 + 900 * i), number(2000 + i)] for i in range(20)],
     ["project", "--occupation", "43-6013", "--measure", "wage_median", "--horizon", "3", "--format", "table",
      "--layout", OWN], {"printed": "From 20 values, 20 used", "unprinted": "no figure"}),
    # 50 codes that a spreadsheet shows as numbers
    ("50", "commas and powers of ten", [["occupation_code", "salary"], ["43-6013", "40000"], ["436,013", "42000"],
                                        ["4.36013E+05", "44000"], ["436013.00", "46000"]],
     by("occupation"), {"rows": [{"occupation_code": "43-6013", "n": "4"}]}),
    ("50", "digits lost", [["occupation_code", "salary"], ["43-6013", "40000"], ["43-6011", "42000"],
                           ["4.36E+05", "44000"]],
     by("occupation"), {"said": "4.36E\\+05' is a number in powers of ten, which has lost digits"}),
    ("50", "a point for the dash", [["occupation_code", "salary"], ["43-6013", "40000"], ["43-6011", "42000"],
                                    ["43.6013", "44000"]],
     by("occupation"), {"rows": [{"occupation_code": "43-6011"}, {"occupation_code": "43-6013", "n": "2"}],
                        "said": "'43.6013' is taken for a SOC code"}),
    ("50", "other marks", [["occupation_code", "salary"], ["43-6013", "40000"], ["436 013", "42000"],
                           ["436'013", "44000"], ["43_6013", "44000"]],
     by("occupation"), {"rows": [{"occupation_code": "43-6013", "n": "3"}, {"occupation_code": "43_6013"}],
                        "said": "'43_6013' is no SOC code"}),
    ("50", "no code", [["occupation_code", "salary"], ["43-6013", "40000"], ["43-6011", "42000"], ["43-60", "44000"]],
     by("occupation"), {"rows": [{"occupation_code": "43-60"}, {"occupation_code": "43-6011"},
                                 {"occupation_code": "43-6013"}],
                        "said": "'43-60' is no SOC code"}),
    ("50", "codes of another kind", [["occupation_code", "salary"], ["A1", "40000"], ["1E5", "42000"],
                                     ["43-60", "44000"]],
     by("occupation"), {"rows": [{"occupation_code": "1E5"}, {"occupation_code": "43-60"}, {"occupation_code": "A1"}]}),
    # 51 scales in headers
    *[("51", head, pay(["state", head], *[["TX", v] for v in values]), ["inspect", "--suggest-layout"],
       {"printed": f'"unit": "[A-Z]*/{per}",\\s*"multiply": {scale},'})
      for head, per, scale, values in (
          ("annual_salary_cents", "year", "0.01", ("5250000", "4875000", "6120000")),
          ("hourly pay (\u00a2)", "hour", "0.01", ("2150", "1875", "3010")),
          ("weekly pay in pence", "week", "0.01", ("62150", "51875", "73010")),
          ("annual salary ($000)", "year", "1000", ("52", "48", "61")),
          ("annual salary ($k)", "year", "1000", ("52", "48", "61")),
          ("Annual salary ($M)", "year", "1000000", ("0.05", "0.06", "0.07")),
          ("annual salary in hundreds", "year", "100", ("520", "480", "610")))],
    ("51", "two scales", pay(["state", "annual salary, hundreds of thousands"], ["TX", "0.5"], ["TX", "0.6"]),
     ["inspect", "--suggest-layout"], {"said": "names two scales"}),
    # 52 date cells that may have been turned round
    ("52", "texts with the day first", [["month", "salary"], [day("2023-03-02", datetime.date(2023, 3, 2)), "50000"],
                                        ["13/02/2023", "52000"], ["14/02/2023", "54000"]],
     ["summarize", "--interval", "none", "--format", "csv", "--layout", MONTHLY],
     {"rows": [{"n": "3"}], "said": "A2: .*the day first: such cells may have", "forms": BOOKS}),
    ("52", "texts with the month first", [["month", "salary"], [day("2023-03-02", datetime.date(2023, 3, 2)), "50000"],
                                          ["02/13/2023", "52000"], ["02/14/2023", "54000"]],
     ["summarize", "--interval", "none", "--format", "csv", "--layout", MONTHLY],
     {"rows": [{"n": "3"}], "said": "A2: .*the month first: such cells may have", "forms": BOOKS}),
    ("52", "days that no month can be", [["month", "salary"], [day("2023-03-22", datetime.date(2023, 3, 22)), "50000"],
                                         ["13/02/2023", "52000"], ["2023-02-14", "54000"]],
     ["summarize", "--interval", "none", "--format", "csv", "--layout", MONTHLY], {"rows": [{"n": "3"}], "forms": BOOKS}),
    # 53 one key with two figures, or one figure and none
    ("53", "withheld and shown", [["code", "median", "year"], ["43-6013", "42910", "2024"],
                                  ["43-6011", "41000", "2024"], ["43-6013", "hidden", "2024"]],
     FIGURES + ["--layout", OWN | {"markers": {"hidden": "withheld"}}, "--occupation", "43-6013"],
     one(occupation_code="43-6013", median="42910") | {"said": "4: warning: wage_median .* is withheld in row 4 and 42910 in row 2"}),
    ("53", "withheld first", [["code", "median", "year"], ["43-6013", "hidden", "2024"],
                              ["43-6011", "41000", "2024"], ["43-6013", "42910", "2024"]],
     FIGURES + ["--layout", OWN | {"markers": {"hidden": "withheld"}}, "--occupation", "43-6013"],
     one(occupation_code="43-6013", median="42910") | {"said": "2: warning: wage_median .* is withheld in row 2 and 42910 in row 4"}),
    ("53", "withheld in another year", [["code", "median", "year"], ["43-6013", "42910", "2024"],
                                        ["43-6011", "41000", "2024"], ["43-6013", "hidden", "2023"]],
     FIGURES[:1] + ["--period", "2024", "--format", "csv", "--layout", OWN | {"markers": {"hidden": "withheld"}},
                    "--occupation", "43-6013"], one(occupation_code="43-6013", median="42910")),
    ("53", "two figures", [["code", "median", "year"], ["43-6013", "42910", "2024"], ["43-6011", "41000", "2024"],
                           ["43-6013", "47910", "2024"]],
     FIGURES + ["--layout", OWN, "--occupation", "43-6013"], {"said": "4: error: rows 2 and 4 give wage_median"}),
    # 54 a scale that a header names, and a layout does not
    ("54", "thousands of dollars", [["code", "median ($ thousands)", "year"], ["43-6013", "42.9", "2024"]],
     FIGURES + ["--layout", scaled("median ($ thousands)", measure="wage_median", unit="USD/year")],
     {"said": "names a scale, such as thousands, and the layout does not"}),
    ("54", "jobs in thousands", [["code", "jobs (000s)", "year"], ["43-6013", "850", "2024"]],
     FIGURES + ["--layout", scaled("jobs (000s)", measure="employment")], {"said": "names a scale"}),
    ("54", "cents", [["code", "wage in cents", "year"], ["43-6013", "2063", "2024"]],
     FIGURES + ["--layout", scaled("wage in cents", measure="wage_median", unit="USD/hour")], {"said": "names a scale"}),
    ("54", "multiplied", [["code", "median ($ thousands)", "year"], ["43-6013", "42.9", "2024"]],
     FIGURES + ["--layout", scaled("median ($ thousands)", measure="wage_median", unit="USD/year", multiply=1000)],
     one(median="42900")),
    ("54", "whole all the same", [["code", "median ($ thousands)", "year"], ["43-6013", "42900", "2024"]],
     FIGURES + ["--layout", scaled("median ($ thousands)", measure="wage_median", unit="USD/year", multiply=1)],
     one(median="42900")),
    ("54", "a line above", [["Employment in thousands"], ["code", "jobs", "year"], ["43-6013", "850", "2024"]],
     FIGURES + ["--layout", scaled("jobs", measure="employment")],
     one(employment="850") | {"said": "a line above the table names a scale"}),
    # 55 floors are no amounts
    ("55", "plus behind", pay(["salary"], ["100,000+"], ["52,000"], ["54,000"], ["56,000"]), ALL,
     one(n="3", p50="54000") | {"said": "'100,000\\+' is not an amount but a floor"}),
    ("55", "at least", pay(["salary"], ["52,000"], [">=100,000"], ["54,000"], ["56,000"]), ALL,
     one(n="3") | {"said": "a floor"}),
    ("55", "in published figures", tidy("100,000+", "52,000"), FIGURES,
     {"rows": [{"period": "2020", "median": "100000", "median_presence": "at_least"},
               {"period": "2021", "median": "52000", "median_presence": ""}]}),
    # 56 no pay published
    ("56", "zero for a median", tidy("0", "52,000"), FIGURES, {"rows": [{"period": "2020"}, {"period": "2021"}],
                                                              "said": "'0' is no pay: a figure that is missing"}),
    ("56", "zero jobs", [["occupation_code", "measure", "value", "unit", "period"],
                         ["43-6013", "employment", "0", "jobs", "2024"]], FIGURES, one(employment="0")),
    # 57 quotes that hide rows
    ("57", "a quote left open", [[Raw('job_title'), "salary"], [Raw('"Clerk'), "50000"], [Raw('Cook"'), "52000"], ["Maid", "54000"]],
     ALL, {"said": "2: error: column 'job_title' .*looks like a row of its own", "forms": ("csv", "semicolons", "tsv")}),
    ("57", "a title of two lines", [["job_title", "salary"], ["Clerk,\nward 3", "50000"], ["Cook", "52000"], ["Maid", "54000"]],
     ALL, one(n="3")),
    ("57", "in a note", NOTES, ALL, {"said": "4: error: column 'notes' \\(field 4\\).*looks like a row of its own",
                                     "forms": TEXTS}),
    ("57", "in a note, the next row", [NOTES[0], NOTES[1], NOTES[3], NOTES[5], NOTES[2]], ALL,
     {"said": "3: error: column 'notes' \\(field 4\\).*looks like a row of its own", "forms": TEXTS}),
    ("57", "in the middle", [["job_title", "where", "notes", "salary"], ["Clerk", "Ohio", Raw('"see HR'), "50000"],
                             ["Cook", "Ohio", Raw('fine"'), "52000"], ["Maid", "Ohio", "", "54000"]], ALL,
     {"said": "2: error: column 'notes' \\(field 3\\).*looks like a row of its own", "forms": TEXTS}),
    ("57", "far below", [NOTES[0]] + [NOTES[1]] * 200 + NOTES[3:6], ALL,
     {"said": "202: error: column 'notes' .*looks like a row of its own", "forms": TEXTS}),
    ("57", "a note of two lines", [NOTES[0], ["Clerk", "Ohio", "50000", "full time, since 2019,\nwith, all, that, belongs"],
                                   ["Cook", "Ohio", "52000", "a,\nb, or c, or\nd"], NOTES[2]], ALL, one(n="3")),
    ("57", "as many commas in words", [NOTES[0], ["Clerk", "Ohio", "50000", "day,\nnight, weekend, holiday, and\nmore, or, less, so"],
                                       NOTES[1], NOTES[2]], ALL, one(n="3")),
    # 64 rows that are parts of a person's pay
    ("64", "wage types", wages("employee_id", "wage_type", "Base", "Housing"), ALL,
     one(n="4") | {"said": "by 'employee_id' \\(field 1\\), 4 of the 4 rows are several rows of 2 people"}),
    ("64", "another name", wages("Emp No.", "Lohnart", "1000", "2010"), ALL,
     one(n="4") | {"said": "by 'Emp No.' .*4 of the 4 rows are several rows of 2 people"}),
    ("64", "a panel", wages("employee_id", "year", "2023", "2024"), ALL, {"printed": "mean"}),
    ("64", "months", wages("badge", "month", "1", "2"), ALL, {"printed": "mean"}),
    ("64", "ids of schools", wages("school id", "note", "a", "b"), ALL, one(n="4")),
    ("64", "two employers", wages("employee_id", "company", "A", "B"), ALL, one(n="4")),
    # 65 what people weigh
    ("65", "beside height", pay(["salary", "height_cm", "weight"], ["50000", "160", "50"], ["52000", "170", "50"],
                                ["54000", "180", "50"]), ALL, one(n="3") | {"said": "may be what people weigh: 'height_cm'"}),
    ("65", "of a sample", pay(["salary", "weight"], ["50000", "50"], ["52000", "50"], ["54000", "50"]), ALL, one(n="3")),
    # 62 letters that are struck out
    ("62", "a struck digit", pay(["salary"], ["<1>72500"], ["52000"], ["54000"]), ALL,
     {"said": "B2: error: column 'salary'.*is not a", "forms": ("xlsx",), "made": "struck"}),
    ("62", "shared", pay(["salary"], ["<1>72500"], ["52000"], ["54000"]), ALL,
     {"said": "B2: error: column 'salary'.*is not a", "forms": ("xlsx",), "made": "struck, shared"}),
    ("62", "not struck", pay(["salary"], ["<1>72500"], ["52000"], ["54000"]), ALL,
     one(n="3", p50="54000") | {"forms": ("xlsx",), "made": "struck off"}),
    ("62", "in a note", [["job_title", "salary", "notes"], ["Clerk", "50000", "<old>new"], ["Cook", "52000", ""],
                         ["Maid", "54000", ""]], ALL, one(n="3", p50="52000") | {"forms": ("xlsx",), "made": "struck"}),
    # 63 spreadsheets in one XML file
    ("63", "of Excel 2003", pay(["salary"], *MEDIANS), ALL, {"said": "is an Excel 2003 XML workbook, not a table", "forms": ("csv",),
                                                "made": "Excel 2003 XML"}),
    ("63", "OpenDocument", pay(["salary"], *MEDIANS), ALL, {"said": "is an OpenDocument spreadsheet in one XML file", "forms": ("csv",),
                                               "made": "OpenDocument XML"}),
    ("63", "a page", pay(["salary"], *MEDIANS), ALL, {"said": "is an HTML page, not a table", "forms": ("csv",), "made": "a page"}),
    # 58 rows sent twice
    ("58", "with an id", [["id", "job_title", "salary"], ["1", "Clerk", "50000"], ["2", "Cook", "52000"], ["1", "Clerk", "50000"]],
     ALL, one(n="3") | {"said": "repeat an earlier one in every cell, 'id' included"}),
    ("58", "left out", [["id", "job_title", "salary"], ["1", "Clerk", "50000"], ["2", "Cook", "52000"], ["1", "Clerk", "50000"],
                           ["3", "Maid", "54000"]], ALL + ["--distinct"], one(n="3")),
    ("58", "without one", pay(["salary"], ["50000"], ["52000"], ["50000"]), ALL, one(n="3")),
    # 59 far below the first rows
    ("59", "pay in another column", [["job_title", "annual_salary", "hourly_rate"]] + [["Clerk", "52000", ""]] * 80 +
     [["Maid", "", "25.5"]] * 4, ALL[:1] + ["--layout", YEARLY] + ALL[1:],
     one(n="80") | {"said": "82: warning: .*is blank where 'hourly_rate'|!B82: warning: .*is blank where 'hourly_rate'"}),
    ("59", "a country among states", [["location", "salary"]] + [["TX", "52000"]] * 80 + [["DE", "52000"], ["Germany", "51000"]],
     by("region"), {"printed": "Germany", "said": "'Germany' is a country in a column that is taken for US states"}),
    # 60 rows that stand for several people
    ("60", "count", pay(["salary", "count"], ["50000", "10"], ["52000", "20"], ["54000", "70"]), ALL,
     one(n="3") | {"said": "each row counts as one person, although 'count' \\(field 3\\)"}),
    ("60", "n", pay(["salary", "N"], ["50000", "10"], ["52000", "20"], ["54000", "70"]), ALL,
     one(n="3") | {"said": "although 'N'"}),
    ("60", "country is no count", pay(["country", "salary"], ["France", "50000"], ["France", "52000"], ["France", "54000"]),
     ALL, one(n="3")),
    # 05, 06, 11, 42: bytes
    ("05", "an extension list behind", pay(["date", "salary"], *[[day("2023-05-01", datetime.date(2023, 5, 1)), s]
                                                                for s in ("88000", "90000", "92000")]),
     by("period"), one(period="2023", n="3") | {"date1904": True, "forms": ("xlsx",), "made": "extension list"}),
    ("06", "Strict Open XML", pay(["date", "salary"], *[[day("2023-05-01", datetime.date(2023, 5, 1)), s]
                                                       for s in ("88000", "90000", "92000")]),
     by("period"), one(period="2023", n="3") | {"forms": ("xlsx",), "made": "strict"}),
    ("11", "whole", pay(["salary"], *MEDIANS), ALL, one(n="3", p50="52000") | {"forms": TEXTS, "made": "gzip"}),
    ("11", "in two", pay(["salary"], *MEDIANS), ALL, one(n="3", p50="52000") | {"forms": TEXTS, "made": "gzip in two"}),
    ("11", "a digit changed", pay(["salary"], *MEDIANS), ALL,
     {"said": "cannot be unpacked", "forms": TEXTS, "made": "gzip, a digit changed"}),
    ("11", "length changed", pay(["salary"], *MEDIANS), ALL,
     {"said": "cannot be unpacked", "forms": TEXTS, "made": "gzip, its length changed"}),
    ("11", "sum changed", pay(["salary"], *MEDIANS), ALL,
     {"said": "cannot be unpacked", "forms": TEXTS, "made": "gzip, its sum changed"}),
    ("11", "cut", pay(["salary"], *MEDIANS), ALL,
     {"said": "cannot be unpacked|truncated|ends", "forms": TEXTS, "made": "gzip, cut"}),
    ("42", "all parts", pay(["salary"], *MEDIANS), ALL,
     one(n="3", p50="52000") | {"forms": ("xlsx",), "made": "backslashes"}),
    ("42", "one part", pay(["salary"], *MEDIANS), ALL,
     one(n="3", p50="52000") | {"forms": ("xlsx",), "made": "backslashes in some"}),
    ("42", "stored numbers and dates", pay(["date", "salary"], *[
        [day("2023-05-01", datetime.date(2023, 5, 1)), number(s)] for s in (50000, 52000, 54000)]), by("period"),
     one(period="2023", n="3", p50="52000") | {"forms": ("xlsx",), "made": "backslashes"}),
]

# What is tried elsewhere: no table alone shows it.
ELSEWHERE = {
    "24 copied sheets and pivots": "golden.sheets_taken_together, unit.test_ingest_workbook",
    "46 ids of inlined charts": "golden.report_ids",
}
