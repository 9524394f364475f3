/* Rows of a table without a layout. The header is told by its shape: the first row that fills most
 * of the columns and has a row under it; a row that only fills its gaps is its second half. */
#include "ingest/draft/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/period.h"
#include "ingest/profile/header_fold.h"
#include "ingest/draft/header_words.h"
#include "ingest/load.h"
#include "ingest/profile/rows.h"
#include "ingest/source/cell.h"
#include "ingest/source/date.h"

void cs_draft_sample_init(struct cs_draft_sample *sample)
{
    memset(sample, 0, sizeof *sample);
}

void cs_draft_sample_clear(struct cs_draft_sample *sample)
{
    cs_profile_rows_clear(&sample->rows);
    cs_arena_clear(&sample->arena);
    cs_draft_sample_init(sample);
}

struct sampling {
    struct cs_draft_sample *sample;
    struct cs_diag *diag;
    struct cs_row rows[CS_SAMPLE_ROWS];
    size_t n_filled[CS_SAMPLE_ROWS];
    size_t n_rows;
    bool is_enough; /* the reader was stopped: what came is the sample */
};

static size_t widest(const struct sampling *sampling)
{
    size_t n = 0;
    for (size_t i = 0; i < sampling->n_rows; i++)
        n = sampling->n_filled[i] > n ? sampling->n_filled[i] : n;
    return n;
}

static enum cs_status stop(struct sampling *sampling)
{
    sampling->is_enough = true;
    return CS_NO_ANSWER;
}

/* A second table starts: the first is enough when it was one. */
static enum cs_status start_table(void *context, const char *name, const char *sheet)
{
    struct sampling *sampling = context;
    struct cs_arena *arena = &sampling->sample->arena;
    if (sampling->n_rows >= 2 && widest(sampling) >= 2)
        return stop(sampling);
    sampling->n_rows = 0;
    sampling->sample->file = cs_arena_strdup(arena, name);
    sampling->sample->sheet = sheet ? cs_arena_strdup(arena, sheet) : NULL;
    return sampling->sample->file ? CS_OK : cs_fail_memory(sampling->diag);
}

static enum cs_status keep_row(void *context, const struct cs_row *row)
{
    struct sampling *sampling = context;
    struct cs_arena *arena = &sampling->sample->arena;
    struct cs_row *kept = &sampling->rows[sampling->n_rows];
    struct cs_cell *cells = cs_arena_alloc(arena, (row->n_cells + 1) * sizeof *cells);
    size_t n_filled = 0;
    *kept = *row;
    kept->cells = cells;
    for (size_t i = 0; cells && i < row->n_cells; i++) {
        struct cs_span text = cs_cell_text(row->cells[i].text);
        cells[i] = row->cells[i];
        cells[i].text = (struct cs_span){cs_arena_copy(arena, text.start, text.size), text.size};
        n_filled += text.size > 0;
        if (!cells[i].text.start)
            return cs_fail_memory(sampling->diag);
    }
    if (!cells)
        return cs_fail_memory(sampling->diag);
    kept->sheet = sampling->sample->sheet;
    sampling->n_filled[sampling->n_rows] = n_filled;
    return ++sampling->n_rows == CS_SAMPLE_ROWS ? stop(sampling) : CS_OK;
}

/* ---- the header ---- */

static struct cs_span cell_at(const struct cs_row *row, size_t column)
{
    return column < row->n_cells ? row->cells[column].text : cs_span_of("");
}

static bool is_year(struct cs_span cell)
{
    struct cs_period period;
    return cell.size == 4 && cs_period_parse(cell, &period);
}

static bool is_number(struct cs_span cell)
{
    struct cs_cell_number number = cs_cell_read(cell, CS_DECIMAL_UNTOLD, NULL, 0);
    return number.kind == CS_CELL_NUMBER || number.kind == CS_CELL_RANGE;
}

/* Whether the row under the header is its second half: it has texts and years alone, some of them
 * under a gap of the first. */
static bool is_second_half(const struct cs_row *upper, const struct cs_row *lower)
{
    size_t n_in_gaps = 0;
    for (size_t i = 0; i < lower->n_cells; i++) {
        struct cs_span cell = cell_at(lower, i);
        if (cell.size && is_number(cell) && !is_year(cell))
            return false;
        n_in_gaps += cell.size > 0 && cell_at(upper, i).size == 0;
    }
    return n_in_gaps > 0;
}

/* "Period:" before its value, or "Period: May 2025" alone. */
static bool is_labels(const struct cs_row *row, size_t n_filled)
{
    struct cs_span first = cell_at(row, 0);
    const char *colon = memchr(first.start, ':', first.size);
    return colon && (colon + 1 == first.start + first.size || n_filled == 1);
}

