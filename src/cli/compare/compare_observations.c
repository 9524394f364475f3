/* compare --by over individual observations. Apart from compare_published.c: here differences
 * are resampled and tested. */
#include <stdbool.h>
#include <string.h>

#include "analysis/observed/compare.h"
#include "analysis/observed/distribution.h"
#include "analysis/observed/groups.h"
#include "analysis/observed/survey.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/compare/compare.h"
#include "cli/frame/command.h"
#include "cli/input/memory.h"
#include "cli/input/request.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/dim.h"
#include "render/result/comparison.h"
#include "render/write/table.h"

/* *read is borrowed by *out: how replicate weights were made. */
static enum cs_status read_options(const struct cs_compare_work *work,
                                   struct cs_distribution_options *read,
                                   struct cs_compare_options *out)
{
    const struct cs_call *call = work->call;
    const struct cs_dataset *data = work->workspace.data;
    *read = cs_distribution_defaults();
    enum cs_status status = cs_request_statistics(call, read);
    if (status == CS_OK)
        status = cs_request_replicates(call, data, read);
    read->replicates.n_replicates = data->observations.n_replicates;
    *out = cs_compare_defaults();
    out->has_rule = read->has_rule;
    out->rule = read->rule;
    out->confidence = read->confidence;
    out->n_resamples = read->n_resamples;
    out->seed = read->seed;
    out->n_threads = read->n_threads;
    out->minimum_n = read->minimum_n;
    out->has_tests = cs_call_has(call, "tests");
    bool has_replicates = data->observations.n_replicates > 1 && !cs_call_has(call, "unweighted");
    out->replicates = has_replicates ? &read->replicates : NULL;
    return status;
}

/* The code of --reference in the first dimension. */
static enum cs_status find_reference(struct cs_compare_work *work, const char **code)
{
    const char *word = cs_call_text(work->call, "reference");
    uint32_t key;
    *code = NULL;
    if (!word)
        return CS_OK;
    enum cs_status status = cs_workspace_key(&work->workspace, work->by.dims[0], word, &key);
    if (status == CS_OK)
        *code = cs_dataset_key(work->workspace.data, work->by.dims[0], key)->code;
    return status;
}

static enum cs_status read_strata(const struct cs_compare_work *work,
                                  struct cs_groups_request *request)
{
    const struct cs_call *call = work->call;
    const char *word = cs_call_text(call, "adjust-for");
    if (!word)
        return CS_OK;
    enum cs_status status = cs_memory_check_whole(work->workspace.data, "--adjust-for", call->diag);
    if (status != CS_OK)
        return status;
    request->has_strata = true;
    cs_dim_parse(cs_span_of(word), &request->strata);
    for (size_t i = 0; i < request->n_by; i++)
        if (request->by[i] == request->strata)
            return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                           "--adjust-for %s: it makes the groups, so they cannot share its mix",
                           word);
    return CS_OK;
}

static enum cs_status print(const struct cs_compare_work *work, const struct cs_compared *compared)
{
    const struct cs_call *call = work->call;
    enum cs_table_format format;
    return cs_table_format_parse(cs_request_format(call), &format)
               ? cs_compared_table(compared, format, call->arena, call->out, call->diag)
               : cs_compared_json(compared, call->out, call->diag);
}

enum cs_status cs_compare_observations(struct cs_compare_work *work)
{
    struct cs_call *call = work->call;
    struct cs_compare_options options;
    struct cs_distribution_options read;
    struct cs_groups_request request = cs_groups_request_all();
    struct cs_money_plan money;
    struct cs_survey_comparison observations;
    bool has_money;
    const char *reference = NULL;
    memcpy(request.by, work->by.dims, sizeof request.by);
    request.n_by = work->by.n;
    request.among = &work->among;
    enum cs_status status = read_options(work, &read, &options);
    if (status == CS_OK)
        status = read_strata(work, &request);
    if (status == CS_OK)
        status = find_reference(work, &reference);
    if (status == CS_OK)
        status = cs_request_money(&work->workspace, &work->among, &money, &has_money);
    if (status != CS_OK)
        return status;
    request.money = has_money ? &money : NULL;
    status = cs_survey_compare(work->workspace.data, &request, options, reference, call->arena,
                               &observations, call->diag);
    if (status != CS_OK)
        return status;
    struct cs_compared compared = {.prices = has_money ? money.prices : NULL,
                                   .dataset = work->workspace.data,
                                   .by = work->by.dims,
                                   .among = &work->among,
                                   .n_by = work->by.n,
                                   .reference = reference,
                                   .adjusted_for = cs_call_text(call, "adjust-for"),
                                   .observations = &observations};
    status = print(work, &compared);
    cs_groups_clear(&observations.counts);
    return status;
}
