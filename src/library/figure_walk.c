/* Lines unpacked, their shapes read once each, their sums compared. */
#include "library/figure_walk.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "library/line_writer.h"
#include "library/packed.h"
#include "library/schema.h"
#include "library/sql.h"

static const char no_shape[] = "a line is of a shape that is not there or makes no sense";

enum cs_status cs_library_damaged(const struct cs_library *library, const char *what,
                                  struct cs_diag *diag)
{
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = library->path},
                   "import the files into a new library, or take it from a backup",
                   "is damaged: %s", what);
}

/* ---- shapes ---- */

enum cs_status cs_shapes_open(struct cs_shapes *shapes, struct cs_library *library,
                              struct cs_diag *diag)
{
    int64_t most = 0;
    *shapes = (struct cs_shapes){.library = library};
    cs_arena_init(&shapes->arena);
    enum cs_status status = cs_sql_number(library, "SELECT max(id) FROM shape", &most, diag);
    if (status == CS_OK && (most < 0 || most >= UINT32_MAX))
        status = cs_library_damaged(library, "its rows have impossible numbers", diag);
    if (status != CS_OK)
        return status;
    shapes->n = (size_t)most + 1;
    shapes->items = calloc(shapes->n, sizeof *shapes->items);
    if (!shapes->items)
        return cs_fail_memory(diag);
    return cs_sql_prepare(library, "SELECT tier, statistics, decimals FROM shape WHERE id = ?",
                          &shapes->row, diag);
}

void cs_shapes_close(struct cs_shapes *shapes)
{
    sqlite3_finalize(shapes->row);
    free(shapes->items);
    cs_arena_clear(&shapes->arena);
}

/* "[3,7,12]", whole numbers below `limit`. Returns how many there are; 0 when it is anything else.
 */
static size_t read_list(struct cs_packed_reader *reader, struct cs_span text, double limit,
                        double *numbers)
{
    struct cs_packed_figure number;
    if (text.size < 2 || text.start[0] != '[' || text.start[text.size - 1] != ']')
        return 0;
    cs_packed_begin(reader, (struct cs_span){text.start + 1, text.size - 2});
    for (size_t n = 0;; n++) {
        enum cs_packed_step step = cs_packed_next(reader, 0, &number);
        if (step == CS_PACKED_END)
            return n;
        bool is_number = step == CS_PACKED_FIGURE && number.value >= 0 && number.value < limit &&
                         number.value == floor(number.value) && !number.reason.size;
        if (!is_number)
            return 0;
        numbers[n] = number.value;
    }
}

static bool read_statistics(sqlite3_stmt *row, struct cs_arena *arena, struct cs_shape *shape)
{
    struct cs_span ids = cs_sql_span(row, 1), decimals = cs_sql_span(row, 2);
    size_t most = (ids.size > decimals.size ? ids.size : decimals.size) / 2 + 1; /* "1," */
    struct cs_packed_reader reader = {.at = NULL};
    double *numbers = cs_arena_alloc(arena, 2 * most * sizeof *numbers);
    shape->statistics = numbers ? cs_arena_alloc(arena, most * sizeof *shape->statistics) : NULL;
    if (!shape->statistics)
        return false;
    cs_buf_init(&reader.text);
    shape->n = read_list(&reader, ids, UINT32_MAX, numbers);
    size_t n = read_list(&reader, decimals, CS_PACKED_MOST_DECIMALS + 1, numbers + most);
    cs_buf_clear(&reader.text);
    for (size_t i = 0; i < shape->n && shape->n == n; i++)
        shape->statistics[i] =
            (struct cs_line_statistic){(int64_t)numbers[i], (int)numbers[most + i]};
    return shape->n > 0 && shape->n == n;
}

static enum cs_status read_shape(struct cs_shapes *shapes, struct cs_shape *shape,
                                 struct cs_diag *diag)
{
    sqlite3_stmt *row = shapes->row;
    shape->tier = cs_sql_text(row, 0, &shapes->arena);
    shape->sum = cs_shape_sum(cs_sql_span(row, 0), cs_sql_span(row, 1), cs_sql_span(row, 2));
    bool has_memory = shape->tier != NULL;
    shape->is_read = has_memory && read_statistics(row, &shapes->arena, shape);
    has_memory = has_memory && shape->statistics;
    return !has_memory      ? cs_fail_memory(diag)
           : shape->is_read ? CS_OK
                            : cs_library_damaged(shapes->library, no_shape, diag);
}

