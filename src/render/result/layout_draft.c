/* A drafted layout as the JSON of a layout file, ready to be corrected by hand. */
#include "render/result/layout_draft.h"

#include <string.h>

#include "render/write/json.h"

static void put_column(struct cs_json *json, const struct cs_draft_column *column)
{
    cs_json_begin_object(json);
    cs_json_put_visible(json, "header", column->header);
    cs_json_put_string(json, column->what, column->value);
    if (column->part)
        cs_json_put_string(json, "part", column->part);
    if (column->unit)
        cs_json_put_string(json, "unit", column->unit);
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
    cs_json_put_array(&json, "columns");
    for (size_t i = 0; i < draft->n_columns; i++)
        put_column(&json, &draft->columns[i]);
    cs_json_end_array(&json);
    cs_json_end_object(&json);
    return cs_json_finish(&json, diag);
}
