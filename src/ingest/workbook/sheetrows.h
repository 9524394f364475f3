/* Cells of a sheet → whole rows for a sink. Answers for: gaps, merged cells, leaving out empty
 * rows, and telling the sink of a sheet once it has a row. Shared by the workbook readers. */
#ifndef CS_INGEST_SHEETROWS_H
#define CS_INGEST_SHEETROWS_H

#include <stdbool.h>

#include "base/buf.h"
#include "ingest/workbook/celltext.h"
#include "ingest/workbook/hidden.h"
#include "ingest/source/reading.h"

/* Cells shown as one, both ends included, from 1. */
struct cs_range {
    uint32_t row, column, last_row, last_column;
};
struct cs_ranges {
    struct cs_range *items;
    size_t n, capacity;
};
/* Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_ranges_add(struct cs_ranges *ranges, struct cs_range range,
                                         struct cs_diag *diag);
/* By first row, as cs_sheet_rows needs them. */
void cs_ranges_sort(struct cs_ranges *ranges);

/* `currency`: one more than the number of a row of cs_currencies, 0 for none. */
enum { CS_BARE_DOLLAR = 255 }; /* "$", of any country */
struct cs_number_format {
    unsigned char style; /* enum cs_number_style */
    unsigned char currency;
};
enum cs_number_style { CS_STYLE_PLAIN, CS_STYLE_DATE, CS_STYLE_ELAPSED, CS_STYLE_PERCENT };
/* What a number format code shows: dates have y m d h or s outside of quotes, escapes and brackets,
 * and no places for digits. The currency is that of its text: "[$£-809]#,##0", "0 \"EUR\"". */
struct cs_number_format cs_number_format_of(const char *format_code, size_t size);
/* Formats that every spreadsheet program knows by number. */
struct cs_number_format cs_number_format_built_in(long id);

struct cs_spread;
struct cs_sheet_rows {
    struct cs_reading *reading; /* borrowed, as all the names */
    const char *book, *sheet;
    const struct cs_ranges *merges; /* sorted; NULL none */
    bool is_1904;
    const struct cs_ranges *left_out; /* of a pivot table, say: cells there are passed over */
    struct cs_hidden hidden;
    bool is_row_hidden; /* the present one: set after cs_sheet_rows_begin */
    uint64_t row;       /* the present one */
    uint32_t column;    /* reached last */
    /* private */
    struct cs_cell *cells; /* blank from n_cells on */
    size_t *at;            /* where a text stands in row_text, plus 1; 0 when it does not move */
    size_t n_cells, capacity, n_merges_met, n_spreads, spreads_capacity;
    struct cs_spread *spreads;
    struct cs_buf row_text;
    uint64_t n_put, n_gaps, n_spread; /* cells with values, those between them, and merges met */
    uint32_t n_columns;               /* of the widest row */
    bool is_started;
};

/* Ownership: clear with cs_sheet_rows_clear. */
void cs_sheet_rows_init(struct cs_sheet_rows *rows, struct cs_reading *reading, const char *book,
                        const char *sheet);
void cs_sheet_rows_clear(struct cs_sheet_rows *rows);

/* Requires: rows ascend, columns ascend in a row. Errors: CS_IO when they do not, or past the
 * limits of a sheet. */
CS_MUST_USE enum cs_status cs_sheet_rows_begin(struct cs_sheet_rows *rows, int64_t row);
CS_MUST_USE enum cs_status cs_sheet_rows_reach(struct cs_sheet_rows *rows, uint32_t column);
/* Fill the cell reached last; one that is not filled is as good as not there.
 * Errors: CS_IO when cells with values are too far apart to be a table. */
CS_MUST_USE enum cs_status cs_sheet_rows_put(struct cs_sheet_rows *rows, uint8_t type,
                                             struct cs_span text);
/* As above for a text that stays where it is until the sheet has been read. */
CS_MUST_USE enum cs_status cs_sheet_rows_put_lasting(struct cs_sheet_rows *rows, uint8_t type,
                                                     struct cs_span text);
/* With the currency that the cell is shown with: "GBP 24.50". */
CS_MUST_USE enum cs_status cs_sheet_rows_put_number(struct cs_sheet_rows *rows, double value,
                                                    struct cs_number_format format);
/* A formula without a value, as a person reads it in the cell; the equals sign is put before. Where
 * it fills a range (NULL: not), blank cells of the range in rows to come are without a value too.
 */
CS_MUST_USE enum cs_status cs_sheet_rows_put_formula(struct cs_sheet_rows *rows,
                                                     struct cs_span formula,
                                                     const struct cs_range *range);
/* Hands the row over when it has text. Merged cells all carry the text of the first, except across
 * columns from the first column on: those are titles and footnotes. */
CS_MUST_USE enum cs_status cs_sheet_rows_end(struct cs_sheet_rows *rows);
/* The sheet has been read: notes what was hidden. */
void cs_sheet_rows_finish(const struct cs_sheet_rows *rows);
/* An error at the present cell; CS_IO. */
enum cs_status cs_sheet_rows_fail(const struct cs_sheet_rows *rows, const char *what);

#endif
