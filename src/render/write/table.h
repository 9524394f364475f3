/* One table of rows and columns, printed as aligned text, CSV, Markdown or one JSON object a line.
 * Answers for: alignment within 80 columns, grouping of thousands, quoting. Cells are numbers with
 * a number of decimals, texts, or absent with their reason. */
#ifndef CS_RENDER_TABLE_H
#define CS_RENDER_TABLE_H

#include <stdbool.h>

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/quantity.h"

enum cs_table_format {
    CS_TABLE_TEXT,
    CS_TABLE_CSV,
    CS_TABLE_NDJSON,
    CS_TABLE_MARKDOWN,
    CS_TABLE_CSV_GUARDED, /* text that a spreadsheet would run has an apostrophe before it */
    CS_TABLE_WORKBOOK,    /* CSV of which a workbook is made: its text is never run */
};
/* Reads "table", "csv", "csv-guarded", "ndjson", "markdown", and "xlsx": CSV of which a workbook is
 * made when it is whole (render/write/workbook.h). Returns whether it is one of these words. */
bool cs_table_format_parse(const char *word, enum cs_table_format *format);

/* In place of decimals: six digits, however small the value ("9.90765e-09"). */
enum { CS_TABLE_SIGNIFICANT = 99 };

struct cs_table_column {
    const char *name;    /* of CSV headers and JSON members: "wage_median" */
    const char *heading; /* for people: "median pay, USD a year" */
    bool is_number;      /* right-aligned */
    int decimals;        /* shown to people; CSV and NDJSON keep those of the cell */
    int drop;            /* of text that does not fit the page the highest goes first; 0: stays */
    bool is_whole;       /* never wrapped, though lines grow longer than the page: names of files */
};

enum cs_table_cell_kind { CS_TABLE_ABSENT, CS_TABLE_TEXT_CELL, CS_TABLE_NUMBER_CELL };
struct cs_table_cell {
    enum cs_table_cell_kind kind;
    enum cs_presence presence; /* CS_AT_LEAST marks a floor; else why it is absent */
    const char *text;          /* borrowed until the table is printed */
    double value;
    int decimals;
};

struct cs_table {
    struct cs_arena *arena; /* borrowed */
    const struct cs_table_column *columns;
    size_t n_columns;
    struct cs_table_cell *cells; /* row after row */
    size_t n_cells, capacity;
    bool has_failed;   /* out of memory */
    bool is_continued; /* CSV and NDJSON: rows of a table whose header stands already */
};

/* columns: borrowed. */
void cs_table_init(struct cs_table *table, struct cs_arena *arena,
                   const struct cs_table_column *columns, size_t n_columns);
/* Cells fill a row from left to right, then the next row starts. NULL text is absent. */
void cs_table_add_text(struct cs_table *table, const char *text);
/* NaN is absent, as not available. decimals: the most that CSV and NDJSON keep. */
void cs_table_add_number(struct cs_table *table, double value, int decimals);
void cs_table_add_quantity(struct cs_table *table, struct cs_quantity quantity, int decimals);
void cs_table_add_absent(struct cs_table *table, enum cs_presence reason);

/* Appends the table. Requires: whole rows. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_table_print(const struct cs_table *table, enum cs_table_format format,
                                          struct cs_buf *out, struct cs_diag *diag);

#endif
