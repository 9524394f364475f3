#include "analysis/kept.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct work {
    const struct cs_dataset *dataset;
    const struct cs_grouped *grouped;
    const struct cs_groups_request *request;
    struct cs_kept *out;
    uint32_t *ranks[CS_N_DIMS]; /* of each key of a dimension grouped by, in its order */
    uint32_t *ranked;           /* kept groups that are asked for, in the order of the answer */
    size_t n_ranked;
};

/* ---- order ---- */

static int compare_keys(const void *a, const void *b, void *context)
{
    const struct cs_dict *dict = context;
    const struct cs_key *x = &dict->keys[*(const uint32_t *)a], *y = &dict->keys[*(const uint32_t *)b];
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    int by_time = cs_period_compare(x->period, y->period);
    return by_time ? by_time : strcmp(x->code, y->code);
}

static int rank_keys(struct work *work, enum cs_dim dim)
{
    struct cs_dict dict = work->dataset->dicts[dim];
    uint32_t *order = malloc((dict.n_keys + 1) * sizeof *order);
    work->ranks[dim] = malloc((dict.n_keys + 1) * sizeof **work->ranks);
    if (!order || !work->ranks[dim]) {
        free(order);
        return 0;
    }
    for (size_t k = 0; k < dict.n_keys; k++)
        order[k] = (uint32_t)k;
    qsort_r(order, dict.n_keys, sizeof *order, compare_keys, &dict);
    for (size_t k = 0; k < dict.n_keys; k++)
        work->ranks[dim][order[k]] = (uint32_t)k;
    free(order);
    return 1;
}

static const uint32_t *key_of(const struct work *work, uint32_t group)
{
    return work->grouped->groups[group].key;
}

/* One stable pass: groups in the order of their keys of a dimension, counted, not compared. */
static void order_by(const struct work *work, enum cs_dim dim, const uint32_t *from, uint32_t *to,
                     size_t *starts)
{
    const uint32_t *ranks = work->ranks[dim];
    size_t n_keys = work->dataset->dicts[dim].n_keys, sum = 0;
    memset(starts, 0, n_keys * sizeof *starts);
    for (size_t i = 0; i < work->n_ranked; i++)
        starts[ranks[key_of(work, from[i])[dim]]]++;
    for (size_t k = 0; k < n_keys; k++) {
        size_t count = starts[k];
        starts[k] = sum;
        sum += count;
    }
    for (size_t i = 0; i < work->n_ranked; i++)
        to[starts[ranks[key_of(work, from[i])[dim]]]++] = from[i];
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

/* By the request's dimensions, then by number; with strata by key, as which thread met one first
 * must not show. Returns 0 when out of memory. */
static int order_groups(struct work *work)
{
    size_t n_most = 0;
    for (size_t i = 0; i < work->request->n_by; i++) {
        size_t n_keys = work->dataset->dicts[work->request->by[i]].n_keys;
        n_most = n_keys > n_most ? n_keys : n_most;
    }
    uint32_t *spare = malloc((work->n_ranked + 1) * sizeof *spare);
    size_t *starts = malloc((n_most + 1) * sizeof *starts);
    int is_whole = spare && starts;
    if (work->request->has_strata)
        qsort_r(work->ranked, work->n_ranked, sizeof *work->ranked, compare_groups, work);
    for (size_t i = work->request->n_by; i-- > 0 && is_whole;) {
        order_by(work, work->request->by[i], work->ranked, spare, starts);
        uint32_t *ordered = spare;
        spare = work->ranked;
        work->ranked = ordered;
    }
    free(spare);
    free(starts);
    return is_whole;
}

/* ---- which kept groups ---- */

static int is_elsewhere(const struct work *work, const uint32_t key[CS_N_DIMS])
{
    const struct cs_groups_request *request = work->request;
    for (int d = 0; d < CS_N_DIMS; d++)
        if ((request->where[d] != CS_NO_KEY && request->where[d] != key[d]) ||
            (request->among && !cs_selection_takes(request->among, (enum cs_dim)d, key[d])))
            return 1;
    return 0;
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
    counts->n_answers += group->n - group->n_not_numbers;
    if (group->n > group->n_not_numbers)
        work->ranked[work->n_ranked++] = number;
}

static enum cs_status rank_groups(struct work *work, struct cs_diag *diag)
{
    size_t n = work->grouped->n_groups, n_all = 0;
    work->ranked = malloc((n + 1) * sizeof *work->ranked);
    int is_whole = work->ranked != NULL;
    for (size_t i = 0; i < work->request->n_by && is_whole; i++)
        is_whole = rank_keys(work, work->request->by[i]);
    if (!is_whole)
        return cs_fail_memory(diag);
    for (size_t g = 0; g < n; g++) {
        rank_group(work, (uint32_t)g);
        n_all += work->grouped->groups[g].n;
    }
    if (work->out->counts.n_answers == 0)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                       "none of %zu individual answers is left to look at", n_all);
    return order_groups(work) ? CS_OK : cs_fail_memory(diag);
}

static int is_same_group(const struct work *work, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < work->request->n_by; i++)
        if (key_of(work, a)[work->request->by[i]] != key_of(work, b)[work->request->by[i]])
            return 0;
    return 1;
}

