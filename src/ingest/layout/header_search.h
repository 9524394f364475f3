/* The header row of a table among preamble lines, and the layout it fits. Answers for: folding
 * header names, headers that take two or three rows, naming the columns and the nearest layouts
 * when none fits. */
#ifndef CS_INGEST_HEADER_SEARCH_H
#define CS_INGEST_HEADER_SEARCH_H

#include <stdbool.h>

#include "base/arena.h"
#include "ingest/layout/layout.h"
#include "ingest/source/table.h"

enum { CS_SEARCH_LINES = 40, CS_MAX_PREAMBLE = 200, CS_N_NEAR = 2, CS_HEADER_ROWS = 3 };

/* A layout that does not fit a row, and the row. */
struct cs_near_layout {
    const struct cs_layout *layout;
    const char *const *names; /* folded */
    size_t n_names, n_found;  /* of its required headers those that are there */
};

struct cs_header_search {
    const struct cs_layouts *layouts;
    const struct cs_layout *forced; /* NULL: any */
    const char *sheet;              /* folded; NULL for text */
    struct cs_arena arena;          /* of the rows looked at */
    size_t n_rows;                  /* looked at, none of them the header */
    uint64_t first_line;
    const char *lines[CS_SEARCH_LINES]; /* folded: the file's name, then cells of those rows */
    size_t n_lines;
    /* Folded names of the two rows before, the last one first: a header may take three rows. */
    struct cs_header_row {
        const char *const *names;
        size_t n; /* 0: nothing stands there */
    } above[CS_HEADER_ROWS - 1];
    struct cs_near_layout near[CS_N_NEAR]; /* the nearest first; layout NULL where fewer */
    /* The row that may be the header: the nearest layout's, else the one with most texts. */
    const char *const *shown; /* its cells as in the file */
    size_t n_shown, n_filled;
    uint64_t shown_line;
};

void cs_header_search_init(struct cs_header_search *search, const struct cs_layouts *layouts,
                           const struct cs_layout *forced, const char *sheet);
/* Adds a text about the table: first of all the name of its file. Returns false when out of memory.
 */
bool cs_header_search_add_line(struct cs_header_search *search, struct cs_span text);
void cs_header_search_clear(struct cs_header_search *search);

/* Looks at one row. The layout when it is the header, its folded names in *headers (borrowed until
 * the search is cleared); else NULL. *is_out_of_memory is set or left alone. */
const struct cs_layout *cs_header_search_look(struct cs_header_search *search,
                                              const struct cs_row *row, const char *const **headers,
                                              bool *is_out_of_memory);

/* Says that no layout fits, which columns there are, and what the nearest layouts lack. Returns
 * CS_IO, or CS_USAGE for a forced one. */
CS_MUST_USE enum cs_status cs_header_search_fail(const struct cs_header_search *search,
                                                 const char *file, const char *sheet,
                                                 struct cs_diag *diag);

#endif
