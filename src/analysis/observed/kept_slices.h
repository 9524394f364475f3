/* Kept groups some at a time, when their answers are in a temporary file. Answers for: the same
 * groups in the same order as cs_kept_open gives of all at once, with factors of money numbered
 * alike. Inside of analysis/kept and analysis/survey. */
#ifndef CS_ANALYSIS_KEPT_SLICES_H
#define CS_ANALYSIS_KEPT_SLICES_H

#include "analysis/observed/kept.h"
#include "data/slices.h"

/* The places and years that pay is from, numbered as they come up, and their factors. */
struct cs_kept_places {
    const struct cs_dataset *dataset;
    uint32_t *seen; /* of each region and period: number + 1 */
    struct cs_money_pay *pays;
    size_t n, capacity;
};
/* Returns 0 when out of memory. */
int cs_kept_places_init(struct cs_kept_places *places, const struct cs_dataset *dataset);
void cs_kept_places_clear(struct cs_kept_places *places);
/* The number of a group's place; UINT32_MAX when out of memory. */
uint32_t cs_kept_places_find(struct cs_kept_places *places, const uint32_t key[CS_N_DIMS]);
/* Fills factors and unit of the counts. */
CS_MUST_USE enum cs_status cs_kept_places_factors(const struct cs_kept_places *places,
                                                  const struct cs_money_plan *plan,
                                                  struct cs_groups *counts, struct cs_diag *diag);

/* As cs_kept_open, of groups that are all there or some of many: no answer is no failure, and the
 * factors are not found yet. */
CS_MUST_USE enum cs_status cs_kept_open_some(const struct cs_dataset *dataset,
                                             const struct cs_groups_request *request,
                                             struct cs_kept_places *places, struct cs_kept *out,
                                             struct cs_diag *diag);
/* CS_NO_ANSWER with a message when the counts say so. */
CS_MUST_USE enum cs_status cs_kept_check(const struct cs_groups *counts, struct cs_diag *diag);

struct cs_kept_slices {
    const struct cs_dataset *dataset;
    struct cs_groups_request request;
    struct cs_group_order order;
    struct cs_kept_places places;
    struct cs_dataset view; /* the dataset with the slice for its groups */
    struct cs_slices slices;
};
/* Puts the runs in order and starts before the first slice, which holds no more than memory may
 * take. Ownership: cs_kept_slices_close, also after a failure. */
CS_MUST_USE enum cs_status cs_kept_slices_open(struct cs_kept_slices *slices,
                                               const struct cs_dataset *dataset,
                                               const struct cs_groups_request *request,
                                               struct cs_diag *diag);
void cs_kept_slices_close(struct cs_kept_slices *slices);
/* Starts again, reading only what counts need or all. */
CS_MUST_USE enum cs_status cs_kept_slices_restart(struct cs_kept_slices *slices, int is_of_counts,
                                                  struct cs_diag *diag);
/* The groups of the next slice; *has_more: there was one. *kept is borrowed until the next call,
 * and to be closed before it. */
CS_MUST_USE enum cs_status cs_kept_slices_next(struct cs_kept_slices *slices, struct cs_kept *kept,
                                               int *has_more, struct cs_diag *diag);
/* All of them at once, however much memory that takes. *slices stays until kept is closed. */
CS_MUST_USE enum cs_status cs_kept_slices_all(struct cs_kept_slices *slices, struct cs_kept *kept,
                                              struct cs_diag *diag);

#endif
