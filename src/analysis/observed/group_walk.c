/* One way through groups, whole or slice by slice. Apart from what is made of them: summaries,
 * comparisons, curves. */
#include "analysis/observed/group_walk.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/group_sort.h"
#include "analysis/observed/group_view.h"
#include "analysis/observed/group_view_large.h"
#include "analysis/observed/group_view_slices.h"
#include "analysis/observed/groups.h"
#include "base/diag.h"
#include "base/pool.h"
#include "base/scratch.h"
#include "data/grouped.h"

/* All groups are there: the block of factors is the walk's from here on. */
static enum cs_status open_whole(struct cs_group_walk *walk, const struct cs_dataset *dataset,
                                 const struct cs_groups_request *request, struct cs_diag *diag)
{
    enum cs_status status = cs_group_view_open(dataset, request, &walk->kept, diag);
    walk->n_groups = walk->kept.n_groups;
    walk->counts = walk->kept.counts;
    memset(walk->counts.memory, 0, sizeof walk->counts.memory);
    walk->counts.memory[CS_GROUPS_FACTORS] = walk->kept.counts.memory[CS_GROUPS_FACTORS];
    walk->kept.counts.memory[CS_GROUPS_FACTORS] = NULL;
    walk->is_at_start = true;
    return status;
}

static enum cs_status count_slices(struct cs_group_walk *walk, struct cs_diag *diag)
{
    struct cs_groups *counts = &walk->counts;
    bool has_more = true;
    enum cs_status status = cs_group_walk_restart(walk, true, diag);
    while (status == CS_OK && has_more) {
        status = cs_group_walk_next(walk, &has_more, diag);
        walk->n_groups += walk->kept.n_groups;
        counts->n_observations += walk->kept.counts.n_observations;
        counts->n_elsewhere += walk->kept.counts.n_elsewhere;
        counts->n_without_key += walk->kept.counts.n_without_key;
        counts->n_not_numbers += walk->kept.counts.n_not_numbers;
    }
    return status == CS_OK ? cs_group_view_check(counts, diag) : status;
}

static enum cs_status open_slices(struct cs_group_walk *walk, const struct cs_dataset *dataset,
                                  const struct cs_groups_request *request, struct cs_diag *diag)
{
    walk->is_sliced = true;
    walk->counts.unit = dataset->observations.unit;
    enum cs_status status = cs_group_view_slices_open(&walk->slices, dataset, request, diag);
    if (status == CS_OK)
        status = count_slices(walk, diag);
    if (status == CS_OK && request->money)
        status =
            cs_group_view_places_factors(&walk->slices.places, request->money, &walk->counts, diag);
    return status == CS_OK ? cs_group_walk_restart(walk, false, diag) : status;
}

static bool has_weights(const struct cs_group_walk *walk)
{
    for (size_t g = 0; g < walk->kept.n_groups; g++)
        if (walk->kept.rows[g].weights)
            return true;
    return false;
}

enum cs_status cs_group_walk_open(struct cs_group_walk *walk, const struct cs_dataset *dataset,
                                  const struct cs_groups_request *request, struct cs_diag *diag)
{
    *walk = (struct cs_group_walk){.n_groups = 0};
    const struct cs_grouped *grouped = dataset->grouped;
    enum cs_status status = grouped && grouped->runs.n ? open_slices(walk, dataset, request, diag)
                                                       : open_whole(walk, dataset, request, diag);
    walk->has_weights = grouped ? grouped->has_weights : walk->kept.rows && has_weights(walk);
    walk->has_zero_weights = grouped ? grouped->has_zero_weights : walk->has_weights;
    return status;
}

void cs_group_walk_close(struct cs_group_walk *walk)
{
    cs_group_view_close(&walk->kept);
    cs_groups_clear(&walk->counts);
    if (walk->is_sliced)
        cs_group_view_slices_close(&walk->slices);
    *walk = (struct cs_group_walk){.n_groups = 0};
}

enum cs_status cs_group_walk_restart(struct cs_group_walk *walk, bool is_of_counts,
                                     struct cs_diag *diag)
{
    walk->first = 0;
    walk->is_at_start = true;
    if (!walk->is_sliced)
        return CS_OK;
    cs_group_view_close(&walk->kept);
    return cs_group_view_slices_restart(&walk->slices, is_of_counts, diag);
}

