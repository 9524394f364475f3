/* The quantiles of banded counts, with the bound in words where only a bound is known. */
#include "render/result/bands.h"

#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "base/arena.h"
#include "base/diag.h"
#include "render/result/summary.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"
#include "stats/absence.h"

static void put_point(struct cs_json *json, const struct cs_banded_point *point)
{
    static const char *const bounds[] = {"", "at_least", "at_most"};
    char name[CS_SHARE_NAME_BYTES];
    cs_json_put_object(json, cs_share_name(point->share, name));
    cs_json_put_number_or_null(json, "value", point->value, 6);
    if (point->bound != CS_BANDED_EXACT)
        cs_json_put_string(json, "presence", bounds[point->bound]);
    if (point->lack)
        cs_json_put_string(json, "absent", cs_absence_name(point->lack));
    cs_json_end_object(json);
}

enum cs_status cs_bands_json(const struct cs_bands *bands, struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_json json;
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "bands", 1);
    cs_json_put_string(&json, "method", bands->method);
    cs_json_put_string_or_null(&json, "by", bands->by);
    cs_json_put_array(&json, "groups");
    for (size_t i = 0; i < bands->n_groups; i++) {
        const struct cs_bands_group *group = &bands->groups[i];
        cs_json_begin_object(&json);
        cs_json_put_string(&json, "name", group->name);
        cs_json_put_integer(&json, "bands", (int64_t)group->n_bands);
        cs_json_put_number(&json, "count", group->count, 6);
        cs_json_put_object(&json, "quantiles");
        for (size_t k = 0; k < bands->n_shares; k++)
            put_point(&json, &group->points[k]);
        cs_json_end_object(&json);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_put_array(&json, "sources");
    struct cs_source source = {.id = bands->file, .file = bands->file, .n_rows = bands->n_rows};
    memcpy(source.sha256, bands->sha256, sizeof source.sha256);
    cs_envelope_source(&json, &source);
    cs_json_end_array(&json);
    cs_envelope_end(&json, diag);
    return cs_json_finish(&json, diag);
}

static void add_point(struct cs_table *table, const struct cs_banded_point *point,
                      bool is_for_people)
{
    char text[CS_NUMBER_TEXT_BYTES];
    cs_number_format_grouped(point->value, 0, text, sizeof text);
    if (point->lack)
        cs_table_add_absent(table, CS_NOT_AVAILABLE);
    else if (point->bound == CS_BANDED_AT_MOST && is_for_people)
        cs_table_add_text(table, cs_arena_printf(table->arena, "≤%s", text));
    else
        cs_table_add_quantity(table,
                              (struct cs_quantity){point->value, point->bound == CS_BANDED_AT_LEAST
                                                                     ? CS_AT_LEAST
                                                                     : CS_PRESENT},
                              6);
}

enum cs_status cs_bands_table(const struct cs_bands *bands, enum cs_table_format format,
                              struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    static const char *const bounds[] = {NULL, "at_least", "at_most"};
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    struct cs_table_column *columns =
        cs_arena_alloc(arena, (2 + 2 * bands->n_shares) * sizeof *columns);
    struct cs_table table;
    size_t n = 0;
    if (!columns)
        return cs_fail_memory(diag);
    if (bands->by)
        columns[n++] = (struct cs_table_column){bands->by, bands->by, 0, -1};
    columns[n++] = (struct cs_table_column){"count", "count", 1, 0};
    for (size_t k = 0; k < bands->n_shares; k++) {
        char text[CS_SHARE_NAME_BYTES];
        const char *name = cs_arena_strdup(arena, cs_share_name(bands->shares[k], text));
        columns[n++] = (struct cs_table_column){name, name, 1, 0};
        columns[n - 1 + bands->n_shares] =
            (struct cs_table_column){cs_arena_printf(arena, "%s_presence", name), name, 0, -1};
    }
    n += is_for_people ? 0 : bands->n_shares;
    cs_table_init(&table, arena, columns, n);
    for (size_t i = 0; i < bands->n_groups; i++) {
        const struct cs_bands_group *group = &bands->groups[i];
        if (bands->by)
            cs_table_add_text(&table, group->name);
        cs_table_add_number(&table, group->count, 6);
        for (size_t k = 0; k < bands->n_shares; k++)
            add_point(&table, &group->points[k], is_for_people);
        for (size_t k = 0; k < bands->n_shares && !is_for_people; k++)
            cs_table_add_text(&table, group->points[k].lack ? cs_absence_name(group->points[k].lack)
                                                            : bounds[group->points[k].bound]);
    }
    return cs_table_print(&table, format, out, diag);
}
