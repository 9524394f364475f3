/* Layout files: JSON → struct cs_layout. Their spelling is known here and in the two files beside
 * (layout_parse.c, layout_column.c). */
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/description/descriptor.h"
#include "data/dim.h"
#include "data/quantity.h"
#include "ingest/layout/layout_parse.h"

enum { MAX_LAYOUT_BYTES = 1 << 20 };

static enum cs_status read_columns(const struct cs_layout_parse *parse, const cJSON *root,
                                   struct cs_layout *layout)
{
    const cJSON *columns = cJSON_GetObjectItemCaseSensitive(root, "columns");
    if (!columns && layout->is_without_figures)
        return CS_OK;
    if (!cJSON_IsArray(columns) || cJSON_GetArraySize(columns) == 0)
        return cs_layout_complain(parse, "no columns", layout->name);
    layout->columns =
        cs_arena_alloc(parse->arena, (size_t)cJSON_GetArraySize(columns) * sizeof *layout->columns);
    if (!layout->columns)
        return cs_fail_memory(parse->diag);
    const cJSON *item;
    cJSON_ArrayForEach(item, columns)
    {
        enum cs_status status =
            cs_layout_read_column(parse, item, &layout->columns[layout->n_columns++]);
        if (status != CS_OK)
            return status;
    }
    return CS_OK;
}

static enum cs_status read_markers(const struct cs_layout_parse *parse, const cJSON *root,
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
            return cs_layout_complain(parse, "unknown reason for marker", marker->text);
    }
    return CS_OK;
}

static int read_int(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(item) ? item->valueint : 0;
}

static enum cs_status read_caps(const struct cs_layout_parse *parse, const cJSON *root,
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
        const char *unit = cs_layout_string(parse, item, "unit");
        const cJSON *floor = cJSON_GetObjectItemCaseSensitive(item, "floor");
        if (!unit || !cs_unit_parse(cs_span_of(unit), &cap->unit) || !cJSON_IsNumber(floor))
            return cs_layout_complain(parse, "a cap needs from, to, unit and floor", "caps");
        cap->floor = floor->valuedouble;
    }
    return CS_OK;
}

/* "summary" → CS_TIER_SUMMARY; false when there is no such tier. */
static bool read_tier(const char *word, enum cs_tier *tier)
{
    for (int t = CS_TIER_UNKNOWN + 1; word && t <= CS_TIER_SUMMARY; t++)
        if (strcmp(word, cs_tier_name((enum cs_tier)t)) == 0) {
            *tier = (enum cs_tier)t;
            return true;
        }
    return false;
}

static enum cs_status read_constants(const struct cs_layout_parse *parse, const cJSON *root,
                                     struct cs_layout *layout)
{
    const cJSON *constants = cJSON_GetObjectItemCaseSensitive(root, "constants"), *item;
    cJSON_ArrayForEach(item, constants)
    {
        enum cs_dim dim;
        if (strcmp(item->string, "tier") == 0 && read_tier(item->valuestring, &layout->tier))
            continue;
        if (!cs_dim_parse(cs_span_of(item->string), &dim) || !cJSON_IsString(item))
            return cs_layout_complain(parse, "unknown dimension", item->string);
        layout->constants[dim] = cs_arena_strdup(parse->arena, item->valuestring);
    }
    return CS_OK;
}

static enum cs_status read_outside(const struct cs_layout_parse *parse, const cJSON *list,
                                   struct cs_layout_outside **out, size_t *n)
{
    static const struct cs_layout_member known[] = {
        {"starts", 's', NULL}, {"key", 's', NULL}, {"resolution", 's', "day|month|year"}};
    const cJSON *item;
    *out = cs_arena_alloc(parse->arena, ((size_t)cJSON_GetArraySize(list) + 1) * sizeof **out);
    if (!*out)
        return cs_fail_memory(parse->diag);
    cJSON_ArrayForEach(item, list)
    {
        struct cs_layout_outside *one = &(*out)[(*n)++];
        enum cs_status status =
            cs_layout_check(parse, item, known, sizeof known / sizeof *known, list->string);
        if (status != CS_OK)
            return status;
        const char *key = cs_layout_string(parse, item, "key");
        one->starts = cs_layout_string(parse, item, "starts");
        one->resolution = cs_layout_resolution(parse, item);
        if (!key || !one->starts || !*one->starts || !cs_dim_parse(cs_span_of(key), &one->dim))
            return cs_layout_complain(parse, "starts and the key of a dimension are needed",
                                      list->string);
    }
    return CS_OK;
}

