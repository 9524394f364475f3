/* Plain tables of series. Apart from layouts, as such a table has neither keys nor units. */
#include "ingest/series.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/number.h"
#include "base/text.h"
#include "data/dict.h"
#include "data/quantity.h"
#include "data/series.h"
#include "ingest/load.h"
#include "ingest/source/cell.h"
#include "ingest/source/table.h"

enum column { COLUMN_SERIES, COLUMN_YEAR, COLUMN_VALUE, COLUMN_PART, N_COLUMNS };
enum { MAX_YEAR = 100000000 };

/* Names a column may have; the first is the one in messages. */
static const char *const HEADERS[N_COLUMNS][4] = {
    [COLUMN_SERIES] = {"series", "id", "series_id"},
    [COLUMN_YEAR] = {"t", "year", "period"},
    [COLUMN_VALUE] = {"value"},
    [COLUMN_PART] = {"part"},
};

struct record {
    uint32_t series;
    uint64_t line;
    struct cs_series_point point;
};

struct reading {
    const char *path;
    struct cs_diag *diag;
    struct cs_dict names;
    struct cs_arena *arena;
    struct record *records;
    size_t n_records, capacity;
    size_t columns[N_COLUMNS]; /* from 1; 0 none */
    bool has_header, is_series, has_errors;
};

static bool read_header(struct reading *reading, const struct cs_row *row)
{
    reading->has_header = true;
    for (int c = 0; c < N_COLUMNS; c++)
        for (size_t i = row->n_cells; i-- > 0;)
            for (size_t k = 0; k < 4 && HEADERS[c][k]; k++)
                if (cs_span_equals_nocase(cs_span_trim(row->cells[i].text), HEADERS[c][k]))
                    reading->columns[c] = i + 1;
    return reading->columns[COLUMN_SERIES] && reading->columns[COLUMN_YEAR] &&
           reading->columns[COLUMN_VALUE];
}

static struct cs_span get_cell(const struct reading *reading, const struct cs_row *row,
                               enum column column)
{
    size_t i = reading->columns[column];
    return i && i <= row->n_cells ? cs_cell_text(row->cells[i - 1].text) : cs_span_of("");
}

/* An error with its place; the row is left out and reading goes on, to show more than the first. */
static bool reject(struct reading *reading, const struct cs_row *row, enum column column,
                   const char *what)
{
    struct cs_cell_name name;
    struct cs_shown shown;
    struct cs_span cell = get_cell(reading, row, column);
    struct cs_place place =
        cs_cell_place(reading->path, row, (uint32_t)reading->columns[column], &name);
    cs_diag_add(reading->diag, CS_ERROR, &place, NULL, "column '%s' (field %zu): '%s' %s",
                HEADERS[column][0], reading->columns[column],
                cs_show(&shown, cell.start, cell.size), what);
    reading->has_errors = true;
    return false;
}

static bool read_year(struct reading *reading, const struct cs_row *row, int *year)
{
    int64_t number;
    if (!cs_integer_parse(get_cell(reading, row, COLUMN_YEAR), &number) || number > MAX_YEAR ||
        number < -MAX_YEAR)
        return reject(reading, row, COLUMN_YEAR, "is not a whole year");
    *year = (int)number;
    return true;
}

static bool read_value(struct reading *reading, const struct cs_row *row,
                       struct cs_quantity *quantity)
{
    struct cs_cell_number number =
        cs_cell_read_number(get_cell(reading, row, COLUMN_VALUE), NULL, 0);
    if (number.kind == CS_CELL_BAD || number.kind == CS_CELL_RANGE)
        return reject(reading, row, COLUMN_VALUE, "is not a number");
    *quantity = number.kind == CS_CELL_NUMBER ? cs_quantity_of(number.low)
                                              : cs_quantity_missing(number.presence);
    quantity->presence = number.kind == CS_CELL_NUMBER ? CS_PRESENT : number.presence;
    return true;
}

static bool read_part(struct reading *reading, const struct cs_row *row, bool *is_test)
{
    struct cs_span part = get_cell(reading, row, COLUMN_PART);
    *is_test = cs_span_equals_nocase(part, "test");
    if (!*is_test && part.size > 0 && !cs_span_equals_nocase(part, "train"))
        return reject(reading, row, COLUMN_PART, "is neither 'train' nor 'test'");
    return true;
}

