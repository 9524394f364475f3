/* The dataset's arrays: made, grown row by row, looked into, freed. Its keys are dict.c's, its
 * groups grouped.c's. */
#include "data/dataset.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/grow.h"
#include "base/text.h"
#include "data/dict.h"
#include "data/grouped.h"
#include "data/period.h"

const char *cs_tier_name(enum cs_tier tier)
{
    static const char *const names[] = {"unknown", "total",    "major",  "minor",
                                        "broad",   "detailed", "summary"};
    return names[tier];
}

struct cs_dataset *cs_dataset_new(void)
{
    struct cs_dataset *dataset = calloc(1, sizeof *dataset);
    for (int d = 0; dataset && d < CS_N_DIMS; d++)
        dataset->dicts[d].is_caseless = true;
    return dataset;
}

/* A copy of n items in an array of its own, with room for `capacity`; NULL when out of memory. */
static void *copy_items(const void *items, size_t n, size_t capacity, size_t n_bytes)
{
    void *copy = malloc((capacity ? capacity : 1) * n_bytes);
    if (copy && n)
        memcpy(copy, items, n * n_bytes);
    return copy;
}

static bool copy_dict(const struct cs_dict *from, struct cs_dict *to)
{
    *to = *from;
    to->keys = copy_items(from->keys, from->n_keys, from->capacity, sizeof *from->keys);
    to->slots = copy_items(from->slots, from->n_slots, from->n_slots, sizeof *from->slots);
    return to->keys && to->slots;
}

struct cs_dataset *cs_dataset_copy(const struct cs_dataset *from)
{
    struct cs_dataset *to = cs_dataset_new();
    bool is_whole = to != NULL;
    for (int d = 0; is_whole && d < CS_N_DIMS; d++)
        is_whole = copy_dict(&from->dicts[d], &to->dicts[d]);
    if (is_whole) {
        to->estimates = copy_items(from->estimates, from->n_estimates, from->n_estimates,
                                   sizeof *from->estimates);
        to->n_estimates = to->estimates_capacity = from->n_estimates;
        to->descriptors = copy_items(from->descriptors, from->n_descriptors, from->n_descriptors,
                                     sizeof *from->descriptors);
        to->n_descriptors = to->descriptors_capacity = from->n_descriptors;
        to->sources =
            copy_items(from->sources, from->n_sources, from->n_sources, sizeof *from->sources);
        to->n_sources = to->sources_capacity = from->n_sources;
        to->now = from->now;
        to->related_to = from->related_to;
        to->related = from->related;
        to->n_related = from->n_related;
        is_whole = to->estimates && to->descriptors && to->sources;
    }
    if (is_whole)
        return to;
    cs_dataset_free(to);
    return NULL;
}

/* Moves n items from `first` to the end of `all`. */
static enum cs_status move_last(void *items, size_t all, size_t first, size_t n, size_t n_bytes)
{
    char *start = items;
    void *moved = copy_items(start + first * n_bytes, n, n, n_bytes);
    if (!moved)
        return CS_INTERNAL;
    memmove(start + first * n_bytes, start + (first + n) * n_bytes, (all - first - n) * n_bytes);
    memcpy(start + (all - n) * n_bytes, moved, n * n_bytes);
    free(moved);
    return CS_OK;
}

static uint32_t source_behind(const struct cs_dataset *dataset, const struct cs_dataset_part *part,
                              uint32_t source)
{
    size_t end = part->first_source + part->n_sources;
    if (source < part->first_source)
        return source;
    return (uint32_t)(source < end ? source + dataset->n_sources - end : source - part->n_sources);
}

enum cs_status cs_dataset_put_last(struct cs_dataset *dataset, const struct cs_dataset_part *part)
{
    enum cs_status status =
        move_last(dataset->estimates, dataset->n_estimates, part->first_estimate, part->n_estimates,
                  sizeof *dataset->estimates);
    if (status == CS_OK)
        status = move_last(dataset->sources, dataset->n_sources, part->first_source,
                           part->n_sources, sizeof *dataset->sources);
    for (size_t i = 0; status == CS_OK && i < dataset->n_estimates; i++)
        dataset->estimates[i].source = source_behind(dataset, part, dataset->estimates[i].source);
    for (size_t i = 0; status == CS_OK && i < dataset->n_descriptors; i++)
        dataset->descriptors[i].source =
            source_behind(dataset, part, dataset->descriptors[i].source);
    return status;
}