static enum cs_status find_shape(struct cs_shapes *shapes, int64_t id, const struct cs_shape **out,
                                 struct cs_diag *diag)
{
    *out = NULL;
    if (id <= 0 || (size_t)id >= shapes->n)
        return cs_library_damaged(shapes->library, no_shape, diag);
    struct cs_shape *shape = &shapes->items[id];
    *out = shape;
    if (shape->is_read)
        return CS_OK;
    bool has_row = false;
    sqlite3_bind_int64(shapes->row, 1, id);
    enum cs_status status = cs_sql_next(shapes->library, shapes->row, &has_row, diag);
    if (status == CS_OK)
        status = has_row ? read_shape(shapes, shape, diag)
                         : cs_library_damaged(shapes->library, no_shape, diag);
    sqlite3_reset(shapes->row);
    return status;
}

/* ---- lines ---- */

/* Names the file that is to be imported again. */
static enum cs_status fail_line(struct cs_library *library, const struct cs_stored_line *line,
                                struct cs_diag *diag)
{
    sqlite3_stmt *row;
    struct cs_buf what;
    bool has_row = false;
    cs_buf_init(&what);
    enum cs_status status =
        cs_sql_prepare(library, "SELECT place FROM source WHERE id = ?", &row, diag);
    if (status == CS_OK) {
        sqlite3_bind_int64(row, 1, line->source);
        status = cs_sql_next(library, row, &has_row, diag);
    }
    struct cs_span name = has_row ? cs_sql_span(row, 0) : cs_span_of("a table that is not there");
    cs_buf_printf(&what, "row %lld of ", (long long)line->place);
    cs_buf_put_visible(&what, name.start, name.size, 200);
    cs_buf_puts(&what, " is not as it was imported");
    if (status == CS_OK)
        status = cs_library_damaged(library, cs_buf_text(&what), diag);
    sqlite3_finalize(row);
    cs_buf_clear(&what);
    return status;
}

enum cs_status cs_line_read(struct cs_shapes *shapes, sqlite3_stmt *row, int first,
                            struct cs_line_read *out, struct cs_diag *diag)
{
    struct cs_stored_line *line = &out->line;
    *line = (struct cs_stored_line){.id = sqlite3_column_int64(row, first + CS_LINE_ID),
                                    .source = sqlite3_column_int64(row, first + CS_LINE_SOURCE),
                                    .place = sqlite3_column_int64(row, first + CS_LINE_PLACE)};
    for (int d = 0; d < CS_N_DIMS; d++)
        line->keys[d] = sqlite3_column_int64(row, first + CS_LINE_KEYS + d);
    line->note = (const char *)sqlite3_column_text(row, first + CS_LINE_NOTE);
    out->figures = cs_sql_span(row, first + CS_LINE_NOTE + 2);
    int64_t sum = sqlite3_column_int64(row, first + CS_LINE_NOTE + 3);
    enum cs_status status =
        find_shape(shapes, sqlite3_column_int64(row, first + CS_LINE_NOTE + 1), &out->shape, diag);
    if (status != CS_OK)
        return status;
    line->tier = out->shape->tier;
    return sum == cs_line_sum(line, out->shape->sum, out->figures)
               ? CS_OK
               : fail_line(shapes->library, line, diag);
}

/* ---- the walk ---- */

static enum cs_status prepare(struct cs_figure_walk *walk, const char *select, const char *from,
                              const char *where, struct cs_diag *diag)
{
    struct cs_buf sql;
    cs_buf_init(&walk->reader.text);
    cs_buf_init(&sql);
    cs_buf_printf(&sql, "SELECT %s FROM %s%s", select, from, where);
    enum cs_status status =
        sql.failed ? cs_fail_memory(diag)
                   : cs_sql_prepare(walk->library, cs_buf_text(&sql), &walk->row, diag);
    cs_buf_clear(&sql);
    return status;
}