static enum cs_status keep(struct reading *reading, const struct record *record)
{
    struct record *grown =
        cs_grown(reading->records, reading->n_records, &reading->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(reading->diag);
    reading->records = grown;
    reading->records[reading->n_records++] = *record;
    return CS_OK;
}

static enum cs_status read_row(void *context, const struct cs_row *row)
{
    struct reading *reading = context;
    if (!reading->has_header) {
        reading->is_series = read_header(reading, row);
        return reading->is_series ? CS_OK : CS_NO_ANSWER;
    }
    struct record record = {.line = row->line};
    bool is_new;
    struct cs_span name = get_cell(reading, row, COLUMN_SERIES);
    if (name.size == 0)
        return reject(reading, row, COLUMN_SERIES, "names no series"), CS_OK;
    if (!read_year(reading, row, &record.point.year) ||
        !read_value(reading, row, &record.point.quantity) ||
        !read_part(reading, row, &record.point.is_test))
        return CS_OK;
    record.series = cs_dict_intern(&reading->names, reading->arena, name, &is_new);
    return record.series == CS_NO_KEY ? cs_fail_memory(reading->diag) : keep(reading, &record);
}

static int compare_records(const void *a, const void *b)
{
    const struct record *x = a, *y = b;
    if (x->series != y->series)
        return x->series < y->series ? -1 : 1;
    if (x->point.year != y->point.year)
        return x->point.year < y->point.year ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static void complain(struct reading *reading, const struct record *record, const char *hint,
                     const char *what)
{
    struct cs_place place = {.file = reading->path, .line = record->line};
    const char *name = reading->names.keys[record->series].code;
    struct cs_shown shown;
    cs_diag_add(reading->diag, CS_ERROR, &place, hint, "series '%s', year %d: %s",
                cs_show(&shown, name, strlen(name)), record->point.year, what);
    reading->has_errors = true;
}

/* Of sorted records. */
static void check_order(struct reading *reading)
{
    for (size_t i = 1; i < reading->n_records; i++) {
        const struct record *a = &reading->records[i - 1], *b = &reading->records[i];
        if (a->series != b->series)
            continue;
        if (a->point.year == b->point.year)
            complain(reading, b, "keep one row per year", "the year appears twice");
        else if (a->point.is_test && !b->point.is_test)
            complain(reading, b, NULL, "a training value after a test value");
    }
}

static int is_in_order(const struct record *records, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (records[i].line < records[i - 1].line)
            return 0;
    return 1;
}

static enum cs_status add_series(struct reading *reading, const struct record *records, size_t n,
                                 struct cs_series_set *set)
{
    struct cs_series_point *points = malloc(n * sizeof *points);
    struct cs_series about = {.name = reading->names.keys[records->series].code,
                              .unit = {.kind = CS_UNIT_NUMBER}};
    if (!points)
        return cs_fail_memory(reading->diag);
    for (int d = 0; d < CS_N_DIMS; d++)
        about.key[d] = CS_NO_KEY;
    for (size_t i = 0; i < n; i++)
        points[i] = records[i].point;
    struct cs_series_points given = {points, n, 1};
    enum cs_status status = cs_series_set_add(set, &about, &given, reading->diag);
    free(points);
    struct cs_series *series = &set->series[set->n_series - 1];
    if (status == CS_OK && !is_in_order(records, n))
        series->events[series->n_events++] =
            (struct cs_series_event){CS_SERIES_REORDERED, series->first_year};
    return status;
}

static enum cs_status finish(struct reading *reading, struct cs_series_set *set)
{
    if (reading->n_records > 0)
        qsort(reading->records, reading->n_records, sizeof *reading->records, compare_records);
    check_order(reading);
    if (reading->has_errors)
        return CS_IO;
    enum cs_status status = CS_OK;
    for (size_t i = 0, end; i < reading->n_records && status == CS_OK; i = end) {
        for (end = i;
             end < reading->n_records && reading->records[end].series == reading->records[i].series;
             end++)
            set->has_parts |= reading->records[end].point.is_test;
        status = add_series(reading, reading->records + i, end - i, set);
    }
    if (status == CS_OK && set->n_series == 0)
        return cs_fail(reading->diag, CS_IO, &(struct cs_place){.file = reading->path}, NULL,
                       "the table has no rows");
    return status;
}

enum cs_status cs_series_read(const char *path, struct cs_series_set *set, bool *is_series,
                              struct cs_diag *diag)
{
    struct reading reading = {.path = path, .diag = diag, .arena = &set->arena};
    struct cs_row_sink sink = {&reading, read_row, NULL};
    struct cs_file_facts facts = {.sha256 = ""};
    enum cs_status status = cs_read_rows(path, &sink, &facts, diag);
    if (reading.has_header && !reading.is_series && status == CS_NO_ANSWER)
        status = CS_OK;
    else if (status == CS_OK && reading.is_series)
        status = finish(&reading, set);
    *is_series = reading.is_series;
    set->file = cs_arena_strdup(&set->arena, path);
    memcpy(set->sha256, facts.sha256, sizeof set->sha256);
    set->n_bytes = facts.n_bytes;
    set->n_rows = reading.n_records;
    cs_dict_clear(&reading.names);
    free(reading.records);
    return status;
}
