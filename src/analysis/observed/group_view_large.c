/* One group larger than memory: sorted in runs, merged into the temporary file, and mapped. Apart
 * because the ordinary way (group_view_read.c) needs none of it. */
#include "analysis/observed/group_view_large.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/scratch.h"
#include "data/grouped.h"
#include "data/slices.h"
#include "stats/sample.h"

enum {
    CODE_BYTES = 3,
    READ_ANSWERS = 1 << 13, /* read from the file, or brought together, at a time */
    SORT_BYTES = 24,        /* of memory for an observation that is sorted; with weights: */
    WEIGHTED_BYTES = 48,
    LEAST_SORTED = 1 << 10,
};

/* Answers sorted together, in the file: values, then weights. */
struct sorted_run {
    uint64_t at;
    size_t n;
};

struct work {
    const struct cs_group_view_slices *slices;
    struct cs_scratch *scratch;
    bool has_weights;
    double *values, *weights; /* to be sorted next */
    size_t n, capacity;
    struct sorted_run *runs;
    size_t n_runs;
    uint64_t n_all; /* in runs */
};

bool cs_group_view_is_large(const struct cs_group_view_slices *slices,
                            const struct cs_group_view *kept, size_t group)
{
    return kept->members[kept->groups[group].first] >= slices->slices.n_read;
}

/* ---- sorted runs ---- */

static bool sort_some(struct work *work)
{
    struct cs_sample sample = {work->values, work->weights, work->n};
    struct sorted_run *grown = realloc(work->runs, (work->n_runs + 1) * sizeof *grown);
    if (!grown)
        return false;
    work->runs = grown;
    if (!cs_sample_order(&sample, work->values, work->weights))
        return false;
    size_t n_bytes = work->n * sizeof(double);
    uint64_t at = cs_scratch_reserve(work->scratch, 2 * (uint64_t)n_bytes);
    grown[work->n_runs++] = (struct sorted_run){at, work->n};
    work->n_all += work->n;
    work->n = 0;
    return cs_scratch_put(work->scratch, at, work->values, n_bytes) &&
           (!work->weights || cs_scratch_put(work->scratch, at + n_bytes, work->weights, n_bytes));
}

static bool add_observation(struct work *work, double value, double weight)
{
    if (!isfinite(value) || !(weight > 0))
        return true;
    work->values[work->n] = value;
    if (work->weights)
        work->weights[work->n] = weight;
    return ++work->n < work->capacity || sort_some(work);
}

static uint32_t get_code(const unsigned char *from)
{
    return from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16;
}

/* Where some observations of one piece are, and how they lie there. */
struct stretch {
    uint64_t at;
    size_t n;
    bool is_wide, has_weights, is_of_cents;
    double factor;
};

static bool add_from(struct work *work, const struct stretch *stretch, const unsigned char *from)
{
    double value, weight = 1;
    if (stretch->is_wide) {
        memcpy(&value, from, sizeof value);
        if (stretch->has_weights)
            memcpy(&weight, from + sizeof value, sizeof weight);
    } else {
        value = cs_grouped_value_of(stretch->is_of_cents, get_code(from));
        if (stretch->has_weights)
            weight = cs_grouped_weight_of(get_code(from + CODE_BYTES));
    }
    return add_observation(work, value * stretch->factor, weight);
}

static bool read_stretch(struct work *work, struct stretch stretch)
{
    unsigned char buffer[READ_ANSWERS];
    size_t step = (stretch.is_wide ? sizeof(double) : CODE_BYTES) * (stretch.has_weights ? 2 : 1);
    while (stretch.n) {
        size_t n = sizeof buffer / step < stretch.n ? sizeof buffer / step : stretch.n;
        if (!cs_scratch_get(work->scratch, stretch.at, buffer, n * step))
            return false;
        for (size_t i = 0; i < n; i++)
            if (!add_from(work, &stretch, buffer + i * step))
                return false;
        stretch.at += n * step;
        stretch.n -= n;
    }
    return true;
}

