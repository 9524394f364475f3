/* A byte source read ahead by a thread of its own, so that unpacking and making sense of what was
 * unpacked go on side by side. Answers for: the same bytes and the same errors, at the same place,
 * as the source under it. */
#ifndef CS_INGEST_AHEAD_H
#define CS_INGEST_AHEAD_H

#include "ingest/source/table.h"

struct cs_ahead; /* opaque */

/* The thread starts once more than one block is read; where it cannot start, or n_threads is below
 * 2, the source is read as it is asked for. Nothing else may use `under`, what it stands on, and
 * its diag until closed. Errors: out of memory. */
CS_MUST_USE enum cs_status cs_ahead_open(struct cs_byte_source *under, size_t n_threads,
                                         struct cs_ahead **out, struct cs_diag *diag);
/* Stops and waits for the thread. NULL is allowed. */
void cs_ahead_close(struct cs_ahead *ahead);

/* The same bytes, under the same name. */
struct cs_byte_source *cs_ahead_source(struct cs_ahead *ahead);

#endif
