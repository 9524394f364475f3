/* Errors of what groups of individual observations add up to. Answers for: mean, total and share of
 * each group with standard error and interval, by replicate weights or by linearization, as R's
 * survey has them for domains of one survey. Quantiles have analysis/observed/distribution.h. */
#ifndef CS_ANALYSIS_ERRORS_H
#define CS_ANALYSIS_ERRORS_H

#include "analysis/observed/groups.h"
#include "base/arena.h"
#include "base/diag.h"
#include "stats/interval.h"
#include "stats/replicate.h"

struct cs_error {
    double value, se; /* NaN when absent */
    struct cs_interval interval;
};
struct cs_group_errors {
    uint32_t key[CS_N_DIMS];
    struct cs_error mean;
    struct cs_error total; /* Σw: the people the observations stand for */
    struct cs_error share; /* of all groups' Σw */
};
struct cs_errors {
    struct cs_group_errors *groups; /* in the order of the survey's */
    size_t n_groups;
};

struct cs_error_options {
    const struct cs_replicate_design *replicates; /* NULL: linearized */
    double confidence, minimum_n;
};

/* Groups with fewer than minimum_n observations have no figures; then none has a share, which would
 * give them away. Arena: groups. */
CS_MUST_USE enum cs_status cs_errors_find(const struct cs_dataset *dataset,
                                          const struct cs_groups_request *request,
                                          const struct cs_error_options *options,
                                          struct cs_arena *arena, struct cs_errors *out,
                                          struct cs_diag *diag);
/* Those of a group; NULL when it has none. */
const struct cs_group_errors *cs_errors_of(const struct cs_errors *errors,
                                           const uint32_t key[CS_N_DIMS]);

#endif
