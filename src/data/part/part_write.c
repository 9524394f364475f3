/* A partial summary as bytes. The same observations give the same bytes in whatever order they
 * were read: groups and values are written sorted. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/scratch.h"
#include "data/grouped.h"
#include "data/part/part.h"
#include "data/part_bytes.h"
#include "data/quantity.h"
#include "data/runs.h"
#include "data/slices.h"

enum { FLUSH_BYTES = 1 << 20, SLICE_SHARE = 3 };

static void put_about(struct cs_buf *out, const struct cs_part_about *about)
{
    cs_part_put(out, about->group_dims);
    cs_part_put(out, about->n_options);
    for (size_t i = 0; i < about->n_options; i++) {
        cs_part_put_text(out, about->options[i].name);
        cs_part_put_text(out, about->options[i].value);
    }
}

static void put_source(struct cs_buf *out, const struct cs_source *source)
{
    const char *texts[] = {source->file,   source->id,        source->title,  source->publisher,
                           source->url,    source->licence,   source->caveat, source->layout,
                           source->period, source->retrieved, source->sha256};
    const uint64_t counts[] = {source->n_bytes, source->n_rows, source->n_rejected,
                               source->n_repeats, source->n_outside};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        cs_part_put_text(out, texts[i]);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        cs_part_put(out, counts[i]);
    for (int p = 0; p < CS_N_PRESENCES; p++)
        cs_part_put(out, source->n_missing[p]);
}

static void put_sources(struct cs_buf *out, const struct cs_dataset *dataset)
{
    size_t n = 0;
    for (size_t i = 0; i < dataset->n_sources; i++)
        n += dataset->sources[i].has_observations != 0;
    cs_part_put(out, n);
    for (size_t i = 0; i < dataset->n_sources; i++)
        if (dataset->sources[i].has_observations)
            put_source(out, &dataset->sources[i]);
}

static void put_unit(struct cs_buf *out, struct cs_unit unit)
{
    char text[CS_UNIT_TEXT_BYTES];
    cs_part_put_text(out, cs_unit_format(unit, text));
}

/* Keys of dimensions that groups are not kept by have come up by chance, if at all. */
static void put_keys(struct cs_buf *out, const struct cs_dict *dict, bool is_kept)
{
    size_t n = is_kept ? dict->n_keys : 0;
    cs_part_put(out, n);
    for (size_t k = 0; k < n; k++) {
        const struct cs_key *key = &dict->keys[k];
        cs_part_put_text(out, key->code);
        cs_part_put_text(out, key->title == key->code ? NULL : key->title);
        cs_part_put_text(out, key->definition);
        cs_part_put_text(out, key->aliases);
        cs_part_put_signed(out, key->order);
        cs_part_put_signed(out, key->title == key->code ? 0 : key->title_year);
    }
}

/* ---- observations ---- */

struct observation {
    double value, weight;
};

static int compare_observations(const void *a, const void *b)
{
    const struct observation *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight);
}

static bool is_compact(const struct observation *observation, bool has_weights, uint32_t *value,
                       uint32_t *weight)
{
    *weight = 0;
    return cs_grouped_value_code(observation->value, value) &&
           (!has_weights || cs_grouped_weight_code(observation->weight, weight));
}

/* Whole values as steps from one to the next, the others as they are. */
static void put_observations(struct cs_buf *out, const struct observation *observations, size_t n,
                             bool has_weights)
{
    uint32_t value, weight, before = 0;
    size_t n_compact = 0;
    for (size_t i = 0; i < n; i++)
        n_compact += is_compact(&observations[i], has_weights, &value, &weight) != 0;
    cs_part_put(out, n_compact);
    cs_part_put(out, n - n_compact);
    for (size_t i = 0; i < n; i++) {
        if (!is_compact(&observations[i], has_weights, &value, &weight))
            continue;
        cs_part_put(out, value - before);
        before = value;
        if (has_weights)
            cs_part_put(out, weight);
    }
    for (size_t i = 0; i < n; i++) {
        if (is_compact(&observations[i], has_weights, &value, &weight))
            continue;
        cs_part_put_double(out, observations[i].value);
        if (has_weights)
            cs_part_put_double(out, observations[i].weight);
    }
}

static bool put_group(struct cs_buf *out, const struct cs_grouped *grouped,
                      const struct cs_grouped_group *group)
{
    struct observation *observations = malloc((group->n + 1) * sizeof *observations);
    double *values = malloc(2 * (group->n + 1) * sizeof *values);
    double *weights = values + group->n;
    bool is_whole = observations && values;
    size_t n = is_whole ? cs_grouped_read_doubles(grouped, group, values, weights) : SIZE_MAX;
    is_whole = n != SIZE_MAX;
    if (is_whole) {
        for (size_t i = 0; i < n; i++)
            observations[i] = (struct observation){values[i], weights[i]};
        qsort(observations, n, sizeof *observations, compare_observations);
        for (int d = 0; d < CS_N_DIMS; d++)
            cs_part_put(out, (uint32_t)(group->key[d] + 1)); /* 0: no key */
        cs_part_put(out, group->n_not_numbers);
        for (uint64_t i = 0; i < group->n_not_numbers; i++)
            cs_buf_putc(out, 0); /* so that no count can claim more than there is */
        put_observations(out, observations, n, grouped->has_weights);
    }
    free(observations);
    free(values);
    return is_whole;
}

