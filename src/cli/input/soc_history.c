/* Between --soc and data/soc: which codes, what is said of them. */
#include "cli/input/soc_history.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/period.h"
#include "data/select.h"
#include "data/soc/joined.h"
#include "data/soc/revisions.h"
#include "library/library.h"

bool cs_soc_is_asked(const struct cs_call *call)
{
    return (call->command->shared & CS_SHARED_FOLLOW) && cs_call_has(call, "soc");
}

/* Without --soc a series or a report of an occupation goes back by itself as far as codes were only
 * renamed, and says why it starts where it does. */
static bool follows_renames(const struct cs_call *call)
{
    return !cs_soc_is_asked(call) && (call->command->shared & CS_SHARED_FOLLOW) &&
           (call->command->looks_back || call->command->group == CS_GROUP_SHOW);
}

static void tell_step(const struct cs_call *call, const struct cs_soc_history *history,
                      const struct cs_soc_step *step)
{
    static const char *const ends[] = {
        [CS_SOC_RENAMED] = "joined",
        [CS_SOC_MERGED] = "jobs are added up, pay starts over here",
        [CS_SOC_BROKEN] = "the series starts over here",
    };
    bool is_plain = step->kind == CS_SOC_RENAMED && follows_renames(call);
    cs_diag_add(call->diag, is_plain ? CS_NOTE : CS_WARNING, NULL, NULL, "%s, %s SOC: %s; %s",
                history->code, step->revision, step->words, ends[step->kind]);
}

/* How many of the history's steps only renamed the code, from the newest back. */
static size_t count_renames(const struct cs_soc_history *history)
{
    size_t n = 0;
    while (n < history->n_steps && history->steps[n].kind == CS_SOC_RENAMED)
        n++;
    return n;
}

/* Whether the library has figures of before a step: of all occupations, else of those about it,
 * which are many more. */
static enum cs_status find_earlier(const struct cs_call *call, struct cs_library *library,
                                   const char *code, const struct cs_soc_step *step,
                                   bool *has_earlier)
{
    const char *const asked[] = {"00-0000", code};
    enum cs_status status = CS_OK;
    *has_earlier = false;
    for (size_t i = 0; status == CS_OK && !*has_earlier && i < 2; i++) {
        int first = 0;
        status = cs_library_first_year(library, asked[i], &first, call->diag);
        *has_earlier = first && cs_soc_stage_of(first, NULL) <= step->changeover;
    }
    return status;
}

/* Keeps the steps before the first that is no renaming, which is told. */
static enum cs_status keep_renames(const struct cs_call *call, struct cs_library *library,
                                   struct cs_soc_history *history)
{
    size_t n = count_renames(history);
    const struct cs_soc_step *step = n < history->n_steps ? &history->steps[n] : NULL;
    bool has_earlier = true;
    enum cs_status status =
        step && library ? find_earlier(call, library, history->code, step, &has_earlier) : CS_OK;
    if (step && has_earlier)
        cs_diag_add(call->diag, CS_WARNING, NULL,
                    step->kind == CS_SOC_BROKEN ? NULL : "--soc 2018 joins the earlier figures",
                    "the figures for %s start with the %s SOC: %s", history->code, step->revision,
                    step->words);
    history->n_steps = n;
    return status;
}

enum cs_status cs_soc_follow_codes(struct cs_workspace *workspace, struct cs_library *library,
                                   const char *const *codes, size_t n,
                                   struct cs_soc_followed *followed)
{
    struct cs_call *call = workspace->call;
    bool is_asked = cs_soc_is_asked(call);
    followed->n = 0;
    if (!is_asked && (!follows_renames(call) || workspace->request.leaves_out_history))
        return CS_OK;
    enum cs_status status = cs_workspace_load_names(workspace);
    for (size_t i = 0; i < n && status == CS_OK && followed->n < CS_SOC_MAX_FOLLOWED; i++) {
        struct cs_soc_history *history = &followed->items[followed->n];
        status = cs_soc_follow(&workspace->reference, codes[i], call->arena, history, call->diag);
        if (status != CS_OK || history->n_steps == 0)
            continue;
        if (!is_asked)
            status = keep_renames(call, library, history);
        for (size_t s = 0; s < history->n_steps; s++)
            tell_step(call, history, &history->steps[s]);
        followed->n++;
    }
    return status;
}

