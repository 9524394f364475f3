/* summary.json: every figure of a report with its unit, period and source. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/diag.h"
#include "data/quantity.h"
#include "render/report/report_parts.h"
#include "render/write/envelope.h"
#include "render/write/json.h"

static void put_period(struct cs_json *json, const struct cs_found *found)
{
    if (found->period_text && *found->period_text)
        cs_json_put_visible(json, "period", found->period_text);
    else
        cs_json_put_null(json, "period");
}

void cs_report_put_found(struct cs_json *json, const struct cs_found *found)
{
    if (found->text) {
        cs_json_put_visible(json, "text", found->text);
    } else {
        char unit[CS_UNIT_TEXT_BYTES];
        cs_json_put_number_or_null(json, "value", cs_found_number(found),
                                   cs_unit_decimals(found->unit));
        cs_json_put_string(json, "unit", cs_unit_format(found->unit, unit));
    }
    cs_json_put_string(json, "presence", cs_presence_name(found->quantity.presence));
    put_period(json, found);
    cs_json_put_visible(json, "source", found->source->id);
    if (found->note && *found->note)
        cs_json_put_visible(json, "note", found->note);
}

static void put_found(struct cs_json *json, const char *name, const struct cs_found *found)
{
    if (!found->estimate)
        return;
    cs_json_put_object(json, name);
    cs_report_put_found(json, found);
    cs_json_end_object(json);
}

static void put_source_id(struct cs_json *json, const char *name, const struct cs_source *source)
{
    if (source)
        cs_json_put_visible(json, name, source->id);
}

/* Of amounts worked out from a figure: an hour's pay keeps its cents. */
static int cents_of(const struct cs_found *found)
{
    return found->unit.per == CS_PER_HOUR ? 2 : 0;
}

static void put_fact(struct cs_json *json, const char *name, const struct cs_fact *fact)
{
    if (!fact->now.estimate)
        return;
    cs_json_put_object(json, name);
    put_found(json, "now", &fact->now);
    put_found(json, "before", &fact->before);
    if (!isnan(fact->percent))
        cs_json_put_number(json, "percent_change", fact->percent, 4);
    cs_json_end_object(json);
}

static void put_facts(struct cs_json *json, const struct cs_outlook *o)
{
    cs_json_put_object(json, "facts");
    put_fact(json, "wage_median", &o->pay.median);
    put_fact(json, "wage_mean", &o->pay.mean);
    put_found(json, "wage_median_older", &o->pay.too_old);
    put_fact(json, "employment", &o->jobs.employment);
    put_found(json, "wage_median_all_occupations", &o->pay.all_median);
    put_found(json, "wage_median_nation", &o->pay.nation_median);
    put_found(json, "wage_median_nation_same_period", &o->pay.nation_then);
    put_found(json, "wage_mean_rse", &o->pay.mean_rse);
    put_found(json, "employment_rse", &o->jobs.employment_rse);
    put_found(json, "location_quotient", &o->jobs.location_quotient);
    put_found(json, "jobs_per_1000", &o->jobs.jobs_per_1000);
    put_found(json, "self_employed_percent", &o->jobs.self_employed);
    put_found(json, "education_typical", &o->entry.education);
    put_found(json, "work_experience", &o->entry.experience);
    put_found(json, "training", &o->entry.training);
    put_found(json, "percent_change_older", &o->projected.too_old);
    cs_json_end_object(json);
}

static void put_percentiles(struct cs_json *json, const char *name, const struct cs_found *found)
{
    static const char *const names[CS_N_PERCENTILES] = {"p10", "p25", "median", "p75", "p90"};
    cs_json_put_object(json, name);
    for (size_t i = 0; i < CS_N_PERCENTILES; i++)
        put_found(json, names[i], &found[i]);
    cs_json_end_object(json);
}

