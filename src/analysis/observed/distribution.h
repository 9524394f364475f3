/* What one group's observations say. Answers for: every figure of a group of individual
 * observations with its n, weight and effective n, its interval or the reason why there is none,
 * and for keeping groups below the minimum n to itself. Choosing the observations and comparing
 * groups is for others.
 */
#ifndef CS_ANALYSIS_DISTRIBUTION_H
#define CS_ANALYSIS_DISTRIBUTION_H

#include <stdatomic.h>
#include <stdbool.h>

#include <stdint.h>

#include "analysis/terms/levels.h"
#include "base/diag.h"
#include "stats/inference/design.h"
#include "stats/interval.h"
#include "stats/moments.h"
#include "stats/replicate.h"

/* An observation so many times the median is more likely mistyped or misread than earned. */
enum { CS_FAR = 200 };

enum { CS_MAX_SHARES = 16, CS_LORENZ_SHARES = 9 };

/* Borrowed. weights and replicates may be NULL; replicates[i·n_replicates + r] as the dataset
 * keeps them. */
struct cs_group_values {
    const double *values;
    const double *weights;
    const float *replicates;
    size_t n, n_replicates;
    const uint32_t *clusters; /* of the sample's design; NULL without */
    const struct cs_design *design;
};

struct cs_distribution_options {
    double shares[CS_MAX_SHARES]; /* quantiles asked for, fractions */
    size_t n_shares;
    bool has_rule; /* else hf7 without weights, hf2 with them */
    enum cs_quantile_rule rule;
    double confidence; /* 0.95 */
    bool has_method;   /* else replicates, Woodruff or order statistics, by what there is */
    enum cs_interval_method method;
    struct cs_replicate_design replicates; /* n_replicates is the observations' */
    size_t n_rscales;                      /* of replicates.rscales; 0 without */
    size_t n_resamples;                    /* of the bootstrap methods */
    uint64_t seed, stream;
    size_t n_threads;
    double minimum_n;            /* groups with fewer observations are withheld; 3 */
    double trim;                 /* of trimmed and winsorised means, at each end */
    enum cs_level_scheme levels; /* CS_LEVELS_NONE */
    struct cs_order_memo *memo;  /* of the calling thread; NULL: none */
    int leaves_out_spread;       /* trimmed … p90_p10 are not wanted, and stay NaN */
    atomic_size_t *n_far; /* counts groups with an observation of more than CS_FAR times their
                             median; NULL: not counted. Borrowed */
};

/* p10, p25, p50, p75, p90; 95 %; 2,000 resamples of seed 1; minimum n 3; trim 0.1; one thread. */
struct cs_distribution_options cs_distribution_defaults(void);

/* Takes how replicate weights were made, as cs_replicate_design_parse reads it. Arena: a list. */
CS_MUST_USE enum cs_status cs_distribution_set_replicates(struct cs_distribution_options *options,
                                                          const char *word, struct cs_arena *arena,
                                                          struct cs_diag *diag);
/* Reads "order", "woodruff", "replicates", "bootstrap", "bca", "none" into the options, or says
 * which words there are. The same for rules and for a confidence of "0.9" or "90" or "90%". */
CS_MUST_USE enum cs_status cs_distribution_set_method(struct cs_distribution_options *options,
                                                      const char *word, struct cs_diag *diag);
CS_MUST_USE enum cs_status cs_distribution_set_rule(struct cs_distribution_options *options,
                                                    const char *word, struct cs_diag *diag);
CS_MUST_USE enum cs_status cs_distribution_set_confidence(struct cs_distribution_options *options,
                                                          const char *word, struct cs_diag *diag);

struct cs_point {
    double share;
    double value;
    enum cs_absence lack; /* of the value */
    double se;            /* NaN unless the method gives one */
    struct cs_interval interval;
    enum cs_absence interval_lack; /* why there is no interval */
};

/* A figure or the reason why there is none. */
struct cs_scalar {
    double value;
    enum cs_absence lack;
};

struct cs_distribution {
    size_t n;             /* observations of positive weight */
    double weight, n_eff; /* Σw and (Σw)²/Σw²; NaN when withheld */
    bool is_weighted;
    bool is_below_minimum; /* withheld: every figure is absent, n is not to be printed exactly */
    enum cs_absence lack;  /* why there is no figure at all */
    enum cs_quantile_rule rule;
    enum cs_interval_method method;
    double confidence;
    uint64_t seed; /* of the bootstrap methods */
    size_t n_resamples;
    struct cs_moments moments;
    struct cs_scalar trimmed, winsorised, geometric, gini, p90_p10;
    struct cs_scalar theil, atkinson_half, atkinson_one; /* Atkinson's with ε = 1/2 and 1 */
    struct cs_scalar lorenz[CS_LORENZ_SHARES]; /* what the lowest 10 % … 90 % have of the sum */
    double trim;
    enum cs_level_scheme levels;
    double level_means[CS_MAX_LEVELS]; /* lowest level first; NaN with level_lack */
    enum cs_absence level_lack;
    struct cs_point points[CS_MAX_SHARES];
    size_t n_points;
};

/* Requires: n_shares ≤ CS_MAX_SHARES. CS_INTERNAL when out of memory; an absence is no failure. */
CS_MUST_USE enum cs_status cs_distribution_of(const struct cs_group_values *observations,
                                              const struct cs_distribution_options *options,
                                              struct cs_distribution *out, struct cs_diag *diag);

/* The same from observations that were checked and sorted before. Methods of intervals that need
 * replicates give none. */
CS_MUST_USE enum cs_status cs_distribution_of_sorted(const struct cs_sorted *sorted,
                                                     const struct cs_distribution_options *options,
                                                     struct cs_distribution *out,
                                                     struct cs_diag *diag);

/* Replicate weights as stats/replicate.h wants them, replicate by replicate. NULL when out of
 * memory. Ownership: free. */
double *cs_distribution_turn_replicates(const struct cs_group_values *observations);

/* Takes every figure out of a result, as of a group below the minimum n; shares and options stay.
 */
void cs_distribution_withhold(struct cs_distribution *distribution);

#endif
