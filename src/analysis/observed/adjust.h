/* Medians under one mix. Answers for: reweighting every group to the mix of all groups together
 * (direct standardization) before the median is taken. */
#ifndef CS_ANALYSIS_ADJUST_H
#define CS_ANALYSIS_ADJUST_H

#include "analysis/observed/compare.h"
#include "analysis/observed/compare_design.h"

/* Fills adjusted_median and adjusted_lack of every group that has a median. The standard is the
 * weight of each stratum over those groups; a stratum that one of them lacks takes that group's
 * adjusted median away (CS_ABSENT_RANGE): its pay there is not known.
 * draws: a row of n_resamples for each group, of its median as it would vary in samples of the
 * same strata (cs_strata_quantile); a row of a group without adjusted median is not written.
 * Requires: strata of every group below options->n_strata. */
struct cs_adjusting {
    const struct cs_compare_group *groups;
    const struct cs_compare_options *options;
    double *draws;
    struct cs_compare_domains *domains; /* gets the influences in place of draws; NULL without */
};
CS_MUST_USE enum cs_status cs_adjust_groups(const struct cs_adjusting *adjusting,
                                            struct cs_comparison *out, struct cs_diag *diag);

#endif
