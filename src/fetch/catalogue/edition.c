/* Arithmetic of editions: months counted from the first one. Apart from the catalogue, which reads
 * the rules, so that the rules can be tried on any day. */
#include "fetch/catalogue/edition.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/text.h"

enum { MONTHS = 12, CENTURY = 100 };

static int days_in(int year, int month)
{
    static const int days[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

bool cs_date_parse(const char *text, struct cs_date *date)
{
    int64_t parts[3];
    if (strlen(text) != strlen("2026-11-30") || text[4] != '-' || text[7] != '-')
        return false;
    if (!cs_integer_parse((struct cs_span){text, 4}, &parts[0]) ||
        !cs_integer_parse((struct cs_span){text + 5, 2}, &parts[1]) ||
        !cs_integer_parse((struct cs_span){text + 8, 2}, &parts[2]))
        return false;
    if (parts[0] < 1900 || parts[1] < 1 || parts[1] > MONTHS || parts[2] < 1 ||
        parts[2] > days_in((int)parts[0], (int)parts[1]))
        return false;
    *date = (struct cs_date){(int)parts[0], (int)parts[1], (int)parts[2]};
    return true;
}

/* Earlier: negative, the same: 0, later: positive. */
static int compare_dates(struct cs_date a, struct cs_date b)
{
    int years = a.year - b.year, months = a.month - b.month;
    return years ? years : months ? months : a.day - b.day;
}

struct cs_date cs_date_add_months(struct cs_date date, int months)
{
    int count = date.year * MONTHS + date.month - 1 + months;
    struct cs_date later = {count / MONTHS, count % MONTHS + 1, date.day};
    int last = days_in(later.year, later.month);
    later.day = later.day > last ? last : later.day;
    return later;
}

struct cs_date cs_edition_published(const struct cs_edition_rule *rule, int edition)
{
    return cs_date_add_months(rule->published, edition * rule->step_months);
}

int cs_edition_due(const struct cs_edition_rule *rule, struct cs_date today)
{
    int edition = CS_NO_EDITION;
    while (edition + 1 < CS_MOST_EDITIONS &&
           compare_dates(cs_edition_published(rule, edition + 1), today) <= 0)
        edition++;
    return edition;
}

bool cs_edition_is_in(const char *pattern)
{
    return strchr(pattern, '{') != NULL;
}

/* One placeholder without its braces. */
static bool fill_one(const struct cs_edition_rule *rule, int edition, struct cs_span name,
                     struct cs_buf *out)
{
    int months = rule->year * MONTHS + rule->month - 1 + edition * rule->step_months;
    int year = months / MONTHS, minor = rule->minor + edition;
    if (cs_span_equals(name, "year"))
        cs_buf_printf(out, "%04d", year);
    else if (cs_span_equals(name, "yy"))
        cs_buf_printf(out, "%02d", year % CENTURY);
    else if (cs_span_equals(name, "yy+10"))
        cs_buf_printf(out, "%02d", (year + 10) % CENTURY);
    else if (cs_span_equals(name, "month"))
        cs_buf_printf(out, "%02d", months % MONTHS + 1);
    else if (cs_span_equals(name, "major") && rule->minors)
        cs_buf_printf(out, "%d", rule->major + minor / rule->minors);
    else if (cs_span_equals(name, "minor") && rule->minors)
        cs_buf_printf(out, "%d", minor % rule->minors);
    else
        return false;
    return true;
}

bool cs_edition_fill(const struct cs_edition_rule *rule, int edition, const char *pattern,
                     struct cs_buf *out)
{
    for (const char *p = pattern; *p;) {
        size_t n_plain = strcspn(p, "{");
        cs_buf_put(out, p, n_plain);
        p += n_plain;
        if (!*p)
            break;
        const char *end = strchr(p, '}');
        if (!end || !fill_one(rule, edition, (struct cs_span){p + 1, (size_t)(end - p - 1)}, out))
            return false;
        p = end + 1;
    }
    return true;
}

/* Whether a filled pattern fits the text: at its start, or as a file's name does. */
static bool fits(const struct cs_edition_rule *rule, int edition, const char *pattern,
                 const char *text, bool is_name)
{
    struct cs_buf filled;
    cs_buf_init(&filled);
    bool is_filled = cs_edition_fill(rule, edition, pattern, &filled) && filled.size;
    bool is_fit = is_filled && (is_name ? fnmatch(cs_buf_text(&filled), text, FNM_CASEFOLD) == 0
                                        : cs_starts_with(text, cs_buf_text(&filled)));
    cs_buf_clear(&filled);
    return is_fit;
}

int cs_edition_of_period(const struct cs_edition_rule *rule, int newest, const char *period)
{
    const char *last = strrchr(period, ' ');
    last = last ? last + 1 : period;
    for (int edition = newest; edition >= 0; edition--)
        if (fits(rule, edition, rule->label, last, false))
            return edition;
    return CS_NO_EDITION;
}

int cs_edition_of_name(const struct cs_edition_rule *rule, int newest, const char *pattern,
                       const char *name)
{
    for (int edition = newest; edition >= 0; edition--)
        if (fits(rule, edition, pattern, name, true))
            return edition;
    return CS_NO_EDITION;
}
