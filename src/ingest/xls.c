/* Workbooks of Excel 95 to 2003, through FreeXL. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <freexl.h>

#include "base/outfile.h"
#include "ingest/celltext.h"
#include "ingest/reading.h"

enum { MAX_XLS_COLUMNS = 256 };

struct book {
    struct cs_reading *reading;
    const void *handle;
    const char *name;
    const char *sheet;
    struct cs_cell cells[MAX_XLS_COLUMNS];
    char numbers[MAX_XLS_COLUMNS][CS_CELL_TEXT_BYTES];
};

static void fill_cell(struct book *book, uint32_t row, uint32_t column)
{
    struct cs_cell *cell = &book->cells[column];
    *cell = (struct cs_cell){.text = {"", 0}, .column = column + 1, .type = CS_CELL_BLANK};
    FreeXL_CellValue value;
    if (freexl_get_cell_value(book->handle, row, (unsigned short)column, &value) != FREEXL_OK)
        return;
    char *number = book->numbers[column];
    switch (value.type) {
    case FREEXL_CELL_INT:
    case FREEXL_CELL_DOUBLE: {
        double read = value.type == FREEXL_CELL_INT ? value.value.int_value
                                                    : value.value.double_value;
        if (!isfinite(read))
            return;
        cell->type = CS_CELL_NUMERIC;
        cell->text = (struct cs_span){number, cs_cell_number_text(read, number)};
        return;
    }
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        if (!value.value.text_value)
            return;
        cell->type = value.type == FREEXL_CELL_TEXT || value.type == FREEXL_CELL_SST_TEXT
                         ? CS_CELL_TEXT
                         : CS_CELL_DATE;
        cell->text = cs_span_of(value.value.text_value);
        return;
    default:
        return;
    }
}

/* Fills the row; returns the number of cells up to the last with text. */
static size_t fill_row(struct book *book, uint32_t row, unsigned short n_columns)
{
    size_t n = 0;
    for (uint32_t column = 0; column < n_columns && column < MAX_XLS_COLUMNS; column++) {
        fill_cell(book, row, column);
        if (cs_span_trim(book->cells[column].text).size)
            n = column + 1;
    }
    return n;
}

static enum cs_status read_sheet(struct book *book, unsigned short index)
{
    struct cs_reading *reading = book->reading;
    const struct cs_row_sink *sink = reading->sink;
    uint32_t n_rows = 0;
    unsigned short n_columns = 0;
    if (freexl_get_worksheet_name(book->handle, index, &book->sheet) != FREEXL_OK || !book->sheet)
        book->sheet = "?";
    if (freexl_select_active_worksheet(book->handle, index) != FREEXL_OK ||
        freexl_worksheet_dimensions(book->handle, &n_rows, &n_columns) != FREEXL_OK)
        return cs_fail(reading->diag, CS_IO,
                       &(struct cs_place){.file = book->name, .sheet = book->sheet}, NULL,
                       "the sheet cannot be read");
    int is_started = 0;
    for (uint32_t r = 0; r < n_rows; r++) {
        size_t n_cells = fill_row(book, r, n_columns);
        if (n_cells == 0)
            continue;
        enum cs_status status = CS_OK;
        if (!is_started)
            status = cs_reading_start_table(reading, book->name, book->sheet);
        is_started = 1;
        struct cs_row row = {book->cells, n_cells, (uint64_t)r + 1, book->sheet};
        if (status == CS_OK)
            status = sink->row(sink->context, &row);
        if (status != CS_OK)
            return status;
    }
    return CS_OK;
}

/* An .xlsx with a password is a compound file with a stream of this name in it. */
static int is_encrypted_xlsx(const char *path)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    struct cs_diag ignored;
    cs_diag_init(&ignored);
    char *bytes;
    size_t n_bytes;
    int found = 0;
    if (cs_read_file(path, (size_t)64 << 20, &bytes, &n_bytes, &ignored) == CS_OK) {
        found = memmem(bytes, n_bytes, name, sizeof name) != NULL;
        free(bytes);
    }
    cs_diag_clear(&ignored);
    return found;
}

static enum cs_status explain(const struct book *book, const char *path, int result)
{
    struct cs_place place = {.file = book->name};
    struct cs_diag *diag = book->reading->diag;
    if (is_encrypted_xlsx(path))
        return cs_fail(diag, CS_IO, &place, "open it with its password and save it without one",
                       "is an encrypted workbook");
    if (result == FREEXL_INSUFFICIENT_MEMORY)
        return cs_fail_memory(diag);
    return cs_fail(diag, CS_IO, &place,
                   "the download was probably cut off: get the file again, or open it and save "
                   "the table as CSV",
                   result == FREEXL_BIFF_WORKBOOK_NOT_FOUND
                       ? "is a document of an old Office program, but no workbook"
                       : "is a damaged .xls workbook (FreeXL code %d)",
                   result);
}

static enum cs_status read_book(struct book *book, const char *path)
{
    unsigned info = 0, n_sheets = 0;
    int result = freexl_open(path, &book->handle);
    if (result != FREEXL_OK)
        return explain(book, path, result);
    if (freexl_get_info(book->handle, FREEXL_BIFF_PASSWORD, &info) == FREEXL_OK &&
        info == FREEXL_BIFF_OBFUSCATED)
        return cs_fail(book->reading->diag, CS_IO, &(struct cs_place){.file = book->name},
                       "open it with its password and save it without one",
                       "is an encrypted workbook");
    if (freexl_get_info(book->handle, FREEXL_BIFF_SHEET_COUNT, &n_sheets) != FREEXL_OK ||
        n_sheets == 0)
        return cs_fail(book->reading->diag, CS_IO, &(struct cs_place){.file = book->name}, NULL,
                       "is a workbook without sheets");
    enum cs_status status = CS_OK;
    for (unsigned i = 0; status == CS_OK && i < n_sheets && i < 65536; i++)
        status = read_sheet(book, (unsigned short)i);
    return status;
}

enum cs_status cs_xls_read(struct cs_reading *reading, const char *name, const char *path)
{
    struct book *book = calloc(1, sizeof *book);
    if (!book)
        return cs_fail_memory(reading->diag);
    book->reading = reading;
    book->name = name;
    enum cs_status status = read_book(book, path);
    if (book->handle)
        freexl_close(book->handle);
    free(book);
    return status;
}
