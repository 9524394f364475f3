"""How people and programs write numbers, pay, codes, regions and dates.

Each function takes what is meant and gives the text that a cell shows. Nothing here knows how
careerstat reads."""

import datetime
from decimal import Decimal

# name: thousands mark, decimal mark, sizes of groups
MARKS = {
    "plain": ("", ".", 3),
    "plain_comma": ("", ",", 3),
    "us": (",", ".", 3),
    "de": (".", ",", 3),
    "blank": (" ", ",", 3),
    "nbsp": ("\u00a0", ",", 3),
    "narrow": ("\u202f", ",", 3),
    "thin_point": ("\u2009", ".", 3),
    "swiss": ("'", ".", 3),
    "swiss_curly": ("\u2019", ".", 3),
    "lakh": (",", ".", 2),
}

# Which marks people use with which money.
MARKS_OF = {
    "USD": ["plain", "us", "us", "us"],
    "GBP": ["plain", "us", "us"],
    "CAD": ["plain", "us", "nbsp"],
    "AUD": ["plain", "us"],
    "EUR": ["plain", "plain_comma", "de", "de", "blank", "nbsp", "narrow", "thin_point"],
    "CHF": ["plain", "swiss", "swiss", "swiss_curly"],
    "SEK": ["plain_comma", "blank", "nbsp", "narrow"],
    "PLN": ["plain_comma", "nbsp", "blank"],
    "JPY": ["plain", "us"],
    "INR": ["plain", "lakh", "lakh"],
    "THB": ["plain", "us"],
}

SIGNS = {"USD": "$", "GBP": "£", "CAD": "C$", "AUD": "A$", "EUR": "€", "JPY": "¥", "INR": "₹",
         "THB": "฿", "CHF": "Fr.", "SEK": "kr", "PLN": "zł"}
NAMES = {"USD": "US dollars", "GBP": "British pounds", "CAD": "Canadian dollars",
         "AUD": "Australian dollars", "EUR": "euros", "JPY": "yen", "INR": "rupees", "THB": "baht",
         "CHF": "Swiss francs", "SEK": "Swedish kronor", "PLN": "zloty"}
# How much one gets, as a multiple of what one gets in dollars.
SIZE = {"USD": 1, "GBP": 0.8, "CAD": 1.3, "AUD": 1.4, "EUR": 0.9, "JPY": 120, "INR": 25, "THB": 12,
        "CHF": 1.1, "SEK": 9, "PLN": 2.5}

MISSING = ["NA", "N/A", "n/a", "*", "**", "#", "-", "--", "–", "..", ":", "", "", "null", "(NA)"]


def grouped(digits, mark, second):
    """1234567 with a mark before each three digits, or after the last three before each `second`."""
    if not mark or len(digits) <= 3:
        return digits
    head, tail = digits[:-3], digits[-3:]
    parts = []
    while head:
        parts.insert(0, head[-second:])
        head = head[:-second]
    return mark.join(parts + [tail])


def number(value, marks, decimals=None):
    """A Decimal by the named marks; `decimals` pads with zeros."""
    thousands, point, second = MARKS[marks]
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals))
    sign, text = ("-", format(-value, "f")) if value < 0 else ("", format(value, "f"))
    whole, _, rest = text.partition(".")
    return sign + grouped(whole, thousands, second) + (point + rest if rest else "")


def negative(text, form):
    """The same number with its minus in another form."""
    if not text.startswith("-"):
        return text
    return {"minus": "-" + text[1:], "unicode": "\u2212" + text[1:], "brackets": f"({text[1:]})",
            "hyphen": "\u2010" + text[1:]}[form]


def in_thousands(value, marks):
    """52.5k for 52,500; None where that would lose digits."""
    if value % 100:
        return None
    short = (value / 1000).normalize()
    return number(short, {"us": "plain", "de": "plain_comma"}.get(marks, marks)) + "k"


def money(text, currency, place):
    """A number with its currency where `place` says."""
    sign, name = SIGNS[currency], NAMES[currency]
    if place == "sign":
        return {"EUR": f"€{text}", "SEK": f"kr {text}", "CHF": f"Fr. {text}"}.get(currency, sign + text)
    return {"sign_after": f"{text} {sign}", "sign_nbsp": f"{text}\u00a0{sign}",
            "iso": f"{currency} {text}", "iso_after": f"{text} {currency}",
            "iso_lower": f"{text} {currency.lower()}", "name": f"{text} {name}",
            "none": text}[place]


def code(soc, form):
    """An occupation's code as spreadsheets and their readers write it."""
    plain = soc.replace("-", "")
    return {"soc": soc, "digits": plain, "point_zero": plain + ".0", "apostrophe": "'" + soc,
            "detail": soc + ".00", "en_dash": soc.replace("-", "\u2013"),
            "nb_hyphen": soc.replace("-", "\u2011"), "minus": soc.replace("-", "\u2212"),
            "formula": f'="{soc}"', "blanks": f" {soc} ", "nbsp": soc + "\u00a0",
            "spaced": soc.replace("-", " - ")}[form]


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
EPOCH = datetime.date(1899, 12, 30)


def date(day, form):
    """A day as text; `serial` is what spreadsheets count."""
    y, m, d = day.year, day.month, day.day
    return {"year": f"{y}", "year_zero": f"{y}.0", "iso": f"{y}-{m:02}-{d:02}",
            "iso_short": f"{y}-{m}-{d}", "iso_slash": f"{y}/{m:02}/{d:02}",
            "iso_time": f"{y}-{m:02}-{d:02} 00:00:00", "iso_t": f"{y}-{m:02}-{d:02}T09:30:00",
            "us": f"{m}/{d}/{y}", "us_padded": f"{m:02}/{d:02}/{y}",
            "us_time": f"{m}/{d}/{y} 14:05", "dotted": f"{d:02}.{m:02}.{y}",
            "british": f"{d:02}/{m:02}/{y}", "words": f"{d} {MONTHS[m - 1]} {y}",
            "month": f"{MONTHS[m - 1]}-{y % 100:02}", "month_year": f"{MONTHS[m - 1]} {y}",
            "us_words": f"{MONTHS[m - 1]} {d}, {y}", "year_month": f"{y}-{m:02}",
            "serial": f"{(day - EPOCH).days}"}[form]
