/* One row gathered cell by cell, for readers that meet cells in any order within it. */
#include "ingest/workbook/sheetrows.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "data/currency.h"
#include "ingest/source/reading.h"
#include "ingest/source/table.h"
#include "ingest/workbook/celltext.h"
#include "ingest/workbook/hidden.h"

enum { MAX_COLUMNS = 16384, MAX_ROWS = 1048576, FREE_GAPS = 4 << 20, GAPS_PER_CELL = 64 };
static const uint64_t MAX_SPREADS = 200000000; /* merged ranges, counted in each row */

/* A range that reaches into the present row and fills its blank cells: a merged one, or that of a
 * formula. */
struct cs_spread {
    struct cs_range range;
    char *text;
    size_t size;
    uint8_t type;
};

void cs_sheet_rows_init(struct cs_sheet_rows *rows, struct cs_reading *reading, const char *book,
                        const char *sheet)
{
    *rows = (struct cs_sheet_rows){.reading = reading, .book = book, .sheet = sheet};
}

static void drop_ended_merges(struct cs_sheet_rows *rows, uint64_t row)
{
    size_t n_kept = 0;
    for (size_t i = 0; i < rows->n_spreads; i++)
        if (rows->spreads[i].range.last_row > row)
            rows->spreads[n_kept++] = rows->spreads[i];
        else
            free(rows->spreads[i].text);
    rows->n_spreads = n_kept;
}

void cs_sheet_rows_clear(struct cs_sheet_rows *rows)
{
    drop_ended_merges(rows, UINT64_MAX);
    free(rows->spreads);
    free(rows->cells);
    free(rows->at);
    cs_buf_clear(&rows->row_text);
    memset(rows, 0, sizeof *rows);
}

enum cs_status cs_sheet_rows_fail(const struct cs_sheet_rows *rows, const char *what)
{
    struct cs_row row = {.line = rows->row ? rows->row : 1, .sheet = rows->sheet};
    struct cs_cell_name cell;
    struct cs_place place = cs_cell_place(rows->book, &row, rows->column ? rows->column : 1, &cell);
    return cs_fail(rows->reading->diag, CS_IO, &place, NULL, "%s", what);
}

static void blank_cell(struct cs_sheet_rows *rows, size_t i)
{
    rows->cells[i] =
        (struct cs_cell){.text = {"", 0}, .column = (uint32_t)i + 1, .type = CS_CELL_BLANK};
    rows->at[i] = 0;
}

enum cs_status cs_sheet_rows_begin(struct cs_sheet_rows *rows, int64_t row)
{
    if (row <= (int64_t)rows->row || row > MAX_ROWS)
        return cs_sheet_rows_fail(rows, "the rows after this place are not in order");
    rows->row = (uint64_t)row;
    rows->column = 0;
    rows->is_row_hidden = false;
    for (size_t i = 0; i < rows->n_cells; i++)
        blank_cell(rows, i);
    rows->n_cells = 0;
    cs_buf_reset(&rows->row_text);
    return CS_OK;
}

static enum cs_status grow(struct cs_sheet_rows *rows, size_t n_cells)
{
    size_t larger = n_cells < 64 ? 64 : 2 * n_cells;
    struct cs_cell *cells = realloc(rows->cells, larger * sizeof *cells);
    if (cells)
        rows->cells = cells;
    size_t *at = cells ? realloc(rows->at, larger * sizeof *at) : NULL;
    if (!at)
        return cs_fail_memory(rows->reading->diag);
    rows->at = at;
    for (size_t i = rows->capacity; i < larger; i++)
        blank_cell(rows, i);
    rows->capacity = larger;
    return CS_OK;
}

/* Cells up to a column are part of the row. */
static enum cs_status fill_to(struct cs_sheet_rows *rows, size_t n_cells)
{
    enum cs_status status = n_cells > rows->capacity ? grow(rows, n_cells) : CS_OK;
    if (status != CS_OK || n_cells <= rows->n_cells)
        return status;
    rows->n_gaps += n_cells - rows->n_cells - 1;
    rows->n_cells = n_cells;
    if (rows->n_gaps > FREE_GAPS + GAPS_PER_CELL * rows->n_put)
        return cs_sheet_rows_fail(rows, "the cells of this sheet are spread too far apart to be a "
                                        "table");
    return CS_OK;
}

