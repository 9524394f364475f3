/* Which vintage a comparison stands on, and each of its cells. Apart from outlook.c, whose pages
 * take the newest vintage of one place: side by side, newer pay would pass for higher pay. */
#include "analysis/outlook/beside.h"

#include <math.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "analysis/outlook/outlook.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/quantity.h"
#include "data/soc/revisions.h"

enum { OLD_YEARS = 2, OLD_PROJECTION_YEARS = 4 };

static bool has_value(const struct cs_found *found)
{
    return found->estimate && (found->text || !isnan(cs_found_number(found)));
}

/* Where nobody says who published them, only one source is surely one publisher's. */
static bool is_of_one(const struct cs_found *a, const struct cs_found *b)
{
    bool is_told = a->source && a->source->publisher;
    return cs_found_same_publisher(a, b) && (is_told || a->source == b->source);
}

static struct cs_query query_of(const struct cs_beside_columns *columns, enum cs_measure measure,
                                size_t column, bool is_national)
{
    const struct cs_outlook_about *about = &columns->items[column].about;
    const char *region = is_national ? "US" : about->region_code;
    return cs_query_of(measure, about->occupation_key,
                       cs_lookup_key(columns->lookup, CS_DIM_REGION, region));
}

/* The figure of a column in a period, by the publisher of `like`, or by any when it is NULL. */
static bool find_at(const struct cs_beside_columns *columns, struct cs_query query,
                    const struct cs_found *like, struct cs_found *out)
{
    query.when = CS_WHEN_EXACT;
    return query.region != CS_NO_KEY && cs_lookup_find(columns->lookup, &query, out) &&
           has_value(out) && (!like || is_of_one(like, out));
}

/* How many columns have the measure in the period by the publisher of `like`. */
static size_t count_with(const struct cs_beside_columns *columns, enum cs_measure measure,
                         const struct cs_found *like, bool is_national)
{
    size_t n = 0;
    for (size_t i = 0; i < columns->n; i++) {
        struct cs_query query = query_of(columns, measure, i, is_national);
        struct cs_found found;
        query.period = like->period;
        n += find_at(columns, query, like, &found);
    }
    return n;
}

/* A candidate is better when more columns have it, unless that takes the page back by years; of
 * equals the newer. */
static bool is_better(const struct cs_found *basis, size_t n, const struct cs_found *best,
                      size_t n_best)
{
    int years = basis->period.end_year - best->period.end_year;
    if (!best->estimate || years > OLD_YEARS)
        return true;
    if (years < -OLD_YEARS)
        return false;
    return n != n_best ? n > n_best : cs_period_compare(basis->period, best->period) > 0;
}

static enum cs_status choose_among(const struct cs_beside_columns *columns, enum cs_measure measure,
                                   struct cs_beside_vintage *out, struct cs_diag *diag)
{
    size_t n_best = 0;
    for (size_t i = 0; i < columns->n; i++) {
        struct cs_query query = query_of(columns, measure, i, out->is_national);
        struct cs_key_list periods = {.arena = columns->arena};
        enum cs_status status =
            cs_lookup_list(columns->lookup, &query, CS_DIM_PERIOD, &periods, diag);
        if (status != CS_OK)
            return status;
        for (size_t k = periods.n; query.region != CS_NO_KEY && k-- > 0;) {
            struct cs_found basis;
            query.period =
                cs_dataset_key(cs_lookup_dataset(columns->lookup), CS_DIM_PERIOD, periods.keys[k])
                    ->period;
            if (!find_at(columns, query, NULL, &basis))
                continue;
            size_t n = count_with(columns, measure, &basis, out->is_national);
            if (is_better(&basis, n, &out->basis, n_best)) {
                out->basis = basis;
                n_best = n;
            }
        }
    }
    return CS_OK;
}

/* The newest value of a column, whatever the vintage; false when there is none with a year. */
static bool find_newest(const struct cs_beside_columns *columns, enum cs_measure measure,
                        size_t column, bool is_national, struct cs_found *out)
{
    struct cs_query query = query_of(columns, measure, column, is_national);
    query.needs_value = 1;
    return query.region != CS_NO_KEY && cs_lookup_find(columns->lookup, &query, out) &&
           has_value(out) && out->period.start_year;
}

/* As on a page of one place: old pay does not stand where the nation has today's. */
static bool is_too_old(const struct cs_beside_columns *columns, enum cs_measure measure,
                       const struct cs_found *basis)
{
    int most = cs_period_is_span(basis->period) ? OLD_PROJECTION_YEARS : OLD_YEARS;
    for (size_t i = 0; basis->period.start_year && i < columns->n; i++) {
        struct cs_found nation;
        if (find_newest(columns, measure, i, true, &nation) &&
            nation.period.start_year - basis->period.start_year > most)
            return true;
    }
    return false;
}

