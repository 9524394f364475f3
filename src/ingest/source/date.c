/* The many forms of a date. Apart from data/period.c, whose one form is written and read back. */
#include "ingest/source/date.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/period.h"

enum { MOST_TOKENS = 3 };

struct token {
    int value;    /* of a number; of a month's name from 1 */
    bool is_name; /* of a month */
    size_t n_digits;
};
struct parts {
    struct token tokens[MOST_TOKENS];
    size_t n;
    bool has_points; /* between numbers */
};

static struct cs_span drop(struct cs_span s, size_t n)
{
    return (struct cs_span){s.start + n, s.size - n};
}

static size_t count_digits(struct cs_span s)
{
    size_t n = 0;
    while (n < s.size && cs_is_digit(s.start[n]))
        n++;
    return n;
}

/* Without "13:00", "T00:00:00Z" and the like at the end. */
static struct cs_span cut_time(struct cs_span s)
{
    for (size_t i = 1; i + 2 < s.size; i++) {
        struct cs_span after = drop(s, i + 1);
        size_t n = count_digits(after);
        bool is_time = (s.start[i] == ' ' || s.start[i] == 'T') && n >= 1 && n <= 2 &&
                       n < after.size && after.start[n] == ':';
        if (is_time)
            return cs_span_trim((struct cs_span){s.start, i});
    }
    return s;
}

/* "2023.0" → "2023". */
static struct cs_span cut_point_zero(struct cs_span s)
{
    size_t n = count_digits(s), i = n + 1;
    while (i < s.size && s.start[i] == '0')
        i++;
    bool is_whole = n >= 4 && i == s.size && s.size > n + 1 && s.start[n] == '.';
    return is_whole ? (struct cs_span){s.start, n} : s;
}

/* A month from its name, whole or its first three or four letters; 0 for another word. */
static int month_named(struct cs_span word)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    for (int m = 0; m < 12 && word.size >= 3; m++) {
        size_t n = strlen(names[m]);
        bool is_short = word.size == 3 || (word.size == 4 && m == 8);
        char start[16];
        memcpy(start, names[m], n + 1);
        if (is_short)
            start[word.size] = '\0';
        if (cs_span_equals_nocase(word, start))
            return m + 1;
    }
    return 0;
}

/* Whether a word may stand in a date and says nothing: "Mon", "Tuesday", "st" after 1. */
static bool is_filler(struct cs_span word)
{
    static const char *const words[] = {"st",       "nd",      "rd",        "th",       "of",
                                        "monday",   "tuesday", "wednesday", "thursday", "friday",
                                        "saturday", "sunday",  "mon",       "tue",      "wed",
                                        "thu",      "fri",     "sat",       "sun",      NULL};
    return cs_span_is_any(word, words);
}

static size_t count_letters(struct cs_span s)
{
    size_t n = 0;
    while (n < s.size && cs_is_alpha(s.start[n]))
        n++;
    return n;
}

static bool take_number(struct cs_span *s, struct parts *parts)
{
    size_t n = count_digits(*s);
    if (n > 8 || parts->n == MOST_TOKENS)
        return false;
    struct token token = {.n_digits = n};
    for (size_t i = 0; i < n; i++)
        token.value = token.value * 10 + (s->start[i] - '0');
    parts->tokens[parts->n++] = token;
    *s = drop(*s, n);
    return true;
}

static bool take_word(struct cs_span *s, struct parts *parts)
{
    size_t n = count_letters(*s);
    struct cs_span word = {s->start, n};
    *s = drop(*s, n);
    if (is_filler(word))
        return true;
    int month = month_named(word);
    if (!month || parts->n == MOST_TOKENS)
        return false;
    parts->tokens[parts->n++] = (struct token){.value = month, .is_name = true};
    return true;
}

/* Takes numbers and words apart; 0 when there is anything else, or nothing. */
static bool split(struct cs_span s, struct parts *parts)
{
    const char *start = s.start;
    *parts = (struct parts){0};
    while (s.size) {
        char c = s.start[0];
        bool is_taken = true;
        if (cs_is_digit(c))
            is_taken = take_number(&s, parts);
        else if (cs_is_alpha(c))
            is_taken = take_word(&s, parts);
        else if (strchr("-/., ", c) && s.start > start)
            s = drop(s, 1);
        else
            return false;
        parts->has_points |= c == '.';
        if (!is_taken)
            return false;
    }
    return parts->n > 0;
}

static int days_of(int month, int year)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

static int year_of(struct token token)
{
    if (token.is_name || (token.n_digits != 4 && token.n_digits != 2))
        return 0;
    if (token.n_digits == 4)
        return token.value;
    return token.value + (token.value < 69 ? 2000 : 1900);
}

/* A day of 0: the month alone. Returns 0 when there is no such date. */
static bool make(int year, int month, int day, struct cs_period *out)
{
    *out = (struct cs_period){year, year, month, day};
    return year >= 1800 && year < 2200 && month >= 1 && month <= 12 && day >= 0 &&
           day <= days_of(month, year);
}

