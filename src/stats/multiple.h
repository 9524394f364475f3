/* Many comparisons at once, and published means. Answers for: adjusting p-values and comparing two
 * means by their published errors. Medians have no published error and no test here. */
#ifndef CS_STATS_MULTIPLE_H
#define CS_STATS_MULTIPLE_H

#include "stats/absence.h"

#include <stddef.h>

/* Holm's step-down (family-wise error) and Benjamini-Hochberg's step-up (false discovery rate):
 * adjusted[i] belongs to p[i]; a NaN stays NaN and is not counted among the comparisons.
 * p and adjusted may be the same array. Returns none or CS_ABSENT_MEMORY, CS_ABSENT_RANGE for p
 * outside [0, 1]. Reference: Holm 1979; Benjamini & Hochberg 1995; R's p.adjust(). */
enum cs_absence cs_adjust_holm(const double *p, size_t n, double *adjusted);
enum cs_absence cs_adjust_bh(const double *p, size_t n, double *adjusted);

struct cs_mean_test {
    double difference, se, z, p_value;
};

/* Two independent published means with their relative standard errors (fractions):
 * z = (a − b)/√((a·rse_a)² + (b·rse_b)²). CS_ABSENT_FINITE for a NaN, CS_ABSENT_VARIATION when both
 * errors are zero, CS_ABSENT_RANGE for a negative error. Never of medians: the printed error is the
 * mean's. */
enum cs_absence cs_compare_means(double a, double rse_a, double b, double rse_b,
                                 struct cs_mean_test *out);

#endif
