/* One table of the areas an occupation is in, from the lookup; the quotients and shift-share
 * formulas are stats/share.h's. */
#include "analysis/outlook/area.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "stats/share.h"

/* Employment by region, NaN where there is none: of the occupation and of all, earlier and later.
 */
struct table {
    double *at;        /* [region][which][period] */
    double *quotients; /* [region]: as published at the later period */
    size_t n_regions;
};

static double *cell(const struct table *table, uint32_t region, bool is_all, int period)
{
    return &table->at[(size_t)region * 4 + 2 * (size_t)is_all + (size_t)period];
}

static bool fill_table(const struct cs_dataset *dataset, const struct cs_area_request *request,
                       struct table *table)
{
    table->n_regions = dataset->dicts[CS_DIM_REGION].n_keys;
    table->at = malloc((table->n_regions * 5 + 1) * sizeof *table->at);
    if (!table->at)
        return false;
    for (size_t i = 0; i < table->n_regions * 5; i++)
        table->at[i] = NAN;
    table->quotients = table->at + table->n_regions * 4;
    for (size_t i = 0; i < dataset->n_estimates; i++) {
        const struct cs_estimate *estimate = &dataset->estimates[i];
        uint32_t occupation = estimate->key[CS_DIM_OCCUPATION];
        uint32_t region = estimate->key[CS_DIM_REGION], period = estimate->key[CS_DIM_PERIOD];
        bool is_asked = estimate->presence == CS_PRESENT &&
                        estimate->key[CS_DIM_INDUSTRY] == CS_NO_KEY && region != CS_NO_KEY &&
                        (occupation == request->occupation || occupation == request->all) &&
                        period != CS_NO_KEY && (period == request->to || period == request->from);
        if (is_asked && estimate->measure == CS_LOCATION_QUOTIENT && period == request->to &&
            occupation == request->occupation)
            table->quotients[region] = estimate->value;
        if (is_asked && estimate->measure == CS_EMPLOYMENT)
            *cell(table, region, occupation == request->all, period == request->to) =
                estimate->value;
    }
    return true;
}

static void fill_row(const struct table *table, const struct cs_area_request *request,
                     struct cs_area_row *row)
{
    uint32_t here = row->region, nation = request->nation;
    row->employment = *cell(table, here, 0, 1);
    row->location_quotient =
        cs_location_quotient(row->employment, *cell(table, here, 1, 1), *cell(table, nation, 0, 1),
                             *cell(table, nation, 1, 1));
    row->published_quotient = table->quotients[here];
    struct cs_shift_share_data data;
    for (int period = 0; period < 2; period++) {
        data.local[period] = *cell(table, here, 0, period);
        data.nation[period] = *cell(table, nation, 0, period);
        data.nation_total[period] = *cell(table, nation, 1, period);
    }
    row->parts_lack = cs_shift_share(&data, &row->parts);
}

/* To order by: our own, else the publisher's; absent ones last. */
static double quotient_of(const struct cs_area_row *row)
{
    if (!isnan(row->location_quotient))
        return row->location_quotient;
    return isnan(row->published_quotient) ? -1 : row->published_quotient;
}

static int compare_rows(const void *a, const void *b)
{
    const struct cs_area_row *x = a, *y = b;
    double p = quotient_of(x), q = quotient_of(y);
    if (p != q)
        return p > q ? -1 : 1;
    return x->region < y->region ? -1 : x->region > y->region;
}

static const char *name_period(const struct cs_dataset *dataset, uint32_t index)
{
    const struct cs_key *key = cs_dataset_key(dataset, CS_DIM_PERIOD, index);
    return key ? key->code : NULL;
}

enum cs_status cs_areas_find(const struct cs_dataset *dataset,
                             const struct cs_area_request *request, struct cs_arena *arena,
                             struct cs_areas *out, struct cs_diag *diag)
{
    struct table table;
    *out = (struct cs_areas){.from = name_period(dataset, request->from),
                             .to = name_period(dataset, request->to)};
    if (request->nation >= dataset->dicts[CS_DIM_REGION].n_keys)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "the data have no figures for the nation");
    out->rows = cs_arena_alloc(arena, dataset->dicts[CS_DIM_REGION].n_keys * sizeof *out->rows);
    if (!out->rows || !fill_table(dataset, request, &table))
        return cs_fail_memory(diag);
    for (uint32_t region = 0; region < table.n_regions; region++) {
        if (region == request->nation || isnan(*cell(&table, region, 0, 1)))
            continue;
        struct cs_area_row *row = &out->rows[out->n_rows++];
        *row = (struct cs_area_row){.region = region};
        fill_row(&table, request, row);
    }
    free(table.at);
    qsort(out->rows, out->n_rows, sizeof *out->rows, compare_rows);
    if (out->n_rows == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                       "no area has employment of the occupation in %s",
                       out->to ? out->to : "the period");
    return CS_OK;
}
