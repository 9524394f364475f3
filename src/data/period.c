/* The grammar of periods and their one written form. */
#include "data/period.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"

/* A dash of any kind at s: its bytes, or 0. */
static size_t dash_at(struct cs_span s)
{
    if (s.size && (s.start[0] == '-' || s.start[0] == '/'))
        return 1;
    if (s.size >= 3 && (unsigned char)s.start[0] == 0xE2 && (unsigned char)s.start[1] == 0x80 &&
        (unsigned char)s.start[2] >= 0x90 && (unsigned char)s.start[2] <= 0x95)
        return 3;
    return 0;
}

static struct cs_span skip(struct cs_span s, size_t n)
{
    return (struct cs_span){s.start + n, s.size - n};
}

/* Reads exactly n digits; leaves *s after them. */
static bool take_digits(struct cs_span *s, size_t n, int *value)
{
    if (s->size < n)
        return false;
    *value = 0;
    for (size_t i = 0; i < n; i++) {
        if (!cs_is_digit(s->start[i]))
            return false;
        *value = *value * 10 + (s->start[i] - '0');
    }
    *s = skip(*s, n);
    return true;
}

static bool is_year(int year)
{
    return year >= 1800 && year < 2200;
}

/* The year that two digits stand for behind a year of the same century. */
static int short_end(int start_year, int two_digits)
{
    return start_year / 100 * 100 + two_digits;
}

static bool parse_after_dash(struct cs_span rest, struct cs_period *period)
{
    int second, day;
    if (rest.size == 4 && take_digits(&rest, 4, &second)) {
        period->end_year = second;
        return is_year(second) && second > period->start_year;
    }
    if (!take_digits(&rest, 2, &second))
        return false;
    bool is_month = second >= 1 && second <= 12;
    if (rest.size == 3 && rest.start[0] == '-' && is_month) {
        rest = skip(rest, 1);
        period->month = second;
        bool is_day = take_digits(&rest, 2, &day) && day >= 1 && day <= 31;
        period->day = is_day ? day : 0;
        return is_day;
    }
    if (rest.size)
        return false;
    period->month = is_month ? second : 0;
    period->end_year = is_month ? period->start_year : short_end(period->start_year, second);
    return is_month || period->end_year > period->start_year;
}

/* "07/2014". */
static bool parse_month_first(struct cs_span text, struct cs_period *period)
{
    if (text.size != 7 || text.start[2] != '/' || !take_digits(&text, 2, &period->month))
        return false;
    text = skip(text, 1);
    if (!take_digits(&text, 4, &period->start_year))
        return false;
    period->end_year = period->start_year;
    return is_year(period->start_year) && period->month >= 1 && period->month <= 12;
}

bool cs_period_as_span(struct cs_period month, struct cs_period *span)
{
    *span = (struct cs_period){.start_year = month.start_year,
                               .end_year = short_end(month.start_year, month.month)};
    return month.month && !month.day && span->end_year > span->start_year;
}

bool cs_period_parse(struct cs_span text, struct cs_period *period)
{
    struct cs_span rest = cs_span_trim(text);
    *period = (struct cs_period){0};
    if (parse_month_first(rest, period))
        return true;
    *period = (struct cs_period){0};
    if (!take_digits(&rest, 4, &period->start_year) || !is_year(period->start_year))
        return false;
    period->end_year = period->start_year;
    if (rest.size == 0)
        return true;
    size_t dash = dash_at(rest);
    return dash && parse_after_dash(skip(rest, dash), period);
}

const char *cs_period_format(struct cs_period period, char out[CS_PERIOD_TEXT_BYTES])
{
    if (period.day)
        snprintf(out, CS_PERIOD_TEXT_BYTES, "%04d-%02d-%02d", period.start_year, period.month,
                 period.day);
    else if (period.month)
        snprintf(out, CS_PERIOD_TEXT_BYTES, "%04d-%02d", period.start_year, period.month);
    else if (!cs_period_is_span(period))
        snprintf(out, CS_PERIOD_TEXT_BYTES, "%04d", period.start_year);
    else if (period.start_year / 100 == period.end_year / 100 && period.end_year % 100 > 12)
        snprintf(out, CS_PERIOD_TEXT_BYTES, "%04d-%02d", period.start_year, period.end_year % 100);
    else
        snprintf(out, CS_PERIOD_TEXT_BYTES, "%04d-%04d", period.start_year, period.end_year);
    return out;
}

int cs_period_compare(struct cs_period a, struct cs_period b)
{
    if (a.end_year != b.end_year)
        return a.end_year < b.end_year ? -1 : 1;
    if (a.start_year != b.start_year)
        return a.start_year < b.start_year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

bool cs_period_is_span(struct cs_period period)
{
    return period.end_year != period.start_year;
}