/* Keys that stand above the table and in the file's name. */
static enum cs_status read_all_outside(const struct cs_layout_parse *parse, const cJSON *root,
                                       struct cs_layout *layout)
{
    const cJSON *above = cJSON_GetObjectItemCaseSensitive(root, "above");
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(root, "file_name");
    enum cs_status status =
        above ? read_outside(parse, above, &layout->above, &layout->n_above) : CS_OK;
    return name && status == CS_OK ? read_outside(parse, name, &layout->in_name, &layout->n_in_name)
                                   : status;
}

static enum cs_status read_file_periods(const struct cs_layout_parse *parse, const cJSON *root,
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
            return cs_layout_complain(parse, "a pattern that is not text", "file_period");
        patterns[layout->n_file_periods++] = cs_arena_strdup(parse->arena, item->valuestring);
    }
    layout->file_periods = patterns;
    return CS_OK;
}

static const struct cs_layout_member members[] = {
    {"name", 's', NULL},       {"title", 's', NULL},
    {"publisher", 's', NULL},  {"url", 's', NULL},
    {"licence", 's', NULL},    {"caveat", 's', NULL},
    {"aspect", 's', NULL},     {"kind", 's', "estimates|observations|descriptions|no figures"},
    {"requires", 'p', NULL},   {"decimal", 's', "point|comma"},
    {"replicates", 's', NULL}, {"sheet", 'p', NULL},
    {"not_sheet", 'p', NULL},  {"titled", 'p', NULL},
    {"not_titled", 'p', NULL}, {"clues", 'o', NULL},
    {"rows", 'l', NULL},       {"file_period", 'l', NULL},
    {"file_name", 'l', NULL},  {"above", 'l', NULL},
    {"first_row", 'o', NULL},  {"constants", 'o', NULL},
    {"columns", 'l', NULL},    {"markers", 'o', NULL},
    {"caps", 'l', NULL},       {"place", 's', "named"},
};

static enum cs_status read_head(const struct cs_layout_parse *parse, const cJSON *root,
                                struct cs_layout *layout)
{
    enum cs_status status =
        cs_layout_check(parse, root, members, sizeof members / sizeof *members, "the layout");
    if (status != CS_OK)
        return status;
    layout->name = cs_layout_string(parse, root, "name");
    if (!layout->name || !*layout->name)
        return cs_layout_complain(parse, "no name", parse->path);
    const char *title = cs_layout_string(parse, root, "title");
    layout->title = title ? title : layout->name;
    layout->publisher = cs_layout_string(parse, root, "publisher");
    layout->url = cs_layout_string(parse, root, "url");
    layout->licence = cs_layout_string(parse, root, "licence");
    layout->caveat = cs_layout_string(parse, root, "caveat");
    layout->replicates = cs_layout_string(parse, root, "replicates");
    const char *kind = cs_layout_string(parse, root, "kind");
    if (!kind)
        return cs_layout_complain(parse, "kind must be estimates or observations", layout->name);
    layout->is_observations = strcmp(kind, "observations") == 0;
    layout->is_without_figures = strcmp(kind, "no figures") == 0;
    layout->is_descriptive = strcmp(kind, "descriptions") == 0;
    layout->names_place = cs_layout_string(parse, root, "place") != NULL;
    layout->aspect = cs_layout_string(parse, root, "aspect");
    enum cs_aspect aspect;
    if (layout->aspect && !cs_aspect_parse(cs_span_of(layout->aspect), &aspect))
        return cs_layout_complain(parse, "unknown aspect", layout->aspect);
    const char *decimal = cs_layout_string(parse, root, "decimal");
    layout->decimal = !decimal                        ? CS_DECIMAL_UNTOLD
                      : strcmp(decimal, "comma") == 0 ? CS_DECIMAL_COMMA
                                                      : CS_DECIMAL_POINT;
    const cJSON *requires = cJSON_GetObjectItemCaseSensitive(root, "requires");
    return requires ? cs_layout_patterns(parse, requires, &layout->requires, &layout->n_requires)
                    : cs_layout_complain(parse, "no requires", layout->name);
}

