/* The parts of an .xlsx that sheets refer to. Private to the xlsx*.c files. */
#ifndef CS_INGEST_XLSX_H
#define CS_INGEST_XLSX_H

#include "ingest/reading.h"
#include "ingest/xml.h"

/* Texts that cells name by number. */
struct cs_xlsx_strings {
    char *text;     /* one after the other */
    size_t *starts; /* n + 1 of them */
    size_t n, n_bytes, capacity, text_capacity;
};
/* Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_xlsx_strings_read(struct cs_xlsx_strings *strings,
                                                struct cs_byte_source *part, struct cs_diag *diag);
void cs_xlsx_strings_clear(struct cs_xlsx_strings *strings);

enum cs_xlsx_style { CS_XLSX_PLAIN, CS_XLSX_DATE, CS_XLSX_PERCENT };
/* How cell format i shows numbers. */
struct cs_xlsx_styles {
    unsigned char *kinds; /* enum cs_xlsx_style */
    size_t n;
};
CS_MUST_USE enum cs_status cs_xlsx_styles_read(struct cs_xlsx_styles *styles,
                                               struct cs_byte_source *part, struct cs_diag *diag);
void cs_xlsx_styles_clear(struct cs_xlsx_styles *styles);
/* What a number format code shows: dates have y m d h or s outside quotes, escapes and colours. */
enum cs_xlsx_style cs_xlsx_style_of(const char *format_code);

/* Cells shown as one. */
struct cs_xlsx_range { uint32_t row, column, last_row, last_column; };
struct cs_xlsx_ranges { struct cs_xlsx_range *items; size_t n, capacity; };
/* "B2:D3" or "B2"; returns 0 when it is none. */
int cs_xlsx_range_parse(const char *text, struct cs_xlsx_range *range);
/* The merged ranges of a sheet, by first row; they stand after its cells. */
CS_MUST_USE enum cs_status cs_xlsx_merges_read(struct cs_xlsx_ranges *merges,
                                               struct cs_byte_source *part, struct cs_diag *diag);

struct cs_xlsx_book {
    const char *name;
    struct cs_xlsx_strings strings;
    struct cs_xlsx_styles styles;
    int is_1904;
};
/* Rows of one sheet to the sink. Merged cells all carry the text of the first, except across
 * columns from the first column on: those are titles and footnotes. */
CS_MUST_USE enum cs_status cs_xlsx_sheet_read(struct cs_reading *reading,
                                              const struct cs_xlsx_book *book, const char *sheet,
                                              const struct cs_xlsx_ranges *merges,
                                              struct cs_byte_source *part);

#endif
