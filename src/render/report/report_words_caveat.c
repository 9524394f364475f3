/* What a publisher says against reading its vintages as a series: told in full with the first
 * figure that it limits; further on the report refers to that place. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "render/report/report_parts.h"

/* The sentence of a source's caveat that speaks against reading its vintages as a series. */
static const char *series_caveat(const struct cs_found *found, struct cs_arena *arena)
{
    const char *text = found->source ? found->source->caveat : NULL;
    const char *words = text ? strstr(text, "time series") : NULL;
    if (!words)
        return NULL;
    const char *start = text, *end = strstr(words, ". ");
    for (const char *stop = text; (stop = strstr(stop, ". ")) && stop < words; stop += 2)
        start = stop + 2;
    return cs_arena_printf(arena, "%.*s", end ? (int)(end + 1 - start) : (int)strlen(start), start);
}

/* Of a change between two vintages: either may be of a pooled survey. */
static const char *change_caveat(const struct cs_fact *fact, struct cs_arena *arena)
{
    if (isnan(fact->percent))
        return NULL;
    const char *caveat = series_caveat(&fact->now, arena);
    return caveat ? caveat : series_caveat(&fact->before, arena);
}

const char *cs_report_years_caveat(const struct cs_outlook *o, struct cs_arena *arena)
{
    const char *caveat = NULL;
    for (size_t i = o->years.n; i-- > 0 && !caveat;)
        caveat = series_caveat(&o->years.rows[i].median, arena);
    return caveat;
}

static const char *before_caveat(const struct cs_outlook *o, struct cs_arena *arena)
{
    return change_caveat(&o->pay.median, arena);
}

/* Of the years, where their section tells of them. */
static const char *history_caveat(const struct cs_outlook *o, struct cs_arena *arena)
{
    return cs_report_year_end(o, 0) ? cs_report_years_caveat(o, arena) : NULL;
}

static const char *jobs_caveat(const struct cs_outlook *o, struct cs_arena *arena)
{
    return change_caveat(&o->jobs.employment, arena);
}

/* The places in the order of the report. */
static const char *(*const places[])(const struct cs_outlook *, struct cs_arena *) = {
    before_caveat, history_caveat, jobs_caveat};
enum place { HISTORY = 1, JOBS, N_PLACES };

/* The caveat of a place; *is_again when an earlier place has told it. */
static const char *caveat_at(const struct cs_outlook *o, enum place place, struct cs_arena *arena,
                             bool *is_again)
{
    const char *caveat = places[place](o, arena);
    *is_again = false;
    for (int earlier = 0; caveat && earlier < (int)place; earlier++) {
        const char *told = places[earlier](o, arena);
        *is_again |= told && strcmp(told, caveat) == 0;
    }
    return caveat;
}

static const char *first_time(const struct cs_outlook *o, enum place place, struct cs_arena *arena)
{
    bool is_again;
    const char *caveat = caveat_at(o, place, arena, &is_again);
    return is_again ? NULL : caveat;
}

static const char *again(const struct cs_outlook *o, enum place place, struct cs_arena *arena)
{
    bool is_again;
    const char *caveat = caveat_at(o, place, arena, &is_again);
    return is_again ? caveat : NULL;
}

static const char *years_first_time(const struct cs_outlook *o, struct cs_arena *arena)
{
    return first_time(o, HISTORY, arena);
}

static const char *years_again(const struct cs_outlook *o, struct cs_arena *arena)
{
    return again(o, HISTORY, arena);
}

static const char *jobs_first_time(const struct cs_outlook *o, struct cs_arena *arena)
{
    return first_time(o, JOBS, arena);
}

static const char *jobs_again(const struct cs_outlook *o, struct cs_arena *arena)
{
    return again(o, JOBS, arena);
}

const char *cs_report_rest_of_caveat(const struct cs_outlook *o, const char *text,
                                     struct cs_arena *arena)
{
    for (int place = 0; place < N_PLACES; place++) {
        const char *told = places[place](o, arena);
        const char *at = told ? strstr(text, told) : NULL;
        if (!at)
            continue;
        const char *after = at + strlen(told);
        return cs_arena_printf(arena, "%.*sOn reading the years as a series, see above.%s",
                               (int)(at - text), text, after);
    }
    return text;
}

const struct cs_report_word cs_report_caveat_words[] = {
    {"before.caveat", before_caveat}, {"years.caveat", years_first_time},
    {"years.again", years_again},     {"jobs.caveat", jobs_first_time},
    {"jobs.again", jobs_again},       {NULL, NULL},
};
