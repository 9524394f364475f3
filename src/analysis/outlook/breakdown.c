/* Rows by level, industry and year. Places are in breakdown_place.c: their money needs steps the
 * others do not. */
#include "analysis/outlook/breakdown.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/quantity.h"
#include "data/reference.h"
#include "data/soc/revisions.h"

static enum cs_status list_keys(const struct cs_breakdown *by, enum cs_measure measure,
                                enum cs_dim dim, struct cs_key_list *out, struct cs_diag *diag)
{
    struct cs_query query = by->query;
    query.measure = measure;
    out->arena = by->arena;
    return cs_lookup_list(by->lookup, &query, dim, out, diag);
}

static const struct cs_key *key_at(const struct cs_breakdown *by, enum cs_dim dim, uint32_t key)
{
    return cs_dataset_key(cs_lookup_dataset(by->lookup), dim, key);
}

enum cs_status cs_level_rows(const struct cs_breakdown *by, struct cs_level_row **rows, size_t *n,
                             struct cs_diag *diag)
{
    struct cs_key_list list;
    *n = 0;
    enum cs_status status = list_keys(by, CS_WAGE_MEDIAN, CS_DIM_LEVEL, &list, diag);
    if (status != CS_OK)
        return status;
    *rows = cs_arena_alloc(by->arena, (list.n + 1) * sizeof **rows);
    if (!*rows)
        return cs_fail_memory(diag);
    struct cs_query query = by->query;
    for (size_t i = 0; i < list.n; i++) {
        query.level = list.keys[i];
        struct cs_found median = cs_lookup_at(by->lookup, query, CS_WAGE_MEDIAN);
        const struct cs_key *level = key_at(by, CS_DIM_LEVEL, list.keys[i]);
        if (!median.estimate)
            continue;
        (*rows)[(*n)++] =
            (struct cs_level_row){level->code, level->title, level->definition, median,
                                  cs_lookup_at(by->lookup, query, CS_WAGE_MEAN)};
    }
    return CS_OK;
}

/* Industries, in the newest period there is. */
static int order_industries(const void *a, const void *b)
{
    const struct cs_industry_row *x = a, *y = b;
    double u = x->employment.quantity.value, v = y->employment.quantity.value;
    return u > v ? -1 : u < v ? 1 : strcmp(x->code, y->code);
}

/* Shares of one list are of one publication: of the row with most jobs. */
static size_t keep_publication(struct cs_industry_row *rows, size_t n)
{
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++)
        if (rows[i].employment.source == rows[0].employment.source)
            rows[n_kept++] = rows[i];
    return n_kept;
}

enum cs_status cs_industry_rows(const struct cs_breakdown *by, struct cs_industry_row **rows,
                                size_t *n, struct cs_diag *diag)
{
    struct cs_key_list list;
    *n = 0;
    enum cs_status status = list_keys(by, CS_INDUSTRY_EMPLOYMENT, CS_DIM_INDUSTRY, &list, diag);
    if (status != CS_OK)
        return status;
    *rows = cs_arena_alloc(by->arena, (list.n + 1) * sizeof **rows);
    if (!*rows)
        return cs_fail_memory(diag);
    struct cs_period newest = {0, 0, 0};
    for (size_t i = 0; i < list.n; i++) {
        struct cs_query query = by->query;
        query.industry = list.keys[i];
        struct cs_found jobs = cs_lookup_at(by->lookup, query, CS_INDUSTRY_EMPLOYMENT);
        if (isnan(cs_found_number(&jobs)) || cs_period_compare(jobs.period, newest) < 0)
            continue;
        if (cs_period_compare(jobs.period, newest) > 0)
            *n = 0;
        newest = query.period = jobs.period;
        query.when = CS_WHEN_EXACT;
        const struct cs_key *industry = key_at(by, CS_DIM_INDUSTRY, list.keys[i]);
        (*rows)[(*n)++] =
            (struct cs_industry_row){industry->code, industry->title, jobs,
                                     cs_lookup_at(by->lookup, query, CS_INDUSTRY_SHARE),
                                     cs_lookup_at(by->lookup, query, CS_WAGE_MEAN)};
    }
    qsort(*rows, *n, sizeof **rows, order_industries);
    *n = keep_publication(*rows, *n);
    return CS_OK;
}

