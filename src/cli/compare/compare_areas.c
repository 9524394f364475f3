/* compare --areas: one occupation in the areas of a nation. One of the ways that cmd_compare.c
 * chooses among. */
#include "analysis/outlook/area.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/compare/compare.h"
#include "cli/input/request.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/soc/revisions.h"
#include "render/result/areas.h"
#include "render/write/table.h"

/* The newest period in which an area other than the nation has the occupation's employment. */
static uint32_t find_newest(const struct cs_dataset *data, uint32_t occupation, uint32_t nation)
{
    uint32_t newest = CS_NO_KEY;
    for (size_t i = 0; i < data->n_estimates; i++) {
        const struct cs_estimate *figure = &data->estimates[i];
        uint32_t period = figure->key[CS_DIM_PERIOD];
        if (figure->measure != CS_EMPLOYMENT || figure->key[CS_DIM_OCCUPATION] != occupation ||
            figure->key[CS_DIM_REGION] == nation || period == CS_NO_KEY)
            continue;
        if (newest == CS_NO_KEY ||
            cs_period_compare(cs_dataset_key(data, CS_DIM_PERIOD, period)->period,
                              cs_dataset_key(data, CS_DIM_PERIOD, newest)->period) > 0)
            newest = period;
    }
    return newest;
}

static enum cs_status fill_request(struct cs_compare_work *work, struct cs_area_request *request)
{
    const struct cs_call *call = work->call;
    const struct cs_dataset *data = work->workspace.data;
    request->occupation = work->among.first[CS_DIM_OCCUPATION];
    if (work->among.n_kept[CS_DIM_OCCUPATION] != 1)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--areas needs exactly one --occupation");
    request->nation = cs_dataset_find(data, CS_DIM_REGION, cs_span_of("US"));
    request->all = cs_dataset_find(data, CS_DIM_OCCUPATION, cs_span_of("00-0000"));
    enum cs_status status = cs_compare_period(work, "from", &request->from);
    if (status == CS_OK)
        status = cs_compare_period(work, "to", &request->to);
    if (status == CS_OK && request->to == CS_NO_KEY)
        request->to = find_newest(data, request->occupation, request->nation);
    if (status == CS_OK && request->nation == CS_NO_KEY)
        status = cs_fail(call->diag, CS_NO_ANSWER, NULL,
                         "load the national file along with the state file",
                         "the data have no figures for the nation (US)");
    return status;
}

/* Growth is split only where the code stands for the same occupation in both periods. */
static enum cs_status check_code(const struct cs_compare_work *work,
                                 const struct cs_area_request *request)
{
    const struct cs_dataset *data = work->workspace.data;
    const struct cs_key *from = cs_dataset_key(data, CS_DIM_PERIOD, request->from);
    const struct cs_key *to = cs_dataset_key(data, CS_DIM_PERIOD, request->to);
    const struct cs_key *code = cs_dataset_key(data, CS_DIM_OCCUPATION, request->occupation);
    const char *words =
        from && to && code
            ? cs_soc_difference(&work->workspace.reference, code->code,
                                cs_soc_stage_of(from->period.start_year, NULL),
                                cs_soc_stage_of(to->period.start_year, NULL), work->call->arena)
            : NULL;
    return words ? cs_fail(work->call->diag, CS_NO_ANSWER, NULL,
                           "without --from: where its jobs are concentrated",
                           "%s is not the same occupation in %s and %s: %s", code->code, from->code,
                           to->code, words)
                 : CS_OK;
}

enum cs_status cs_compare_areas(struct cs_compare_work *work)
{
    struct cs_call *call = work->call;
    struct cs_area_request request;
    struct cs_areas areas;
    enum cs_status status = fill_request(work, &request);
    if (status == CS_OK)
        status = check_code(work, &request);
    if (status == CS_OK)
        status = cs_areas_find(work->workspace.data, &request, call->arena, &areas, call->diag);
    if (status != CS_OK)
        return status;
    struct cs_area_view view = {work->workspace.data, &areas, request.occupation,
                                cs_compare_top(call, areas.n_rows)};
    enum cs_table_format format;
    return cs_table_format_parse(cs_request_format(call), &format)
               ? cs_areas_table(&view, format, call->arena, call->out, call->diag)
               : cs_areas_json(&view, call->out, call->diag);
}
