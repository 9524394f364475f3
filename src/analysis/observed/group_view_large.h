/* One kept group whose observations are too many for memory. Answers for: the same sorted
 * observations as cs_group_view_read gives, as arrays that lie in the temporary file, of which the
 * system keeps in memory what is looked at. Inside of analysis/observed/survey. */
#ifndef CS_ANALYSIS_KEPT_LARGE_H
#define CS_ANALYSIS_KEPT_LARGE_H

#include <stdbool.h>

#include "analysis/observed/group_sort.h"
#include "analysis/observed/group_view_slices.h"

/* Whether a group of the slice is such a one: cs_group_view_read must not be asked for it. */
bool cs_group_view_is_large(const struct cs_group_view_slices *slices,
                            const struct cs_group_view *kept, size_t group);

/* Sorts the group some observations at a time and brings them together. Returns 0 on failure
 * (cs_scratch_fail says why). Ownership: cs_group_sorted_clear. */
bool cs_group_view_large_read(const struct cs_group_view_slices *slices,
                              const struct cs_group_view *kept, size_t group,
                              struct cs_group_sorted *out);

#endif
