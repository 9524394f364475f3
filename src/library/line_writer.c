/* One row a line, with all of its figures: a hundred bytes where a row for each figure took three
 * hundred, and a fifteenth of the statements. */
#include "library/line_writer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/text.h"
#include "library/packed.h"
#include "library/sql.h"

/* A figure of the line to come: where its text stands among those added. */
struct item {
    struct cs_line_statistic statistic;
    size_t start, size;
};

/* A shape met before: what tells it, as bytes. */
struct known_shape {
    struct cs_buf bytes;
    int64_t id;
    uint32_t sum;
};
enum { N_KNOWN = 64 };

struct cs_line_writer {
    struct cs_library *library;
    sqlite3_stmt *insert, *shape;
    struct item *items;
    size_t n_items, capacity;
    struct cs_buf texts, figures, statistics, decimals;
    struct known_shape known[N_KNOWN]; /* by their bytes: a table has few, and they alternate */
};

/* What publishers print: a figure with more takes a byte more, no more. */
struct cs_line_statistic cs_line_statistic_of(int64_t id, struct cs_unit unit)
{
    int decimals = unit.kind == CS_UNIT_RATIO     ? 2
                   : unit.kind == CS_UNIT_PERCENT ? 1
                   : unit.kind == CS_UNIT_MONEY   ? (unit.per == CS_PER_HOUR ? 2 : 0)
                                                  : 0;
    return (struct cs_line_statistic){id, decimals};
}

uint32_t cs_shape_sum(struct cs_span tier, struct cs_span statistics, struct cs_span decimals)
{
    uint32_t sum = cs_packed_sum(CS_SUM_START, tier.start, tier.size);
    sum = cs_packed_sum(cs_packed_sum(sum, "", 1), statistics.start, statistics.size);
    return cs_packed_sum(sum, decimals.start, decimals.size);
}

int64_t cs_line_sum(const struct cs_stored_line *line, uint32_t shape, struct cs_span figures)
{
    const int64_t numbers[] = {line->source, line->place};
    uint32_t sum = cs_packed_sum(shape, numbers, sizeof numbers);
    sum = cs_packed_sum(sum, line->keys, sizeof line->keys);
    sum = cs_packed_sum(sum, line->note ? line->note : "", line->note ? strlen(line->note) + 1 : 0);
    return (int32_t)cs_packed_sum(sum, figures.start, figures.size);
}

