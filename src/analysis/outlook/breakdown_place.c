/* Regions and countries of a breakdown. Apart from breakdown.c because places have prices,
 * currencies and a ranking. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/breakdown.h"
#include "analysis/outlook/lookup.h"
#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/quantity.h"
#include "data/reference.h"

static const char *region_code(const struct cs_breakdown *by, uint32_t key)
{
    return cs_dataset_key(cs_lookup_dataset(by->lookup), CS_DIM_REGION, key)->code;
}

static const struct cs_region *reference_region(const struct cs_breakdown *by, const char *code)
{
    return by->reference ? cs_reference_region(by->reference, cs_span_of(code)) : NULL;
}

static const char *region_name(const struct cs_breakdown *by, uint32_t key)
{
    const struct cs_region *region = reference_region(by, region_code(by, key));
    return region ? region->name
                  : cs_dataset_key(cs_lookup_dataset(by->lookup), CS_DIM_REGION, key)->title;
}

/* A state or territory, as far as the reference tables know. */
static bool is_part(const struct cs_breakdown *by, uint32_t key)
{
    const char *code = region_code(by, key);
    const struct cs_region *region = reference_region(by, code);
    if (!region)
        return strcmp(code, "US") != 0;
    return strcmp(region->kind, "state") == 0 || strcmp(region->kind, "territory") == 0;
}

static bool is_known(const struct cs_breakdown *by, uint32_t key)
{
    return reference_region(by, region_code(by, key)) != NULL;
}

/* Keeps the states where there is one: a state does not rank among metropolitan areas and counties,
 * which may be its own parts. Places that nobody knows rank among themselves. */
static size_t keep_alike(const struct cs_breakdown *by, uint32_t *parts, size_t n)
{
    size_t n_kept = 0, n_known = 0;
    for (size_t i = 0; i < n; i++)
        n_known += is_known(by, parts[i]);
    for (size_t i = 0; i < n; i++)
        if (!n_known || is_known(by, parts[i]))
            parts[n_kept++] = parts[i];
    return n_kept;
}

static int order_regions(const void *a, const void *b)
{
    const struct cs_region_row *x = a, *y = b;
    double u = cs_found_number(&x->median), v = cs_found_number(&y->median);
    u = isnan(u) ? -1 : u;
    v = isnan(v) ? -1 : v;
    return u > v ? -1 : u < v ? 1 : strcmp(x->code, y->code);
}

/* Rows of one period, in the unit of the first that has a value. */
static void fill_period(const struct cs_breakdown *by, const uint32_t *parts, size_t n_parts,
                        struct cs_region_rows *out)
{
    struct cs_query query = by->query;
    const struct cs_found *first = NULL;
    query.when = CS_WHEN_EXACT;
    query.period = out->period;
    out->n = 0;
    for (size_t i = 0; i < n_parts; i++) {
        query.region = parts[i];
        struct cs_region_row *row = &out->rows[out->n];
        struct cs_found median = cs_lookup_at(by->lookup, query, CS_WAGE_MEDIAN);
        if (!median.estimate || (first && !isnan(cs_found_number(&median)) &&
                                 !cs_unit_equals(median.unit, first->unit)))
            continue;
        *row = (struct cs_region_row){region_code(by, parts[i]),
                                      region_name(by, parts[i]),
                                      median,
                                      cs_lookup_at(by->lookup, query, CS_EMPLOYMENT),
                                      cs_lookup_at(by->lookup, query, CS_LOCATION_QUOTIENT),
                                      NAN,
                                      NAN};
        if (!first && !isnan(cs_found_number(&row->median)))
            first = &row->median;
        out->n++;
    }
    qsort(out->rows, out->n, sizeof *out->rows, order_regions);
}

/* The year of parities nearest to the pay's. */
static int nearest_parity_year(const struct cs_breakdown *by, int year)
{
    const struct cs_dataset *data = cs_lookup_dataset(by->price_data);
    int best = 0;
    for (size_t i = 0; i < data->n_estimates; i++) {
        const struct cs_estimate *e = &data->estimates[i];
        const struct cs_key *period =
            e->measure == CS_PRICE_PARITY
                ? cs_dataset_key(data, CS_DIM_PERIOD, e->key[CS_DIM_PERIOD])
                : NULL;
        int candidate = period ? period->period.end_year : 0;
        if (candidate && (!best || abs(candidate - year) < abs(best - year)))
            best = candidate;
    }
    return best;
}