enum cs_status cs_figure_walk_open_rows(struct cs_figure_walk *walk, struct cs_library *library,
                                        const char *from, const char *where, struct cs_diag *diag)
{
    *walk = (struct cs_figure_walk){.library = library};
    return prepare(walk,
                   "l.id, l.source, l.place, l.occupation, l.region, l.level, l.period,"
                   " l.industry, l.note, l.tier, e.statistic, e.value, e.presence",
                   from, where, diag);
}

enum cs_status cs_figure_walk_open(struct cs_figure_walk *walk, struct cs_library *library,
                                   const char *where, struct cs_diag *diag)
{
    if (library->version < CS_LIBRARY_HAS_PACKED)
        return cs_figure_walk_open_rows(walk, library, "line l JOIN estimate e ON e.line = l.id",
                                        where, diag);
    *walk = (struct cs_figure_walk){.library = library, .is_packed = true};
    enum cs_status status = prepare(walk, CS_SQL_LINE("l"), "line l", where, diag);
    return status == CS_OK ? cs_shapes_open(&walk->shapes, library, diag) : status;
}

void cs_figure_walk_close(struct cs_figure_walk *walk)
{
    sqlite3_finalize(walk->row);
    cs_buf_clear(&walk->reader.text);
    if (walk->is_packed)
        cs_shapes_close(&walk->shapes);
}

static enum cs_status next_row(struct cs_figure_walk *walk, bool *has_figure, struct cs_diag *diag)
{
    enum { TIER = CS_LINE_NOTE + 1, STATISTIC, VALUE, PRESENCE };
    sqlite3_stmt *row = walk->row;
    enum cs_status status = cs_sql_next(walk->library, row, has_figure, diag);
    if (!*has_figure)
        return status;
    walk->line = sqlite3_column_int64(row, CS_LINE_ID);
    walk->statistic = sqlite3_column_int64(row, STATISTIC);
    walk->tier = cs_sql_span(row, TIER);
    walk->figure = (struct cs_packed_figure){.value = NAN, .reason = cs_sql_span(row, PRESENCE)};
    int type = sqlite3_column_type(row, VALUE);
    if (type == SQLITE_TEXT)
        walk->figure.text = cs_sql_span(row, VALUE);
    else if (type != SQLITE_NULL)
        walk->figure.value = sqlite3_column_double(row, VALUE);
    return status;
}

static enum cs_status begin_line(struct cs_figure_walk *walk, bool *has_line, struct cs_diag *diag)
{
    struct cs_line_read read;
    enum cs_status status = cs_sql_next(walk->library, walk->row, has_line, diag);
    if (status != CS_OK || !*has_line)
        return status;
    status = cs_line_read(&walk->shapes, walk->row, 0, &read, diag);
    if (status != CS_OK)
        return status;
    walk->shape = read.shape;
    walk->line = read.line.id;
    walk->tier = cs_span_of(read.shape->tier);
    walk->n_read = 0;
    cs_packed_begin(&walk->reader, read.figures);
    return CS_OK;
}

/* Every statistic of the shape has a figure, and every figure a statistic. */
static enum cs_status next_packed(struct cs_figure_walk *walk, bool *has_figure,
                                  struct cs_diag *diag)
{
    *has_figure = true;
    for (;;) {
        const struct cs_line_statistic *due = walk->shape && walk->n_read < walk->shape->n
                                                  ? &walk->shape->statistics[walk->n_read]
                                                  : NULL;
        enum cs_packed_step step =
            walk->shape ? cs_packed_next(&walk->reader, due ? due->decimals : 0, &walk->figure)
                        : CS_PACKED_END;
        if (step != (due ? CS_PACKED_FIGURE : CS_PACKED_END))
            return cs_library_damaged(walk->library, "the figures of a line cannot be read", diag);
        if (due) {
            walk->statistic = due->id;
            walk->n_read++;
            return CS_OK;
        }
        enum cs_status status = begin_line(walk, has_figure, diag);
        if (status != CS_OK || !*has_figure)
            return status;
    }
}

enum cs_status cs_figure_walk_next(struct cs_figure_walk *walk, bool *has_figure,
                                   struct cs_diag *diag)
{
    *has_figure = false;
    enum cs_status status =
        walk->is_packed ? next_packed(walk, has_figure, diag) : next_row(walk, has_figure, diag);
    *has_figure = *has_figure && status == CS_OK;
    return status;
}
