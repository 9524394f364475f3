/* The groups of a request, some at a time, wherever a dataset keeps its observations: rows, memory,
 * or a temporary file. Answers for: how many groups there are and what they count before the first
 * observation is read, and each group's observations sorted, also of a group larger than memory.
 * Computes no statistic. */
#ifndef CS_ANALYSIS_GROUP_WALK_H
#define CS_ANALYSIS_GROUP_WALK_H

#include <stdbool.h>

#include "analysis/observed/group_view.h"
#include "analysis/observed/group_view_large.h"
#include "analysis/observed/group_view_slices.h"

struct cs_group_walk {
    struct cs_group_view kept; /* the groups that are here, from number `first` on */
    size_t first;
    size_t n_groups;                    /* of all */
    struct cs_groups counts;            /* of all; a struct cs_groups that may be taken out */
    bool has_weights, has_zero_weights; /* some observation, perhaps */
    bool is_sliced;
    bool is_at_start; /* all groups are here and were not gone to yet */
    struct cs_group_view_slices slices;
};

/* Counts the groups and stands before the first. Errors: as cs_group_view_open. Ownership:
 * cs_group_walk_close, also after a failure. */
CS_MUST_USE enum cs_status cs_group_walk_open(struct cs_group_walk *walk,
                                              const struct cs_dataset *dataset,
                                              const struct cs_groups_request *request,
                                              struct cs_diag *diag);
void cs_group_walk_close(struct cs_group_walk *walk);
/* Back before the first; is_of_counts: no observation will be read until the next restart. */
CS_MUST_USE enum cs_status cs_group_walk_restart(struct cs_group_walk *walk, bool is_of_counts,
                                                 struct cs_diag *diag);
/* On to the next groups; *has_more: there were some. */
CS_MUST_USE enum cs_status cs_group_walk_next(struct cs_group_walk *walk, bool *has_more,
                                              struct cs_diag *diag);

/* Room for one group after the other; each thread has its own. Zero before the first. */
struct cs_group_bench {
    struct cs_group_view_reader reader;
    struct cs_group_sorted large;
    struct cs_diag diag;
    enum cs_status status; /* the first failure; its message is in diag */
};
void cs_group_bench_clear(struct cs_group_bench *bench);
/* The observations of group g of those that are here, borrowed from the bench until its next use.
 * Returns 0 after a failure, which the bench keeps. */
bool cs_group_walk_read(const struct cs_group_walk *walk, size_t g, struct cs_group_bench *bench,
                        struct cs_sorted *sorted);
/* The first failure of n benches; their messages go to diag. */
CS_MUST_USE enum cs_status cs_group_benches_status(struct cs_group_bench *benches, size_t n,
                                                   struct cs_diag *diag);

/* Every group from the first to the last, to a function that n_threads threads call at once, each
 * with a group of its own (from 0, in the order of the answer); one thread calls it in that order.
 * The group and its observations are borrowed during the call. */
struct cs_group_taker {
    void *context;
    enum cs_status (*take)(void *context, size_t group, const struct cs_group_view_group *about,
                           const struct cs_sorted *sorted, struct cs_diag *diag);
};
CS_MUST_USE enum cs_status cs_group_walk_each(struct cs_group_walk *walk, size_t n_threads,
                                              const struct cs_group_taker *taker,
                                              struct cs_diag *diag);

#endif
