/* The sections of an outlook in turn, each from its own module; what a section falls back on is
 * decided here, once for all. */
#include "analysis/outlook/outlook.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/abroad.h"
#include "analysis/outlook/breakdown.h"
#include "analysis/outlook/lookup.h"
#include "analysis/outlook/metro.h"
#include "analysis/outlook/outlook_parts.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "data/reference.h"

/* How much older than the nation's a place's figures may be. States project every second year, and
 * publish after the nation. */
enum { OLD_PAY_YEARS = 2, OLD_PROJECTION_YEARS = 4 };

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
static bool choose_region(const struct cs_outlook_data *data, const struct cs_outlook *out,
                          enum cs_measure measure, struct cs_query *query)
{
    struct cs_found found;
    uint32_t asked = cs_lookup_key(data->lookup, CS_DIM_REGION, out->about.region_code);
    uint32_t nation = cs_lookup_key(data->lookup, CS_DIM_REGION, "US");
    *query = cs_query_of(measure, out->about.occupation_key, asked);
    if (asked != CS_NO_KEY && cs_lookup_value(data->lookup, query, &found))
        return false;
    query->region = nation == CS_NO_KEY ? asked : nation;
    return strcmp(out->about.region_code, "US") != 0;
}

/* As above, but a place's figure that is years older than the nation's does not lead a page of
 * today: it is output as *too_old then. */
static bool choose_current(const struct cs_outlook_data *data, const struct cs_outlook *out,
                           enum cs_measure measure, int most_years, struct cs_query *query,
                           struct cs_found *too_old)
{
    struct cs_found here, nation;
    if (choose_region(data, out, measure, query))
        return true;
    struct cs_query national = *query;
    national.region = cs_lookup_key(data->lookup, CS_DIM_REGION, "US");
    if (national.region == CS_NO_KEY || national.region == query->region ||
        !cs_lookup_value(data->lookup, query, &here) || !here.period.start_year ||
        !cs_lookup_value(data->lookup, &national, &nation) ||
        nation.period.start_year - here.period.start_year <= most_years)
        return false;
    *too_old = here;
    *query = national;
    return true;
}

/* Another publisher's figure is not set beside. */
static void keep_publisher(const struct cs_found *of, struct cs_found *found)
{
    if (of->estimate && found->estimate && !cs_found_same_publisher(of, found))
        *found =
            (struct cs_found){.quantity = cs_quantity_missing(CS_NOT_REPORTED), .period_text = ""};
}

static struct cs_fact find_fact(const struct cs_outlook_data *data, const char *code,
                                struct cs_query query, enum cs_measure measure)
{
    const struct cs_lookup *lookup = data->lookup;
    struct cs_fact fact = {.percent = NAN};
    query.measure = measure;
    cs_lookup_find(lookup, &query, &fact.now);
    cs_lookup_before(lookup, &query, &fact.now, &fact.before);
    double now = cs_found_number(&fact.now), before = cs_found_number(&fact.before);
    int compare = fact.now.estimate && fact.before.estimate && before > 0 &&
                  cs_unit_equals(fact.now.unit, fact.before.unit) &&
                  fact.now.quantity.presence == CS_PRESENT &&
                  fact.before.quantity.presence == CS_PRESENT &&
                  cs_found_same(data->reference, code, &fact.before, &fact.now);
    if (compare)
        fact.percent = (now / before - 1) * 100;
    return fact;
}

/* The vintage of the percentiles: the median's, or one a little older when that has none. A
 * projection's table prints the median alone, a year before the pay survey is at hand. */
static struct cs_period percentile_period(const struct cs_lookup *lookup,
                                          const struct cs_query *query,
                                          const struct cs_found *median)
{
    struct cs_query lower = *query;
    struct cs_found found;
    lower.measure = CS_WAGE_P25;
    lower.needs_value = true;
    lower.per = (enum cs_per)median->unit.per;
    bool is_there = cs_lookup_find(lookup, &lower, &found) && found.period.start_year;
    return is_there && median->period.end_year - found.period.end_year <= OLD_PAY_YEARS
               ? found.period
               : median->period;
}

/* Percentiles are by the publisher of those off the middle, who printed the distribution. */
static void keep_one_publisher(struct cs_outlook *out)
{
    for (size_t i = 0; i < CS_N_PERCENTILES; i++) {
        keep_publisher(&out->pay.percentiles[1], &out->pay.percentiles[i]);
        keep_publisher(&out->pay.percentiles[1], &out->pay.hourly[i]);
    }
}