/* Whether the occupation's code stood for something else in the row before. */
static bool is_break(const struct cs_breakdown *by, const struct cs_year_row *before,
                     const struct cs_year_row *now)
{
    const struct cs_key *key = key_at(by, CS_DIM_OCCUPATION, by->query.occupation);
    if (!key || !by->reference)
        return false;
    enum cs_soc_stage a = cs_soc_stage_of(before->median.period.end_year, before->median.note);
    enum cs_soc_stage b = cs_soc_stage_of(now->median.period.end_year, now->median.note);
    return cs_soc_difference(by->reference, key->code, a, b, by->arena) != NULL;
}

/* What the factor rests on; as it stands for one year's prices itself, nothing. */
static const struct cs_source *source_named(const struct cs_dataset *prices,
                                            const struct cs_money_factor *factor)
{
    for (size_t i = 0; factor->n_steps && i < prices->n_sources; i++)
        if (strcmp(prices->sources[i].id, factor->steps[0].source) == 0)
            return &prices->sources[i];
    return NULL;
}

/* Fills real terms for a row; returns whether prices are known. */
static bool add_real(const struct cs_breakdown *by, struct cs_year_rows *out, size_t i,
                     const char *region)
{
    struct cs_year_row *row = &out->rows[i];
    struct cs_diag quiet;
    cs_diag_init(&quiet);
    struct cs_money_plan plan = {.prices = cs_lookup_dataset(by->price_data),
                                 .real_year = out->real_year};
    struct cs_money_pay pay = {region, row->median.unit.currency, row->median.period};
    struct cs_money_factor factor;
    bool is_known = cs_money_find(&plan, &pay, &factor, &quiet) == CS_OK;
    if (is_known &&
        row->median.quantity.presence == CS_PRESENT) { /* a floor is no pay to compare */
        row->real = cs_found_number(&row->median) * factor.factor;
        out->price_source = source_named(plan.prices, &factor);
    }
    cs_diag_clear(&quiet);
    return is_known;
}

static void add_real_terms(const struct cs_breakdown *by, struct cs_year_rows *out)
{
    if (!by->price_data || out->n < 2)
        return;
    const struct cs_key *region = key_at(by, CS_DIM_REGION, by->query.region);
    size_t n_known = 0;
    out->real_year = out->rows[out->n - 1].median.period.end_year;
    for (size_t i = 0; i < out->n; i++)
        n_known += (size_t)add_real(by, out, i, region ? region->code : NULL);
    if (n_known == 0)
        out->real_year = 0;
}

static enum cs_status find_late_start(const struct cs_breakdown *by, struct cs_year_rows *out,
                                      struct cs_diag *diag)
{
    struct cs_breakdown all = *by;
    struct cs_key_list list;
    all.query.occupation = cs_lookup_key(by->lookup, CS_DIM_OCCUPATION, "00-0000");
    if (out->n == 0 || all.query.occupation == CS_NO_KEY)
        return CS_OK;
    enum cs_status status = list_keys(&all, CS_WAGE_MEDIAN, CS_DIM_PERIOD, &list, diag);
    for (size_t i = 0; status == CS_OK && i < list.n; i++) {
        int year = key_at(by, CS_DIM_PERIOD, list.keys[i])->period.end_year;
        out->starts_late |= year && year < out->rows[0].median.period.end_year;
    }
    return status;
}

enum cs_status cs_year_rows_find(const struct cs_breakdown *by, struct cs_year_rows *out,
                                 struct cs_diag *diag)
{
    struct cs_key_list list;
    *out = (struct cs_year_rows){0};
    enum cs_status status = list_keys(by, CS_WAGE_MEDIAN, CS_DIM_PERIOD, &list, diag);
    if (status != CS_OK)
        return status;
    out->rows = cs_arena_alloc(by->arena, (list.n + 1) * sizeof *out->rows);
    if (!out->rows)
        return cs_fail_memory(diag);
    struct cs_query query = by->query;
    struct cs_found newest = cs_lookup_at(by->lookup, query, CS_WAGE_MEDIAN);
    query.when = CS_WHEN_EXACT;
    query.per = (enum cs_per)newest.unit.per;
    for (size_t i = 0; i < list.n; i++) {
        query.period = key_at(by, CS_DIM_PERIOD, list.keys[i])->period;
        struct cs_found median = cs_lookup_at(by->lookup, query, CS_WAGE_MEDIAN);
        if (query.period.start_year == 0 || !median.estimate ||
            !cs_unit_equals(median.unit, newest.unit) || !cs_found_same_publisher(&median, &newest))
            continue;
        struct cs_year_row *row = &out->rows[out->n];
        *row = (struct cs_year_row){median, cs_lookup_at(by->lookup, query, CS_EMPLOYMENT), NAN};
        if (out->n && is_break(by, row - 1, row)) { /* what came before is another occupation's */
            out->rows[0] = *row;
            out->n = 0;
        }
        out->n++;
    }
    add_real_terms(by, out);
    return find_late_start(by, out, diag);
}

