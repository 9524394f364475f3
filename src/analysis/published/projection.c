/* Our own forecasts: series in blocks on several threads, the same seed for each whatever the
 * thread. */
#include "analysis/published/projection.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "data/dataset.h"
#include "stats/forecast/forecast.h"
#include "stats/absence.h"

enum { BLOCK = 8, MAX_THREADS = 256 };

struct work {
    const struct cs_series_set *set;
    const struct cs_projection_options *options;
    struct cs_projected *rows;
    struct cs_forecaster *forecasters[MAX_THREADS];
    size_t n_done;
    bool has_failed;
};

static int last_year_of(const struct cs_series *series)
{
    return series->first_year + (int)(series->n + series->n_test) - 1;
}

/* Years ahead; 0 when the year asked for is not ahead, or too far. */
static size_t find_horizon(const struct cs_series *series,
                           const struct cs_projection_options *options)
{
    if (options->horizon > 0)
        return options->horizon;
    int ahead = options->to_year - last_year_of(series);
    return ahead > 0 && ahead <= CS_FORECAST_MAX_HORIZON ? (size_t)ahead : 0;
}

/* A change in per cent has a meaning for series that are never negative only. */
void cs_projected_refresh(struct cs_projected *row)
{
    const struct cs_forecast_step *end = &row->steps[row->horizon - 1];
    bool is_count = row->last > 0;
    for (size_t i = 0; i < row->series->n + row->series->n_test; i++)
        is_count &= row->series->values[i] >= 0;
    row->percent = is_count ? 100 * (end->point / row->last - 1) : NAN;
    row->percent_low = is_count ? 100 * (end->lower_80 / row->last - 1) : NAN;
    row->percent_high = is_count ? 100 * (end->upper_80 / row->last - 1) : NAN;
    row->yearly_percent = is_count && end->point > 0
                              ? 100 * (pow(end->point / row->last, 1 / (double)row->horizon) - 1)
                              : NAN;
}

static void fill(struct cs_projected *row, const struct cs_forecast *forecast)
{
    row->n_used = forecast->n_used;
    row->n_outliers = forecast->n_outliers;
    row->leap = forecast->leap;
    row->leap_year = row->leap.at ? row->last_year - (int)(forecast->n_used - 1 - row->leap.at) : 0;
    row->chains = forecast->chains;
    row->evidence_until = row->last_year + (int)forecast->n_used - 1;
    row->trend_factor = forecast->trend_factor;
    row->interval_lack = forecast->interval_lack;
    memcpy(row->weights, forecast->weights, sizeof row->weights);
    memcpy(row->features, forecast->features, sizeof row->features);
    memcpy(row->steps, forecast->steps, row->horizon * sizeof *row->steps);
    cs_projected_refresh(row);
}

static void project(const struct work *work, struct cs_forecaster *forecaster,
                    struct cs_projected *row)
{
    struct cs_forecast forecast;
    const struct cs_series *series = row->series;
    if (row->refusal)
        return;
    enum cs_absence lack =
        cs_forecaster_load(forecaster, series->values, series->n + series->n_test, row->horizon);
    if (lack == CS_ABSENT_NOTHING)
        lack = cs_forecaster_give(forecaster, work->options->method, &forecast);
    if (lack == CS_ABSENT_NOTHING)
        fill(row, &forecast);
    else
        row->refusal = cs_absence_words(lack);
}

static void project_block(void *context, size_t index, size_t worker)
{
    struct work *work = context;
    size_t end = (index + 1) * BLOCK;
    if (!work->forecasters[worker])
        work->forecasters[worker] = cs_forecaster_new();
    if (!work->forecasters[worker]) {
        __atomic_store_n(&work->has_failed, 1, __ATOMIC_RELAXED);
        return;
    }
    for (size_t s = index * BLOCK; s < end && s < work->set->n_series; s++) {
        project(work, work->forecasters[worker], &work->rows[s]);
        size_t done = __atomic_add_fetch(&work->n_done, 1, __ATOMIC_RELAXED);
        if (work->options->tell)
            work->options->tell(work->options->listener, done, work->set->n_series);
    }
}

