/* Layout files: JSON → struct cs_layout. The one place that knows their spelling. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/outfile.h"
#include "ingest/layout.h"

enum { MAX_LAYOUT_BYTES = 1 << 20 };

struct parse {
    struct cs_arena *arena;
    const char *path;
    struct cs_diag *diag;
};

static enum cs_status complain(const struct parse *parse, const char *what, const char *where)
{
    return cs_fail(parse->diag, CS_USAGE, &(struct cs_place){.file = parse->path},
                   "see docs/layouts.md", "layout: %s in '%s'", what, where);
}

static const char *copy_string(const struct parse *parse, const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(item) ? cs_arena_strdup(parse->arena, item->valuestring) : NULL;
}

/* Folds a header pattern as cs_fold_name folds headers, but keeps {slots} and "|". */
static const char *fold_pattern(const struct parse *parse, const char *text)
{
    char *out = cs_arena_alloc(parse->arena, 2 * strlen(text) + 1);
    size_t n = 0;
    int gap = 0;
    while (out && *text) {
        size_t word = *text == '{' ? strcspn(text, "}") + 1 : 0;
        if (word > strlen(text))
            word = 0;
        if (!word && (cs_is_alnum(*text) || (unsigned char)*text >= 0x80))
            word = 1;
        if (word && gap && n && out[n - 1] != '|')
            out[n++] = ' ';
        if (*text == '|')
            out[n++] = '|';
        for (size_t i = 0; i < word; i++)
            out[n++] = cs_to_lower(text[i]);
        gap = !word;
        text += word ? word : 1;
    }
    return out;
}

/* A string or a list of strings, folded. */
static enum cs_status read_patterns(const struct parse *parse, const cJSON *item,
                                    const char *const **out, size_t *n)
{
    size_t count = cJSON_IsArray(item) ? (size_t)cJSON_GetArraySize(item) : 1;
    const char **list = cs_arena_alloc(parse->arena, (count + 1) * sizeof *list);
    if (!list)
        return cs_fail_memory(parse->diag);
    for (size_t i = 0; i < count; i++) {
        const cJSON *text = cJSON_IsArray(item) ? cJSON_GetArrayItem(item, (int)i) : item;
        if (!cJSON_IsString(text))
            return complain(parse, "a name that is not text", "header");
        list[i] = fold_pattern(parse, text->valuestring);
    }
    *out = list;
    *n = count;
    return CS_OK;
}

static const struct {
    const char *name;
    enum cs_column_role role;
} roles[] = {
    {"tier", CS_ROLE_TIER},         {"measure", CS_ROLE_MEASURE},     {"value", CS_ROLE_VALUE},
    {"unit", CS_ROLE_UNIT},         {"currency", CS_ROLE_CURRENCY},   {"presence", CS_ROLE_PRESENCE},
    {"source", CS_ROLE_SOURCE},     {"note", CS_ROLE_NOTE},           {"weight", CS_ROLE_WEIGHT},
    {"replicate", CS_ROLE_REPLICATE}, {"flag", CS_ROLE_FLAG},         {"ignore", CS_ROLE_IGNORE},
    {"filter", CS_ROLE_FILTER},
};

static enum cs_status read_role(const struct parse *parse, const char *name,
                                struct cs_layout_column *column)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(name, roles[i].name) == 0) {
            column->role = roles[i].role;
            return CS_OK;
        }
    return complain(parse, "unknown role", name);
}

static enum cs_status read_key(const struct parse *parse, const cJSON *item, const char *name,
                               struct cs_layout_column *column)
{
    static const char *const parts[] = {"code", "title", "definition", "aliases"};
    column->role = CS_ROLE_KEY;
    if (!cs_dim_parse(cs_span_of(name), &column->dim))
        return complain(parse, "unknown dimension", name);
    const char *part = copy_string(parse, item, "part");
    for (size_t i = 0; part && i < sizeof parts / sizeof *parts; i++)
        if (strcmp(part, parts[i]) == 0) {
            column->part = (enum cs_key_part)i;
            return CS_OK;
        }
    return part ? complain(parse, "unknown part", part) : CS_OK;
}