static enum cs_status read_sheets(const struct cs_layout_parse *parse, const cJSON *root,
                                  struct cs_layout *layout)
{
    const cJSON *sheets = cJSON_GetObjectItemCaseSensitive(root, "sheet");
    const cJSON *others = cJSON_GetObjectItemCaseSensitive(root, "not_sheet");
    const cJSON *above = cJSON_GetObjectItemCaseSensitive(root, "titled");
    const cJSON *not_above = cJSON_GetObjectItemCaseSensitive(root, "not_titled");
    enum cs_status status = CS_OK;
    if (sheets)
        status = cs_layout_patterns(parse, sheets, &layout->sheets, &layout->n_sheets);
    if (status == CS_OK && others)
        status = cs_layout_patterns(parse, others, &layout->not_sheets, &layout->n_not_sheets);
    if (status == CS_OK && above)
        status = cs_layout_patterns(parse, above, &layout->aboves, &layout->n_aboves);
    if (status == CS_OK && not_above)
        status = cs_layout_patterns(parse, not_above, &layout->not_aboves, &layout->n_not_aboves);
    const cJSON *series = cJSON_GetObjectItemCaseSensitive(root, "first_row");
    return series && status == CS_OK ? cs_layout_series(parse, series, layout) : status;
}

/* {"annual pay": "GBP/year", "{year}": "period"}: texts above the table and what they say. */
static enum cs_status read_clues(const struct cs_layout_parse *parse, const cJSON *root,
                                 struct cs_layout *layout)
{
    const cJSON *clues = cJSON_GetObjectItemCaseSensitive(root, "clues"), *item;
    size_t n = clues ? (size_t)cJSON_GetArraySize(clues) : 0;
    struct cs_layout_clue *rows = cs_arena_alloc(parse->arena, (n + 1) * sizeof *rows);
    if (!rows)
        return cs_fail_memory(parse->diag);
    cJSON_ArrayForEach(item, clues)
    {
        struct cs_layout_clue *clue = &rows[layout->n_clues++];
        cJSON name = {.type = cJSON_String, .valuestring = item->string};
        const char *const *patterns;
        size_t n_patterns;
        enum cs_status status = cs_layout_patterns(parse, &name, &patterns, &n_patterns);
        if (status != CS_OK)
            return status;
        *clue = (struct cs_layout_clue){.pattern = patterns[0]};
        bool is_period = cJSON_IsString(item) && strcmp(item->valuestring, "period") == 0;
        if (!is_period &&
            (!cJSON_IsString(item) || !cs_unit_parse(cs_span_of(item->valuestring), &clue->unit)))
            return cs_layout_complain(parse, "a clue is neither a unit nor period", clue->pattern);
    }
    layout->clues = rows;
    return CS_OK;
}

static enum cs_status read_condition(const struct cs_layout_parse *parse, const cJSON *item,
                                     struct cs_layout_condition *condition)
{
    cJSON name = {.type = cJSON_String, .valuestring = item->string};
    const char *const *patterns;
    size_t n;
    if (!cJSON_IsString(item))
        return cs_layout_complain(parse, "a cell that is not text", "rows");
    enum cs_status status = cs_layout_patterns(parse, &name, &patterns, &n);
    if (status != CS_OK)
        return status;
    condition->header = patterns[0];
    condition->is_not = item->valuestring[0] == '!';
    condition->cell = cs_arena_strdup(parse->arena, item->valuestring + condition->is_not);
    return condition->cell ? CS_OK : cs_fail_memory(parse->diag);
}

