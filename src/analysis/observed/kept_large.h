/* One kept group whose answers are too many for memory. Answers for: the same sorted answers as
 * cs_kept_read gives, as arrays that lie in the temporary file, of which the system keeps in memory
 * what is looked at. Inside of analysis/survey. */
#ifndef CS_ANALYSIS_KEPT_LARGE_H
#define CS_ANALYSIS_KEPT_LARGE_H

#include "analysis/observed/kept_slices.h"

/* Whether a group of the slice is such a one: cs_kept_read must not be asked for it. */
int cs_kept_is_large(const struct cs_kept_slices *slices, const struct cs_kept *kept, size_t group);

struct cs_kept_large {
    struct cs_sorted sorted; /* borrowed from here */
    size_t n_bytes;          /* of each array */
};
/* Sorts the group some answers at a time and brings them together. Returns 0 on failure
 * (cs_scratch_fail says why). Ownership: cs_kept_large_clear. */
int cs_kept_large_read(const struct cs_kept_slices *slices, const struct cs_kept *kept,
                       size_t group, struct cs_kept_large *out);
void cs_kept_large_clear(struct cs_kept_large *large);

#endif