static void add_parities(const struct cs_breakdown *by, struct cs_region_rows *out)
{
    if (!by->price_data || !out->n)
        return;
    int year = nearest_parity_year(by, out->period.end_year);
    if (!year)
        return;
    for (size_t i = 0; i < out->n; i++) {
        struct cs_region_row *row = &out->rows[i];
        struct cs_query query = cs_query_of(
            CS_PRICE_PARITY, CS_NO_KEY, cs_lookup_key(by->price_data, CS_DIM_REGION, row->code));
        query.when = CS_WHEN_EXACT;
        query.period = (struct cs_period){year, year, 0};
        struct cs_found parity;
        if (query.region == CS_NO_KEY || !cs_lookup_value(by->price_data, &query, &parity))
            continue;
        row->parity = parity.quantity.value;
        if (row->median.quantity.presence == CS_PRESENT)
            row->at_parity = row->median.quantity.value * 100 / row->parity;
        out->parity_year = year;
        out->parity_source = parity.source;
    }
}

static bool has_row(const struct cs_region_rows *out, const char *code)
{
    for (size_t i = 0; i < out->n; i++)
        if (strcmp(out->rows[i].code, code) == 0)
            return true;
    return false;
}

/* Places that the newest period leaves out, so that nobody takes them for places without pay. */
static enum cs_status add_older(const struct cs_breakdown *by, const uint32_t *parts,
                                size_t n_parts, struct cs_region_rows *out, struct cs_diag *diag)
{
    struct cs_query query = by->query;
    query.measure = CS_WAGE_MEDIAN;
    query.needs_value = true;
    out->older = cs_arena_alloc(by->arena, (n_parts + 1) * sizeof *out->older);
    if (!out->older)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < n_parts && out->n; i++) {
        struct cs_region_row row = {.code = region_code(by, parts[i]),
                                    .name = region_name(by, parts[i])};
        query.region = parts[i];
        if (!has_row(out, row.code) && cs_lookup_value(by->lookup, &query, &row.median) &&
            row.median.period.end_year && row.median.period.end_year < out->period.end_year)
            out->older[out->n_older++] = row;
    }
    return CS_OK;
}

/* The next older period among those of the dataset. */
static struct cs_period period_before(const struct cs_lookup *lookup, struct cs_period limit)
{
    const struct cs_dict *dict = &cs_lookup_dataset(lookup)->dicts[CS_DIM_PERIOD];
    struct cs_period newest = {0, 0, 0};
    for (size_t i = 0; i < dict->n_keys; i++)
        if (cs_period_compare(dict->keys[i].period, limit) < 0 &&
            cs_period_compare(dict->keys[i].period, newest) > 0)
            newest = dict->keys[i].period;
    return newest;
}

enum cs_status cs_region_rows_find(const struct cs_breakdown *by, struct cs_region_rows *out,
                                   struct cs_diag *diag)
{
    struct cs_query query = by->query;
    struct cs_key_list list = {.arena = by->arena};
    size_t n_parts = 0;
    *out = (struct cs_region_rows){0};
    query.measure = CS_WAGE_MEDIAN;
    enum cs_status status = cs_lookup_list(by->lookup, &query, CS_DIM_REGION, &list, diag);
    if (status != CS_OK)
        return status;
    for (size_t i = 0; i < list.n; i++)
        if (is_part(by, list.keys[i]))
            list.keys[n_parts++] = list.keys[i];
    n_parts = keep_alike(by, list.keys, n_parts);
    out->rows = cs_arena_alloc(by->arena, (n_parts + 1) * sizeof *out->rows);
    if (!out->rows)
        return cs_fail_memory(diag);
    if (by->query.when == CS_WHEN_EXACT) {
        out->period = by->query.period;
        fill_period(by, list.keys, n_parts, out);
    } else {
        struct cs_period period = period_before(by->lookup, (struct cs_period){9999, 9999, 0});
        for (; n_parts >= 2 && period.start_year && out->n < 2;
             period = period_before(by->lookup, period)) {
            out->period = period;
            fill_period(by, list.keys, n_parts, out);
        }
        out->n = out->n < 2 ? 0 : out->n;
        status = add_older(by, list.keys, n_parts, out, diag);
    }
    add_parities(by, out);
    return status;
}

double cs_times_a_year(enum cs_per per)
{
    static const double times[] = {[CS_PER_YEAR] = 1, [CS_PER_MONTH] = 12, [CS_PER_WEEK] = 52};
    return per < sizeof times / sizeof *times && times[per] > 0 ? times[per] : NAN;
}

