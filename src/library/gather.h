/* All names of a key in one row, for searching. Private to library/. */
#ifndef CS_LIBRARY_GATHER_H
#define CS_LIBRARY_GATHER_H

#include "library/sql.h"

/* Rewrites the rows of keys that got a new name from file `id`, or, for 0, of all keys. */
CS_MUST_USE enum cs_status cs_library_gather_names(struct cs_library *library, int64_t id,
                                                   struct cs_diag *diag);

#endif
