/* Kept groups some at a time, when their observations are in a temporary file. Answers for: the
 * same groups in the same order as cs_group_view_open gives of all at once, with factors of money
 * numbered alike. Inside of analysis/observed/survey_pages. */
#ifndef CS_ANALYSIS_KEPT_SLICES_H
#define CS_ANALYSIS_KEPT_SLICES_H

#include <stdbool.h>

#include "analysis/observed/group_view.h"
#include "data/slices.h"

/* The places and years that pay is from, numbered as they come up, and their factors. */
struct cs_group_view_places {
    const struct cs_dataset *dataset;
    uint32_t *seen; /* of each region and period: number + 1 */
    struct cs_money_pay *pays;
    size_t n, capacity;
};
/* Returns 0 when out of memory. */
bool cs_group_view_places_init(struct cs_group_view_places *places,
                               const struct cs_dataset *dataset);
void cs_group_view_places_clear(struct cs_group_view_places *places);
/* The number of a group's place; UINT32_MAX when out of memory. */
uint32_t cs_group_view_places_find(struct cs_group_view_places *places,
                                   const uint32_t key[CS_N_DIMS]);
/* Fills factors and unit of the counts. */
CS_MUST_USE enum cs_status cs_group_view_places_factors(const struct cs_group_view_places *places,
                                                        const struct cs_money_plan *plan,
                                                        struct cs_groups *counts,
                                                        struct cs_diag *diag);

/* As cs_group_view_open, of groups that are all there or some of many: no answer is no failure, and
 * the factors are not found yet. */
CS_MUST_USE enum cs_status cs_group_view_open_some(const struct cs_dataset *dataset,
                                                   const struct cs_groups_request *request,
                                                   struct cs_group_view_places *places,
                                                   struct cs_group_view *out, struct cs_diag *diag);
/* CS_NO_ANSWER with a message when the counts say so. */
CS_MUST_USE enum cs_status cs_group_view_check(const struct cs_groups *counts,
                                               struct cs_diag *diag);

struct cs_group_view_slices {
    const struct cs_dataset *dataset;
    struct cs_groups_request request;
    struct cs_group_order order;
    struct cs_group_view_places places;
    struct cs_dataset view; /* the dataset with the slice for its groups */
    struct cs_slices slices;
};
/* Puts the runs in order and starts before the first slice, which holds no more than memory may
 * take. Ownership: cs_group_view_slices_close, also after a failure. */
CS_MUST_USE enum cs_status cs_group_view_slices_open(struct cs_group_view_slices *slices,
                                                     const struct cs_dataset *dataset,
                                                     const struct cs_groups_request *request,
                                                     struct cs_diag *diag);
void cs_group_view_slices_close(struct cs_group_view_slices *slices);
/* Starts again, reading only what counts need or all. */
CS_MUST_USE enum cs_status cs_group_view_slices_restart(struct cs_group_view_slices *slices,
                                                        bool is_of_counts, struct cs_diag *diag);
/* The groups of the next slice; *has_more: there was one. *kept is borrowed until the next call,
 * and to be closed before it. */
CS_MUST_USE enum cs_status cs_group_view_slices_next(struct cs_group_view_slices *slices,
                                                     struct cs_group_view *kept, bool *has_more,
                                                     struct cs_diag *diag);
/* All of them at once, however much memory that takes. *slices stays until kept is closed. */
CS_MUST_USE enum cs_status cs_group_view_slices_all(struct cs_group_view_slices *slices,
                                                    struct cs_group_view *kept,
                                                    struct cs_diag *diag);

#endif
