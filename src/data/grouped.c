#include "data/grouped.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    LINE_BYTES = 64,
    SLAB_LINES = 1 << 15,
    HEAD_BYTES = 4,     /* the line before, + 1 */
    CODE_BYTES = 3,
    LINE_CODES = (LINE_BYTES - HEAD_BYTES) / CODE_BYTES,
    LINE_PAIRS = LINE_CODES / 2,
    WIDE_HEAD_BYTES = 8,
    LINE_DOUBLES = (LINE_BYTES - WIDE_HEAD_BYTES) / 8,
    LINE_DOUBLE_PAIRS = LINE_DOUBLES / 2,
    SLAB_SLACK = 64, /* a code is read as four bytes */
    HUGE_PAGE = 1 << 21,
};

void cs_grouped_part_init(struct cs_grouped_part *part, int has_weights)
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
    part->n_answers = 0;
    part->has_zero_weights = 0;
    if (part->index)
        memset(part->index, 0, part->index_size * sizeof *part->index);
}

size_t cs_grouped_part_bytes(const struct cs_grouped_part *part)
{
    return part->n_lines * LINE_BYTES + part->slots_capacity * sizeof *part->slots +
           part->index_size * sizeof *part->index + part->wides_capacity * sizeof *part->wides;
}

int cs_grouped_value_code(double value, uint32_t *code)
{
    if (!(value >= 0 && value < CS_GROUPED_CODES) || value != floor(value) || signbit(value))
        return 0;
    *code = (uint32_t)value;
    return 1;
}

int cs_grouped_weight_code(double weight, uint32_t *code)
{
    if (!(weight >= 0 && weight < CS_GROUPED_CODES / 1000) || signbit(weight))
        return 0;
    *code = (uint32_t)nearbyint(weight * 1000);
    return cs_grouped_weight_of(*code) == weight;
}

/* Room aligned to cache lines, in large pages where there are: looked up at random. */
static void *allocate_table(size_t n_bytes)
{
    void *table;
    size_t alignment = n_bytes >= HUGE_PAGE ? HUGE_PAGE : LINE_BYTES;
    if (posix_memalign(&table, alignment, n_bytes) != 0)
        return NULL;
    if (n_bytes >= HUGE_PAGE)
        madvise(table, n_bytes, MADV_HUGEPAGE); /* only a wish */
    return table;
}

static inline unsigned char *line_at(const struct cs_grouped_part *part, uint32_t line)
{
    return part->slabs[line / SLAB_LINES] + (size_t)(line % SLAB_LINES) * LINE_BYTES;
}

static int add_slab(struct cs_grouped_part *part)
{
    unsigned char **slabs = realloc(part->slabs, (part->n_slabs + 1) * sizeof *slabs);
    if (!slabs)
        return 0;
    part->slabs = slabs;
    void *slab;
    size_t n_bytes = (size_t)SLAB_LINES * LINE_BYTES;
    if (posix_memalign(&slab, HUGE_PAGE, n_bytes + SLAB_SLACK) != 0)
        return 0;
    /* Only a wish, and not of small inputs: a large page is cleared as a whole. */
    if (part->n_slabs > 0)
        madvise(slab, n_bytes, MADV_HUGEPAGE);
    part->slabs[part->n_slabs++] = slab;
    return 1;
}

