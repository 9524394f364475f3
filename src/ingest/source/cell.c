/* The grammar of numbers in cells. Columns and units are intake_number.c's. */
#include "ingest/source/cell.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "data/currency.h"
#include "ingest/source/digits.h"

const struct cs_marker cs_common_markers[] = {
    {"", CS_NOT_REPORTED},      {"*", CS_NOT_AVAILABLE},   {"**", CS_EMPLOYMENT_NOT_AVAILABLE},
    {"***", CS_WITHHELD},       {"#", CS_AT_LEAST},        {"~", CS_BELOW_HALF_PERCENT},
    {"N/A", CS_NOT_AVAILABLE},  {"NA", CS_NOT_AVAILABLE},  {"(NA)", CS_NOT_AVAILABLE},
    {"n.a.", CS_NOT_AVAILABLE}, {"null", CS_NOT_REPORTED}, {"-", CS_NOT_AVAILABLE},
    {"--", CS_NOT_AVAILABLE},   {"—", CS_NOT_AVAILABLE},   {"–", CS_NOT_AVAILABLE},
    {"...", CS_NOT_AVAILABLE},  {"…", CS_NOT_AVAILABLE},   {"(D)", CS_WITHHELD},
    {"..", CS_NOT_AVAILABLE},   {":", CS_NOT_AVAILABLE},   {".", CS_NOT_REPORTED},
    {"\\N", CS_NOT_REPORTED},   {"NaN", CS_NOT_REPORTED},
};
const size_t cs_n_common_markers = sizeof cs_common_markers / sizeof *cs_common_markers;

static struct cs_span drop(struct cs_span s, size_t n)
{
    return (struct cs_span){s.start + n, s.size - n};
}

static bool starts_with(struct cs_span s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.size >= n && memcmp(s.start, prefix, n) == 0;
}

static bool ends_with(struct cs_span s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s.size >= n && memcmp(s.start + s.size - n, suffix, n) == 0;
}

struct cs_span cs_cell_text(struct cs_span cell)
{
    cell = cs_span_trim(cell);
    if (cell.size >= 3 && starts_with(cell, "=\"") && cell.start[cell.size - 1] == '"')
        return cs_span_trim((struct cs_span){cell.start + 2, cell.size - 3});
    return cell;
}

/* "52,000 dollars", "48k euros": the words behind the last digit, and a k or m, name one. */
static const struct cs_currency *words_at_end(struct cs_span s, size_t *n_bytes)
{
    enum { LEAST_LETTERS = 4 };
    size_t digit = s.size;
    while (digit > 0 && !cs_is_digit(s.start[digit - 1]))
        digit--;
    struct cs_span tail = cs_span_trim_wide(drop(s, digit));
    if (tail.size > 2 && strchr("kKmM", tail.start[0]) && tail.start[1] == ' ')
        tail = cs_span_trim_wide(drop(tail, 1));
    bool is_word = digit > 0 && tail.size >= LEAST_LETTERS && cs_is_alpha(tail.start[0]);
    *n_bytes = tail.size;
    return is_word ? cs_currency_named(tail) : NULL;
}

/* The sign, code or words at the end, taken off; NULL none. */
static const struct cs_currency *take_from_end(struct cs_span *s, bool *is_bare_dollar)
{
    size_t n = 0;
    if (!s->size || cs_is_digit(s->start[s->size - 1]))
        return NULL;
    const struct cs_currency *row = cs_currency_at_end(*s, &n);
    *is_bare_dollar = n == 1 && s->start[s->size - 1] == '$';
    if (!row && (row = words_at_end(*s, &n)) != NULL)
        *is_bare_dollar = cs_span_equals_nocase(drop(*s, s->size - n), "dollars") ||
                          cs_span_equals_nocase(drop(*s, s->size - n), "dollar");
    if (!row || n >= s->size)
        return NULL;
    s->size -= n;
    return row;
}

/* Takes a currency sign, code or name off the front, the end, or both where they are of one:
 * "$61,000 USD". */
