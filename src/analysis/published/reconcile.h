/* Forecasts of parts and of their whole made to agree. Answers for: the two ways of doing so for
 * one whole and its parts, step by step. Reference: Hyndman et al. 2011; Wickramasuriya et al.
 * 2019. */
#ifndef CS_ANALYSIS_RECONCILE_H
#define CS_ANALYSIS_RECONCILE_H

#include <stdbool.h>

#include "analysis/published/projection.h"

enum cs_reconcile_way {
    CS_RECONCILE_NONE,
    CS_RECONCILE_BOTTOM_UP,     /* the whole is the sum of its parts */
    CS_RECONCILE_LEAST_SQUARES, /* all move, the uncertain ones most: by their interval's width² */
};
/* "none", "bottom-up", "least-squares". */
const char *cs_reconcile_way_name(enum cs_reconcile_way way);
bool cs_reconcile_way_parse(struct cs_span name, enum cs_reconcile_way *way);

/* A whole and its parts among the rows of a projection. */
struct cs_reconcile_group {
    size_t whole;
    const size_t *parts;
    size_t n_parts;
};
/* Moves points and, by the same amount, intervals, of the steps all have; then change and growth
 * again. Of counts no part goes below zero: what is missing is taken from the others.
 * *share: what the parts sum to of the whole in the last year. Errors: CS_NO_ANSWER when a row was
 * refused, last years differ, or the parts sum to less than 98 % or more than 102 %. */
CS_MUST_USE enum cs_status cs_reconcile(struct cs_projection *projection,
                                        const struct cs_reconcile_group *group,
                                        enum cs_reconcile_way way, double *share,
                                        struct cs_diag *diag);

/* Groups by a dimension: the whole has the total's key there (region "US", occupation "00-0000"),
 * the parts every other key, the other dimensions being the same. The first such group of at least
 * two parts; n_parts 0 when there is none. Of plain tables the whole is the series named "total".
 * Arena: parts. */
CS_MUST_USE enum cs_status
cs_reconcile_find(const struct cs_dataset *dataset, const struct cs_projection *projection,
                  struct cs_arena *arena, struct cs_reconcile_group *group, struct cs_diag *diag);

#endif
