/* Byte sources over other things: bytes seen ahead of reading, and sources read whole. Answers for:
 * handing bytes on. */
#ifndef CS_INGEST_PEEKED_H
#define CS_INGEST_PEEKED_H

#include "ingest/source/table.h"

/* The first bytes of another source, which are handed out again. */
struct cs_peeked_source {
    struct cs_byte_source source;
    struct cs_byte_source *under; /* borrowed */
    char head[4096];
    size_t n_head, n_given;
};
/* Errors: CS_IO as the source reported. */
CS_MUST_USE enum cs_status cs_peeked_source_init(struct cs_peeked_source *peeked,
                                                 struct cs_byte_source *under,
                                                 struct cs_diag *diag);

/* All bytes of a source, at most max_bytes. Ownership: free *out. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_source_slurp(struct cs_byte_source *source, size_t max_bytes,
                                           char **out, size_t *n_bytes, struct cs_diag *diag);

#endif
