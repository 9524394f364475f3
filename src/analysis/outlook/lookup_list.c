/* Which periods, regions, levels, industries and occupations there are. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "analysis/outlook/lookup_index.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/dict.h"

/* A listed key with what orders it. */
struct listed {
    uint32_t key;
    uint32_t order; /* of a period */
    enum cs_dim dim;
    const struct cs_key *whole;
};

static int order_listed(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;
    return x->order != y->order ? cs_order_numbers(x->order, y->order)
                                : cs_key_compare(x->dim, x->whole, y->whole);
}

/* Sorts marked keys of a dimension into the arena. */
static enum cs_status list_marked(const struct cs_lookup *lookup, enum cs_dim dim,
                                  const uint8_t *marked, struct cs_key_list *out,
                                  struct cs_diag *diag)
{
    const struct cs_dict *dict = &lookup->dataset->dicts[dim];
    struct listed *listed = calloc(dict->n_keys + 1, sizeof *listed);
    out->keys = cs_arena_alloc(out->arena, (dict->n_keys + 1) * sizeof *out->keys);
    if (!listed || !out->keys) {
        free(listed);
        return cs_fail_memory(diag);
    }
    size_t count = 0;
    for (size_t i = 0; i < dict->n_keys; i++) {
        uint32_t order = dim == CS_DIM_PERIOD ? lookup->rank_of_period[i] : 0;
        if (marked[i])
            listed[count++] = (struct listed){(uint32_t)i, order, dim, &dict->keys[i]};
    }
    qsort(listed, count, sizeof *listed, order_listed);
    for (size_t i = 0; i < count; i++)
        out->keys[i] = listed[i].key;
    free(listed);
    out->n = count;
    return CS_OK;
}

static uint32_t entry_key(const struct cs_lookup *lookup, const struct cs_lookup_entry *e,
                          enum cs_dim dim)
{
    return dim == CS_DIM_INDUSTRY ? cs_lookup_entry_industry(lookup, e)
                                  : lookup->dataset->estimates[e->index].key[dim];
}

static bool matches(const struct cs_lookup *lookup, const struct cs_lookup_entry *e,
                    const struct cs_query *query, enum cs_dim free_dim)
{
    return e->measure == query->measure &&
           (free_dim == CS_DIM_REGION || e->region == query->region) &&
           (free_dim == CS_DIM_LEVEL || cs_lookup_entry_level(lookup, e) == query->level) &&
           (free_dim == CS_DIM_INDUSTRY || cs_lookup_entry_industry(lookup, e) == query->industry);
}

enum cs_status cs_lookup_list(const struct cs_lookup *lookup, const struct cs_query *query,
                              enum cs_dim dim, struct cs_key_list *out, struct cs_diag *diag)
{
    *out = (struct cs_key_list){.arena = out->arena};
    uint8_t *marked = calloc(lookup->dataset->dicts[dim].n_keys + 1, 1);
    if (!marked)
        return cs_fail_memory(diag);
    struct cs_lookup_run run = cs_lookup_occupation_run(lookup, query->occupation);
    if (dim == CS_DIM_OCCUPATION)
        run = (struct cs_lookup_run){lookup->entries, lookup->n_entries};
    bool is_rank = true, is_exact = query->when == CS_WHEN_EXACT && dim != CS_DIM_PERIOD;
    uint32_t rank = query->period.start_year ? cs_lookup_rank(lookup, query->period, &is_rank) : 0;
    for (size_t i = 0; i < run.n && (is_rank || !is_exact); i++) {
        const struct cs_lookup_entry *e = run.first + i;
        uint32_t key = entry_key(lookup, e, dim);
        if (key == CS_NO_KEY || !matches(lookup, e, query, dim))
            continue;
        if (!is_exact || cs_lookup_entry_rank(lookup, e) == rank)
            marked[key] = 1;
    }
    enum cs_status status = list_marked(lookup, dim, marked, out, diag);
    free(marked);
    return status;
}

/* Where the file states no tier, a code ending in "-0000" is a group. */
static bool is_single_occupation(const struct cs_dataset *data, const struct cs_estimate *e)
{
    if (e->tier != CS_TIER_UNKNOWN)
        return e->tier == CS_TIER_DETAILED;
    const char *code = cs_dataset_key(data, CS_DIM_OCCUPATION, e->key[CS_DIM_OCCUPATION])->code;
    return !cs_ends_with_nocase(code, "-0000");
}

/* Whether the newest figure is of one occupation: older files left out which codes are groups. */
static bool is_single_today(const struct cs_lookup *lookup, enum cs_measure measure,
                            uint32_t occupation, uint32_t region)
{
    struct cs_found found = cs_lookup_at(lookup, cs_query_of(measure, occupation, region), measure);
    return region == CS_NO_KEY || !found.estimate ||
           is_single_occupation(lookup->dataset, found.estimate);
}

enum cs_status cs_lookup_occupations(const struct cs_lookup *lookup, enum cs_measure measure,
                                     uint32_t region, struct cs_key_list *out, struct cs_diag *diag)
{
    *out = (struct cs_key_list){.arena = out->arena};
    const struct cs_dataset *data = lookup->dataset;
    uint8_t *marked = calloc(data->dicts[CS_DIM_OCCUPATION].n_keys + 1, 1);
    if (!marked)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < lookup->n_entries; i++) {
        const struct cs_estimate *e = &data->estimates[lookup->entries[i].index];
        uint32_t key = e->key[CS_DIM_OCCUPATION];
        if (e->measure == measure && key != CS_NO_KEY && is_single_occupation(data, e) &&
            (region == CS_NO_KEY || e->key[CS_DIM_REGION] == region))
            marked[key] = 1;
    }
    for (uint32_t i = 0; i < data->dicts[CS_DIM_OCCUPATION].n_keys; i++)
        marked[i] = marked[i] && is_single_today(lookup, measure, i, region);
    enum cs_status status = list_marked(lookup, CS_DIM_OCCUPATION, marked, out, diag);
    free(marked);
    return status;
}
