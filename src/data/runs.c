/* Groups that memory could not hold, sorted and written as a run; a run whose keys came up in
 * another order than is wanted is sorted again here. */
#include "data/runs.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/scratch.h"
#include "data/grouped.h"
#include "data/run_head.h"

enum {
    WRITE_BYTES = 1 << 18,
    CURSOR_BYTES = 1 << 16,
    NUMBER_BITS = 32, /* of a slot */
    DIGIT_BITS = 11,
    DIGITS = 1 << DIGIT_BITS,
};

bool cs_runs_add(struct cs_runs *runs, const struct cs_run *run)
{
    if (runs->n == runs->capacity) {
        size_t capacity = 2 * runs->capacity + 16;
        struct cs_run *grown = realloc(runs->items, capacity * sizeof *grown);
        if (!grown)
            return false;
        runs->items = grown;
        runs->capacity = capacity;
    }
    runs->items[runs->n++] = *run;
    return true;
}

bool cs_runs_own(struct cs_runs *runs, uint32_t *numbers)
{
    uint32_t **grown = realloc(runs->numbers, (runs->n_numbers + 1) * sizeof *grown);
    if (!grown) {
        free(numbers);
        return false;
    }
    runs->numbers = grown;
    grown[runs->n_numbers++] = numbers;
    return true;
}

void cs_runs_clear(struct cs_runs *runs)
{
    for (size_t i = 0; i < runs->n_numbers; i++)
        free(runs->numbers[i]);
    free(runs->numbers);
    free(runs->items);
    *runs = (struct cs_runs){.spill = runs->spill};
}

/* ---- putting groups in order ---- */