static void find_newer(const struct cs_beside_columns *columns, enum cs_measure measure,
                       struct cs_beside_vintage *out)
{
    for (size_t i = 0; i < columns->n; i++) {
        struct cs_found newest;
        bool is_newer = find_newest(columns, measure, i, out->is_national, &newest) &&
                        is_of_one(&out->basis, &newest) &&
                        newest.period.start_year > out->basis.period.start_year;
        int order = !is_newer             ? -1
                    : out->newer.estimate ? cs_period_compare(newest.period, out->newer.period)
                                          : 1;
        if (order > 0) {
            out->newer = newest;
            memset(out->has_newer, 0, sizeof out->has_newer);
        }
        out->has_newer[i] = order >= 0;
    }
}

enum cs_status cs_beside_choose(const struct cs_beside_columns *columns, enum cs_measure measure,
                                struct cs_beside_vintage *out, struct cs_diag *diag)
{
    *out = (struct cs_beside_vintage){.is_national = false};
    enum cs_status status = choose_among(columns, measure, out, diag);
    if (status == CS_OK && out->basis.estimate && is_too_old(columns, measure, &out->basis))
        *out = (struct cs_beside_vintage){.too_old = out->basis};
    if (status == CS_OK && !out->basis.estimate) {
        out->is_national = true;
        status = choose_among(columns, measure, out, diag);
    }
    if (status == CS_OK && out->basis.estimate)
        find_newer(columns, measure, out);
    return status;
}

/* Whether the column's code stood for something else in the vintage, or was not there yet. */
static bool is_other_code(const struct cs_beside_columns *columns,
                          const struct cs_beside_vintage *vintage, size_t column)
{
    int year = vintage->basis.period.start_year;
    return year && cs_soc_difference(columns->reference, columns->items[column].about.code,
                                     cs_soc_stage_of(year, NULL), CS_SOC_2018, columns->arena);
}

/* Why an exact figure is not there, and what is. */
static void tell_lack(const struct cs_beside_columns *columns,
                      const struct cs_beside_vintage *vintage, struct cs_query query, size_t column,
                      struct cs_beside_cell *cell)
{
    struct cs_query other = query;
    other.per = CS_PER_NONE;
    if (query.per != CS_PER_NONE && cs_lookup_value(columns->lookup, &other, &cell->newest) &&
        is_of_one(&vintage->basis, &cell->newest)) {
        cell->lack = CS_BESIDE_PER;
        return;
    }
    if (cell->found.estimate) {
        cell->lack = CS_BESIDE_UNPUBLISHED;
        return;
    }
    query.when = CS_WHEN_NEWEST;
    query.needs_value = 1;
    bool is_there = cs_lookup_find(columns->lookup, &query, &cell->newest);
    bool is_code = !is_there && is_other_code(columns, vintage, column);
    cell->lack = is_there  ? CS_BESIDE_OTHER_PERIOD
                 : is_code ? CS_BESIDE_OTHER_CODE
                           : CS_BESIDE_NOWHERE;
}

struct cs_beside_cell cs_beside_find(const struct cs_beside_columns *columns,
                                     const struct cs_beside_vintage *vintage,
                                     struct cs_beside_ask ask, size_t column)
{
    struct cs_beside_cell cell = {.lack = CS_BESIDE_NOWHERE};
    struct cs_query query = query_of(columns, ask.measure, column, vintage->is_national);
    if (ask.is_of_all)
        query.occupation = cs_lookup_key(columns->lookup, CS_DIM_OCCUPATION, "00-0000");
    if (!vintage->basis.estimate || query.region == CS_NO_KEY || query.occupation == CS_NO_KEY)
        return cell;
    query.when = CS_WHEN_EXACT;
    query.period = vintage->basis.period;
    query.per = ask.per;
    cs_lookup_find(columns->lookup, &query, &cell.found);
    if (cell.found.estimate && !is_of_one(&vintage->basis, &cell.found)) {
        cell.lack = CS_BESIDE_OTHER_PUBLISHER;
        cell.newest = cell.found;
        cell.found = (struct cs_found){.quantity = cs_quantity_missing(CS_NOT_REPORTED)};
    } else if (has_value(&cell.found)) {
        cell.lack = CS_BESIDE_THERE;
    } else {
        tell_lack(columns, vintage, query, column, &cell);
    }
    return cell;
}
