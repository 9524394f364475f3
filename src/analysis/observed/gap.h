/* The gap between two groups of individual observations taken apart by the categories of other
 * dimensions. Answers for: gathering the cells, which pairs of groups, the counterfactual
 * distribution of DiNardo, Fortin and Lemieux. The formulas are stats/inference/decompose.h's. */
#ifndef CS_ANALYSIS_GAP_H
#define CS_ANALYSIS_GAP_H

#include <stdbool.h>

#include "analysis/observed/groups.h"
#include "base/arena.h"
#include "base/diag.h"
#include "stats/inference/decompose.h"
#include "stats/inference/reweight.h"

enum { CS_GAP_SHARES = 3 };
extern const double cs_gap_shares[CS_GAP_SHARES]; /* 0.1, 0.5, 0.9 */

struct cs_gap_options {
    enum cs_dim factors[CS_GAP_FACTORS];
    size_t n_factors;
    uint32_t reference; /* key of the first dimension grouped by; CS_NO_KEY: there are two groups */
    double minimum_n;
    uint64_t seed; /* of the bootstrap */
};

struct cs_gap_pair {
    uint32_t a, b; /* keys of the dimension grouped by; b is the reference */
    size_t n[2];
    double mean[2];
    struct cs_gap gap;
    bool has_intervals;  /* each group has 30 observations, for the normal law to hold */
    const char *missing; /* a category that is in one group only; NULL */
    /* At each share: of a, of b, and of b with the categories' shares of a. NaN with the lack. */
    double quantiles[CS_GAP_SHARES][3];
    enum cs_absence reweighted_lack;
    struct cs_reweight_errors errors[CS_GAP_SHARES]; /* by the bootstrap; NaN with the lack */
    enum cs_absence errors_lack;
};
struct cs_gap_result {
    struct cs_gap_pair *pairs; /* in the order of the groups */
    size_t n_pairs, n_withheld;
    struct cs_groups counts; /* of all groups; arrays are gone. cs_groups_clear */
};

/* Every group against the reference. Requires: request->n_by is 1, no factor is that dimension.
 * CS_USAGE for more than two groups without a reference, CS_NO_ANSWER for fewer than two with
 * minimum_n observations. Arena: pairs. */
CS_MUST_USE enum cs_status cs_gap_find(const struct cs_dataset *dataset,
                                       const struct cs_groups_request *request,
                                       const struct cs_gap_options *options, struct cs_arena *arena,
                                       struct cs_gap_result *out, struct cs_diag *diag);

#endif
