/* The words of --period. Apart from request.c because whoever loads and whoever selects must take
 * a word to mean the same periods. */
#include "cli/input/request_periods.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "data/period.h"

/* A year stands for its months too; a span only for itself. */
static bool is_period_within(struct cs_period asked, struct cs_period period)
{
    if (cs_period_compare(asked, period) == 0)
        return true;
    return !cs_period_is_span(asked) && !asked.month && !cs_period_is_span(period) &&
           period.start_year == asked.start_year;
}

bool cs_request_periods_read(const char *word, struct cs_request_periods *asked)
{
    const char *dots = strstr(word, "..");
    *asked =
        (struct cs_request_periods){.is_all = strcmp(word, "all") == 0, .is_range = dots != NULL};
    if (asked->is_all)
        return true;
    if (dots)
        return cs_period_parse((struct cs_span){word, (size_t)(dots - word)}, &asked->first) &&
               cs_period_parse(cs_span_of(dots + 2), &asked->last) &&
               cs_period_compare(asked->first, asked->last) <= 0;
    return cs_period_parse(cs_span_of(word), &asked->first);
}

bool cs_request_periods_take(const struct cs_request_periods *asked, struct cs_period period)
{
    if (asked->is_all || !period.start_year)
        return asked->is_all;
    if (asked->is_range)
        return period.end_year >= asked->first.start_year &&
               period.end_year <= asked->last.end_year;
    return is_period_within(asked->first, period);
}

const char *cs_request_periods_hint(const char *word, struct cs_arena *arena)
{
    static const char *const newest[] = {"latest", "newest", "last", "current", "now", NULL};
    struct cs_span span = cs_span_of(word);
    size_t n = strspn(word, "0123456789");
    if (cs_span_is_any(span, newest))
        return "without --period the newest is used";
    if (n == 2 && word[n] == '\0')
        return cs_arena_printf(arena, "write the year whole: 20%s", word);
    if (strstr(word, ".."))
        return "a range has two ends, the earlier one first: 2010..2020";
    return "periods look like 2024, 2024-05 (May 2024), 2024-34 (projections), 2010..2020 or all; "
           "none: without a period";
}
