/* Rows and columns that a person who opens a workbook does not see. Answers for: remembering them
 * and telling of those that were read. */
#ifndef CS_INGEST_HIDDEN_H
#define CS_INGEST_HIDDEN_H

#include <stdint.h>

#include "base/diag.h"

enum { CS_HIDDEN_RANGES = 64 };

struct cs_hidden {
    uint32_t first[CS_HIDDEN_RANGES], last[CS_HIDDEN_RANGES]; /* columns, from 1 */
    uint32_t n_ranges;
    uint64_t n_rows, first_row;
};

/* The columns from first to last are hidden. */
void cs_hidden_add_columns(struct cs_hidden *hidden, uint32_t first, uint32_t last);
/* A hidden row was read. */
void cs_hidden_add_row(struct cs_hidden *hidden, uint64_t row);
/* Notes what was read of them in a sheet whose rows were up to n_columns wide. */
void cs_hidden_tell(const struct cs_hidden *hidden, uint32_t n_columns, struct cs_place place,
                    struct cs_diag *diag);

#endif
