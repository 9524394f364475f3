/* The sections of an outlook in turn, each from its own module; what a section falls back on is
 * decided here, once for all. */
#include "analysis/outlook/outlook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/breakdown.h"
#include "analysis/outlook/lookup.h"
#include "analysis/outlook/outlook_parts.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "data/reference.h"

static const char *region_title(const struct cs_outlook_data *data, const char *code)
{
    const struct cs_region *region =
        data->reference ? cs_reference_region(data->reference, cs_span_of(code)) : NULL;
    if (region)
        return region->name;
    const struct cs_key *key = cs_dataset_key(cs_lookup_dataset(data->lookup), CS_DIM_REGION,
                                              cs_lookup_key(data->lookup, CS_DIM_REGION, code));
    return key ? key->title : code;
}

/* The query for an occupation in the region that has figures of a measure: the one asked for, else
 * the nation. Returns whether it had to fall back. */
static int choose_region(const struct cs_outlook_data *data, const struct cs_outlook *out,
                         enum cs_measure measure, struct cs_query *query)
{
    struct cs_found found;
    uint32_t asked = cs_lookup_key(data->lookup, CS_DIM_REGION, out->region_code);
    uint32_t nation = cs_lookup_key(data->lookup, CS_DIM_REGION, "US");
    *query = cs_query_of(measure, out->occupation_key, asked);
    if (asked != CS_NO_KEY && cs_lookup_value(data->lookup, query, &found))
        return 0;
    query->region = nation == CS_NO_KEY ? asked : nation;
    return strcmp(out->region_code, "US") != 0;
}

static struct cs_fact find_fact(const struct cs_lookup *lookup, struct cs_query query,
                                enum cs_measure measure)
{
    struct cs_fact fact = {.percent = NAN};
    query.measure = measure;
    cs_lookup_find(lookup, &query, &fact.now);
    cs_lookup_before(lookup, &query, &fact.now, &fact.before);
    double now = cs_found_number(&fact.now), before = cs_found_number(&fact.before);
    int compare = fact.now.estimate && fact.before.estimate && before > 0 &&
                  cs_unit_equals(fact.now.unit, fact.before.unit) &&
                  fact.now.quantity.presence == CS_PRESENT &&
                  fact.before.quantity.presence == CS_PRESENT;
    if (compare)
        fact.percent = (now / before - 1) * 100;
    return fact;
}

/* The vintage of the percentiles: the median's, or an older one when that has none. A projection's
 * table prints the median alone, a year before the pay survey is at hand. */
static struct cs_period percentile_period(const struct cs_lookup *lookup,
                                          const struct cs_query *query,
                                          const struct cs_found *median)
{
    struct cs_query lower = *query;
    struct cs_found found;
    lower.measure = CS_WAGE_P25;
    lower.needs_value = 1;
    lower.per = (enum cs_per)median->unit.per;
    return cs_lookup_find(lookup, &lower, &found) && found.period.start_year ? found.period
                                                                             : median->period;
}

static void find_pay(const struct cs_outlook_data *data, const struct cs_query *query,
                     struct cs_outlook *out)
{
    static const enum cs_measure measures[CS_N_PERCENTILES] = {
        CS_WAGE_P10, CS_WAGE_P25, CS_WAGE_MEDIAN, CS_WAGE_P75, CS_WAGE_P90};
    const struct cs_lookup *lookup = data->lookup;
    out->median = find_fact(lookup, *query, CS_WAGE_MEDIAN);
    out->mean = find_fact(lookup, *query, CS_WAGE_MEAN);
    out->employment = find_fact(lookup, *query, CS_EMPLOYMENT);
    struct cs_query same = *query; /* one vintage for all that stands beside the median */
    same.when = CS_WHEN_EXACT;
    same.period = percentile_period(lookup, query, &out->median.now);
    for (size_t i = 0; i < CS_N_PERCENTILES; i++) {
        same.per = (enum cs_per)out->median.now.unit.per;
        out->percentiles[i] = cs_lookup_at(lookup, same, measures[i]);
        same.per = CS_PER_HOUR;
        out->hourly[i] = cs_lookup_at(lookup, same, measures[i]);
    }
    same.per = (enum cs_per)out->median.now.unit.per;
    same.period = out->median.now.period;
    out->mean_rse = cs_lookup_at(lookup, same, CS_WAGE_MEAN_RSE);
    out->employment_rse = cs_lookup_at(lookup, same, CS_EMPLOYMENT_RSE);
    out->location_quotient = cs_lookup_at(lookup, same, CS_LOCATION_QUOTIENT);
    out->jobs_per_1000 = cs_lookup_at(lookup, same, CS_JOBS_PER_1000);
    same.occupation = cs_lookup_key(lookup, CS_DIM_OCCUPATION, "00-0000");
    for (size_t i = 0; i < CS_N_PERCENTILES; i++)
        out->all_percentiles[i] = cs_lookup_at(lookup, same, measures[i]);
    out->all_median = out->all_percentiles[2];
    struct cs_query nation = *query;
    nation.region = cs_lookup_key(lookup, CS_DIM_REGION, "US");
    if (nation.region == query->region)
        return;
    out->nation_median = cs_lookup_at(lookup, nation, CS_WAGE_MEDIAN);
    nation.when = CS_WHEN_EXACT;
    nation.period = out->median.now.period;
    nation.per = (enum cs_per)out->median.now.unit.per;
    out->nation_then = cs_lookup_at(lookup, nation, CS_WAGE_MEDIAN);
}

