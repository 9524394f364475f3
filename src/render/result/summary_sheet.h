/* What summary_table.c and its parts share: columns and cells of a table while it is put together.
 */
#ifndef CS_RENDER_SUMMARY_SHEET_H
#define CS_RENDER_SUMMARY_SHEET_H

#include <stdbool.h>

#include "render/result/summary.h"

enum { CS_SHEET_COLUMNS = 96 };

struct cs_sheet {
    const struct cs_summary *summary;
    struct cs_arena *arena;
    struct cs_table_column columns[CS_SHEET_COLUMNS];
    size_t n_columns;
    bool is_for_people;          /* text and Markdown: titles, fewer columns */
    enum cs_dim dims[CS_N_DIMS]; /* that the first columns are keys of */
    size_t n_dims;
};

/* Columns; decimals −1 for words. Names must stay until the table is printed. */
void cs_sheet_column(struct cs_sheet *sheet, const char *name, const char *heading, int decimals);
const char *cs_sheet_join(struct cs_sheet *sheet, const char *a, const char *b);
/* The dimensions grouped by. Published figures read by programs (is_listing) have the same keys
 * whatever was asked: occupation, region, level and period, and industry where a row has one. */
void cs_sheet_key_columns(struct cs_sheet *sheet, bool is_listing);
void cs_sheet_level_columns(struct cs_sheet *sheet, int decimals);

/* Cells; keys NULL: the row of all groups together. */
void cs_sheet_keys(const struct cs_sheet *sheet, struct cs_table *table, const uint32_t *keys);
void cs_sheet_levels(const struct cs_sheet *sheet, struct cs_table *table, const double *means);

/* What all groups share, above a table for people. */
void cs_sheet_heading(const struct cs_summary *summary, bool is_listing, struct cs_buf *out);
/* Decimals of pay for people: hourly pay has cents. */
int cs_pay_decimals(struct cs_unit unit);

/* The table of published figures (summary_listing.c). */
CS_MUST_USE enum cs_status cs_print_listing(struct cs_sheet *sheet, enum cs_table_format format,
                                            struct cs_buf *out, struct cs_diag *diag);

#endif
