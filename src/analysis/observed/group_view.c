/* Which kept groups make up each group that is asked for, and in what order. Opening, reading,
 * money and large groups are in the other group_view_*.c. */
#include "analysis/observed/group_view.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/group_view_slices.h"
#include "analysis/observed/money_gaps.h"
#include "base/diag.h"
#include "base/pages.h"
#include "data/dict.h"

struct work {
    const struct cs_dataset *dataset;
    const struct cs_grouped *grouped;
    const struct cs_groups_request *request;
    struct cs_group_view_places *places;
    struct cs_group_view *out;
    uint32_t *ranks[CS_N_DIMS]; /* of each key of a dimension grouped by, in its order; with money,
                                   of all dimensions */
    uint32_t *ranked;           /* kept groups that are asked for, in the order of the answer */
    size_t n_ranked;
};

/* ---- order ---- */

static const uint32_t *key_of(const struct work *work, uint32_t group)
{
    return work->grouped->groups[group].key;
}

/* Without a key: last. */
static size_t place_of(const uint32_t *ranks, uint32_t key, size_t n_keys)
{
    return key == CS_NO_KEY ? n_keys : ranks[key];
}

/* One stable pass: groups in the order of their keys of a dimension, counted, not compared. */
static void order_by(const struct work *work, enum cs_dim dim, const uint32_t *from, uint32_t *to,
                     size_t *starts)
{
    const uint32_t *ranks = work->ranks[dim];
    size_t n_keys = work->dataset->dicts[dim].n_keys, sum = 0;
    memset(starts, 0, (n_keys + 1) * sizeof *starts);
    for (size_t i = 0; i < work->n_ranked; i++)
        starts[place_of(ranks, key_of(work, from[i])[dim], n_keys)]++;
    for (size_t k = 0; k <= n_keys; k++) {
        size_t count = starts[k];
        starts[k] = sum;
        sum += count;
    }
    for (size_t i = 0; i < work->n_ranked; i++)
        to[starts[place_of(ranks, key_of(work, from[i])[dim], n_keys)]++] = from[i];
}

static int compare_groups(const void *a, const void *b, void *context)
{
    const struct work *work = context;
    const uint32_t *x = key_of(work, *(const uint32_t *)a), *y = key_of(work, *(const uint32_t *)b);
    int d = 0;
    while (d + 1 < CS_N_DIMS && x[d] == y[d])
        d++;
    return x[d] < y[d] ? -1 : x[d] > y[d];
}

/* The request's dimensions and, with money, the others behind them, so that factors come up in the
 * same order whatever the order of the observations. Returns how many. */
static size_t list_dims(const struct cs_groups_request *request, enum cs_dim dims[CS_N_DIMS])
{
    unsigned seen = 0;
    size_t n = request->n_by;
    for (size_t i = 0; i < n; i++) {
        dims[i] = request->by[i];
        seen |= 1u << dims[i];
    }
    for (int d = 0; d < CS_N_DIMS && request->money; d++)
        if (!(seen >> d & 1))
            dims[n++] = (enum cs_dim)d;
    return n;
}

/* By those dimensions, then by number; with strata by key, as which thread met one first must not
 * show. Returns 0 when out of memory. */
static int order_groups(struct work *work, const enum cs_dim *dims, size_t n_dims)
{
    size_t n_most = 0;
    for (size_t i = 0; i < n_dims; i++) {
        size_t n_keys = work->dataset->dicts[dims[i]].n_keys;
        n_most = n_keys > n_most ? n_keys : n_most;
    }
    uint32_t *spare = cs_pages_alloc((work->n_ranked + 1) * sizeof *spare);
    size_t *starts = malloc((n_most + 1) * sizeof *starts);
    bool is_whole = spare && starts;
    if (work->request->has_strata && is_whole)
        qsort_r(work->ranked, work->n_ranked, sizeof *work->ranked, compare_groups, work);
    for (size_t i = n_dims; i-- > 0 && is_whole;) {
        order_by(work, dims[i], work->ranked, spare, starts);
        uint32_t *ordered = spare;
        spare = work->ranked;
        work->ranked = ordered;
    }
    free(spare);
    free(starts);
    return is_whole;
}

/* ---- which kept groups ---- */

static bool is_elsewhere(const struct work *work, const uint32_t key[CS_N_DIMS])
{
    const struct cs_groups_request *request = work->request;
    for (int d = 0; d < CS_N_DIMS; d++)
        if ((request->where[d] != CS_NO_KEY && request->where[d] != key[d]) ||
            (request->among && !cs_selection_takes(request->among, (enum cs_dim)d, key[d])))
            return true;
    return request->money && cs_money_gaps_take(request->money->gaps, key, NULL);
}

