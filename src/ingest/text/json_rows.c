/* Replies of web interfaces as people save them: parsed whole, walked twice, first for the names of
 * the columns, then for the rows. */
#include "ingest/text/json_rows.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/dict.h"
#include "ingest/source/peeked.h"
#include "ingest/source/table.h"

enum { MAX_BYTES = 256 << 20, MAX_DEPTH = 16, ROW_MEMBERS = 3, MAX_COLUMNS = 1000 };

struct walk {
    const struct cs_row_sink *sink;
    const char *file;
    struct cs_diag *diag;
    struct cs_arena arena; /* of names, and of the texts of the row under way */
    struct cs_dict names;  /* of columns */
    struct cs_cell *cells; /* of the row under way; NULL: names are being gathered */
    const cJSON *around[MAX_DEPTH];
    size_t n_around, n_rows;
};

static bool is_plain(const cJSON *item)
{
    return item->string && !cJSON_IsObject(item) && !cJSON_IsArray(item);
}

static bool holds_objects(const cJSON *array)
{
    return cJSON_IsArray(array) && cJSON_IsObject(array->child);
}

/* An object in an array that says something itself, or has nothing below it that could. */
static bool is_row(const cJSON *object)
{
    size_t n_plain = 0, n_arrays = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, object)
    {
        n_plain += is_plain(item);
        n_arrays += holds_objects(item);
    }
    return n_plain >= ROW_MEMBERS || (n_arrays == 0 && n_plain > 0);
}

static void put_plain(struct cs_buf *out, const cJSON *item)
{
    char number[CS_NUMBER_TEXT_BYTES];
    if (out->size && (cJSON_IsString(item) || cJSON_IsNumber(item)))
        cs_buf_putc(out, ' ');
    if (cJSON_IsString(item))
        cs_buf_puts(out, item->valuestring);
    else if (cJSON_IsNumber(item) && item->valuedouble - item->valuedouble == 0)
        cs_buf_put(out, number, cs_number_format(item->valuedouble, number));
    else if (cJSON_IsBool(item))
        cs_buf_puts(out, cJSON_IsTrue(item) ? "TRUE" : "FALSE");
}

/* The texts below an item, one blank between them. */
static void put_all(struct cs_buf *out, const cJSON *item, size_t depth)
{
    if (!cJSON_IsObject(item) && !cJSON_IsArray(item)) {
        put_plain(out, item);
        return;
    }
    const cJSON *below;
    cJSON_ArrayForEach(below, item) if (depth < MAX_DEPTH) put_all(out, below, depth + 1);
}

/* Notes the column, or fills its cell; the innermost object has the last word. */
static enum cs_status take_cell(struct walk *walk, const char *name, const cJSON *item)
{
    bool is_new;
    uint32_t column = cs_dict_intern(&walk->names, &walk->arena, cs_span_of(name), &is_new);
    if (column == CS_NO_KEY)
        return cs_fail_memory(walk->diag);
    if (!walk->cells || column >= MAX_COLUMNS)
        return CS_OK;
    struct cs_buf text;
    cs_buf_init(&text);
    put_all(&text, item, 0);
    char *copy = cs_arena_copy(&walk->arena, cs_buf_text(&text), text.size);
    walk->cells[column].text = (struct cs_span){copy, text.size};
    cs_buf_clear(&text);
    return copy ? CS_OK : cs_fail_memory(walk->diag);
}

/* The plain members; of a row also what is below it. */
static enum cs_status take_members(struct walk *walk, const cJSON *object, const char *prefix,
                                   bool is_whole, size_t depth)
{
    enum cs_status status = CS_OK;
    const cJSON *item;
    cJSON_ArrayForEach(item, object)
    {
        if (status != CS_OK || !item->string || (!is_whole && !is_plain(item)))
            continue;
        const char *name =
            *prefix ? cs_arena_printf(&walk->arena, "%s %s", prefix, item->string) : item->string;
        if (!name)
            return cs_fail_memory(walk->diag);
        status = cJSON_IsObject(item) && depth < MAX_DEPTH
                     ? take_members(walk, item, name, true, depth + 1)
                     : take_cell(walk, name, item);
    }
    return status;
}

