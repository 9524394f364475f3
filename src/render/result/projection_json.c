/* A forecast for programs, with everything that led to it: events, weights, features, steps. */
#include <math.h>

#include "analysis/published/projection.h"
#include "analysis/published/reconcile.h"
#include "base/arena.h"
#include "data/measure.h"
#include "data/quantity.h"
#include "data/series.h"
#include "render/result/keys.h"
#include "render/result/projection.h"
#include "render/result/series_source.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "stats/forecast/forecast.h"
#include "stats/absence.h"

static void put_weights(struct cs_json *json, const struct cs_projected *row)
{
    cs_json_put_object(json, "weights");
    for (size_t m = 0; m < CS_N_FORECAST_MEMBERS; m++)
        if (row->weights[m] > 0)
            cs_json_put_number(json, cs_forecast_member_name(m), row->weights[m], 4);
    cs_json_end_object(json);
}

/* Why the weights are what they are. */
static void put_features(struct cs_json *json, const struct cs_projected *row)
{
    cs_json_put_object(json, "features");
    for (size_t i = 0; i < CS_N_FORECAST_FEATURES; i++)
        cs_json_put_number(json, cs_forecast_feature_name(i), row->features[i], 4);
    cs_json_end_object(json);
}

static void put_events(struct cs_json *json, const struct cs_series *series)
{
    cs_json_put_array(json, "events");
    for (size_t i = 0; i < series->n_events; i++) {
        cs_json_begin_object(json);
        cs_json_put_integer(json, "year", series->events[i].year);
        cs_json_put_string(json, "kind", cs_series_event_name(series->events[i].kind));
        cs_json_put_string(json, "words", cs_series_event_words(series->events[i].kind));
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

/* A step unlike the others: at the end an outlier or a break, before it a break. */
static void put_leap(struct cs_json *json, const struct cs_projected *row, int decimals)
{
    if (!row->leap_year) {
        cs_json_put_null(json, "leap");
        return;
    }
    cs_json_put_object(json, "leap");
    cs_json_put_integer(json, "year", row->leap_year);
    cs_json_put_string(json, "kind", row->leap_year == row->last_year ? "last_year" : "break");
    cs_json_put_number(json, "step", row->leap.step, decimals);
    cs_json_put_number(json, "usual_step", row->leap.usual, decimals);
    cs_json_end_object(json);
}

static void put_chains(struct cs_json *json, const struct cs_projected *row)
{
    if (!row->chains.were_run)
        return;
    cs_json_put_object(json, "chains");
    cs_json_put_bool(json, "have_agreed", row->chains.have_agreed);
    cs_json_put_number_or_null(json, "rhat", row->chains.rhat, 4);
    cs_json_put_number_or_null(json, "effective_draws", row->chains.ess, 1);
    cs_json_put_integer(json, "draws", (int64_t)row->chains.n_draws);
    cs_json_end_object(json);
}

static void put_steps(struct cs_json *json, const struct cs_projected *row, int decimals)
{
    cs_json_put_array(json, "steps");
    for (size_t h = 0; h < row->horizon; h++) {
        const struct cs_forecast_step *step = &row->steps[h];
        cs_json_begin_object(json);
        cs_json_put_integer(json, "year", row->last_year + (int)h + 1);
        cs_json_put_number(json, "point", step->point, decimals);
        cs_json_put_number_or_null(json, "lower_80", step->lower_80, decimals);
        cs_json_put_number_or_null(json, "upper_80", step->upper_80, decimals);
        cs_json_put_number_or_null(json, "lower_95", step->lower_95, decimals);
        cs_json_put_number_or_null(json, "upper_95", step->upper_95, decimals);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_change(struct cs_json *json, const struct cs_projected *row)
{
    cs_json_put_number_or_null(json, "percent_change", row->percent, 4);
    cs_json_put_number_or_null(json, "percent_change_lower_80", row->percent_low, 4);
    cs_json_put_number_or_null(json, "percent_change_upper_80", row->percent_high, 4);
    cs_json_put_number_or_null(json, "yearly_percent", row->yearly_percent, 4);
}

static void put_real(struct cs_json *json, const struct cs_projected *row, int year, int decimals)
{
    cs_json_put_object(json, "real");
    cs_json_put_integer(json, "prices_of", year);
    cs_json_put_string_or_null(json, "refusal", row->refusal);
    if (!row->refusal) {
        cs_json_put_number(json, "last", row->last, decimals);
        put_change(json, row);
        put_steps(json, row, decimals);
    }
    cs_json_end_object(json);
}

static void put_scenario(struct cs_json *json, const struct cs_projected *row,
                         const struct cs_assumed_growth *growth, int decimals)
{
    cs_json_put_object(json, "scenario");
    cs_json_put_string(json, "label", "scenario under an assumed growth: not a forecast");
    cs_json_put_number(json, "growth_percent", growth->percent, 6);
    cs_json_put_string(json, "growth_over", growth->is_yearly ? "a year" : "the whole horizon");
    cs_json_put_array(json, "steps");
    for (size_t h = 0; h < row->horizon; h++) {
        cs_json_begin_object(json);
        cs_json_put_integer(json, "year", row->last_year + (int)h + 1);
        cs_json_put_number(json, "value", cs_projection_assume(row, *growth, h + 1), decimals);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_end_object(json);
}

static void put_forecast(struct cs_json *json, const struct cs_projection_shown *shown, size_t i,
                         int decimals)
{
    const struct cs_projected *row = &shown->projection->rows[i];
    cs_json_put_integer(json, "first_year", row->series->first_year);
    cs_json_put_integer(json, "last_year", row->last_year);
    cs_json_put_number(json, "last", row->last, decimals);
    cs_json_put_integer(json, "n", (int64_t)(row->series->n + row->series->n_test));
    cs_json_put_integer(json, "n_used", (int64_t)row->n_used);
    cs_json_put_integer(json, "evidence_until", row->evidence_until);
    cs_json_put_integer(json, "outliers", (int64_t)row->n_outliers);
    put_leap(json, row, decimals);
    put_chains(json, row);
    put_weights(json, row);
    if (shown->projection->method == CS_FORECAST_AUTO)
        put_features(json, row);
    cs_json_put_number(json, "trend_factor", row->trend_factor, 4);
    put_change(json, row);
    cs_json_put_string_or_null(json, "no_interval",
                               row->interval_lack ? cs_absence_words(row->interval_lack) : NULL);
    put_steps(json, row, decimals);
    if (shown->real)
        put_real(json, &shown->real->rows[i], shown->real_year, decimals);
    if (shown->assumed)
        put_scenario(json, row, shown->assumed, decimals);
}

static void put_series(struct cs_json *json, const struct cs_projection_shown *shown, size_t i)
{
    const struct cs_projected *row = &shown->projection->rows[i];
    char unit[CS_UNIT_TEXT_BYTES];
    int decimals = shown->dataset ? cs_unit_decimals(row->series->unit) : CS_JSON_EXACT;
    cs_json_begin_object(json);
    if (shown->dataset)
        cs_json_put_keys(json, "key", shown->dataset, row->series->key);
    else
        cs_json_put_visible(json, "name", row->series->name);
    cs_json_put_string(json, "unit", cs_unit_format(row->series->unit, unit));
    cs_json_put_string_or_null(json, "refusal", row->refusal);
    if (!row->refusal)
        put_forecast(json, shown, i, decimals);
    put_events(json, row->series);
    cs_json_end_object(json);
}

static void put_projection(struct cs_json *json, const struct cs_projection_shown *shown)
{
    const struct cs_projection *projection = shown->projection;
    cs_json_put_string_or_null(json, "measure",
                               shown->dataset ? cs_measure_info(shown->set->measure)->name : NULL);
    cs_json_put_object(json, "method");
    cs_json_put_string(json, "name", cs_forecast_method_name(projection->method));
    cs_json_put_string(json, "words", cs_forecast_method_words(projection->method));
    cs_json_end_object(json);
    cs_json_put_integer(json, "refused", (int64_t)projection->n_refused);
    if (shown->way != CS_RECONCILE_NONE) {
        cs_json_put_object(json, "reconciled");
        cs_json_put_string(json, "way", cs_reconcile_way_name(shown->way));
        cs_json_put_integer(json, "whole", (int64_t)shown->group.whole);
        cs_json_put_integer(json, "parts", (int64_t)shown->group.n_parts);
        cs_json_put_number(json, "parts_of_whole", shown->share, 6);
        cs_json_end_object(json);
    }
    cs_json_put_array(json, "series");
    for (size_t i = 0; i < projection->n_rows; i++)
        put_series(json, shown, i);
    cs_json_end_array(json);
}

enum cs_status cs_projection_json(const struct cs_projection_shown *shown, struct cs_buf *out,
                                  struct cs_diag *diag)
{
    struct cs_json json;
    struct cs_arena arena;
    cs_arena_init(&arena);
    cs_json_init(&json, out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "projection", 1);
    if (shown->projection)
        put_projection(&json, shown);
    cs_json_put_array(&json, "official");
    for (size_t i = 0; i < shown->n_official; i++)
        cs_official_put(&json, shown->dataset, &shown->official[i], &arena);
    cs_json_end_array(&json);
    cs_json_put_string_or_null(&json, "caveat", shown->caveat);
    cs_json_put_series_sources(&json, shown->set, shown->dataset);
    cs_envelope_end(&json, diag);
    cs_arena_clear(&arena);
    return cs_json_finish(&json, diag);
}
