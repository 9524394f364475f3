/* All runs merged through a heap of their next heads, as many groups at a time as memory takes. */
#include "data/slices.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/scratch.h"
#include "data/grouped.h"
#include "data/run_head.h"
#include "data/runs.h"

enum {
    MOST_CURSOR_BYTES = 1 << 16,
    LEAST_CURSOR_BYTES = 1 << 12,
    PIECE_BYTES = 128, /* of a head while it is in memory, with what is made of it later */
};

/* ---- the least of the runs' heads ---- */

static void sift_down(struct run_place *heap, size_t n)
{
    struct run_place top = heap[0];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && heap[child + 1].place < heap[child].place)
            child++;
        if (top.place <= heap[child].place)
            break;
        heap[at] = heap[child];
    }
    heap[at] = top;
}

static void push(struct cs_slices *slices, struct run_place item)
{
    size_t at = slices->n_heap++;
    for (; at > 0 && slices->heap[(at - 1) / 2].place > item.place; at = (at - 1) / 2)
        slices->heap[at] = slices->heap[(at - 1) / 2];
    slices->heap[at] = item;
}

/* The run at the top goes on to its next head. */
static void advance(struct cs_slices *slices)
{
    struct run_place *top = &slices->heap[0];
    struct cs_run_cursor *cursor = &slices->cursors[top->run];
    if (cs_run_cursor_next(cursor))
        top->place = cs_group_order_of(slices->order, cursor->head.key);
    else if (--slices->n_heap > 0)
        *top = slices->heap[slices->n_heap];
    slices->has_failed |= cursor->has_failed;
    if (slices->n_heap > 1)
        sift_down(slices->heap, slices->n_heap);
}

static size_t choose_cursor_bytes(const struct cs_runs *runs)
{
    size_t share = runs->spill->most_bytes / 16 / (runs->n + 1);
    return share > MOST_CURSOR_BYTES    ? MOST_CURSOR_BYTES
           : share < LEAST_CURSOR_BYTES ? LEAST_CURSOR_BYTES
                                        : share;
}

bool cs_slices_open(struct cs_slices *slices, const struct cs_runs *runs,
                    const struct cs_group_order *order)
{
    *slices = (struct cs_slices){
        .runs = runs, .order = order, .most_bytes = SIZE_MAX, .most_observations = UINT64_MAX};
    slices->cursors = calloc(runs->n + 1, sizeof *slices->cursors);
    slices->heap = malloc((runs->n + 1) * sizeof *slices->heap);
    slices->grouped.parts = calloc(runs->n + 1, sizeof *slices->grouped.parts);
    bool is_whole = slices->cursors && slices->heap && slices->grouped.parts;
    slices->grouped.n_parts = is_whole ? runs->n : 0;
    for (size_t r = 0; r < runs->n && is_whole; r++) {
        const struct cs_run *run = &runs->items[r];
        struct cs_run_cursor *cursor = &slices->cursors[r];
        slices->grouped.parts[r].has_weights = run->has_weights;
        slices->grouped.parts[r].is_of_cents = run->is_of_cents;
        slices->grouped.has_weights |= run->has_weights;
        slices->grouped.has_zero_weights |= run->has_weights && run->has_zero_weights;
        is_whole =
            cs_run_cursor_init(cursor, &runs->spill->scratch, run, choose_cursor_bytes(runs));
        if (is_whole && cs_run_cursor_next(cursor))
            push(slices,
                 (struct run_place){cs_group_order_of(order, cursor->head.key), (uint32_t)r});
        is_whole = is_whole && !cursor->has_failed;
    }
    slices->has_failed = !is_whole;
    return is_whole;
}

void cs_slices_close(struct cs_slices *slices)
{
    for (size_t r = 0; r < slices->grouped.n_parts; r++)
        cs_run_cursor_clear(&slices->cursors[r]);
    free(slices->cursors);
    free(slices->heap);
    cs_grouped_clear(&slices->grouped);
    *slices = (struct cs_slices){0};
}

/* ---- one slice ---- */

static bool grow(void *array_of, size_t *capacity, size_t needed, size_t element_bytes)
{
    void **array = array_of;
    if (needed <= *capacity)
        return true;
    size_t n = needed + needed / 2 + 64;
    void *grown = realloc(*array, n * element_bytes);
    if (!grown)
        return false;
    *array = grown;
    *capacity = n;
    return true;
}

static bool reserve_slot(struct cs_grouped_part *part)
{
    size_t n = part->slots_capacity;
    if (part->n_slots < n)
        return true;
    size_t capacity_of_starts = n;
    return grow(&part->slots, &part->slots_capacity, n + 1, sizeof *part->slots) &&
           grow(&part->starts, &capacity_of_starts, n + 1, sizeof *part->starts);
}

/* The head of a run becomes a slot of its part. */
static bool add_slot(struct cs_grouped_part *part, const struct cs_run_cursor *cursor)
{
    const struct cs_run_head *head = &cursor->head;
    if (!reserve_slot(part) ||
        !grow(&part->wides, &part->wides_capacity, part->n_wides + 1, sizeof *part->wides))
        return false;
    if (part->n_slots == 0)
        part->packed_at = cursor->data_at;
    struct cs_grouped_slot *slot = &part->slots[part->n_slots];
    *slot = (struct cs_grouped_slot){.n = head->n};
    memcpy(slot->key, head->key, sizeof slot->key);
    if (head->n_wide) {
        part->wides[part->n_wides++] =
            (struct cs_grouped_wide){.n = head->n_wide, .n_not_numbers = head->n_not_numbers};
        slot->wide = (uint32_t)part->n_wides;
    }
    part->starts[part->n_slots++] = cursor->data_at - part->packed_at;
    return true;
}

