/* One pair of groups. Apart from compare.c, which draws for all groups and corrects over all pairs.
 */
#ifndef CS_ANALYSIS_COMPARE_PAIR_H
#define CS_ANALYSIS_COMPARE_PAIR_H

#include "analysis/observed/compare.h"
#include "analysis/observed/compare_design.h"

/* What one pair is made from. Borrowed. */
struct cs_pair_work {
    const struct cs_compare_group *groups;
    const struct cs_compare_options *options;
    struct cs_comparison *out;
    const double *draws;          /* of medians, a row of n_resamples for each group */
    const double *adjusted_draws; /* the same of adjusted medians; NULL when not adjusted */
    const struct cs_compare_domains *domains; /* by strata and clusters; NULL: one by one */
};

/* Fills everything but the corrections over pairs. scratch: n_resamples numbers, three times
 * as many with domains, or n_replicates where that is more. a and b are set before. */
void cs_pair_fill(const struct cs_pair_work *work, double *scratch, struct cs_pair *pair);

#endif
