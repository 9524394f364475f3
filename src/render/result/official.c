/* Published projections, as JSON, paragraphs and rows. */
#include <math.h>
#include <stdlib.h>

#include "analysis/outlook/lookup.h"
#include "analysis/published/official.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/number.h"
#include "data/dataset.h"
#include "render/result/keys.h"
#include "render/result/projection.h"
#include "render/write/json.h"
#include "render/write/table.h"

static const char LINE_LABEL[] = "straight line between the two published years; not published";
static const char GAP_CAVEAT[] =
    "growth is compared, not levels: the two may count jobs differently";

static void put_openings(struct cs_json *json, const struct cs_openings *o, struct cs_arena *arena)
{
    cs_json_put_object(json, "openings_a_year");
    cs_json_put_number_or_null(json, "openings", o->openings, 1);
    cs_json_put_number_or_null(json, "net_change", o->net_change, 1);
    cs_json_put_number_or_null(json, "exits", o->exits, 1);
    cs_json_put_number_or_null(json, "transfers", o->transfers, 1);
    cs_json_put_number_or_null(json, "separations", o->separations, 1);
    cs_json_put_number_or_null(json, "replacement_share", o->replacement_share, 4);
    cs_json_put_string(json, "basis", cs_openings_basis_name(o->basis));
    cs_json_put_string(json, "basis_words", cs_openings_basis_words(o->basis));
    cs_json_put_string_or_null(json, "words", cs_openings_sentence(o, arena));
    cs_json_end_object(json);
}