void cs_dataset_drop_observations(struct cs_dataset *dataset)
{
    struct cs_observations *rows = &dataset->observations;
    for (int d = 0; d < CS_N_DIMS; d++)
        free(rows->key[d]);
    free(rows->value);
    free(rows->weight);
    free(rows->currency);
    free(rows->source);
    free(rows->replicates);
    free(rows->cluster);
    memset(rows, 0, sizeof *rows);
    if (dataset->grouped)
        cs_grouped_clear(dataset->grouped);
    free(dataset->grouped);
    dataset->grouped = NULL;
}

void cs_dataset_free(struct cs_dataset *dataset)
{
    if (!dataset)
        return;
    for (int d = 0; d < CS_N_DIMS; d++)
        cs_dict_clear(&dataset->dicts[d]);
    cs_dict_clear(&dataset->sampling.strata);
    cs_dict_clear(&dataset->sampling.clusters);
    free(dataset->sampling.stratum_of);
    cs_dataset_drop_observations(dataset);
    free(dataset->estimates);
    free(dataset->descriptors);
    free(dataset->sources);
    cs_arena_clear(&dataset->arena);
    free(dataset);
}

uint32_t cs_dataset_intern_code(struct cs_dataset *dataset, enum cs_dim dim, struct cs_span code,
                                bool is_name)
{
    bool is_new = false;
    uint32_t index = is_name ? cs_dict_find_name(&dataset->dicts[dim], code) : CS_NO_KEY;
    if (index == CS_NO_KEY)
        index = cs_dict_intern(&dataset->dicts[dim], &dataset->arena, code, &is_new);
    if (index == CS_NO_KEY || !is_new)
        return index;
    struct cs_key *key = &dataset->dicts[dim].keys[index];
    if (dim == CS_DIM_PERIOD)
        cs_period_parse(code, &key->period);
    key->added_at = key->titled_at = dataset->now;
    return index;
}

uint32_t cs_dataset_intern(struct cs_dataset *dataset, enum cs_dim dim, struct cs_span code,
                           struct cs_span title, int title_year)
{
    bool is_name = title.size == 0 ||
                   (title.size == code.size && memcmp(title.start, code.start, code.size) == 0);
    uint32_t index = cs_dataset_intern_code(dataset, dim, code, is_name);
    if (index == CS_NO_KEY)
        return index;
    struct cs_key *key = &dataset->dicts[dim].keys[index];
    bool is_untitled = key->title == key->code;
    if (title.size && (is_untitled || title_year > key->title_year)) {
        if (strlen(key->title) != title.size || memcmp(key->title, title.start, title.size) != 0) {
            const char *copy = cs_arena_copy(&dataset->arena, title.start, title.size);
            if (copy)
                key->title = copy;
        }
        key->title_year = title_year;
        key->titled_at = dataset->now;
    }
    return index;
}

uint32_t cs_dataset_find(const struct cs_dataset *dataset, enum cs_dim dim, struct cs_span code)
{
    return cs_dict_find(&dataset->dicts[dim], code);
}

const struct cs_key *cs_dataset_key(const struct cs_dataset *dataset, enum cs_dim dim,
                                    uint32_t index)
{
    return index < dataset->dicts[dim].n_keys ? &dataset->dicts[dim].keys[index] : NULL;
}

bool cs_dataset_has_observations(const struct cs_dataset *dataset)
{
    return dataset->observations.n_rows > 0 ||
           (dataset->grouped && dataset->grouped->n_observations > 0);
}

struct cs_source *cs_dataset_add_source(struct cs_dataset *dataset, uint32_t *index)
{
    struct cs_source *grown =
        cs_grown(dataset->sources, dataset->n_sources, &dataset->sources_capacity, sizeof *grown);
    if (!grown)
        return NULL;
    dataset->sources = grown;
    *index = (uint32_t)dataset->n_sources++;
    struct cs_source *source = &dataset->sources[*index];
    memset(source, 0, sizeof *source);
    return source;
}

enum cs_status cs_dataset_add_estimate(struct cs_dataset *dataset,
                                       const struct cs_estimate *estimate)
{
    struct cs_estimate *grown = cs_grown(dataset->estimates, dataset->n_estimates,
                                         &dataset->estimates_capacity, sizeof *grown);
    if (!grown)
        return CS_INTERNAL;
    dataset->estimates = grown;
    dataset->estimates[dataset->n_estimates++] = *estimate;
    return CS_OK;
}

enum cs_status cs_dataset_add_descriptor(struct cs_dataset *dataset,
                                         const struct cs_descriptor *descriptor)
{
    struct cs_descriptor *grown = cs_grown(dataset->descriptors, dataset->n_descriptors,
                                           &dataset->descriptors_capacity, sizeof *grown);
    if (!grown)
        return CS_INTERNAL;
    dataset->descriptors = grown;
    dataset->descriptors[dataset->n_descriptors++] = *descriptor;
    return CS_OK;
}