static enum cs_status read_unit(const struct parse *parse, const cJSON *item,
                                struct cs_layout_column *column)
{
    const char *unit = copy_string(parse, item, "unit");
    if (unit && !cs_unit_parse(cs_span_of(unit), &column->unit))
        return complain(parse, "unknown unit", unit);
    const char *per = copy_string(parse, item, "not_applicable");
    if (per)
        column->flag_per = strcmp(per, "hour") == 0 ? CS_PER_HOUR : CS_PER_YEAR;
    return CS_OK;
}

static enum cs_status read_values(const struct parse *parse, const cJSON *values,
                                  struct cs_layout_column *column)
{
    size_t n = (size_t)cJSON_GetArraySize(values);
    struct cs_layout_value *rows = cs_arena_alloc(parse->arena, (n + 1) * sizeof *rows);
    if (!rows)
        return cs_fail_memory(parse->diag);
    const cJSON *item;
    size_t i = 0;
    cJSON_ArrayForEach(item, values)
    {
        struct cs_layout_value *row = &rows[i++];
        row->cell = cs_arena_strdup(parse->arena, item->string ? item->string : "");
        row->order = (int)i;
        if (cJSON_IsString(item)) {
            row->code = cs_arena_strdup(parse->arena, item->valuestring);
        } else if (cJSON_IsObject(item)) {
            row->code = copy_string(parse, item, "code");
            row->title = copy_string(parse, item, "title");
            row->definition = copy_string(parse, item, "definition");
        } else {
            return complain(parse, "a value that is neither text nor an object", row->cell);
        }
        row->code = row->code ? row->code : row->cell;
    }
    column->values = rows;
    column->n_values = n;
    return CS_OK;
}

static enum cs_status read_meaning(const struct parse *parse, const cJSON *item,
                                   struct cs_layout_column *column)
{
    const char *key = copy_string(parse, item, "key");
    const char *measure = copy_string(parse, item, "measure");
    const char *role = copy_string(parse, item, "role");
    if (!!key + !!measure + !!role != 1)
        return complain(parse, "a column needs exactly one of key, measure, role",
                        column->n_headers ? column->headers[0] : "?");
    if (key)
        return read_key(parse, item, key, column);
    if (role)
        return read_role(parse, role, column);
    column->role = CS_ROLE_ESTIMATE;
    if (!cs_measure_parse(cs_span_of(measure), &column->measure))
        return complain(parse, "unknown measure", measure);
    column->unit.kind = (unsigned char)cs_measure_info(column->measure)->unit;
    return CS_OK;
}

static enum cs_status read_column(const struct parse *parse, const cJSON *item,
                                  struct cs_layout_column *column)
{
    const cJSON *header = cJSON_GetObjectItemCaseSensitive(item, "header");
    if (!header)
        return complain(parse, "a column without header", "columns");
    enum cs_status status =
        read_patterns(parse, header, &column->headers, &column->n_headers);
    if (status == CS_OK)
        status = read_meaning(parse, item, column);
    if (status == CS_OK)
        status = read_unit(parse, item, column);
    if (status != CS_OK)
        return status;
    const cJSON *multiply = cJSON_GetObjectItemCaseSensitive(item, "multiply");
    column->multiplier = cJSON_IsNumber(multiply) ? multiply->valuedouble : 1;
    column->period = copy_string(parse, item, "period");
    column->scale = copy_string(parse, item, "scale");
    column->regions = copy_string(parse, item, "regions");
    column->alias_mark = copy_string(parse, item, "aliases_after");
    const char *resolution = copy_string(parse, item, "resolution");
    if (resolution)
        column->resolution = strcmp(resolution, "year") == 0    ? CS_TO_YEAR
                             : strcmp(resolution, "month") == 0 ? CS_TO_MONTH
                                                                : CS_TO_DAY;
    const char *keep = copy_string(parse, item, "keep");
    column->only_positive = keep && strcmp(keep, "positive") == 0;
    const char *others = copy_string(parse, item, "others");
    column->others_are_skipped =
        column->role == CS_ROLE_FILTER || (others && strcmp(others, "skip") == 0);
    const cJSON *values = cJSON_GetObjectItemCaseSensitive(item, "values");
    return values ? read_values(parse, values, column) : CS_OK;
}