enum cs_status cs_soc_join_followed(struct cs_workspace *workspace,
                                    const struct cs_soc_followed *followed)
{
    return cs_soc_join(workspace->data, &workspace->reference, followed->items, followed->n,
                       workspace->call->diag);
}

enum cs_status cs_soc_join_every(struct cs_workspace *workspace)
{
    const struct cs_dict *dict = &workspace->data->dicts[CS_DIM_OCCUPATION];
    struct cs_call *call = workspace->call;
    struct cs_soc_history *histories =
        cs_arena_alloc(call->arena, (dict->n_keys + 1) * sizeof *histories);
    enum cs_status status =
        histories ? cs_workspace_load_names(workspace) : cs_fail_memory(call->diag);
    size_t n = 0;
    for (uint32_t k = 0; k < dict->n_keys && status == CS_OK; k++) {
        status = cs_soc_follow(&workspace->reference, dict->keys[k].code, call->arena,
                               &histories[n], call->diag);
        bool has_changed = status == CS_OK && histories[n].n_steps > 0;
        if (has_changed)
            histories[n].n_steps = count_renames(&histories[n]);
        n += has_changed;
    }
    return status == CS_OK
               ? cs_soc_join(workspace->data, &workspace->reference, histories, n, call->diag)
               : status;
}

/* The first and last stage of the figures of an occupation. */
struct stages {
    int low, high; /* low > high: no figure */
};

static void find_stages(const struct cs_dataset *data, const struct cs_selection *among,
                        struct stages *stages)
{
    for (size_t k = 0; k < data->dicts[CS_DIM_OCCUPATION].n_keys; k++)
        stages[k] = (struct stages){CS_SOC_2018, CS_SOC_2000 - 1};
    for (size_t i = 0; i < data->n_estimates; i++) {
        const struct cs_estimate *e = &data->estimates[i];
        const struct cs_key *period = cs_dataset_key(data, CS_DIM_PERIOD, e->key[CS_DIM_PERIOD]);
        uint32_t k = e->key[CS_DIM_OCCUPATION];
        if (k == CS_NO_KEY || !period || !period->period.start_year ||
            !cs_selection_takes_row(among, e->key))
            continue;
        int stage = (int)cs_soc_stage_of(period->period.start_year, e->note);
        stages[k].low = stage < stages[k].low ? stage : stages[k].low;
        stages[k].high = stage > stages[k].high ? stage : stages[k].high;
    }
}

const char *cs_soc_find_mixed(const struct cs_workspace *workspace,
                              const struct cs_selection *among)
{
    const struct cs_dict *dict = &workspace->data->dicts[CS_DIM_OCCUPATION];
    struct cs_arena *arena = workspace->call->arena;
    struct stages *stages = malloc((dict->n_keys + 1) * sizeof *stages);
    const char *first = NULL;
    size_t n = 0;
    if (!stages)
        return NULL;
    find_stages(workspace->data, among, stages);
    for (size_t k = 0; k < dict->n_keys; k++) {
        const char *words = stages[k].low < stages[k].high
                                ? cs_soc_difference(&workspace->reference, dict->keys[k].code,
                                                    (enum cs_soc_stage)stages[k].low,
                                                    (enum cs_soc_stage)stages[k].high, arena)
                                : NULL;
        first = first ? first : words;
        n += words != NULL;
    }
    free(stages);
    if (n > 1)
        return cs_arena_printf(arena,
                               "%zu codes do not stand for the same occupation in all years "
                               "(%s, …)",
                               n, first);
    return n ? cs_arena_printf(arena,
                               "a code does not stand for the same occupation in all years: "
                               "%s",
                               first)
             : NULL;
}