static void put_path(struct cs_json *json, const struct cs_projection_row *row)
{
    cs_json_put_object(json, "path");
    cs_json_put_string(json, "label", LINE_LABEL);
    cs_json_put_array(json, "years");
    for (int year = row->period.start_year; year <= row->period.end_year; year++) {
        double jobs = cs_official_line(row, year);
        if (!isfinite(jobs))
            continue;
        cs_json_begin_object(json);
        cs_json_put_integer(json, "year", year);
        cs_json_put_number(json, "employment", jobs, 0);
        cs_json_put_bool(json, "is_published",
                         year == row->period.start_year || year == row->period.end_year);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_end_object(json);
}

static void put_gap(struct cs_json *json, const struct cs_official_shown *official)
{
    const struct cs_official_gap *gap = &official->gap;
    cs_json_put_object(json, "own");
    cs_json_put_string_or_null(json, "lack", gap->own ? NULL : official->own_lack);
    if (gap->own) {
        cs_json_put_integer(json, "from_data_up_to", gap->own->last_year);
        cs_json_put_number(json, "percent_change", gap->own_percent, 4);
        cs_json_put_number_or_null(json, "percent_change_lower_80", gap->own_low, 4);
        cs_json_put_number_or_null(json, "percent_change_upper_80", gap->own_high, 4);
        cs_json_put_number(json, "gap_percentage_points", gap->gap_points, 4);
        cs_json_put_bool(json, "published_is_inside_80", gap->is_inside);
        cs_json_put_string(json, "caveat", GAP_CAVEAT);
    }
    cs_json_end_object(json);
}

static void put_scenario(struct cs_json *json, const struct cs_scenario *scenario,
                         struct cs_arena *arena)
{
    cs_json_put_object(json, "scenario");
    cs_json_put_string(json, "label", "scenario under the user's assumption: not published");
    cs_json_put_bool(json, "growth_is_assumed", scenario->growth_is_assumed);
    cs_json_put_bool(json, "exits_are_assumed", scenario->exits_are_assumed);
    cs_json_put_number_or_null(json, "employment_projected", scenario->projected, 0);
    cs_json_put_number_or_null(json, "percent_change", scenario->percent, 4);
    put_openings(json, &scenario->openings, arena);
    cs_json_end_object(json);
}

static void put_figure(struct cs_json *json, const char *name, const struct cs_found *found)
{
    cs_json_put_quantity(json, name, found->quantity, found->unit);
}

void cs_official_put(struct cs_json *json, const struct cs_dataset *dataset,
                     const struct cs_official_shown *official, struct cs_arena *arena)
{
    const struct cs_projection_row *row = official->row;
    uint32_t keys[CS_N_DIMS] = {CS_NO_KEY, CS_NO_KEY, CS_NO_KEY, CS_NO_KEY, CS_NO_KEY};
    keys[CS_DIM_OCCUPATION] = official->occupation;
    keys[CS_DIM_REGION] = official->region;
    cs_json_begin_object(json);
    cs_json_put_keys(json, "key", dataset, keys);
    cs_json_put_string(json, "period", row->period_text);
    put_figure(json, "employment_base", &row->base);
    put_figure(json, "employment_projected", &row->projected);
    put_figure(json, "employment_change", &row->change);
    put_figure(json, "percent_change", &row->percent);
    cs_json_put_string_or_null(json, "growth_word", row->word);
    cs_json_put_number_or_null(json, "all_occupations_percent_change",
                               cs_found_number(&row->average), 4);
    put_openings(json, &official->openings, arena);
    put_path(json, row);
    if (official->gap.own || official->own_lack)
        put_gap(json, official);
    if (official->scenario)
        put_scenario(json, official->scenario, arena);
    cs_json_put_string(json, "source", row->percent.source ? row->percent.source->id : "");
    cs_json_end_object(json);
}

/* "850,000", "+3,530"; "not known" for NaN. In the arena. */
static const char *format_jobs(double jobs, int with_sign, struct cs_arena *arena)
{
    char digits[CS_NUMBER_TEXT_BYTES];
    if (!isfinite(jobs))
        return "not known";
    cs_number_format_grouped(fabs(jobs), 0, digits, sizeof digits);
    const char *sign = jobs < 0 ? "−" : with_sign ? "+" : "";
    return cs_arena_printf(arena, "%s%s", sign, digits);
}

static void say_openings(const struct cs_openings *o, struct cs_arena *arena, struct cs_buf *out)
{
    if (!isfinite(o->openings))
        return;
    cs_buf_printf(out, "  openings per year %s = %s change %s %s leaving",
                  format_jobs(o->openings, 0, arena), format_jobs(o->net_change, 1, arena), "+",
                  format_jobs(o->separations, 0, arena));
    if (o->basis == CS_OPENINGS_PUBLISHED && isfinite(o->exits))
        cs_buf_printf(out, "\n                   (%s leave the labor force, %s change occupation)",
                      format_jobs(o->exits, 0, arena), format_jobs(o->transfers, 0, arena));
    cs_buf_putc(out, '\n');
    const char *sentence = cs_openings_sentence(o, arena);
    if (sentence)
        cs_buf_printf(out, "  %s\n", sentence);
}

static void say_gap(const struct cs_official_shown *official, struct cs_buf *out)
{
    const struct cs_official_gap *gap = &official->gap;
    if (!gap->own) {
        if (official->own_lack)
            cs_buf_printf(out, "  own forecast     none: %s\n", official->own_lack);
        return;
    }
    cs_buf_printf(
        out,
        "  own forecast     %+.1f%% (80%% interval %+.1f to %+.1f%%), data up to %d\n  gap         "
        "     %+.1f percentage points; the published figure is %s our interval\n  %s\n",
        gap->own_percent, gap->own_low, gap->own_high, gap->own->last_year, gap->gap_points,
        gap->is_inside ? "inside" : "outside", GAP_CAVEAT);
}

static void say_scenario(const struct cs_scenario *scenario, struct cs_arena *arena,
                         struct cs_buf *out)
{
    cs_buf_printf(out, "  SCENARIO under the given assumption, not published: %s jobs, %+.1f%%\n",
                  format_jobs(scenario->projected, 0, arena), scenario->percent);
    say_openings(&scenario->openings, arena, out);
}

void cs_official_words(const struct cs_dataset *dataset, const struct cs_official_shown *official,
                       struct cs_arena *arena, struct cs_buf *out)
{
    const struct cs_projection_row *row = official->row;
    const struct cs_key *occupation =
        cs_dataset_key(dataset, CS_DIM_OCCUPATION, official->occupation);
    const struct cs_key *region = cs_dataset_key(dataset, CS_DIM_REGION, official->region);
    double average = cs_found_number(&row->average);
    cs_buf_printf(out, "%s (%s), %s, %s as published\n", cs_key_words(occupation), occupation->code,
                  region ? cs_key_words(region) : "region not stated", row->period_text);
    cs_buf_printf(out, "  employment       %s in %d, %s in %d (%s)\n",
                  format_jobs(cs_found_number(&row->base), 0, arena), row->period.start_year,
                  format_jobs(cs_found_number(&row->projected), 0, arena), row->period.end_year,
                  format_jobs(cs_found_number(&row->change), 1, arena));
    cs_buf_printf(out, "  growth           %+.1f%% over the period", row->percent.quantity.value);
    if (row->word)
        cs_buf_printf(out, ": %s", row->word);
    if (isfinite(average))
        cs_buf_printf(out, " (all occupations %+.1f%%)", average);
    cs_buf_putc(out, '\n');
    say_openings(&official->openings, arena, out);
    say_gap(official, out);
    if (official->scenario)
        say_scenario(official->scenario, arena, out);
    cs_buf_putc(out, '\n');
}

static const struct cs_table_column COLUMNS[] = {
    {"occupation", "occupation", 0, -1},
    {"title", "title", 0, -1},
    {"region", "region", 0, -1},
    {"period", "period", 0, -1},
    {"employment_base", "base", 1, 0},
    {"employment_projected", "projected", 1, 0},
    {"percent_change", "%", 1, 1},
    {"growth_word", "growth", 0, -1},
    {"openings_a_year", "openings per year", 1, 0},
    {"net_change_a_year", "net change per year", 1, 0},
    {"separations_a_year", "separations per year", 1, 0},
    {"openings_basis", "basis", 0, -1},
    {"replacement_share", "replacement", 1, 2},
    {"own_percent_change", "own %", 1, 1},
    {"gap_percentage_points", "gap", 1, 1},
    {"scenario_percent_change", "scenario %", 1, 1},
    {"scenario_openings_a_year", "scenario openings", 1, 0},
};
enum { N_COLUMNS = sizeof COLUMNS / sizeof *COLUMNS };

static void add_row(struct cs_table *table, const struct cs_dataset *dataset,
                    const struct cs_official_shown *official)
{
    const struct cs_projection_row *row = official->row;
    const struct cs_key *occupation =
        cs_dataset_key(dataset, CS_DIM_OCCUPATION, official->occupation);
    const struct cs_key *region = cs_dataset_key(dataset, CS_DIM_REGION, official->region);
    const struct cs_scenario *scenario = official->scenario;
    cs_table_add_text(table, occupation->code);
    cs_table_add_text(table, cs_key_words(occupation));
    cs_table_add_text(table, region ? region->code : NULL);
    cs_table_add_text(table, row->period_text);
    cs_table_add_quantity(table, row->base.quantity, 0);
    cs_table_add_quantity(table, row->projected.quantity, 0);
    cs_table_add_quantity(table, row->percent.quantity, 4);
    cs_table_add_text(table, row->word);
    cs_table_add_number(table, official->openings.openings, 1);
    cs_table_add_number(table, official->openings.net_change, 1);
    cs_table_add_number(table, official->openings.separations, 1);
    cs_table_add_text(table, cs_openings_basis_name(official->openings.basis));
    cs_table_add_number(table, official->openings.replacement_share, 4);
    cs_table_add_number(table, official->gap.own ? official->gap.own_percent : NAN, 4);
    cs_table_add_number(table, official->gap.own ? official->gap.gap_points : NAN, 4);
    cs_table_add_number(table, scenario ? scenario->percent : NAN, 4);
    cs_table_add_number(table, scenario ? scenario->openings.openings : NAN, 1);
}

enum cs_status cs_official_rows(const struct cs_projection_shown *shown,
                                enum cs_table_format format, struct cs_arena *arena,
                                struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_table table;
    cs_table_init(&table, arena, COLUMNS, N_COLUMNS);
    for (size_t i = 0; i < shown->n_official; i++)
        add_row(&table, shown->dataset, &shown->official[i]);
    return cs_table_print(&table, format, out, diag);
}
