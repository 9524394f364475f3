/* One column rule of a layout file. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dim.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "ingest/layout/layout_parse.h"

static const struct {
    const char *name;
    enum cs_column_role role;
} roles[] = {
    {"tier", CS_ROLE_TIER},           {"measure", CS_ROLE_MEASURE},
    {"value", CS_ROLE_VALUE},         {"unit", CS_ROLE_UNIT},
    {"currency", CS_ROLE_CURRENCY},   {"presence", CS_ROLE_PRESENCE},
    {"source", CS_ROLE_SOURCE},       {"note", CS_ROLE_NOTE},
    {"weight", CS_ROLE_WEIGHT},       {"replicate", CS_ROLE_REPLICATE},
    {"flag", CS_ROLE_FLAG},           {"ignore", CS_ROLE_IGNORE},
    {"ownership", CS_ROLE_OWNERSHIP}, {"filter", CS_ROLE_FILTER},
    {"element", CS_ROLE_ELEMENT},     {"name", CS_ROLE_NAME},
    {"aspect", CS_ROLE_ASPECT},       {"rated", CS_ROLE_RATED},
    {"category", CS_ROLE_CATEGORY},   {"mark", CS_ROLE_MARK},
    {"words", CS_ROLE_WORDS},         {"stratum", CS_ROLE_STRATUM},
    {"cluster", CS_ROLE_CLUSTER},
};

static enum cs_status read_role(const struct cs_layout_parse *parse, const char *name,
                                struct cs_layout_column *column)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(name, roles[i].name) == 0) {
            column->role = roles[i].role;
            return CS_OK;
        }
    return cs_layout_complain(parse, "unknown role", name);
}

static enum cs_status read_key(const struct cs_layout_parse *parse, const cJSON *item,
                               const char *name, struct cs_layout_column *column)
{
    static const char *const parts[] = {"code",    "title", "definition",
                                        "aliases", "until", "within"};
    column->role = CS_ROLE_KEY;
    if (!cs_dim_parse(cs_span_of(name), &column->dim))
        return cs_layout_complain(parse, "unknown dimension", name);
    const char *part = cs_layout_string(parse, item, "part");
    for (size_t i = 0; part && i < sizeof parts / sizeof *parts; i++)
        if (strcmp(part, parts[i]) == 0) {
            column->part = (enum cs_key_part)i;
            return CS_OK;
        }
    return part ? cs_layout_complain(parse, "unknown part", part) : CS_OK;
}

static enum cs_status read_unit(const struct cs_layout_parse *parse, const cJSON *item,
                                struct cs_layout_column *column)
{
    const char *unit = cs_layout_string(parse, item, "unit");
    if (unit && !cs_unit_parse(cs_span_of(unit), &column->unit))
        return cs_layout_complain(parse, "unknown unit", unit);
    column->leaves_unit_open = column->role == CS_ROLE_VALUE && !unit;
    const char *per = cs_layout_string(parse, item, "not_applicable");
    if (per)
        column->flag_per = strcmp(per, "hour") == 0 ? CS_PER_HOUR : CS_PER_YEAR;
    return CS_OK;
}

static enum cs_status read_values(const struct cs_layout_parse *parse, const cJSON *values,
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
            row->code = cs_layout_string(parse, item, "code");
            row->title = cs_layout_string(parse, item, "title");
            row->definition = cs_layout_string(parse, item, "definition");
        } else {
            return cs_layout_complain(parse, "a value that is neither text nor an object",
                                      row->cell);
        }
        row->code = row->code ? row->code : row->cell;
    }
    column->values = rows;
    column->n_values = n;
    return CS_OK;
}

static enum cs_status read_meaning(const struct cs_layout_parse *parse, const cJSON *item,
                                   struct cs_layout_column *column)
{
    const char *key = cs_layout_string(parse, item, "key");
    const char *measure = cs_layout_string(parse, item, "measure");
    const char *role = cs_layout_string(parse, item, "role");
    if (!!key + !!measure + !!role != 1)
        return cs_layout_complain(parse, "a column needs exactly one of key, measure, role",
                                  column->n_headers ? column->headers[0] : "?");
    if (key)
        return read_key(parse, item, key, column);
    if (role)
        return read_role(parse, role, column);
    column->role = CS_ROLE_ESTIMATE;
    if (!cs_measure_parse(cs_span_of(measure), &column->measure))
        return cs_layout_complain(parse, "unknown measure", measure);
    column->unit.kind = (unsigned char)cs_measure_info(column->measure)->unit;
    return CS_OK;
}

static const struct cs_layout_member members[] = {
    {"header", 'p', NULL},
    {"key", 's', NULL},
    {"part", 's', NULL},
    {"measure", 's', NULL},
    {"role", 's', NULL},
    {"unit", 's', NULL},
    {"multiply", 'n', NULL},
    {"field", 'n', NULL},
    {"beside", 's', "unnamed"},
    {"characters", 's', NULL},
    {"period", 's', NULL},
    {"scale", 's', NULL},
    {"regions", 's', "state|country|part|code"},
    {"aliases_after", 's', NULL},
    {"codes", 's', "soc"},
    {"resolution", 's', "day|month|year"},
    {"not_applicable", 's', "hour|year"},
    {"keep", 's', "positive|all"},
    {"others", 's', "skip|empty"},
    {"system", 's', NULL},
    {"digits", 'n', NULL},
    {"shares", 's', "column"},
    {"fill", 's', "down"},
    {"twice", 's', "first"},
    {"words", 's', "own"},
    {"range", 's', "middle"},
    {"until", 's', NULL},
    {"rates", 's', "per euro"},
    {"values", 'o', NULL},
};

/* What makes the cells plain figures and names. */
static void read_details(const struct cs_layout_parse *parse, const cJSON *item,
                         struct cs_layout_column *column)
{
    const cJSON *multiply = cJSON_GetObjectItemCaseSensitive(item, "multiply");
    column->multiplier = multiply ? multiply->valuedouble : 1;
    column->states_multiplier = multiply != NULL;
    const cJSON *field = cJSON_GetObjectItemCaseSensitive(item, "field");
    column->field = field && field->valuedouble >= 1 ? (size_t)field->valuedouble : 0;
    column->is_beside = cs_layout_string(parse, item, "beside") != NULL;
    column->period = cs_layout_string(parse, item, "period");
    column->scale = cs_layout_string(parse, item, "scale");
    column->regions = cs_layout_string(parse, item, "regions");
    column->alias_mark = cs_layout_string(parse, item, "aliases_after");
    column->cuts_to_soc = cs_layout_string(parse, item, "codes") != NULL;
    column->resolution = cs_layout_resolution(parse, item);
    const char *keep = cs_layout_string(parse, item, "keep");
    column->only_positive = keep && strcmp(keep, "positive") == 0;
    column->keeps_losses = keep && strcmp(keep, "all") == 0;
    const char *others = cs_layout_string(parse, item, "others");
    column->others_are_empty = others && strcmp(others, "empty") == 0;
    column->shares_column = cs_layout_string(parse, item, "shares") != NULL;
    column->is_cross_rate = cs_layout_string(parse, item, "rates") != NULL;
    column->takes_middle = cs_layout_string(parse, item, "range") != NULL;
    column->until = cs_layout_string(parse, item, "until");
    column->is_own_words = cs_layout_string(parse, item, "words") != NULL;
    column->takes_first = cs_layout_string(parse, item, "twice") != NULL;
    column->fills_down = cs_layout_string(parse, item, "fill") != NULL;
    column->system = cs_layout_string(parse, item, "system");
    const cJSON *digits = cJSON_GetObjectItemCaseSensitive(item, "digits");
    column->n_digits = digits && digits->valuedouble >= 1 ? (size_t)digits->valuedouble : 0;
    column->others_are_skipped =
        column->role == CS_ROLE_FILTER || (others && strcmp(others, "skip") == 0);
}

