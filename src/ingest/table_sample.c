/* The first rows of a table without a layout, and statistics of its columns: what draft.c guesses
 * from. */
#include "ingest/table_sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/period.h"
#include "ingest/load.h"
#include "ingest/source/cell.h"

void cs_table_sample_init(struct cs_table_sample *sample)
{
    memset(sample, 0, sizeof *sample);
}

void cs_table_sample_clear(struct cs_table_sample *sample)
{
    cs_arena_clear(&sample->arena);
    cs_table_sample_init(sample);
}

struct kept_row {
    const char **cells;
    size_t n_cells, n_filled;
};

struct sampling {
    struct cs_arena *arena;
    struct cs_diag *diag;
    struct kept_row rows[CS_SAMPLE_ROWS];
    size_t n_rows;
    int is_enough; /* the reader was stopped: what came is the sample */
};

static size_t widest(const struct sampling *sampling)
{
    size_t n = 0;
    for (size_t i = 0; i < sampling->n_rows; i++)
        n = sampling->rows[i].n_filled > n ? sampling->rows[i].n_filled : n;
    return n;
}

static enum cs_status stop(struct sampling *sampling)
{
    sampling->is_enough = 1;
    return CS_NO_ANSWER;
}

/* A second table starts: the first is enough when it was one. */
static enum cs_status start_table(void *context, const char *name, const char *sheet)
{
    (void)name, (void)sheet;
    struct sampling *sampling = context;
    if (sampling->n_rows >= 2 && widest(sampling) >= 2)
        return stop(sampling);
    sampling->n_rows = 0;
    return CS_OK;
}

static enum cs_status keep_row(void *context, const struct cs_row *row)
{
    struct sampling *sampling = context;
    struct kept_row *kept = &sampling->rows[sampling->n_rows];
    kept->cells = cs_arena_alloc(sampling->arena, (row->n_cells + 1) * sizeof *kept->cells);
    kept->n_cells = row->n_cells;
    kept->n_filled = 0;
    for (size_t i = 0; kept->cells && i < row->n_cells; i++) {
        struct cs_span cell = cs_cell_text(row->cells[i].text);
        kept->cells[i] = cs_arena_copy(sampling->arena, cell.start, cell.size);
        kept->n_filled += cell.size > 0;
        if (!kept->cells[i])
            return cs_fail_memory(sampling->diag);
    }
    if (!kept->cells)
        return cs_fail_memory(sampling->diag);
    return ++sampling->n_rows == CS_SAMPLE_ROWS ? stop(sampling) : CS_OK;
}

/* The first row that fills most of the columns and has a row under it. */
static size_t find_header(const struct sampling *sampling)
{
    size_t enough = (widest(sampling) + 1) / 2;
    enough = enough < 2 ? 2 : enough;
    for (size_t i = 0; i + 1 < sampling->n_rows; i++)
        if (sampling->rows[i].n_filled >= enough)
            return i;
    return sampling->n_rows;
}

static int looks_like_code(const char *text)
{
    static const char shape[] = "00-0000";
    for (size_t i = 0; i < 7; i++)
        if (shape[i] == '0' ? !cs_is_digit(text[i]) : text[i] != shape[i])
            return 0;
    return text[7] == '\0' || text[7] == '.';
}

/* Digits in groups of three after points, and perhaps a comma with one or two decimals. */
static int has_comma_decimals(const char *text)
{
    size_t lead = strspn(text, "0123456789"), n = lead;
    int n_groups = 0;
    while (text[n] == '.' && strspn(text + n + 1, "0123456789") == 3) {
        n += 4;
        n_groups++;
    }
    size_t n_decimals = text[n] == ',' ? strspn(text + n + 1, "0123456789") : 0;
    const char *rest = text + n + (n_decimals ? n_decimals + 1 : 0);
    int is_ended = *rest == '\0' || *rest == ' ' || (unsigned char)*rest >= 0x80;
    return lead > 0 && is_ended &&
           (n_groups ? lead <= 3 && n_decimals <= 2 : n_decimals == 1 || n_decimals == 2);
}

static void keep_text(struct cs_table_sample_column *column, const char *text)
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

static void look_at_cell(struct cs_table_sample_column *column, const char *text)
{
    struct cs_period period;
    struct cs_span cell = cs_span_of(text);
    struct cs_cell_number number = cs_cell_read_number(cell, NULL, 0);
    if (!cell.size)
        return;
    column->n_filled++;
    int is_number = number.kind == CS_CELL_NUMBER || has_comma_decimals(text);
    column->n_numbers += (size_t)is_number;
    column->n_texts += !is_number && number.kind != CS_CELL_MISSING;
    column->n_codes += (size_t)looks_like_code(text);
    column->n_comma_decimals += (size_t)has_comma_decimals(text);
    column->n_years += (size_t)cs_period_parse(cell, &period);
    if (number.currency[0] && !column->currency[0])
        memcpy(column->currency, number.currency, sizeof column->currency);
    keep_text(column, text);
}

static enum cs_status look_at_columns(const struct sampling *sampling,
                                      struct cs_table_sample *sample, size_t header)
{
    const struct kept_row *names = &sampling->rows[header];
    sample->columns = cs_arena_alloc(&sample->arena, names->n_cells * sizeof *sample->columns);
    if (!sample->columns)
        return cs_fail_memory(sampling->diag);
    sample->n_columns = names->n_cells;
    for (size_t i = 0; i < names->n_cells; i++) {
        sample->columns[i].header = names->cells[i];
        for (size_t r = header + 1; r < sampling->n_rows; r++)
            if (i < sampling->rows[r].n_cells)
                look_at_cell(&sample->columns[i], sampling->rows[r].cells[i]);
    }
    return CS_OK;
}

enum cs_status cs_table_sample_read(struct cs_table_sample *sample, const char *path,
                                    struct cs_diag *diag)
{
    struct sampling *sampling = calloc(1, sizeof *sampling);
    if (!sampling)
        return cs_fail_memory(diag);
    sampling->arena = &sample->arena;
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
        status = look_at_columns(sampling, sample, header);
    free(sampling);
    return status;
}
