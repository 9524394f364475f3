/* The workbook of an .xls as its sheets see it. Private to the xls*.c files. */
#ifndef CS_INGEST_XLS_H
#define CS_INGEST_XLS_H

#include <stdbool.h>
#include "ingest/workbook/biff.h"
#include "ingest/source/reading.h"
#include "ingest/workbook/sheetrows.h"

struct cs_xls_book {
    const char *name;
    struct cs_biff biff;
    struct cs_texts shared;           /* texts of cells, by number */
    struct cs_number_format *formats; /* of cell format i */
    size_t n_formats;
    bool is_1904;
};

/* Rows of the sheet whose substream starts at a byte of the stream. */
CS_MUST_USE enum cs_status cs_xls_sheet_read(struct cs_reading *reading, struct cs_xls_book *book,
                                             const char *sheet, size_t start);

#endif
