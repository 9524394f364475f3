/* Pay after prices: over the years, and at the prices of the nation. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/breakdown.h"
#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "data/period.h"
#include "data/quantity.h"
#include "guide/figure/figure.h"
#include "guide/figure/figure_search.h"

static struct cs_breakdown breakdown_of(const struct cs_figure_search *search)
{
    return (struct cs_breakdown){search->data->lookup, search->data->price_data,
                                 search->data->reference, search->query, search->arena};
}

static void add_note(const struct cs_figure_search *search, struct cs_figure_value *value,
                     const char *sentence)
{
    size_t n = value->note ? strlen(value->note) : 0;
    const char *join = n == 0 ? "" : value->note[n - 1] == '.' ? " " : "; ";
    value->note = cs_arena_printf(search->arena, "%s%s%s", n ? value->note : "", join, sentence);
}

static void note_prices(const struct cs_figure_search *search, struct cs_figure_value *value,
                        const struct cs_source *prices)
{
    const char *title = prices && prices->title ? prices->title : "a price series";
    add_note(search, value, cs_arena_printf(search->arena, "Converted by %s.", title));
}

/* A year of the comparison: one with pay in real terms, not after the period asked for. */
static bool is_usable(const struct cs_year_row *row, const struct cs_figure_search *search)
{
    bool is_later = search->query.when == CS_WHEN_EXACT &&
                    cs_period_compare(row->median.period, search->query.period) > 0;
    return !is_later && row->real > 0;
}

enum cs_status cs_find_real_change(const struct cs_figure_search *search,
                                   struct cs_figure_value *value, struct cs_diag *diag)
{
    struct cs_breakdown by = breakdown_of(search);
    struct cs_year_rows years;
    const struct cs_year_row *first = NULL, *last = NULL;
    by.query.when = CS_WHEN_NEWEST;
    enum cs_status status = cs_year_rows_find(&by, &years, diag);
    for (size_t i = 0; status == CS_OK && i < years.n; i++)
        last = is_usable(&years.rows[i], search) ? &years.rows[i] : last;
    for (size_t i = 0; last && !first; i++)
        if (is_usable(&years.rows[i], search) &&
            cs_found_same(search->data->reference, value->occupation_code, &years.rows[i].median,
                          &last->median))
            first = &years.rows[i];
    if (status != CS_OK || !first || first == last) {
        cs_figure_absent(value, cs_arena_printf(search->arena, "the data have no %s",
                                                cs_figure_about(search, value)));
        return status;
    }
    cs_figure_take(search, &last->median, value);
    value->estimate = NULL;
    value->quantity = cs_quantity_of((last->real / first->real - 1) * 100);
    value->unit = (struct cs_unit){.kind = CS_UNIT_PERCENT};
    value->period =
        (struct cs_period){first->median.period.end_year, last->median.period.end_year, 0};
    value->period_text = cs_arena_printf(search->arena, "%s to %s", first->median.period_text,
                                         last->median.period_text);
    note_prices(search, value, years.price_source);
    return CS_OK;
}

enum cs_status cs_find_at_parity(const struct cs_figure_search *search,
                                 struct cs_figure_value *value, struct cs_diag *diag)
{
    struct cs_breakdown by = breakdown_of(search);
    struct cs_region_rows regions;
    const struct cs_region_row *row = NULL;
    enum cs_status status = cs_region_rows_find(&by, &regions, diag);
    if (status == CS_OK && strcmp(value->region_code, "US") == 0) {
        cs_figure_absent(value, "national prices are what others are compared with");
        return CS_OK;
    }
    for (size_t i = 0; status == CS_OK && i < regions.n && !row; i++)
        if (strcmp(regions.rows[i].code, value->region_code) == 0)
            row = &regions.rows[i];
    if (status != CS_OK || !row || isnan(row->at_parity)) {
        cs_figure_absent(value, cs_arena_printf(search->arena, "the data have no %s",
                                                cs_figure_about(search, value)));
        return status;
    }
    cs_figure_take(search, &row->median, value);
    value->estimate = NULL;
    value->quantity.value = row->at_parity;
    note_prices(search, value, regions.parity_source);
    return CS_OK;
}
