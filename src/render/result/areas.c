/* Areas of an occupation as JSON and as a table, side by side so that what is added to one is not
 * forgotten in the other. */
#include "render/result/areas.h"

#include <math.h>
#include <stdbool.h>

#include "base/buf.h"
#include "data/dataset.h"
#include "render/result/keys.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"
#include "stats/absence.h"

/* A part of the growth; absent unless both periods have all figures. */
static double part(const struct cs_area_row *row, double value)
{
    return row->parts_lack ? NAN : value;
}

static void put_row(struct cs_json *json, const struct cs_area_view *view,
                    const struct cs_area_row *row)
{
    cs_json_begin_object(json);
    cs_json_put_key(json, "region", cs_dataset_key(view->dataset, CS_DIM_REGION, row->region));
    cs_json_put_number_or_null(json, "employment", row->employment, 3);
    cs_json_put_number_or_null(json, "location_quotient", row->location_quotient, 6);
    cs_json_put_number_or_null(json, "location_quotient_published", row->published_quotient, 6);
    if (view->areas->from) {
        cs_json_put_object(json, "shift_share");
        cs_json_put_number_or_null(json, "change", part(row, row->parts.change), 3);
        cs_json_put_number_or_null(json, "national", part(row, row->parts.national), 3);
        cs_json_put_number_or_null(json, "occupation", part(row, row->parts.mix), 3);
        cs_json_put_number_or_null(json, "area", part(row, row->parts.competitive), 3);
        if (row->parts_lack)
            cs_json_put_string(json, "absent", cs_absence_name(row->parts_lack));
        cs_json_end_object(json);
    }
    cs_json_end_object(json);
}

enum cs_status cs_areas_json(const struct cs_area_view *view, struct cs_buf *out,
                             struct cs_diag *diag)
{
    struct cs_json json;
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "areas", 1);
    cs_json_put_key(&json, "occupation",
                    cs_dataset_key(view->dataset, CS_DIM_OCCUPATION, view->occupation));
    cs_json_put_string_or_null(&json, "from", view->areas->from);
    cs_json_put_string_or_null(&json, "to", view->areas->to);
    cs_json_put_integer(&json, "areas", (int64_t)view->areas->n_rows);
    cs_json_put_array(&json, "rows");
    for (size_t i = 0; i < view->n_shown; i++)
        put_row(&json, view, &view->areas->rows[i]);
    cs_json_end_array(&json);
    cs_envelope_sources(&json, view->dataset, NULL);
    cs_envelope_end(&json, diag);
    return cs_json_finish(&json, diag);
}

enum cs_status cs_areas_table(const struct cs_area_view *view, enum cs_table_format format,
                              struct cs_arena *arena, struct cs_buf *out, struct cs_diag *diag)
{
    static const struct cs_table_column columns[] = {
        {"region", "region", 0, -1},
        {"employment", "jobs", 1, 0},
        {"location_quotient", "location quotient", 1, 2},
        {"location_quotient_published", "as published", 1, 2},
        {"change", "change", 1, 0},
        {"national", "as the nation", 1, 0},
        {"occupation", "as the occupation", 1, 0},
        {"area", "the area's own", 1, 0},
    };
    const struct cs_areas *areas = view->areas;
    bool is_for_people = format == CS_TABLE_TEXT || format == CS_TABLE_MARKDOWN;
    struct cs_table table;
    cs_table_init(&table, arena, columns, areas->from ? 8 : 4);
    for (size_t i = 0; i < view->n_shown; i++) {
        const struct cs_area_row *row = &areas->rows[i];
        const struct cs_key *key = cs_dataset_key(view->dataset, CS_DIM_REGION, row->region);
        cs_table_add_text(&table, is_for_people ? cs_key_words(key) : key->code);
        cs_table_add_number(&table, row->employment, 3);
        cs_table_add_number(&table, row->location_quotient, 6);
        cs_table_add_number(&table, row->published_quotient, 6);
        if (!areas->from)
            continue;
        cs_table_add_number(&table, part(row, row->parts.change), 3);
        cs_table_add_number(&table, part(row, row->parts.national), 3);
        cs_table_add_number(&table, part(row, row->parts.mix), 3);
        cs_table_add_number(&table, part(row, row->parts.competitive), 3);
    }
    if (is_for_people) {
        const struct cs_key *key =
            cs_dataset_key(view->dataset, CS_DIM_OCCUPATION, view->occupation);
        cs_buf_printf(out, "%s by area, %s%s%s\n\n", cs_key_words(key),
                      areas->from ? areas->from : "", areas->from ? " to " : "",
                      areas->to ? areas->to : "");
    }
    return cs_table_print(&table, format, out, diag);
}
