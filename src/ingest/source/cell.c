/* The grammar of numbers in cells. Columns and units are intake_number.c's. */
#include "ingest/source/cell.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"

const struct cs_marker cs_common_markers[] = {
    {"", CS_NOT_REPORTED},      {"*", CS_NOT_AVAILABLE},   {"**", CS_EMPLOYMENT_NOT_AVAILABLE},
    {"***", CS_WITHHELD},       {"#", CS_AT_LEAST},        {"~", CS_BELOW_HALF_PERCENT},
    {"N/A", CS_NOT_AVAILABLE},  {"NA", CS_NOT_AVAILABLE},  {"(NA)", CS_NOT_AVAILABLE},
    {"n.a.", CS_NOT_AVAILABLE}, {"null", CS_NOT_REPORTED}, {"-", CS_NOT_AVAILABLE},
    {"--", CS_NOT_AVAILABLE},   {"—", CS_NOT_AVAILABLE},   {"–", CS_NOT_AVAILABLE},
    {"...", CS_NOT_AVAILABLE},  {"…", CS_NOT_AVAILABLE},   {"(D)", CS_WITHHELD},
};
const size_t cs_n_common_markers = sizeof cs_common_markers / sizeof *cs_common_markers;

static const struct {
    const char *text, *currency;
} currency_signs[] = {
    {"US$", "USD"}, {"C$", "CAD"}, {"CA$", "CAD"}, {"A$", "AUD"}, {"AU$", "AUD"}, {"$", "USD"},
    {"€", "EUR"},   {"£", "GBP"},  {"¥", "JPY"},   {"฿", "THB"},  {"₹", "INR"},
};

static struct cs_span drop(struct cs_span s, size_t n)
{
    return (struct cs_span){s.start + n, s.size - n};
}

static int starts_with(struct cs_span s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.size >= n && memcmp(s.start, prefix, n) == 0;
}

static int ends_with(struct cs_span s, const char *suffix)
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

static int is_iso_code(struct cs_span s)
{
    for (int i = 0; i < 3; i++)
        if (s.start[i] < 'A' || s.start[i] > 'Z')
            return 0;
    return 1;
}

/* Takes a currency sign or code off the front or the end. */
static struct cs_span take_currency(struct cs_span s, char currency[4])
{
    for (size_t i = 0; i < sizeof currency_signs / sizeof *currency_signs; i++) {
        const char *sign = currency_signs[i].text;
        if (!starts_with(s, sign) && !ends_with(s, sign))
            continue;
        int at_front = starts_with(s, sign);
        memcpy(currency, currency_signs[i].currency, 4);
        s.size -= strlen(sign);
        s.start += at_front ? strlen(sign) : 0;
        return cs_span_trim(s);
    }
    if (s.size > 3 && (is_iso_code(s) || is_iso_code(drop(s, s.size - 3)))) {
        int at_front = is_iso_code(s);
        memcpy(currency, at_front ? s.start : s.start + s.size - 3, 3);
        currency[3] = '\0';
        s.size -= 3;
        s.start += at_front ? 3 : 0;
        return cs_span_trim(s);
    }
    return s;
}

/* Bytes of a thousands separator at s: a comma, or a narrow or no-break space. */
static size_t separator_at(struct cs_span s)
{
    if (s.size && s.start[0] == ',')
        return 1;
    if (starts_with(s, "\xC2\xA0"))
        return 2;
    return starts_with(s, "\xE2\x80\xAF") || starts_with(s, "\xE2\x80\x89") ? 3 : 0;
}

/* Copies digits without separators, which must stand before every third digit of the whole part.
 * Returns the length, 0 when the groups are wrong or the text is too long. */
static size_t strip_separators(struct cs_span s, char *out, size_t capacity)
{
    size_t n = 0, since = 0;
    int seen = 0, in_fraction = 0;
    while (s.size) {
        size_t separator = in_fraction ? 0 : separator_at(s);
        if (separator) {
            if (seen ? since != 3 : since < 1 || since > 3)
                return 0;
            seen = 1;
            since = 0;
            s = drop(s, separator);
            continue;
        }
        if (n + 1 >= capacity)
            return 0;
        if (cs_is_digit(s.start[0])) {
            since++;
        } else if (!in_fraction) {
            if (seen && since != 3)
                return 0;
            in_fraction = 1;
        }
        out[n++] = s.start[0];
        s = drop(s, 1);
    }
    return seen && !in_fraction && since != 3 ? 0 : n;
}