static enum cs_status prepare(const struct cs_series_set *set,
                              const struct cs_projection_options *options, struct cs_arena *arena,
                              struct cs_projected *rows, struct cs_diag *diag)
{
    for (size_t s = 0; s < set->n_series; s++) {
        const struct cs_series *series = &set->series[s];
        rows[s] = (struct cs_projected){.series = series,
                                        .refusal = series->refusal,
                                        .percent = NAN,
                                        .percent_low = NAN,
                                        .percent_high = NAN,
                                        .yearly_percent = NAN};
        if (series->refusal)
            continue;
        rows[s].last_year = last_year_of(series);
        rows[s].last = series->values[series->n + series->n_test - 1];
        rows[s].horizon = find_horizon(series, options);
        if (rows[s].horizon == 0)
            rows[s].refusal = "the requested year is not 1 to 30 years after its last value";
        rows[s].steps = cs_arena_alloc(arena, (rows[s].horizon + 1) * sizeof *rows[s].steps);
        if (!rows[s].steps)
            return cs_fail_memory(diag);
    }
    return CS_OK;
}

static enum cs_status finish(struct cs_projection *out, struct cs_diag *diag)
{
    const char *first = NULL;
    for (size_t s = 0; s < out->n_rows; s++) {
        out->n_refused += out->rows[s].refusal != NULL;
        first = first ? first : out->rows[s].refusal;
    }
    if (out->n_refused == out->n_rows)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "no series can be forecast: %s",
                       first ? first : "there is none");
    return CS_OK;
}

enum cs_status cs_projection_run(const struct cs_series_set *set,
                                 const struct cs_projection_options *options,
                                 struct cs_arena *arena, struct cs_projection *out,
                                 struct cs_diag *diag)
{
    *out = (struct cs_projection){.method = options->method, .n_rows = set->n_series};
    out->rows = cs_arena_alloc(arena, (set->n_series + 1) * sizeof *out->rows);
    if (!out->rows)
        return cs_fail_memory(diag);
    enum cs_status status = prepare(set, options, arena, out->rows, diag);
    if (status != CS_OK)
        return status;
    struct work work = {.set = set, .options = options, .rows = out->rows};
    size_t n_threads = options->n_threads < MAX_THREADS ? options->n_threads : MAX_THREADS;
    cs_pool_run(n_threads, (set->n_series + BLOCK - 1) / BLOCK, project_block, &work);
    for (size_t t = 0; t < n_threads; t++)
        cs_forecaster_free(work.forecasters[t]);
    return work.has_failed ? cs_fail_memory(diag) : finish(out, diag);
}

/* The factor of each year of a series, or its refusal. */
static enum cs_status deflate(const struct cs_dataset *dataset, const struct cs_money_plan *plan,
                              struct cs_series *series, struct cs_diag *diag)
{
    const struct cs_key *region =
        cs_dataset_key(dataset, CS_DIM_REGION, series->key[CS_DIM_REGION]);
    for (size_t i = 0; i < series->n + series->n_test; i++) {
        int year = series->first_year + (int)i;
        struct cs_money_pay pay = {
            region ? region->code : NULL, series->unit.currency, {year, year, 0}};
        struct cs_money_factor factor;
        struct cs_diag quiet;
        cs_diag_init(&quiet);
        enum cs_status status = cs_money_find(plan, &pay, &factor, &quiet);
        cs_diag_clear(&quiet);
        if (status == CS_INTERNAL)
            return cs_fail_memory(diag);
        if (status != CS_OK) {
            series->refusal = "consumer prices of one of its years are not known";
            series->n = series->n_test = 0;
            return CS_OK;
        }
        series->values[i] *= factor.factor;
    }
    return CS_OK;
}

enum cs_status cs_projection_deflate(const struct cs_dataset *dataset,
                                     const struct cs_money_plan *plan, struct cs_series_set *set,
                                     struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    for (size_t s = 0; s < set->n_series && status == CS_OK; s++)
        if (!set->series[s].refusal)
            status = deflate(dataset, plan, &set->series[s], diag);
    return status;
}

double cs_projection_assume(const struct cs_projected *row, struct cs_assumed_growth growth,
                            size_t ahead)
{
    double whole = 1 + growth.percent / 100;
    double yearly = growth.is_yearly ? whole : pow(whole, 1 / (double)row->horizon);
    return row->last * pow(yearly, (double)ahead);
}
