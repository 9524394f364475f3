/* Groups of individual observations against each other. Answers for: difference and ratio of
 * medians and of means with their intervals, tests of the same hypotheses, corrections for many
 * pairs, ranks with their uncertainty, the same after giving every group one mix. Published
 * estimates are compared in change.h, which knows what their errors allow. */
#ifndef CS_ANALYSIS_COMPARE_H
#define CS_ANALYSIS_COMPARE_H

#include <stdbool.h>

#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "stats/inference/design.h"
#include "stats/inference/groups_test.h"
#include "stats/interval.h"
#include "stats/replicate.h"

/* Borrowed arrays. */
struct cs_compare_group {
    const char *code, *title;
    struct cs_sorted sorted;  /* the observations in canonical order */
    struct cs_sample sample;  /* the same in the order of `strata` and `clusters`, where set */
    const size_t *strata;     /* of each observation of `sample`, from 0; NULL: not adjusted */
    const uint32_t *clusters; /* of `sample`, by options->design; NULL: drawn one by one */
    /* Median and mean under each set of replicate weights; NULL: resampled and linearized. */
    const double *medians, *means;
};

struct cs_compare_options {
    bool has_reference; /* every group against one, else all pairs */
    size_t reference;   /* its index */
    bool has_rule;      /* else hf7 without weights, hf2 with them */
    enum cs_quantile_rule rule;
    double confidence;  /* 0.95 */
    size_t n_resamples; /* 2000 */
    uint64_t seed;      /* 1 */
    size_t n_threads;
    double minimum_n; /* 3 */
    size_t n_strata;  /* 0: no adjustment */
    size_t n_rows;    /* of the whole survey, for the errors of means; 0: those of the groups */
    bool has_tests;   /* of whole distributions too: Brunner-Munzel, Mann-Whitney, Dunn, shifts */
    const struct cs_replicate_design *replicates; /* NULL: none */
    const struct cs_design *design; /* strata and clusters; NULL: none. Not with replicates */
};
struct cs_compare_options cs_compare_defaults(void);

struct cs_compared_group {
    const char *code, *title; /* borrowed from the input */
    size_t n;
    double weight, n_eff;
    double median;          /* NaN when withheld */
    double mean, mean_se;   /* NaN when withheld */
    double mean_rank;       /* among all observations; NaN unless tested */
    double adjusted_median; /* under the common mix; NaN when not asked for or not possible */
    bool is_below_minimum;
    enum cs_absence lack, adjusted_lack;
    size_t rank;                /* 1 is the highest median; 0 when it has none */
    size_t rank_low, rank_high; /* the ranks of resamples at the confidence, 1 is the highest */
};

/* A two-sided p-value, and corrected for the number of pairs. NaN where there is none. */
struct cs_tested {
    double p, holm, bh;
};

struct cs_pair {
    size_t a, b;              /* groups: a is compared with b */
    double difference, ratio; /* median a − median b, median a/median b */
    struct cs_interval difference_interval, ratio_interval;
    double difference_se;    /* by replicate weights or clusters; NaN when resampled */
    enum cs_absence lack;    /* of the intervals and of `median` */
    struct cs_tested median; /* of equal medians, by what the interval is made of: below 1 − its
                                confidence when it leaves out 0 */
    double mean_difference, mean_se;
    struct cs_interval mean_interval;
    /* Of whole distributions, when asked for; the tests take no weights. */
    struct cs_brunner_munzel brunner;
    struct cs_shift shift;
    double dunn_z;
    struct cs_tested superiority; /* of superiority = 1/2: Brunner and Munzel */
    struct cs_tested ranks;       /* of equal distributions: Mann and Whitney */
    struct cs_tested dunn;        /* of equal mean ranks among all groups */
    enum cs_absence test_lack;    /* CS_ABSENT_RANGE: observations are weighted or clustered */
    double adjusted_difference;   /* under the common mix; NaN when there is none */
    struct cs_interval adjusted_interval;
    bool is_reversed; /* adjusted and plain difference have opposite signs */
};

struct cs_comparison {
    struct cs_compared_group *groups;
    size_t n_groups;
    struct cs_pair *pairs;
    size_t n_pairs;
    size_t n_reversed;
    struct cs_kruskal all; /* of all groups, when asked for; NaN where there is none */
    bool has_tests;
    const struct cs_replicate_design *replicates; /* borrowed; NULL when resampled */
    struct cs_design design;                      /* of no clusters when resampled; counts only */
    double confidence;
    enum cs_quantile_rule rule;
    size_t n_resamples;
    uint64_t seed;
    bool is_weighted;
};

/* Whether so many groups can be compared at all. Errors: CS_NO_ANSWER, CS_USAGE. */
CS_MUST_USE enum cs_status
cs_compare_check(size_t n_groups, const struct cs_compare_options *options, struct cs_diag *diag);
/* Compares. CS_NO_ANSWER when fewer than two groups reach the minimum n. The result lives in the
 * arena. Groups without common support (a stratum one of them lacks) have no adjusted median. */
CS_MUST_USE enum cs_status cs_compare_groups(const struct cs_compare_group *groups, size_t n_groups,
                                             const struct cs_compare_options *options,
                                             struct cs_arena *arena, struct cs_comparison *out,
                                             struct cs_diag *diag);

#endif
