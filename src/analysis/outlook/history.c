/* The dataset's estimates put in order, cut into series and handed to data/series.h to be made
 * whole. */
#include "analysis/outlook/history.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/period.h"
#include "data/select.h"
#include "data/series.h"
#include "data/soc/revisions.h"

struct row {
    const struct cs_estimate *estimate;
    struct cs_period period;
};

static bool is_wanted(const struct cs_dataset *dataset, const struct cs_estimate *estimate,
                      const struct cs_history_request *request)
{
    enum cs_per per = request->per == CS_PER_NONE ? CS_PER_YEAR : request->per;
    if (estimate->measure != request->measure || estimate->key[CS_DIM_PERIOD] == CS_NO_KEY ||
        (request->tier != CS_TIER_UNKNOWN && estimate->tier != request->tier) ||
        (estimate->unit.kind == CS_UNIT_MONEY && estimate->unit.per != per) ||
        (request->among && !cs_selection_takes_row(request->among, estimate->key)))
        return false;
    struct cs_period period =
        cs_dataset_key(dataset, CS_DIM_PERIOD, estimate->key[CS_DIM_PERIOD])->period;
    return period.start_year != 0 && !cs_period_is_span(period);
}

static int compare_series(const struct cs_estimate *a, const struct cs_estimate *b)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        if (d != CS_DIM_PERIOD && a->key[d] != b->key[d])
            return a->key[d] < b->key[d] ? -1 : 1;
    return memcmp(&a->unit, &b->unit, sizeof a->unit);
}

/* By series, period, then the row that counts. */
static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int by_series = compare_series(x->estimate, y->estimate);
    if (by_series)
        return by_series;
    int by_period = cs_period_compare(x->period, y->period);
    if (by_period)
        return by_period;
    if (x->estimate->tier != y->estimate->tier)
        return x->estimate->tier > y->estimate->tier ? -1 : 1;
    return x->estimate < y->estimate ? -1 : x->estimate > y->estimate;
}

/* What rows of one series are read with. */
struct reading {
    const struct cs_dataset *dataset;
    const struct cs_history_request *request;
    struct cs_arena *arena;
};

/* Whether the occupation's code stood for something else in the row before. */
static bool is_revised(const struct reading *reading, const struct row *before,
                       const struct row *now)
{
    const struct cs_key *key =
        cs_dataset_key(reading->dataset, CS_DIM_OCCUPATION, now->estimate->key[CS_DIM_OCCUPATION]);
    return key && cs_soc_difference(
                      reading->request->reference, key->code,
                      cs_soc_stage_of(before->period.start_year, before->estimate->note),
                      cs_soc_stage_of(now->period.start_year, now->estimate->note), reading->arena);
}

/* Rows of one series → points, one a year; *has_months when a year has figures of several. */
static size_t make_points(const struct reading *reading, const struct row *rows, size_t n,
                          struct cs_series_point *points, bool *has_months)
{
    size_t n_points = 0;
    const struct row *before = NULL;
    *has_months = false;
    for (size_t i = 0; i < n; i++) {
        int year = rows[i].period.start_year;
        if (before && before->period.start_year == year) {
            *has_months |= before->period.month != rows[i].period.month;
            continue;
        }
        const struct cs_estimate *e = rows[i].estimate;
        points[n_points++] =
            (struct cs_series_point){.year = year,
                                     .quantity = {e->value, (enum cs_presence)e->presence},
                                     .is_revised = before && is_revised(reading, before, &rows[i])};
        before = &rows[i];
    }
    return n_points;
}

static enum cs_status add_series(const struct reading *reading, const struct row *rows, size_t n,
                                 struct cs_series_set *set, struct cs_diag *diag)
{
    struct cs_series_point *points = malloc(n * sizeof *points);
    struct cs_series about = {.unit = rows->estimate->unit};
    bool has_months;
    if (!points)
        return cs_fail_memory(diag);
    memcpy(about.key, rows->estimate->key, sizeof about.key);
    about.key[CS_DIM_PERIOD] = CS_NO_KEY;
    size_t n_points = make_points(reading, rows, n, points, &has_months);
    struct cs_series_points given = {points, n_points,
                                     rows->estimate->unit.kind == CS_UNIT_PERCENT};
    enum cs_status status = cs_series_set_add(set, &about, &given, diag);
    free(points);
    if (status == CS_OK && has_months) {
        struct cs_series *series = &set->series[set->n_series - 1];
        series->n = 0;
        series->refusal = "several figures per year: not a yearly series";
    }
    return status;
}

static const char *find_caveat(const struct cs_dataset *dataset, const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (dataset->sources[rows[i].estimate->source].caveat)
            return dataset->sources[rows[i].estimate->source].caveat;
    return NULL;
}

static size_t collect(const struct cs_dataset *dataset, const struct cs_history_request *request,
                      struct row *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        const struct cs_estimate *e = &dataset->estimates[i];
        if (is_wanted(dataset, e, request))
            rows[n++] = (struct row){
                e, cs_dataset_key(dataset, CS_DIM_PERIOD, e->key[CS_DIM_PERIOD])->period};
    }
    return n;
}

enum cs_status cs_history_collect(const struct cs_dataset *dataset,
                                  const struct cs_history_request *request,
                                  struct cs_series_set *set, const char **caveat,
                                  struct cs_diag *diag)
{
    *caveat = NULL;
    struct row *rows = malloc((dataset->n_estimates + 1) * sizeof *rows);
    if (!rows)
        return cs_fail_memory(diag);
    size_t n = collect(dataset, request, rows);
    enum cs_status status = CS_OK;
    if (n == 0)
        status = cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "the data have no yearly figures for '%s'",
                         cs_measure_info(request->measure)->name);
    else
        qsort(rows, n, sizeof *rows, compare_rows);
    set->measure = request->measure;
    struct reading reading = {dataset, request, &set->arena};
    for (size_t i = 0, end; i < n && status == CS_OK; i = end) {
        for (end = i + 1; end < n && compare_series(rows[i].estimate, rows[end].estimate) == 0;)
            end++;
        status = add_series(&reading, rows + i, end - i, set, diag);
    }
    *caveat = find_caveat(dataset, rows, n);
    free(rows);
    return status;
}
