/* Data and templates opened once for one report or many; apart from both commands' files, which
 * share it. */
#include "cli/command/report_run.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/observed_estimates.h"
#include "analysis/outlook/description.h"
#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/command/report_asked.h"
#include "cli/frame/command.h"
#include "cli/input/ended.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/reference.h"
#include "render/report/report.h"

/* "43-6013": of a classification that is revised, unlike the titles of a survey. */
static bool is_classified(const struct cs_report_run *run, uint32_t key)
{
    const char *code = cs_dataset_key(run->workspace.data, CS_DIM_OCCUPATION, key)->code;
    return strlen(code) == 7 && cs_is_digit(code[0]) && cs_is_digit(code[1]) && code[2] == '-';
}

/* How many of the keys, which are in the order of their codes, begin as the first: "29-". */
static size_t count_group(const struct cs_report_run *run, const struct cs_key_list *list,
                          size_t first)
{
    enum { GROUP_BYTES = 3 };
    size_t end = first;
    const char *begin =
        cs_dataset_key(run->workspace.data, CS_DIM_OCCUPATION, list->keys[first])->code;
    while (end < list->n &&
           strncmp(cs_dataset_key(run->workspace.data, CS_DIM_OCCUPATION, list->keys[end])->code,
                   begin, GROUP_BYTES) == 0)
        end++;
    return end - first;
}

/* Marks occupations with a figure in the newest period that any of their major group has: older
 * codes have gone out of use. Other groups may have been taken in from a newer file. */
static enum cs_status mark_current(struct cs_report_run *run, enum cs_measure measure,
                                   unsigned char *is_current)
{
    struct cs_key_list list = {.arena = run->call->arena};
    uint32_t us = cs_lookup_key(run->lookup, CS_DIM_REGION, "US");
    enum cs_status status = cs_lookup_occupations(run->lookup, measure, us, &list, run->call->diag);
    struct cs_period *periods =
        status == CS_OK ? cs_arena_alloc(run->call->arena, (list.n + 1) * sizeof *periods) : NULL;
    if (status == CS_OK && !periods)
        return cs_fail_memory(run->call->diag);
    for (size_t first = 0, n; status == CS_OK && first < list.n; first += n) {
        struct cs_period newest = {0, 0, 0};
        n = count_group(run, &list, first);
        for (size_t i = first; i < first + n; i++) {
            struct cs_query query = cs_query_of(measure, list.keys[i], us);
            periods[i] = cs_lookup_at(run->lookup, query, measure).period;
            if (cs_period_compare(periods[i], newest) > 0)
                newest = periods[i];
        }
        for (size_t i = first; i < first + n; i++)
            if (cs_period_compare(periods[i], newest) == 0 || !is_classified(run, list.keys[i]))
                is_current[list.keys[i]] = 1;
    }
    return status;
}

static int order_codes(const void *a, const void *b, void *context)
{
    const struct cs_dataset *data = context;
    const uint32_t *x = a, *y = b;
    return strcmp(cs_dataset_key(data, CS_DIM_OCCUPATION, *x)->code,
                  cs_dataset_key(data, CS_DIM_OCCUPATION, *y)->code);
}

/* Those with pay or a projection, by code. */
static enum cs_status list_current(struct cs_report_run *run)
{
    struct cs_call *call = run->call;
    size_t n_keys = run->workspace.data->dicts[CS_DIM_OCCUPATION].n_keys, n = 0;
    unsigned char *is_current = cs_arena_alloc(call->arena, n_keys + 1);
    uint32_t *keys = cs_arena_alloc(call->arena, (n_keys + 1) * sizeof *keys);
    if (!is_current || !keys)
        return cs_fail_memory(call->diag);
    enum cs_status status = mark_current(run, CS_WAGE_MEDIAN, is_current);
    if (status == CS_OK)
        status = mark_current(run, CS_PERCENT_CHANGE, is_current);
    for (size_t i = 0; i < n_keys; i++)
        if (is_current[i])
            keys[n++] = (uint32_t)i;
    qsort_r(keys, n, sizeof *keys, order_codes, run->workspace.data);
    run->kit.data.occupations = keys;
    run->kit.data.n_occupations = n;
    return status;
}

