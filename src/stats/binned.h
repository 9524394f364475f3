/* Quantiles where the observations themselves are not known: counts in bins, or published
 * percentiles. Answers for: reading a share between known points, saying where only a bound is
 * known, merging groups by their distributions. Medians do not pool: a mean of medians is never
 * formed here. */
#ifndef CS_STATS_BINNED_H
#define CS_STATS_BINNED_H

#include <stddef.h>

#include "stats/absence.h"

/* Answers from lower up to upper. lower −∞ or upper ∞: open. */
struct cs_bin {
    double lower, upper, count;
};

enum cs_bin_method {
    CS_BIN_LINEAR, /* L + (pN − C)/f · h */
    CS_BIN_PARETO, /* L·(U/L)^(ln(N_L/(N(1−p)))/ln(N_L/N_U)), N_L and N_U counts above L and U;
                      linear where L ≤ 0 or N_U = 0 */
    CS_BIN_PARETO_TAIL, /* the same, and in an open top bin the law of the closed bin before it:
                           U·(N_U/(N(1−p)))^(1/a), a = ln(N_L/N_U)/ln(U/L) */
};

/* The p quantile of bins in ascending order without overlap. In an open bin the quantile is not
 * known: CS_ABSENT_BOUND, and *out is the finite end of it (a floor at the top, a ceiling at the
 * bottom: compare with the bin). A share that falls exactly between two bins is their border.
 * CS_ABSENT_ORDER for bins out of order or overlapping, CS_ABSENT_WEIGHT when all are empty,
 * CS_ABSENT_POSITIVE_WEIGHT, CS_ABSENT_RANGE for p outside [0, 1]. */
struct cs_bins {
    const struct cs_bin *bins;
    size_t n;
};
enum cs_absence cs_binned_quantile(const struct cs_bins *bins, enum cs_bin_method method, double p,
                                   double *out);

/* Published percentiles of one group: value[i] at share[i], both ascending. */
struct cs_percentiles {
    const double *shares; /* strictly ascending, inside (0, 1) */
    const double *values; /* not descending */
    size_t n;
};

/* Between published percentiles: the straight line of ln value against the normal quantile of the
 * share, which is exact for a lognormal and always monotone; of the value itself where one is not
 * positive. Outside the first and last: CS_ABSENT_RANGE. CS_ABSENT_ORDER, CS_ABSENT_MORE_VALUES for
 * n < 2. A published percentile comes out as printed. */
enum cs_absence cs_percentiles_quantile(const struct cs_percentiles *known, double p, double *out);
/* The share of the group at or below a value; CS_ABSENT_RANGE outside the known values. */
enum cs_absence cs_percentiles_share(const struct cs_percentiles *known, double value, double *out);

/* One group of a merger: published percentiles and the number of people behind them. */
struct cs_merge_part {
    struct cs_percentiles known;
    double weight;
};

/* A merged quantile. Where the answer lies outside the known percentiles of a group only part of
 * its distribution is known there: lower and upper then differ, and bound the answer. */
struct cs_merged {
    double lower, upper; /* the merged quantile lies between them */
    double value;        /* both, when they agree; else NaN */
};

/* The p quantile of all groups together: Σ w·F(x) = p·Σw solved for x.
 * CS_ABSENT_RANGE when not even bounds are known (p outside what the groups together publish); else
 * the lacks of a part. Parts of weight 0 are passed over. */
enum cs_absence cs_merge_quantile(const struct cs_merge_part *parts, size_t n_parts, double p,
                                  struct cs_merged *out);

/* Σ w·m/Σw of published medians: an approximation of the merged median by name, for groups that
 * publish nothing else. CS_ABSENT_WEIGHT, CS_ABSENT_FINITE, CS_ABSENT_POSITIVE_WEIGHT. */
enum cs_absence cs_employment_weighted_median(const double *medians, const double *employment,
                                              size_t n, double *out);

#endif
