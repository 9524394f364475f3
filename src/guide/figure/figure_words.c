/* Words that several figures' sentences share, so that a place or year reads alike in all. */
#include "guide/figure/figure_words.h"

#include <string.h>

#include "base/arena.h"
#include "data/period.h"

const char *cs_region_in_sentence(const char *code, const char *name, struct cs_arena *arena)
{
    static const char *const with_article[] = {"US", "GB",  "GBR", "NL", "NLD",
                                               "PH", "PHL", "DC",  "VI", "MP"};
    for (size_t i = 0; code && i < sizeof with_article / sizeof *with_article; i++)
        if (strcmp(code, with_article[i]) == 0)
            return cs_arena_printf(arena, "the %s", name);
    return name;
}

/* A month or year. */
static const char *date_words(struct cs_period p, struct cs_arena *arena)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    if (p.start_year == 0)
        return "";
    if (p.month)
        return cs_arena_printf(arena, "%s %d", months[p.month - 1], p.start_year);
    return cs_arena_printf(arena, "%d", p.start_year);
}

const char *cs_period_in_sentence(struct cs_period p, struct cs_arena *arena)
{
    if (!cs_period_is_span(p))
        return date_words(p, arena);
    return cs_arena_printf(arena, "%d to %d", p.start_year, p.end_year);
}

const char *cs_period_short(struct cs_period p, struct cs_arena *arena)
{
    if (!cs_period_is_span(p))
        return date_words(p, arena);
    if (p.start_year / 100 == p.end_year / 100)
        return cs_arena_printf(arena, "%d–%02d", p.start_year, p.end_year % 100);
    return cs_arena_printf(arena, "%d–%d", p.start_year, p.end_year);
}

const char *cs_per_in_sentence(struct cs_unit unit)
{
    static const char *const words[] = {"", "a year", "a month", "a week", "a day", "an hour"};
    return unit.kind == CS_UNIT_MONEY ? words[unit.per] : "";
}
