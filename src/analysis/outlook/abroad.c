/* Official pay in other countries. Apart from breakdown_place.c because these figures are of
 * different kinds and years, where ranges are of one publisher. */
#include "analysis/outlook/abroad.h"

#include <math.h>
#include <string.h>

#include "analysis/outlook/breakdown.h"
#include "analysis/outlook/lookup.h"
#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/quantity.h"

enum { MOST_YEARS_BACK = 2 };

/* The factor to US dollars in a year; NaN when it is not known. */
static double factor_of(const struct cs_breakdown *by, const struct cs_abroad_row *row, int year,
                        bool by_power)
{
    struct cs_diag quiet;
    struct cs_money_plan plan = {.prices = cs_lookup_dataset(by->price_data),
                                 .currency = "USD",
                                 .rate_year = year,
                                 .by_purchasing_power = by_power};
    struct cs_money_pay pay = {row->code, row->pay.unit.currency, row->pay.period};
    struct cs_money_factor factor;
    cs_diag_init(&quiet);
    bool is_known = cs_money_find(&plan, &pay, &factor, &quiet) == CS_OK;
    cs_diag_clear(&quiet);
    return is_known ? factor.factor : NAN;
}

static void convert(const struct cs_breakdown *by, struct cs_abroad_row *row)
{
    double amount = cs_found_number(&row->pay) * row->per_year;
    int year = row->pay.period.end_year;
    row->at_rate = row->at_power = NAN;
    row->power_year = 0;
    row->rate_year = year;
    if (strcmp(row->pay.unit.currency, "INT") == 0) {
        row->at_power = amount;
        return;
    }
    if (!by->price_data || !year)
        return;
    row->at_rate = amount * factor_of(by, row, year, false);
    for (int back = 0; back <= MOST_YEARS_BACK && isnan(row->at_power); back++) {
        row->at_power = amount * factor_of(by, row, year - back, true);
        row->power_year = year - back;
    }
}

/* The median, else the average. */
static bool find_pay(const struct cs_breakdown *by, struct cs_query query,
                     struct cs_abroad_row *row)
{
    static const enum cs_measure measures[] = {CS_WAGE_MEDIAN, CS_WAGE_MEAN};
    query.needs_value = true;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        query.measure = measures[i];
        row->is_median = measures[i] == CS_WAGE_MEDIAN;
        if (cs_lookup_value(by->lookup, &query, &row->pay) && row->pay.period.end_year) {
            row->per_year = cs_times_a_year((enum cs_per)row->pay.unit.per);
            return !isnan(row->per_year);
        }
    }
    return false;
}

enum cs_status cs_abroad_rows_find(const struct cs_breakdown *by,
                                   const struct cs_country_rows *countries,
                                   struct cs_abroad_rows *out, struct cs_diag *diag)
{
    uint32_t all = cs_lookup_key(by->lookup, CS_DIM_OCCUPATION, "00-0000");
    size_t n_abroad = 0;
    *out = (struct cs_abroad_rows){0};
    out->rows = cs_arena_alloc(by->arena, (2 * countries->n + 1) * sizeof *out->rows);
    if (!out->rows)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < 2 * countries->n; i++) {
        const struct cs_country_row *country = &countries->rows[i % countries->n];
        struct cs_abroad_row *row = &out->rows[out->n];
        struct cs_query query = by->query;
        bool is_home = strcmp(country->code, "US") == 0;
        query.region = cs_lookup_key(by->lookup, CS_DIM_REGION, country->code);
        *row = (struct cs_abroad_row){
            .code = country->code, .name = country->name, .is_own = i < countries->n};
        if (!row->is_own)
            query.occupation = all;
        if ((is_home && !row->is_own) || query.occupation == CS_NO_KEY || !find_pay(by, query, row))
            continue;
        convert(by, row);
        n_abroad += !is_home;
        out->n++;
    }
    out->n = n_abroad ? out->n : 0;
    return CS_OK;
}
