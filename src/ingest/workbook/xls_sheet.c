/* One sheet of an .xls. Cells are gathered first: merged ranges stand after them.
 * Reference: [MS-XLS] 2.4. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "ingest/workbook/biff.h"
#include "ingest/workbook/hidden.h"
#include "ingest/workbook/littleendian.h"
#include "ingest/workbook/sheetrows.h"
#include "ingest/workbook/texts.h"
#include "ingest/workbook/xls.h"

enum kind { IS_NUMBER, IS_SHARED, IS_OWN_TEXT, IS_TRUTH, IS_ERROR, IS_FORMULA };
enum { MOST_ROWS = 65536 };
struct cell {
    uint32_t row;
    uint16_t column, style;
    uint8_t kind;
    union {
        double number;
        uint32_t index;
    } value;
};

struct sheet {
    struct cs_xls_book *book;
    struct cs_diag *diag;
    struct cell *cells;
    size_t n_cells, capacity;
    struct cs_texts own; /* texts of cells that are not shared */
    struct cs_ranges merges;
    bool is_unordered;
    int awaits_string; /* the last cell is a formula whose text comes next */
    struct cs_hidden hidden;
    unsigned char hidden_rows[MOST_ROWS / 8];
};

/* RK: 30 bits of a double or of an integer, perhaps in hundredths. Reference: 2.5.217. */
static double decode_rk(uint32_t rk)
{
    double value;
    if (rk & 2) {
        value = (int32_t)rk >> 2;
    } else {
        uint64_t bits = (uint64_t)(rk & ~3u) << 32;
        memcpy(&value, &bits, sizeof value);
    }
    return rk & 1 ? value / 100 : value;
}

/* Adds a cell at the place that the record's first six bytes name; NULL when out of memory. */
static struct cell *add_cell(struct sheet *sheet, enum kind kind)
{
    const unsigned char *body = sheet->book->biff.body;
    struct cell *grown = cs_grown(sheet->cells, sheet->n_cells, &sheet->capacity, sizeof *grown);
    if (!grown)
        return NULL;
    sheet->cells = grown;
    struct cell *cell = &sheet->cells[sheet->n_cells++];
    *cell = (struct cell){.row = cs_le16(body),
                          .column = cs_le16(body + 2),
                          .style = cs_le16(body + 4),
                          .kind = kind};
    if (sheet->n_cells > 1 && (cell[-1].row > cell->row ||
                               (cell[-1].row == cell->row && cell[-1].column >= cell->column)))
        sheet->is_unordered = true;
    return cell;
}

static enum cs_status add_number(struct sheet *sheet, double number)
{
    if (!isfinite(number))
        return CS_OK;
    struct cell *cell = add_cell(sheet, IS_NUMBER);
    if (!cell)
        return cs_fail_memory(sheet->diag);
    cell->value.number = number;
    return CS_OK;
}

static enum cs_status add_indexed(struct sheet *sheet, enum kind kind, uint32_t index)
{
    struct cell *cell = add_cell(sheet, kind);
    if (!cell)
        return cs_fail_memory(sheet->diag);
    cell->value.index = index;
    return CS_OK;
}

/* The text of the present record whose length stands at `at`. */
static enum cs_status add_own_text(struct sheet *sheet, size_t at)
{
    struct cs_biff *biff = &sheet->book->biff;
    if (biff->n_body < at + 2)
        return cs_biff_fail(biff);
    size_t n = cs_le16(biff->body + at);
    at += 2;
    enum cs_status status = cs_texts_begin(&sheet->own, sheet->diag);
    return status == CS_OK && n ? cs_biff_append_text(biff, &at, n, &sheet->own) : status;
}

static enum cs_status add_label(struct sheet *sheet)
{
    enum cs_status status = add_indexed(sheet, IS_OWN_TEXT, (uint32_t)sheet->own.n);
    return status == CS_OK ? add_own_text(sheet, 6) : status;
}

static enum cs_status add_row_of_numbers(struct sheet *sheet)
{
    const struct cs_biff *biff = &sheet->book->biff;
    enum cs_status status = CS_OK;
    uint16_t column = cs_le16(biff->body + 2);
    for (size_t at = 4; status == CS_OK && at + 6 + 2 <= biff->n_body; at += 6, column++) {
        double number = decode_rk(cs_le32(biff->body + at + 2));
        size_t n_before = sheet->n_cells;
        status = add_number(sheet, number);
        if (status == CS_OK && sheet->n_cells > n_before) {
            sheet->cells[n_before].column = column;
            sheet->cells[n_before].style = cs_le16(biff->body + at);
        }
    }
    return status;
}

