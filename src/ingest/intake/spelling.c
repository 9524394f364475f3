/* Codes in every spelling. Apart from keys.c, which knows columns and reference tables, because a
 * spelling is told from the cell alone. */
#include "ingest/intake/spelling.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/tidy.h"
#include "ingest/source/date.h"

struct cs_span cs_spell_cell(struct cs_span cell, struct cs_buf *storage)
{
    cell = cs_tidy_text(cell, storage);
    if (cell.size < 2 || cell.start[0] != '\'')
        return cell;
    bool is_quoted = cell.size > 2 && cell.start[cell.size - 1] == '\'';
    return cs_span_trim((struct cs_span){cell.start + 1, cell.size - 1 - (size_t)is_quoted});
}

static size_t count_digits(struct cs_span s)
{
    size_t n = 0;
    while (n < s.size && cs_is_digit(s.start[n]))
        n++;
    return n;
}

/* ".0", ".00", … at s, to its end. */
static bool is_point_zero(struct cs_span s)
{
    for (size_t i = 1; i < s.size; i++)
        if (s.start[i] != '0')
            return false;
    return s.size >= 2 && s.start[0] == '.';
}

static struct cs_span drop(struct cs_span s, size_t n)
{
    return (struct cs_span){s.start + n, s.size - n};
}

struct cs_span cs_spell_number(struct cs_span code, char out[CS_SPELLED_BYTES])
{
    size_t n = count_digits(code);
    if (!n || n >= CS_SPELLED_BYTES || !is_point_zero(drop(code, n)))
        return code;
    memcpy(out, code.start, n);
    return (struct cs_span){out, n};
}

/* Between the two and the four digits: a dash of any kind with or without blanks, or a blank. */
static size_t gap_at(struct cs_span s)
{
    size_t before = s.size && s.start[0] == ' ';
    size_t dash = cs_dash_length(drop(s, before));
    size_t after = dash && before + dash < s.size && s.start[before + dash] == ' ';
    return before + dash + after;
}

/* "436,013", "436 013", as a number with a mark of thousands is shown: the six digits, and what
 * stands behind.
 */
static bool take_thousands(struct cs_span code, char digits[6], struct cs_span *behind)
{
    if (count_digits(code) != 3 || code.size < 7 || !strchr(", '", code.start[3]) ||
        !code.start[3] || count_digits(drop(code, 4)) != 3)
        return false;
    memcpy(digits, code.start, 3);
    memcpy(digits + 3, code.start + 4, 3);
    *behind = drop(code, 7);
    return true;
}

/* "4.36013E+05": the digits before and behind the mark, and the power of ten; 0 for anything else.
 * "1E5" may be a code of somebody's own. */
static size_t split_scientific(struct cs_span code, char digits[6], int *power)
{
    size_t n =
        count_digits(code) == 1 && code.size > 2 && (code.start[1] == '.' || code.start[1] == ',')
            ? count_digits(drop(code, 2))
            : 0;
    size_t at = n ? 2 + n : 1;
    bool is_signed = code.size > at + 1 && (code.start[at + 1] == '+' || code.start[at + 1] == '-');
    struct cs_span tail = drop(code, code.size > at ? at + 1 + is_signed : code.size);
    if (count_digits(code) != 1 || code.size <= at || cs_to_lower(code.start[at]) != 'e' ||
        tail.size == 0 || tail.size > 3 || count_digits(tail) != tail.size || (!n && !is_signed))
        return 0;
    *power = 0;
    for (size_t i = 0; i < tail.size; i++)
        *power = *power * 10 + tail.start[i] - '0';
    *power = is_signed && code.start[at + 1] == '-' ? -*power : *power;
    digits[0] = code.start[0];
    memcpy(digits + 1, code.start + 2, n < 5 ? n : 5);
    return n + 1;
}

bool cs_spell_lacks_digits(struct cs_span code)
{
    char digits[6];
    int power;
    size_t n = split_scientific(code, digits, &power);
    return n > 0 && (n != sizeof digits || power != 5);
}