static bool read_piece(struct work *work, const struct cs_grouped_piece *piece, double factor)
{
    const struct cs_grouped *grouped = &work->slices->slices.grouped;
    const struct cs_grouped_part *part = &grouped->parts[piece->part];
    const struct cs_grouped_slot *slot = &part->slots[piece->slot];
    struct stretch stretch = {.at = cs_slices_place_of(&work->slices->slices, piece),
                              .n = slot->n,
                              .has_weights = part->has_weights,
                              .is_of_cents = part->is_of_cents,
                              .factor = factor};
    if (!read_stretch(work, stretch))
        return false;
    stretch.at += (uint64_t)slot->n * CODE_BYTES * (part->has_weights ? 2 : 1);
    stretch.n = cs_grouped_n_wide(part, slot);
    stretch.is_wide = true;
    return read_stretch(work, stretch);
}

static bool read_group(struct work *work, const struct cs_group_view *kept,
                       const struct cs_group_view_group *group)
{
    const struct cs_grouped *grouped = &work->slices->slices.grouped;
    for (size_t m = 0; m < group->n_members; m++) {
        uint32_t number = kept->members[group->first + m];
        double factor = kept->places ? kept->counts.factors[kept->places[number]].factor : 1;
        for (uint32_t at = grouped->groups[number].first_piece; at;
             at = grouped->pieces[at - 1].next)
            if (!read_piece(work, &grouped->pieces[at - 1], factor))
                return false;
    }
    return work->n == 0 || sort_some(work);
}

/* ---- brought together ---- */

/* One run, some observations of which are in memory. */
struct cursor {
    struct sorted_run run;
    size_t done, at, n; /* of the run; of what is in memory */
    double *values, *weights;
};

static bool fetch(struct work *work, struct cursor *cursor, size_t capacity)
{
    size_t left = cursor->run.n - cursor->done;
    cursor->at = 0;
    cursor->n = left < capacity ? left : capacity;
    uint64_t at = cursor->run.at + cursor->done * sizeof(double);
    cursor->done += cursor->n;
    size_t n_bytes = cursor->n * sizeof(double);
    return cs_scratch_get(work->scratch, at, cursor->values, n_bytes) &&
           (!cursor->weights || cs_scratch_get(work->scratch, at + cursor->run.n * sizeof(double),
                                               cursor->weights, n_bytes));
}

static bool is_before(const struct cursor *a, const struct cursor *b)
{
    if (a->values[a->at] != b->values[b->at] || !a->weights)
        return a->values[a->at] < b->values[b->at];
    return a->weights[a->at] < b->weights[b->at];
}

static void sift_down(struct cursor *heap, size_t n, size_t at)
{
    struct cursor top = heap[at];
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && is_before(&heap[child + 1], &heap[child]))
            child++;
        if (!is_before(&heap[child], &top))
            break;
        heap[at] = heap[child];
    }
    heap[at] = top;
}

/* The whole group on its way into the file. */
struct target {
    uint64_t at[3]; /* values, weights, cumulative weights */
    double *buffers[3];
    size_t n, n_done;
    long double sum;
};

static bool flush(struct work *work, struct target *target)
{
    size_t n_bytes = target->n * sizeof(double), n_arrays = work->has_weights ? 3 : 1;
    bool is_whole = true;
    for (size_t i = 0; i < n_arrays && is_whole; i++)
        is_whole = cs_scratch_put(work->scratch, target->at[i] + target->n_done * sizeof(double),
                                  target->buffers[i], n_bytes);
    target->n_done += target->n;
    target->n = 0;
    return is_whole;
}

static bool put(struct work *work, struct target *target, const struct cursor *from)
{
    target->buffers[0][target->n] = from->values[from->at];
    if (work->has_weights) {
        target->sum += from->weights[from->at];
        target->buffers[1][target->n] = from->weights[from->at];
        target->buffers[2][target->n] = (double)target->sum;
    }
    return ++target->n < READ_ANSWERS || flush(work, target);
}