static void find_pay(const struct cs_outlook_data *data, const struct cs_query *query,
                     struct cs_outlook *out)
{
    static const enum cs_measure measures[CS_N_PERCENTILES] = {
        CS_WAGE_P10, CS_WAGE_P25, CS_WAGE_MEDIAN, CS_WAGE_P75, CS_WAGE_P90};
    const struct cs_lookup *lookup = data->lookup;
    out->pay.median = find_fact(data, out->about.code, *query, CS_WAGE_MEDIAN);
    out->pay.mean = find_fact(data, out->about.code, *query, CS_WAGE_MEAN);
    out->jobs.employment = find_fact(data, out->about.code, *query, CS_EMPLOYMENT);
    struct cs_query same = *query; /* one vintage for all that stands beside the median */
    same.when = CS_WHEN_EXACT;
    same.period = percentile_period(lookup, query, &out->pay.median.now);
    for (size_t i = 0; i < CS_N_PERCENTILES; i++) {
        same.per = (enum cs_per)out->pay.median.now.unit.per;
        out->pay.percentiles[i] = cs_lookup_at(lookup, same, measures[i]);
        same.per = CS_PER_HOUR;
        out->pay.hourly[i] = cs_lookup_at(lookup, same, measures[i]);
    }
    keep_one_publisher(out);
    same.per = (enum cs_per)out->pay.median.now.unit.per;
    same.period = out->pay.median.now.period;
    out->pay.mean_rse = cs_lookup_at(lookup, same, CS_WAGE_MEAN_RSE);
    out->jobs.employment_rse = cs_lookup_at(lookup, same, CS_EMPLOYMENT_RSE);
    out->jobs.location_quotient = cs_lookup_at(lookup, same, CS_LOCATION_QUOTIENT);
    out->jobs.jobs_per_1000 = cs_lookup_at(lookup, same, CS_JOBS_PER_1000);
    same.occupation = cs_lookup_key(lookup, CS_DIM_OCCUPATION, "00-0000");
    for (size_t i = 0; i < CS_N_PERCENTILES; i++)
        out->pay.all_percentiles[i] = cs_lookup_at(lookup, same, measures[i]);
    for (size_t i = 0; i < CS_N_PERCENTILES; i++)
        keep_publisher(&out->pay.median.now, &out->pay.all_percentiles[i]);
    out->pay.all_median = out->pay.all_percentiles[2];
    struct cs_query nation = *query;
    nation.region = cs_lookup_key(lookup, CS_DIM_REGION, "US");
    if (nation.region == query->region)
        return;
    out->pay.nation_median = cs_lookup_at(lookup, nation, CS_WAGE_MEDIAN);
    nation.when = CS_WHEN_EXACT;
    nation.period = out->pay.median.now.period;
    nation.per = (enum cs_per)out->pay.median.now.unit.per;
    out->pay.nation_then = cs_lookup_at(lookup, nation, CS_WAGE_MEDIAN);
    keep_publisher(&out->pay.median.now, &out->pay.nation_then);
}

