/* Marks between digits. A number is tried under either decimal mark; where only one of them makes a
 * number, the marks have proven it. Kept apart from cells so that a column's profile can ask for
 * the proof alone. Reference: Unicode CLDR number patterns (grouping 3, and 3;2 of the Indian
 * locales).
 */
#include "ingest/source/digits.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"

const char *cs_decimal_name(enum cs_decimal decimal)
{
    static const char *const names[] = {"untold", "point", "comma"};
    return names[decimal];
}

enum mark { NO_MARK, POINT, COMMA, BLANK, APOSTROPHE };

static const struct {
    const char *text;
    enum mark mark;
} marks[] = {
    {".", POINT},
    {",", COMMA},
    {" ", BLANK},
    {"\xC2\xA0", BLANK},
    {"\xE2\x80\xAF", BLANK},
    {"\xE2\x80\x89", BLANK},
    {"'", APOSTROPHE},
    {"\xE2\x80\x99", APOSTROPHE},
};

static enum mark mark_at(struct cs_span text, size_t *n_bytes)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        *n_bytes = strlen(marks[i].text);
        if (text.size >= *n_bytes && memcmp(text.start, marks[i].text, *n_bytes) == 0)
            return marks[i].mark;
    }
    *n_bytes = 0;
    return NO_MARK;
}

static struct cs_span skip(struct cs_span text, size_t n)
{
    return (struct cs_span){text.start + n, text.size - n};
}

struct cs_span cs_span_trim_wide(struct cs_span text)
{
    size_t n;
    for (;;) {
        text = cs_span_trim(text);
        if (mark_at(text, &n) != BLANK)
            break;
        text = skip(text, n);
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks;) {
        n = strlen(marks[i].text);
        bool is_there = marks[i].mark == BLANK && text.size >= n &&
                        memcmp(text.start + text.size - n, marks[i].text, n) == 0;
        text.size -= is_there ? n : 0;
        i = is_there ? 0 : i + 1;
    }
    return cs_span_trim(text);
}

enum { MOST_GROUPS = 12, MOST_DIGITS = 60 };

/* A number taken apart: sign, groups of digits with the mark before each, exponent. */
struct parts {
    char sign; /* '+', '-' or 0 */
    struct cs_span groups[MOST_GROUPS];
    enum mark before[MOST_GROUPS]; /* [0] is NO_MARK */
    size_t n;
    struct cs_span exponent; /* with its "e"; empty */
};

static size_t count_digits(struct cs_span text)
{
    size_t n = 0;
    while (n < text.size && cs_is_digit(text.start[n]))
        n++;
    return n;
}

static bool take_exponent(struct cs_span text, struct parts *out)
{
    size_t at = 1;
    if (text.size && (text.start[0] == 'e' || text.start[0] == 'E')) {
        at += text.size > 1 && (text.start[1] == '+' || text.start[1] == '-');
        size_t n = count_digits(skip(text, at));
        out->exponent = text;
        return n > 0 && at + n == text.size;
    }
    return text.size == 0;
}

static bool take_apart(struct cs_span text, struct parts *out)
{
    memset(out, 0, sizeof *out);
    if (text.size && (text.start[0] == '-' || text.start[0] == '+')) {
        out->sign = text.start[0];
        text = skip(text, 1);
    }
    enum mark mark = NO_MARK;
    for (;;) {
        size_t n = count_digits(text), n_mark;
        if (out->n == MOST_GROUPS)
            return false;
        out->before[out->n] = mark;
        out->groups[out->n++] = (struct cs_span){text.start, n};
        text = skip(text, n);
        mark = mark_at(text, &n_mark);
        if (mark == NO_MARK)
            break;
        text = skip(text, n_mark);
    }
    return (out->n > 1 || out->groups[0].size) && take_exponent(text, out);
}

/* Whether the first n groups are thousands: all after one mark, in threes or the Indian way. */
static bool are_thousands(const struct parts *parts, size_t n, enum mark decimal)
{
    const struct cs_span *groups = parts->groups;
    if (n == 1)
        return true;
    enum mark mark = parts->before[1];
    bool is_threes = groups[0].size >= 1 && groups[0].size <= 3, is_indian = mark == COMMA;
    for (size_t i = 1; i < n; i++) {
        if (parts->before[i] != mark || mark == decimal)
            return false;
        is_threes = is_threes && groups[i].size == 3;
        is_indian = is_indian && groups[i].size == (i + 1 < n ? 2 : 3);
    }
    is_indian = is_indian && groups[0].size >= 1 && groups[0].size <= 2;
    return (is_threes || is_indian) && groups[0].start[0] != '0';
}

/* The number in plain digits, when it is one under the decimal mark. */
static bool put_together(const struct parts *parts, enum mark decimal, double *out)
{
    char text[MOST_DIGITS + 16];
    bool has_fraction = parts->n > 1 && parts->before[parts->n - 1] == decimal;
    size_t n_whole = parts->n - has_fraction, length = 0;
    if (!are_thousands(parts, n_whole, decimal))
        return false;
    if (parts->sign)
        text[length++] = parts->sign;
    for (size_t i = 0; i < parts->n; i++) {
        if (length + parts->groups[i].size + parts->exponent.size + 2 > sizeof text)
            return false;
        if (i == n_whole)
            text[length++] = '.';
        memcpy(text + length, parts->groups[i].start, parts->groups[i].size);
        length += parts->groups[i].size;
    }
    if (parts->exponent.size)
        memcpy(text + length, parts->exponent.start, parts->exponent.size);
    return cs_number_parse((struct cs_span){text, length + parts->exponent.size}, out);
}

enum cs_marks cs_digits_marks(struct cs_span text)
{
    struct parts parts;
    double number;
    if (!take_apart(text, &parts))
        return CS_MARKS_BAD;
    bool has_mark =
        parts.n > 1 && (parts.before[parts.n - 1] == POINT || parts.before[parts.n - 1] == COMMA);
    bool is_point = put_together(&parts, POINT, &number);
    bool is_comma = put_together(&parts, COMMA, &number);
    if (!is_point || !is_comma)
        return is_point ? CS_MARKS_POINT : is_comma ? CS_MARKS_COMMA : CS_MARKS_BAD;
    if (!has_mark)
        return CS_MARKS_NONE;
    return parts.before[parts.n - 1] == POINT ? CS_MARKS_EITHER_POINT : CS_MARKS_EITHER_COMMA;
}

bool cs_digits_read(struct cs_span text, enum cs_decimal decimal, double *out)
{
    struct parts parts;
    if (decimal != CS_DECIMAL_COMMA && cs_number_parse(text, out))
        return true;
    if (!take_apart(text, &parts))
        return false;
    return (decimal != CS_DECIMAL_COMMA && put_together(&parts, POINT, out)) ||
           (decimal != CS_DECIMAL_POINT && put_together(&parts, COMMA, out));
}
