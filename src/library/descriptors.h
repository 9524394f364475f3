/* What occupations are like, in the library. Answers for: storing such rows and giving them back.
 * Private to library/. */
#ifndef CS_LIBRARY_DESCRIPTORS_H
#define CS_LIBRARY_DESCRIPTORS_H

#include "library/fetch.h"
#include "library/sql.h"

/* Ids in the library of the dataset's keys and sources; 0: not stored. */
struct cs_library_ids {
    int64_t *const *keys; /* by dimension */
    const int64_t *sources;
};
CS_MUST_USE enum cs_status cs_library_store_descriptors(struct cs_library *library,
                                                        const struct cs_dataset *data,
                                                        const struct cs_library_ids *ids,
                                                        struct cs_diag *diag);

/* Those of the occupations asked for, or all, and what elements are called, in the order of import.
 * Requires: cs_fetching_want_codes. */
CS_MUST_USE enum cs_status cs_library_fetch_descriptors(struct cs_fetching *fetching);

#endif
