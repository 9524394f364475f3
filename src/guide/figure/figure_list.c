/* Figures of several values: by level, region, country, industry, year. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/breakdown.h"
#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/period.h"
#include "data/quantity.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_search.h"
#include "guide/figure/figure_table.h"

/* A table being filled, and where its first row came from. */
struct builder {
    struct cs_figure_rows rows;
    const struct cs_figure_search *search;
    struct cs_figure_value *value;
};

static struct builder start_table(const struct cs_figure_search *search,
                                  struct cs_figure_value *value, const char *const *headers,
                                  const char *columns, size_t capacity)
{
    struct builder b = {.search = search, .value = value};
    cs_figure_rows_begin(&b.rows, &value->table, search->arena,
                         (struct cs_figure_shape){headers, columns, capacity});
    return b;
}

/* Source, period and caveat of the first row stand for the table. */
static void end_row(struct builder *b, const struct cs_found *origin)
{
    struct cs_figure_value *value = b->value;
    cs_figure_rows_end(&b->rows);
    if (value->source)
        return;
    value->source = origin->source;
    value->period = origin->period;
    value->period_text = origin->period_text;
    value->note = origin->source->caveat;
    value->unit = origin->unit;
}

static enum cs_status end_table(struct builder *b, struct cs_diag *diag)
{
    if (b->rows.has_failed)
        return cs_fail_memory(diag);
    b->value->is_present = b->value->table.n_rows > 0;
    if (!b->value->is_present)
        cs_figure_absent(b->value, cs_arena_printf(b->search->arena, "the data have no %s",
                                                   cs_figure_about(b->search, b->value)));
    return CS_OK;
}

static struct cs_breakdown breakdown_of(const struct cs_figure_search *search)
{
    return (struct cs_breakdown){search->data->lookup, search->data->price_data,
                                 search->data->reference, search->query, search->arena};
}

static size_t at_most(size_t n, int top)
{
    return top && (size_t)top < n ? (size_t)top : n;
}

enum cs_status cs_find_levels(const struct cs_figure_search *search, struct cs_figure_value *value,
                              struct cs_diag *diag)
{
    static const char *const headers[] = {"Level", "Experience", "Median pay", "Average pay"};
    struct cs_breakdown by = breakdown_of(search);
    struct cs_level_row *rows;
    size_t n;
    enum cs_status status = cs_level_rows(&by, &rows, &n, diag);
    if (status != CS_OK)
        return status;
    struct builder b = start_table(search, value, headers, "ttnn", n);
    for (size_t i = 0; i < n; i++) {
        cs_figure_rows_words(&b.rows, 0, rows[i].title);
        cs_figure_rows_words(&b.rows, 1, rows[i].definition);
        cs_figure_rows_found(&b.rows, 2, &rows[i].median, "money", CS_FIGURE_MONEY);
        cs_figure_rows_found(&b.rows, 3, &rows[i].mean, "money", CS_FIGURE_MONEY);
        end_row(&b, &rows[i].median);
    }
    return end_table(&b, diag);
}

enum cs_status cs_find_regions(const struct cs_figure_search *search, struct cs_figure_value *value,
                               struct cs_diag *diag)
{
    static const char *const headers[] = {"Region", "Median pay", "Jobs"};
    struct cs_breakdown by = breakdown_of(search);
    struct cs_region_rows regions;
    enum cs_status status = cs_region_rows_find(&by, &regions, diag);
    if (status != CS_OK)
        return status;
    size_t n = at_most(regions.n, search->call->top);
    struct builder b = start_table(search, value, headers, "tnn", n);
    for (size_t i = 0; i < n; i++) {
        cs_figure_rows_words(&b.rows, 0, regions.rows[i].name);
        cs_figure_rows_found(&b.rows, 1, &regions.rows[i].median, "money", CS_FIGURE_MONEY);
        cs_figure_rows_found(&b.rows, 2, &regions.rows[i].employment, "number", CS_FIGURE_COUNT);
        end_row(&b, &regions.rows[i].median);
    }
    return end_table(&b, diag);
}

/* The region at one end of the ranking: its name, with the value and origin of its median. */
static enum cs_status find_extreme(const struct cs_figure_search *search, int from_top,
                                   struct cs_figure_value *value, struct cs_diag *diag)
{
    struct cs_breakdown by = breakdown_of(search);
    struct cs_region_rows regions;
    enum cs_status status = cs_region_rows_find(&by, &regions, diag);
    if (status != CS_OK)
        return status;
    size_t n = regions.n;
    while (n && isnan(cs_found_number(&regions.rows[n - 1].median)))
        n--;
    if (!n) {
        cs_figure_absent(value, cs_arena_printf(search->arena, "the data have no %s",
                                                cs_figure_about(search, value)));
        return CS_OK;
    }
    const struct cs_region_row *end = &regions.rows[from_top ? 0 : n - 1];
    cs_figure_take(search, &end->median, value);
    value->word = end->name;
    return CS_OK;
}

enum cs_status cs_find_top_region(const struct cs_figure_search *search,
                                  struct cs_figure_value *value, struct cs_diag *diag)
{
    return find_extreme(search, 1, value, diag);
}

enum cs_status cs_find_bottom_region(const struct cs_figure_search *search,
                                     struct cs_figure_value *value, struct cs_diag *diag)
{
    return find_extreme(search, 0, value, diag);
}