static int parse_plain(struct cs_span s, double *out)
{
    if (cs_number_parse(s, out))
        return 1;
    char digits[64];
    size_t n = strip_separators(s, digits, sizeof digits);
    return n && cs_number_parse((struct cs_span){digits, n}, out);
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
            *s = cs_span_trim(*s);
            return rows[i].factor;
        }
    return 1;
}

/* One amount: sign, currency, number, suffix. */
static int parse_amount(struct cs_span s, double *value, struct cs_cell_number *out)
{
    s = cs_span_trim(s);
    if (cs_number_parse(s, value))
        return 1;
    double sign = 1;
    if (s.size > 2 && s.start[0] == '(' && s.start[s.size - 1] == ')') {
        s = cs_span_trim((struct cs_span){s.start + 1, s.size - 2}); /* accountants' minus */
        sign = -1;
    } else if (starts_with(s, "\xE2\x88\x92")) {
        s = cs_span_trim(drop(s, 3)); /* U+2212 minus sign */
        sign = -1;
    } else if (s.size > 1 && s.start[0] == '-' && !cs_is_digit(s.start[1])) {
        s = cs_span_trim(drop(s, 1)); /* -$5 */
        sign = -1;
    }
    if (ends_with(s, "%")) {
        s.size--;
        s = cs_span_trim(s);
        out->has_percent_sign = 1;
    }
    s = take_currency(s, out->currency);
    double factor = take_multiplier(&s);
    double number;
    if (s.size == 0 || !parse_plain(s, &number))
        return 0;
    *value = sign * number * factor;
    return isfinite(*value);
}

static int find_marker(struct cs_span cell, const struct cs_marker *markers, size_t n,
                       struct cs_cell_number *out)
{
    for (size_t i = 0; i < n; i++)
        if (cs_span_equals_nocase(cell, markers[i].text)) {
            out->kind = CS_CELL_MISSING;
            out->presence = markers[i].reason;
            out->low = out->high = NAN;
            return 1;
        }
    return 0;
}

static int parse_cap(struct cs_span cell, struct cs_cell_number *out)
{
    struct cs_span rest = {0};
    if (starts_with(cell, ">="))
        rest = drop(cell, 2);
    else if (starts_with(cell, "≥"))
        rest = drop(cell, 3);
    else if (cell.size > 1 && ends_with(cell, "+"))
        rest = (struct cs_span){cell.start, cell.size - 1};
    else
        return 0;
    if (!parse_amount(rest, &out->low, out))
        return 0;
    out->kind = CS_CELL_MISSING;
    out->presence = CS_AT_LEAST;
    out->high = NAN;
    return 1;
}

static int parse_range(struct cs_span cell, struct cs_cell_number *out)
{
    static const char *const dashes[] = {"–", "—", "-", " to "};
    for (size_t d = 0; d < sizeof dashes / sizeof *dashes; d++) {
        size_t n = strlen(dashes[d]);
        for (size_t i = 1; i + n < cell.size; i++) {
            if (memcmp(cell.start + i, dashes[d], n) != 0)
                continue;
            struct cs_span left = {cell.start, i}, right = drop(cell, i + n);
            if (parse_amount(left, &out->low, out) && parse_amount(right, &out->high, out) &&
                out->low <= out->high) {
                out->kind = CS_CELL_RANGE;
                return 1;
            }
        }
    }
    return 0;
}

struct cs_cell_number cs_cell_read_number(struct cs_span cell, const struct cs_marker *markers,
                                          size_t n_markers)
{
    struct cs_cell_number out = {.kind = CS_CELL_NUMBER, .presence = CS_PRESENT, .high = NAN};
    cell = cs_cell_text(cell);
    if (cs_number_parse(cell, &out.low))
        return out;
    if (find_marker(cell, markers, n_markers, &out) ||
        find_marker(cell, cs_common_markers, cs_n_common_markers, &out))
        return out;
    if (parse_amount(cell, &out.low, &out) || parse_cap(cell, &out) || parse_range(cell, &out))
        return out;
    return (struct cs_cell_number){.kind = CS_CELL_BAD, .low = NAN, .high = NAN};
}
