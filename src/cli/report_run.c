#include "cli/report_run.h"

#include <string.h>

static enum cs_status make_lookups(struct cs_report_run *run)
{
    struct cs_report_kit *kit = &run->kit;
    run->lookup = cs_lookup_new(run->workspace.data);
    run->yardsticks = cs_lookup_new(run->workspace.yardsticks);
    if (!run->lookup || !run->yardsticks)
        return cs_fail_memory(run->call->diag);
    uint32_t *keys, *projected;
    size_t n, n_projected;
    uint32_t us = cs_lookup_key(run->lookup, CS_DIM_REGION, "US");
    enum cs_status status = cs_lookup_occupations(run->lookup, CS_WAGE_MEDIAN, us,
                                                  run->call->arena, &keys, &n, run->call->diag);
    if (status == CS_OK)
        status = cs_lookup_occupations(run->lookup, CS_PERCENT_CHANGE, us, run->call->arena,
                                       &projected, &n_projected, run->call->diag);
    if (status != CS_OK)
        return status;
    kit->data = (struct cs_outlook_data){.lookup = run->lookup,
                                         .yardsticks = run->yardsticks,
                                         .reference = &run->workspace.reference,
                                         .occupations = n >= n_projected ? keys : projected,
                                         .n_occupations = n >= n_projected ? n : n_projected,
                                         .related_to = run->workspace.data->related_to,
                                         .related = run->workspace.data->related,
                                         .n_related = run->workspace.data->n_related};
    kit->figures = (struct cs_figure_data){run->lookup, run->yardsticks,
                                           &run->workspace.reference};
    return CS_OK;
}

static enum cs_status load_templates(struct cs_report_run *run)
{
    const char *folder = cs_call_text(run->call, "templates");
    if (!folder)
        folder = cs_workspace_shared_folder(&run->workspace, "reports/templates");
    if (!folder)
        return cs_fail(run->call->diag, CS_IO, NULL, "name a folder with --templates",
                       "the shipped report templates are not found");
    return cs_report_kit_load(&run->kit, folder, run->call->diag);
}

enum cs_status cs_report_run_open(struct cs_report_run *run, struct cs_call *call, size_t first)
{
    *run = (struct cs_report_run){.call = call};
    enum cs_status status = cs_workspace_open(&run->workspace, call);
    if (status == CS_OK)
        status = load_templates(run);
    if (status == CS_OK)
        status = cs_workspace_load_operands(&run->workspace, first);
    if (status == CS_OK)
        status = cs_workspace_load_yardsticks(&run->workspace);
    return status == CS_OK ? make_lookups(run) : status;
}

void cs_report_run_close(struct cs_report_run *run)
{
    cs_report_kit_clear(&run->kit);
    cs_lookup_free(run->lookup);
    cs_lookup_free(run->yardsticks);
    cs_workspace_close(&run->workspace);
}

enum cs_status cs_report_run_occupation(struct cs_report_run *run, const char *words,
                                        const char **code)
{
    uint32_t key;
    enum cs_status status = cs_workspace_key(&run->workspace, CS_DIM_OCCUPATION, words, &key);
    if (status == CS_OK)
        *code = cs_dataset_key(run->workspace.data, CS_DIM_OCCUPATION, key)->code;
    return status;
}

enum cs_status cs_report_run_region(struct cs_report_run *run, const char *words,
                                    const char **code)
{
    uint32_t key;
    const struct cs_region *region =
        cs_reference_region(&run->workspace.reference, cs_span_of(words));
    if (region) {
        *code = region->code;
        return CS_OK;
    }
    enum cs_status status = cs_workspace_key(&run->workspace, CS_DIM_REGION, words, &key);
    if (status == CS_OK)
        *code = cs_dataset_key(run->workspace.data, CS_DIM_REGION, key)->code;
    return status;
}
