/* stats/: how often nominal 95 % intervals hold the true median of simulated lognormal pay, and
 * how long the resampling of many groups takes. Prints the exact figures. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/pool.h"
#include "stats/bootstrap.h"

enum { MAX_N = 3000, ROUNDS = 4000, ROUNDS_LARGE = 1000 };

struct trial {
    size_t n;
    int has_weights;
    enum cs_interval_method method;
};

static enum cs_absence find_interval(const struct cs_sorted *sorted, enum cs_interval_method method,
                                     struct cs_interval *out)
{
    return method == CS_INTERVAL_ORDER ? cs_interval_order(sorted, 0.5, 0.95, out)
                                       : cs_interval_woodruff(sorted, 0.5, 0.95, out);
}

/* Pay is exp(10.5 + 0.6 z); weights vary fourfold and have nothing to do with pay. */
static double measure(const struct trial *trial, gsl_rng *rng)
{
    static double values[MAX_N], weights[MAX_N];
    size_t rounds = trial->n > 500 ? ROUNDS_LARGE : ROUNDS, n_held = 0, n_found = 0;
    double truth = exp(10.5);
    for (size_t r = 0; r < rounds; r++) {
        for (size_t i = 0; i < trial->n; i++) {
            values[i] = gsl_ran_lognormal(rng, 10.5, 0.6);
            weights[i] = 0.5 + 1.5 * gsl_rng_uniform(rng);
        }
        struct cs_sample sample = {values, trial->has_weights ? weights : NULL, trial->n};
        struct cs_sorted sorted;
        struct cs_interval found;
        assert_int_equal(cs_sorted_init(&sorted, &sample), CS_ABSENT_NOTHING);
        if (find_interval(&sorted, trial->method, &found) == CS_ABSENT_NOTHING) {
            n_found++;
            n_held += found.lower <= truth && truth <= found.upper;
        }
        cs_sorted_clear(&sorted);
    }
    double share = (double)n_held / (double)n_found;
    print_message("n %4zu %-10s %-8s: %.2f %% of %zu (no interval for %zu)\n", trial->n,
                  trial->has_weights ? "weighted" : "unweighted",
                  cs_interval_method_name(trial->method), 100 * share, n_found, rounds - n_found);
    return n_found ? share : NAN;
}

static void intervals_hold(void **state)
{
    (void)state;
    static const size_t sizes[] = {6, 10, 30, 300, 3000};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    assert_non_null(rng);
    gsl_rng_set(rng, 20);
    for (size_t s = 0; s < 5; s++)
        for (int has_weights = 0; has_weights < 2; has_weights++) {
            struct trial trial = {sizes[s], has_weights,
                                  has_weights ? CS_INTERVAL_WOODRUFF : CS_INTERVAL_ORDER};
            double share = measure(&trial, rng);
            /* Exact at n = 6: 96.9 %, n = 10: 97.9 %; three simulation errors below 94 %. */
            assert_true(share >= 0.94 - 3 * sqrt(0.94 * 0.06 / (sizes[s] > 500 ? 1000 : 4000)));
            assert_true(share <= 0.985);
        }
    gsl_rng_free(rng);
}

enum { GROUPS = 200, ANSWERS = 10000, RESAMPLES = 1000 };

struct bench {
    double *values, *weights, *draws;
    int has_weights;
    struct cs_interval intervals[GROUPS];
};

static void resample_group(void *context, size_t g, size_t worker)
{
    (void)worker;
    struct bench *bench = context;
    struct cs_sample sample = {bench->values + g * ANSWERS,
                               bench->has_weights ? bench->weights + g * ANSWERS : NULL, ANSWERS};
    struct cs_sorted sorted;
    struct cs_bootstrap plan = {.rule = cs_quantile_rule_default(bench->has_weights),
                                .p = 0.5,
                                .n_resamples = RESAMPLES,
                                .seed = 1,
                                .stream = g,
                                .n_threads = 1};
    if (cs_sorted_init(&sorted, &sample) == CS_ABSENT_NOTHING &&
        cs_bootstrap_draw(&sorted, &plan, bench->draws + g * RESAMPLES) == CS_ABSENT_NOTHING)
        bench->intervals[g] =
            cs_bootstrap_percentile(bench->draws + g * RESAMPLES, RESAMPLES, 0.95);
    cs_sorted_clear(&sorted);
}

static double measure_seconds(struct bench *bench, size_t n_groups)
{
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    cs_pool_run(2, n_groups, resample_group, bench);
    clock_gettime(CLOCK_MONOTONIC, &end);
    return (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}

/* All groups without weights; with them a tenth, or all when CAREERSTAT_BENCH is set. */
static void resampling_is_fast(void **state)
{
    (void)state;
    static struct bench bench;
    bench.values = malloc(2 * GROUPS * ANSWERS * sizeof(double));
    bench.draws = malloc(GROUPS * RESAMPLES * sizeof(double));
    assert_true(bench.values && bench.draws);
    bench.weights = bench.values + GROUPS * ANSWERS;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (size_t i = 0; i < GROUPS * ANSWERS; i++) {
        bench.values[i] = gsl_ran_lognormal(rng, 10.5, 0.6);
        bench.weights[i] = 0.5 + 1.5 * gsl_rng_uniform(rng);
    }
    gsl_rng_free(rng);
    double seconds = measure_seconds(&bench, GROUPS);
    print_message("%d groups of %d answers, %d resamples: %.2f s\n", GROUPS, ANSWERS, RESAMPLES,
                  seconds);
    double width = bench.intervals[0].upper - bench.intervals[0].lower;
    bench.has_weights = 1;
    size_t n_groups = getenv("CAREERSTAT_BENCH") ? GROUPS : GROUPS / 10;
    seconds = measure_seconds(&bench, n_groups);
    print_message("%zu groups with weights: %.2f s\n", n_groups, seconds);
    /* Weights without bearing on pay widen the interval by √(n/n_eff), here √1.12. */
    double ratio = (bench.intervals[0].upper - bench.intervals[0].lower) / width;
    assert_true(ratio > 0.9 && ratio < 1.3);
    free(bench.values);
    free(bench.draws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_hold),
        cmocka_unit_test(resampling_is_fast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
