/* Sheets of a workbook that hold the same rows as one before them. Answers for: telling a copy, by
 * all of its cells, before a row of it is handed on. */
#ifndef CS_INGEST_COPIES_H
#define CS_INGEST_COPIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/source/reading.h"

/* The rows of one sheet, each as a number made of its cells. */
struct cs_sheet_print {
    const char *name; /* borrowed */
    uint64_t *rows;
    size_t n_rows, capacity;
};
struct cs_copies {
    struct cs_sheet_print *sheets; /* read so far */
    size_t n_sheets, capacity;
};
void cs_copies_clear(struct cs_copies *copies);

/* Reads a sheet through `read`, which is called with a reading whose sink is watched: first to
 * compare it with those read before, if there are any, until it differs from all; then, unless it
 * is a copy, to the sink of `reading`, keeping its print. A copy is warned of. Errors: those of
 * `read`. */
typedef enum cs_status cs_sheet_reader(struct cs_reading *reading, void *context);
CS_MUST_USE enum cs_status cs_copies_read(struct cs_copies *copies, struct cs_reading *reading,
                                          struct cs_place place, cs_sheet_reader *read,
                                          void *context);

#endif
