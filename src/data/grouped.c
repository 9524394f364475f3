/* Observations packed by group. A group's values are codes of a few bytes in a chain of lines
 * (grouped_lines.h); what has no short code is kept as a double in a list of its own. Reading
 * them back is for grouped_read.c, so that adding, which runs millions of times, stays in one
 * file. */
#include "data/grouped.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/grow.h"
#include "base/pages.h"
#include "data/grouped_lines.h"

enum {
    SLAB_SLACK = 64, /* a code is read as four bytes */
    HUGE_PAGE = 1 << 21,
    MANY_LINES = 256, /* of a group; then by runs of */
    RUN_LINES = 32,
    SHORT_FROM = 1 << 12,   /* observations, all of which fit: from then on pairs are short */
    MOST_MISFITS = 1 << 10, /* that are kept as doubles, and more where they are one in */
    FITS_TO_A_MISFIT = 64,
};

void cs_grouped_part_init(struct cs_grouped_part *part, bool has_weights)
{
    memset(part, 0, sizeof *part);
    part->has_weights = has_weights;
}

void cs_grouped_part_clear(struct cs_grouped_part *part)
{
    for (size_t i = 0; i < part->n_slabs; i++)
        free(part->slabs[i]);
    free(part->slabs);
    free(part->slots);
    free(part->index);
    free(part->wides);
    free(part->packed);
    free(part->starts);
    cs_grouped_part_init(part, part->has_weights);
}

void cs_grouped_part_empty(struct cs_grouped_part *part)
{
    part->n_slots = part->n_wides = part->n_lines = 0;
    part->n_observations = part->n_mismatches = 0;
    part->has_zero_weights = false;
    if (part->index)
        memset(part->index, 0, part->index_size * sizeof *part->index);
}

size_t cs_grouped_part_bytes(const struct cs_grouped_part *part)
{
    return part->n_lines * LINE_BYTES + part->slots_capacity * sizeof *part->slots +
           part->index_size * sizeof *part->index + part->wides_capacity * sizeof *part->wides;
}

bool cs_grouped_value_code(double value, uint32_t *code)
{
    if (!(value >= 0 && value < CS_GROUPED_CODES) || value != floor(value) || signbit(value))
        return false;
    *code = (uint32_t)value;
    return true;
}

bool cs_grouped_cents_code(double value, uint32_t *code)
{
    if (!(value >= 0 && value < CS_GROUPED_CODES / 100) || signbit(value))
        return false;
    *code = (uint32_t)(value * 100 + 0.5);
    return cs_grouped_value_of(true, *code) == value;
}

bool cs_grouped_weight_code(double weight, uint32_t *code)
{
    if (!(weight >= 0 && weight < CS_GROUPED_CODES / 1000) || signbit(weight))
        return false;
    *code = (uint32_t)nearbyint(weight * 1000);
    return cs_grouped_weight_of(*code) == weight;
}

static bool add_slab(struct cs_grouped_part *part)
{
    unsigned char **slabs = realloc(part->slabs, (part->n_slabs + 1) * sizeof *slabs);
    if (!slabs)
        return false;
    part->slabs = slabs;
    void *slab;
    size_t n_bytes = (size_t)SLAB_LINES * LINE_BYTES;
    if (posix_memalign(&slab, HUGE_PAGE, n_bytes + SLAB_SLACK) != 0)
        return false;
    /* Only a wish, and not of small inputs: a large page is cleared as a whole. */
    if (part->n_slabs > 0)
        madvise(slab, n_bytes, MADV_HUGEPAGE);
    part->slabs[part->n_slabs++] = slab;
    return true;
}

/* A fresh line that follows `before` (+ 1), the last of n; its own number + 1, or 0 when out of
 * memory. A group of many has runs of lines side by side, which are read faster. */
static uint32_t add_line(struct cs_grouped_part *part, uint32_t before, size_t n)
{
    uint32_t line = before;
    if (n < MANY_LINES || n % RUN_LINES == 0) {
        line = (uint32_t)part->n_lines;
        part->n_lines += n < MANY_LINES ? 1 : RUN_LINES;
    }
    if (part->n_lines >= UINT32_MAX - RUN_LINES ||
        (part->n_lines > part->n_slabs * SLAB_LINES && !add_slab(part))) {
        part->is_out_of_memory = true;
        return 0;
    }
    memcpy(line_at(part, line), &before, sizeof before);
    return line + 1;
}