static enum cs_status read_columns(const struct parse *parse, const cJSON *root,
                                   struct cs_layout *layout)
{
    const cJSON *columns = cJSON_GetObjectItemCaseSensitive(root, "columns");
    if (!cJSON_IsArray(columns) || cJSON_GetArraySize(columns) == 0)
        return complain(parse, "no columns", layout->name);
    layout->columns = cs_arena_alloc(
        parse->arena, (size_t)cJSON_GetArraySize(columns) * sizeof *layout->columns);
    if (!layout->columns)
        return cs_fail_memory(parse->diag);
    const cJSON *item;
    cJSON_ArrayForEach(item, columns)
    {
        enum cs_status status =
            read_column(parse, item, &layout->columns[layout->n_columns++]);
        if (status != CS_OK)
            return status;
    }
    return CS_OK;
}

static enum cs_status read_markers(const struct parse *parse, const cJSON *root,
                                   struct cs_layout *layout)
{
    const cJSON *markers = cJSON_GetObjectItemCaseSensitive(root, "markers"), *item;
    size_t n = markers ? (size_t)cJSON_GetArraySize(markers) : 0;
    layout->markers = cs_arena_alloc(parse->arena, (n + 1) * sizeof *layout->markers);
    if (!layout->markers)
        return cs_fail_memory(parse->diag);
    cJSON_ArrayForEach(item, markers)
    {
        struct cs_marker *marker = &layout->markers[layout->n_markers++];
        marker->text = cs_arena_strdup(parse->arena, item->string ? item->string : "");
        if (!cJSON_IsString(item) ||
            !cs_presence_parse(cs_span_of(item->valuestring), &marker->reason))
            return complain(parse, "unknown reason for marker", marker->text);
    }
    return CS_OK;
}

static int read_int(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(item) ? item->valueint : 0;
}

static enum cs_status read_caps(const struct parse *parse, const cJSON *root,
                                struct cs_layout *layout)
{
    const cJSON *caps = cJSON_GetObjectItemCaseSensitive(root, "caps"), *item;
    size_t n = caps ? (size_t)cJSON_GetArraySize(caps) : 0;
    layout->caps = cs_arena_alloc(parse->arena, (n + 1) * sizeof *layout->caps);
    if (!layout->caps)
        return cs_fail_memory(parse->diag);
    cJSON_ArrayForEach(item, caps)
    {
        struct cs_layout_cap *cap = &layout->caps[layout->n_caps++];
        cap->from_year = read_int(item, "from");
        cap->to_year = read_int(item, "to");
        const char *unit = copy_string(parse, item, "unit");
        const cJSON *floor = cJSON_GetObjectItemCaseSensitive(item, "floor");
        if (!unit || !cs_unit_parse(cs_span_of(unit), &cap->unit) || !cJSON_IsNumber(floor))
            return complain(parse, "a cap needs from, to, unit and floor", "caps");
        cap->floor = floor->valuedouble;
    }
    return CS_OK;
}

static enum cs_status read_constants(const struct parse *parse, const cJSON *root,
                                     struct cs_layout *layout)
{
    const cJSON *constants = cJSON_GetObjectItemCaseSensitive(root, "constants"), *item;
    cJSON_ArrayForEach(item, constants)
    {
        enum cs_dim dim;
        if (!cs_dim_parse(cs_span_of(item->string), &dim) || !cJSON_IsString(item))
            return complain(parse, "unknown dimension", item->string);
        layout->constants[dim] = cs_arena_strdup(parse->arena, item->valuestring);
    }
    return CS_OK;
}

static enum cs_status read_file_periods(const struct parse *parse, const cJSON *root,
                                        struct cs_layout *layout)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "file_period");
    size_t n = list ? (size_t)cJSON_GetArraySize(list) : 0;
    const char **patterns = cs_arena_alloc(parse->arena, (n + 1) * sizeof *patterns);
    if (!patterns)
        return cs_fail_memory(parse->diag);
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        if (!cJSON_IsString(item))
            return complain(parse, "a pattern that is not text", "file_period");
        patterns[layout->n_file_periods++] = cs_arena_strdup(parse->arena, item->valuestring);
    }
    layout->file_periods = patterns;
    return CS_OK;
}