enum cs_status cs_sheet_rows_reach(struct cs_sheet_rows *rows, uint32_t column)
{
    if (column <= rows->column || column > MAX_COLUMNS)
        return cs_sheet_rows_fail(rows, "the cells after this place are not in order");
    rows->column = column;
    return CS_OK;
}

/* Whether the present cell is in a range that is left out. */
static bool is_left_out(const struct cs_sheet_rows *rows)
{
    for (size_t i = 0; rows->left_out && i < rows->left_out->n; i++) {
        const struct cs_range *range = &rows->left_out->items[i];
        if (rows->row >= range->row && rows->row <= range->last_row &&
            rows->column >= range->column && rows->column <= range->last_column)
            return true;
    }
    return false;
}

enum cs_status cs_sheet_rows_put_lasting(struct cs_sheet_rows *rows, uint8_t type,
                                         struct cs_span text)
{
    if (is_left_out(rows))
        return CS_OK;
    rows->n_put++;
    enum cs_status status = fill_to(rows, rows->column);
    if (status != CS_OK)
        return status;
    rows->cells[rows->column - 1].type = type;
    rows->cells[rows->column - 1].text = text;
    return CS_OK;
}

enum cs_status cs_sheet_rows_put(struct cs_sheet_rows *rows, uint8_t type, struct cs_span text)
{
    size_t at = rows->row_text.size + 1;
    enum cs_status status = cs_sheet_rows_put_lasting(rows, type, (struct cs_span){"", text.size});
    if (status != CS_OK || rows->column > rows->n_cells)
        return status;
    rows->at[rows->column - 1] = at;
    cs_buf_put(&rows->row_text, text.start, text.size);
    cs_buf_putc(&rows->row_text, '\0');
    return CS_OK;
}

/* What stands before an amount; returns its bytes. */
static size_t write_currency(unsigned char currency, char out[CS_CELL_TEXT_BYTES])
{
    if (currency == CS_BARE_DOLLAR)
        return (size_t)snprintf(out, CS_CELL_TEXT_BYTES, "$");
    return currency && currency <= cs_n_currencies
               ? (size_t)snprintf(out, CS_CELL_TEXT_BYTES, "%.3s ",
                                  cs_currencies[currency - 1].code)
               : 0;
}

enum cs_status cs_sheet_rows_put_number(struct cs_sheet_rows *rows, double value,
                                        struct cs_number_format format)
{
    char text[2 * CS_CELL_TEXT_BYTES];
    enum cs_number_style style = (enum cs_number_style)format.style;
    size_t n;
    if (style == CS_STYLE_DATE) {
        n = cs_cell_date_text(value, rows->is_1904, text);
    } else if (style == CS_STYLE_ELAPSED) {
        n = cs_cell_elapsed_text(value, text);
    } else {
        size_t n_before = write_currency(format.currency, text);
        n = n_before +
            cs_cell_number_text(style == CS_STYLE_PERCENT ? value * 100 : value, text + n_before);
        if (style == CS_STYLE_PERCENT && n + 1 < sizeof text)
            text[n++] = '%';
    }
    bool is_date = style == CS_STYLE_DATE || style == CS_STYLE_ELAPSED;
    return cs_sheet_rows_put(rows, is_date ? CS_CELL_DATE : CS_CELL_NUMERIC,
                             (struct cs_span){text, n});
}