enum cs_status cs_group_walk_next(struct cs_group_walk *walk, bool *has_more, struct cs_diag *diag)
{
    if (!walk->is_sliced) {
        *has_more = walk->is_at_start;
        walk->is_at_start = false;
        return CS_OK;
    }
    walk->first += walk->kept.n_groups;
    cs_group_view_close(&walk->kept);
    enum cs_status status = cs_group_view_slices_next(&walk->slices, &walk->kept, has_more, diag);
    walk->kept.counts.factors = walk->counts.factors; /* borrowed */
    return status;
}

/* ---- one group ---- */

void cs_group_bench_clear(struct cs_group_bench *bench)
{
    cs_group_view_reader_clear(&bench->reader);
    cs_group_sorted_clear(&bench->large);
    cs_diag_clear(&bench->diag);
}

static bool read_large(const struct cs_group_walk *walk, size_t g, struct cs_group_bench *bench,
                       struct cs_sorted *sorted)
{
    cs_group_view_reader_clear(&bench->reader);
    if (!cs_group_view_large_read(&walk->slices, &walk->kept, g, &bench->large)) {
        bench->status =
            cs_scratch_fail(&walk->slices.dataset->grouped->runs.spill->scratch, &bench->diag);
        return false;
    }
    *sorted = bench->large.sorted;
    return true;
}

bool cs_group_walk_read(const struct cs_group_walk *walk, size_t g, struct cs_group_bench *bench,
                        struct cs_sorted *sorted)
{
    if (bench->status != CS_OK)
        return false;
    cs_group_sorted_clear(&bench->large);
    if (walk->is_sliced && cs_group_view_is_large(&walk->slices, &walk->kept, g))
        return read_large(walk, g, bench, sorted);
    if (!cs_group_view_read(&walk->kept, g, &bench->reader, sorted))
        bench->status = cs_fail_memory(&bench->diag);
    return bench->status == CS_OK;
}

enum cs_status cs_group_benches_status(struct cs_group_bench *benches, size_t n,
                                       struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    for (size_t b = 0; b < n; b++) {
        cs_diag_merge(diag, &benches[b].diag);
        if (status == CS_OK)
            status = benches[b].status;
    }
    return status;
}

/* ---- every group ---- */

struct visit {
    const struct cs_group_walk *walk;
    const struct cs_group_taker *taker;
    struct cs_group_bench *benches;
};

static void visit_group(void *context, size_t g, size_t worker)
{
    struct visit *visit = context;
    struct cs_group_bench *bench = &visit->benches[worker];
    struct cs_sorted sorted;
    if (cs_group_walk_read(visit->walk, g, bench, &sorted))
        bench->status = visit->taker->take(visit->taker->context, visit->walk->first + g,
                                           &visit->walk->kept.groups[g], &sorted, &bench->diag);
}

enum cs_status cs_group_walk_each(struct cs_group_walk *walk, size_t n_threads,
                                  const struct cs_group_taker *taker, struct cs_diag *diag)
{
    size_t n_benches = n_threads ? n_threads : 1;
    struct visit visit = {walk, taker, calloc(n_benches, sizeof *visit.benches)};
    if (!visit.benches)
        return cs_fail_memory(diag);
    bool has_more = true;
    enum cs_status status = cs_group_walk_restart(walk, false, diag);
    while (status == CS_OK && has_more) {
        status = cs_group_walk_next(walk, &has_more, diag);
        if (status != CS_OK || !has_more)
            break;
        cs_pool_run(n_benches, walk->kept.n_groups, visit_group, &visit);
        status = cs_group_benches_status(visit.benches, n_benches, diag);
    }
    for (size_t b = 0; b < n_benches; b++)
        cs_group_bench_clear(&visit.benches[b]);
    free(visit.benches);
    return status;
}

enum cs_status cs_groups_collect(const struct cs_dataset *dataset,
                                 const struct cs_groups_request *request, struct cs_groups *out,
                                 struct cs_diag *diag)
{
    return dataset->grouped ? cs_group_view_collect(dataset, request, out, diag)
                            : cs_groups_of_rows(dataset, request, out, diag);
}
