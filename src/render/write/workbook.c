/* The only file that knows libxlsxwriter, which it loads itself when the first workbook is asked
 * for (docs/decisions/0008). The library writes to a file by name only: it is given one in memory.
 */
#include "render/write/workbook.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/dynamic.h"
#include "base/number.h"
#include "base/text.h"

enum { MOST_ROWS = 1 << 20, MOST_COLUMNS = 256, MOST_CELL_BYTES = 32767, MOST_WIDTH = 60 };

static const char LIBRARY[] = "libxlsxwriter.so.4";
/* clang-format off */
#define CALLS(CALL)                                                                            \
    CALL(workbook_new) CALL(workbook_add_worksheet) CALL(workbook_add_format)                  \
    CALL(workbook_set_properties) CALL(workbook_close) CALL(format_set_bold)                   \
    CALL(format_set_num_format) CALL(worksheet_write_string) CALL(worksheet_write_number)      \
    CALL(worksheet_set_column) CALL(worksheet_freeze_panes) CALL(worksheet_autofilter)
/* clang-format on */
struct calls {
#define CALL(name) __typeof__(name) *name;
    CALLS(CALL)
#undef CALL
};

static enum cs_status load(struct calls *calls, struct cs_diag *diag)
{
    static const struct cs_dynamic_call wanted[] = {
#define CALL(name) {#name, offsetof(struct calls, name)},
        CALLS(CALL)
#undef CALL
    };
    return cs_dynamic_load(LIBRARY, wanted, sizeof wanted / sizeof *wanted, calls)
               ? CS_OK
               : cs_fail(
                     diag, CS_IO, NULL, "install it (Debian: libxlsxwriter4), or use --format csv",
                     "libxlsxwriter is not installed to write workbooks: %s", cs_dynamic_reason());
}

/* A column while cells are looked at, then written. */
struct column {
    bool is_number, is_whole; /* of every cell that is not empty; without decimals */
    size_t width;
};

struct sheet {
    const struct calls *calls;
    struct column columns[MOST_COLUMNS];
    size_t n_columns, n_rows; /* the header is a row */
    lxw_worksheet *worksheet;
    lxw_format *bold, *whole;
};

typedef enum cs_status taker(struct sheet *sheet, size_t row, size_t column, const char *text,
                             struct cs_diag *diag);

/* Names of things look like numbers at times. */
static bool names_something(const char *header)
{
    static const char *const words[] = {"code",     "occupation", "region", "level", "period",
                                        "industry", "title",      "name",   "id",    "source"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(header, words[i]))
            return true;
    return false;
}

/* "0.5" and "-12", not "007", "+1" or "1e5". */
static bool is_plain_number(const char *text)
{
    const char *digits = text + (*text == '-');
    size_t n = strspn(digits, "0123456789");
    double value;
    return n > 0 && (n == 1 || *digits != '0') && strspn(digits, "0123456789.") == strlen(digits) &&
           cs_number_parse(cs_span_of(text), &value);
}

static enum cs_status look(struct sheet *sheet, size_t row, size_t column, const char *text,
                           struct cs_diag *diag)
{
    struct column *info = &sheet->columns[column];
    size_t width = cs_utf8_width(text, strlen(text));
    if (row == 0)
        *info = (struct column){.is_number = !names_something(text), .is_whole = true};
    else if (*text) {
        info->is_number = info->is_number && is_plain_number(text);
        info->is_whole = info->is_whole && !strchr(text, '.');
    }
    info->width = width > info->width ? width : info->width;
    sheet->n_columns = column + 1 > sheet->n_columns ? column + 1 : sheet->n_columns;
    sheet->n_rows = row + 1;
    return row < MOST_ROWS ? CS_OK
                           : cs_fail(diag, CS_USAGE, NULL, "use --format csv",
                                     "a sheet of a workbook holds %d rows", (int)MOST_ROWS);
}

static enum cs_status put(struct sheet *sheet, size_t row, size_t column, const char *text,
                          struct cs_diag *diag)
{
    const struct column *info = &sheet->columns[column];
    lxw_error error = LXW_NO_ERROR;
    double value;
    if (row && info->is_number && cs_number_parse(cs_span_of(text), &value))
        error = sheet->calls->worksheet_write_number(sheet->worksheet, (lxw_row_t)row,
                                                     (lxw_col_t)column, value,
                                                     info->is_whole ? sheet->whole : NULL);
    else if (*text)
        error = sheet->calls->worksheet_write_string(
            sheet->worksheet, (lxw_row_t)row, (lxw_col_t)column, text, row ? NULL : sheet->bold);
    return error == LXW_NO_ERROR ? CS_OK
                                 : cs_fail(diag, CS_USAGE, NULL, "use --format csv",
                                           "a text is longer than the %d bytes that a cell of a "
                                           "workbook holds",
                                           (int)MOST_CELL_BYTES);
}

