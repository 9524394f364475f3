/* A corrected file against its old self. Private to library/. */
#ifndef CS_LIBRARY_DIFFERENCE_H
#define CS_LIBRARY_DIFFERENCE_H

#include "library/sql.h"

/* Within the transaction that stored file `id`: an earlier file of the same stem whose tables have
 * mostly the same keys is compared and removed; *change says what changed. */
CS_MUST_USE enum cs_status cs_library_replace_old(struct cs_library *library, int64_t id,
                                                  struct cs_arena *arena,
                                                  struct cs_library_change *change,
                                                  struct cs_diag *diag);

/* The periods of a file, of its tables and its rows, as one text in the arena: to tell whether they
 * are others after it was read again. */
CS_MUST_USE enum cs_status cs_library_periods_of(struct cs_library *library, const char *sha256,
                                                 struct cs_arena *arena, const char **periods,
                                                 struct cs_diag *diag);

#endif
