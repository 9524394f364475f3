/* One sheet of an .xlsx, row by row. Reference: ECMA-376 part 1, 18.3. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "ingest/celltext.h"
#include "ingest/xlsx.h"

enum { MAX_COLUMNS = 16384, MAX_ROWS = 1048576, MAX_CELL_BYTES = 1 << 20 };
static const uint64_t MAX_FILLED_CELLS = 200000000; /* gaps included */

/* A merged range that reaches into the present row. */
struct spread {
    const struct cs_xlsx_range *range;
    char *text;
    size_t size;
    uint8_t type;
};

struct sheet {
    struct cs_reading *reading;
    const struct cs_xlsx_book *book;
    const char *name;
    const struct cs_xlsx_ranges *merges;
    size_t n_merges_met;
    struct spread *spreads;
    size_t n_spreads, spreads_capacity;
    struct cs_cell *cells; /* of the present row; a text in `row_text` has its offset in `at` */
    size_t *at;
    size_t n_cells, capacity;
    struct cs_buf row_text;
    struct cs_buf value; /* of the present cell */
    uint64_t row, n_filled;
    uint32_t column;
    char type[12]; /* t="…" of the present cell */
    size_t style;
    int is_in_cell, is_in_value, is_in_phonetic, is_started;
};

enum { IN_PLACE = 0 }; /* `at` of a cell whose text does not move; offsets are kept plus one */

static enum cs_status complain(const struct sheet *sheet, const char *what)
{
    struct cs_row row = {.line = sheet->row ? sheet->row : 1, .sheet = sheet->name};
    struct cs_cell_name cell;
    struct cs_place place = cs_cell_place(sheet->book->name, &row,
                                          sheet->column ? sheet->column : 1, &cell);
    return cs_fail(sheet->reading->diag, CS_IO, &place, NULL, "%s", what);
}

static enum cs_status reach_column(struct sheet *sheet, size_t n_cells)
{
    if (n_cells > sheet->capacity) {
        size_t larger = n_cells < 64 ? 64 : 2 * n_cells;
        struct cs_cell *cells = realloc(sheet->cells, larger * sizeof *cells);
        if (cells)
            sheet->cells = cells;
        size_t *at = cells ? realloc(sheet->at, larger * sizeof *at) : NULL;
        if (!at)
            return cs_fail_memory(sheet->reading->diag);
        sheet->at = at;
        sheet->capacity = larger;
    }
    for (; sheet->n_cells < n_cells; sheet->n_cells++, sheet->n_filled++) {
        sheet->cells[sheet->n_cells] = (struct cs_cell){
            .text = {"", 0}, .column = (uint32_t)sheet->n_cells + 1, .type = CS_CELL_BLANK};
        sheet->at[sheet->n_cells] = IN_PLACE;
    }
    return sheet->n_filled > MAX_FILLED_CELLS
               ? complain(sheet, "the cells of this sheet are spread too far apart to be a table")
               : CS_OK;
}

static void put_text(struct sheet *sheet, uint8_t type, const char *bytes, size_t size)
{
    struct cs_cell *cell = &sheet->cells[sheet->column - 1];
    cell->type = type;
    cell->text.size = size;
    sheet->at[sheet->column - 1] = sheet->row_text.size + 1;
    cs_buf_put(&sheet->row_text, bytes, size);
    cs_buf_putc(&sheet->row_text, '\0');
}

static void put_number(struct sheet *sheet, double number)
{
    char text[CS_CELL_TEXT_BYTES];
    enum cs_xlsx_style style = sheet->style < sheet->book->styles.n
                                   ? (enum cs_xlsx_style)sheet->book->styles.kinds[sheet->style]
                                   : CS_XLSX_PLAIN;
    if (style == CS_XLSX_DATE) {
        size_t n = cs_cell_date_text(number, sheet->book->is_1904, text);
        put_text(sheet, CS_CELL_DATE, text, n);
        return;
    }
    int is_percent = style == CS_XLSX_PERCENT;
    size_t n = cs_cell_number_text(is_percent ? number * 100 : number, text);
    if (is_percent && n + 1 < sizeof text)
        text[n++] = '%';
    put_text(sheet, CS_CELL_NUMERIC, text, n);
}

static enum cs_status put_shared(struct sheet *sheet, struct cs_span value)
{
    const struct cs_xlsx_strings *strings = &sheet->book->strings;
    int64_t index;
    if (!cs_integer_parse(value, &index) || index < 0 || (uint64_t)index >= strings->n)
        return complain(sheet, "the cell names a text that the workbook does not have");
    struct cs_cell *cell = &sheet->cells[sheet->column - 1];
    size_t size = strings->starts[index + 1] - strings->starts[index];
    cell->type = CS_CELL_TEXT;
    cell->text = size ? (struct cs_span){strings->text + strings->starts[index], size}
                      : (struct cs_span){"", 0};
    return CS_OK;
}