/* "5-11": the fifth to the eleventh character; "9-": from the ninth on. */
static enum cs_status read_characters(const struct cs_layout_parse *parse, const cJSON *item,
                                      struct cs_layout_column *column)
{
    const char *text = cs_layout_string(parse, item, "characters");
    size_t first = 0, last = 0;
    const char *p = text ? text : "";
    while (cs_is_digit(*p) && first < 1000)
        first = first * 10 + (size_t)(*p++ - '0');
    bool is_open = p[0] == '-' && !p[1];
    if (*p == '-')
        for (p++; cs_is_digit(*p) && last < 1000;)
            last = last * 10 + (size_t)(*p++ - '0');
    if (!text)
        return CS_OK;
    if (*p || first < 1 || (!is_open && last < first))
        return cs_layout_complain(parse, "characters are written as \"5-11\"", text);
    column->first_character = first;
    column->n_characters = is_open ? SIZE_MAX : last - first + 1;
    return CS_OK;
}

enum cs_status cs_layout_read_column(const struct cs_layout_parse *parse, const cJSON *item,
                                     struct cs_layout_column *column)
{
    const cJSON *header = cJSON_GetObjectItemCaseSensitive(item, "header");
    const cJSON *values = cJSON_GetObjectItemCaseSensitive(item, "values");
    if (!header)
        return cs_layout_complain(parse, "a column without a header", "columns");
    enum cs_status status =
        cs_layout_check(parse, item, members, sizeof members / sizeof *members, "columns");
    if (status == CS_OK)
        status = cs_layout_patterns(parse, header, &column->headers, &column->n_headers);
    if (status == CS_OK)
        status = read_meaning(parse, item, column);
    if (status == CS_OK)
        status = read_unit(parse, item, column);
    if (status == CS_OK)
        status = read_characters(parse, item, column);
    if (status != CS_OK)
        return status;
    read_details(parse, item, column);
    const char *name = column->n_headers ? column->headers[0] : "?";
    if (!(column->multiplier > 0) || column->multiplier > 1e12)
        return cs_layout_complain(parse, "multiply must be above zero", name);
    if (column->role == CS_ROLE_FILTER && !values)
        return cs_layout_complain(parse, "a filter without values", name);
    return values ? read_values(parse, values, column) : CS_OK;
}