/* One field of CSV as it was before quoting; moves past it. */
static const char *read_field(const char *at, struct cs_buf *field)
{
    cs_buf_reset(field);
    if (*at != '"') {
        size_t n = strcspn(at, ",\n");
        cs_buf_put(field, at, n);
        return at + n;
    }
    for (at++; *at; at++) {
        if (*at == '"' && *++at != '"')
            break;
        cs_buf_putc(field, *at);
    }
    return at;
}

/* Hands every cell of the CSV to `take`. */
static enum cs_status walk(struct sheet *sheet, const struct cs_buf *csv, taker *take,
                           struct cs_diag *diag)
{
    struct cs_buf field;
    enum cs_status status = CS_OK;
    cs_buf_init(&field);
    size_t row = 0, column = 0;
    for (const char *at = cs_buf_text(csv); *at && status == CS_OK;) {
        at = read_field(at, &field);
        if (column == MOST_COLUMNS)
            status = cs_fail(diag, CS_USAGE, NULL, "use --format csv",
                             "a workbook is written of at most %d columns", (int)MOST_COLUMNS);
        else
            status = field.failed ? cs_fail_memory(diag)
                                  : take(sheet, row, column, cs_buf_text(&field), diag);
        column = *at == ',' ? column + 1 : 0;
        row += *at != ',';
        at += *at != '\0';
    }
    cs_buf_clear(&field);
    return status;
}

/* Made at no time: the same table, the same bytes. */
static void set_properties(const struct calls *calls, lxw_workbook *book)
{
    enum { SECONDS_OF_2000 = 946684800 };
    lxw_doc_properties properties = {.created = SECONDS_OF_2000};
    calls->workbook_set_properties(book, &properties);
}

static enum cs_status fill(struct sheet *sheet, const struct cs_buf *csv, struct cs_diag *diag)
{
    const struct calls *calls = sheet->calls;
    enum cs_status status = walk(sheet, csv, put, diag);
    for (size_t c = 0; c < sheet->n_columns; c++) {
        size_t width = sheet->columns[c].width + 2;
        calls->worksheet_set_column(sheet->worksheet, (lxw_col_t)c, (lxw_col_t)c,
                                    (double)(width < MOST_WIDTH ? width : MOST_WIDTH), NULL);
    }
    calls->worksheet_freeze_panes(sheet->worksheet, 1, 0);
    if (sheet->n_rows > 1)
        calls->worksheet_autofilter(sheet->worksheet, 0, 0, (lxw_row_t)(sheet->n_rows - 1),
                                    (lxw_col_t)(sheet->n_columns - 1));
    return status;
}

static enum cs_status read_back(int fd, struct cs_buf *out, struct cs_diag *diag)
{
    struct stat about;
    if (fstat(fd, &about) != 0 || about.st_size == 0)
        return cs_fail(diag, CS_IO, NULL, NULL, "the workbook could not be made");
    void *bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED)
        return cs_fail_memory(diag);
    cs_buf_put(out, bytes, (size_t)about.st_size);
    munmap(bytes, (size_t)about.st_size);
    return CS_OK;
}

/* Writes the sheet that was looked at through `path`, a file in memory. */
static enum cs_status write_book(struct sheet *sheet, const struct cs_buf *csv, const char *path,
                                 const char *title, struct cs_diag *diag)
{
    const struct calls *calls = sheet->calls;
    lxw_workbook *book = calls->workbook_new(path);
    if (!book)
        return cs_fail_memory(diag);
    sheet->worksheet = calls->workbook_add_worksheet(book, title);
    sheet->bold = calls->workbook_add_format(book);
    sheet->whole = calls->workbook_add_format(book);
    enum cs_status status = CS_OK;
    if (!sheet->worksheet || !sheet->bold || !sheet->whole)
        status = cs_fail_memory(diag);
    if (status == CS_OK) {
        calls->format_set_bold(sheet->bold);
        calls->format_set_num_format(sheet->whole, "#,##0");
        set_properties(calls, book);
        status = fill(sheet, csv, diag);
    }
    if (calls->workbook_close(book) != LXW_NO_ERROR && status == CS_OK)
        status = cs_fail(diag, CS_IO, NULL, NULL, "the workbook could not be made");
    return status;
}

enum cs_status cs_workbook_put(const struct cs_buf *csv, const char *title, struct cs_buf *out,
                               struct cs_diag *diag)
{
    struct calls calls;
    char path[64];
    struct sheet *sheet = calloc(1, sizeof *sheet);
    int fd = memfd_create("careerstat-workbook", MFD_CLOEXEC);
    enum cs_status status = sheet ? load(&calls, diag) : cs_fail_memory(diag);
    if (status == CS_OK && fd < 0)
        status = cs_fail(diag, CS_IO, NULL, NULL, "a file in memory cannot be made");
    if (status == CS_OK) {
        sheet->calls = &calls;
        status = walk(sheet, csv, look, diag);
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (status == CS_OK)
        status = write_book(sheet, csv, path, title, diag);
    if (status == CS_OK)
        status = read_back(fd, out, diag);
    if (fd >= 0)
        close(fd);
    free(sheet);
    return status == CS_OK && out->failed ? cs_fail_memory(diag) : status;
}