static struct cs_span take_currency(struct cs_span s, struct cs_cell_number *cell)
{
    struct cs_span rest = s;
    bool is_bare_end = false;
    size_t n = 0;
    const struct cs_currency *row =
        s.size && !cs_is_digit(s.start[0]) ? cs_currency_at_start(s, &n) : NULL;
    row = n < s.size ? row : NULL;
    bool is_bare_start = row && n == 1 && s.start[0] == '$';
    if (row)
        rest = drop(s, n);
    const struct cs_currency *end = take_from_end(&rest, &is_bare_end);
    bool is_dollar = end && is_bare_start && cs_currency_is_dollar(end->code);
    if (row && end && row != end && !is_dollar)
        return s; /* in two at once: no amount */
    if (!row && !end)
        return s;
    cell->is_bare_dollar = row && end ? is_bare_start && is_bare_end : is_bare_start || is_bare_end;
    memcpy(cell->currency, (end && (!row || is_dollar) ? end : row)->code, sizeof cell->currency);
    return rest;
}

/* How one amount of a cell is read, and what it told beside its value. */
struct amount {
    enum cs_decimal decimal;
    double value, factor; /* factor: of a suffix k or m, else 1 */
    struct cs_cell_number *cell;
};

/* Digits and marks only: no currency to look for. */
static bool is_plain(struct cs_span s)
{
    return s.size && cs_is_digit(s.start[0]) && cs_is_digit(s.start[s.size - 1]);
}

static double take_multiplier(struct cs_span *s)
{
    static const struct {
        char suffix;
        double factor;
    } rows[] = {{'k', 1e3}, {'m', 1e6}};
    if (s->size < 2)
        return 1;
    for (size_t i = 0; i < 2; i++)
        if (cs_to_lower(s->start[s->size - 1]) == rows[i].suffix) {
            s->size--;
            *s = cs_span_trim_wide(*s);
            return rows[i].factor;
        }
    return 1;
}

/* Takes a minus off the front, or accountants' parentheses off both ends. */
static double take_sign(struct cs_span *s)
{
    if (s->size > 2 && s->start[0] == '(' && s->start[s->size - 1] == ')')
        *s = (struct cs_span){s->start + 1, s->size - 2};
    else if (starts_with(*s, "\xE2\x88\x92")) /* U+2212 minus sign */
        *s = drop(*s, 3);
    else if (s->size > 1 && s->start[0] == '-' && !cs_is_digit(s->start[1]))
        *s = drop(*s, 1); /* -$5 */
    else
        return 1;
    *s = cs_span_trim_wide(*s);
    return -1;
}

/* One amount: sign, currency, number, suffix. "$-5" has its sign inside. */
static bool parse_amount(struct cs_span s, struct amount *amount)
{
    struct cs_cell_number *cell = amount->cell;
    s = cs_span_trim_wide(s);
    double sign = take_sign(&s);
    if (ends_with(s, "%")) {
        s.size--;
        s = cs_span_trim_wide(s);
        cell->has_percent_sign = true;
    }
    if (!is_plain(s))
        s = cs_span_trim_wide(take_currency(s, cell));
    if (sign > 0)
        sign = take_sign(&s);
    amount->factor = take_multiplier(&s);
    double number;
    if (s.size == 0 || (sign < 0 && !cs_is_digit(s.start[0]) && s.start[0] != '.') ||
        !cs_digits_read(s, amount->decimal, &number))
        return false;
    if (amount->decimal == CS_DECIMAL_UNTOLD)
        cell->marks_seen |= 1u << cs_digits_marks(s);
    amount->value = sign * number * amount->factor;
    return isfinite(amount->value);
}

/* A marker that is itself a number stands for that number however it is written: "-99.0". */
static bool is_marker(struct cs_span cell, const char *marker, enum cs_decimal decimal)
{
    double number, marked;
    if (cs_span_equals_nocase(cell, marker))
        return true;
    if (!cs_is_digit(marker[0]) && marker[0] != '-' && marker[0] != '+' && marker[0] != '.')
        return false;
    return cs_number_parse(cs_span_of(marker), &marked) && cs_digits_read(cell, decimal, &number) &&
           number == marked;
}

static bool find_marker(struct cs_span cell, enum cs_decimal decimal,
                        const struct cs_marker *markers, size_t n, struct cs_cell_number *out)
{
    for (size_t i = 0; i < n; i++)
        if (is_marker(cell, markers[i].text, decimal)) {
            out->kind = CS_CELL_MISSING;
            out->presence = markers[i].reason;
            out->low = out->high = NAN;
            return true;
        }
    return false;
}

