/* The header row of a table among preamble lines, and the layout it fits. Answers for: folding
 * header names, headers that take two rows, naming the nearest layout when none fits. */
#ifndef CS_INGEST_HEADER_SEARCH_H
#define CS_INGEST_HEADER_SEARCH_H

#include "base/arena.h"
#include "ingest/layout/layout.h"
#include "ingest/source/table.h"

enum { CS_MAX_PREAMBLE = 200 };

struct cs_header_search {
    const struct cs_layouts *layouts;
    const struct cs_layout *forced; /* NULL: any */
    const char *sheet;              /* folded; NULL for text */
    struct cs_arena arena;          /* of the rows looked at */
    size_t n_rows;                  /* looked at, none of them the header */
    uint64_t first_line;
    const char **above; /* folded names of the row before, for a header of two rows */
    size_t n_above;
    /* The row that came nearest to a layout. */
    const struct cs_layout *nearest;
    const char *missing; /* its first pattern that no header matched */
    size_t n_found;
    uint64_t nearest_line;
};

void cs_header_search_init(struct cs_header_search *search, const struct cs_layouts *layouts,
                           const struct cs_layout *forced, const char *sheet);
void cs_header_search_clear(struct cs_header_search *search);

/* Looks at one row. The layout when it is the header, its folded names in *headers (borrowed until
 * the search is cleared); else NULL. *is_out_of_memory is set or left alone. */
const struct cs_layout *cs_header_search_look(struct cs_header_search *search,
                                              const struct cs_row *row, const char *const **headers,
                                              int *is_out_of_memory);

/* Says that no layout fits, and which came nearest. Returns CS_IO, or CS_USAGE for a forced one. */
CS_MUST_USE enum cs_status cs_header_search_fail(const struct cs_header_search *search,
                                                 const char *file, const char *sheet,
                                                 struct cs_diag *diag);

#endif