static void rank_group(struct work *work, uint32_t number)
{
    const struct cs_grouped_group *group = &work->grouped->groups[number];
    struct cs_groups *counts = &work->out->counts;
    if (is_elsewhere(work, group->key)) {
        counts->n_elsewhere += group->n;
        return;
    }
    counts->n_not_numbers += group->n_not_numbers;
    for (size_t i = 0; i < work->request->n_by; i++)
        if (group->key[work->request->by[i]] == CS_NO_KEY) {
            counts->n_without_key += group->n - group->n_not_numbers;
            return;
        }
    counts->n_observations += group->n - group->n_not_numbers;
    if (group->n > group->n_not_numbers)
        work->ranked[work->n_ranked++] = number;
}

static enum cs_status rank_groups(struct work *work, struct cs_diag *diag)
{
    size_t n = work->grouped->n_groups;
    enum cs_dim dims[CS_N_DIMS];
    size_t n_dims = list_dims(work->request, dims);
    work->ranked = cs_pages_alloc((n + 1) * sizeof *work->ranked);
    bool is_whole = work->ranked != NULL;
    for (size_t i = 0; i < n_dims && is_whole; i++)
        is_whole =
            (work->ranks[dims[i]] = cs_dict_rank(&work->dataset->dicts[dims[i]], dims[i])) != NULL;
    for (size_t g = 0; g < n && is_whole; g++)
        rank_group(work, (uint32_t)g);
    return is_whole && order_groups(work, dims, n_dims) ? CS_OK : cs_fail_memory(diag);
}

static bool is_same_group(const struct work *work, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < work->request->n_by; i++)
        if (key_of(work, a)[work->request->by[i]] != key_of(work, b)[work->request->by[i]])
            return false;
    return true;
}

static enum cs_status join_ranked(struct work *work, struct cs_diag *diag)
{
    struct cs_group_view *out = work->out;
    out->groups = cs_pages_alloc((work->n_ranked + 1) * sizeof *out->groups);
    if (!out->groups)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < work->n_ranked; i++) {
        const struct cs_grouped_group *kept = &work->grouped->groups[work->ranked[i]];
        if (i == 0 || !is_same_group(work, work->ranked[i - 1], work->ranked[i])) {
            struct cs_group_view_group *fresh = &out->groups[out->n_groups++];
            *fresh = (struct cs_group_view_group){.first = i};
            for (int d = 0; d < CS_N_DIMS; d++)
                fresh->key[d] = CS_NO_KEY;
            for (size_t k = 0; k < work->request->n_by; k++)
                fresh->key[work->request->by[k]] = kept->key[work->request->by[k]];
        }
        struct cs_group_view_group *group = &out->groups[out->n_groups - 1];
        group->n_members++;
        group->n += kept->n - kept->n_not_numbers;
        out->n_most = group->n > out->n_most ? group->n : out->n_most;
    }
    out->members = work->ranked;
    work->ranked = NULL;
    return CS_OK;
}

/* ---- money ---- */

static enum cs_status number_places(struct work *work, struct cs_diag *diag)
{
    struct cs_group_view *out = work->out;
    out->places = calloc(work->grouped->n_groups + 1, sizeof *out->places);
    bool is_whole = out->places != NULL;
    for (size_t i = 0; i < work->n_ranked && is_whole; i++) {
        uint32_t number = work->ranked[i];
        out->places[number] =
            cs_group_view_places_find(work->places, work->grouped->groups[number].key);
        is_whole = out->places[number] != UINT32_MAX;
    }
    return is_whole ? CS_OK : cs_fail_memory(diag);
}

enum cs_status cs_group_view_check(const struct cs_groups *counts, struct cs_diag *diag)
{
    if (counts->n_observations > 0)
        return CS_OK;
    return cs_fail(diag, CS_NO_ANSWER, NULL, CS_GROUPS_NONE_HINT,
                   "none of the %zu individual observations match the filters and have every "
                   "dimension in --by",
                   counts->n_elsewhere + counts->n_not_numbers + counts->n_without_key);
}

enum cs_status cs_group_view_open_some(const struct cs_dataset *dataset,
                                       const struct cs_groups_request *request,
                                       struct cs_group_view_places *places,
                                       struct cs_group_view *out, struct cs_diag *diag)
{
    *out = (struct cs_group_view){.dataset = dataset};
    out->counts.unit = dataset->observations.unit;
    struct work work = {.dataset = dataset,
                        .grouped = dataset->grouped,
                        .request = request,
                        .places = places,
                        .out = out};
    enum cs_status status = rank_groups(&work, diag);
    if (status == CS_OK && request->money)
        status = number_places(&work, diag);
    if (status == CS_OK)
        status = join_ranked(&work, diag);
    for (int d = 0; d < CS_N_DIMS; d++)
        free(work.ranks[d]);
    free(work.ranked);
    return status;
}