/* What a formula came to when it was saved: a number, or bytes that say what else. */
static enum cs_status add_formula(struct sheet *sheet)
{
    const unsigned char *result = sheet->book->biff.body + 6;
    if (sheet->book->biff.n_body < 14)
        return cs_biff_fail(&sheet->book->biff);
    bool is_uncomputed = sheet->book->biff.n_body >= 16 && (cs_le16(result + 8) & 2) != 0 &&
                         memcmp(result, "\0\0\0\0\0\0\0\0", 8) == 0;
    if (is_uncomputed) /* zero, and the wish to be worked out by whoever opens the workbook */
        return add_indexed(sheet, IS_FORMULA, 0);
    if (cs_le16(result + 6) != 0xFFFF)
        return add_number(sheet, cs_le_double(result));
    switch (result[0]) {
    case 0:
        sheet->awaits_string = 1;
        return add_indexed(sheet, IS_OWN_TEXT, (uint32_t)sheet->own.n);
    case 1:
        return add_indexed(sheet, IS_TRUTH, result[2]);
    case 2:
        return add_indexed(sheet, IS_ERROR, result[2]);
    default:
        return CS_OK;
    }
}

static enum cs_status add_merges(struct sheet *sheet)
{
    const struct cs_biff *biff = &sheet->book->biff;
    size_t n = cs_le16(biff->body);
    enum cs_status status = CS_OK;
    for (size_t i = 0; status == CS_OK && i < n && 2 + 8 * (i + 1) <= biff->n_body; i++) {
        const unsigned char *at = biff->body + 2 + 8 * i;
        struct cs_range range = {cs_le16(at) + 1u, cs_le16(at + 4) + 1u, cs_le16(at + 2) + 1u,
                                 cs_le16(at + 6) + 1u};
        if (range.row <= range.last_row && range.column <= range.last_column)
            status = cs_ranges_add(&sheet->merges, range, sheet->diag);
    }
    return status;
}

static void note_hidden(struct sheet *sheet)
{
    const unsigned char *body = sheet->book->biff.body;
    uint16_t row = cs_le16(body);
    if (sheet->book->biff.type == CS_BIFF_ROW && (body[12] & 0x20))
        sheet->hidden_rows[row / 8] |= (unsigned char)(1 << row % 8);
    else if (sheet->book->biff.type == CS_BIFF_COLINFO && (body[8] & 1))
        cs_hidden_add_columns(&sheet->hidden, row + 1u, cs_le16(body + 2) + 1u);
}

static enum cs_status read_record(struct sheet *sheet)
{
    static const struct {
        unsigned type;
        size_t min_bytes;
    } records[] = {{CS_BIFF_NUMBER, 14},   {CS_BIFF_RK, 10},      {CS_BIFF_MULRK, 12},
                   {CS_BIFF_LABELSST, 10}, {CS_BIFF_LABEL, 8},    {CS_BIFF_RSTRING, 8},
                   {CS_BIFF_BOOLERR, 8},   {CS_BIFF_FORMULA, 14}, {CS_BIFF_STRING, 2},
                   {CS_BIFF_MERGED, 2},    {CS_BIFF_ROW, 16},     {CS_BIFF_COLINFO, 10}};
    const struct cs_biff *biff = &sheet->book->biff;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        if (records[i].type == biff->type && biff->n_body < records[i].min_bytes)
            return cs_biff_fail(biff);
    const unsigned char *body = biff->body;
    switch (biff->type) {
    case CS_BIFF_NUMBER:
        return add_number(sheet, cs_le_double(body + 6));
    case CS_BIFF_RK:
        return add_number(sheet, decode_rk(cs_le32(body + 6)));
    case CS_BIFF_MULRK:
        return add_row_of_numbers(sheet);
    case CS_BIFF_LABELSST:
        return add_indexed(sheet, IS_SHARED, cs_le32(body + 6));
    case CS_BIFF_LABEL:
    case CS_BIFF_RSTRING:
        return add_label(sheet);
    case CS_BIFF_BOOLERR:
        return add_indexed(sheet, body[7] ? IS_ERROR : IS_TRUTH, body[6]);
    case CS_BIFF_FORMULA:
        return add_formula(sheet);
    case CS_BIFF_MERGED:
        return add_merges(sheet);
    case CS_BIFF_ROW:
    case CS_BIFF_COLINFO:
        note_hidden(sheet);
        return CS_OK;
    case CS_BIFF_STRING:
        if (!sheet->awaits_string)
            return CS_OK;
        sheet->awaits_string = 0;
        return add_own_text(sheet, 0);
    default:
        return CS_OK;
    }
}

