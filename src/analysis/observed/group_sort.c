/* A merge sort over a temporary file. Apart from where the observations come from. */
#include "analysis/observed/group_sort.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/scratch.h"
#include "stats/sample.h"

enum {
    READ_ANSWERS = 1 << 13, /* brought together at a time */
    SORT_BYTES = 24,        /* of memory for an observation that is sorted; with weights: */
    WEIGHTED_BYTES = 48,
    LEAST_SORTED = 1 << 10,
};

bool cs_group_sort_init(struct cs_group_sort *sort, struct cs_scratch *scratch, bool has_weights,
                        size_t n_most, size_t n_bytes)
{
    size_t capacity = n_bytes / (has_weights ? WEIGHTED_BYTES : SORT_BYTES);
    capacity = capacity < LEAST_SORTED ? LEAST_SORTED : capacity;
    capacity = capacity < n_most && scratch ? capacity : n_most;
    *sort = (struct cs_group_sort){
        .scratch = scratch, .has_weights = has_weights, .capacity = capacity + 1};
    sort->values = malloc(sort->capacity * sizeof *sort->values);
    sort->weights = has_weights ? malloc(sort->capacity * sizeof *sort->weights) : NULL;
    return sort->values && (sort->weights || !has_weights);
}

void cs_group_sort_clear(struct cs_group_sort *sort)
{
    free(sort->values);
    free(sort->weights);
    free(sort->runs);
    *sort = (struct cs_group_sort){.n = 0};
}

enum cs_status cs_group_sort_fail(const struct cs_group_sort *sort, struct cs_diag *diag)
{
    return sort->scratch ? cs_scratch_fail(sort->scratch, diag) : cs_fail_memory(diag);
}

/* ---- sorted runs ---- */

static bool order_some(struct cs_group_sort *sort)
{
    struct cs_sample sample = {sort->values, sort->weights, sort->n};
    return cs_sample_order(&sample, sort->values, sort->weights);
}

static bool sort_some(struct cs_group_sort *sort)
{
    struct cs_group_sorted_run *grown = realloc(sort->runs, (sort->n_runs + 1) * sizeof *grown);
    if (!grown)
        return false;
    sort->runs = grown;
    if (!order_some(sort))
        return false;
    size_t n_bytes = sort->n * sizeof(double);
    uint64_t at = cs_scratch_reserve(sort->scratch, 2 * (uint64_t)n_bytes);
    grown[sort->n_runs++] = (struct cs_group_sorted_run){at, sort->n};
    sort->n_all += sort->n;
    sort->n = 0;
    return cs_scratch_put(sort->scratch, at, sort->values, n_bytes) &&
           (!sort->weights || cs_scratch_put(sort->scratch, at + n_bytes, sort->weights, n_bytes));
}

bool cs_group_sort_add(struct cs_group_sort *sort, double value, double weight)
{
    if (!isfinite(value) || !(weight > 0))
        return true;
    if (sort->n == sort->capacity && !sort_some(sort))
        return false;
    sort->values[sort->n] = value;
    if (sort->weights)
        sort->weights[sort->n] = weight;
    sort->n++;
    return true;
}

bool cs_group_sort_add_sorted(struct cs_group_sort *sort, const struct cs_sorted *sorted)
{
    bool is_whole = true;
    for (size_t i = 0; i < sorted->n && is_whole; i++) {
        is_whole =
            cs_group_sort_add(sort, sorted->values[i], sorted->weights ? sorted->weights[i] : 1);
        cs_sorted_passed(sorted, i);
    }
    return is_whole;
}

/* ---- brought together ---- */

/* One run, some observations of which are in memory. */
struct cursor {
    struct cs_group_sorted_run run;
    size_t done, at, n; /* of the run; of what is in memory */
    double *values, *weights;
};