static void put_levels(struct cs_json *json, const struct cs_outlook *o)
{
    cs_json_put_array(json, "levels");
    for (size_t i = 0; i < o->levels.n; i++) {
        cs_json_begin_object(json);
        cs_json_put_visible(json, "level", o->levels.rows[i].code);
        cs_json_put_visible(json, "title", o->levels.rows[i].title);
        if (o->levels.rows[i].definition)
            cs_json_put_visible(json, "definition", o->levels.rows[i].definition);
        put_found(json, "median", &o->levels.rows[i].median);
        put_found(json, "mean", &o->levels.rows[i].mean);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_regions(struct cs_json *json, const struct cs_outlook *o)
{
    cs_json_put_array(json, "regions");
    for (size_t i = 0; i < o->regions.n; i++) {
        const struct cs_region_row *row = &o->regions.rows[i];
        cs_json_begin_object(json);
        cs_json_put_visible(json, "region", row->code);
        cs_json_put_visible(json, "name", row->name);
        put_found(json, "median", &row->median);
        put_found(json, "employment", &row->employment);
        put_found(json, "location_quotient", &row->location_quotient);
        if (!isnan(row->at_parity)) {
            cs_json_put_number(json, "median_at_national_prices", row->at_parity,
                               cents_of(&row->median));
            cs_json_put_number(json, "price_parity", row->parity, 3);
            cs_json_put_integer(json, "price_parity_year", o->regions.parity_year);
            put_source_id(json, "price_parity_source", o->regions.parity_source);
        }
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_older_regions(struct cs_json *json, const struct cs_outlook *o)
{
    if (!o->regions.n_older)
        return;
    cs_json_put_array(json, "regions_older");
    for (size_t i = 0; i < o->regions.n_older; i++) {
        cs_json_begin_object(json);
        cs_json_put_visible(json, "region", o->regions.older[i].code);
        cs_json_put_visible(json, "name", o->regions.older[i].name);
        put_found(json, "median", &o->regions.older[i].median);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_areas(struct cs_json *json, const struct cs_outlook *o)
{
    if (!o->metros.n)
        return;
    cs_json_put_array(json, "metro_areas");
    for (size_t i = 0; i < o->metros.n; i++) {
        cs_json_begin_object(json);
        cs_json_put_visible(json, "region", o->metros.rows[i].code);
        cs_json_put_visible(json, "name", o->metros.rows[i].name);
        put_found(json, "median", &o->metros.rows[i].median);
        put_found(json, "employment", &o->metros.rows[i].employment);
        put_found(json, "location_quotient", &o->metros.rows[i].location_quotient);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_projections(struct cs_json *json, const struct cs_outlook *o)
{
    cs_json_put_array(json, "projections");
    for (size_t i = o->projected.n; i-- > 0;) {
        const struct cs_projection_row *row = &o->projected.rows[i];
        cs_json_begin_object(json);
        cs_json_put_visible(json, "period", row->period_text);
        put_found(json, "employment_base", &row->base);
        put_found(json, "employment_projected", &row->projected);
        put_found(json, "employment_change", &row->change);
        put_found(json, "percent_change", &row->percent);
        put_found(json, "percent_change_all_occupations", &row->average);
        if (row->word)
            cs_json_put_visible(json, "growth_word", row->word);
        put_found(json, "openings_annual", &row->openings);
        put_found(json, "exits_annual", &row->exits);
        put_found(json, "transfers_annual", &row->transfers);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_years(struct cs_json *json, const struct cs_outlook *o)
{
    cs_json_put_array(json, "history");
    for (size_t i = 0; i < o->years.n; i++) {
        const struct cs_year_row *row = &o->years.rows[i];
        cs_json_begin_object(json);
        put_found(json, "median", &row->median);
        if (!isnan(row->real)) {
            cs_json_put_number(json, "median_real", row->real, cents_of(&row->median));
            cs_json_put_integer(json, "prices_of", o->years.real_year);
            put_source_id(json, "prices_source", o->years.price_source);
        }
        put_found(json, "employment", &row->employment);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_industries(struct cs_json *json, const struct cs_outlook *o)
{
    cs_json_put_array(json, "industries");
    for (size_t i = 0; i < o->industries.n; i++) {
        cs_json_begin_object(json);
        cs_json_put_visible(json, "industry", o->industries.rows[i].title);
        put_found(json, "employment", &o->industries.rows[i].employment);
        put_found(json, "share", &o->industries.rows[i].share);
        put_found(json, "wage_mean", &o->industries.rows[i].mean);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_countries(struct cs_json *json, const struct cs_outlook *o)
{
    cs_json_put_array(json, "world");
    for (size_t i = 0; i < o->countries.n; i++) {
        const struct cs_country_row *row = &o->countries.rows[i];
        cs_json_begin_object(json);
        cs_json_put_visible(json, "region", row->code);
        cs_json_put_visible(json, "name", row->name);
        put_found(json, "low", &row->low);
        put_found(json, "high", &row->high);
        if (!isnan(row->low_common)) {
            cs_json_put_object(json, "converted");
            cs_json_put_string(json, "currency", o->countries.currency);
            cs_json_put_number(json, "low_per_year", row->low_common, 0);
            cs_json_put_number(json, "high_per_year", row->high_common, 0);
            cs_json_put_number(json, "rate", row->rate, 6);
            cs_json_put_integer(json, "rate_year", o->countries.rate_year);
            put_source_id(json, "rate_source", o->countries.rate_source);
            cs_json_end_object(json);
        }
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_abroad(struct cs_json *json, const struct cs_outlook *o)
{
    if (!o->abroad.n)
        return;
    cs_json_put_array(json, "abroad");
    for (size_t i = 0; i < o->abroad.n; i++) {
        const struct cs_abroad_row *row = &o->abroad.rows[i];
        cs_json_begin_object(json);
        cs_json_put_visible(json, "region", row->code);
        cs_json_put_visible(json, "name", row->name);
        cs_json_put_string(json, "occupation", row->is_own ? o->about.code : "00-0000");
        cs_json_put_string(json, "measure", row->is_median ? "wage_median" : "wage_mean");
        put_found(json, "pay", &row->pay);
        if (!isnan(row->at_rate)) {
            cs_json_put_number(json, "usd_per_year", row->at_rate, 0);
            cs_json_put_integer(json, "rate_year", row->rate_year);
        }
        if (!isnan(row->at_power))
            cs_json_put_number(json, "international_dollars_per_year", row->at_power, 0);
        if (!isnan(row->at_power) && row->power_year)
            cs_json_put_integer(json, "power_year", row->power_year);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

/* Rows under one of two names: those that somebody named, and those nearest by code. */
static void put_related(struct cs_json *json, const struct cs_outlook *o, const char *name,
                        bool is_theirs)
{
    cs_json_put_array(json, name);
    for (size_t i = 0; is_theirs && i < o->related.n; i++) {
        const struct cs_related_row *row = &o->related.rows[i];
        if (row->is_self)
            continue;
        cs_json_begin_object(json);
        cs_json_put_visible(json, "occupation", row->code);
        cs_json_put_visible(json, "title", row->title);
        put_found(json, "wage_median", &row->median);
        put_found(json, "percent_change", &row->percent);
        put_found(json, "openings_annual", &row->openings);
        put_found(json, "education_typical", &row->education);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

static void put_head(struct cs_json *json, const struct cs_report *report)
{
    const struct cs_outlook *o = &report->outlook;
    cs_json_put_object(json, "occupation");
    cs_json_put_visible(json, "code", o->about.code);
    cs_json_put_visible(json, "title", o->about.title);
    cs_json_end_object(json);
    cs_json_put_object(json, "region");
    cs_json_put_visible(json, "code", o->about.region_code);
    cs_json_put_visible(json, "name", o->about.region);
    cs_json_put_visible(json, "pay_is_of", o->pay.region_code);
    cs_json_put_visible(json, "projection_is_of",
                        o->projected.is_fallback ? "US" : o->about.region_code);
    cs_json_end_object(json);
}

static void put_texts(struct cs_json *json, const struct cs_report *report)
{
    const struct cs_outlook *o = &report->outlook;
    cs_json_put_array(json, "caveats");
    for (size_t i = 0; i < o->caveats.n; i++)
        cs_json_string(json, o->caveats.items[i]);
    cs_json_end_array(json);
    cs_json_put_array(json, "charts");
    for (size_t i = 0; i < CS_N_SECTIONS; i++) {
        if (!report->charts[i].name)
            continue;
        cs_json_begin_object(json);
        cs_json_put_string(json, "name", report->charts[i].name);
        cs_json_put_visible(json, "alt", report->charts[i].alt);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
    cs_json_put_array(json, "sources");
    for (size_t i = 0; i < o->sources.n; i++)
        cs_envelope_source(json, o->sources.items[i]);
    cs_json_end_array(json);
}

enum cs_status cs_report_put_json(struct cs_report *report, struct cs_diag *diag)
{
    struct cs_json json;
    struct cs_diag none;
    const struct cs_outlook *o = &report->outlook;
    cs_diag_init(&none);
    cs_json_init(&json, &report->json, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "report", 1);
    put_head(&json, report);
    put_facts(&json, o);
    put_percentiles(&json, "percentiles_annual", o->pay.percentiles);
    put_percentiles(&json, "percentiles_hourly", o->pay.hourly);
    put_levels(&json, o);
    put_regions(&json, o);
    put_older_regions(&json, o);
    put_areas(&json, o);
    put_projections(&json, o);
    put_years(&json, o);
    put_industries(&json, o);
    put_countries(&json, o);
    put_abroad(&json, o);
    put_related(&json, o, "related", o->related.by != CS_RELATED_BY_CODE);
    if (o->related.n > 1)
        put_source_id(&json, "related_source", o->related.source);
    put_related(&json, o, "next_in_classification", o->related.by == CS_RELATED_BY_CODE);
    cs_report_put_work_json(&json, report);
    put_texts(&json, report);
    cs_envelope_end(&json, &none);
    return cs_json_finish(&json, diag);
}