static bool parse_cap(struct cs_span cell, enum cs_decimal decimal, struct cs_cell_number *out)
{
    struct amount floor = {.decimal = decimal, .cell = out};
    struct cs_span rest = {0};
    if (starts_with(cell, ">="))
        rest = drop(cell, 2);
    else if (starts_with(cell, "≥"))
        rest = drop(cell, 3);
    else if (cell.size > 1 && ends_with(cell, "+"))
        rest = (struct cs_span){cell.start, cell.size - 1};
    else
        return false;
    if (!parse_amount(rest, &floor))
        return false;
    out->kind = CS_CELL_MISSING;
    out->presence = CS_AT_LEAST;
    out->low = floor.value;
    out->high = NAN;
    return true;
}

/* A suffix that stands once, after the second number, is of both: "$50-60k". Not where the first is
 * larger than that: "500-1k". Returns 0 when the two are too far apart to be sure. */
static bool share_suffix(struct amount *low, const struct amount *high)
{
    enum { FAR_APART = 20 };
    if (high->factor == 1 || low->factor != 1)
        return true;
    if (low->value * high->factor <= high->value)
        low->value *= high->factor;
    return low->value * FAR_APART >= high->value || low->value == 0;
}

static bool parse_range(struct cs_span cell, enum cs_decimal decimal, struct cs_cell_number *out)
{
    static const char *const dashes[] = {"–", "—", "‒", "‐", "‑", "-", "\xE2\x88\x92", " to "};
    for (size_t d = 0; d < sizeof dashes / sizeof *dashes; d++) {
        size_t n = strlen(dashes[d]);
        for (size_t i = 1; i + n < cell.size; i++) {
            struct amount low = {.decimal = decimal, .cell = out}, high = low;
            if (memcmp(cell.start + i, dashes[d], n) != 0)
                continue;
            struct cs_span left = {cell.start, i}, right = drop(cell, i + n);
            bool is_range =
                parse_amount(left, &low) && parse_amount(right, &high) && share_suffix(&low, &high);
            out->is_reversed = is_range && low.value > high.value;
            if (is_range && !out->is_reversed) {
                out->low = low.value;
                out->high = high.value;
                out->kind = CS_CELL_RANGE;
                return true;
            }
        }
    }
    return false;
}

struct cs_cell_number cs_cell_read(struct cs_span cell, enum cs_decimal decimal,
                                   const struct cs_marker *markers, size_t n_markers)
{
    struct cs_cell_number out = {.kind = CS_CELL_NUMBER, .presence = CS_PRESENT, .high = NAN};
    cell = cs_cell_text(cell);
    if (find_marker(cell, decimal, markers, n_markers, &out))
        return out;
    if (decimal == CS_DECIMAL_POINT && cs_number_parse(cell, &out.low))
        return out;
    cell = cs_span_trim_wide(cell);
    if (find_marker(cell, decimal, cs_common_markers, cs_n_common_markers, &out))
        return out;
    struct amount amount = {.decimal = decimal, .cell = &out};
    bool is_amount = parse_amount(cell, &amount);
    out.low = amount.value;
    if (is_amount || parse_cap(cell, decimal, &out) || parse_range(cell, decimal, &out))
        return out;
    return (struct cs_cell_number){
        .kind = CS_CELL_BAD, .low = NAN, .high = NAN, .is_reversed = out.is_reversed};
}

struct cs_cell_number cs_cell_read_number(struct cs_span cell, const struct cs_marker *markers,
                                          size_t n_markers)
{
    return cs_cell_read(cell, CS_DECIMAL_POINT, markers, n_markers);
}

bool cs_cell_is_number(const struct cs_cell_number *number)
{
    return number->kind == CS_CELL_NUMBER || number->kind == CS_CELL_RANGE ||
           (number->kind == CS_CELL_MISSING && number->presence == CS_AT_LEAST &&
            isfinite(number->low));
}

bool cs_cell_is_error(struct cs_span text)
{
    static const char *const names[] = {"#N/A",    "#NA",       "#REF!",   "#VALUE!", "#DIV/0!",
                                        "#NAME?",  "#NULL!",    "#NUM!",   "#SPILL!", "#CALC!",
                                        "#FIELD!", "#BLOCKED!", "#ERROR!", NULL};
    size_t n_marks = 0;
    if (text.size < 2 || text.start[0] != '#')
        return false;
    while (n_marks < text.size && text.start[n_marks] == '#')
        n_marks++;
    if (cs_span_is_any(text, names))
        return true;
    return n_marks >= 3 && n_marks == text.size; /* a number in too narrow a column */
}