enum cs_status cs_line_writer_new(struct cs_library *library, struct cs_line_writer **out,
                                  struct cs_diag *diag)
{
    struct cs_line_writer *writer = *out = calloc(1, sizeof *writer);
    if (!writer)
        return cs_fail_memory(diag);
    writer->library = library;
    enum cs_status status =
        cs_sql_prepare(library,
                       "INSERT INTO line(id, source, place, occupation, region, level, period,"
                       " industry, note, shape, figures, sum) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                       &writer->insert, diag);
    if (status == CS_OK)
        status = cs_sql_prepare(
            library,
            "INSERT INTO shape(tier, statistics, decimals, n_figures)"
            " VALUES (?, ?, ?, ?) ON CONFLICT(tier, statistics, decimals) DO UPDATE SET tier = tier"
            " RETURNING id",
            &writer->shape, diag);
    return status;
}

void cs_line_writer_free(struct cs_line_writer *writer)
{
    if (!writer)
        return;
    sqlite3_finalize(writer->insert);
    sqlite3_finalize(writer->shape);
    cs_buf_clear(&writer->texts);
    cs_buf_clear(&writer->figures);
    cs_buf_clear(&writer->statistics);
    cs_buf_clear(&writer->decimals);
    for (size_t i = 0; i < N_KNOWN; i++)
        cs_buf_clear(&writer->known[i].bytes);
    free(writer->items);
    free(writer);
}

bool cs_line_writer_has(const struct cs_line_writer *writer, int64_t statistic)
{
    for (size_t i = 0; i < writer->n_items; i++)
        if (writer->items[i].statistic.id == statistic)
            return true;
    return false;
}

enum cs_status cs_line_writer_add(struct cs_line_writer *writer, struct cs_line_statistic statistic,
                                  const struct cs_packed_figure *figure, struct cs_diag *diag)
{
    struct item *grown = cs_grown(writer->items, writer->n_items, &writer->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(diag);
    writer->items = grown;
    size_t start = writer->texts.size, at = writer->n_items++;
    cs_packed_put(&writer->texts, statistic.decimals, figure);
    for (; at && writer->items[at - 1].statistic.id > statistic.id; at--)
        writer->items[at] = writer->items[at - 1];
    writer->items[at] = (struct item){statistic, start, writer->texts.size - start};
    return CS_OK;
}

static void list_figures(struct cs_line_writer *writer)
{
    cs_buf_reset(&writer->figures);
    for (size_t i = 0; i < writer->n_items; i++) {
        const struct item *item = &writer->items[i];
        if (i)
            cs_buf_putc(&writer->figures, ',');
        cs_buf_put(&writer->figures, writer->texts.data + item->start, item->size);
    }
}

/* The place of the shape of the line to come; its id is 0 where it has not been met. */
static struct known_shape *find_known(struct cs_line_writer *writer, const char *tier)
{
    struct cs_buf *bytes = &writer->statistics;
    cs_buf_reset(bytes);
    cs_buf_put(bytes, tier, strlen(tier) + 1);
    for (size_t i = 0; i < writer->n_items; i++) {
        cs_buf_put(bytes, &writer->items[i].statistic.id, sizeof writer->items[i].statistic.id);
        cs_buf_putc(bytes, (char)writer->items[i].statistic.decimals);
    }
    uint32_t hash = cs_packed_sum(CS_SUM_START, bytes->data, bytes->size);
    struct known_shape *known = &writer->known[(hash ^ hash >> 16) % N_KNOWN];
    if (known->id && known->bytes.size == bytes->size &&
        memcmp(known->bytes.data, bytes->data, bytes->size) == 0)
        return known;
    cs_buf_reset(&known->bytes);
    cs_buf_put(&known->bytes, bytes->data, bytes->size);
    known->id = 0;
    return known;
}

static enum cs_status find_shape(struct cs_line_writer *writer, const char *tier,
                                 struct known_shape **out, struct cs_diag *diag)
{
    bool has_row = false;
    struct known_shape *known = *out = find_known(writer, tier);
    if (known->id && !writer->statistics.failed)
        return CS_OK;
    cs_buf_reset(&writer->statistics);
    cs_buf_reset(&writer->decimals);
    for (size_t i = 0; i < writer->n_items; i++) {
        const struct cs_line_statistic *statistic = &writer->items[i].statistic;
        cs_buf_printf(&writer->statistics, "%c%lld", i ? ',' : '[', (long long)statistic->id);
        cs_buf_printf(&writer->decimals, "%c%d", i ? ',' : '[', statistic->decimals);
    }
    cs_buf_putc(&writer->statistics, ']');
    cs_buf_putc(&writer->decimals, ']');
    if (writer->statistics.failed || writer->decimals.failed || known->bytes.failed)
        return cs_fail_memory(diag);
    cs_sql_bind_text(writer->shape, 1, tier);
    cs_sql_bind_text(writer->shape, 2, cs_buf_text(&writer->statistics));
    cs_sql_bind_text(writer->shape, 3, cs_buf_text(&writer->decimals));
    sqlite3_bind_int64(writer->shape, 4, (int64_t)writer->n_items);
    enum cs_status status = cs_sql_next(writer->library, writer->shape, &has_row, diag);
    known->id = has_row ? sqlite3_column_int64(writer->shape, 0) : 0;
    known->sum = cs_shape_sum(cs_span_of(tier), cs_span_of(cs_buf_text(&writer->statistics)),
                              cs_span_of(cs_buf_text(&writer->decimals)));
    sqlite3_reset(writer->shape);
    return status;
}

enum cs_status cs_line_writer_put(struct cs_line_writer *writer, const struct cs_stored_line *line,
                                  struct cs_diag *diag)
{
    sqlite3_stmt *insert = writer->insert;
    struct known_shape *shape;
    enum cs_status status = find_shape(writer, line->tier ? line->tier : "", &shape, diag);
    list_figures(writer);
    if (status == CS_OK && (writer->texts.failed || writer->figures.failed))
        status = cs_fail_memory(diag);
    writer->n_items = 0;
    cs_buf_reset(&writer->texts);
    if (status != CS_OK)
        return status;
    struct cs_span figures = {writer->figures.data, writer->figures.size};
    sqlite3_bind_int64(insert, 1, line->id);
    sqlite3_bind_int64(insert, 2, line->source);
    sqlite3_bind_int64(insert, 3, line->place);
    for (int d = 0; d < CS_N_DIMS; d++)
        cs_sql_bind_id(insert, 4 + d, line->keys[d]);
    cs_sql_bind_text(insert, 9, line->note);
    sqlite3_bind_int64(insert, 10, shape->id);
    sqlite3_bind_text(insert, 11, figures.start, (int)figures.size, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 12, cs_line_sum(line, shape->sum, figures));
    return cs_sql_done(writer->library, insert, diag);
}