static void blank_cells(struct walk *walk)
{
    for (size_t i = 0; i < walk->names.n_keys && i < MAX_COLUMNS; i++)
        walk->cells[i] = (struct cs_cell){cs_span_of(""), (uint32_t)i + 1, CS_CELL_TEXT};
}

static enum cs_status hand_over(struct walk *walk)
{
    size_t n = walk->names.n_keys < MAX_COLUMNS ? walk->names.n_keys : MAX_COLUMNS;
    struct cs_row row = {
        .cells = walk->cells, .n_cells = n, .line = ++walk->n_rows, .delimiter = ','};
    return walk->sink->row(walk->sink->context, &row);
}

static enum cs_status take_row(struct walk *walk, const cJSON *object)
{
    enum cs_status status = CS_OK;
    if (walk->cells)
        blank_cells(walk);
    for (size_t i = 0; i < walk->n_around && status == CS_OK; i++)
        status = take_members(walk, walk->around[i], "", false, 0);
    if (status == CS_OK)
        status = take_members(walk, object, "", true, 0);
    return walk->cells && status == CS_OK ? hand_over(walk) : status;
}

/* Everything below an item that is or holds rows. */
static enum cs_status visit(struct walk *walk, const cJSON *item, bool is_in_array)
{
    enum cs_status status = CS_OK;
    bool is_object = cJSON_IsObject(item);
    if (is_object && is_in_array && is_row(item))
        return take_row(walk, item);
    if ((!is_object && !cJSON_IsArray(item)) || walk->n_around == MAX_DEPTH)
        return CS_OK;
    if (is_object)
        walk->around[walk->n_around++] = item;
    const cJSON *below;
    cJSON_ArrayForEach(below, item) if (status == CS_OK) status = visit(walk, below, !is_object);
    walk->n_around -= is_object;
    return status;
}

static enum cs_status put_header(struct walk *walk)
{
    blank_cells(walk);
    for (size_t i = 0; i < walk->names.n_keys && i < MAX_COLUMNS; i++)
        walk->cells[i].text = cs_span_of(walk->names.keys[i].code);
    return hand_over(walk);
}

static enum cs_status read_rows(struct walk *walk, const cJSON *root)
{
    enum cs_status status = visit(walk, root, false);
    if (status != CS_OK || walk->names.n_keys == 0)
        return status;
    walk->cells = calloc(walk->names.n_keys, sizeof *walk->cells);
    if (!walk->cells)
        return cs_fail_memory(walk->diag);
    status = walk->sink->table ? walk->sink->table(walk->sink->context, walk->file, NULL) : CS_OK;
    if (status == CS_OK)
        status = put_header(walk);
    if (status == CS_OK)
        status = visit(walk, root, false);
    free(walk->cells);
    return status;
}

static uint64_t line_of(const char *text, const char *at)
{
    uint64_t line = 1;
    for (; text < at && *text; text++)
        line += *text == '\n';
    return line;
}

enum cs_status cs_json_rows_read(struct cs_byte_source *source, const struct cs_row_sink *sink,
                                 struct cs_diag *diag)
{
    char *text;
    size_t n_bytes;
    enum cs_status status = cs_source_slurp(source, MAX_BYTES, &text, &n_bytes, diag);
    if (status != CS_OK)
        return status;
    const char *stop = text;
    struct walk walk = {.sink = sink, .file = source->name, .diag = diag};
    cJSON *root = cJSON_ParseWithLengthOpts(text, n_bytes, &stop, 0);
    cs_arena_init(&walk.arena);
    if (root)
        status = read_rows(&walk, root);
    else
        status = cs_fail(diag, CS_IO,
                         &(struct cs_place){.file = source->name, .line = line_of(text, stop)},
                         "save the whole reply again", "is not valid JSON");
    cJSON_Delete(root);
    cs_dict_clear(&walk.names);
    cs_arena_clear(&walk.arena);
    free(text);
    return status;
}