static bool resize(void *pointer_to_array, size_t n_bytes)
{
    void **array = pointer_to_array;
    void *grown = realloc(*array, n_bytes);
    if (grown)
        *array = grown;
    return grown != NULL;
}

static bool grow_observations(struct cs_observations *rows)
{
    if (rows->n_rows < rows->capacity)
        return true;
    size_t n = rows->capacity ? 2 * rows->capacity : 64;
    for (int d = 0; d < CS_N_DIMS; d++)
        if (!resize(&rows->key[d], n * sizeof **rows->key))
            return false;
    if (!resize(&rows->value, n * sizeof *rows->value) ||
        !resize(&rows->source, n * sizeof *rows->source) ||
        (rows->weight && !resize(&rows->weight, n * sizeof *rows->weight)) ||
        (rows->cluster && !resize(&rows->cluster, n * sizeof *rows->cluster)) ||
        (rows->currency && !resize(&rows->currency, n * sizeof *rows->currency)) ||
        (rows->n_replicates &&
         !resize(&rows->replicates, n * rows->n_replicates * sizeof *rows->replicates)))
        return false;
    rows->capacity = n;
    return true;
}

static bool start_weights(struct cs_observations *rows)
{
    rows->weight = malloc(rows->capacity * sizeof *rows->weight);
    if (!rows->weight)
        return false;
    for (size_t i = 0; i < rows->n_rows; i++)
        rows->weight[i] = 1;
    return true;
}

static bool start_clusters(struct cs_observations *rows)
{
    rows->cluster = malloc(rows->capacity * sizeof *rows->cluster);
    for (size_t i = 0; rows->cluster && i < rows->n_rows; i++)
        rows->cluster[i] = CS_NO_KEY;
    return rows->cluster != NULL;
}

/* Once an observation is in another currency than the unit's, each has its own. */
static bool put_currency(struct cs_observations *rows, size_t i, const char *currency)
{
    if (!rows->currency && (!currency || strcmp(currency, rows->unit.currency) == 0))
        return true;
    if (!rows->currency) {
        rows->currency = malloc(rows->capacity * sizeof *rows->currency);
        for (size_t k = 0; rows->currency && k < i; k++)
            memcpy(rows->currency[k], rows->unit.currency, sizeof *rows->currency);
    }
    if (!rows->currency)
        return false;
    memcpy(rows->currency[i], currency ? currency : rows->unit.currency, sizeof *rows->currency);
    return true;
}

enum cs_status cs_dataset_add_observation(struct cs_dataset *dataset,
                                          const struct cs_observation *observation)
{
    struct cs_observations *rows = &dataset->observations;
    if (rows->n_rows == 0)
        rows->n_replicates = observation->n_replicates;
    if (!grow_observations(rows) ||
        (observation->has_weight && !rows->weight && !start_weights(rows)) ||
        (observation->is_sampled && !rows->cluster && !start_clusters(rows)) ||
        !put_currency(rows, rows->n_rows, observation->currency))
        return CS_INTERNAL;
    rows->has_unit |= !isnan(observation->value);
    size_t i = rows->n_rows++;
    for (int d = 0; d < CS_N_DIMS; d++)
        rows->key[d][i] = observation->key[d];
    rows->value[i] = observation->value;
    rows->source[i] = observation->source;
    if (observation->source < dataset->n_sources)
        dataset->sources[observation->source].has_observations = true;
    if (rows->weight)
        rows->weight[i] = observation->has_weight ? observation->weight : 1;
    if (rows->cluster)
        rows->cluster[i] = observation->is_sampled ? observation->cluster : CS_NO_KEY;
    if (rows->n_replicates && observation->n_replicates == rows->n_replicates)
        memcpy(rows->replicates + i * rows->n_replicates, observation->replicates,
               rows->n_replicates * sizeof *rows->replicates);
    return CS_OK;
}

bool cs_source_is_projection(const struct cs_source *source)
{
    struct cs_period period;
    return source->period && cs_period_parse(cs_span_of(source->period), &period) &&
           cs_period_is_span(period);
}

bool cs_estimate_is_reprint(const struct cs_dataset *dataset, const struct cs_estimate *estimate)
{
    const struct cs_key *period =
        cs_dataset_key(dataset, CS_DIM_PERIOD, estimate->key[CS_DIM_PERIOD]);
    return period && period->period.start_year && !cs_period_is_span(period->period) &&
           cs_source_is_projection(&dataset->sources[estimate->source]);
}
