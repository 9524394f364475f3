/* Tables whose first column is several: Eurostat's text files, headed
 * "freq,isco08,geo\TIME_PERIOD" before the years, with flags behind the numbers ("68123 b", ": u").
 * Answers for: telling them by their header, and giving their rows a cell a column. */
#ifndef CS_INGEST_COMPOSITE_H
#define CS_INGEST_COMPOSITE_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/source/table.h"

/* Zero-initialized: of no such table. */
struct cs_composite {
    size_t n_parts;        /* columns in the first one; 0: the table is none of these */
    struct cs_cell *cells; /* of the row given last; heap */
    size_t capacity;
};

void cs_composite_clear(struct cs_composite *composite);
/* *out: the row with a cell a column, without flags; the row itself where the table is none of
 * these. A header makes the table one of these. Borrowed until the next call and as the row is.
 * Returns false when out of memory. */
bool cs_composite_row(struct cs_composite *composite, const struct cs_row *row, bool is_header,
                      struct cs_row *out);

#endif