/* The cell has ended: its value becomes text by its type. */
static enum cs_status finish_cell(struct sheet *sheet)
{
    if (sheet->value.failed)
        return cs_fail_memory(sheet->reading->diag);
    struct cs_span value = {cs_buf_text(&sheet->value), sheet->value.size};
    int is_typed = sheet->type[0] && strcmp(sheet->type, "n") != 0;
    if (value.size == 0 && strcmp(sheet->type, "inlineStr") != 0)
        return CS_OK;
    double number;
    if (strcmp(sheet->type, "s") == 0)
        return put_shared(sheet, cs_span_trim(value));
    if (strcmp(sheet->type, "b") == 0)
        put_text(sheet, CS_CELL_BOOL, *value.start == '0' ? "FALSE" : "TRUE",
                 *value.start == '0' ? 5 : 4);
    else if (strcmp(sheet->type, "e") == 0)
        put_text(sheet, CS_CELL_ERROR, value.start, value.size);
    else if (strcmp(sheet->type, "d") == 0)
        put_text(sheet, CS_CELL_DATE, value.start, value.size);
    else if (is_typed)
        put_text(sheet, CS_CELL_TEXT, value.start, value.size);
    else if (cs_number_parse(cs_span_trim(value), &number))
        put_number(sheet, number);
    else
        return complain(sheet, "the cell says that it is a number and is none");
    return CS_OK;
}

static enum cs_status start_row(struct sheet *sheet, const char *const *attributes)
{
    const char *reference = cs_xml_attribute(attributes, "r");
    int64_t row = (int64_t)sheet->row + 1;
    if (reference && !cs_integer_parse(cs_span_of(reference), &row))
        row = 0;
    if (row <= (int64_t)sheet->row || row > MAX_ROWS)
        return complain(sheet, "the rows after this place are not in order");
    sheet->row = (uint64_t)row;
    sheet->column = 0;
    sheet->n_cells = 0;
    cs_buf_reset(&sheet->row_text);
    return CS_OK;
}

static enum cs_status start_cell(struct sheet *sheet, const char *const *attributes)
{
    const char *type = NULL, *style = NULL, *reference = NULL;
    for (; *attributes; attributes += 2)
        switch (attributes[0][1] ? '?' : attributes[0][0]) {
        case 'r': reference = attributes[1]; break;
        case 's': style = attributes[1]; break;
        case 't': type = attributes[1]; break;
        }
    struct cs_xlsx_range cell = {.column = sheet->column + 1};
    if ((reference && !cs_xlsx_range_parse(reference, &cell)) || cell.column <= sheet->column ||
        cell.column > MAX_COLUMNS)
        return complain(sheet, "the cells after this place are not in order");
    sheet->column = cell.column;
    sheet->style = style ? (size_t)strtoul(style, NULL, 10) : 0;
    size_t n = type ? strnlen(type, sizeof sheet->type - 1) : 0;
    memcpy(sheet->type, type ? type : "", n);
    sheet->type[n] = '\0';
    cs_buf_reset(&sheet->value);
    sheet->is_in_cell = 1;
    return reach_column(sheet, sheet->column);
}

static enum cs_status start_element(void *context, const char *name, const char *const *attributes)
{
    struct sheet *sheet = context;
    if (strcmp(name, "c") == 0)
        return start_cell(sheet, attributes);
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        sheet->is_in_value = sheet->is_in_cell && !sheet->is_in_phonetic;
    else if (strcmp(name, "rPh") == 0)
        sheet->is_in_phonetic = 1;
    else if (strcmp(name, "row") == 0)
        return start_row(sheet, attributes);
    return CS_OK;
}

static enum cs_status add_text(void *context, const char *bytes, size_t size)
{
    struct sheet *sheet = context;
    if (!sheet->is_in_value)
        return CS_OK;
    if (sheet->value.size + size > MAX_CELL_BYTES)
        return complain(sheet, "the text of this cell is longer than 1 MB");
    cs_buf_put(&sheet->value, bytes, size);
    return CS_OK;
}

