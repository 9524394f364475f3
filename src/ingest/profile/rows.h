/* The first rows of a table, kept so that columns can be looked at before any row is read. Answers
 * for: copying cells with their types and places. Does not interpret them. */
#ifndef CS_INGEST_PROFILE_ROWS_H
#define CS_INGEST_PROFILE_ROWS_H

#include <stdbool.h>

#include "base/arena.h"
#include "ingest/source/table.h"

/* As many rows are a sample; fewer where they are long: the fast reader takes over from within the
 * first block of a file. */
enum { CS_PROFILE_ROWS = 64, CS_PROFILE_BYTES = 64 << 10 };

struct cs_profile_rows {
    struct cs_arena arena;
    struct cs_row items[CS_PROFILE_ROWS];
    size_t n, n_bytes;
};

void cs_profile_rows_clear(struct cs_profile_rows *rows);
/* Copies a row. Requires: not full. Returns false when out of memory. */
bool cs_profile_rows_keep(struct cs_profile_rows *rows, const struct cs_row *row);
bool cs_profile_rows_are_full(const struct cs_profile_rows *rows);
/* The cell of a column in a row, without blanks and ="…" around its text; a blank one where the row
 * is shorter. */
struct cs_cell cs_profile_rows_cell(const struct cs_profile_rows *rows, size_t row, size_t column);

#endif