static void find_average(const struct cs_breakdown *by, struct cs_projection_row *row)
{
    const struct cs_lookup *places[] = {by->lookup, by->price_data};
    for (size_t i = 0; i < 2; i++) {
        if (!places[i])
            continue;
        struct cs_query query =
            cs_query_of(CS_PERCENT_CHANGE, cs_lookup_key(places[i], CS_DIM_OCCUPATION, "00-0000"),
                        cs_lookup_key(places[i], CS_DIM_REGION, "US"));
        query.when = CS_WHEN_EXACT;
        query.period = row->period;
        if (query.occupation != CS_NO_KEY && cs_lookup_value(places[i], &query, &row->average))
            return;
    }
}

/* The publisher's word; none where the printed whole percent cannot be told from the file. */
static void find_word(const struct cs_breakdown *by, struct cs_projection_row *row)
{
    const char *words[2];
    size_t n = by->reference ? cs_reference_growth_words(by->reference, row->period.start_year,
                                                         row->period.end_year,
                                                         row->percent.quantity.value, words)
                             : 0;
    if (n == 1)
        row->word = words[0];
    else if (n == 2)
        memcpy(row->either, words, sizeof row->either);
}

/* Nothing for all occupations themselves. */
static bool is_of_all(const struct cs_breakdown *by)
{
    return by->query.occupation == cs_lookup_key(by->lookup, CS_DIM_OCCUPATION, "00-0000");
}

static void compare_with_all(const struct cs_breakdown *by, struct cs_projection_row *row)
{
    find_word(by, row);
    find_average(by, row);
}

enum cs_status cs_projection_rows(const struct cs_breakdown *by, struct cs_projection_row **rows,
                                  size_t *n, struct cs_diag *diag)
{
    struct cs_key_list list;
    *n = 0;
    enum cs_status status = list_keys(by, CS_PERCENT_CHANGE, CS_DIM_PERIOD, &list, diag);
    if (status != CS_OK)
        return status;
    *rows = cs_arena_alloc(by->arena, (list.n + 1) * sizeof **rows);
    if (!*rows)
        return cs_fail_memory(diag);
    struct cs_query query = by->query;
    query.when = CS_WHEN_EXACT;
    for (size_t i = 0; i < list.n; i++) {
        const struct cs_key *period = key_at(by, CS_DIM_PERIOD, list.keys[i]);
        query.period = period->period;
        struct cs_projection_row *row = &(*rows)[*n];
        *row = (struct cs_projection_row){
            .period = period->period,
            .period_text = period->code,
            .base = cs_lookup_at(by->lookup, query, CS_EMPLOYMENT_BASE),
            .projected = cs_lookup_at(by->lookup, query, CS_EMPLOYMENT_PROJECTED),
            .change = cs_lookup_at(by->lookup, query, CS_EMPLOYMENT_CHANGE),
            .percent = cs_lookup_at(by->lookup, query, CS_PERCENT_CHANGE),
            .openings = cs_lookup_at(by->lookup, query, CS_OPENINGS_ANNUAL),
            .exits = cs_lookup_at(by->lookup, query, CS_EXITS_ANNUAL),
            .transfers = cs_lookup_at(by->lookup, query, CS_TRANSFERS_ANNUAL),
            .separations = cs_lookup_at(by->lookup, query, CS_SEPARATIONS_ANNUAL),
        };
        if (isnan(cs_found_number(&row->percent)))
            continue;
        row->average = (struct cs_found){.period_text = ""};
        if (!is_of_all(by))
            compare_with_all(by, row);
        (*n)++;
    }
    return CS_OK;
}
