/* Every series forecast from every allowed origin, in blocks on several threads; scores are
 * merged in a fixed order, so that the sums have the same bytes. */
#include "analysis/published/backtest.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "stats/forecast/forecast.h"
#include "stats/forecast/score.h"

/* Series a task takes at once; sums are merged in the order of the blocks, whatever the threads. */
enum { BLOCK = 8, MAX_THREADS = 256 };
/* Chains take some 15 ms for each origin: of many series fewer origins are judged. */
enum { MOST_ORIGINS = 10, MOST_FORECASTS = 3000 };

struct cs_backtest_options cs_backtest_defaults(void)
{
    struct cs_backtest_options options = {
        .n_methods = CS_N_FORECAST_METHODS, .horizon = 6, .min_values = 8, .n_threads = 1};
    for (int m = 0; m < CS_N_FORECAST_METHODS; m++)
        options.methods[m] = (enum cs_forecast_method)m;
    return options;
}

/* What one block found: scores[method · (horizon + 1)] over all steps, then step by step. */
struct block {
    struct cs_forecast_score *scores;
    size_t n_series, n_forecasts, n_refused, n_short, n_constant;
};

struct work {
    const struct cs_series_set *set;
    const struct cs_backtest_options *options;
    size_t horizon, n_origins;
    struct block *blocks;
    struct cs_forecaster *forecasters[MAX_THREADS]; /* of each worker, made when needed */
    size_t n_done;
    bool has_failed;
};

static void judge_origin(struct work *work, struct cs_forecaster *forecaster, struct block *block,
                         const double *values, size_t origin, size_t n_after)
{
    const struct cs_backtest_options *options = work->options;
    size_t horizon = n_after < work->horizon ? n_after : work->horizon;
    struct cs_forecast forecast;
    struct cs_forecast_outcome outcome = {values + origin, 0, horizon,
                                          cs_forecast_scale(values, origin)};
    block->n_forecasts++;
    block->n_constant += !(outcome.scale > 0);
    if (cs_forecaster_load(forecaster, values, origin, horizon) != CS_ABSENT_NOTHING)
        return;
    for (size_t m = 0; m < options->n_methods; m++) {
        struct cs_forecast_score *scores = block->scores + m * (work->horizon + 1);
        if (cs_forecaster_give(forecaster, options->methods[m], &forecast) != CS_ABSENT_NOTHING)
            continue;
        cs_forecast_score_add(scores, &forecast, &outcome);
        for (size_t h = 0; h < horizon; h++) {
            struct cs_forecast_outcome step = {outcome.actual, h, h + 1, outcome.scale};
            cs_forecast_score_add(scores + 1 + h, &forecast, &step);
        }
    }
}

static void judge_series(struct work *work, struct cs_forecaster *forecaster, struct block *block,
                         const struct cs_series *series)
{
    const struct cs_backtest_options *options = work->options;
    size_t before = block->n_forecasts;
    if (series->refusal) {
        block->n_refused++;
        return;
    }
    if (work->set->has_parts) {
        if (series->n_test > 0)
            judge_origin(work, forecaster, block, series->values, series->n, series->n_test);
    } else if (series->n >= options->min_values + work->horizon) {
        size_t last = series->n - work->horizon, first = options->min_values;
        if (last + 1 > first + work->n_origins)
            first = last + 1 - work->n_origins;
        for (size_t origin = first; origin <= last; origin++)
            judge_origin(work, forecaster, block, series->values, origin, work->horizon);
    }
    if (block->n_forecasts > before)
        block->n_series++;
    else
        block->n_short++;
}

static void judge_block(void *context, size_t index, size_t worker)
{
    struct work *work = context;
    if (!work->forecasters[worker])
        work->forecasters[worker] = cs_forecaster_new();
    if (!work->forecasters[worker]) {
        __atomic_store_n(&work->has_failed, 1, __ATOMIC_RELAXED);
        return;
    }
    size_t end =
        (index + 1) * BLOCK < work->set->n_series ? (index + 1) * BLOCK : work->set->n_series;
    for (size_t s = index * BLOCK; s < end; s++) {
        judge_series(work, work->forecasters[worker], &work->blocks[index], &work->set->series[s]);
        size_t done = __atomic_add_fetch(&work->n_done, 1, __ATOMIC_RELAXED);
        if (work->options->tell)
            work->options->tell(work->options->listener, done, work->set->n_series);
    }
}