/* [{"unit": "EUR", "prices": "current"}, {"unit": "USD"}]: cases of which one must hold. */
static enum cs_status read_conditions(const struct cs_layout_parse *parse, const cJSON *root,
                                      struct cs_layout *layout)
{
    const cJSON *rows = cJSON_GetObjectItemCaseSensitive(root, "rows"), *one, *item;
    size_t n = 0;
    cJSON_ArrayForEach(one, rows) n += (size_t)cJSON_GetArraySize(one);
    struct cs_layout_condition *conditions =
        cs_arena_alloc(parse->arena, (n + 1) * sizeof *conditions);
    if (!conditions)
        return cs_fail_memory(parse->diag);
    if (n && layout->is_observations)
        return cs_layout_complain(parse, "cases are for published figures; use filters", "rows");
    cJSON_ArrayForEach(one, rows)
    {
        bool is_first = true;
        cJSON_ArrayForEach(item, one)
        {
            struct cs_layout_condition *condition = &conditions[layout->n_conditions++];
            *condition = (struct cs_layout_condition){.starts_case = is_first};
            is_first = false;
            enum cs_status status =
                cJSON_IsObject(one)
                    ? read_condition(parse, item, condition)
                    : cs_layout_complain(parse, "a case that is not an object", "rows");
            if (status != CS_OK)
                return status;
        }
    }
    layout->conditions = conditions;
    return CS_OK;
}

