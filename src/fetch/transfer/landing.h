/* The bytes of a transfer on their way to disk. Inside of fetch/transfer. Answers for: the part
 * beside the file, its size and its limits, and the last look before it gets its name. */
#ifndef CS_FETCH_LANDING_H
#define CS_FETCH_LANDING_H

#include "fetch/transfer/transfer.h"

/* What the bytes of the part were sent under; NULL when nothing is known of one. */
const struct cs_fetch_record *cs_landing_part(const struct cs_transfer *transfer);
/* Bytes of the part to go on from: fewer than n_whole (-1 unknown), so that there is something to
 * ask for. */
uint64_t cs_landing_size(const struct cs_transfer *transfer, int64_t n_whole);
/* The receivers of a request; context is the transfer. */
bool cs_landing_take_head(void *context, const struct cs_web_head *head);
bool cs_landing_take_body(void *context, const char *bytes, size_t n_bytes);
/* Length, digest, no web page; then the record and the name. NULL, or what is wrong; where another
 * attempt may mend it, transfer->starts_anew is set. */
const char *cs_landing_finish(struct cs_transfer *transfer, const char **hint);
/* Whether the file at path has this digest; one that only waits for its name gets it. */
bool cs_landing_is_whole(const char *path, const char *sha256, struct cs_arena *arena);

#endif
