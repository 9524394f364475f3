/* Every group's sorted observations at once, for methods that set groups against each other: in
 * memory or, where the walk reads a temporary file, there. */
#ifndef CS_ANALYSIS_GROUP_KEEP_H
#define CS_ANALYSIS_GROUP_KEEP_H

#include <stdint.h>

#include "analysis/observed/group_walk.h"
#include "base/scratch.h"
#include "stats/sample.h"

struct cs_group_keep {
    struct cs_sorted *sorted; /* of each group; what lies in the file has let_go */
    size_t n;
    uint64_t *places;           /* in the file; NULL: in memory */
    struct cs_scratch *scratch; /* borrowed */
    void *map;
    size_t n_bytes;
};

/* Ownership: cs_group_keep_clear, also after a failure. */
CS_MUST_USE enum cs_status cs_group_keep_all(struct cs_group_keep *keep, struct cs_group_walk *walk,
                                             size_t n_threads, struct cs_diag *diag);
void cs_group_keep_clear(struct cs_group_keep *keep);

#endif