static enum cs_status join_ranked(struct work *work, struct cs_diag *diag)
{
    struct cs_kept *out = work->out;
    out->groups = malloc((work->n_ranked + 1) * sizeof *out->groups);
    out->members = malloc((work->n_ranked + 1) * sizeof *out->members);
    if (!out->groups || !out->members)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < work->n_ranked; i++) {
        const struct cs_grouped_group *kept = &work->grouped->groups[work->ranked[i]];
        if (i == 0 || !is_same_group(work, work->ranked[i - 1], work->ranked[i])) {
            struct cs_kept_group *fresh = &out->groups[out->n_groups++];
            *fresh = (struct cs_kept_group){.first = i};
            for (int d = 0; d < CS_N_DIMS; d++)
                fresh->key[d] = CS_NO_KEY;
            for (size_t k = 0; k < work->request->n_by; k++)
                fresh->key[work->request->by[k]] = kept->key[work->request->by[k]];
        }
        struct cs_kept_group *group = &out->groups[out->n_groups - 1];
        out->members[i] = work->ranked[i];
        group->n_members++;
        group->n += kept->n - kept->n_not_numbers;
        out->n_most = group->n > out->n_most ? group->n : out->n_most;
    }
    return CS_OK;
}

/* ---- money ---- */

static struct cs_money_pay pay_of(const struct work *work, const struct cs_grouped_group *group)
{
    const struct cs_key *region =
        cs_dataset_key(work->dataset, CS_DIM_REGION, group->key[CS_DIM_REGION]);
    const struct cs_key *period =
        cs_dataset_key(work->dataset, CS_DIM_PERIOD, group->key[CS_DIM_PERIOD]);
    return (struct cs_money_pay){region ? region->code : NULL,
                                 work->dataset->observations.unit.currency,
                                 period ? period->period : (struct cs_period){0}};
}

/* One factor for each region and period that occurs. */
static enum cs_status find_factors(struct work *work, struct cs_diag *diag)
{
    struct cs_kept *out = work->out;
    const struct cs_dict *dicts = work->dataset->dicts;
    size_t n_periods = dicts[CS_DIM_PERIOD].n_keys + 1, n_places = 0;
    size_t n_pairs = (dicts[CS_DIM_REGION].n_keys + 1) * n_periods;
    uint32_t *seen = calloc(n_pairs, sizeof *seen);
    struct cs_money_pay *pays = malloc((work->n_ranked + 1) * sizeof *pays);
    out->places = calloc(work->grouped->n_groups + 1, sizeof *out->places);
    enum cs_status status = seen && pays && out->places ? CS_OK : cs_fail_memory(diag);
    for (size_t i = 0; i < work->n_ranked && status == CS_OK; i++) {
        const struct cs_grouped_group *group = &work->grouped->groups[work->ranked[i]];
        size_t pair = (size_t)(group->key[CS_DIM_REGION] + 1) * n_periods +
                      (uint32_t)(group->key[CS_DIM_PERIOD] + 1);
        pair = group->key[CS_DIM_REGION] == CS_NO_KEY ? (uint32_t)(group->key[CS_DIM_PERIOD] + 1) : pair;
        if (!seen[pair]) {
            pays[n_places++] = pay_of(work, group);
            seen[pair] = (uint32_t)n_places;
        }
        out->places[work->ranked[i]] = seen[pair] - 1;
    }
    out->counts.factors = out->counts.memory[CS_GROUPS_FACTORS] =
        calloc(n_places + 1, sizeof *out->counts.factors);
    if (status == CS_OK && !out->counts.factors)
        status = cs_fail_memory(diag);
    if (status == CS_OK)
        status = cs_money_check_years(work->request->money, pays, n_places, diag);
    for (size_t i = 0; i < n_places && status == CS_OK; i++)
        status = cs_money_find(work->request->money, &pays[i], &out->counts.factors[i], diag);
    if (status == CS_OK) {
        out->counts.n_factors = n_places;
        memcpy(out->counts.unit.currency, out->counts.factors[0].currency,
               sizeof out->counts.unit.currency);
    }
    free(seen);
    free(pays);
    return status;
}

enum cs_status cs_kept_open(const struct cs_dataset *dataset,
                            const struct cs_groups_request *request, struct cs_kept *out,
                            struct cs_diag *diag)
{
    *out = (struct cs_kept){.dataset = dataset};
    out->counts.unit = dataset->observations.unit;
    struct work work = {.dataset = dataset, .grouped = dataset->grouped, .request = request,
                        .out = out};
    enum cs_status status = rank_groups(&work, diag);
    if (status == CS_OK && request->money)
        status = find_factors(&work, diag);
    if (status == CS_OK)
        status = join_ranked(&work, diag);
    for (int d = 0; d < CS_N_DIMS; d++)
        free(work.ranks[d]);
    free(work.ranked);
    return status;
}

void cs_kept_close(struct cs_kept *kept)
{
    free(kept->groups);
    free(kept->members);
    free(kept->places);
    cs_groups_clear(&kept->counts);
    *kept = (struct cs_kept){0};
}