static enum cs_status make_lookups(struct cs_report_run *run)
{
    const struct cs_dataset *data = run->workspace.data;
    run->lookup = cs_lookup_new(data);
    run->price_data = cs_lookup_new(run->workspace.price_data);
    run->descriptions = cs_descriptions_new(data);
    if (!run->lookup || !run->price_data || !run->descriptions)
        return cs_fail_memory(run->call->diag);
    run->kit.data = (struct cs_outlook_data){.lookup = run->lookup,
                                             .price_data = run->price_data,
                                             .reference = &run->workspace.reference,
                                             .related_to = data->related_to,
                                             .related = data->related,
                                             .n_related = data->n_related};
    run->kit.descriptions = run->descriptions;
    run->kit.figures =
        (struct cs_figure_data){run->lookup, run->price_data, &run->workspace.reference};
    return list_current(run);
}

static enum cs_status load_templates(struct cs_report_run *run)
{
    const char *folder = cs_call_text(run->call, "templates");
    if (!folder)
        folder = cs_workspace_shared_folder(&run->workspace, "reports/templates");
    if (!folder)
        return cs_fail(run->call->diag, CS_IO, NULL, "name a folder with --templates",
                       "the shipped report templates cannot be found");
    return cs_report_kit_load(&run->kit, folder, run->call->diag);
}

enum cs_status cs_report_run_open(struct cs_report_run *run, struct cs_call *call,
                                  struct cs_report_asked *asked)
{
    *run = (struct cs_report_run){.call = call};
    enum cs_status status = cs_workspace_open(&run->workspace, call);
    struct cs_load_request request = cs_load_request_of(call, asked ? call->n_operands : 0);
    request.group_dims = CS_OBSERVED_DIMS;
    request.by = (struct cs_request_dims){
        {CS_DIM_OCCUPATION, CS_DIM_REGION, CS_DIM_PERIOD, CS_DIM_LEVEL}, 4};
    request.leaves_out_replicates = true;
    request.wants_descriptions = true;
    request.wants_site = asked == NULL;
    if (status == CS_OK && asked)
        status = cs_report_asked_read(&run->workspace, asked);
    if (status == CS_OK && asked) {
        request.paths = asked->n_paths ? asked->paths : request.paths;
        request.n_paths = asked->n_paths ? asked->n_paths : request.n_paths;
        request.wanted_occupations = asked->words;
        request.n_wanted = asked->n;
        request.wants_near = !cs_call_text(call, "templates"); /* one's own may name any */
        request.around = asked->n_paths || !request.wants_near ? NULL : asked->around;
        request.leaves_out_history = asked->n > 1 || cs_call_count(call, "region") > 1;
    }
    if (status == CS_OK)
        status = load_templates(run);
    if (status == CS_OK)
        status = cs_workspace_load(&run->workspace, &request);
    if (status == CS_OK && asked)
        status = cs_report_asked_settle(&run->workspace, asked);
    struct cs_observed_estimates_plan answered = {CS_NO_KEY, call->n_threads};
    if (status == CS_OK)
        status = cs_observed_estimates_add(run->workspace.data, &answered, call->diag);
    if (status == CS_OK)
        status = cs_workspace_load_price_data(&run->workspace);
    return status == CS_OK ? make_lookups(run) : status;
}

void cs_report_run_close(struct cs_report_run *run)
{
    cs_report_kit_clear(&run->kit);
    cs_descriptions_free(run->descriptions);
    cs_lookup_free(run->lookup);
    cs_lookup_free(run->price_data);
    cs_workspace_close(&run->workspace);
}

/* A page of figures that ended years ago would pass for today's: the codes under which they go on
 * are named instead. */
static enum cs_status refuse_ended(struct cs_report_run *run, const char *code)
{
    struct cs_ended ended = cs_ended_find(&run->kit.data, code, run->call->arena);
    return ended.words ? cs_fail(run->call->diag, CS_NO_ANSWER, NULL, ended.hint, "%s", ended.words)
                       : CS_OK;
}

enum cs_status cs_report_run_occupation(struct cs_report_run *run, const char *words,
                                        const char **code)
{
    uint32_t key;
    enum cs_status status = cs_workspace_key(&run->workspace, CS_DIM_OCCUPATION, words, &key);
    if (status == CS_OK)
        *code = cs_dataset_key(run->workspace.data, CS_DIM_OCCUPATION, key)->code;
    return status == CS_OK ? refuse_ended(run, *code) : status;
}

enum cs_status cs_report_run_region(struct cs_report_run *run, const char *words, const char **code)
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