/* The head at the top joins the slice. Returns 0 when out of memory. */
static bool take(struct cs_slices *slices, bool is_new)
{
    struct cs_grouped *grouped = &slices->grouped;
    uint32_t run = slices->heap[0].run;
    const struct cs_run_cursor *cursor = &slices->cursors[run];
    struct cs_grouped_part *part = &grouped->parts[run];
    if (!add_slot(part, cursor) ||
        !grow(&grouped->groups, &slices->groups_capacity, grouped->n_groups + 1,
              sizeof *grouped->groups) ||
        !grow(&grouped->pieces, &slices->pieces_capacity, grouped->n_pieces + 1,
              sizeof *grouped->pieces))
        return false;
    if (is_new) {
        struct cs_grouped_group *fresh = &grouped->groups[grouped->n_groups++];
        *fresh = (struct cs_grouped_group){0};
        memcpy(fresh->key, cursor->head.key, sizeof fresh->key);
    }
    struct cs_grouped_group *group = &grouped->groups[grouped->n_groups - 1];
    grouped->pieces[grouped->n_pieces] =
        (struct cs_grouped_piece){run, (uint32_t)part->n_slots - 1, group->first_piece};
    group->first_piece = (uint32_t)++grouped->n_pieces;
    group->n += cursor->head.n + cursor->head.n_wide;
    group->n_not_numbers += cursor->head.n_not_numbers;
    return true;
}

/* Heads of a whole group in its first dimensions; whether it is too large to be read. */
static bool take_group(struct cs_slices *slices, size_t *n_bytes, bool *is_large)
{
    unsigned rest = slices->order->n_rest_bits;
    cs_place_number lead = slices->heap[0].place >> rest, last = 0;
    uint64_t n_observations = 0;
    bool is_new = true;
    while (slices->n_heap && slices->heap[0].place >> rest == lead && !slices->has_failed) {
        uint32_t run = slices->heap[0].run;
        const struct cs_run_head *head = &slices->cursors[run].head;
        is_new = is_new || slices->heap[0].place != last;
        last = slices->heap[0].place;
        n_observations += head->n + head->n_wide;
        *n_bytes += PIECE_BYTES;
        if (!slices->is_of_counts)
            *n_bytes += cs_run_head_bytes(head, slices->runs->items[run].has_weights);
        if (!take(slices, is_new))
            return false;
        is_new = false;
        advance(slices);
    }
    *is_large = n_observations > slices->most_observations;
    return !slices->has_failed;
}

static void empty(struct cs_slices *slices)
{
    struct cs_grouped *grouped = &slices->grouped;
    grouped->n_groups = grouped->n_pieces = 0;
    slices->n_read = 0;
    for (size_t r = 0; r < grouped->n_parts; r++) {
        grouped->parts[r].n_slots = grouped->parts[r].n_wides = 0;
        free(grouped->parts[r].packed);
        grouped->parts[r].packed = NULL;
    }
}

/* The bytes of observations of each run that belong to groups that are read. */
static void count_ends(const struct cs_slices *slices, uint64_t *ends)
{
    const struct cs_grouped *grouped = &slices->grouped;
    for (size_t g = 0; g < slices->n_read; g++)
        for (uint32_t at = grouped->groups[g].first_piece; at; at = grouped->pieces[at - 1].next) {
            const struct cs_grouped_piece *piece = &grouped->pieces[at - 1];
            const struct cs_grouped_part *part = &grouped->parts[piece->part];
            const struct cs_grouped_slot *slot = &part->slots[piece->slot];
            struct cs_run_head head = {.n = slot->n,
                                       .n_wide = (uint32_t)cs_grouped_n_wide(part, slot)};
            uint64_t end = part->starts[piece->slot] + cs_run_head_bytes(&head, part->has_weights);
            ends[piece->part] = end > ends[piece->part] ? end : ends[piece->part];
        }
}

static bool read_observations(struct cs_slices *slices)
{
    struct cs_grouped *grouped = &slices->grouped;
    uint64_t *ends = calloc(grouped->n_parts + 1, sizeof *ends);
    bool is_whole = ends != NULL;
    if (is_whole)
        count_ends(slices, ends);
    for (size_t r = 0; r < grouped->n_parts && is_whole; r++) {
        struct cs_grouped_part *part = &grouped->parts[r];
        if (part->n_slots == 0)
            continue;
        part->packed = malloc((size_t)ends[r] + 1);
        is_whole = part->packed && cs_scratch_get(&slices->runs->spill->scratch, part->packed_at,
                                                  part->packed, (size_t)ends[r]);
    }
    free(ends);
    return is_whole;
}

bool cs_slices_next(struct cs_slices *slices)
{
    size_t n_bytes = 0;
    bool is_large = false;
    empty(slices);
    while (slices->n_heap && n_bytes < slices->most_bytes && !is_large && !slices->has_failed) {
        slices->n_read = slices->grouped.n_groups;
        slices->has_failed |= !take_group(slices, &n_bytes, &is_large);
    }
    if (!is_large)
        slices->n_read = slices->grouped.n_groups;
    if (!slices->is_of_counts && !slices->has_failed)
        slices->has_failed |= !read_observations(slices);
    return !slices->has_failed && slices->grouped.n_groups > 0;
}

uint64_t cs_slices_place_of(const struct cs_slices *slices, const struct cs_grouped_piece *piece)
{
    const struct cs_grouped_part *part = &slices->grouped.parts[piece->part];
    return part->packed_at + part->starts[piece->slot];
}