/* Steps judged: as asked, but no more than any test part has. */
static size_t find_horizon(const struct cs_series_set *set,
                           const struct cs_backtest_options *options)
{
    size_t horizon = options->horizon, longest = 0;
    for (size_t s = 0; s < set->n_series && set->has_parts; s++)
        if (set->series[s].n_test > longest)
            longest = set->series[s].n_test;
    if (set->has_parts)
        horizon = longest < CS_FORECAST_MAX_HORIZON ? longest : CS_FORECAST_MAX_HORIZON;
    return horizon;
}

static size_t find_origins(const struct cs_series_set *set,
                           const struct cs_backtest_options *options)
{
    size_t most = MOST_FORECASTS / (set->n_series + (set->n_series == 0));
    if (set->has_parts || options->n_origins > 0)
        return set->has_parts ? 1 : options->n_origins;
    return most < 1 ? 1 : most < MOST_ORIGINS ? most : MOST_ORIGINS;
}

static double find_skill(const struct cs_backtest *out, size_t m, enum cs_forecast_method base)
{
    double mase = cs_forecast_grade_of(&out->methods[m].score).mase;
    for (size_t i = 0; i < out->n_methods; i++)
        if (out->methods[i].method == base)
            return 1 - mase / cs_forecast_grade_of(&out->methods[i].score).mase;
    return NAN;
}

static enum cs_status merge(const struct work *work, size_t n_blocks, struct cs_arena *arena,
                            struct cs_backtest *out, struct cs_diag *diag)
{
    size_t n = work->options->n_methods, stride = work->horizon + 1;
    struct cs_forecast_score *by_step = cs_arena_alloc(arena, n * stride * sizeof *by_step);
    out->methods = cs_arena_alloc(arena, n * sizeof *out->methods);
    if (!by_step || !out->methods)
        return cs_fail_memory(diag);
    out->n_methods = n;
    for (size_t b = 0; b < n_blocks; b++) {
        const struct block *block = &work->blocks[b];
        for (size_t i = 0; i < n * stride; i++)
            cs_forecast_score_merge(&by_step[i], &block->scores[i]);
        out->n_series += block->n_series;
        out->n_forecasts += block->n_forecasts;
        out->n_refused += block->n_refused;
        out->n_short += block->n_short;
        out->n_constant += block->n_constant;
    }
    for (size_t m = 0; m < n; m++)
        out->methods[m] = (struct cs_backtest_method){.method = work->options->methods[m],
                                                      .score = by_step[m * stride],
                                                      .by_step = &by_step[m * stride + 1]};
    for (size_t m = 0; m < n; m++) {
        out->methods[m].skill_naive = find_skill(out, m, CS_FORECAST_NAIVE);
        out->methods[m].skill_drift = find_skill(out, m, CS_FORECAST_DRIFT);
    }
    return CS_OK;
}

static enum cs_status judge_all(struct work *work, size_t n_blocks, struct cs_diag *diag)
{
    size_t n_scores = work->options->n_methods * (work->horizon + 1);
    size_t n_threads =
        work->options->n_threads < MAX_THREADS ? work->options->n_threads : MAX_THREADS;
    struct cs_forecast_score *scores = calloc(n_blocks * n_scores, sizeof *scores);
    work->blocks = calloc(n_blocks, sizeof *work->blocks);
    if (!scores || !work->blocks) {
        free(scores);
        return cs_fail_memory(diag);
    }
    for (size_t b = 0; b < n_blocks; b++)
        work->blocks[b].scores = scores + b * n_scores;
    cs_pool_run(n_threads, n_blocks, judge_block, work);
    for (size_t t = 0; t < n_threads; t++)
        cs_forecaster_free(work->forecasters[t]);
    return work->has_failed ? cs_fail_memory(diag) : CS_OK;
}

enum cs_status cs_backtest_run(const struct cs_series_set *set,
                               const struct cs_backtest_options *options, struct cs_arena *arena,
                               struct cs_backtest *out, struct cs_diag *diag)
{
    *out = (struct cs_backtest){.uses_test_part = set->has_parts};
    struct work work = {.set = set,
                        .options = options,
                        .horizon = find_horizon(set, options),
                        .n_origins = find_origins(set, options)};
    size_t n_blocks = (set->n_series + BLOCK - 1) / BLOCK;
    out->horizon = work.horizon;
    out->n_origins = work.n_origins;
    if (n_blocks == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "there are no yearly series to test");
    enum cs_status status = judge_all(&work, n_blocks, diag);
    if (status == CS_OK)
        status = merge(&work, n_blocks, arena, out, diag);
    if (work.blocks)
        free(work.blocks[0].scores);
    free(work.blocks);
    if (status == CS_OK && out->n_series == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL,
                       set->has_parts ? NULL : "a shorter --horizon, or more years",
                       "no series is long enough: %zu steps need %zu values before them",
                       work.horizon, options->min_values);
    return status;
}