/* Adds a range with a copy of its text. */
static enum cs_status add_spread(struct cs_sheet_rows *rows, struct cs_range range, uint8_t type,
                                 struct cs_span text)
{
    struct cs_spread *grown =
        cs_grown(rows->spreads, rows->n_spreads, &rows->spreads_capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(rows->reading->diag);
    rows->spreads = grown;
    char *copy = malloc(text.size + 1);
    if (!copy)
        return cs_fail_memory(rows->reading->diag);
    memcpy(copy, text.start, text.size);
    rows->spreads[rows->n_spreads++] = (struct cs_spread){range, copy, text.size, type};
    return CS_OK;
}

enum cs_status cs_sheet_rows_put_formula(struct cs_sheet_rows *rows, struct cs_span formula,
                                         const struct cs_range *range)
{
    enum { SHOWN_BYTES = 60 };
    char text[SHOWN_BYTES + 1] = "=";
    size_t n = formula.size < SHOWN_BYTES ? formula.size : SHOWN_BYTES;
    while (n && n < formula.size && (formula.start[n] & 0xC0) == 0x80)
        n--; /* not in the middle of a character */
    memcpy(text + 1, formula.start, n);
    struct cs_span shown = {text, n + 1};
    enum cs_status status = cs_sheet_rows_put(rows, CS_CELL_FORMULA, shown);
    return status == CS_OK && range ? add_spread(rows, *range, CS_CELL_FORMULA, shown) : status;
}

static enum cs_status start_spread(struct cs_sheet_rows *rows, const struct cs_range *range)
{
    const struct cs_cell *first = &rows->cells[range->column - 1];
    return add_spread(rows, *range, first->type, first->text);
}

/* Takes up the ranges that begin in the present row. */
static enum cs_status meet_merges(struct cs_sheet_rows *rows)
{
    const struct cs_ranges *merges = rows->merges;
    enum cs_status status = CS_OK;
    for (; merges && status == CS_OK && rows->n_merges_met < merges->n &&
           merges->items[rows->n_merges_met].row <= rows->row;
         rows->n_merges_met++) {
        const struct cs_range *range = &merges->items[rows->n_merges_met];
        bool is_title = range->column == 1 && range->last_column > 1;
        if (range->row == rows->row && range->column <= rows->n_cells && !is_title)
            status = start_spread(rows, range);
    }
    return status;
}

/* Writes the text of merged ranges into their blank cells. */
static enum cs_status spread_merges(struct cs_sheet_rows *rows)
{
    rows->n_spread += rows->n_spreads;
    if (rows->n_spread > MAX_SPREADS)
        return cs_sheet_rows_fail(rows, "this sheet has more merged cells than any real table");
    for (size_t i = 0; i < rows->n_spreads; i++) {
        struct cs_spread *spread = &rows->spreads[i];
        size_t last = spread->range.last_column;
        last = last < MAX_COLUMNS ? last : MAX_COLUMNS;
        enum cs_status status = fill_to(rows, last);
        if (status != CS_OK)
            return status;
        for (size_t c = spread->range.column - 1; c < last; c++)
            if (rows->cells[c].type == CS_CELL_BLANK) {
                rows->cells[c].type = spread->type;
                rows->cells[c].text = (struct cs_span){spread->text, spread->size};
            }
    }
    return CS_OK;
}

/* Points the cells at the row's text, which no longer moves. */
static void settle_texts(struct cs_sheet_rows *rows)
{
    for (size_t i = 0; i < rows->n_cells; i++)
        if (rows->at[i])
            rows->cells[i].text.start = cs_buf_text(&rows->row_text) + rows->at[i] - 1;
}

static bool has_text(const struct cs_sheet_rows *rows)
{
    for (size_t i = 0; i < rows->n_cells; i++)
        if (cs_span_trim(rows->cells[i].text).size)
            return true;
    return false;
}

static enum cs_status hand_over(struct cs_sheet_rows *rows)
{
    enum cs_status status = CS_OK;
    if (!rows->is_started)
        status = cs_reading_start_table(rows->reading, rows->book, rows->sheet);
    rows->is_started = true;
    if (rows->is_row_hidden)
        cs_hidden_add_row(&rows->hidden, rows->row);
    if (rows->n_cells > rows->n_columns)
        rows->n_columns = (uint32_t)rows->n_cells;
    struct cs_row row = {rows->cells, rows->n_cells, rows->row, rows->sheet, 0};
    const struct cs_row_sink *sink = rows->reading->sink;
    return status == CS_OK ? sink->row(sink->context, &row) : status;
}

enum cs_status cs_sheet_rows_end(struct cs_sheet_rows *rows)
{
    if (rows->row_text.failed)
        return cs_fail_memory(rows->reading->diag);
    settle_texts(rows);
    enum cs_status status = meet_merges(rows);
    if (status == CS_OK)
        status = spread_merges(rows);
    if (status == CS_OK && has_text(rows))
        status = hand_over(rows);
    drop_ended_merges(rows, rows->row);
    return status;
}

void cs_sheet_rows_finish(const struct cs_sheet_rows *rows)
{
    struct cs_place place = {.file = rows->book, .sheet = rows->sheet};
    cs_hidden_tell(&rows->hidden, rows->n_columns, place, rows->reading->diag);
}
