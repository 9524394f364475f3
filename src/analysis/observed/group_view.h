/* Groups of a dataset that keeps its observations by group (data/grouped.h), as a request wants
 * them: coarser, filtered, in order, in another money. Answers for: which kept groups make up a
 * group, what is left out and why, and handing out one group's observations sorted. Computes no
 * statistic. */
#ifndef CS_ANALYSIS_KEPT_H
#define CS_ANALYSIS_KEPT_H

#include <stdbool.h>

#include "analysis/observed/groups.h"
#include "data/grouped.h"
#include "stats/sample.h"

struct cs_group_view_group {
    uint32_t key[CS_N_DIMS]; /* CS_NO_KEY for a dimension not grouped by */
    size_t n;                /* observations with a finite value */
    size_t first, n_members; /* in `members` */
};
struct cs_group_view {
    const struct cs_dataset *dataset;
    struct cs_group_view_group *groups; /* levels by their order, periods by time, others by code */
    size_t n_groups, n_most;            /* n_most: observations of the largest */
    uint32_t *members;                  /* kept groups, by group */
    uint32_t *places;                   /* with money: of each kept group, its factor; else NULL */
    struct cs_groups counts;            /* n_observations, n_elsewhere, …, unit, factors */
    const struct cs_group *rows;        /* of a dataset that keeps rows, its groups; else NULL */
    struct cs_group_view_slices
        *slices; /* where observations were read back from; NULL: they were in memory */
};

/* Requires: a dataset that keeps groups does so by every dimension that the request names (with
 * money: region and period too). Errors: CS_NO_ANSWER as cs_groups_collect. Ownership:
 * cs_group_view_close, also after a failure; `counts` may be taken out before. */
CS_MUST_USE enum cs_status cs_group_view_open(const struct cs_dataset *dataset,
                                              const struct cs_groups_request *request,
                                              struct cs_group_view *out, struct cs_diag *diag);
void cs_group_view_close(struct cs_group_view *kept);

/* Room for one group after the other; each thread has its own. */
struct cs_group_view_reader {
    double *values, *weights, *cumulative;
    uint64_t *pairs;
    size_t capacity;
    struct cs_sorted owned; /* of a group that had to be sorted as doubles */
};
void cs_group_view_reader_clear(struct cs_group_view_reader *reader);
/* The observations of a group in canonical order, zero weights dropped. *sorted is borrowed from
 * the reader until its next use. Returns 0 when out of memory. */
bool cs_group_view_read(const struct cs_group_view *kept, size_t group,
                        struct cs_group_view_reader *reader, struct cs_sorted *sorted);

/* The same, to keep. Ownership: cs_sorted_clear. */
bool cs_group_view_take(const struct cs_group_view *kept, size_t group, struct cs_sorted *sorted);

/* Fetches what groups first … end − 1 are read from, while others are worked on: groups in order
 * lie anywhere in memory. */
void cs_group_view_prefetch(const struct cs_group_view *kept, size_t first, size_t end);

/* The same as cs_groups_collect gives for rows, each group's observations in canonical order;
 * strata by stratum first. */
CS_MUST_USE enum cs_status cs_group_view_collect(const struct cs_dataset *dataset,
                                                 const struct cs_groups_request *request,
                                                 struct cs_groups *out, struct cs_diag *diag);

#endif
