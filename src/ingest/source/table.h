/* The one interface between readers (CSV, XLSX, XLS) and whoever makes sense of rows.
 * Answers for: handing over records of cells with their place. Does not interpret cells. */
#ifndef CS_INGEST_TABLE_H
#define CS_INGEST_TABLE_H

#include <stdbool.h>

#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/status.h"
#include "base/text.h"

enum cs_cell_type {
    CS_CELL_TEXT,    /* every CSV cell */
    CS_CELL_BLANK,   /* no cell in the sheet; text is empty */
    CS_CELL_NUMERIC, /* a workbook's number, printed as a person would read it: 18.19 */
    CS_CELL_BOOL,    /* "TRUE" or "FALSE" */
    CS_CELL_DATE,    /* "2024-05-01", "2024-05-01 12:30:00"; a time "12:30:00" */
    CS_CELL_ERROR,   /* "#N/A", "#REF!" */
    CS_CELL_FORMULA, /* one whose value was never worked out: "=B2*12" */
};

struct cs_cell {
    struct cs_span text; /* borrowed for the call */
    uint32_t column;     /* from 1: the field of a CSV record, the column of a sheet */
    uint8_t type;        /* enum cs_cell_type */
};

struct cs_row {
    const struct cs_cell *cells; /* gaps of a sheet are filled: cells[i].column == i + 1 */
    size_t n_cells;
    uint64_t line;     /* from 1: physical line on which the record starts, or sheet row */
    const char *sheet; /* NULL for CSV */
    char delimiter;    /* of text; 0 in a workbook */
    bool runs_on;      /* of text: a quoted cell holds the end of a line */
};

struct cs_byte_source;

/* What is left of a text table from some line on. Borrowed for the call. */
struct cs_text_rest {
    struct cs_byte_source *source; /* what follows `text`; NULL: nothing */
    const char *name;              /* for messages */
    struct cs_span head;           /* everything before, from the first line on */
    struct cs_span text;           /* starts with a record */
    uint64_t line;                 /* on which it starts */
    char delimiter;
};

/* What a reader calls. */
struct cs_row_sink {
    void *context;
    /* CS_OK to go on; anything else stops the reader, which returns it. */
    enum cs_status (*row)(void *context, const struct cs_row *row);
    /* A new table starts (a sheet, a member of an archive); may be NULL. `name` is the place for
     * messages: "oesm12st.zip:state_M2012_dl.xls"; sheet NULL when there are none. */
    enum cs_status (*table)(void *context, const char *name, const char *sheet);
    /* Whether the sink reads the rest of a text table by itself, asked after each row; then `rest`
     * is called, once. May be NULL. */
    bool (*wants_rest)(void *context);
    enum cs_status (*rest)(void *context, const struct cs_text_rest *rest);
    size_t n_threads; /* that a reader may use; 0: its own */
};

/* Bytes handed out in turn. */
struct cs_byte_source {
    void *context;
    /* Fills out with up to capacity bytes; 0 at the end, -1 on failure (already in diag). */
    ptrdiff_t (*read)(void *context, void *out, size_t capacity, struct cs_diag *diag);
    const char *name; /* for messages */
};

/* Reads separated text through libcsv, delimiter (, ; tab |) chosen from the first lines.
 * Skips a BOM. Keeps empty lines out. A quote inside an unquoted field is literal: ="43-6013".
 * Errors: CS_IO with line and column for a quote never closed, text after a closing quote, NUL,
 * invalid UTF-8. */
CS_MUST_USE enum cs_status cs_csv_read(struct cs_byte_source *source,
                                       const struct cs_row_sink *sink, struct cs_diag *diag);

/* The letters of a sheet's column: 1 is "A", 27 is "AA". */
enum { CS_COLUMN_LETTERS = 8 };
void cs_column_letters(uint32_t column, char out[CS_COLUMN_LETTERS]);

/* The place of a cell, for messages: line and field in a CSV, sheet and "F17" in a workbook.
 * `cell_name` is storage for the latter and must outlive the place. */
struct cs_cell_name {
    char text[16];
};
struct cs_place cs_cell_place(const char *file, const struct cs_row *row, uint32_t column,
                              struct cs_cell_name *cell_name);

#endif
