/* The file is mapped as a whole when every group has been written: few groups or many take one
 * mapping. */
#include "analysis/observed/group_keep.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "analysis/observed/group_view.h"
#include "analysis/observed/group_walk.h"
#include "base/diag.h"
#include "base/pool.h"
#include "base/scratch.h"
#include "stats/sample.h"

static size_t n_arrays(const struct cs_sorted *sorted)
{
    return sorted->weights ? 3 : 1;
}

/* Before the file is mapped, an array's place stands for its address. */
static enum cs_status keep_in_file(struct cs_group_keep *keep, size_t g,
                                   const struct cs_sorted *sorted, struct cs_diag *diag)
{
    const double *arrays[] = {sorted->values, sorted->weights, sorted->cumulative};
    uint64_t n_bytes = sorted->n * sizeof(double), at = 0;
    for (size_t i = 0; i < n_arrays(sorted) && sorted->n; i++) {
        at = cs_scratch_reserve_pages(keep->scratch, n_bytes);
        keep->places[3 * g + i] = at;
        for (size_t done = 0; done < sorted->n; done += CS_SORTED_PASS) {
            size_t left = sorted->n - done, n = left < CS_SORTED_PASS ? left : CS_SORTED_PASS;
            if (!cs_scratch_put(keep->scratch, at + done * sizeof(double), arrays[i] + done,
                                n * sizeof(double)))
                return cs_scratch_fail(keep->scratch, diag);
            cs_sorted_let_go(sorted, done, done + n);
        }
    }
    keep->sorted[g] = *sorted;
    return CS_OK;
}

static enum cs_status keep_group(void *context, size_t g, const struct cs_group_view_group *about,
                                 const struct cs_sorted *sorted, struct cs_diag *diag)
{
    (void)about;
    return keep_in_file(context, g, sorted, diag);
}

/* All groups are here: each is read into room of its own. */
struct reading {
    struct cs_group_keep *keep;
    const struct cs_group_view *kept;
    atomic_bool is_out_of_memory;
};

static void keep_in_memory(void *context, size_t g, size_t worker)
{
    struct reading *reading = context;
    (void)worker;
    if (!cs_group_view_take(reading->kept, g, &reading->keep->sorted[g]))
        atomic_store(&reading->is_out_of_memory, true);
}

static enum cs_status keep_whole(struct cs_group_keep *keep, const struct cs_group_view *kept,
                                 size_t n_threads, struct cs_diag *diag)
{
    struct reading reading = {.keep = keep, .kept = kept};
    cs_pool_run(n_threads, keep->n, keep_in_memory, &reading);
    return atomic_load(&reading.is_out_of_memory) ? cs_fail_memory(diag) : CS_OK;
}

/* A group of no observations has weights where others have. */
static void point_into_map(struct cs_group_keep *keep)
{
    for (size_t g = 0; g < keep->n; g++) {
        struct cs_sorted *own = &keep->sorted[g];
        double **to[] = {&own->values, &own->weights, &own->cumulative};
        for (size_t i = 0, n = n_arrays(own); i < n; i++)
            *to[i] = (void *)((char *)keep->map + keep->places[3 * g + i]);
        own->let_go = cs_scratch_let_go;
    }
}

static enum cs_status map_file(struct cs_group_keep *keep, struct cs_diag *diag)
{
    keep->n_bytes = 1; /* where no observation weighs anything: the file has runs at least */
    for (size_t g = 0; g < keep->n; g++)
        for (size_t i = 0; i < n_arrays(&keep->sorted[g]); i++) {
            uint64_t end = keep->places[3 * g + i] + keep->sorted[g].n * sizeof(double);
            keep->n_bytes = end > keep->n_bytes ? end : keep->n_bytes;
        }
    keep->map = cs_scratch_map(keep->scratch, 0, keep->n_bytes);
    if (!keep->map)
        return cs_scratch_fail(keep->scratch, diag);
    point_into_map(keep);
    return CS_OK;
}

enum cs_status cs_group_keep_all(struct cs_group_keep *keep, struct cs_group_walk *walk,
                                 size_t n_threads, struct cs_diag *diag)
{
    const struct cs_group_taker taker = {keep, keep_group};
    *keep = (struct cs_group_keep){.n = walk->n_groups};
    keep->sorted = calloc(walk->n_groups + 1, sizeof *keep->sorted);
    if (walk->is_sliced) {
        keep->scratch = &walk->slices.slices.runs->spill->scratch;
        keep->places = calloc(3 * walk->n_groups + 1, sizeof *keep->places);
    }
    if (!keep->sorted || (walk->is_sliced && !keep->places))
        return cs_fail_memory(diag);
    if (!walk->is_sliced)
        return keep_whole(keep, &walk->kept, n_threads, diag);
    enum cs_status status = cs_group_walk_each(walk, n_threads, &taker, diag);
    return status == CS_OK ? map_file(keep, diag) : status;
}

void cs_group_keep_clear(struct cs_group_keep *keep)
{
    for (size_t g = 0; g < keep->n && keep->sorted && !keep->places; g++)
        cs_sorted_clear(&keep->sorted[g]);
    cs_scratch_unmap(keep->map, keep->n_bytes);
    free(keep->sorted);
    free(keep->places);
    *keep = (struct cs_group_keep){.n = 0};
}
