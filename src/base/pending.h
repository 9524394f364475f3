/* A file on its way. Answers for: writing it beside its target under a random name that nobody can
 * have prepared, and renaming it at the end, so that the target is the old file or the new one,
 * whole, with the old one's rights. */
#ifndef CS_BASE_PENDING_H
#define CS_BASE_PENDING_H

#include <stddef.h>

#include "base/diag.h"
#include "base/status.h"

struct cs_pending; /* opaque */

/* Makes the new file; the path is copied. A special file is opened itself, and there is nothing to
 * rename then. Errors: CS_IO with the path. Ownership: cs_pending_commit or cs_pending_discard. */
CS_MUST_USE enum cs_status cs_pending_open(const char *path, struct cs_pending **out,
                                           struct cs_diag *diag);
/* Appends. Returns 0, or the system's reason. */
CS_MUST_USE int cs_pending_write(struct cs_pending *pending, const char *bytes, size_t n_bytes);
/* Puts the bytes on the disk. Returns 0, or the system's reason. */
CS_MUST_USE int cs_pending_sync(struct cs_pending *pending);
/* Ends writing; the file waits for its name. Returns 0, or the system's reason. */
CS_MUST_USE int cs_pending_close(struct cs_pending *pending);
/* Closes, renames and frees; after a failure the old file stays. Errors: CS_IO with the path. */
CS_MUST_USE enum cs_status cs_pending_commit(struct cs_pending *pending, struct cs_diag *diag);
/* Removes what was written and frees; NULL is allowed. */
void cs_pending_discard(struct cs_pending *pending);

#endif
