/* What one file may unpack to, however deep: 64 MB and 100 times the bytes read from the disk.
 * Answers for: stopping files made to fill a machine. Shared by all that unpack. */
#ifndef CS_INGEST_BUDGET_H
#define CS_INGEST_BUDGET_H

#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct cs_budget {
    const uint64_t *read_bytes; /* borrowed: of the file so far */
    uint64_t unpacked_bytes;
};

/* Counts n more unpacked bytes; `name` is the place. Errors: CS_IO past the limit. */
CS_MUST_USE enum cs_status cs_budget_take(struct cs_budget *budget, size_t n, const char *name,
                                          struct cs_diag *diag);

#endif
