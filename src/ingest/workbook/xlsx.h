/* The parts of an .xlsx that sheets refer to. Private to the xlsx*.c files. */
#ifndef CS_INGEST_XLSX_H
#define CS_INGEST_XLSX_H

#include <stdbool.h>

#include "ingest/workbook/sheetrows.h"
#include "ingest/workbook/texts.h"
#include "ingest/workbook/xml.h"

/* Whether the element raises its part of a text above the line. Behind other text it is the mark of
 * a footnote, no digit or letter of the cell: "3,300" and a raised 1 are no 33,001. */
bool cs_xlsx_is_raised(const char *name, const char *const *attributes);
/* Whether the element strikes its part of a text out. Such letters stay, struck (celltext.h). */
bool cs_xlsx_is_struck(const char *name, const char *const *attributes);
/* Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_xlsx_strings_read(struct cs_texts *strings,
                                                struct cs_byte_source *part, struct cs_diag *diag);

/* How cell format i shows numbers. */
struct cs_xlsx_styles {
    struct cs_number_format *formats;
    size_t n;
};
/* Ownership: free styles->formats, also after a failure. */
CS_MUST_USE enum cs_status cs_xlsx_styles_read(struct cs_xlsx_styles *styles,
                                               struct cs_byte_source *part, struct cs_diag *diag);

/* "B2:D3" or "B2"; returns 0 when it is none. */
bool cs_xlsx_range_parse(const char *text, struct cs_range *range);
/* The merged ranges of a sheet; they stand after its cells. */
CS_MUST_USE enum cs_status cs_xlsx_merges_read(struct cs_ranges *merges,
                                               struct cs_byte_source *part, struct cs_diag *diag);

/* Where a pivot table stands, by its part: cells there restate others. */
CS_MUST_USE enum cs_status cs_xlsx_pivot_read(struct cs_ranges *pivots, struct cs_byte_source *part,
                                              struct cs_diag *diag);

struct cs_xlsx_book {
    const char *name;
    struct cs_texts strings;
    struct cs_xlsx_styles styles;
    bool is_1904;
    bool is_uncomputed; /* whoever opens it is to work out all formulas */
};
struct cs_xlsx_ranges {
    struct cs_ranges merges, pivots;
};
/* Rows of one sheet to the sink. */
CS_MUST_USE enum cs_status cs_xlsx_sheet_read(struct cs_reading *reading,
                                              const struct cs_xlsx_book *book, const char *sheet,
                                              const struct cs_xlsx_ranges *ranges,
                                              struct cs_byte_source *part);

#endif