/* The records of the substream; those of charts inside it are passed over. */
static enum cs_status read_records(struct sheet *sheet, size_t start)
{
    struct cs_biff *biff = &sheet->book->biff;
    int depth = 0;
    enum cs_status status = CS_OK;
    biff->next = start;
    while (status == CS_OK) {
        if (!cs_biff_next(biff))
            return cs_biff_fail(biff);
        if (biff->type == CS_BIFF_BOF)
            depth++;
        else if (biff->type == CS_BIFF_EOF && --depth <= 0)
            return CS_OK;
        else if (depth == 1)
            status = read_record(sheet);
    }
    return status;
}

static int compare_cells(const void *left, const void *right)
{
    const struct cell *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* Reference: 2.5.10. */
static const char *error_name(uint32_t code)
{
    static const struct {
        uint32_t code;
        const char *name;
    } names[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
                 {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == code)
            return names[i].name;
    return "#ERROR";
}

static enum cs_status put_cell(const struct sheet *sheet, const struct cell *cell,
                               struct cs_sheet_rows *rows)
{
    const struct cs_xls_book *book = sheet->book;
    const struct cs_texts *texts = cell->kind == IS_SHARED ? &book->shared : &sheet->own;
    enum cs_status status = cs_sheet_rows_reach(rows, cell->column + 1u);
    if (status != CS_OK)
        return status;
    switch (cell->kind) {
    case IS_NUMBER:
        return cs_sheet_rows_put_number(rows, cell->value.number,
                                        cell->style < book->n_formats
                                            ? book->formats[cell->style]
                                            : (struct cs_number_format){CS_STYLE_PLAIN, 0});
    case IS_TRUTH:
        return cs_sheet_rows_put(rows, CS_CELL_BOOL,
                                 cs_span_of(cell->value.index ? "TRUE" : "FALSE"));
    case IS_ERROR:
        return cs_sheet_rows_put(rows, CS_CELL_ERROR, cs_span_of(error_name(cell->value.index)));
    case IS_FORMULA:
        return cs_sheet_rows_put_formula(rows, cs_span_of(""), NULL);
    default:
        if (cell->value.index >= texts->n)
            return cell->kind == IS_OWN_TEXT
                       ? CS_OK
                       : cs_sheet_rows_fail(
                             rows, "the cell refers to a text that is not in the workbook");
        struct cs_span text = cs_texts_get(texts, cell->value.index);
        return text.size ? cs_sheet_rows_put_lasting(rows, CS_CELL_TEXT, text) : CS_OK;
    }
}

static enum cs_status emit_rows(struct sheet *sheet, struct cs_sheet_rows *rows)
{
    enum cs_status status = CS_OK;
    if (sheet->is_unordered)
        qsort(sheet->cells, sheet->n_cells, sizeof *sheet->cells, compare_cells);
    for (size_t i = 0; status == CS_OK && i < sheet->n_cells;) {
        uint32_t row = sheet->cells[i].row;
        status = cs_sheet_rows_begin(rows, (int64_t)row + 1);
        rows->is_row_hidden = sheet->hidden_rows[row / 8] >> row % 8 & 1;
        for (; status == CS_OK && i < sheet->n_cells && sheet->cells[i].row == row; i++)
            status = put_cell(sheet, &sheet->cells[i], rows);
        if (status == CS_OK)
            status = cs_sheet_rows_end(rows);
    }
    return status;
}

enum cs_status cs_xls_sheet_read(struct cs_reading *reading, struct cs_xls_book *book,
                                 const char *name, size_t start)
{
    struct sheet *sheet = calloc(1, sizeof *sheet);
    struct cs_sheet_rows rows;
    if (!sheet)
        return cs_fail_memory(reading->diag);
    sheet->book = book;
    sheet->diag = reading->diag;
    cs_sheet_rows_init(&rows, reading, book->name, name);
    rows.is_1904 = book->is_1904;
    rows.merges = &sheet->merges;
    enum cs_status status = read_records(sheet, start);
    if (status == CS_OK) {
        rows.hidden = sheet->hidden;
        cs_ranges_sort(&sheet->merges);
        status = emit_rows(sheet, &rows);
    }
    if (status == CS_OK)
        cs_sheet_rows_finish(&rows);
    cs_sheet_rows_clear(&rows);
    cs_texts_clear(&sheet->own);
    free(sheet->cells);
    free(sheet->merges.items);
    free(sheet);
    return status;
}
