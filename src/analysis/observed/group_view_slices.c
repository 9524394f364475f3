/* Goes from slice to slice of groups on disk and opens the ordinary view over each, so that
 * group_view.c need not know that there are slices. */
#include "analysis/observed/group_view_slices.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/scratch.h"
#include "data/runs.h"
#include "data/slices.h"

enum {
    SLICE_SHARE = 3,  /* of memory: a slice, and as much for what its groups are worked on with */
    ANSWER_BYTES = 8, /* while its group is worked on; with weights: */
    WEIGHTED_BYTES = 40,
};

static enum cs_status fail(const struct cs_group_view_slices *slices, struct cs_diag *diag)
{
    return cs_scratch_fail(&slices->dataset->grouped->runs.spill->scratch, diag);
}

static void set_limits(struct cs_group_view_slices *slices)
{
    const struct cs_grouped *grouped = slices->dataset->grouped;
    const struct cs_spill *spill = grouped->runs.spill;
    slices->slices.most_bytes = spill->most_bytes / SLICE_SHARE;
    slices->slices.most_observations = spill->most_bytes / SLICE_SHARE / spill->n_threads /
                                       (grouped->has_weights ? WEIGHTED_BYTES : ANSWER_BYTES);
}

enum cs_status cs_group_view_slices_open(struct cs_group_view_slices *slices,
                                         const struct cs_dataset *dataset,
                                         const struct cs_groups_request *request,
                                         struct cs_diag *diag)
{
    *slices =
        (struct cs_group_view_slices){.dataset = dataset, .request = *request, .view = *dataset};
    if (!cs_group_order_init(&slices->order, dataset->dicts, request->by, request->n_by) ||
        !cs_group_view_places_init(&slices->places, dataset) ||
        !cs_runs_sort(&dataset->grouped->runs, &slices->order))
        return fail(slices, diag);
    return cs_group_view_slices_restart(slices, 0, diag);
}

void cs_group_view_slices_close(struct cs_group_view_slices *slices)
{
    cs_slices_close(&slices->slices);
    cs_group_view_places_clear(&slices->places);
    cs_group_order_clear(&slices->order);
}

enum cs_status cs_group_view_slices_restart(struct cs_group_view_slices *slices, bool is_of_counts,
                                            struct cs_diag *diag)
{
    cs_slices_close(&slices->slices);
    if (!cs_slices_open(&slices->slices, &slices->dataset->grouped->runs, &slices->order))
        return fail(slices, diag);
    set_limits(slices);
    slices->slices.is_of_counts = is_of_counts;
    return CS_OK;
}

enum cs_status cs_group_view_slices_next(struct cs_group_view_slices *slices,
                                         struct cs_group_view *kept, bool *has_more,
                                         struct cs_diag *diag)
{
    *kept = (struct cs_group_view){0};
    *has_more = cs_slices_next(&slices->slices);
    if (slices->slices.has_failed)
        return fail(slices, diag);
    slices->view.grouped = &slices->slices.grouped;
    return *has_more ? cs_group_view_open_some(&slices->view, &slices->request, &slices->places,
                                               kept, diag)
                     : CS_OK;
}

enum cs_status cs_group_view_slices_all(struct cs_group_view_slices *slices,
                                        struct cs_group_view *kept, struct cs_diag *diag)
{
    bool has_more;
    slices->slices.most_bytes = SIZE_MAX;
    slices->slices.most_observations = UINT64_MAX;
    enum cs_status status = cs_group_view_slices_next(slices, kept, &has_more, diag);
    if (status == CS_OK)
        status = cs_group_view_check(&kept->counts, diag);
    if (status == CS_OK && slices->request.money)
        status = cs_group_view_places_factors(&slices->places, slices->request.money, &kept->counts,
                                              diag);
    return status;
}
