/* gzip through zlib. Answers for: checksum and length of every member, several members, zeros after
 * the last, and saying when the data are cut short. libarchive checks none of these. */
#ifndef CS_INGEST_GUNZIP_H
#define CS_INGEST_GUNZIP_H

#include "ingest/source/budget.h"
#include "ingest/source/table.h"

struct cs_gunzip; /* opaque */

/* Everything is borrowed until closed. Errors: out of memory. */
CS_MUST_USE enum cs_status cs_gunzip_open(struct cs_byte_source *under, struct cs_budget *budget,
                                          struct cs_gunzip **out, struct cs_diag *diag);
void cs_gunzip_close(struct cs_gunzip *gunzip); /* NULL is allowed */

/* The content, under the name of the file. Its end is only told when all checks held. */
struct cs_byte_source *cs_gunzip_source(struct cs_gunzip *gunzip);

#endif