/* Three numbers in one of the orders. */
static bool make_ordered(const struct token *t, unsigned order, struct cs_period *out)
{
    const struct token *year = order == CS_YEAR_FIRST ? &t[0] : &t[2];
    const struct token *month = order == CS_MONTH_FIRST ? &t[0] : &t[1];
    const struct token *day = order == CS_DAY_FIRST    ? &t[0]
                              : order == CS_YEAR_FIRST ? &t[2]
                                                       : &t[1];
    return month->n_digits <= 2 && day->n_digits <= 2 && day->value > 0 &&
           make(year_of(*year), month->value, day->value, out);
}

/* Two numbers, or a month's name and a number. */
static bool make_month(const struct parts *parts, struct cs_period *out)
{
    const struct token *a = &parts->tokens[0], *b = &parts->tokens[1];
    if (a->is_name) /* May 2023, May-23 */
        return !b->is_name && make(year_of(*b), a->value, 0, out);
    if (a->n_digits == 4) /* 2023-5, 2023 May; 2023.5 is no month */
        return (b->is_name || (b->n_digits <= 2 && !parts->has_points)) &&
               make(a->value, b->value, 0, out);
    return a->n_digits <= 2 && b->n_digits == 4 && make(b->value, a->value, 0, out);
}

/* Three parts one of which is the name of a month. */
static bool make_named(const struct token *t, struct cs_period *out)
{
    if (t[0].is_name) /* May 1, 2023 */
        return t[1].n_digits <= 2 && t[1].value > 0 &&
               make(year_of(t[2]), t[0].value, t[1].value, out);
    if (!t[1].is_name || t[2].is_name)
        return false;
    if (t[0].n_digits == 4) /* 2023 May 1 */
        return t[2].n_digits <= 2 && t[2].value > 0 &&
               make(t[0].value, t[1].value, t[2].value, out);
    return t[0].n_digits <= 2 && t[0].value > 0 && make(year_of(t[2]), t[1].value, t[0].value, out);
}

/* "2023", "202305", "20230501". */
static bool make_packed(struct token token, struct cs_period *out)
{
    int n = token.value;
    *out = (struct cs_period){n, n, 0, 0};
    if (token.n_digits == 4)
        return n >= 1800 && n < 2200;
    if (token.n_digits == 6)
        return make(n / 100, n % 100, 0, out);
    return token.n_digits == 8 && n % 100 > 0 && make(n / 10000, n / 100 % 100, n % 100, out);
}

/* Whether three numbers say their order by their form: the year has four digits and stands first.
 */
static bool is_settled(const struct token *t)
{
    return t[0].n_digits == 4;
}

static bool has_name(const struct parts *parts)
{
    for (size_t i = 0; i < parts->n; i++)
        if (parts->tokens[i].is_name)
            return true;
    return false;
}

/* Forms that do not depend on an order. -1: three numbers that do. */
static int read_settled(const struct parts *parts, struct cs_period *out)
{
    if (parts->n == 1)
        return !parts->tokens[0].is_name && make_packed(parts->tokens[0], out);
    if (parts->n == 2)
        return make_month(parts, out);
    if (has_name(parts))
        return make_named(parts->tokens, out);
    return is_settled(parts->tokens) ? make_ordered(parts->tokens, CS_YEAR_FIRST, out) : -1;
}

static bool take_apart(struct cs_span text, struct parts *parts)
{
    text = cut_point_zero(cut_time(cs_span_trim(text)));
    return text.size && cs_is_alnum(text.start[text.size - 1]) && split(text, parts);
}

unsigned cs_date_orders(struct cs_span text)
{
    struct parts parts;
    struct cs_period ignored;
    unsigned orders = 0;
    if (!take_apart(text, &parts) || read_settled(&parts, &ignored) >= 0)
        return CS_ALL_ORDERS;
    for (unsigned order = CS_DAY_FIRST; order <= CS_YEAR_FIRST; order <<= 1)
        if ((!parts.has_points || order == CS_DAY_FIRST) &&
            make_ordered(parts.tokens, order, &ignored))
            orders |= order;
    return orders ? orders : CS_ALL_ORDERS;
}

enum cs_date_reading cs_date_read(struct cs_span text, unsigned orders, struct cs_period *out)
{
    struct parts parts;
    *out = (struct cs_period){0};
    int found = take_apart(text, &parts) ? read_settled(&parts, out) : 0;
    if (found >= 0) {
        *out = found ? *out : (struct cs_period){0};
        return found ? CS_DATE_READ : CS_DATE_NONE;
    }
    enum cs_date_reading reading = CS_DATE_NONE;
    *out = (struct cs_period){0};
    for (unsigned order = CS_DAY_FIRST; order <= CS_YEAR_FIRST; order <<= 1) {
        struct cs_period one;
        if (!(orders & order) || (parts.has_points && order != CS_DAY_FIRST) ||
            !make_ordered(parts.tokens, order, &one))
            continue;
        int differs = reading != CS_DATE_NONE && cs_period_compare(*out, one) != 0;
        int year = differs && out->start_year != one.start_year ? 0 : one.start_year;
        *out = differs ? (struct cs_period){year, year, 0, 0} : one;
        reading = differs || reading == CS_DATE_UNCLEAR ? CS_DATE_UNCLEAR : CS_DATE_READ;
    }
    return reading;
}
