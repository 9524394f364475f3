/* The eyes of `refresh --check` for a command whose business is another. */
#include "cli/command/guides_stale.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "cli/command/guides.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "guide/refresh/refresh.h"
#include "guide/text/document.h"
#include "render/report/figure_chart.h"

struct looking {
    struct cs_call call; /* as if it were one of refresh */
    struct cs_workspace workspace;
    struct cs_guide_data data;
    struct cs_figure_data figures;
    struct cs_figure_charts charts;
    struct cs_painter painter;
    struct cs_stale_guides *out;
};

/* The words of `refresh --check --library LIBRARY -- PATH…`, read. */
static enum cs_status make_call(struct looking *looking, const char *const *paths, size_t n_paths,
                                const char *library)
{
    struct cs_call *call = &looking->call;
    char **words = cs_arena_alloc(call->arena, (n_paths + 3) * sizeof *words);
    size_t n = 0;
    call->command = cs_command_find(call->commands, "refresh");
    if (!words || !call->command)
        return cs_fail_memory(call->diag);
    words[n++] = cs_arena_strdup(call->arena, "--check");
    words[n++] = cs_arena_printf(call->arena, "--library=%s", library ? library : "");
    words[n++] = cs_arena_strdup(call->arena, "--");
    for (size_t i = 0; i < n_paths; i++)
        words[n++] = cs_arena_strdup(call->arena, paths[i]);
    for (size_t i = 0; i < n; i++)
        if (!words[i])
            return cs_fail_memory(call->diag);
    return cs_options_parse(call, words, n);
}

static enum cs_status keep(struct looking *looking, const char *path,
                           const struct cs_refresh *refresh)
{
    struct cs_stale_guide *guide = &looking->out->items[looking->out->n];
    struct cs_arena *arena = looking->call.arena;
    const char **sentences = cs_arena_alloc(arena, CS_STALE_SHOWN * sizeof *sentences);
    if (!sentences)
        return cs_fail_memory(looking->call.diag);
    if (refresh->n_items == 0)
        return CS_OK;
    *guide = (struct cs_stale_guide){path, refresh->n_items, refresh->n_states[CS_REFRESH_STALE],
                                     sentences, 0};
    for (size_t i = 0; i < refresh->n_items && guide->n_sentences < CS_STALE_SHOWN; i++)
        if (refresh->items[i].state == CS_REFRESH_STALE)
            sentences[guide->n_sentences++] = cs_arena_strdup(arena, refresh->items[i].sentence);
    looking->out->n++;
    looking->out->n_stale += guide->n_stale > 0;
    return CS_OK;
}

static enum cs_status look_at(struct looking *looking, const char *path)
{
    struct cs_refresh refresh;
    struct cs_refresh_options options = {.painter = &looking->painter};
    char *bytes;
    size_t n_bytes;
    enum cs_status status =
        cs_read_file(path, CS_GUIDE_MAX_BYTES, &bytes, &n_bytes, looking->call.diag);
    if (status != CS_OK)
        return status;
    status = cs_refresh_guide(&refresh, &looking->figures, &options, path, bytes, n_bytes,
                              looking->call.diag);
    if (status == CS_OK)
        status = keep(looking, path, &refresh);
    cs_refresh_clear(&refresh);
    free(bytes);
    return status;
}

static enum cs_status look(struct looking *looking)
{
    struct cs_guide_list guides;
    enum cs_status status = cs_guides_list(&looking->call, &guides);
    if (status == CS_OK)
        status = cs_guide_data_open(&looking->data, &looking->workspace, &guides, &looking->call);
    if (status != CS_OK)
        return status;
    looking->figures = (struct cs_figure_data){looking->data.lookup, looking->data.price_data,
                                               &looking->workspace.reference};
    looking->charts.figures = &looking->figures;
    looking->painter = cs_figure_painter(&looking->charts);
    looking->out->items =
        cs_arena_alloc(looking->call.arena, (guides.n + 1) * sizeof *looking->out->items);
    if (!looking->out->items)
        return cs_fail_memory(looking->call.diag);
    for (size_t i = 0; i < guides.n; i++) {
        enum cs_status one = look_at(looking, guides.paths[i]);
        status = one > status ? one : status;
    }
    return status;
}

enum cs_status cs_guides_find_stale(const struct cs_call *call, const char *const *paths,
                                    size_t n_paths, const char *library,
                                    struct cs_stale_guides *out)
{
    struct looking looking = {.call = *call, .out = out};
    *out = (struct cs_stale_guides){0};
    enum cs_status status = make_call(&looking, paths, n_paths, library);
    if (status != CS_OK)
        return status;
    status = look(&looking);
    cs_figure_charts_clear(&looking.charts, call->diag);
    cs_guide_data_close(&looking.data, &looking.workspace);
    return status;
}