static int compare_groups(const void *a, const void *b)
{
    const struct cs_grouped_group *const *x = a, *const *y = b;
    for (int d = 0; d < CS_N_DIMS; d++)
        if ((*x)->key[d] != (*y)->key[d])
            return (*x)->key[d] < (*y)->key[d] ? -1 : 1;
    return 0;
}

/* A part under way: bytes are hashed when they leave the buffer. */
struct writing {
    const struct cs_part_out *to;
    struct cs_digest *digest;
    size_t start; /* of what is not hashed yet, in the buffer */
};

static void hash(struct writing *writing)
{
    const struct cs_buf *out = writing->to->out;
    cs_digest_add(writing->digest, cs_buf_text(out) + writing->start, out->size - writing->start);
    writing->start = out->size;
}

static void flush(struct writing *writing)
{
    struct cs_buf *out = writing->to->out;
    if (!writing->to->flush || out->size < FLUSH_BYTES || out->failed)
        return;
    hash(writing);
    writing->to->flush(writing->to->context, out);
    writing->start = out->size;
}

static bool put_groups(struct writing *writing, const struct cs_grouped *grouped)
{
    const struct cs_grouped_group **order = malloc((grouped->n_groups + 1) * sizeof *order);
    bool is_whole = order != NULL;
    cs_part_put(writing->to->out, grouped->n_groups);
    for (size_t g = 0; g < grouped->n_groups && order; g++)
        order[g] = &grouped->groups[g];
    if (order)
        qsort(order, grouped->n_groups, sizeof *order, compare_groups);
    for (size_t g = 0; g < grouped->n_groups && is_whole; g++) {
        is_whole = put_group(writing->to->out, grouped, order[g]);
        flush(writing);
    }
    free(order);
    return is_whole;
}

/* ---- observations that are in a temporary file ---- */

static bool count_groups(const struct cs_runs *runs, const struct cs_group_order *order, size_t *n)
{
    struct cs_slices slices;
    bool is_whole = cs_slices_open(&slices, runs, order);
    slices.is_of_counts = true;
    slices.most_bytes = runs->spill->most_bytes / SLICE_SHARE;
    for (*n = 0; is_whole && cs_slices_next(&slices);)
        *n += slices.grouped.n_groups;
    is_whole = is_whole && !slices.has_failed;
    cs_slices_close(&slices);
    return is_whole;
}

static bool put_slices(struct writing *writing, const struct cs_runs *runs,
                       const struct cs_group_order *order)
{
    struct cs_slices slices;
    bool is_whole = cs_slices_open(&slices, runs, order);
    slices.most_bytes = runs->spill->most_bytes / SLICE_SHARE;
    while (is_whole && cs_slices_next(&slices))
        for (size_t g = 0; g < slices.grouped.n_groups && is_whole; g++) {
            is_whole = put_group(writing->to->out, &slices.grouped, &slices.grouped.groups[g]);
            flush(writing);
        }
    is_whole = is_whole && !slices.has_failed;
    cs_slices_close(&slices);
    return is_whole;
}

static bool put_runs(struct writing *writing, const struct cs_dataset *dataset)
{
    struct cs_runs *runs = &dataset->grouped->runs;
    struct cs_group_order order;
    size_t n;
    bool is_whole = cs_group_order_init_by_number(&order, dataset->dicts) &&
                    cs_runs_sort(runs, &order) && count_groups(runs, &order, &n);
    if (is_whole) {
        cs_part_put(writing->to->out, n);
        is_whole = put_slices(writing, runs, &order);
    }
    cs_group_order_clear(&order);
    return is_whole;
}

static bool put_observations_by_group(struct writing *writing, const struct cs_dataset *dataset)
{
    static const struct cs_grouped nothing;
    const struct cs_grouped *grouped = dataset->grouped ? dataset->grouped : &nothing;
    cs_part_put(writing->to->out, grouped->has_weights != 0);
    return grouped->runs.n ? put_runs(writing, dataset) : put_groups(writing, grouped);
}

enum cs_status cs_part_write(const struct cs_dataset *dataset, const struct cs_part_about *about,
                             const struct cs_part_out *to, struct cs_diag *diag)
{
    char check[CS_DIGEST_TEXT_BYTES];
    struct cs_buf *out = to->out;
    struct writing writing = {to, cs_digest_new(), out->size};
    if (!writing.digest)
        return cs_fail_memory(diag);
    cs_buf_put(out, CS_PART_MARK, CS_PART_MARK_BYTES);
    cs_part_put(out, CS_PART_VERSION);
    put_about(out, about);
    put_sources(out, dataset);
    put_unit(out, dataset->observations.unit);
    for (int d = 0; d < CS_N_DIMS; d++)
        put_keys(out, &dataset->dicts[d], about->group_dims >> d & 1);
    bool is_whole = put_observations_by_group(&writing, dataset) && !out->failed;
    if (is_whole) {
        hash(&writing);
        cs_digest_finish(writing.digest, check);
        cs_buf_put(out, check, CS_PART_CHECK_BYTES);
    }
    cs_digest_free(writing.digest);
    if (is_whole && !out->failed)
        return CS_OK;
    return dataset->grouped && dataset->grouped->runs.n
               ? cs_scratch_fail(&dataset->grouped->runs.spill->scratch, diag)
               : cs_fail_memory(diag);
}
