/* How often the intervals of quantiles hold: the table of docs/methods/statistics.md. Pay is
 * log-normal, and heaped (rounded to 5,000) where the header says so; weights vary fourfold and
 * have nothing to do with pay. Usage: bench_coverage [ROUNDS] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stats/bootstrap.h"
#include "stats/interval.h"
#include "stats/sample.h"

enum { MOST = 200, RESAMPLES = 500 };

struct trial {
    enum cs_interval_method method;
    size_t n;
    double share;
    int has_weights, is_heaped;
};

static int holds(const struct trial *trial, const struct cs_sorted *sorted, double truth,
                 int *is_found)
{
    static double draws[RESAMPLES];
    struct cs_interval found = cs_interval_missing(0.95);
    struct cs_bootstrap plan = {.rule = cs_quantile_rule_default(trial->has_weights),
                                .p = trial->share,
                                .n_resamples = RESAMPLES,
                                .seed = 1,
                                .n_threads = 1};
    enum cs_absence lack = CS_ABSENT_NOTHING;
    switch (trial->method) {
    case CS_INTERVAL_ORDER:
        lack = cs_interval_order(sorted, trial->share, 0.95, &found);
        break;
    case CS_INTERVAL_WOODRUFF:
        lack = cs_interval_woodruff(sorted, trial->share, 0.95, &found);
        break;
    default:
        lack = cs_bootstrap_draw(sorted, &plan, draws);
        if (!lack && trial->method == CS_INTERVAL_BCA)
            lack = cs_bootstrap_bca(sorted, &plan, draws, 0.95, &found);
        else if (!lack)
            found = cs_bootstrap_percentile(draws, RESAMPLES, 0.95);
    }
    *is_found = !lack;
    return !lack && found.lower <= truth && truth <= found.upper;
}

static void measure(const struct trial *trial, size_t rounds, gsl_rng *rng)
{
    double values[MOST], weights[MOST], truth, z = 0;
    size_t n_held = 0, n_found = 0;
    z = trial->share == 0.5 ? 0 : trial->share > 0.5 ? 1.2815515655446004 : -1.2815515655446004;
    truth = exp(10.5 + 0.6 * z);
    if (trial->is_heaped)
        truth = 5000 * nearbyint(truth / 5000);
    for (size_t r = 0; r < rounds; r++) {
        for (size_t i = 0; i < trial->n; i++) {
            values[i] = gsl_ran_lognormal(rng, 10.5, 0.6);
            if (trial->is_heaped)
                values[i] = 5000 * nearbyint(values[i] / 5000);
            weights[i] = 0.5 + 1.5 * gsl_rng_uniform(rng);
        }
        struct cs_sample sample = {values, trial->has_weights ? weights : NULL, trial->n};
        struct cs_sorted sorted;
        int is_found = 0;
        if (cs_sorted_init(&sorted, &sample) == CS_ABSENT_NOTHING)
            n_held += (size_t)holds(trial, &sorted, truth, &is_found);
        n_found += (size_t)is_found;
        cs_sorted_clear(&sorted);
    }
    if (n_found)
        printf(" %5.1f", 100 * (double)n_held / (double)n_found);
    else
        printf("     -");
}

int main(int n_words, char **words)
{
    static const size_t sizes[] = {3, 5, 6, 8, 10, 15, 20, 30, 50, 100, 200};
    static const double shares[] = {0.1, 0.5, 0.9};
    size_t rounds = n_words > 1 ? (size_t)atol(words[1]) : 2000;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (!rng)
        return 4;
    printf("%-10s %-10s %-7s %4s", "method", "weights", "pay", "p");
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        printf(" %5zu", sizes[s]);
    printf("\n");
    for (int method = CS_INTERVAL_ORDER; method < CS_N_INTERVAL_METHODS; method++)
        for (int kind = 0; kind < 4 && method != CS_INTERVAL_REPLICATES; kind++)
            for (size_t p = 0; p < 3; p++) {
                int has_weights = kind & 1;
                if (has_weights && method == CS_INTERVAL_ORDER)
                    continue;
                printf("%-10s %-10s %-7s %4.1f",
                       cs_interval_method_name((enum cs_interval_method)method),
                       has_weights ? "weighted" : "unweighted", kind & 2 ? "heaped" : "smooth",
                       shares[p]);
                for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
                    struct trial trial = {(enum cs_interval_method)method, sizes[s], shares[p],
                                          has_weights, (kind & 2) != 0};
                    measure(&trial, rounds, rng);
                }
                printf("\n");
            }
    gsl_rng_free(rng);
    return 0;
}
