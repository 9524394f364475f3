/* Between --crosswalk and data/occupation/counterparts: which codes, what is said of them. */
#include "cli/input/crosswalk.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/measure.h"
#include "data/occupation/counterparts.h"
#include "ingest/load.h"

bool cs_crosswalk_is_asked(const struct cs_call *call)
{
    return (call->command->shared & CS_SHARED_FOLLOW) && cs_call_count(call, "crosswalk") > 0;
}

static size_t count_pairs(const struct cs_dataset *data)
{
    size_t n = 0;
    for (size_t i = 0; i < data->n_estimates; i++)
        n += data->estimates[i].measure == CS_COUNTERPART;
    return n;
}

/* Reads the files, once. */
static enum cs_status load_crosswalks(struct cs_workspace *workspace)
{
    struct cs_call *call = workspace->call;
    size_t n = cs_crosswalk_is_asked(call) ? cs_call_count(call, "crosswalk") : 0;
    struct cs_load_options options = {
        .intake = {.layouts = &workspace->layouts, .reference = &workspace->reference}};
    if (workspace->crosswalks)
        return CS_OK;
    enum cs_status status = cs_workspace_load_names(workspace);
    workspace->crosswalks = status == CS_OK ? cs_dataset_new() : NULL;
    if (status == CS_OK && !workspace->crosswalks)
        status = cs_fail_memory(call->diag);
    for (size_t i = 0; i < n && status == CS_OK; i++) {
        const char *path = cs_call_text_at(call, "crosswalk", i);
        size_t before = count_pairs(workspace->crosswalks);
        status = cs_load(workspace->crosswalks, path, &options, NULL, call->diag);
        if (status == CS_OK && count_pairs(workspace->crosswalks) == before)
            status = cs_fail(call->diag, CS_IO, &(struct cs_place){.file = path},
                             "a table of your own has the columns occupation_code and "
                             "counterpart_code",
                             "the file sets no codes of two classifications side by side");
    }
    return status;
}

enum cs_status cs_crosswalk_find(struct cs_workspace *workspace, const char *code,
                                 struct cs_counterparts *out)
{
    struct cs_call *call = workspace->call;
    *out = (struct cs_counterparts){.n = 0};
    enum cs_status status = load_crosswalks(workspace);
    return status == CS_OK ? cs_counterparts_find(workspace->crosswalks, &workspace->reference,
                                                  code, call->arena, out, call->diag)
                           : status;
}

/* With the answer, and with each figure. */
static enum cs_status tell_match(struct cs_workspace *workspace, const char *code,
                                 const struct cs_counterpart *item, uint32_t key)
{
    struct cs_dataset *data = workspace->data;
    const struct cs_key *found = cs_dataset_key(data, CS_DIM_OCCUPATION, key);
    const char *note = cs_arena_printf(&data->arena, "set beside %s by %s", code, item->by);
    struct cs_shown title;
    if (!note)
        return cs_fail_memory(workspace->call->diag);
    for (size_t i = 0; i < data->n_estimates; i++) {
        struct cs_estimate *figure = &data->estimates[i];
        if (figure->key[CS_DIM_OCCUPATION] != key)
            continue;
        figure->note = figure->note && *figure->note
                           ? cs_arena_printf(&data->arena, "%s; %s", note, figure->note)
                           : note;
    }
    cs_diag_add(workspace->call->diag, CS_WARNING, NULL, NULL, "%s (%s) is %s, not by its title",
                found->code, cs_show(&title, found->title, strlen(found->title)), note);
    return CS_OK;
}

static enum cs_status fail_none(const struct cs_workspace *workspace, const char *code,
                                const struct cs_counterparts *found)
{
    enum { MOST = 6 };
    const struct cs_call *call = workspace->call;
    const char *list = "";
    for (size_t i = 0; i < found->n && i < MOST; i++)
        list = cs_arena_printf(call->arena, "%s%s%s", list, i ? ", " : "", found->items[i].code);
    if (found->n > MOST)
        list = cs_arena_printf(call->arena, "%s and %zu more", list, found->n - MOST);
    const char *hint =
        found->n ? cs_arena_printf(call->arena, "set beside it: %s", list) : found->changed;
    return cs_fail(call->diag, CS_NO_ANSWER, NULL, hint,
                   "the data have nothing about %s nor about what the crosswalks set beside it",
                   code);
}

/* Whether two codes are of one classification: of one name before the colon, or without any. */
static bool is_same_system(const char *a, const char *b)
{
    size_t n = strcspn(a, ":");
    return (a[n] == ':') == (strchr(b, ':') != NULL) && (a[n] != ':' || strncmp(a, b, n + 1) == 0);
}

/* Several occupations of one classification are each a part, and are said to be, once. */
static void tell_parts(const struct cs_workspace *workspace, const char *code,
                       const struct cs_crosswalk_keys *chosen, size_t first)
{
    const struct cs_dict *dict = &workspace->data->dicts[CS_DIM_OCCUPATION];
    for (size_t i = first; i < chosen->n; i++) {
        const char *own = dict->keys[chosen->keys[i]].code;
        size_t n_before = 0, n = 0;
        for (size_t k = first; k < chosen->n; k++)
            if (is_same_system(own, dict->keys[chosen->keys[k]].code)) {
                n++;
                n_before += k < i;
            }
        if (n > 1 && n_before == 0)
            cs_diag_add(workspace->call->diag, CS_WARNING, NULL, NULL,
                        "%zu occupations of %.*s correspond to %s, each in part; they are shown "
                        "apart, not added up or averaged",
                        n, own[strcspn(own, ":")] ? (int)strcspn(own, ":") : 3,
                        own[strcspn(own, ":")] ? own : "SOC", code);
    }
}

enum cs_status cs_crosswalk_choose(struct cs_workspace *workspace, const char *code,
                                   struct cs_crosswalk_keys *out)
{
    struct cs_call *call = workspace->call;
    const struct cs_dataset *data = workspace->data;
    struct cs_counterparts found;
    enum cs_status status = cs_crosswalk_find(workspace, code, &found);
    if (status != CS_OK)
        return status;
    if (cs_dataset_has_observations(data))
        return cs_fail(call->diag, CS_USAGE, NULL, "name the occupations' own codes",
                       "--crosswalk is for published figures: it would pool the answers of "
                       "several occupations");
    *out = (struct cs_crosswalk_keys){
        cs_arena_alloc(call->arena, (found.n + 1) * sizeof *out->keys), 0};
    if (!out->keys)
        return cs_fail_memory(call->diag);
    uint32_t own = cs_dataset_find(data, CS_DIM_OCCUPATION, cs_span_of(code));
    if (own != CS_NO_KEY)
        out->keys[out->n++] = own;
    size_t n_own = out->n;
    for (size_t i = 0; i < found.n; i++) {
        uint32_t key = cs_dataset_find(data, CS_DIM_OCCUPATION, cs_span_of(found.items[i].code));
        if (key == CS_NO_KEY)
            continue;
        out->keys[out->n++] = key;
        status = tell_match(workspace, code, &found.items[i], key);
        if (status != CS_OK)
            return status;
    }
    tell_parts(workspace, code, out, n_own);
    if (found.changed && out->n > n_own)
        cs_diag_add(call->diag, CS_WARNING, NULL, NULL,
                    "crosswalks with an earlier SOC are not used for this code: %s", found.changed);
    return out->n ? CS_OK : fail_none(workspace, code, &found);
}