/* A fresh line that follows `before` (+ 1), its own number + 1; 0 when out of memory. */
static uint32_t add_line(struct cs_grouped_part *part, uint32_t before)
{
    if (part->n_lines == UINT32_MAX - 1 ||
        (part->n_lines == part->n_slabs * SLAB_LINES && !add_slab(part))) {
        part->is_out_of_memory = 1;
        return 0;
    }
    uint32_t line = (uint32_t)part->n_lines++;
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

static inline int is_key(const struct cs_grouped_slot *slot, const uint32_t key[CS_N_DIMS])
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
static int make_room(struct cs_grouped_part *part, size_t n)
{
    if (part->n_slots + n > part->slots_capacity) {
        size_t capacity = part->slots_capacity + part->slots_capacity / 2 + 4 * CS_GROUPED_BATCH;
        struct cs_grouped_slot *grown = allocate_table(capacity * sizeof *grown);
        if (!grown)
            return 0;
        if (part->n_slots)
            memcpy(grown, part->slots, part->n_slots * sizeof *grown);
        free(part->slots);
        part->slots = grown;
        part->slots_capacity = capacity;
    }
    if (2 * (part->n_slots + n) <= part->index_size)
        return 1;
    size_t size = part->index_size ? 2 * part->index_size : 2048;
    struct cs_grouped_entry *index = allocate_table(size * sizeof *index);
    if (!index || part->n_slots + n >= UINT32_MAX) {
        free(index);
        return 0;
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
    return 1;
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

static inline void put_code(unsigned char *to, uint32_t code)
{
    to[0] = (unsigned char)code;
    to[1] = (unsigned char)(code >> 8);
    to[2] = (unsigned char)(code >> 16);
}

static inline uint32_t get_code(const unsigned char *from)
{
    return from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16;
}

static inline void store_value(struct cs_grouped_part *part, struct cs_grouped_slot *slot, uint32_t value)
{
    uint32_t at = slot->n % LINE_CODES;
    if (at == 0 && !(slot->last = add_line(part, slot->last)))
        return;
    put_code(line_at(part, slot->last - 1) + HEAD_BYTES + at * CODE_BYTES, value);
    slot->n++;
}

static inline void store_pair(struct cs_grouped_part *part, struct cs_grouped_slot *slot, uint32_t value,
                       uint32_t weight)
{
    uint32_t at = slot->n % LINE_PAIRS;
    if (at == 0 && !(slot->last = add_line(part, slot->last)))
        return;
    unsigned char *to = line_at(part, slot->last - 1) + HEAD_BYTES + at * 2 * CODE_BYTES;
    put_code(to, value);
    put_code(to + CODE_BYTES, weight);
    part->has_zero_weights |= weight == 0;
    slot->n++;
}

static struct cs_grouped_wide *find_or_add_wide(struct cs_grouped_part *part,
                                                struct cs_grouped_slot *slot)
{
    if (slot->wide)
        return &part->wides[slot->wide - 1];
    if (part->n_wides == part->wides_capacity) {
        size_t capacity = part->wides_capacity ? 2 * part->wides_capacity : 64;
        struct cs_grouped_wide *grown = realloc(part->wides, capacity * sizeof *grown);
        if (!grown)
            return NULL;
        part->wides = grown;
        part->wides_capacity = capacity;
    }
    part->wides[part->n_wides++] = (struct cs_grouped_wide){0};
    slot->wide = (uint32_t)part->n_wides;
    return &part->wides[slot->wide - 1];
}

static void store_wide(struct cs_grouped_part *part, struct cs_grouped_slot *slot, double value,
                       double weight)
{
    struct cs_grouped_wide *wide = find_or_add_wide(part, slot);
    if (!wide) {
        part->is_out_of_memory = 1;
        return;
    }
    uint32_t at = wide->n % (part->has_weights ? LINE_DOUBLE_PAIRS : LINE_DOUBLES);
    if (at == 0 && !(wide->last = add_line(part, wide->last)))
        return;
    double pair[2] = {value, weight};
    size_t n = part->has_weights ? 2 : 1;
    memcpy(line_at(part, wide->last - 1) + WIDE_HEAD_BYTES + at * n * sizeof value, pair,
           n * sizeof value);
    part->has_zero_weights |= weight <= 0;
    wide->n_not_numbers += !isfinite(value);
    wide->n++;
}

/* The slots of some keys, `stride` numbers apart, in three rounds, so that the misses of all of them
 * overlap: the index, the slot, what it leads to. Requires: room. */
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

void cs_grouped_add(struct cs_grouped_part *part, const struct cs_grouped_answer *answers, size_t n)
{
    struct cs_grouped_slot *slots[CS_GROUPED_BATCH];
    if (part->is_out_of_memory || !make_room(part, n)) {
        part->is_out_of_memory = 1;
        return;
    }
    find_slots(part, answers->key, sizeof *answers / sizeof *answers->key, n, slots);
    for (size_t i = 0; i < n; i++)
        prefetch_wide(part, slots[i]);
    for (size_t i = 0; i < n; i++) {
        uint32_t value, weight;
        int is_compact = cs_grouped_value_code(answers[i].value, &value);
        if (part->has_weights && is_compact && cs_grouped_weight_code(answers[i].weight, &weight))
            store_pair(part, slots[i], value, weight);
        else if (!part->has_weights && is_compact)
            store_value(part, slots[i], value);
        else
            store_wide(part, slots[i], answers[i].value, answers[i].weight);
    }
    part->n_answers += n;
}

void cs_grouped_add_batch(struct cs_grouped_part *part, const struct cs_grouped_batch *batch)
{
    struct cs_grouped_slot *slots[CS_GROUPED_BATCH];
    if (part->is_out_of_memory || !make_room(part, batch->n)) {
        part->is_out_of_memory = 1;
        return;
    }
    find_slots(part, batch->key[0], CS_N_DIMS, batch->n, slots);
    for (size_t i = 0; i < batch->n; i++) {
        if (part->has_weights)
            store_pair(part, slots[i], batch->value[i], batch->weight[i]);
        else
            store_value(part, slots[i], batch->value[i]);
    }
    part->n_answers += batch->n;
}

static size_t answer_bytes(const struct cs_grouped_part *part, int is_wide)
{
    return (is_wide ? sizeof(double) : CODE_BYTES) * (part->has_weights ? 2 : 1);
}

/* The answers of a slot that was read back, which need no walk. */
static const unsigned char *packed_at(const struct cs_grouped_part *part,
                                      const struct cs_grouped_slot *slot, int is_wide)
{
    return part->packed + part->starts[slot - part->slots] +
           (is_wide ? slot->n * answer_bytes(part, 0) : 0);
}

/* Lines run from the newest, which may not be full, back to the first. */
struct cs_grouped_walk cs_grouped_walk_of(const struct cs_grouped_part *part,
                                          const struct cs_grouped_slot *slot, int is_wide)
{
    size_t step = answer_bytes(part, is_wide);
    size_t per_line = (LINE_BYTES - (is_wide ? WIDE_HEAD_BYTES : HEAD_BYTES)) / step;
    const struct cs_grouped_wide none = {0, 0};
    const struct cs_grouped_wide *wide = is_wide && slot->wide ? &part->wides[slot->wide - 1] : &none;
    uint32_t n = is_wide ? wide->n : slot->n;
    return (struct cs_grouped_walk){.next = is_wide ? wide->last : slot->last,
                                    .n_next = n ? ((n - 1) % per_line + 1) * step : 0,
                                    .n_line = per_line * step, .is_wide = is_wide};
}

int cs_grouped_walk_next(const struct cs_grouped_part *part, struct cs_grouped_walk *walk)
{
    if (!walk->next)
        return 0;
    const unsigned char *line = line_at(part, walk->next - 1);
    memcpy(&walk->next, line, sizeof walk->next);
    if (walk->next)
        __builtin_prefetch(line_at(part, walk->next - 1));
    walk->bytes = line + (walk->is_wide ? WIDE_HEAD_BYTES : HEAD_BYTES);
    walk->n_bytes = walk->n_next;
    walk->n_next = walk->n_line;
    return 1;
}

static void read_codes(const unsigned char *from, size_t n, size_t step, uint32_t *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = get_code(from + i * step);
}

void cs_grouped_read_compact(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot,
                             uint32_t *values, uint32_t *weights)
{
    size_t step = answer_bytes(part, 0), done = 0;
    if (part->packed) {
        read_codes(packed_at(part, slot, 0), slot->n, step, values);
        if (weights)
            read_codes(packed_at(part, slot, 0) + CODE_BYTES, slot->n, step, weights);
        return;
    }
    for (struct cs_grouped_walk walk = cs_grouped_walk_of(part, slot, 0);
         cs_grouped_walk_next(part, &walk); done += walk.n_bytes / step) {
        read_codes(walk.bytes, walk.n_bytes / step, step, values + done);
        if (weights)
            read_codes(walk.bytes + CODE_BYTES, walk.n_bytes / step, step, weights + done);
    }
}

void cs_grouped_prefetch(const struct cs_grouped_part *part, uint32_t slot)
{
    if (part->slots[slot].last)
        __builtin_prefetch(line_at(part, part->slots[slot].last - 1));
}

size_t cs_grouped_n_wide(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot)
{
    return slot->wide ? part->wides[slot->wide - 1].n : 0;
}

static void read_doubles(const unsigned char *from, size_t n, size_t step, double *to)
{
    for (size_t i = 0; i < n; i++)
        memcpy(&to[i], from + i * step, sizeof *to);
}

void cs_grouped_read_wide(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot,
                          double *values, double *weights)
{
    size_t step = answer_bytes(part, 1), done = 0;
    double *pair_weights = part->has_weights ? weights : NULL;
    if (part->packed && slot->wide) {
        size_t n = cs_grouped_n_wide(part, slot);
        read_doubles(packed_at(part, slot, 1), n, step, values);
        if (pair_weights)
            read_doubles(packed_at(part, slot, 1) + sizeof *values, n, step, pair_weights);
        return;
    }
    for (struct cs_grouped_walk walk = cs_grouped_walk_of(part, slot, 1);
         cs_grouped_walk_next(part, &walk); done += walk.n_bytes / step) {
        read_doubles(walk.bytes, walk.n_bytes / step, step, values + done);
        if (pair_weights)
            read_doubles(walk.bytes + sizeof *values, walk.n_bytes / step, step,
                         pair_weights + done);
    }
}
