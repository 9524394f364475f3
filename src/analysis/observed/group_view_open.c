/* Opening a dataset's groups, wherever it keeps their observations: rows, memory, or a temporary
 * file. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/groups.h"
#include "analysis/observed/group_view.h"
#include "analysis/observed/group_view_slices.h"
#include "base/diag.h"
#include "data/dict.h"

/* Answers in a temporary file are read back first. */
static enum cs_status open_runs(const struct cs_dataset *dataset,
                                const struct cs_groups_request *request, struct cs_group_view *out,
                                struct cs_diag *diag)
{
    struct cs_group_view_slices *slices = calloc(1, sizeof *slices);
    if (!slices)
        return cs_fail_memory(diag);
    enum cs_status status = cs_group_view_slices_open(slices, dataset, request, diag);
    if (status == CS_OK)
        status = cs_group_view_slices_all(slices, out, diag);
    out->slices = slices;
    return status;
}

static enum cs_status open_rows(const struct cs_dataset *dataset,
                                const struct cs_groups_request *request, struct cs_group_view *out,
                                struct cs_diag *diag)
{
    enum cs_status status = cs_groups_of_rows(dataset, request, &out->counts, diag);
    if (status != CS_OK)
        return status;
    out->rows = out->counts.groups;
    out->groups = calloc(out->counts.n_groups + 1, sizeof *out->groups);
    if (!out->groups)
        return cs_fail_memory(diag);
    for (size_t g = 0; g < out->counts.n_groups; g++) {
        struct cs_group_view_group *group = &out->groups[out->n_groups++];
        memcpy(group->key, out->rows[g].key, sizeof group->key);
        group->n = out->rows[g].n;
        out->n_most = group->n > out->n_most ? group->n : out->n_most;
    }
    return CS_OK;
}

enum cs_status cs_group_view_open(const struct cs_dataset *dataset,
                                  const struct cs_groups_request *request,
                                  struct cs_group_view *out, struct cs_diag *diag)
{
    struct cs_group_view_places places;
    *out = (struct cs_group_view){0};
    if (!dataset->grouped)
        return open_rows(dataset, request, out, diag);
    if (dataset->grouped->runs.n)
        return open_runs(dataset, request, out, diag);
    enum cs_status status = cs_group_view_places_init(&places, dataset)
                                ? cs_group_view_open_some(dataset, request, &places, out, diag)
                                : cs_fail_memory(diag);
    if (status == CS_OK)
        status = cs_group_view_check(&out->counts, diag);
    if (status == CS_OK && request->money)
        status = cs_group_view_places_factors(&places, request->money, &out->counts, diag);
    cs_group_view_places_clear(&places);
    return status;
}

void cs_group_view_close(struct cs_group_view *kept)
{
    free(kept->groups);
    free(kept->members);
    free(kept->places);
    cs_groups_clear(&kept->counts);
    if (kept->slices)
        cs_group_view_slices_close(kept->slices);
    free(kept->slices);
    *kept = (struct cs_group_view){0};
}