static enum cs_status read_layout(const struct cs_layout_parse *parse, const cJSON *root,
                                  struct cs_layout *layout)
{
    static enum cs_status (*const steps[])(const struct cs_layout_parse *, const cJSON *,
                                           struct cs_layout *) = {
        read_head, read_sheets,       read_constants,   read_columns, read_markers,
        read_caps, read_file_periods, read_all_outside, read_clues,   read_conditions};
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

static enum cs_status fail_json(const struct cs_layout_parse *parse, uint64_t line)
{
    return cs_fail(parse->diag, CS_USAGE, &(struct cs_place){.file = parse->path, .line = line},
                   "a layout is one JSON object, or several in an array, see docs/layouts.md",
                   "layout: not valid JSON");
}

/* Ownership of *root: cJSON_Delete, also after a failure. */
static enum cs_status parse_json(const struct cs_layout_parse *parse, struct cs_span text,
                                 cJSON **root)
{
    const char *stop = text.start;
    *root = cJSON_ParseWithLengthOpts(text.start, text.size, &stop, 0);
    return *root ? CS_OK : fail_json(parse, line_of(text.start, stop));
}

static enum cs_status read_object(const struct cs_layout_parse *parse, const cJSON *root,
                                  struct cs_layout *layout)
{
    return cJSON_IsObject(root) ? read_layout(parse, root, layout) : fail_json(parse, 1);
}

/* A new one at the end, not counted yet; NULL when out of memory. */
static struct cs_layout *add_layout(struct cs_layouts *layouts)
{
    struct cs_layout *grown =
        realloc(layouts->items, (layouts->n_items + 1) * sizeof *layouts->items);
    if (!grown)
        return NULL;
    layouts->items = grown;
    memset(&grown[layouts->n_items], 0, sizeof *grown);
    return &grown[layouts->n_items];
}

static enum cs_status add_object(struct cs_layouts *layouts, const struct cs_layout_parse *parse,
                                 const cJSON *root)
{
    struct cs_layout *layout = add_layout(layouts);
    if (!layout)
        return cs_fail_memory(parse->diag);
    enum cs_status status = read_object(parse, root, layout);
    layouts->n_items += status == CS_OK;
    return status;
}

enum cs_status cs_layouts_parse(struct cs_layouts *layouts, const char *path, struct cs_span text,
                                struct cs_diag *diag)
{
    struct cs_layout_parse parse = {&layouts->arena, path, diag};
    cJSON *root;
    const cJSON *item;
    enum cs_status status = parse_json(&parse, text, &root);
    if (status == CS_OK && (!cJSON_IsArray(root) || !cJSON_GetArraySize(root)))
        status = add_object(layouts, &parse, root);
    else if (status == CS_OK)
        cJSON_ArrayForEach(item, root) if (status == CS_OK) status =
            add_object(layouts, &parse, item);
    cJSON_Delete(root);
    return status;
}

enum cs_status cs_layout_complete(const struct cs_layout *layout, struct cs_arena *arena,
                                  const struct cs_layout **out, struct cs_diag *diag)
{
    *out = layout;
    if (!layout->unread)
        return CS_OK;
    struct cs_layout *whole = cs_arena_alloc(arena, sizeof *whole);
    if (!whole)
        return cs_fail_memory(diag);
    struct cs_layout_parse parse = {arena, layout->path, diag};
    *out = whole;
    cJSON *root;
    enum cs_status status = parse_json(&parse, cs_span_of(layout->unread), &root);
    if (status == CS_OK)
        status = read_object(&parse, root, whole);
    cJSON_Delete(root);
    if (status == CS_OK && !cs_layout_is_same_told(layout, whole))
        status = cs_layout_complain(
            &parse, "what a table is recognized by stands after \"columns\"", whole->name);
    return status;
}

/* Adds as much of a layout as recognizing a table takes, with its text for later. *is_told: false
 * when it is not easily told. */
static enum cs_status skim_one(struct cs_layouts *layouts, const char *path, struct cs_span text,
                               bool *is_told, struct cs_diag *diag)
{
    struct cs_layout *layout = add_layout(layouts);
    char *unread = layout ? cs_arena_copy(&layouts->arena, text.start, text.size) : NULL;
    if (!unread)
        return cs_fail_memory(diag);
    struct cs_diag unheard;
    cs_diag_init(&unheard);
    struct cs_layout_parse parse = {&layouts->arena, path, &unheard};
    *is_told = cs_layout_skim(&parse, unread, layout);
    cs_diag_clear(&unheard);
    layout->path = path;
    layout->unread = unread;
    layouts->n_items += *is_told;
    return CS_OK;
}

/* Skims a layout, or each of a list of them; reads them whole where one is not easily told. */
static enum cs_status skim(struct cs_layouts *layouts, const char *path, struct cs_span text,
                           struct cs_diag *diag)
{
    size_t n_before = layouts->n_items;
    struct cs_span one = text;
    const char *at = text.start, *name = cs_arena_strdup(&layouts->arena, path);
    bool is_list = cs_layout_next_of_list(&at, &one);
    struct cs_span shown = cs_span_trim(text);
    bool is_told = shown.size && strchr("]}", shown.start[shown.size - 1]); /* not cut off */
    enum cs_status status = name ? CS_OK : cs_fail_memory(diag);
    bool is_more = is_told;
    while (status == CS_OK && is_more) {
        status = skim_one(layouts, name, one, &is_told, diag);
        is_more = is_told && is_list && cs_layout_next_of_list(&at, &one);
    }
    if (status != CS_OK || (is_told && (!is_list || *at == ']')))
        return status;
    layouts->n_items = n_before;
    return cs_layouts_parse(layouts, path, text, diag);
}

static enum cs_status load_file(struct cs_layouts *layouts, const char *path,
                                enum cs_status (*take)(struct cs_layouts *, const char *,
                                                       struct cs_span, struct cs_diag *),
                                struct cs_diag *diag)
{
    char *text;
    size_t n_bytes;
    enum cs_status status = cs_read_file(path, MAX_LAYOUT_BYTES, &text, &n_bytes, diag);
    if (status != CS_OK)
        return status;
    status = take(layouts, path, (struct cs_span){text, n_bytes}, diag);
    free(text);
    return status;
}

enum cs_status cs_layouts_load(struct cs_layouts *layouts, const char *path, struct cs_diag *diag)
{
    return load_file(layouts, path, cs_layouts_parse, diag);
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
                         : load_file(layouts, path, skim, diag);
        free(path);
        free(entries[i]);
    }
    free(entries);
    return status;
}
