/* Groups of individual observations against each other. Answers for: difference and ratio of
 * medians with resampled intervals, tests, corrections for many pairs, ranks with their
 * uncertainty, the same after giving every group one mix. Published estimates are compared in
 * change.h, which knows what their errors allow. */
#ifndef CS_ANALYSIS_COMPARE_H
#define CS_ANALYSIS_COMPARE_H

#include <stdbool.h>

#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "stats/interval.h"

/* Borrowed arrays. */
struct cs_compare_group {
    const char *code, *title;
    struct cs_sorted sorted; /* the observations in canonical order */
    struct cs_sample sample; /* the same in the order of `strata`, to be adjusted */
    const size_t *strata;    /* of each observation of `sample`, from 0; NULL: not adjusted */
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
};
struct cs_compare_options cs_compare_defaults(void);

struct cs_compared_group {
    const char *code, *title; /* borrowed from the input */
    size_t n;
    double weight, n_eff;
    double median;          /* NaN when withheld */
    double adjusted_median; /* under the common mix; NaN when not asked for or not possible */
    bool is_below_minimum;
    enum cs_absence lack, adjusted_lack;
    size_t rank;                /* 1 is the highest median; 0 when it has none */
    size_t rank_low, rank_high; /* the ranks of resamples at the confidence, 1 is the highest */
};

struct cs_pair {
    size_t a, b;              /* groups: a is compared with b */
    double difference, ratio; /* median a − median b, median a/median b */
    struct cs_interval difference_interval, ratio_interval;
    enum cs_absence lack; /* of the intervals */
    double superiority; /* the chance that an observation of a is above one of b; NaN if weighted */
    double rank_p, rank_p_holm, rank_p_bh; /* Mann-Whitney; not a test of medians */
    double mood_p, mood_p_holm, mood_p_bh; /* Mood's median test */
    enum cs_absence
        test_lack; /* CS_ABSENT_RANGE: observations are weighted, and the tests take none */
    double adjusted_difference; /* under the common mix; NaN when there is none */
    bool is_reversed;           /* adjusted and plain difference have opposite signs */
};

struct cs_comparison {
    struct cs_compared_group *groups;
    size_t n_groups;
    struct cs_pair *pairs;
    size_t n_pairs;
    size_t n_reversed;
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
