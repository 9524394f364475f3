/* Variance from replicate weights. Answers for: the constants of each design and the formula; the
 * caller computes the estimate under every set of weights, or lets a quantile, mean or total here
 * do it. Negative and zero replicate weights are allowed. */
#ifndef CS_STATS_REPLICATE_H
#define CS_STATS_REPLICATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "stats/quantile.h"

enum cs_replicate_kind {
    CS_REPLICATE_SDR,       /* successive differences, as the ACS: 4/R */
    CS_REPLICATE_JK1,       /* delete one group: (R−1)/R */
    CS_REPLICATE_JK2,       /* paired jackknife: 1 */
    CS_REPLICATE_BRR,       /* balanced half samples: 1/R, with Fay's k 1/(R(1−k)²) */
    CS_REPLICATE_BOOTSTRAP, /* 1/(R−1) */
    CS_REPLICATE_OTHER,     /* the scale and the replicates' own scales, as given */
    CS_N_REPLICATE_KINDS,
};

struct cs_replicate_design {
    enum cs_replicate_kind kind;
    double fay; /* 0 ≤ k < 1, for BRR */
    size_t n_replicates;
    double scale;          /* of CS_REPLICATE_OTHER */
    const double *rscales; /* of each replicate; NULL: 1. Borrowed */
};
/* Reads how replicate weights were made, as layouts and --replicates say it: "acs" (or "sdr"),
 * "jk1", "jk2", "brr", "fay:0.5", "bootstrap", "other:SCALE" and "other:SCALE:R1,R2,…", the last as
 * R's svrepdesign takes scale and rscales. n_replicates is left 0; *n_rscales is 0 without a list.
 * Returns false for other words. Arena: the list. */
bool cs_replicate_design_parse(struct cs_span text, struct cs_arena *arena,
                               struct cs_replicate_design *design, size_t *n_rscales);

/* Values with a full weight and n_replicates weights each; weights[r·n + i] is answer i's r-th. */
struct cs_replicated {
    const double *values;
    const double *weights;
    const double *replicate_weights;
    size_t n;
    struct cs_replicate_design design;
};

struct cs_replicated_estimate {
    double estimate, se; /* NaN when absent */
};

/* A quantile with its error. Negative replicate weights, which the ACS has, are read as R's survey
 * package reads them; the full weights may not be negative. CS_ABSENT_WEIGHT when a replicate has
 * no weight: the estimate is then given without its error. */
enum cs_absence cs_replicated_quantile(const struct cs_replicated *data, enum cs_quantile_rule rule,
                                       double p, struct cs_replicated_estimate *out);
/* Σ w·x with its error: a count where x is 1 for those counted and 0 for the others. */
enum cs_absence cs_replicated_total(const struct cs_replicated *data,
                                    struct cs_replicated_estimate *out);
/* Σ w·x/Σw with its error. */
enum cs_absence cs_replicated_mean(const struct cs_replicated *data,
                                   struct cs_replicated_estimate *out);

/* The same figures under each set of replicate weights, for what is made of several of them (a
 * difference, a ratio): found has room for n_replicates. */
enum cs_absence cs_replicated_quantile_each(const struct cs_replicated *data,
                                            enum cs_quantile_rule rule, double p, double *estimate,
                                            double *found);
enum cs_absence cs_replicated_mean_each(const struct cs_replicated *data, double *estimate,
                                        double *found);
/* √(c·Σ s_r·(θ_r − θ)²) around the full-sample estimate, not the mean of the replicates.
 * CS_ABSENT_MORE_VALUES for fewer than 2 replicates, CS_ABSENT_FINITE when one has no estimate.
 * Reference: Census Bureau, PUMS Accuracy of the Data 2015: 4/80 for 80 replicates. */
enum cs_absence cs_replicate_error(const struct cs_replicate_design *design, double estimate,
                                   const double *replicates, double *se);
/* Draws around an estimate that vary as its replicates do: the sum of every replicate's gap times
 * √(c·s_r) and a normal number, the same numbers for the same seed, so that the draws of several
 * estimates vary together. CS_ABSENT_MEMORY at most. */
enum cs_absence cs_replicate_draws(const struct cs_replicate_design *design, double estimate,
                                   const double *replicates, uint64_t seed, size_t n_draws,
                                   double *draws);

#endif
