/* Points become a series of one value a year: long holes and changes of codes cut it off, short
 * holes are filled, and each such step is noted. */
#include "data/series.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/grow.h"
#include "data/quantity.h"

enum { MIN_VALUES = 3, MAX_HOLE = 2, MAX_SPAN = 100000 };
static const double MAX_FILLED = 0.25;

static const struct {
    const char *name, *words;
} EVENTS[CS_N_SERIES_EVENTS] = {
    [CS_SERIES_FILLED] = {"filled", "no figure: taken as lying on the line between its neighbors"},
    [CS_SERIES_CAPPED] = {"capped", "published as a floor only: taken as missing"},
    [CS_SERIES_SUPPRESSED] = {"suppressed", "not published: taken as missing"},
    [CS_SERIES_REVISION] = {"revision",
                            "the occupation code stood for something else before this year"},
    [CS_SERIES_CUT] = {"cut", "the series starts here: what came before does not connect"},
    [CS_SERIES_REORDERED] = {"reordered", "the years were not in order and were put in order"},
};

const char *cs_series_event_name(enum cs_series_event_kind kind)
{
    return EVENTS[kind].name;
}

const char *cs_series_event_words(enum cs_series_event_kind kind)
{
    return EVENTS[kind].words;
}

void cs_series_set_init(struct cs_series_set *set)
{
    *set = (struct cs_series_set){.measure = CS_N_MEASURES};
    cs_arena_init(&set->arena);
}

void cs_series_set_clear(struct cs_series_set *set)
{
    free(set->series);
    cs_arena_clear(&set->arena);
    cs_series_set_init(set);
}

/* A series in the making. */
struct making {
    struct cs_series_set *set;
    struct cs_series *series;
    const struct cs_series_point *points; /* from the first kept to the last */
    size_t n;
};

static bool is_known(const struct cs_series_point *point)
{
    return cs_quantity_is_present(point->quantity) && point->quantity.presence == CS_PRESENT;
}

static void note(struct making *making, enum cs_series_event_kind kind, int year)
{
    making->series->events[making->series->n_events++] = (struct cs_series_event){kind, year};
}

static void trim(struct making *making)
{
    while (making->n > 0 && !is_known(making->points))
        making->points++, making->n--;
    while (making->n > 0 && !is_known(&making->points[making->n - 1]))
        making->n--;
}

static void start_at(struct making *making, size_t i)
{
    making->points += i;
    making->n -= i;
    making->series->n_events = 0;
    note(making, CS_SERIES_CUT, making->points->year);
}

/* Cuts off what is before the last hole of more than MAX_HOLE years. */
static void cut_holes(struct making *making)
{
    size_t known = making->n;
    for (size_t i = making->n; i-- > 0;) {
        if (!is_known(&making->points[i]))
            continue;
        if (known < making->n &&
            making->points[known].year - making->points[i].year > MAX_HOLE + 1) {
            start_at(making, known);
            return;
        }
        known = i;
    }
}

/* The last change of codes cuts off what is before it. */
static void cut_revisions(struct making *making)
{
    size_t cut = 0;
    for (size_t i = 1; i < making->n; i++)
        if (making->points[i].is_revised)
            cut = i;
    if (cut)
        start_at(making, cut);
}

static const char *check(const struct making *making, bool may_be_negative)
{
    if (making->n == 0)
        return "no values";
    for (size_t i = 0; i < making->n; i++)
        if (!may_be_negative && is_known(&making->points[i]) &&
            making->points[i].quantity.value < 0)
            return "a negative value where there can be none";
    if (making->points[making->n - 1].year - making->points[0].year >= MAX_SPAN)
        return "more than 100,000 years from first to last";
    return NULL;
}

static void note_point(struct making *making, const struct cs_series_point *point)
{
    if (point->is_revised)
        note(making, CS_SERIES_REVISION, point->year);
    if (point->quantity.presence == CS_AT_LEAST)
        note(making, CS_SERIES_CAPPED, point->year);
    else if (!is_known(point) && point->quantity.presence != CS_NOT_REPORTED)
        note(making, CS_SERIES_SUPPRESSED, point->year);
}

/* One value a year into series->values; returns how many were filled. */
static size_t fill(struct making *making)
{
    struct cs_series *series = making->series;
    size_t n = 0, n_filled = 0;
    const struct cs_series_point *before = NULL;
    for (size_t i = 0; i < making->n; i++) {
        const struct cs_series_point *point = &making->points[i];
        note_point(making, point);
        if (!is_known(point))
            continue;
        for (int year = before ? before->year + 1 : point->year; year < point->year; year++) {
            double share = (double)(year - before->year) / (point->year - before->year);
            series->values[n++] =
                before->quantity.value + share * (point->quantity.value - before->quantity.value);
            series->n_test += (size_t)point->is_test;
            note(making, CS_SERIES_FILLED, year);
            n_filled++;
        }
        series->values[n++] = point->quantity.value;
        series->n_test += (size_t)point->is_test;
        before = point;
    }
    series->n = n - series->n_test;
    return n_filled;
}

static void refuse(struct cs_series *series, const char *why)
{
    series->refusal = why;
    series->n = series->n_test = 0;
}

static void make(struct making *making, bool may_be_negative)
{
    const struct cs_series_point *all = making->points;
    size_t n_all = making->n;
    trim(making);
    cut_holes(making);
    cut_revisions(making);
    const char *why = check(making, may_be_negative);
    if (why) {
        refuse(making->series, why);
        return;
    }
    making->series->first_year = making->points[0].year;
    size_t n_filled = fill(making);
    if ((double)n_filled > MAX_FILLED * (double)(making->series->n + making->series->n_test))
        refuse(making->series, "more than a quarter of its years have no figure");
    else if (making->series->n < MIN_VALUES)
        refuse(making->series, "fewer than 3 values to learn from");
    for (size_t i = 0; i < n_all; i++)
        if (all[i].year > making->points[making->n - 1].year)
            note_point(making, &all[i]);
}

static struct cs_series *add_empty(struct cs_series_set *set, size_t n_points)
{
    struct cs_series *grown = cs_grown(set->series, set->n_series, &set->capacity, sizeof *grown);
    if (!grown)
        return NULL;
    set->series = grown;
    struct cs_series *series = &set->series[set->n_series];
    *series = (struct cs_series){0};
    /* Holes are at most MAX_HOLE years, so that a point brings at most so many more values. */
    size_t most = (n_points + 1) * (MAX_HOLE + 1);
    series->values = cs_arena_alloc(&set->arena, most * sizeof *series->values);
    series->events = cs_arena_alloc(&set->arena, 2 * most * sizeof *series->events);
    if (!series->values || !series->events)
        return NULL;
    set->n_series++;
    return series;
}

enum cs_status cs_series_set_add(struct cs_series_set *set, const struct cs_series *about,
                                 const struct cs_series_points *points, struct cs_diag *diag)
{
    struct cs_series *series = add_empty(set, points->n);
    if (!series)
        return cs_fail_memory(diag);
    series->name = about->name;
    series->unit = about->unit;
    memcpy(series->key, about->key, sizeof series->key);
    struct making making = {set, series, points->points, points->n};
    make(&making, points->may_be_negative);
    return CS_OK;
}