/* Takes up the ranges that begin in the present row. */
static enum cs_status meet_merges(struct sheet *sheet)
{
    const struct cs_xlsx_ranges *merges = sheet->merges;
    for (; sheet->n_merges_met < merges->n &&
           merges->items[sheet->n_merges_met].row <= sheet->row;
         sheet->n_merges_met++) {
        const struct cs_xlsx_range *range = &merges->items[sheet->n_merges_met];
        if (range->row < sheet->row || range->column > sheet->n_cells ||
            (range->column == 1 && range->last_column > 1))
            continue;
        const struct cs_cell *first = &sheet->cells[range->column - 1];
        if (sheet->n_spreads == sheet->spreads_capacity) {
            size_t larger = sheet->n_spreads ? 2 * sheet->n_spreads : 16;
            struct spread *grown = realloc(sheet->spreads, larger * sizeof *grown);
            if (!grown)
                return cs_fail_memory(sheet->reading->diag);
            sheet->spreads = grown;
            sheet->spreads_capacity = larger;
        }
        char *copy = malloc(first->text.size + 1);
        if (!copy)
            return cs_fail_memory(sheet->reading->diag);
        memcpy(copy, first->text.start, first->text.size);
        sheet->spreads[sheet->n_spreads++] =
            (struct spread){range, copy, first->text.size, first->type};
    }
    return CS_OK;
}

/* Writes the text of merged ranges into their blank cells. */
static enum cs_status spread_merges(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_spreads; i++) {
        struct spread *spread = &sheet->spreads[i];
        size_t last = spread->range->last_column;
        enum cs_status status = reach_column(sheet, last < MAX_COLUMNS ? last : MAX_COLUMNS);
        if (status != CS_OK)
            return status;
        for (size_t c = spread->range->column - 1; c < last && c < sheet->n_cells; c++)
            if (sheet->cells[c].type == CS_CELL_BLANK) {
                sheet->cells[c].type = spread->type;
                sheet->cells[c].text = (struct cs_span){spread->text, spread->size};
            }
    }
    return CS_OK;
}

static void drop_ended_merges(struct sheet *sheet, uint64_t row)
{
    size_t n_kept = 0;
    for (size_t i = 0; i < sheet->n_spreads; i++)
        if (sheet->spreads[i].range->last_row > row)
            sheet->spreads[n_kept++] = sheet->spreads[i];
        else
            free(sheet->spreads[i].text);
    sheet->n_spreads = n_kept;
}

/* Points the cells at the row's text, which no longer moves. */
static void settle_texts(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_cells; i++)
        if (sheet->at[i] != IN_PLACE)
            sheet->cells[i].text.start = cs_buf_text(&sheet->row_text) + sheet->at[i] - 1;
}

static int has_text(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_cells; i++)
        if (cs_span_trim(sheet->cells[i].text).size)
            return 1;
    return 0;
}

static enum cs_status finish_row(struct sheet *sheet)
{
    if (sheet->row_text.failed)
        return cs_fail_memory(sheet->reading->diag);
    settle_texts(sheet);
    enum cs_status status = meet_merges(sheet);
    if (status == CS_OK)
        status = spread_merges(sheet);
    if (status != CS_OK || !has_text(sheet))
        return status;
    if (!sheet->is_started) {
        sheet->is_started = 1;
        status = cs_reading_start_table(sheet->reading, sheet->book->name, sheet->name);
        if (status != CS_OK)
            return status;
    }
    struct cs_row row = {sheet->cells, sheet->n_cells, sheet->row, sheet->name};
    const struct cs_row_sink *sink = sheet->reading->sink;
    status = sink->row(sink->context, &row);
    drop_ended_merges(sheet, sheet->row);
    return status;
}

static enum cs_status end_element(void *context, const char *name)
{
    struct sheet *sheet = context;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        sheet->is_in_value = 0;
    } else if (strcmp(name, "c") == 0) {
        sheet->is_in_cell = 0;
        return finish_cell(sheet);
    } else if (strcmp(name, "rPh") == 0) {
        sheet->is_in_phonetic = 0;
    } else if (strcmp(name, "row") == 0) {
        return finish_row(sheet);
    }
    return CS_OK;
}

enum cs_status cs_xlsx_sheet_read(struct cs_reading *reading, const struct cs_xlsx_book *book,
                                  const char *name, const struct cs_xlsx_ranges *merges,
                                  struct cs_byte_source *part)
{
    struct sheet sheet = {.reading = reading, .book = book, .name = name, .merges = merges};
    struct cs_xml_handler handler = {&sheet, start_element, end_element, add_text};
    enum cs_status status = cs_xml_read(part, &handler, reading->diag);
    drop_ended_merges(&sheet, UINT64_MAX);
    free(sheet.spreads);
    free(sheet.cells);
    free(sheet.at);
    cs_buf_clear(&sheet.row_text);
    cs_buf_clear(&sheet.value);
    return status;
}
