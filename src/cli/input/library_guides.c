/* Evidence for guides is fetched in two steps: what holds for the nation with all names, by which
 * guides are read; then, for the places they name, the occupations they speak of. So a library of
 * all states and years costs no more than what is asked. */
#include "cli/input/library_guides.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "data/dataset.h"
#include "library/library.h"

struct gathering {
    struct cs_dataset *data;
    struct cs_diag *diag;
    uint32_t key;        /* whose names are gathered; CS_NO_KEY none */
    struct cs_buf names; /* one a line */
};

/* Gives the key under way its names. */
static enum cs_status finish_key(struct gathering *g)
{
    if (g->key == CS_NO_KEY || !g->names.size)
        return CS_OK;
    struct cs_key *key = &g->data->dicts[CS_DIM_OCCUPATION].keys[g->key];
    if (key->aliases) {
        cs_buf_putc(&g->names, '\n');
        cs_buf_puts(&g->names, key->aliases);
    }
    key->aliases =
        g->names.failed ? NULL : cs_arena_strdup(&g->data->arena, cs_buf_text(&g->names));
    return key->aliases ? CS_OK : cs_fail_memory(g->diag);
}

static enum cs_status take_name(void *context, const char *code, const char *title, int year,
                                const char *name)
{
    struct gathering *g = context;
    (void)year;
    if (name == title) { /* the first of a code */
        enum cs_status status = finish_key(g);
        if (status != CS_OK)
            return status;
        g->key = cs_dataset_find(g->data, CS_DIM_OCCUPATION, cs_span_of(code));
        cs_buf_reset(&g->names);
        return CS_OK;
    }
    if (g->key != CS_NO_KEY) {
        if (g->names.size)
            cs_buf_putc(&g->names, '\n');
        cs_buf_puts(&g->names, name);
    }
    return CS_OK;
}

enum cs_status cs_library_guides_names(struct cs_library *library, struct cs_workspace *workspace)
{
    struct gathering g = {.data = workspace->data, .diag = workspace->call->diag, .key = CS_NO_KEY};
    struct cs_library_name_sink sink = {&g, take_name};
    cs_buf_init(&g.names);
    enum cs_status status = cs_library_names(library, CS_DIM_OCCUPATION, &sink, g.diag);
    if (status == CS_OK)
        status = finish_key(&g);
    cs_buf_clear(&g.names);
    return status;
}

enum cs_status cs_library_guides_places(struct cs_workspace *workspace, const char *path,
                                        const struct cs_library_codes *occupations,
                                        const struct cs_library_codes *regions)
{
    struct cs_call *call = workspace->call;
    struct cs_library *library;
    if (!occupations->n || !regions->n)
        return CS_OK;
    struct cs_library_request request = {
        .occupations = *occupations, .regions = *regions, .skips_observations = true};
    enum cs_status status = cs_library_open(path, CS_LIBRARY_READ, &library, call->diag);
    if (status != CS_OK)
        return status;
    status = cs_library_fetch(library, &request, workspace->data, call->arena, NULL, call->diag);
    cs_library_close(library);
    return status;
}
