/* A file or standard input as bytes handed out in turn, hashed on the way. Answers for: opening,
 * reading, the system's reasons. Does not know formats. */
#ifndef CS_INGEST_BYTES_H
#define CS_INGEST_BYTES_H

#include <stdbool.h>
#include "base/digest.h"
#include "ingest/source/table.h"

struct cs_bytes; /* opaque */

/* Opens path ("-": standard input, named "stdin" in messages). `is_hashed`: keep a SHA-256.
 * Errors: CS_IO with the system's reason; a folder is refused. Ownership: cs_bytes_close. */
CS_MUST_USE enum cs_status cs_bytes_open(const char *path, bool is_hashed, struct cs_bytes **out,
                                         struct cs_diag *diag);
void cs_bytes_close(struct cs_bytes *bytes); /* NULL is allowed */

/* The source to read from. Ownership: borrowed until closed. */
struct cs_byte_source *cs_bytes_source(struct cs_bytes *bytes);

/* Whether a file is as it was when it was opened, by size and time of change. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_bytes_check(const struct cs_bytes *bytes, struct cs_diag *diag);

/* Reads what is left and writes the digest of everything ("" when not hashed) and its size. */
CS_MUST_USE enum cs_status cs_bytes_finish(struct cs_bytes *bytes,
                                           char sha256[CS_DIGEST_TEXT_BYTES], uint64_t *n_bytes,
                                           struct cs_diag *diag);

#endif