/* A sum of products, which do not wait for one another. */
static inline uint32_t hash_key(const uint32_t key[CS_N_DIMS])
{
    static const uint64_t odd[CS_N_DIMS] = {0x9E3779B97F4A7C15u, 0xD6E8FEB86659FD93u,
                                            0xC2B2AE3D27D4EB4Fu, 0xA0761D6478BD642Fu,
                                            0xE7037ED1A0B428DBu};
    uint64_t hash = 0;
    for (int d = 0; d < CS_N_DIMS; d++)
        hash += key[d] * odd[d];
    return (uint32_t)(hash >> 32 ^ hash >> 15);
}

static inline bool is_key(const struct cs_grouped_slot *slot, const uint32_t key[CS_N_DIMS])
{
    uint32_t difference = 0;
    for (int d = 0; d < CS_N_DIMS; d++)
        difference |= slot->key[d] ^ key[d];
    return difference == 0;
}

static size_t find_index(const struct cs_grouped_part *part, uint32_t hash,
                         const uint32_t key[CS_N_DIMS])
{
    size_t i = hash & (part->index_size - 1);
    while (part->index[i].slot &&
           (part->index[i].hash != hash || !is_key(&part->slots[part->index[i].slot - 1], key)))
        i = (i + 1) & (part->index_size - 1);
    return i;
}

/* Room for n more slots, the index at most half full. */
static bool make_room(struct cs_grouped_part *part, size_t n)
{
    if (part->n_slots + n > part->slots_capacity) {
        size_t capacity = part->slots_capacity + part->slots_capacity / 2 + 4 * CS_GROUPED_BATCH;
        struct cs_grouped_slot *grown = cs_pages_alloc(capacity * sizeof *grown);
        if (!grown)
            return false;
        if (part->n_slots)
            memcpy(grown, part->slots, part->n_slots * sizeof *grown);
        free(part->slots);
        part->slots = grown;
        part->slots_capacity = capacity;
    }
    if (2 * (part->n_slots + n) <= part->index_size)
        return true;
    size_t size = part->index_size ? 2 * part->index_size : 2048;
    struct cs_grouped_entry *index = cs_pages_alloc(size * sizeof *index);
    if (!index || part->n_slots + n >= UINT32_MAX) {
        free(index);
        return false;
    }
    memset(index, 0, size * sizeof *index);
    free(part->index);
    part->index = index;
    part->index_size = size;
    for (size_t i = 0; i < part->n_slots; i++) {
        uint32_t hash = hash_key(part->slots[i].key);
        index[find_index(part, hash, part->slots[i].key)] =
            (struct cs_grouped_entry){hash, (uint32_t)i + 1};
    }
    return true;
}

/* The slot of a key, made when new. Requires: room. */
static struct cs_grouped_slot *find_or_add(struct cs_grouped_part *part, uint32_t hash,
                                           const uint32_t key[CS_N_DIMS])
{
    size_t i = find_index(part, hash, key);
    if (!part->index[i].slot) {
        struct cs_grouped_slot *slot = &part->slots[part->n_slots++];
        *slot = (struct cs_grouped_slot){0};
        memcpy(slot->key, key, sizeof slot->key);
        part->index[i] = (struct cs_grouped_entry){hash, (uint32_t)part->n_slots};
    }
    return &part->slots[part->index[i].slot - 1];
}

static inline void store_value(struct cs_grouped_part *part, struct cs_grouped_slot *slot,
                               uint32_t value)
{
    uint32_t at = slot->n % LINE_CODES;
    if (at == 0 && !(slot->last = add_line(part, slot->last, slot->n / LINE_CODES)))
        return;
    put_code(line_at(part, slot->last - 1) + HEAD_BYTES + at * CODE_BYTES, value);
    slot->n++;
}

