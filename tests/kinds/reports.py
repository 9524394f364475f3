"""What public bug reports of other tools tell of, as tables of this trade; rows as in kinds.py, named
by the tool. Where a table must not be read at all, `said` is what the refusal names."""

from kinds import ALL, BOOKS, FIGURES, OWN, TEXTS, by, number, one, pay, ranges, tidy

CHANGES = {"name": "changes", "title": "Changes", "kind": "estimates", "requires": ["code", "change"], "constants": {"region": "US"},
           "columns": [{"header": "code", "key": "occupation"}, {"header": "change", "measure": "percent_change"},
                       {"header": "base", "measure": "employment_base"},
                       {"header": "target", "measure": "employment_projected"},
                       {"header": "openings", "measure": "openings_annual"},
                       {"header": "span", "key": "period"}]}
PLACES = ["Texas", "Ohio", "Iowa"]


def salaries(*values, places=PLACES):
    """Persons with these salaries."""
    return pay(["region", "salary"], *[[places[i % len(places)], v] for i, v in enumerate(values)])


REPORTS = [
    # firefly-iii 8404, actual 2143 and 2374: whole thousands among amounts with cents
    ("bank importers", "whole thousands among cents", salaries("48.488,69", "52.000", "51.124,99"), ALL,
     one(n="3", mean="50537.893333")),
    # career-ops 3238: a decimal comma before k
    ("career-ops", "decimal comma before k", salaries("82,5k", "45.000,50", "45000,50"), ALL,
     one(n="3", p50="45000.5")),
    # career-ops 3174: ranges with points
    ("career-ops", "ranges with points", tidy("€35.000 - €45.000".replace("€", "$"), "$36.000,00 - $46.000,00"),
     FIGURES, {"rows": [{"period": "2020", "low": "35000", "high": "45000"},
                        {"period": "2021", "low": "36000", "high": "46000"}]}),
    # BudgetMaster 731: the sign behind
    ("BudgetMaster", "sign behind", salaries("51.355,90€", "52.000,00 €", "53.100,10€"), ALL,
     one(n="3", p50="52000")),
    # ExcelDataReader 40 and others: a percent format keeps a fraction
    ("Excel readers", "percent formats", [
        ["code", "base", "target", "change", "openings", "span"],
        ["43-6013", number(1000), number(1054), ("5.4%", number("0.054")[1], "0.0%"), number(90), "2023-33"]],
     ["project", "--layout", CHANGES, "--json"], {"printed": "5\\.4\\b", "forms": BOOKS}),
    # readxl 220, openxlsx 128: merged keys
    ("readxl", "keys written once", [["region", "job_title", "salary"], ["Ohio", "Clerk", "50000"],
                                     [None, "Cook", "51000"], [None, "Nurse", "52000"], ["Texas", "Clerk", "53000"],
                                     [None, "Cook", "54000"]], by("region"),
     {"rows": [{"region_code": "OH", "n": "1"}, {"region_code": "TX", "n": "1"}],
      "said": "column 'region'.*a blank cell"}),
    ("readxl", "keys merged", [["region", "job_title", "salary"], ["Ohio", "Clerk", "50000"],
                               [None, "Cook", "51000"], [None, "Nurse", "52000"], ["Texas", "Clerk", "53000"],
                               [None, "Cook", "54000"]], by("region"),
     {"rows": [{"region_code": "OH", "n": "3"}, {"region_code": "TX", "n": "2"}],
      "merged": [(1, 0, 3, 0), (4, 0, 5, 0)], "forms": BOOKS}),
    # tilegrams 71, COVID-19 2330: FIPS without zeros
    ("FIPS", "one digit", pay(["state", "salary"], [number(1), "50000"], ["6", "51000"], ["06", "52000"]),
     by("region"), {"rows": [{"region_code": "AL", "n": "1"}, {"region_code": "CA", "n": "2"}]}),
    ("FIPS", "counties are no states", pay(["location", "salary"], ["1001", "50000"], ["6037", "51000"],
                                           ["48201", "52000"]), by("region"),
     {"printed": "1001", "unprinted": "Alabama|California|Texas"}),
    # spreadsheets: exponents
    ("spreadsheets", "exponents of pay", salaries("5.2E+04", "4.8e4", "6.1E4"), ALL, one(n="3", p50="52000")),
    ("spreadsheets", "exponents of codes", [["occupation_code", "salary"], ["4.36E+05", "50000"]], by("occupation"),
     {"said": "'4.36E\\+05' is a number in powers of ten, which has lost digits"}),
    # accounting exports: signs behind, marks behind
    ("accounting", "a minus behind", salaries("48,000-", "52,000", "61,500"), ALL, {"said": "'48,000-' is not a number"}),
    ("footnotes", "stars behind", salaries("52,340*", "48,000", "61,500"), ALL, {"said": "'52,340\\*' is not a number"}),
    ("surveys", "about", salaries("~52,000", "48,000", "61,500"), ALL, {"said": "'~52,000' is not a number"}),
    ("surveys", "words for thousand", salaries("52 thousand", "48,000", "61,500"), ALL, {"said": "'52 thousand' is not a number"}),
    # pandas: lakhs
    ("pandas", "lakhs", pay(["country", "salary", "currency"], ["India", "4,50,000", "INR"], ["India", "12,00,000", "INR"],
                            ["India", "9,75,500", "INR"]), ALL, one(n="3", p50="975500")),
    # pandas: an index without a name, None and <NA>
    ("pandas", "an index", [[None, "job_title", "salary"], ["0", "Clerk", "50000"], ["1", "Cook", "52000"],
                            ["2", "Nurse", "54000"]], ALL, one(n="3", p50="52000")),
    ("pandas", "None", salaries("None", "48000", "61500"), ALL, {"said": "'None' is not a number"}),
    ("pandas", "NaN and null", salaries("NaN", "48000", "null", "61500", "50000"), ALL, one(n="3", p50="50000")),
    # openpyxl: years under a date format
    ("openpyxl", "years shown as dates", pay(["year", "salary"], [("1905", number(2023)[1], "yyyy"), "50000"],
                                             [("1905", number(2024)[1], "yyyy"), "52000"]), by("period"),
     {"said": "period|1905|year", "forms": BOOKS}),
    # pivot tables in other languages
    ("pivots", "Gesamt", [["job_title", "salary"], ["Pflege", "50000"], ["Koch", "52000"], ["Lehrer", "54000"],
                          ["Gesamt", "156000"]], ALL, one(n="3", p50="52000") | {"said": "a total row"}),
    ("pivots", "Summe und Durchschnitt", [["job_title", "salary"], ["Pflege", "50000"], ["Koch", "52000"],
                                          ["Lehrer", "54000"], ["Summe", "156000"], ["Durchschnitt", "52000"]], ALL,
     one(n="3", p50="52000") | {"said": "2 rows are totals"}),
    ("pivots", "Total general", [["job_title", "salary"], ["Cocinero", "50000"], ["Maestro", "52000"],
                                 ["Médico", "54000"], ["Total general", "156000"]], ALL,
     one(n="3", p50="52000") | {"said": "a total row"}),
    # comment lines of exports
    ("exports", "comment lines", [["# generated 2024-05-01"], ["# rows: 3"]] + salaries("50000", "52000", "54000"), ALL,
     one(n="3", p50="52000")),
    # gazetteers
    ("places", "Washington and D.C.", pay(["state", "salary"], ["Washington", "50000"], ["Washington, D.C.", "51000"],
                                          ["District of Columbia", "52000"]), by("region"),
     {"rows": [{"region_code": "DC", "n": "2"}, {"region_code": "WA", "n": "1"}]}),
    ("places", "short forms", pay(["state", "salary"], ["Tex.", "50000"], ["TEXAS", "51000"], ["tx", "52000"]), by("region"),
     one(region_code="TX", n="3")),
    ("places", "a city is no state", pay(["location", "salary"], ["New York City", "50000"], ["New York", "51000"],
                                         ["NY", "52000"]), by("region"),
     {"printed": "New York City", "unprinted": "NY,New York,3"}),
    # spreadsheets: truth values and errors
    ("spreadsheets", "truth values", salaries("TRUE", "48000", "61500"), ALL, {"said": "'TRUE' is not a number"}),
    ("spreadsheets", "errors", salaries("#REF!", "48000", "61500"), ALL, {"said": "'#REF!' is a spreadsheet error"}),
    # bounds
    ("adverts", "up to", salaries("up to 65,000", "48,000", "61,500"), ALL, {"said": "'up to 65,000' is not a number"}),
    ("adverts", "ends the wrong way around", tidy("$60,000-$50,000", "$50,000-$60,000"), FIGURES,
     {"said": "first end is above the other"}),
    # skeptric: a day's pay among a year's
    ("adverts", "a day among years", pay(["salary", "salary type"], ["450", "Daily"], ["90000", "Annual"], ["91000", "Annual"]),
     ALL, {"said": "is pay for a year, the observations before it are pay for a day"}),
]
