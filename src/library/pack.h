/* Figures of an earlier version, a row each, packed by line. Private to library/. */
#ifndef CS_LIBRARY_PACK_H
#define CS_LIBRARY_PACK_H

#include "library/sql.h"

/* Writes the lines of `from`, earlier lines l joined with their figures e, as lines of this
 * version. Errors: CS_IO; inside a transaction, which is taken back then. */
CS_MUST_USE enum cs_status cs_library_pack(struct cs_library *library, const char *from,
                                           struct cs_diag *diag);

#endif