static bool merge(struct work *work, struct cursor *heap, size_t capacity, struct target *target)
{
    size_t n = work->n_runs;
    bool is_whole = true;
    for (size_t r = 0; r < n && is_whole; r++)
        is_whole = fetch(work, &heap[r], capacity);
    for (size_t i = n / 2; i-- > 0 && is_whole;)
        sift_down(heap, n, i);
    while (n && is_whole) {
        is_whole = put(work, target, &heap[0]);
        if (++heap[0].at == heap[0].n)
            is_whole = is_whole && fetch(work, &heap[0], capacity);
        if (heap[0].n == 0)
            heap[0] = heap[--n];
        sift_down(heap, n, 0);
    }
    return is_whole && flush(work, target);
}

/* Room for the runs' cursors is that of the observations that were sorted. */
static bool bring_together(struct work *work, struct target *target)
{
    struct cursor *heap = malloc((work->n_runs + 1) * sizeof *heap);
    size_t capacity = work->capacity / (work->n_runs + 1);
    capacity = capacity > READ_ANSWERS ? READ_ANSWERS : capacity < 1 ? 1 : capacity;
    double *room = malloc((work->n_runs + 2) * 2 * capacity * sizeof *room);
    double *buffers = malloc(3 * READ_ANSWERS * sizeof *buffers);
    bool is_whole = heap && room && buffers;
    for (size_t i = 0; i < 3 && is_whole; i++) {
        target->buffers[i] = buffers + i * READ_ANSWERS;
        target->at[i] = cs_scratch_reserve_pages(work->scratch, work->n_all * sizeof(double));
    }
    for (size_t r = 0; r < work->n_runs && is_whole; r++)
        heap[r] =
            (struct cursor){.run = work->runs[r],
                            .values = room + 2 * r * capacity,
                            .weights = work->has_weights ? room + (2 * r + 1) * capacity : NULL};
    is_whole = is_whole && merge(work, heap, capacity, target);
    free(heap);
    free(room);
    free(buffers);
    return is_whole;
}

static bool map_arrays(struct work *work, const struct target *target,
                       struct cs_group_view_large *out)
{
    double **arrays[] = {&out->sorted.values, &out->sorted.weights, &out->sorted.cumulative};
    out->n_bytes = (work->n_all + !work->n_all) * sizeof(double);
    out->sorted.n = work->n_all;
    out->sorted.total = work->has_weights ? (double)target->sum : (double)work->n_all;
    out->sorted.let_go = cs_scratch_let_go;
    bool is_whole = true;
    for (size_t i = 0; i < (work->has_weights ? 3 : 1) && is_whole; i++)
        is_whole =
            (*arrays[i] = cs_scratch_map(work->scratch, target->at[i], out->n_bytes)) != NULL;
    return is_whole;
}

bool cs_group_view_large_read(const struct cs_group_view_slices *slices,
                              const struct cs_group_view *kept, size_t group,
                              struct cs_group_view_large *out)
{
    struct work work = {.slices = slices,
                        .has_weights = slices->slices.grouped.has_weights,
                        .scratch = &slices->slices.runs->spill->scratch};
    struct target target = {0};
    *out = (struct cs_group_view_large){0};
    work.capacity = slices->slices.most_bytes / (work.has_weights ? WEIGHTED_BYTES : SORT_BYTES);
    work.capacity = work.capacity < LEAST_SORTED ? LEAST_SORTED : work.capacity;
    work.values = malloc(work.capacity * sizeof *work.values);
    work.weights = work.has_weights ? malloc(work.capacity * sizeof *work.weights) : NULL;
    bool is_whole = work.values && (work.weights || !work.has_weights) &&
                    read_group(&work, kept, &kept->groups[group]);
    free(work.values);
    free(work.weights);
    is_whole = is_whole && bring_together(&work, &target) && map_arrays(&work, &target, out);
    free(work.runs);
    return is_whole;
}

void cs_group_view_large_clear(struct cs_group_view_large *large)
{
    cs_scratch_unmap(large->sorted.values, large->n_bytes);
    cs_scratch_unmap(large->sorted.weights, large->n_bytes);
    cs_scratch_unmap(large->sorted.cumulative, large->n_bytes);
    *large = (struct cs_group_view_large){0};
}