static bool convert(const struct cs_breakdown *by, struct cs_country_row *row,
                    const struct cs_country_rows *rows, int year)
{
    struct cs_diag quiet;
    cs_diag_init(&quiet);
    struct cs_money_plan plan = {
        .prices = cs_lookup_dataset(by->price_data), .currency = rows->currency, .rate_year = year};
    struct cs_money_pay pay = {row->code, row->low.unit.currency, row->low.period};
    struct cs_money_factor factor;
    bool is_known = cs_money_find(&plan, &pay, &factor, &quiet) == CS_OK;
    cs_diag_clear(&quiet);
    if (!is_known)
        return false;
    row->rate = 1 / factor.factor;
    row->low_common = cs_found_number(&row->low) * row->per_year * factor.factor;
    row->high_common = cs_found_number(&row->high) * row->per_year * factor.factor;
    return true;
}

/* One year's rates for all, so that the countries compare. */
static void add_rates(const struct cs_breakdown *by, struct cs_country_rows *out)
{
    if (!by->price_data || !out->n)
        return;
    struct cs_period period = period_before(by->price_data, (struct cs_period){9999, 9999, 0});
    for (; period.start_year; period = period_before(by->price_data, period)) {
        size_t n_known = 0;
        if (cs_period_is_span(period))
            continue;
        for (size_t i = 0; i < out->n; i++)
            n_known += (size_t)convert(by, &out->rows[i], out, period.end_year);
        if (n_known < out->n)
            continue;
        out->rate_year = period.end_year;
        break;
    }
    for (size_t i = 0; i < out->n; i++)
        if (!out->rate_year)
            out->rows[i].rate = out->rows[i].low_common = out->rows[i].high_common = NAN;
    struct cs_query query = cs_query_of(CS_EXCHANGE_RATE, CS_NO_KEY, CS_NO_KEY);
    for (size_t i = 0; i < out->n && out->rate_year && !out->rate_source; i++) {
        struct cs_found rate;
        query.region = cs_lookup_key(by->price_data, CS_DIM_REGION, out->rows[i].code);
        query.when = CS_WHEN_EXACT;
        query.period = (struct cs_period){out->rate_year, out->rate_year, 0};
        if (query.region != CS_NO_KEY && out->rows[i].rate != 1 &&
            cs_lookup_value(by->price_data, &query, &rate))
            out->rate_source = rate.source;
    }
}

static int order_countries(const void *a, const void *b)
{
    const struct cs_country_row *x = a, *y = b;
    double u = isnan(x->low_common) ? -1 : x->low_common + x->high_common;
    double v = isnan(y->low_common) ? -1 : y->low_common + y->high_common;
    return u > v ? -1 : u < v ? 1 : strcmp(x->code, y->code);
}

enum cs_status cs_country_rows_find(const struct cs_breakdown *by, struct cs_country_rows *out,
                                    struct cs_diag *diag)
{
    struct cs_query query = by->query;
    struct cs_key_list list = {.arena = by->arena};
    *out = (struct cs_country_rows){.currency = "USD"};
    query.measure = CS_WAGE_LOW;
    enum cs_status status = cs_lookup_list(by->lookup, &query, CS_DIM_REGION, &list, diag);
    if (status != CS_OK)
        return status;
    out->rows = cs_arena_alloc(by->arena, (list.n + 1) * sizeof *out->rows);
    if (!out->rows)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < list.n; i++) {
        query.region = list.keys[i];
        struct cs_found low = cs_lookup_at(by->lookup, query, CS_WAGE_LOW);
        struct cs_found high = cs_lookup_at(by->lookup, query, CS_WAGE_HIGH);
        if (isnan(cs_found_number(&low)) || isnan(cs_found_number(&high)) ||
            is_part(by, list.keys[i]) || !cs_unit_equals(low.unit, high.unit))
            continue;
        out->rows[out->n++] = (struct cs_country_row){region_code(by, list.keys[i]),
                                                      region_name(by, list.keys[i]),
                                                      low,
                                                      high,
                                                      cs_times_a_year((enum cs_per)low.unit.per),
                                                      NAN,
                                                      NAN,
                                                      NAN};
    }
    add_rates(by, out);
    qsort(out->rows, out->n, sizeof *out->rows, order_countries);
    return CS_OK;
}
