/* compare --explain: the gap between groups of observations taken apart. One of the ways that
 * cmd_compare.c chooses among. */
#include <stdbool.h>
#include <string.h>

#include "analysis/observed/distribution.h"
#include "analysis/observed/gap.h"
#include "analysis/observed/groups.h"
#include "base/diag.h"
#include "cli/compare/compare.h"
#include "cli/frame/command.h"
#include "cli/input/memory.h"
#include "cli/input/request.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "render/result/gap.h"
#include "render/write/table.h"

static enum cs_status read_factors(struct cs_compare_work *work, struct cs_gap_options *options)
{
    const struct cs_call *call = work->call;
    struct cs_request_dims factors;
    enum cs_status status = cs_request_dims(call, "explain", &factors);
    if (status != CS_OK)
        return status;
    if (work->by.n != 1)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL, "--explain needs one dimension in --by");
    options->n_factors = factors.n;
    memcpy(options->factors, factors.dims, factors.n * sizeof *factors.dims);
    for (size_t f = 0; f < factors.n; f++)
        if (factors.dims[f] == work->by.dims[0])
            return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                           "--explain %s: it makes the groups, so it cannot explain their gap",
                           cs_dim_name(factors.dims[f]));
    const char *reference = cs_call_text(call, "reference");
    options->reference = CS_NO_KEY;
    return reference ? cs_workspace_key(&work->workspace, work->by.dims[0], reference,
                                        &options->reference)
                     : CS_OK;
}

enum cs_status cs_compare_gap(struct cs_compare_work *work)
{
    struct cs_call *call = work->call;
    struct cs_distribution_options read = cs_distribution_defaults();
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_gap_options options;
    struct cs_gap_result result = {0};
    struct cs_money_plan money;
    bool has_money;
    enum cs_status status = cs_request_no_design(work->call, work->workspace.data);
    if (status == CS_OK)
        status = read_factors(work, &options);
    if (status == CS_OK && !cs_dataset_has_observations(work->workspace.data))
        status = cs_fail(call->diag, CS_NO_ANSWER, NULL, NULL,
                         "--explain needs individual observations: published figures do not tell "
                         "who is behind them");
    if (status == CS_OK)
        status = cs_memory_check_whole(work->workspace.data, "--explain", call->diag);
    if (status == CS_OK)
        status = cs_request_statistics(call, &read);
    if (status == CS_OK)
        status = cs_request_money(&work->workspace, &work->among, &money, &has_money);
    if (status != CS_OK)
        return status;
    request.by[0] = work->by.dims[0];
    request.n_by = 1;
    request.among = &work->among;
    request.money = has_money ? &money : NULL;
    options.minimum_n = read.minimum_n;
    options.seed = read.seed;
    status =
        cs_gap_find(work->workspace.data, &request, &options, call->arena, &result, call->diag);
    struct cs_gap_view view = {work->workspace.data, &result, &options, work->by.dims[0],
                               read.confidence};
    enum cs_table_format format;
    if (status == CS_OK)
        status = cs_table_format_parse(cs_request_format(call), &format)
                     ? cs_gap_table(&view, format, call->arena, call->out, call->diag)
                     : cs_gap_json(&view, call->out, call->diag);
    cs_groups_clear(&result.counts);
    return status;
}
