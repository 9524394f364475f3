/* Runs read back together, some groups at a time. Answers for: bringing the groups of all runs
 * together in order, and holding as many of them as memory may take as an ordinary struct
 * cs_grouped. A group too large for that is told of but not read. */
#ifndef CS_DATA_SLICES_H
#define CS_DATA_SLICES_H

#include <stdbool.h>

#include "data/grouped.h"
#include "data/run_head.h"

struct cs_slices {
    const struct cs_runs *runs;
    const struct cs_group_order *order; /* borrowed; the runs are sorted by it */
    size_t most_bytes;                  /* of groups and answers in a slice */
    uint64_t
        most_observations; /* of a group that is read: of all whose first dimensions are the same */
    bool is_of_counts;     /* no observations are read at all */
    struct cs_run_cursor *cursors;
    struct run_place {
        cs_place_number place;
        uint32_t run;
    } * heap; /* of runs that have more, the least first */
    size_t n_heap;
    struct cs_grouped grouped; /* the slice; its parts are the runs */
    size_t groups_capacity, pieces_capacity;
    size_t n_read;   /* of its groups; those behind belong to a large one */
    bool has_failed; /* cs_scratch_fail says why */
};

/* Starts before the first slice. Returns 0 on failure. Ownership: cs_slices_close, either way. */
bool cs_slices_open(struct cs_slices *slices, const struct cs_runs *runs,
                    const struct cs_group_order *order);
void cs_slices_close(struct cs_slices *slices);
/* On to the next groups, never apart from others with the same first dimensions. Returns 0 when
 * there are none, and on failure. */
bool cs_slices_next(struct cs_slices *slices);

/* Where in the temporary file the observations of a piece of the slice are. */
uint64_t cs_slices_place_of(const struct cs_slices *slices, const struct cs_grouped_piece *piece);

#endif