/* Digits, a gap and digits: "43-6013", and what stands behind. */
static bool take_soc(struct cs_span code, char digits[6], struct cs_span *behind)
{
    size_t lead = count_digits(code);
    size_t gap = lead == 2 ? gap_at(drop(code, 2)) : 0;
    struct cs_span rest = drop(code, lead == 2 ? 2 + gap : 0);
    size_t n = count_digits(rest);
    int power;
    if (lead == 6) {
        memcpy(digits, code.start, 6);
        *behind = drop(code, 6);
        return true;
    }
    if (take_thousands(code, digits, behind))
        return true;
    if (split_scientific(code, digits, &power) == 6 && power == 5) {
        *behind = drop(code, code.size);
        return true;
    }
    if (lead != 2 || !gap || n != 4)
        return false;
    memcpy(digits, code.start, 2);
    memcpy(digits + 2, rest.start, 4);
    *behind = drop(rest, 4);
    return true;
}

bool cs_spell_soc_point(struct cs_span code, char out[CS_SPELLED_BYTES])
{
    bool is_code = code.size == 7 && (code.start[2] == '.' || code.start[2] == ',') &&
                   count_digits(code) == 2 && count_digits(drop(code, 3)) == 4;
    if (is_code)
        snprintf(out, CS_SPELLED_BYTES, "%.2s-%.4s", code.start, code.start + 3);
    return is_code;
}

struct cs_span cs_spell_soc(struct cs_span code, char out[CS_SPELLED_BYTES])
{
    char digits[6];
    struct cs_span behind;
    if (code.size == 7 && code.start[2] == '-' && count_digits(code) == 2 &&
        count_digits(drop(code, 3)) == 4)
        return code; /* as nearly all are */
    if (!take_soc(code, digits, &behind))
        return cs_spell_number(code, out);
    bool is_detail =
        behind.size == 3 && behind.start[0] == '.' && count_digits(drop(behind, 1)) == 2;
    bool is_plain = behind.size == 0 || is_point_zero(behind);
    if (!is_plain && !is_detail)
        return code;
    int n = snprintf(out, CS_SPELLED_BYTES, "%.2s-%.4s%.*s", digits, digits + 2,
                     is_plain ? 0 : (int)behind.size, behind.start);
    return (struct cs_span){out, (size_t)n};
}

static struct cs_span write_fips(const char *digits, size_t n, char out[CS_SPELLED_BYTES])
{
    char last = n == 1 ? digits[0] : digits[1]; /* they may stand in out */
    out[0] = n == 1 ? '0' : digits[0];
    out[1] = last;
    return (struct cs_span){out, 2};
}

struct cs_span cs_spell_fips(struct cs_span code, bool is_of_states, char out[CS_SPELLED_BYTES])
{
    code = cs_spell_number(code, out);
    size_t n = count_digits(code);
    if (n != code.size || n == 0)
        return code;
    if (n == 1 && is_of_states)
        return write_fips(code.start, 1, out);
    bool is_whole_state =
        (n == 7 || n == 5) && memcmp(code.start + 2, "00000", n - 2) == 0; /* not of its parts */
    if (is_whole_state)
        return write_fips(code.start, 2, out);
    /* A metropolitan area in a field of seven digits. */
    return n == 7 && memcmp(code.start, "00", 2) == 0 ? drop(code, 2) : code;
}

struct cs_span cs_spell_title(struct cs_span title, struct cs_span *code)
{
    size_t open = title.size;
    while (open > 0 && title.start[open - 1] != '(')
        open--;
    if (open < 2 || title.start[title.size - 1] != ')')
        return title;
    struct cs_span inside = {title.start + open, title.size - open - 1};
    static const char word[] = "SOC code ";
    if (inside.size > sizeof word && memcmp(inside.start, word, sizeof word - 1) == 0)
        inside = cs_span_trim(drop(inside, sizeof word - 1));
    size_t n = count_digits(inside);
    bool is_soc =
        n == 2 && inside.size == 7 && inside.start[2] == '-' && count_digits(drop(inside, 3)) == 4;
    if ((n != inside.size || n < 5 || n > 7) && !is_soc)
        return title;
    *code = inside;
    return cs_span_trim((struct cs_span){title.start, open - 1});
}

/* ---- dates that were codes ---- */

/* The month and the day, or the last two digits of a year, of "5-Mar" and "Mar-05"; 0 for anything
 * else. */