static struct cs_grouped_wide *find_or_add_wide(struct cs_grouped_part *part,
                                                struct cs_grouped_slot *slot)
{
    if (slot->wide)
        return &part->wides[slot->wide - 1];
    struct cs_grouped_wide *grown =
        cs_grown(part->wides, part->n_wides, &part->wides_capacity, sizeof *grown);
    if (!grown)
        return NULL;
    part->wides = grown;
    part->wides[part->n_wides++] = (struct cs_grouped_wide){0};
    slot->wide = (uint32_t)part->n_wides;
    return &part->wides[slot->wide - 1];
}

static void store_wide(struct cs_grouped_part *part, struct cs_grouped_slot *slot, double value,
                       double weight)
{
    struct cs_grouped_wide *wide = find_or_add_wide(part, slot);
    if (!wide) {
        part->is_out_of_memory = true;
        return;
    }
    uint32_t per_line = part->has_weights ? LINE_DOUBLE_PAIRS : LINE_DOUBLES;
    uint32_t at = wide->n % per_line;
    if (at == 0 && !(wide->last = add_line(part, wide->last, wide->n / per_line)))
        return;
    double pair[2] = {value, weight};
    size_t n = part->has_weights ? 2 : 1;
    memcpy(line_at(part, wide->last - 1) + WIDE_HEAD_BYTES + at * n * sizeof value, pair,
           n * sizeof value);
    part->has_zero_weights |= weight <= 0;
    wide->n_not_numbers += !isfinite(value);
    wide->n++;
}

/* What has no short form, where pairs are short, is kept as doubles: there is little of it. */
static inline void store_pair(struct cs_grouped_part *part, struct cs_grouped_slot *slot,
                              uint32_t value, uint32_t weight)
{
    uint32_t pair;
    int fits = make_short(value, weight, &pair);
    part->n_mismatches += !fits;
    if (part->is_short && !fits) {
        store_wide(part, slot, cs_grouped_value_of(part->is_of_cents, value),
                   cs_grouped_weight_of(weight));
        return;
    }
    uint32_t per_line = part->is_short ? LINE_SHORTS : LINE_PAIRS, at = slot->n % per_line;
    if (at == 0 && !(slot->last = add_line(part, slot->last, slot->n / per_line)))
        return;
    unsigned char *to = line_at(part, slot->last - 1) + HEAD_BYTES;
    if (part->is_short) {
        memcpy(to + at * SHORT_BYTES, &pair, sizeof pair);
    } else {
        put_code(to + at * PAIR_BYTES, value);
        put_code(to + at * PAIR_BYTES + CODE_BYTES, weight);
    }
    part->has_zero_weights |= weight == 0;
    slot->n++;
}

/* Puts the observations of a slot of `old` into lines of the part's form. Returns 0 when out of
 * memory.
 */
static bool move_observations(struct cs_grouped_part *part, const struct cs_grouped_part *old,
                              struct cs_grouped_slot *slot)
{
    struct cs_grouped_slot before = *slot;
    size_t n_wide = cs_grouped_n_wide(old, &before);
    double *values = malloc((2 * n_wide + 1) * sizeof *values);
    if (!values)
        return false;
    cs_grouped_read_wide(old, &before, values, values + n_wide);
    if (before.wide)
        part->wides[before.wide - 1] = (struct cs_grouped_wide){0};
    slot->n = slot->last = 0;
    for (struct cs_grouped_walk walk = cs_grouped_walk_of(old, &before, 0);
         cs_grouped_walk_next(old, &walk);)
        for (size_t i = 0; i < walk.n_bytes; i += PAIR_BYTES)
            store_pair(part, slot, get_code(walk.bytes + i), get_code(walk.bytes + i + CODE_BYTES));
    for (size_t i = 0; i < n_wide; i++)
        store_wide(part, slot, values[i], values[n_wide + i]);
    free(values);
    return !part->is_out_of_memory;
}

/* All observations into lines of the other form. */
static void change_form(struct cs_grouped_part *part, bool is_short)
{
    struct cs_grouped_part old = *part;
    bool is_whole = true;
    part->slabs = NULL;
    part->n_slabs = part->n_lines = 0;
    part->is_short = is_short;
    for (size_t s = 0; s < part->n_slots && is_whole; s++)
        is_whole = move_observations(part, &old, &part->slots[s]);
    for (size_t i = 0; i < old.n_slabs; i++)
        free(old.slabs[i]);
    free(old.slabs);
    part->is_out_of_memory |= !is_whole;
}

