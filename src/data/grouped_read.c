/* The observations of a slot, out of the lines they lie in. */
#include "data/grouped_lines.h"

#include <stdbool.h>

static size_t observation_bytes(const struct cs_grouped_part *part, bool is_wide)
{
    return (is_wide ? sizeof(double) : CODE_BYTES) * (part->has_weights ? 2 : 1);
}

/* The observations of a slot that was read back, which need no walk. */
static const unsigned char *packed_at(const struct cs_grouped_part *part,
                                      const struct cs_grouped_slot *slot, bool is_wide)
{
    return part->packed + part->starts[slot - part->slots] +
           (is_wide ? slot->n * observation_bytes(part, 0) : 0);
}

static bool is_short(const struct cs_grouped_part *part, bool is_wide)
{
    return part->is_short && !is_wide;
}

/* Lines run from the newest, which may not be full, back to the first. */
struct cs_grouped_walk cs_grouped_walk_of(const struct cs_grouped_part *part,
                                          const struct cs_grouped_slot *slot, bool is_wide)
{
    size_t step = observation_bytes(part, is_wide);
    size_t per_line = is_short(part, is_wide)
                          ? LINE_SHORTS
                          : (LINE_BYTES - (is_wide ? WIDE_HEAD_BYTES : HEAD_BYTES)) / step;
    const struct cs_grouped_wide none = {0, 0};
    const struct cs_grouped_wide *wide =
        is_wide && slot->wide ? &part->wides[slot->wide - 1] : &none;
    uint32_t n = is_wide ? wide->n : slot->n;
    return (struct cs_grouped_walk){.next = is_wide ? wide->last : slot->last,
                                    .n_next = n ? ((n - 1) % per_line + 1) * step : 0,
                                    .n_line = per_line * step,
                                    .is_wide = is_wide};
}

/* Short pairs are shown as the pairs of codes that they stand for. */
static void lengthen_pairs(struct cs_grouped_walk *walk)
{
    for (size_t i = 0; i < walk->n_bytes / PAIR_BYTES; i++) {
        uint32_t value, weight;
        read_short(walk->bytes + i * SHORT_BYTES, &value, &weight);
        put_code(walk->pairs + i * PAIR_BYTES, value);
        put_code(walk->pairs + i * PAIR_BYTES + CODE_BYTES, weight);
    }
    walk->bytes = walk->pairs;
}

/* On to the next line, as it is. */
static bool next_line(const struct cs_grouped_part *part, struct cs_grouped_walk *walk)
{
    if (!walk->next)
        return false;
    const unsigned char *line = line_at(part, walk->next - 1);
    memcpy(&walk->next, line, sizeof walk->next);
    if (walk->next)
        __builtin_prefetch(line_at(part, walk->next - 1));
    walk->bytes = line + (walk->is_wide ? WIDE_HEAD_BYTES : HEAD_BYTES);
    walk->n_bytes = walk->n_next;
    walk->n_next = walk->n_line;
    return true;
}

bool cs_grouped_walk_next(const struct cs_grouped_part *part, struct cs_grouped_walk *walk)
{
    if (!next_line(part, walk))
        return false;
    if (is_short(part, walk->is_wide))
        lengthen_pairs(walk);
    return true;
}

static void read_codes(const unsigned char *from, size_t n, size_t step, uint32_t *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = get_code(from + i * step);
}

/* The observations of one line; weights may be NULL. */
static void read_line(const struct cs_grouped_part *part, const unsigned char *from, size_t n,
                      uint32_t *values, uint32_t *weights)
{
    size_t step = observation_bytes(part, 0);
    for (size_t i = 0; i < n && part->is_short; i++) {
        uint32_t weight;
        read_short(from + i * SHORT_BYTES, &values[i], &weight);
        if (weights)
            weights[i] = weight;
    }
    if (part->is_short)
        return;
    read_codes(from, n, step, values);
    if (weights)
        read_codes(from + CODE_BYTES, n, step, weights);
}

void cs_grouped_read_compact(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot,
                             uint32_t *values, uint32_t *weights)
{
    size_t step = observation_bytes(part, 0), done = 0;
    if (part->packed) {
        read_codes(packed_at(part, slot, 0), slot->n, step, values);
        if (weights)
            read_codes(packed_at(part, slot, 0) + CODE_BYTES, slot->n, step, weights);
        return;
    }
    for (struct cs_grouped_walk walk = cs_grouped_walk_of(part, slot, 0); next_line(part, &walk);
         done += walk.n_bytes / step)
        read_line(part, walk.bytes, walk.n_bytes / step, values + done,
                  weights ? weights + done : NULL);
}

void cs_grouped_prefetch(const struct cs_grouped_part *part, uint32_t slot, int back)
{
    uint32_t line = part->slots[slot].last;
    for (; line && back > 0; back--)
        memcpy(&line, line_at(part, line - 1), sizeof line);
    if (line)
        __builtin_prefetch(line_at(part, line - 1));
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
    size_t step = observation_bytes(part, 1), done = 0;
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
