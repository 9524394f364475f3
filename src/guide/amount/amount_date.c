/* Years, spans of years and codes of occupations. */
#include "base/text.h"

#include <stdbool.h>
#include "guide/amount/amount_read.h"

static const char *const months[] = {
    "January",   "February", "March",    "April",    "May",  "June", "July", "August",
    "September", "October",  "November", "December", "Jan",  "Feb",  "Mar",  "Apr",
    "Jun",       "Jul",      "Aug",      "Sep",      "Sept", "Oct",  "Nov",  "Dec"};

/* Where only a year can stand, any four digits are one, however wrong: "in May 9024",
 * "2424-34", "Employment, 2924". */
static bool is_dated(const struct cs_amount_reader *r, size_t i)
{
    static const char *const before[] = {"from", "since", "through"};
    size_t end = i;
    while (end > 0 && r->text[end - 1] == ' ')
        end--;
    for (size_t w = 0; w < sizeof before / sizeof before[0]; w++) {
        if (end < i && cs_amount_ends_with(r, end, before[w]))
            return true;
    }
    for (size_t w = 0; end < i && w < sizeof months / sizeof months[0]; w++) {
        if (cs_amount_ends_with(r, end, months[w]))
            return true;
    }
    bool is_span = (cs_amount_at(r, i + 4) == '-' && cs_is_digit(cs_amount_at(r, i + 5)) &&
                    cs_is_digit(cs_amount_at(r, i + 6)) && !cs_is_digit(cs_amount_at(r, i + 7))) ||
                   cs_amount_starts(r, i + 4, " to 20");
    bool is_last = i + 4 == r->size || (i + 5 == r->size && strchr(".:)", r->text[i + 4]));
    bool is_label_end =
        is_last && end > 0 && (r->text[end - 1] == ',' || cs_amount_ends_with(r, end, "in"));
    bool is_label_start =
        i == 0 && cs_amount_at(r, 4) == ' ' && cs_is_alpha(cs_amount_at(r, 5)) && r->size < 40;
    int ends_span = end >= 7 && cs_amount_ends_with(r, end, "to") &&
                    cs_is_digit(r->text[end - 4]) &&
                    (r->text[end - 7] == '2' || r->text[end - 7] == '1');
    return is_span || is_label_end || is_label_start || ends_span;
}

bool cs_amount_is_day(const struct cs_amount_reader *r, size_t i, size_t end)
{
    size_t before = i, after = cs_amount_skip_space(r, end);
    bool is_short = end - i == 1 || (end - i == 2 && r->text[i] <= '3');
    if (!is_short || r->text[i] == '0' + (end - i == 1))
        return false;
    while (before > 0 && strchr(" .", r->text[before - 1]))
        before--;
    char next = cs_amount_at(r, end);
    int ends_date =
        !next || strchr(",.;:)-", next) || (next == ' ' && cs_is_digit(cs_amount_at(r, end + 1)));
    for (size_t k = 0; k < sizeof months / sizeof months[0]; k++) {
        size_t past = after + strlen(months[k]);
        if (before < i && ends_date && cs_amount_ends_with(r, before, months[k]))
            return true;
        past += cs_amount_at(r, past) == '.';
        if (after > end && cs_amount_has_word(r, after, months[k]) &&
            r->text[after] == months[k][0] && cs_amount_at(r, past) == ' ' &&
            cs_is_digit(cs_amount_at(r, past + 1)))
            return true;
    }
    return false;
}

/* "2024-05-15", "2024-05": the end of the rest of a date behind a year; `end` without one. */
static size_t rest_of_date(const struct cs_amount_reader *r, size_t end, int year)
{
    char ten = cs_amount_at(r, end + 1), unit = cs_amount_at(r, end + 2);
    if (cs_amount_at(r, end) != '-' || !cs_is_digit(ten) || !cs_is_digit(unit) ||
        cs_is_alnum(cs_amount_at(r, end + 3)))
        return end;
    int month = (ten - '0') * 10 + unit - '0';
    if (month < 1 || month > 12)
        return end;
    if (cs_amount_at(r, end + 3) == '-' && cs_is_digit(cs_amount_at(r, end + 4)) &&
        cs_is_digit(cs_amount_at(r, end + 5)) && !cs_is_alnum(cs_amount_at(r, end + 6)))
        return end + 6;
    return month < year % 100 && !cs_is_digit(cs_amount_at(r, end + 4)) ? end + 3 : end;
}

/* "about 2000 jobs": a round count, no year. */
static bool is_count(const struct cs_amount_reader *r, size_t i)
{
    static const char *const before[] = {"about",      "around",  "roughly",       "nearly",
                                         "almost",     "some",    "approximately", "more than",
                                         "fewer than", "at least"};
    static const char *const nouns[] = {"jobs",      "openings", "positions", "workers",  "people",
                                        "employees", "new",      "hours",     "students", "job"};
    size_t end = i, next = cs_amount_skip_space(r, i + 4);
    bool is_loose = false, is_counted = false;
    while (end > 0 && r->text[end - 1] == ' ')
        end--;
    for (size_t k = 0; k < sizeof before / sizeof before[0]; k++)
        is_loose |= cs_amount_ends_with(r, end, before[k]);
    for (size_t k = 0; is_loose && k < sizeof nouns / sizeof nouns[0]; k++)
        is_counted |= cs_amount_has_word(r, next, nouns[k]);
    return is_counted;
}