static bool fetch(struct cs_group_sort *sort, struct cursor *cursor, size_t capacity)
{
    size_t left = cursor->run.n - cursor->done;
    cursor->at = 0;
    cursor->n = left < capacity ? left : capacity;
    uint64_t at = cursor->run.at + cursor->done * sizeof(double);
    cursor->done += cursor->n;
    size_t n_bytes = cursor->n * sizeof(double);
    return cs_scratch_get(sort->scratch, at, cursor->values, n_bytes) &&
           (!cursor->weights || cs_scratch_get(sort->scratch, at + cursor->run.n * sizeof(double),
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

static bool flush(struct cs_group_sort *sort, struct target *target)
{
    size_t n_bytes = target->n * sizeof(double), n_arrays = sort->has_weights ? 3 : 1;
    bool is_whole = true;
    for (size_t i = 0; i < n_arrays && is_whole; i++)
        is_whole = cs_scratch_put(sort->scratch, target->at[i] + target->n_done * sizeof(double),
                                  target->buffers[i], n_bytes);
    target->n_done += target->n;
    target->n = 0;
    return is_whole;
}

static bool put(struct cs_group_sort *sort, struct target *target, const struct cursor *from)
{
    target->buffers[0][target->n] = from->values[from->at];
    if (sort->has_weights) {
        target->sum += from->weights[from->at];
        target->buffers[1][target->n] = from->weights[from->at];
        target->buffers[2][target->n] = (double)target->sum;
    }
    return ++target->n < READ_ANSWERS || flush(sort, target);
}

static bool merge(struct cs_group_sort *sort, struct cursor *heap, size_t capacity,
                  struct target *target)
{
    size_t n = sort->n_runs;
    bool is_whole = true;
    for (size_t r = 0; r < n && is_whole; r++)
        is_whole = fetch(sort, &heap[r], capacity);
    for (size_t i = n / 2; i-- > 0 && is_whole;)
        sift_down(heap, n, i);
    while (n && is_whole) {
        is_whole = put(sort, target, &heap[0]);
        if (++heap[0].at == heap[0].n)
            is_whole = is_whole && fetch(sort, &heap[0], capacity);
        if (heap[0].n == 0)
            heap[0] = heap[--n];
        sift_down(heap, n, 0);
    }
    return is_whole && flush(sort, target);
}

/* Room for the runs' cursors is that of the observations that were sorted. */
static bool bring_together(struct cs_group_sort *sort, struct target *target)
{
    struct cursor *heap = malloc((sort->n_runs + 1) * sizeof *heap);
    size_t capacity = sort->capacity / (sort->n_runs + 1);
    capacity = capacity > READ_ANSWERS ? READ_ANSWERS : capacity < 1 ? 1 : capacity;
    double *room = malloc((sort->n_runs + 2) * 2 * capacity * sizeof *room);
    double *buffers = malloc(3 * READ_ANSWERS * sizeof *buffers);
    bool is_whole = heap && room && buffers;
    for (size_t i = 0; i < 3 && is_whole; i++) {
        target->buffers[i] = buffers + i * READ_ANSWERS;
        target->at[i] = cs_scratch_reserve_pages(sort->scratch, sort->n_all * sizeof(double));
    }
    for (size_t r = 0; r < sort->n_runs && is_whole; r++)
        heap[r] =
            (struct cursor){.run = sort->runs[r],
                            .values = room + 2 * r * capacity,
                            .weights = sort->has_weights ? room + (2 * r + 1) * capacity : NULL};
    is_whole = is_whole && merge(sort, heap, capacity, target);
    free(heap);
    free(room);
    free(buffers);
    return is_whole;
}

static bool map_arrays(struct cs_group_sort *sort, const struct target *target,
                       struct cs_group_sorted *out)
{
    double **arrays[] = {&out->sorted.values, &out->sorted.weights, &out->sorted.cumulative};
    out->n_bytes = sort->n_all * sizeof(double);
    out->sorted.n = sort->n_all;
    out->sorted.total = sort->has_weights ? (double)target->sum : (double)sort->n_all;
    out->sorted.let_go = cs_scratch_let_go;
    bool is_whole = true;
    for (size_t i = 0; i < (sort->has_weights ? 3 : 1) && is_whole; i++)
        is_whole =
            (*arrays[i] = cs_scratch_map(sort->scratch, target->at[i], out->n_bytes)) != NULL;
    return is_whole;
}

/* Nothing went to the file: the arrays are handed over. */
static bool end_in_memory(struct cs_group_sort *sort, struct cs_group_sorted *out)
{
    if (!order_some(sort))
        return false;
    out->sorted = (struct cs_sorted){
        .values = sort->values, .weights = sort->weights, .n = sort->n, .total = (double)sort->n};
    sort->values = sort->weights = NULL;
    if (!out->sorted.weights)
        return true;
    out->sorted.cumulative = malloc((sort->n + 1) * sizeof *out->sorted.cumulative);
    if (out->sorted.cumulative)
        cs_sorted_cumulate(&out->sorted);
    return out->sorted.cumulative != NULL;
}

bool cs_group_sort_end(struct cs_group_sort *sort, struct cs_group_sorted *out)
{
    struct target target = {.n = 0};
    *out = (struct cs_group_sorted){.n_bytes = 0};
    if (!sort->n_runs)
        return end_in_memory(sort, out);
    bool is_whole = sort->n == 0 || sort_some(sort);
    free(sort->values);
    free(sort->weights);
    sort->values = sort->weights = NULL;
    return is_whole && bring_together(sort, &target) && map_arrays(sort, &target, out);
}

void cs_group_sorted_clear(struct cs_group_sorted *sorted)
{
    if (!sorted->n_bytes)
        cs_sorted_clear(&sorted->sorted);
    cs_scratch_unmap(sorted->sorted.values, sorted->n_bytes);
    cs_scratch_unmap(sorted->sorted.weights, sorted->n_bytes);
    cs_scratch_unmap(sorted->sorted.cumulative, sorted->n_bytes);
    *sorted = (struct cs_group_sorted){.n_bytes = 0};
}