static enum cs_status find_projection(const struct cs_outlook_data *data,
                                      const struct cs_breakdown *by, struct cs_outlook *out,
                                      struct cs_diag *diag)
{
    out->entry.education = cs_lookup_at(data->lookup, by->query, CS_EDUCATION_TYPICAL);
    out->entry.experience = cs_lookup_at(data->lookup, by->query, CS_WORK_EXPERIENCE);
    out->entry.training = cs_lookup_at(data->lookup, by->query, CS_TRAINING);
    out->jobs.self_employed = cs_lookup_at(data->lookup, by->query, CS_SELF_EMPLOYED_PERCENT);
    enum cs_status status = cs_projection_rows(by, &out->projected.rows, &out->projected.n, diag);
    if (status != CS_OK || !out->projected.n)
        return status;
    out->projected.newest = &out->projected.rows[out->projected.n - 1];
    for (size_t i = 0; i < out->projected.n; i++) {
        const struct cs_projection_row *row = &out->projected.rows[i];
        if (!isnan(cs_found_number(&row->exits)) && !isnan(cs_found_number(&row->transfers)) &&
            !isnan(cs_found_number(&row->change)))
            out->projected.split = row;
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
    enum cs_status status = cs_level_rows(pay, &out->levels.rows, &out->levels.n, diag);
    out->levels.region_code = out->levels.n ? out->pay.region_code : "US";
    out->levels.region = region_title(data, out->levels.region_code);
    if (status == CS_OK && out->levels.n == 0)
        status = cs_level_rows(&nation, &out->levels.rows, &out->levels.n, diag);
    if (status == CS_OK)
        status = cs_region_rows_find(&nation, &out->regions, diag);
    if (status == CS_OK)
        status = cs_metro_rows_find(&nation, out->about.region_code, &out->pay.median.now,
                                    &out->metros, diag);
    if (status == CS_OK)
        status = cs_country_rows_find(&nation, &out->countries, diag);
    if (status == CS_OK)
        status = cs_abroad_rows_find(&nation, &out->countries, &out->abroad, diag);
    if (status == CS_OK)
        status = cs_industry_rows(&nation, &out->industries.rows, &out->industries.n, diag);
    if (status == CS_OK)
        status = cs_year_rows_find(pay, &out->years, diag);
    return status;
}

static enum cs_status name_occupation(const struct cs_outlook_data *data, const char *occupation,
                                      struct cs_outlook *out, struct cs_diag *diag)
{
    out->about.occupation_key = cs_lookup_key(data->lookup, CS_DIM_OCCUPATION, occupation);
    const struct cs_key *key = cs_dataset_key(cs_lookup_dataset(data->lookup), CS_DIM_OCCUPATION,
                                              out->about.occupation_key);
    struct cs_shown shown;
    if (!key)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "the data have nothing about occupation %s",
                       cs_show(&shown, occupation, strlen(occupation)));
    out->about.code = key->code;
    out->about.title = key->title;
    for (size_t i = 0; data->reference && i < data->reference->n_occupations; i++)
        if (strcmp(data->reference->occupations[i].code, key->code) == 0 &&
            strcmp(key->title, key->code) == 0)
            out->about.title = data->reference->occupations[i].title;
    return CS_OK;
}

/* Nothing for the region and nothing for the nation: says for which regions there is pay. */
static enum cs_status fail_nothing(const struct cs_outlook_data *data, const struct cs_outlook *out,
                                   struct cs_arena *arena, struct cs_diag *diag)
{
    enum { MOST = 8 };
    struct cs_query query = cs_query_of(CS_WAGE_MEDIAN, out->about.occupation_key, CS_NO_KEY);
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
    bool is_named = strcmp(out->about.code, out->about.title) != 0;
    return cs_fail(diag, CS_NO_ANSWER, NULL, hint,
                   "the data have neither pay nor a projection for %s%s%s in region %s",
                   out->about.code, is_named ? " " : "", is_named ? out->about.title : "",
                   out->about.region_code);
}

/* What the short form has no room for: neither its figures nor their sources are of the report. */
static void leave_out(struct cs_outlook *out)
{
    out->levels.n = out->metros.n = out->industries.n = out->abroad.n = out->regions.n_older = 0;
    out->countries = (struct cs_country_rows){0};
    out->years = (struct cs_year_rows){0};
    while (out->projected.n > 2 && out->projected.rows != out->projected.split) {
        out->projected.rows++; /* a sentence tells of the newest two, and of the split */
        out->projected.n--;
    }
}

enum cs_status cs_outlook_find(const struct cs_outlook_data *data,
                               struct cs_outlook_subject subject, struct cs_arena *arena,
                               struct cs_outlook *out, struct cs_diag *diag)
{
    *out = (struct cs_outlook){.about.region_code = subject.region,
                               .about.region = region_title(data, subject.region)};
    enum cs_status status = name_occupation(data, subject.occupation, out, diag);
    if (status != CS_OK)
        return status;
    struct cs_breakdown pay = {data->lookup, data->price_data, data->reference, {0}, arena};
    struct cs_breakdown growth = pay;
    out->pay.is_fallback =
        choose_current(data, out, CS_WAGE_MEDIAN, OLD_PAY_YEARS, &pay.query, &out->pay.too_old);
    out->projected.is_fallback = choose_current(data, out, CS_PERCENT_CHANGE, OLD_PROJECTION_YEARS,
                                                &growth.query, &out->projected.too_old);
    out->pay.region_code = out->pay.is_fallback ? "US" : subject.region;
    out->pay.region = region_title(data, out->pay.region_code);
    find_pay(data, &pay.query, out);
    status = find_projection(data, &growth, out, diag);
    if (status == CS_OK)
        status = find_breakdowns(data, &pay, out, diag);
    if (subject.is_short)
        leave_out(out);
    if (status == CS_OK)
        status = cs_outlook_add_related(data, arena, subject.is_short, out, diag);
    if (status != CS_OK)
        return status;
    if (!out->pay.median.now.estimate && !out->projected.newest && !subject.takes_parts)
        return fail_nothing(data, out, arena, diag);
    return cs_outlook_add_sources(arena, out, diag);
}
