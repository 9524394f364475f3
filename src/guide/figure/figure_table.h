/* Tables of figures being filled and written. Answers for: cells as text with the number to sort
 * by, Markdown and HTML. Which rows there are is for the caller. */
#ifndef CS_GUIDE_FIGURE_TABLE_H
#define CS_GUIDE_FIGURE_TABLE_H

#include <stdbool.h>
#include "base/buf.h"
#include "guide/figure/figure.h"

struct cs_figure_rows {
    struct cs_arena *arena;
    struct cs_figure_table *table;
    size_t capacity;
    bool has_failed; /* out of memory */
};

/* What a table is going to be. */
struct cs_figure_shape {
    const char *const *headers;
    const char *columns;
    size_t capacity;
};
/* headers: one for each character of `columns`: 't' words, 'c' codes, 'n' numbers. At most
 * `capacity` rows will be ended. */
void cs_figure_rows_begin(struct cs_figure_rows *rows, struct cs_figure_table *table,
                          struct cs_arena *arena, struct cs_figure_shape shape);
void cs_figure_rows_words(struct cs_figure_rows *rows, size_t column, const char *text);
/* A number written as text; NaN or NULL leaves the cell empty. */
void cs_figure_rows_number(struct cs_figure_rows *rows, size_t column, double value,
                           const char *text);
/* A found figure in a style, or why it is absent. */
void cs_figure_rows_found(struct cs_figure_rows *rows, size_t column, const struct cs_found *found,
                          const char *style, enum cs_figure_kind kind);
/* What a cell rests on that was not put as a found figure; NULL nothing. */
void cs_figure_rows_cite(struct cs_figure_rows *rows, const struct cs_source *source);
void cs_figure_rows_end(struct cs_figure_rows *rows);
/* Takes out columns without a single cell (their header goes with them). */
void cs_figure_rows_drop_empty(struct cs_figure_rows *rows);

/* A found figure in a style; NULL when it is absent. */
const char *cs_found_text(const struct cs_found *found, const char *style, enum cs_figure_kind kind,
                          struct cs_arena *arena);

/* Puts a dash into the cells of numbers that are left empty; returns whether there are any. */
bool cs_figure_table_mark_empty(struct cs_figure_table *table);

void cs_figure_table_markdown(const struct cs_figure_table *table, struct cs_buf *out);
/* attributes: of the table element, with a leading blank, or "". Numbers carry data-value. */
void cs_figure_table_html(const struct cs_figure_table *table, const char *attributes,
                          struct cs_buf *out);

#endif