static enum cs_status find_projection(const struct cs_outlook_data *data,
                                      const struct cs_breakdown *by, struct cs_outlook *out,
                                      struct cs_diag *diag)
{
    out->education = cs_lookup_at(data->lookup, by->query, CS_EDUCATION_TYPICAL);
    out->experience = cs_lookup_at(data->lookup, by->query, CS_WORK_EXPERIENCE);
    out->training = cs_lookup_at(data->lookup, by->query, CS_TRAINING);
    out->self_employed = cs_lookup_at(data->lookup, by->query, CS_SELF_EMPLOYED_PERCENT);
    enum cs_status status = cs_projection_rows(by, &out->projections, &out->n_projections, diag);
    if (status != CS_OK || !out->n_projections)
        return status;
    out->projection = &out->projections[out->n_projections - 1];
    for (size_t i = 0; i < out->n_projections; i++) {
        const struct cs_projection_row *row = &out->projections[i];
        if (!isnan(cs_found_number(&row->exits)) && !isnan(cs_found_number(&row->transfers)) &&
            !isnan(cs_found_number(&row->change)))
            out->split = row;
    }
    return CS_OK;
}

/* Regions and countries are those of the whole nation or world, whatever region is asked for. */
static enum cs_status find_breakdowns(const struct cs_outlook_data *data,
                                      const struct cs_breakdown *pay, struct cs_outlook *out,
                                      struct cs_diag *diag)
{
    struct cs_breakdown nation = *pay;
    nation.query.region = cs_lookup_key(data->lookup, CS_DIM_REGION, "US");
    enum cs_status status = cs_level_rows(pay, &out->levels, &out->n_levels, diag);
    out->levels_region_code = out->n_levels ? out->pay_region_code : "US";
    out->levels_region = region_title(data, out->levels_region_code);
    if (status == CS_OK && out->n_levels == 0)
        status = cs_level_rows(&nation, &out->levels, &out->n_levels, diag);
    if (status == CS_OK)
        status = cs_region_rows_find(&nation, &out->regions, diag);
    if (status == CS_OK)
        status = cs_country_rows_find(&nation, &out->countries, diag);
    if (status == CS_OK)
        status = cs_industry_rows(&nation, &out->industries, &out->n_industries, diag);
    if (status == CS_OK)
        status = cs_year_rows_find(pay, &out->years, diag);
    return status;
}

static enum cs_status name_occupation(const struct cs_outlook_data *data, const char *occupation,
                                      struct cs_outlook *out, struct cs_diag *diag)
{
    out->occupation_key = cs_lookup_key(data->lookup, CS_DIM_OCCUPATION, occupation);
    const struct cs_key *key =
        cs_dataset_key(cs_lookup_dataset(data->lookup), CS_DIM_OCCUPATION, out->occupation_key);
    struct cs_shown shown;
    if (!key)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "the data hold nothing about occupation %s",
                       cs_show(&shown, occupation, strlen(occupation)));
    out->code = key->code;
    out->title = key->title;
    for (size_t i = 0; data->reference && i < data->reference->n_occupations; i++)
        if (strcmp(data->reference->occupations[i].code, key->code) == 0 &&
            strcmp(key->title, key->code) == 0)
            out->title = data->reference->occupations[i].title;
    return CS_OK;
}

/* Nothing for the region and nothing for the nation: says for which regions there is pay. */
static enum cs_status fail_nothing(const struct cs_outlook_data *data, const struct cs_outlook *out,
                                   struct cs_arena *arena, struct cs_diag *diag)
{
    enum { MOST = 8 };
    struct cs_query query = cs_query_of(CS_WAGE_MEDIAN, out->occupation_key, CS_NO_KEY);
    const char *hint = NULL;
    struct cs_key_list regions = {.arena = arena};
    enum cs_status status = cs_lookup_list(data->lookup, &query, CS_DIM_REGION, &regions, diag);
    if (status != CS_OK)
        return status;
    for (size_t i = 0; i < regions.n && i < MOST; i++) {
        const char *code =
            cs_dataset_key(cs_lookup_dataset(data->lookup), CS_DIM_REGION, regions.keys[i])->code;
        hint = hint ? cs_arena_printf(arena, "%s, %s", hint, code)
                    : cs_arena_printf(arena, "the data have its pay for: %s", code);
    }
    return cs_fail(diag, CS_NO_ANSWER, NULL, hint,
                   "the data hold neither pay nor a projection of %s %s for region %s", out->code,
                   out->title, out->region_code);
}

enum cs_status cs_outlook_find(const struct cs_outlook_data *data,
                               struct cs_outlook_subject subject, struct cs_arena *arena,
                               struct cs_outlook *out, struct cs_diag *diag)
{
    *out = (struct cs_outlook){.region_code = subject.region,
                               .region = region_title(data, subject.region)};
    enum cs_status status = name_occupation(data, subject.occupation, out, diag);
    if (status != CS_OK)
        return status;
    struct cs_breakdown pay = {data->lookup, data->price_data, data->reference, {0}, arena};
    struct cs_breakdown growth = pay;
    out->pay_is_fallback = choose_region(data, out, CS_WAGE_MEDIAN, &pay.query);
    out->projection_is_fallback = choose_region(data, out, CS_PERCENT_CHANGE, &growth.query);
    out->pay_region_code = out->pay_is_fallback ? "US" : subject.region;
    out->pay_region = region_title(data, out->pay_region_code);
    find_pay(data, &pay.query, out);
    status = find_projection(data, &growth, out, diag);
    if (status == CS_OK)
        status = find_breakdowns(data, &pay, out, diag);
    if (status == CS_OK)
        status = cs_outlook_add_related(data, arena, out, diag);
    if (status != CS_OK)
        return status;
    if (!out->median.now.estimate && !out->projection && !subject.takes_parts)
        return fail_nothing(data, out, arena, diag);
    return cs_outlook_add_sources(arena, out, diag);
}
