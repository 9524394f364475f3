/* The metropolitan areas of a state, by the states in their titles. */
#include "analysis/outlook/metro.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/name/area.h"
#include "data/period.h"
#include "data/quantity.h"

enum { CODE_DIGITS = 5, OLD_YEARS = 2 };

/* Whether the states at the end of a title, "OH-KY-IN", include one. */
static bool names_state(const char *title, const char *state)
{
    const char *at = strlen(state) == CS_POSTAL_LETTERS ? cs_area_states(title) : NULL;
    for (; at && *at; at += strcspn(at, "-"), at += *at == '-')
        if (memcmp(at, state, CS_POSTAL_LETTERS) == 0)
            return true;
    return false;
}

static bool is_area_of(const struct cs_key *key, const char *state)
{
    return strlen(key->code) == CODE_DIGITS && strspn(key->code, "0123456789") == CODE_DIGITS &&
           key->title && names_state(key->title, state);
}

static int order_areas(const void *a, const void *b)
{
    const struct cs_metro_row *x = a, *y = b;
    double u = cs_found_number(&x->employment), v = cs_found_number(&y->employment);
    u = isnan(u) ? -1 : u;
    v = isnan(v) ? -1 : v;
    return u > v ? -1 : u < v ? 1 : strcmp(x->code, y->code);
}

/* The newest period in which one of the areas has a median. */
static struct cs_period newest_period(const struct cs_breakdown *by, const uint32_t *areas,
                                      size_t n)
{
    struct cs_query query = by->query;
    struct cs_period newest = {0, 0, 0, 0};
    query.measure = CS_WAGE_MEDIAN;
    query.when = CS_WHEN_NEWEST;
    query.needs_value = true;
    for (size_t i = 0; i < n; i++) {
        struct cs_found found;
        query.region = areas[i];
        if (cs_lookup_find(by->lookup, &query, &found) &&
            cs_period_compare(found.period, newest) > 0)
            newest = found.period;
    }
    return newest;
}

/* The rows of one period, in the unit and by the publisher of the lead. */
static void fill(const struct cs_breakdown *by, const uint32_t *areas, size_t n,
                 const struct cs_found *lead, struct cs_metro_rows *out)
{
    struct cs_query query = by->query;
    query.when = CS_WHEN_EXACT;
    query.period = out->period;
    query.per = (enum cs_per)lead->unit.per;
    for (size_t i = 0; i < n; i++) {
        query.region = areas[i];
        const struct cs_key *key =
            cs_dataset_key(cs_lookup_dataset(by->lookup), CS_DIM_REGION, areas[i]);
        struct cs_found median = cs_lookup_at(by->lookup, query, CS_WAGE_MEDIAN);
        if (!median.estimate || !cs_unit_equals(median.unit, lead->unit) ||
            !cs_found_same_publisher(&median, lead))
            continue;
        out->rows[out->n++] = (struct cs_metro_row){
            key->code, key->title, median, cs_lookup_at(by->lookup, query, CS_EMPLOYMENT),
            cs_lookup_at(by->lookup, query, CS_LOCATION_QUOTIENT)};
    }
    qsort(out->rows, out->n, sizeof *out->rows, order_areas);
    double best = 0;
    out->best = out->n;
    for (size_t i = 0; i < out->n; i++)
        if (out->rows[i].median.quantity.presence == CS_PRESENT &&
            out->rows[i].median.quantity.value > best) {
            best = out->rows[i].median.quantity.value;
            out->best = i;
        }
}

enum cs_status cs_metro_rows_find(const struct cs_breakdown *by, const char *state,
                                  const struct cs_found *lead, struct cs_metro_rows *out,
                                  struct cs_diag *diag)
{
    struct cs_query query = by->query;
    struct cs_key_list list = {.arena = by->arena};
    size_t n = 0;
    *out = (struct cs_metro_rows){0};
    query.measure = CS_WAGE_MEDIAN;
    query.when = CS_WHEN_NEWEST;
    enum cs_status status = cs_lookup_list(by->lookup, &query, CS_DIM_REGION, &list, diag);
    if (status != CS_OK || !lead->estimate)
        return status;
    for (size_t i = 0; i < list.n; i++)
        if (is_area_of(cs_dataset_key(cs_lookup_dataset(by->lookup), CS_DIM_REGION, list.keys[i]),
                       state))
            list.keys[n++] = list.keys[i];
    out->period = newest_period(by, list.keys, n);
    if (!n || lead->period.end_year - out->period.end_year > OLD_YEARS)
        return CS_OK;
    out->rows = cs_arena_alloc(by->arena, n * sizeof *out->rows);
    if (!out->rows)
        return cs_fail_memory(diag);
    fill(by, list.keys, n, lead, out);
    return CS_OK;
}