/* "May 2024.1 The survey": a footnote's digit behind the full stop. */
static bool has_note(const struct cs_amount_reader *r, size_t i)
{
    size_t k = i + 5;
    while (k < i + 7 && cs_is_digit(cs_amount_at(r, k)))
        k++;
    return k == r->size || (cs_amount_at(r, k) == ' ' && cs_amount_at(r, k + 1) >= 'A' &&
                            cs_amount_at(r, k + 1) <= 'Z');
}

static int year_at(const struct cs_amount_reader *r, size_t i)
{
    for (size_t k = 0; k < 4; k++) {
        if (!cs_is_digit(cs_amount_at(r, i + k)))
            return 0;
    }
    if (cs_is_digit(cs_amount_at(r, i + 4)) ||
        (cs_amount_at(r, i + 4) == ',' && cs_is_digit(cs_amount_at(r, i + 5))) ||
        (cs_amount_at(r, i + 4) == '.' && cs_is_digit(cs_amount_at(r, i + 5)) && !has_note(r, i)))
        return 0;
    int year = 0;
    for (size_t k = 0; k < 4; k++)
        year = year * 10 + (r->text[i + k] - '0');
    return (year >= 1950 && year <= 2099) || (year >= 1000 && is_dated(r, i)) ? year : 0;
}

/* "2024-34", "2024 to 2034", "2024 and 2034" after "between": the end of it, or 0. */
static size_t span_end(const struct cs_amount_reader *r, size_t i, int from,
                       struct cs_period *period)
{
    size_t k = cs_amount_skip_space(r, i + 4);
    bool is_dash = cs_amount_at(r, k) == '-' || cs_amount_at(r, k) == '/';
    static const char *const joints[] = {"to ", "through ", "until ", "and "};
    size_t next = is_dash ? cs_amount_skip_space(r, k + 1) : 0;
    for (size_t w = 0; !is_dash && w < 4; w++) {
        if (cs_amount_starts(r, k, joints[w]) && (w < 3 || cs_amount_ends_with(r, i, "between ")))
            next = cs_amount_skip_space(r, k + strlen(joints[w]));
    }
    if (!next)
        return 0;
    int to = year_at(r, next);
    size_t end = next + 4;
    if (!to && is_dash && cs_is_digit(cs_amount_at(r, next)) &&
        cs_is_digit(cs_amount_at(r, next + 1)) && !cs_is_alnum(cs_amount_at(r, next + 2)) &&
        cs_amount_read_percent(r, next + 2) == next + 2 && /* "in 2034 - 15 percent" */
        !(cs_amount_at(r, next + 2) == '-' && cs_is_digit(cs_amount_at(r, next + 3)))) {
        to = from / 100 * 100 + (r->text[next] - '0') * 10 + r->text[next + 1] - '0';
        to += to < from && from % 100 > 85 ? 100 : 0;
        end = next + 2;
    }
    bool is_pair = cs_amount_at(r, i + 4) == ' ' && cs_amount_at(r, k) == '/' && end == next + 4;
    if (!to || is_pair || (to <= from && !is_dash && end != next + 4))
        return 0; /* "Jobs 2024 / 2034": two years, each of its own number */
    *period = (struct cs_period){.start_year = from, .end_year = to};
    return end;
}

static size_t code_end(const struct cs_amount_reader *r, size_t i)
{
    for (size_t k = 0; k < 7; k++) {
        char c = cs_amount_at(r, i + k);
        if (k == 2 ? c != '-' : !cs_is_digit(c))
            return 0;
    }
    size_t end = i + 7;
    if (cs_amount_at(r, end) == '.' && cs_is_digit(cs_amount_at(r, end + 1)) &&
        cs_is_digit(cs_amount_at(r, end + 2)))
        end += 3;
    return cs_is_alnum(cs_amount_at(r, end)) || cs_amount_at(r, end) == '-' ? 0 : end;
}

bool cs_amount_read_year_or_code(const struct cs_amount_reader *r, size_t i, struct cs_amount *out)
{
    size_t end = code_end(r, i);
    int year = is_count(r, i) ? 0 : year_at(r, i);
    out->start = i;
    if (end) {
        out->kind = CS_AMOUNT_CODE;
    } else if (year) {
        end = rest_of_date(r, i + 4, year) > i + 4 ? 0 : span_end(r, i, year, &out->period);
        out->kind = end ? CS_AMOUNT_SPAN : CS_AMOUNT_YEAR;
        if (!end) {
            end = rest_of_date(r, i + 4, year);
            out->period = (struct cs_period){.start_year = year, .end_year = year};
        }
        if (cs_is_alpha(cs_amount_at(r, end)) || cs_amount_read_percent(r, end) > end)
            return false;
    }
    out->end = out->value_end = end;
    return end > 0;
}
