/* The JSON of a comparison: every cell with unit, period and source, or why it is empty. */
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/beside.h"
#include "base/diag.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "render/beside/beside_parts.h"
#include "render/report/report_parts.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

static void put_columns(struct cs_json *json, const struct cs_beside *beside)
{
    cs_json_put_array(json, "columns");
    for (size_t i = 0; i < beside->columns.n; i++) {
        const struct cs_outlook_about *about = &beside->outlooks[i].about;
        cs_json_begin_object(json);
        cs_json_put_visible(json, "occupation", about->code);
        cs_json_put_visible(json, "title", about->title);
        cs_json_put_visible(json, "region", about->region_code);
        cs_json_put_visible(json, "name", about->region);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_cell(struct cs_json *json, const struct cs_beside_row *row,
                     const struct cs_beside_cell *cell, struct cs_arena *arena)
{
    const char *lack = cs_beside_lack_words(row, cell, arena);
    cs_json_begin_object(json);
    if (lack)
        cs_json_put_string(json, "absence", lack);
    else
        cs_report_put_found(json, &cell->found);
    cs_json_end_object(json);
}

static void put_row(struct cs_json *json, struct cs_beside *beside,
                    const struct cs_beside_section *section, const struct cs_beside_row *row)
{
    const struct cs_source *parities = beside->outlooks[0].regions.parity_source;
    const struct cs_beside_ask *ask = &row->info->ask;
    cs_json_begin_object(json);
    cs_json_put_string(json, "measure", cs_measure_info(ask->measure)->name);
    cs_json_put_string(json, "label", row->info->label);
    if (ask->per != CS_PER_NONE)
        cs_json_put_string(json, "per", cs_per_name(ask->per));
    if (ask->is_of_all)
        cs_json_put_bool(json, "is_of_all_occupations", 1);
    if (row->info->way == CS_BESIDE_AT_PARITY)
        cs_json_put_bool(json, "is_at_national_prices", 1);
    if (row->info->way == CS_BESIDE_AT_PARITY && parities)
        cs_json_put_visible(json, "price_parity_source", parities->id);
    if (row->info->way == CS_BESIDE_FROM_GROWTH)
        cs_json_put_bool(json, "is_part_of_openings", 1);
    cs_json_put_bool(json, "is_national", row->vintage.is_national);
    cs_json_put_array(json, "cells");
    for (size_t c = 0; c < section->n_columns; c++)
        put_cell(json, row, &row->cells[c], &beside->arena);
    cs_json_end_array(json);
    cs_json_end_object(json);
}

static void put_sections(struct cs_json *json, struct cs_beside *beside)
{
    cs_json_put_array(json, "sections");
    for (size_t i = 0; i < CS_N_BESIDE_SECTIONS; i++) {
        const struct cs_beside_section *section = &beside->sections[i];
        if (!section->n_rows)
            continue;
        cs_json_begin_object(json);
        cs_json_put_string(json, "name", section->info->name);
        cs_json_put_string(json, "title", cs_beside_heading(beside, section));
        cs_json_put_array(json, "rows");
        for (size_t r = 0; r < section->n_rows; r++)
            put_row(json, beside, section, &section->rows[r]);
        cs_json_end_array(json);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_texts(struct cs_json *json, struct cs_beside *beside)
{
    cs_json_put_array(json, "sentences");
    for (size_t i = 0; i < CS_N_BESIDE_LEADS; i++) {
        const char *lead = cs_beside_lead(beside, i);
        if (lead)
            cs_json_string(json, lead);
    }
    cs_json_end_array(json);
    cs_json_put_string_or_null(json, "notice", cs_beside_notice(beside));
    cs_json_put_string_or_null(json, "chart", beside->chart.name ? beside->chart.alt : NULL);
    cs_json_put_array(json, "caveats");
    for (size_t i = 0; i < beside->rests_on.caveats.n; i++)
        cs_json_string(json, beside->rests_on.caveats.items[i]);
    cs_json_end_array(json);
    cs_json_put_array(json, "sources");
    for (size_t i = 0; i < beside->rests_on.sources.n; i++)
        cs_envelope_source(json, beside->rests_on.sources.items[i]);
    cs_json_end_array(json);
}

enum cs_status cs_beside_put_json(struct cs_beside *beside, struct cs_diag *diag)
{
    struct cs_json json;
    struct cs_diag none;
    cs_diag_init(&none);
    cs_json_init(&json, &beside->json, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "beside", 1);
    put_columns(&json, beside);
    put_sections(&json, beside);
    put_texts(&json, beside);
    cs_envelope_end(&json, &none);
    return cs_json_finish(&json, diag);
}
