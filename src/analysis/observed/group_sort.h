/* Any number of observations in canonical order, of which memory holds some: sorted a piece at a
 * time into the temporary file, brought together there, and mapped. Answers for: the same arrays as
 * sorting all at once gives, of which the system keeps in memory what is looked at. */
#ifndef CS_ANALYSIS_GROUP_SORT_H
#define CS_ANALYSIS_GROUP_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/scratch.h"
#include "stats/sample.h"

struct cs_group_sort {
    struct cs_scratch *scratch; /* NULL: all are in memory */
    bool has_weights;
    double *values, *weights; /* to be sorted next */
    size_t n, capacity;
    struct cs_group_sorted_run {
        uint64_t at; /* in the file: values, then weights */
        size_t n;
    } * runs;
    size_t n_runs;
    uint64_t n_all; /* in runs */
};

/* Room for n_most observations, or as many of them as n_bytes hold; scratch NULL: for all. Returns
 * 0 when out of memory. Ownership: cs_group_sort_clear, also after a failure. */
bool cs_group_sort_init(struct cs_group_sort *sort, struct cs_scratch *scratch, bool has_weights,
                        size_t n_most, size_t n_bytes);
void cs_group_sort_clear(struct cs_group_sort *sort);
/* What has no finite value, or no weight, is left out. Returns 0 on failure. */
bool cs_group_sort_add(struct cs_group_sort *sort, double value, double weight);
bool cs_group_sort_add_sorted(struct cs_group_sort *sort, const struct cs_sorted *sorted);

/* CS_IO or CS_INTERNAL, with the reason. */
CS_MUST_USE enum cs_status cs_group_sort_fail(const struct cs_group_sort *sort,
                                              struct cs_diag *diag);

/* Sorted observations, in memory or mapped. */
struct cs_group_sorted {
    struct cs_sorted sorted; /* borrowed from here */
    size_t n_bytes;          /* of each array that is mapped; 0: they are in memory */
};
/* Everything that was added. The same returns. Ownership: cs_group_sorted_clear. */
bool cs_group_sort_end(struct cs_group_sort *sort, struct cs_group_sorted *out);
void cs_group_sorted_clear(struct cs_group_sorted *sorted);

#endif
