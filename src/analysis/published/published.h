/* Published estimates of several places, levels or occupations side by side. Answers for: only
 * what a published figure allows: difference and ratio; a test for means that come with their
 * relative standard error, corrected for many pairs; the location quotient; the merged median of
 * groups that publish percentiles. A median has no published error: none is invented. */
#ifndef CS_ANALYSIS_PUBLISHED_H
#define CS_ANALYSIS_PUBLISHED_H

#include "base/arena.h"
#include "base/diag.h"
#include "stats/binned.h"
#include "stats/absence.h"

/* One side of a comparison. Absent figures are NaN. */
struct cs_published {
    const char *code, *title;
    double median, mean, mean_rse; /* rse as a fraction */
    double employment;
    double percentiles[5]; /* p10, p25, p50, p75, p90 */
};

struct cs_published_pair {
    size_t a, b;
    double median_difference, median_ratio; /* NaN when either is absent; no error is known */
    double mean_difference, mean_se, z, p_value, p_holm, p_bh;
    enum cs_absence test_lack; /* why the means are not tested */
};

struct cs_published_result {
    struct cs_published_pair *pairs;
    size_t n_pairs;
    struct cs_merged merged; /* the median of all together, by their percentiles */
    enum cs_absence merged_lack;
    double employment_weighted_median; /* an approximation, and called that */
    enum cs_absence weighted_lack;
};

/* All pairs, or every other side against `reference` (an index; n for all pairs). The merged and
 * the weighted median take the sides that have the figures, and say so by their lack when one that
 * has employment has not. CS_NO_ANSWER for fewer than two sides. Arena: pairs. */
CS_MUST_USE enum cs_status cs_published_compare(const struct cs_published *sides, size_t n,
                                                size_t reference, struct cs_arena *arena,
                                                struct cs_published_result *out,
                                                struct cs_diag *diag);

#endif
