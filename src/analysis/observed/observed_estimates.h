/* Individual observations turned into figures that stand beside published ones. Answers for:
 * median, mean and percentiles of each occupation, region, level and year of a dataset's
 * observations, each with its number of observations in its note and a source that says they are
 * computed. Never done unasked: reports ask for it, because a report is made of figures. */
#ifndef CS_ANALYSIS_ANSWERED_H
#define CS_ANALYSIS_ANSWERED_H

#include "base/diag.h"
#include "data/dataset.h"

/* Adds estimates to a dataset that is not in use yet. Groups of fewer than three observations are
 * withheld. Does nothing without observations. Notes begin with CS_ANSWERED_NOTE. Errors:
 * CS_INTERNAL.
 */
#define CS_OBSERVED_NOTE "computed from "
enum {
    CS_OBSERVED_DIMS = 1 << CS_DIM_OCCUPATION | 1 << CS_DIM_REGION | 1 << CS_DIM_PERIOD |
                       1 << CS_DIM_LEVEL /* by which answers must be kept */
};
struct cs_observed_estimates_plan {
    uint32_t occupation; /* a key, or CS_NO_KEY for every one */
    size_t n_threads;
};
CS_MUST_USE enum cs_status cs_observed_estimates_add(struct cs_dataset *dataset,
                                                     const struct cs_observed_estimates_plan *plan,
                                                     struct cs_diag *diag);

#endif