static bool has_number(const struct cs_row *row)
{
    for (size_t i = 0; i < row->n_cells; i++)
        if (cell_at(row, i).size && is_number(cell_at(row, i)))
            return true;
    return false;
}

/* Whether a cell goes on with the sentence of the one before. */
static bool goes_on(const struct cs_row *row)
{
    for (size_t i = 1; i < row->n_cells; i++) {
        struct cs_span cell = cell_at(row, i);
        size_t n = 0;
        while (n < cell.size && cs_is_alpha(cell.start[n]))
            n++;
        char word[12] = "";
        if (n == 0 || n == cell.size || n >= sizeof word)
            continue;
        memcpy(word, cell.start, n);
        if (cs_header_words_have("by for in of and or the with at including excluding not", word))
            return true;
    }
    return false;
}

/* Whether a row is a line of text that commas part into cells: over a row of words alone it has a
 * number, or goes on with a small word. */
static bool is_line(const struct sampling *sampling, size_t i, size_t enough)
{
    const struct cs_row *row = &sampling->rows[i];
    if (i + 2 >= sampling->n_rows || sampling->n_filled[i + 1] < enough || has_number(row + 1) ||
        is_second_half(row, row + 1))
        return false;
    return has_number(row) || (goes_on(row) && has_number(row + 2));
}

/* The first row that fills most of the columns and has a row under it. */
static size_t find_header(const struct sampling *sampling)
{
    size_t enough = (widest(sampling) + 1) / 2;
    enough = enough < 2 ? 2 : enough;
    for (size_t i = 0; i + 1 < sampling->n_rows; i++) {
        bool is_text =
            is_labels(&sampling->rows[i], sampling->n_filled[i]) || is_line(sampling, i, enough);
        if (sampling->n_filled[i] >= enough && !is_text)
            return i;
    }
    return sampling->n_rows;
}

/* The header of a column; of two rows as the reader of layouts joins them. */
static const char *join_header(struct cs_arena *arena, const struct cs_row *upper,
                               const struct cs_row *lower, size_t column)
{
    struct cs_span above = cell_at(upper, column);
    if (!lower)
        return cs_arena_copy(arena, above.start, above.size);
    struct cs_span below = cell_at(lower, column);
    for (size_t i = column; !above.size && below.size && i-- > 0;)
        above = cell_at(upper, i);
    return cs_arena_printf(arena, "%.*s%s%.*s", (int)above.size, above.start,
                           above.size && below.size ? " " : "", (int)below.size, below.start);
}

/* ---- the columns ---- */

static bool looks_like_code(struct cs_span text)
{
    static const char shape[] = "00-0000";
    for (size_t i = 0; i < 7; i++)
        if (i >= text.size ||
            (shape[i] == '0' ? !cs_is_digit(text.start[i]) : text.start[i] != shape[i]))
            return false;
    return text.size == 7 || text.start[7] == '.';
}

static void keep_text(struct cs_sample_column *column, const char *text)
{
    for (size_t i = 0; i < CS_SAMPLE_TEXTS; i++) {
        if (column->texts[i] && strcmp(column->texts[i], text) == 0)
            return;
        if (!column->texts[i]) {
            column->texts[i] = text;
            return;
        }
    }
}

static void look_at_number(struct cs_sample_column *column, const struct cs_cell_number *number)
{
    column->n_numbers += number->kind == CS_CELL_NUMBER;
    column->n_ranges += number->kind == CS_CELL_RANGE;
    column->n_texts += number->kind == CS_CELL_BAD;
    column->n_percent += number->has_percent_sign != 0;
    bool is_either = number->marks_seen >> CS_MARKS_EITHER_POINT & 1 ||
                     number->marks_seen >> CS_MARKS_EITHER_COMMA & 1;
    column->n_fractions +=
        number->kind == CS_CELL_NUMBER && !is_either && number->low != floor(number->low);
    if (number->currency[0] && !column->currency[0]) {
        memcpy(column->currency, number->currency, sizeof column->currency);
        column->is_bare_dollar = number->is_bare_dollar;
    }
}

