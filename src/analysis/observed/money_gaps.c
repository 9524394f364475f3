/* One look at every place before observations are gathered, so that gathering itself need not know
 * what to do without a factor. */
#include "analysis/observed/money_gaps.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/group_view_slices.h"
#include "analysis/observed/groups.h"
#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/scratch.h"
#include "data/dataset.h"
#include "data/grouped.h"
#include "data/select.h"
#include "data/slices.h"

struct places {
    struct cs_money_gap *items; /* every place, as if it were a gap */
    size_t n, capacity;
    size_t last; /* found last: neighbors are often from one place */
};

static bool is_place(const struct cs_money_gap *place, const uint32_t key[CS_N_DIMS],
                     const char *currency)
{
    return place->region == key[CS_DIM_REGION] && place->period == key[CS_DIM_PERIOD] &&
           memcmp(place->currency, currency, 4) == 0;
}

static bool count(struct places *places, const uint32_t key[CS_N_DIMS], const char *currency,
                  size_t n)
{
    size_t i = places->last;
    if (i >= places->n || !is_place(&places->items[i], key, currency))
        for (i = 0; i < places->n && !is_place(&places->items[i], key, currency);)
            i++;
    if (i == places->capacity) {
        size_t capacity = 2 * places->capacity + 64;
        struct cs_money_gap *grown = realloc(places->items, capacity * sizeof *grown);
        if (!grown)
            return false;
        places->items = grown;
        places->capacity = capacity;
    }
    if (i == places->n) {
        places->items[places->n++] =
            (struct cs_money_gap){.region = key[CS_DIM_REGION], .period = key[CS_DIM_PERIOD]};
        memcpy(places->items[i].currency, currency, 4);
    }
    places->last = i;
    places->items[i].n += n;
    return true;
}

static bool count_rows(const struct cs_dataset *dataset, const struct cs_selection *among,
                       struct places *places)
{
    const struct cs_observations *rows = &dataset->observations;
    for (size_t i = 0; i < rows->n_rows; i++) {
        uint32_t key[CS_N_DIMS];
        for (int d = 0; d < CS_N_DIMS; d++)
            key[d] = rows->key[d] ? rows->key[d][i] : CS_NO_KEY;
        const char *currency = rows->currency ? rows->currency[i] : rows->unit.currency;
        if ((!among || cs_selection_takes_row(among, key)) && !count(places, key, currency, 1))
            return false;
    }
    return true;
}

static bool count_groups(const struct cs_dataset *dataset, const struct cs_grouped *grouped,
                         const struct cs_selection *among, struct places *places)
{
    for (size_t g = 0; g < grouped->n_groups; g++) {
        const struct cs_grouped_group *group = &grouped->groups[g];
        if ((!among || cs_selection_takes_row(among, group->key)) &&
            !count(places, group->key, dataset->observations.unit.currency, group->n))
            return false;
    }
    return true;
}

/* The same of groups whose observations are in a temporary file: a slice at a time, counts alone.
 */
static enum cs_status count_spilled(const struct cs_dataset *dataset,
                                    const struct cs_selection *among, struct places *places,
                                    struct cs_diag *diag)
{
    struct cs_group_view_slices slices;
    struct cs_groups_request request = cs_groups_request_all();
    bool is_whole = true;
    request.by[0] = CS_DIM_REGION;
    request.n_by = 1;
    enum cs_status status = cs_group_view_slices_open(&slices, dataset, &request, diag);
    if (status == CS_OK)
        status = cs_group_view_slices_restart(&slices, true, diag);
    while (status == CS_OK && is_whole && cs_slices_next(&slices.slices))
        is_whole = count_groups(dataset, &slices.slices.grouped, among, places);
    if (status == CS_OK && slices.slices.has_failed)
        status = cs_scratch_fail(&dataset->grouped->runs.spill->scratch, diag);
    cs_group_view_slices_close(&slices);
    return status == CS_OK && !is_whole ? cs_fail_memory(diag) : status;
}

/* Why the place has no factor; NULL when it has one. */
static const char *find_reason(const struct cs_dataset *dataset, const struct cs_money_plan *plan,
                               const struct cs_money_gap *place, struct cs_arena *arena)
{
    const struct cs_key *region = cs_dataset_key(dataset, CS_DIM_REGION, place->region);
    const struct cs_key *period = cs_dataset_key(dataset, CS_DIM_PERIOD, place->period);
    struct cs_money_pay pay = {region ? region->code : NULL, place->currency,
                               period ? period->period : (struct cs_period){0}};
    struct cs_money_factor factor;
    struct cs_diag own;
    cs_diag_init(&own);
    const char *reason = NULL;
    if (cs_money_find(plan, &pay, &factor, &own) != CS_OK)
        reason = cs_arena_strdup(arena, own.n_messages ? own.messages[0].text : "no factor");
    cs_diag_clear(&own);
    return reason;
}

static const char *code_of(const struct cs_dataset *dataset, enum cs_dim dim, uint32_t key)
{
    const struct cs_key *found = cs_dataset_key(dataset, dim, key);
    return found ? found->code : "";
}

/* By place, reason and period, whatever the order of rows or groups. */
static int compare_gaps(const void *a, const void *b, void *context)
{
    const struct cs_dataset *dataset = *(const struct cs_dataset *const *)context;
    const struct cs_money_gap *x = a, *y = b;
    int order = strcmp(code_of(dataset, CS_DIM_REGION, x->region),
                       code_of(dataset, CS_DIM_REGION, y->region));
    order = order ? order : strcmp(x->reason, y->reason);
    order = order ? order
                  : strcmp(code_of(dataset, CS_DIM_PERIOD, x->period),
                           code_of(dataset, CS_DIM_PERIOD, y->period));
    return order ? order : memcmp(x->currency, y->currency, sizeof x->currency);
}

enum cs_status cs_money_gaps_find(const struct cs_dataset *dataset,
                                  const struct cs_selection *among,
                                  const struct cs_money_plan *plan, struct cs_arena *arena,
                                  struct cs_money_gaps *out, struct cs_diag *diag)
{
    struct places places = {0};
    *out = (struct cs_money_gaps){0};
    bool is_whole = true;
    enum cs_status status = CS_OK;
    if (dataset->grouped && dataset->grouped->runs.n)
        status = count_spilled(dataset, among, &places, diag);
    else if (dataset->grouped)
        is_whole = count_groups(dataset, dataset->grouped, among, &places);
    else
        is_whole = count_rows(dataset, among, &places);
    out->gaps = cs_arena_alloc(arena, (places.n + 1) * sizeof *out->gaps);
    is_whole = is_whole && out->gaps && status == CS_OK;
    for (size_t i = 0; i < places.n && is_whole; i++) {
        places.items[i].reason = find_reason(dataset, plan, &places.items[i], arena);
        if (places.items[i].reason)
            out->gaps[out->n++] = places.items[i];
    }
    if (out->n == places.n)
        out->n = 0;
    if (out->n)
        qsort_r(out->gaps, out->n, sizeof *out->gaps, compare_gaps, &dataset);
    free(places.items);
    return is_whole || status != CS_OK ? status : cs_fail_memory(diag);
}
