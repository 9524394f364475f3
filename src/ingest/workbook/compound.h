/* Compound files: the folders-in-a-file that Office 97 to 2003 wrote. Answers for: taking one
 * stream out. Reference: [MS-CFB]. */
#ifndef CS_INGEST_COMPOUND_H
#define CS_INGEST_COMPOUND_H

#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

/* The first stream of any of the n names, any case. *found is its index, or -1 when there is none
 * (then CS_OK and nothing to free). Ownership: free *out.
 * Errors: CS_IO with `name` for a file that is cut off or contradicts itself. */
CS_MUST_USE enum cs_status cs_compound_stream(const char *name, struct cs_span file,
                                              const char *const *streams, size_t n, int *found,
                                              struct cs_span *out, struct cs_diag *diag);

#endif