static enum cs_status read_head(const struct parse *parse, const cJSON *root,
                                struct cs_layout *layout)
{
    layout->name = copy_string(parse, root, "name");
    if (!layout->name)
        return complain(parse, "no name", parse->path);
    const char *title = copy_string(parse, root, "title");
    layout->title = title ? title : layout->name;
    layout->publisher = copy_string(parse, root, "publisher");
    layout->url = copy_string(parse, root, "url");
    layout->licence = copy_string(parse, root, "licence");
    layout->caveat = copy_string(parse, root, "caveat");
    const char *sheet = copy_string(parse, root, "sheet");
    layout->sheet = sheet ? fold_pattern(parse, sheet) : NULL;
    const char *kind = copy_string(parse, root, "kind");
    if (!kind || (strcmp(kind, "estimates") != 0 && strcmp(kind, "observations") != 0))
        return complain(parse, "kind must be estimates or observations", layout->name);
    layout->is_observations = strcmp(kind, "observations") == 0;
    const cJSON *requires = cJSON_GetObjectItemCaseSensitive(root, "requires");
    return requires ? read_patterns(parse, requires, &layout->requires, &layout->n_requires)
                    : complain(parse, "no requires", layout->name);
}

static enum cs_status read_layout(const struct parse *parse, const cJSON *root,
                                  struct cs_layout *layout)
{
    static enum cs_status (*const steps[])(const struct parse *, const cJSON *,
                                           struct cs_layout *) = {
        read_head, read_constants, read_columns, read_markers, read_caps, read_file_periods};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        enum cs_status status = steps[i](parse, root, layout);
        if (status != CS_OK)
            return status;
    }
    return CS_OK;
}

/* The line of a byte, for a syntax error. */
static uint64_t line_of(const char *text, const char *at)
{
    uint64_t line = 1;
    for (; text < at && *text; text++)
        line += *text == '\n';
    return line;
}

enum cs_status cs_layouts_load(struct cs_layouts *layouts, const char *path, struct cs_diag *diag)
{
    char *text;
    size_t n_bytes;
    enum cs_status status = cs_read_file(path, MAX_LAYOUT_BYTES, &text, &n_bytes, diag);
    if (status != CS_OK)
        return status;
    const char *stop = text;
    cJSON *root = cJSON_ParseWithLengthOpts(text, n_bytes, &stop, 0);
    struct cs_layout *grown =
        realloc(layouts->items, (layouts->n_items + 1) * sizeof *layouts->items);
    if (grown) {
        layouts->items = grown;
        memset(&grown[layouts->n_items], 0, sizeof *grown);
        struct parse parse = {&layouts->arena, path, diag};
        status = cJSON_IsObject(root)
                     ? read_layout(&parse, root, &grown[layouts->n_items])
                     : cs_fail(diag, CS_USAGE,
                               &(struct cs_place){.file = path, .line = line_of(text, stop)},
                               "a layout is one JSON object, see docs/layouts.md",
                               "layout: not valid JSON");
        layouts->n_items += status == CS_OK;
    } else {
        status = cs_fail_memory(diag);
    }
    cJSON_Delete(root);
    free(text);
    return status;
}

static int is_json(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && cs_ends_with_nocase(entry->d_name, ".json");
}

enum cs_status cs_layouts_load_folder(struct cs_layouts *layouts, const char *folder,
                                      struct cs_diag *diag)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, is_json, alphasort);
    if (n < 0)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = folder}, NULL,
                       "the layouts cannot be listed: %s", strerror(errno));
    enum cs_status status = CS_OK;
    for (int i = 0; i < n; i++) {
        char *path = NULL;
        if (status == CS_OK)
            status = asprintf(&path, "%s/%s", folder, entries[i]->d_name) < 0
                         ? cs_fail_memory(diag)
                         : cs_layouts_load(layouts, path, diag);
        free(path);
        free(entries[i]);
    }
    free(entries);
    return status;
}