/* Pairs become short when none among many was a misfit, and long for good when misfits turn up. */
static void choose_form(struct cs_grouped_part *part)
{
    bool is_rare = part->n_mismatches <= MOST_MISFITS ||
                   part->n_mismatches <= part->n_observations / FITS_TO_A_MISFIT;
    if (!part->has_weights || part->is_out_of_memory)
        return;
    if (part->is_short ? !is_rare : !part->is_settled && part->n_observations >= SHORT_FROM) {
        if (part->is_short || (part->n_mismatches == 0 && part->n_wides == 0))
            change_form(part, !part->is_short);
        part->is_settled = true;
    }
}

/* The slots of some keys, `stride` numbers apart, in three rounds, so that the misses of all of
 * them overlap: the index, the slot, what it leads to. Requires: room. */
static void find_slots(struct cs_grouped_part *part, const uint32_t *keys, size_t stride, size_t n,
                       struct cs_grouped_slot *slots[CS_GROUPED_BATCH])
{
    uint32_t hashes[CS_GROUPED_BATCH];
    size_t mask = part->index_size - 1;
    for (size_t i = 0; i < n; i++) {
        hashes[i] = hash_key(keys + i * stride);
        __builtin_prefetch(&part->index[hashes[i] & mask]);
    }
    for (size_t i = 0; i < n; i++) {
        size_t at = hashes[i] & mask;
        while (part->index[at].slot && part->index[at].hash != hashes[i])
            at = (at + 1) & mask;
        slots[i] = part->index[at].slot ? &part->slots[part->index[at].slot - 1] : NULL;
        __builtin_prefetch(slots[i], 1);
    }
    for (size_t i = 0; i < n; i++) {
        if (!slots[i] || !is_key(slots[i], keys + i * stride))
            slots[i] = find_or_add(part, hashes[i], keys + i * stride);
        if (slots[i]->last)
            __builtin_prefetch(line_at(part, slots[i]->last - 1), 1);
        if (slots[i]->wide)
            __builtin_prefetch(&part->wides[slots[i]->wide - 1], 1);
    }
}

static void prefetch_wide(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot)
{
    const struct cs_grouped_wide *wide = slot->wide ? &part->wides[slot->wide - 1] : NULL;
    if (wide && wide->last)
        __builtin_prefetch(line_at(part, wide->last - 1), 1);
}

void cs_grouped_add(struct cs_grouped_part *part, const struct cs_grouped_observation *observations,
                    size_t n)
{
    struct cs_grouped_slot *slots[CS_GROUPED_BATCH];
    if (part->is_out_of_memory || !make_room(part, n)) {
        part->is_out_of_memory = true;
        return;
    }
    find_slots(part, observations->key, sizeof *observations / sizeof *observations->key, n, slots);
    for (size_t i = 0; i < n; i++)
        prefetch_wide(part, slots[i]);
    for (size_t i = 0; i < n; i++) {
        uint32_t value, weight;
        bool is_compact = part->is_of_cents ? cs_grouped_cents_code(observations[i].value, &value)
                                            : cs_grouped_value_code(observations[i].value, &value);
        if (part->has_weights && is_compact &&
            cs_grouped_weight_code(observations[i].weight, &weight))
            store_pair(part, slots[i], value, weight);
        else if (!part->has_weights && is_compact)
            store_value(part, slots[i], value);
        else
            store_wide(part, slots[i], observations[i].value, observations[i].weight);
    }
    part->n_observations += n;
    choose_form(part);
}

void cs_grouped_add_batch(struct cs_grouped_part *part, const struct cs_grouped_batch *batch)
{
    struct cs_grouped_slot *slots[CS_GROUPED_BATCH];
    if (part->is_out_of_memory || !make_room(part, batch->n)) {
        part->is_out_of_memory = true;
        return;
    }
    find_slots(part, batch->key[0], CS_N_DIMS, batch->n, slots);
    for (size_t i = 0; i < batch->n; i++) {
        if (part->has_weights)
            store_pair(part, slots[i], batch->value[i], batch->weight[i]);
        else
            store_value(part, slots[i], batch->value[i]);
    }
    part->n_observations += batch->n;
    choose_form(part);
}