static bool split_short(struct cs_span cell, int *month, int *number)
{
    char text[16];
    struct cs_period date;
    size_t lead = count_digits(cell);
    size_t tail = 0;
    while (tail < cell.size && cs_is_digit(cell.start[cell.size - tail - 1]))
        tail++;
    size_t n = lead ? lead : tail;
    if ((lead && tail) || n < 1 || n > 2 || cell.size < n + 4 || cell.size > n + 5)
        return false;
    const char *digits = lead ? cell.start : cell.start + cell.size - n;
    const char *name = lead ? cell.start + n : cell.start;
    char mark = lead ? name[0] : name[cell.size - n - 1];
    *number = n == 2 ? (digits[0] - '0') * 10 + digits[1] - '0' : digits[0] - '0';
    snprintf(text, sizeof text, "%.*s 2001", (int)(cell.size - n - 1), name + (lead ? 1 : 0));
    if (mark != '-' || cs_date_read(cs_span_of(text), 0, &date) != CS_DATE_READ || !date.month ||
        date.day)
        return false;
    *month = date.month;
    return true;
}

/* Whether the cell can be a date at all, and no code: it names a month, has slashes, or is a whole
 * ISO date. */
static bool looks_like_date(struct cs_span cell)
{
    size_t n_letters = 0, n_marks = 0, n_slashes = 0;
    for (size_t i = 0; i < cell.size; i++) {
        n_letters += (size_t)cs_is_alpha(cell.start[i]);
        n_marks += cell.start[i] == '-';
        n_slashes += cell.start[i] == '/';
    }
    return cell.size >= 6 &&
           (n_letters >= 3 || n_slashes == 2 || (n_marks == 2 && count_digits(cell) == 4));
}

/* Reads a whole date, its month in *month, by the order given. */
static bool read_date(struct cs_span cell, unsigned order, struct cs_period *date)
{
    return looks_like_date(cell) && cs_date_read(cell, order, date) == CS_DATE_READ && date->month;
}

/* "3121-11-01", as date cells of workbooks are read. */
static bool is_first_of_month(struct cs_span cell)
{
    for (size_t i = 0; i < cell.size; i++)
        if (i == 4 || i == 7 ? cell.start[i] != '-' : !cs_is_digit(cell.start[i]))
            return false;
    return cell.size == 10 && memcmp(cell.start + 8, "01", 2) == 0;
}

enum cs_from_date cs_spell_soc_date(struct cs_span cell, char out[CS_SPELLED_BYTES])
{
    struct cs_period date;
    int month, number, is_date = false;
    if (split_short(cell, &month, &number))
        return CS_DATE_IS_VAGUE;
    if (is_first_of_month(cell)) { /* of years to come too: 11-3121 */
        snprintf(out, CS_SPELLED_BYTES, "11-%.4s", cell.start);
        return memcmp(cell.start + 5, "11", 2) == 0 ? CS_DATE_IS_CODE : CS_DATE_IS_VAGUE;
    }
    for (unsigned order = CS_DAY_FIRST; order <= CS_MONTH_FIRST; order <<= 1) {
        if (!read_date(cell, order, &date))
            continue;
        is_date = true;
        if (date.month != 11 || date.day > 1) /* 11 is the only major group that is a month */
            continue;
        snprintf(out, CS_SPELLED_BYTES, "11-%04d", date.start_year);
        return CS_DATE_IS_CODE;
    }
    return is_date ? CS_DATE_IS_VAGUE : CS_NOT_A_DATE;
}

static enum cs_from_date write_range(char out[CS_SPELLED_BYTES], int a, int b)
{
    if (a == b)
        return CS_DATE_IS_VAGUE;
    snprintf(out, CS_SPELLED_BYTES, "%d-%d", a < b ? a : b, a < b ? b : a);
    return CS_DATE_IS_CODE;
}

enum cs_from_date cs_spell_range_date(struct cs_span cell, char out[CS_SPELLED_BYTES])
{
    enum { LAST_DAY = 31 };
    struct cs_period date;
    int month, number;
    if (split_short(cell, &month, &number)) {
        bool is_day_first = cs_is_digit(cell.start[0]);
        bool is_range = is_day_first ? number <= LAST_DAY : number > LAST_DAY;
        return is_range ? write_range(out, month, number) : CS_DATE_IS_VAGUE;
    }
    if (!read_date(cell, CS_DAY_FIRST, &date) && !read_date(cell, CS_MONTH_FIRST, &date))
        return CS_NOT_A_DATE;
    if (date.day == 1 && date.start_year > 1900 + LAST_DAY && date.start_year < 2000)
        return write_range(out, date.month, date.start_year % 100); /* 6-50 → June 1950 */
    return date.day ? write_range(out, date.month, date.day) : CS_DATE_IS_VAGUE;
}