/* Published ranges by country, in the money and per the time they were published in. */
enum cs_status cs_find_world(const struct cs_figure_search *search, struct cs_figure_value *value,
                             struct cs_diag *diag)
{
    static const char *const headers[] = {"Country", "Low", "High", "Per"};
    struct cs_breakdown by = breakdown_of(search);
    struct cs_country_rows countries;
    enum cs_status status = cs_country_rows_find(&by, &countries, diag);
    if (status != CS_OK)
        return status;
    struct builder b = start_table(search, value, headers, "tnnt", countries.n);
    for (size_t i = 0; i < countries.n; i++) {
        const struct cs_country_row *row = &countries.rows[i];
        cs_figure_rows_words(&b.rows, 0, row->name);
        cs_figure_rows_found(&b.rows, 1, &row->low, "money", CS_FIGURE_MONEY);
        cs_figure_rows_found(&b.rows, 2, &row->high, "money", CS_FIGURE_MONEY);
        cs_figure_rows_words(&b.rows, 3, cs_per_name((enum cs_per)row->low.unit.per));
        end_row(&b, &row->low);
    }
    return end_table(&b, diag);
}

enum cs_status cs_find_industries(const struct cs_figure_search *search,
                                  struct cs_figure_value *value, struct cs_diag *diag)
{
    static const char *const headers[] = {"Industry", "Jobs", "Share of jobs", "Average pay"};
    struct cs_breakdown by = breakdown_of(search);
    struct cs_industry_row *rows;
    size_t n;
    enum cs_status status = cs_industry_rows(&by, &rows, &n, diag);
    if (status != CS_OK)
        return status;
    n = at_most(n, search->call->top);
    struct builder b = start_table(search, value, headers, "tnnn", n);
    for (size_t i = 0; i < n; i++) {
        cs_figure_rows_words(&b.rows, 0, rows[i].title);
        cs_figure_rows_found(&b.rows, 1, &rows[i].employment, "number", CS_FIGURE_COUNT);
        cs_figure_rows_found(&b.rows, 2, &rows[i].share, "percent-1", CS_FIGURE_PERCENT);
        cs_figure_rows_found(&b.rows, 3, &rows[i].mean, "money", CS_FIGURE_MONEY);
        end_row(&b, &rows[i].employment);
    }
    return end_table(&b, diag);
}

enum cs_status cs_find_top_industry(const struct cs_figure_search *search,
                                    struct cs_figure_value *value, struct cs_diag *diag)
{
    struct cs_breakdown by = breakdown_of(search);
    struct cs_industry_row *rows;
    size_t n;
    enum cs_status status = cs_industry_rows(&by, &rows, &n, diag);
    if (status != CS_OK)
        return status;
    if (!n) {
        cs_figure_absent(value, cs_arena_printf(search->arena, "the data have no %s",
                                                cs_figure_about(search, value)));
        return CS_OK;
    }
    cs_figure_take(search, &rows[0].employment, value);
    value->word = rows[0].title;
    return CS_OK;
}

/* A history of a period is that up to it. */
static bool is_later(const struct cs_found *found, const struct cs_figure_search *search)
{
    return search->query.when == CS_WHEN_EXACT &&
           cs_period_compare(found->period, search->query.period) > 0;
}

enum cs_status cs_find_history(const struct cs_figure_search *search, struct cs_figure_value *value,
                               struct cs_diag *diag)
{
    static const char *const headers[] = {"Year", "Median pay", "Jobs"};
    struct cs_breakdown by = breakdown_of(search);
    struct cs_year_rows years;
    enum cs_status status = cs_year_rows_find(&by, &years, diag);
    if (status != CS_OK)
        return status;
    struct builder b = start_table(search, value, headers, "tnn", years.n);
    for (size_t i = years.n; i-- > 0;) {
        if (is_later(&years.rows[i].median, search))
            continue;
        cs_figure_rows_words(&b.rows, 0, years.rows[i].median.period_text);
        cs_figure_rows_found(&b.rows, 1, &years.rows[i].median, "money", CS_FIGURE_MONEY);
        cs_figure_rows_found(&b.rows, 2, &years.rows[i].employment, "number", CS_FIGURE_COUNT);
        end_row(&b, &years.rows[i].median);
    }
    return end_table(&b, diag);
}

enum cs_status cs_find_percentiles(const struct cs_figure_search *search,
                                   struct cs_figure_value *value, struct cs_diag *diag)
{
    static const char *const headers[] = {"Percentile", "Pay"};
    static const struct {
        enum cs_measure measure;
        const char *words;
    } rows[] = {{CS_WAGE_P10, "10th"},
                {CS_WAGE_P25, "25th"},
                {CS_WAGE_MEDIAN, "50th (median)"},
                {CS_WAGE_P75, "75th"},
                {CS_WAGE_P90, "90th"}};
    struct cs_query query = search->query;
    struct cs_found median = cs_lookup_at(search->data->lookup, query, CS_WAGE_MEDIAN);
    struct builder b = start_table(search, value, headers, "tn", 5);
    query.when = CS_WHEN_EXACT;
    query.period = median.period;
    for (size_t i = 0; median.estimate && i < 5; i++) {
        struct cs_found found = cs_lookup_at(search->data->lookup, query, rows[i].measure);
        if (!found.estimate)
            continue;
        cs_figure_rows_words(&b.rows, 0, rows[i].words);
        cs_figure_rows_found(&b.rows, 1, &found, "money", CS_FIGURE_MONEY);
        end_row(&b, &found);
    }
    return end_table(&b, diag);
}