static void look_at_cell(struct cs_sample_column *column, const struct cs_cell *cell)
{
    struct cs_period period;
    if (!cell->text.size)
        return;
    enum cs_decimal decimal = cell->type == CS_CELL_NUMERIC ? CS_DECIMAL_POINT : CS_DECIMAL_UNTOLD;
    struct cs_cell_number number = cs_cell_read(cell->text, decimal, NULL, 0);
    column->n_filled++;
    look_at_number(column, &number);
    bool is_period = cs_period_parse(cell->text, &period);
    bool is_date = !is_period && cs_date_read(cell->text, CS_ALL_ORDERS, &period) != CS_DATE_NONE;
    column->n_periods += is_period || is_date;
    column->n_years += is_year(cell->text);
    column->n_dates += (is_period || is_date) && (period.day > 0 || !period.start_year);
    column->n_codes += looks_like_code(cell->text);
    keep_text(column, cell->text.start);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of a column's numbers under its decimal mark. */
static double typical_of(const struct sampling *sampling, size_t first, size_t column,
                         enum cs_decimal decimal)
{
    double values[CS_SAMPLE_ROWS];
    size_t n = 0;
    for (size_t r = first; r < sampling->n_rows; r++) {
        struct cs_cell_number number =
            cs_cell_read(cell_at(&sampling->rows[r], column), decimal, NULL, 0);
        if (number.kind == CS_CELL_NUMBER || number.kind == CS_CELL_RANGE)
            values[n++] = number.low;
    }
    qsort(values, n, sizeof *values, compare_doubles);
    return n ? values[n / 2] : NAN;
}

/* Whether the marks of the column's numbers prove a decimal comma. */
static enum cs_decimal decimal_of(const struct sampling *sampling, size_t first, size_t column)
{
    for (size_t r = first; r < sampling->n_rows; r++) {
        struct cs_cell_number number =
            cs_cell_read(cell_at(&sampling->rows[r], column), CS_DECIMAL_UNTOLD, NULL, 0);
        if (number.marks_seen >> CS_MARKS_COMMA & 1)
            return CS_DECIMAL_COMMA;
    }
    return CS_DECIMAL_POINT;
}

static bool look_at_column(const struct sampling *sampling, size_t first, size_t i)
{
    struct cs_draft_sample *sample = sampling->sample;
    struct cs_sample_column *column = &sample->columns[i];
    char words[CS_WORDS_BYTES];
    cs_header_words_fold(column->header, words);
    column->words = cs_arena_strdup(&sample->arena, words);
    for (size_t r = first; r < sampling->n_rows; r++)
        if (i < sampling->rows[r].n_cells)
            look_at_cell(column, &sampling->rows[r].cells[i]);
    column->typical = typical_of(sampling, first, i, decimal_of(sampling, first, i));
    return column->words != NULL;
}

static enum cs_status look_at_table(const struct sampling *sampling, size_t header)
{
    struct cs_draft_sample *sample = sampling->sample;
    const struct cs_row *upper = &sampling->rows[header], *lower = NULL;
    if (header + 2 < sampling->n_rows && is_second_half(upper, upper + 1))
        lower = upper + 1;
    size_t first = header + (lower ? 2 : 1);
    sample->n_columns = lower && lower->n_cells > upper->n_cells ? lower->n_cells : upper->n_cells;
    sample->columns = cs_arena_alloc(&sample->arena, sample->n_columns * sizeof *sample->columns);
    sample->lead = cs_arena_alloc(&sample->arena, (header + 1) * sizeof *sample->lead);
    if (!sample->columns || !sample->lead)
        return cs_fail_memory(sampling->diag);
    memcpy(sample->lead, sampling->rows, header * sizeof *sample->lead);
    sample->n_lead = header;
    sample->header_line = lower ? lower->line : upper->line;
    for (size_t i = 0; i < sample->n_columns; i++) {
        sample->columns[i].header = join_header(&sample->arena, upper, lower, i);
        if (!sample->columns[i].header || !look_at_column(sampling, first, i))
            return cs_fail_memory(sampling->diag);
    }
    for (size_t r = first; r < sampling->n_rows && !cs_profile_rows_are_full(&sample->rows); r++)
        if (!cs_profile_rows_keep(&sample->rows, &sampling->rows[r]))
            return cs_fail_memory(sampling->diag);
    return CS_OK;
}

enum cs_status cs_draft_sample_read(struct cs_draft_sample *sample, const char *path,
                                    struct cs_diag *diag)
{
    struct sampling *sampling = calloc(1, sizeof *sampling);
    if (!sampling)
        return cs_fail_memory(diag);
    sampling->sample = sample;
    sampling->diag = diag;
    struct cs_row_sink sink = {sampling, keep_row, start_table};
    enum cs_status status = cs_read_rows(path, &sink, NULL, diag);
    if (sampling->is_enough)
        status = CS_OK;
    size_t header = status == CS_OK ? find_header(sampling) : 0;
    if (status == CS_OK && header == sampling->n_rows)
        status = cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL,
                         "there is no table here: no header of two or more columns with rows "
                         "under it");
    if (status == CS_OK)
        status = look_at_table(sampling, header);
    free(sampling);
    return status;
}
