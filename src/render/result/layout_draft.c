/* A drafted layout as the JSON of a layout file, ready to be corrected by hand. */
#include "render/result/layout_draft.h"

#include <string.h>

#include "data/dim.h"
#include "render/write/json.h"

static void put_some(struct cs_json *json, const char *name, const char *text)
{
    if (text)
        cs_json_put_string(json, name, text);
}

static void put_column(struct cs_json *json, const struct cs_draft_column *column)
{
    cs_json_begin_object(json);
    cs_json_put_visible(json, "header", column->header);
    cs_json_put_string(json, column->what, column->value);
    put_some(json, "part", column->part);
    put_some(json, "unit", column->unit);
    if (column->multiply > 0)
        cs_json_put_number(json, "multiply", column->multiply, CS_JSON_EXACT);
    put_some(json, "period", column->period);
    put_some(json, "regions", column->regions);
    put_some(json, "resolution", column->resolution);
    if (column->field)
        cs_json_put_integer(json, "field", (int64_t)column->field);
    cs_json_put_string(json, "comment", column->comment);
    cs_json_end_object(json);
}

static void put_requires(struct cs_json *json, const struct cs_layout_draft *draft)
{
    cs_json_put_array(json, "requires");
    for (size_t i = 0; i < draft->n_columns; i++) {
        if (strcmp(draft->columns[i].value, "ignore") == 0)
            continue;
        cs_json_string(json, draft->columns[i].header);
    }
    cs_json_end_array(json);
}

static void put_constants(struct cs_json *json, const struct cs_layout_draft *draft)
{
    bool is_begun = false;
    for (int d = 0; d < CS_N_DIMS; d++) {
        if (!draft->constants[d])
            continue;
        if (!is_begun)
            cs_json_put_object(json, "constants");
        is_begun = true;
        cs_json_put_visible(json, cs_dim_name((enum cs_dim)d), draft->constants[d]);
    }
    if (is_begun)
        cs_json_end_object(json);
}

enum cs_status cs_layout_draft_json(const struct cs_layout_draft *draft, struct cs_buf *out,
                                    struct cs_diag *diag)
{
    struct cs_json json;
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_json_begin_object(&json);
    cs_json_put_string(&json, "comment",
                       "a first draft: check what each column means and its unit, then read with "
                       "--layout; docs/layouts.md says what else a layout can tell");
    cs_json_put_visible(&json, "name", draft->name);
    cs_json_put_visible(&json, "title", draft->title);
    cs_json_put_string(&json, "kind", draft->is_observations ? "observations" : "estimates");
    if (draft->has_decimal_comma)
        cs_json_put_string(&json, "decimal", "comma");
    put_requires(&json, draft);
    put_constants(&json, draft);
    cs_json_put_array(&json, "columns");
    for (size_t i = 0; i < draft->n_columns; i++)
        put_column(&json, &draft->columns[i]);
    cs_json_end_array(&json);
    cs_json_end_object(&json);
    return cs_json_finish(&json, diag);
}