static void pass(const cs_place_number *from, cs_place_number *to, size_t n, unsigned shift)
{
    size_t starts[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < n; i++)
        starts[(size_t)(from[i] >> shift) & (DIGITS - 1)]++;
    for (size_t d = 0; d < DIGITS; d++) {
        size_t count = starts[d];
        starts[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[starts[(size_t)(from[i] >> shift) & (DIGITS - 1)]++] = from[i];
}

/* Places with the number of their group below them. Returns the sorted half of the room for 2n. */
static const cs_place_number *sort_places(cs_place_number *places, size_t n, unsigned n_bits)
{
    cs_place_number *from = places, *to = places + n;
    for (unsigned shift = NUMBER_BITS; shift < NUMBER_BITS + n_bits; shift += DIGIT_BITS) {
        pass(from, to, n, shift);
        cs_place_number *keep = from;
        from = to;
        to = keep;
    }
    return from;
}

/* ---- writing ---- */

/* Answers on their way into the file. */
struct writer {
    struct cs_scratch *scratch;
    uint64_t at;
    unsigned char *buffer; /* of WRITE_BYTES */
    size_t n;
    bool has_failed;
};

static void flush(struct writer *writer)
{
    writer->has_failed |= !cs_scratch_put(writer->scratch, writer->at, writer->buffer, writer->n);
    writer->at += writer->n;
    writer->n = 0;
}

static void put(struct writer *writer, const unsigned char *bytes, size_t n)
{
    if (writer->n + n > WRITE_BYTES)
        flush(writer);
    memcpy(writer->buffer + writer->n, bytes, n);
    writer->n += n;
}

static void put_observations(struct writer *writer, const struct cs_grouped_part *part,
                             const struct cs_grouped_slot *slot)
{
    for (int is_wide = 0; is_wide <= 1; is_wide++) {
        struct cs_grouped_walk walk = cs_grouped_walk_of(part, slot, is_wide);
        while (cs_grouped_walk_next(part, &walk))
            put(writer, walk.bytes, walk.n_bytes);
    }
}

static struct cs_run_head head_of(const struct cs_grouped_part *part,
                                  const struct cs_grouped_slot *slot)
{
    struct cs_run_head head = {.n = slot->n};
    memcpy(head.key, slot->key, sizeof head.key);
    if (slot->wide) {
        head.n_wide = part->wides[slot->wide - 1].n;
        head.n_not_numbers = part->wides[slot->wide - 1].n_not_numbers;
    }
    return head;
}

static void put_heads(struct cs_buf *out, const struct cs_grouped_part *part,
                      const cs_place_number *sorted, struct cs_run *run)
{
    for (size_t s = 0; s < part->n_slots; s++)
        for (int d = 0; d < CS_N_DIMS; d++)
            run->dims |= (unsigned)(part->slots[s].key[d] != CS_NO_KEY) << d;
    for (size_t i = 0; i < part->n_slots; i++) {
        struct cs_run_head head = head_of(part, &part->slots[(uint32_t)sorted[i]]);
        cs_run_head_put(out, &head, run->dims);
        run->data_bytes += cs_run_head_bytes(&head, part->has_weights);
    }
}

static bool write_sorted(struct cs_spill *spill, const struct cs_grouped_part *part,
                         const cs_place_number *sorted, struct cs_run *run)
{
    struct cs_buf heads;
    cs_buf_init(&heads);
    put_heads(&heads, part, sorted, run);
    run->heads_bytes = heads.size;
    run->heads_at = cs_scratch_reserve(&spill->scratch, run->heads_bytes + run->data_bytes);
    run->data_at = run->heads_at + run->heads_bytes;
    struct writer writer = {
        .scratch = &spill->scratch, .at = run->data_at, .buffer = malloc(WRITE_BYTES)};
    bool is_whole = !heads.failed && writer.buffer &&
                    cs_scratch_put(&spill->scratch, run->heads_at, heads.data, heads.size);
    for (size_t i = 0; i < part->n_slots && is_whole && !writer.has_failed; i++)
        put_observations(&writer, part, &part->slots[(uint32_t)sorted[i]]);
    if (is_whole)
        flush(&writer);
    cs_buf_clear(&heads);
    free(writer.buffer);
    return is_whole && !writer.has_failed;
}

bool cs_run_write(struct cs_spill *spill, struct cs_grouped_part *part,
                  const struct cs_group_order *order, struct cs_run *run)
{
    *run = (struct cs_run){.has_weights = part->has_weights,
                           .has_zero_weights = part->has_zero_weights,
                           .is_of_cents = part->is_of_cents,
                           .n_groups = part->n_slots,
                           .n_observations = part->n_observations};
    cs_place_number *places = malloc((2 * part->n_slots + 1) * sizeof *places);
    for (size_t s = 0; s < part->n_slots && places; s++)
        places[s] = cs_group_order_of(order, part->slots[s].key) << NUMBER_BITS | s;
    bool is_whole =
        places && write_sorted(spill, part, sort_places(places, part->n_slots, order->n_bits), run);
    free(places);
    if (is_whole)
        cs_grouped_part_empty(part);
    return is_whole;
}

/* ---- writing anew in another order ---- */

static bool is_in_order(struct cs_scratch *scratch, const struct cs_run *run,
                        const struct cs_group_order *order, bool *is_sorted)
{
    struct cs_run_cursor cursor;
    cs_place_number last = 0;
    bool is_whole = cs_run_cursor_init(&cursor, scratch, run, CURSOR_BYTES);
    *is_sorted = true;
    while (is_whole && *is_sorted && cs_run_cursor_next(&cursor)) {
        cs_place_number place = cs_group_order_of(order, cursor.head.key);
        *is_sorted = place >= last;
        last = place;
    }
    is_whole = is_whole && !cursor.has_failed;
    cs_run_cursor_clear(&cursor);
    return is_whole;
}

struct resort {
    struct cs_scratch *scratch;
    const struct cs_run *from;
    struct cs_run_head *heads;
    uint64_t *data_at;
    cs_place_number *places;
};

static bool read_heads(struct resort *resort, const struct cs_group_order *order)
{
    struct cs_run_cursor cursor;
    size_t n = 0;
    bool is_whole = cs_run_cursor_init(&cursor, resort->scratch, resort->from, CURSOR_BYTES);
    while (is_whole && cs_run_cursor_next(&cursor)) {
        resort->heads[n] = cursor.head;
        resort->data_at[n] = cursor.data_at;
        resort->places[n] = cs_group_order_of(order, cursor.head.key) << NUMBER_BITS | n;
        n++;
    }
    is_whole = is_whole && !cursor.has_failed;
    cs_run_cursor_clear(&cursor);
    return is_whole;
}

/* Bytes from one place of the file to another, some at a time. */
static void copy_observations(struct writer *writer, uint64_t from, uint64_t n_bytes)
{
    while (n_bytes && !writer->has_failed) {
        if (writer->n == WRITE_BYTES)
            flush(writer);
        size_t room = WRITE_BYTES - writer->n, n = n_bytes < room ? (size_t)n_bytes : room;
        writer->has_failed |= !cs_scratch_get(writer->scratch, from, writer->buffer + writer->n, n);
        writer->n += n;
        from += n;
        n_bytes -= n;
    }
}

static bool write_anew(struct resort *resort, const cs_place_number *sorted, struct cs_run *run)
{
    struct cs_buf heads;
    cs_buf_init(&heads);
    for (size_t i = 0; i < run->n_groups; i++)
        cs_run_head_put(&heads, &resort->heads[(uint32_t)sorted[i]], run->dims);
    run->heads_bytes = heads.size;
    run->heads_at = cs_scratch_reserve(resort->scratch, run->heads_bytes + run->data_bytes);
    run->data_at = run->heads_at + run->heads_bytes;
    struct writer writer = {
        .scratch = resort->scratch, .at = run->data_at, .buffer = malloc(WRITE_BYTES)};
    bool is_whole = !heads.failed && writer.buffer &&
                    cs_scratch_put(resort->scratch, run->heads_at, heads.data, heads.size);
    for (size_t i = 0; i < run->n_groups && is_whole; i++) {
        const struct cs_run_head *head = &resort->heads[(uint32_t)sorted[i]];
        copy_observations(&writer, resort->data_at[(uint32_t)sorted[i]],
                          cs_run_head_bytes(head, run->has_weights));
    }
    if (is_whole)
        flush(&writer);
    cs_buf_clear(&heads);
    free(writer.buffer);
    return is_whole && !writer.has_failed;
}

static bool sort_run(struct cs_scratch *scratch, struct cs_run *run,
                     const struct cs_group_order *order)
{
    struct cs_run anew = *run;
    struct resort resort = {scratch, run, malloc((run->n_groups + 1) * sizeof *resort.heads),
                            malloc((run->n_groups + 1) * sizeof *resort.data_at),
                            malloc((2 * run->n_groups + 1) * sizeof *resort.places)};
    memset(anew.numbers, 0, sizeof anew.numbers);
    bool is_whole =
        resort.heads && resort.data_at && resort.places && read_heads(&resort, order) &&
        write_anew(&resort, sort_places(resort.places, run->n_groups, order->n_bits), &anew);
    free(resort.heads);
    free(resort.data_at);
    free(resort.places);
    if (is_whole)
        *run = anew;
    return is_whole;
}

bool cs_runs_sort(struct cs_runs *runs, const struct cs_group_order *order)
{
    struct cs_scratch *scratch = &runs->spill->scratch;
    for (size_t r = 0; r < runs->n; r++) {
        bool is_sorted;
        if (!is_in_order(scratch, &runs->items[r], order, &is_sorted) ||
            (!is_sorted && !sort_run(scratch, &runs->items[r], order)))
            return false;
    }
    return true;
}
