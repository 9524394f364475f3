/* Text of any encoding as UTF-8. Answers for: recognizing the encoding by the bytes
 * (ingest/text/encoding.h), converting through iconv(3), noting which one it was, and dropping byte
 * order marks at the start and at the start of any later line, where files were joined. Bytes that
 * are no UTF-8 in a text that is go through: csv.c says where they stand. */
#ifndef CS_INGEST_DECODED_H
#define CS_INGEST_DECODED_H

#include "ingest/source/table.h"

struct cs_decoded; /* opaque */

/* Borrows `under` until closed. Notes go to the diag of the read that finds out.
 * Errors: CS_IO for an encoding that cannot be told. */
CS_MUST_USE enum cs_status cs_decoded_open(struct cs_byte_source *under, struct cs_decoded **out,
                                           struct cs_diag *diag);
void cs_decoded_close(struct cs_decoded *decoded); /* NULL is allowed */
struct cs_byte_source *cs_decoded_source(struct cs_decoded *decoded);

#endif
