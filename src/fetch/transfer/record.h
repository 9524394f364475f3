/* What is remembered of files that were fetched: which address, which version of it, which bytes.
 * Answers for: one small JSON file beside the library, replaced whole at each change, so that a
 * program that is killed leaves it old or new. Losing it costs a transfer, never data. */
#ifndef CS_FETCH_RECORD_H
#define CS_FETCH_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

/* Texts "" where unknown. */
struct cs_fetch_record {
    const char *address;
    const char *etag, *modified; /* as the publisher's server gave them */
    const char *sha256;          /* of the whole file; "" while it is on its way */
    const char *fetched;         /* the day it was whole: "2026-11-30" */
    int64_t n_bytes;             /* of the whole file; -1 unknown */
    bool is_packed;              /* it came packed: what is there of it cannot be continued */
};
struct cs_fetch_records {
    struct cs_arena *arena; /* borrowed */
    const char *path;
    struct cs_fetch_record *items;
    size_t n, capacity;
};

/* Reads the file; one that is not there is empty, and so, with a warning, is one that is damaged.
 * Errors: CS_IO when it cannot be read. Arena: everything. */
CS_MUST_USE enum cs_status cs_fetch_records_open(struct cs_fetch_records *records, const char *path,
                                                 struct cs_arena *arena, struct cs_diag *diag);
/* That of an address; NULL when there is none. */
const struct cs_fetch_record *cs_fetch_records_find(const struct cs_fetch_records *records,
                                                    const char *address);
/* Keeps a record in place of an earlier one of its address, and writes the file. Texts are copied.
 * Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_fetch_records_put(struct cs_fetch_records *records,
                                                const struct cs_fetch_record *record,
                                                struct cs_diag *diag);

#endif
