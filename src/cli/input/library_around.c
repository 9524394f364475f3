/* Which rows of a library are read besides those of the occupation asked about. Apart from
 * library_use.c, which reads the call. */
#include "cli/input/library_around.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/library_guides.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/reference.h"
#include "library/library.h"

static const char *const nation[] = {"US"};
static const char *const total[] = {"00-0000"};

/* Everything: each page of a site is what the guide of that occupation alone is. */
static enum cs_status fetch_site(struct cs_workspace *workspace, struct cs_library *library)
{
    struct cs_call *call = workspace->call;
    struct cs_library_request request = {
        .skips_observations = true, .wants_descriptions = workspace->request.wants_descriptions};
    enum cs_status status =
        cs_library_fetch(library, &request, workspace->data, call->arena, NULL, call->diag);
    return status == CS_OK ? cs_library_guides_names(library, workspace) : status;
}

enum cs_status cs_library_around_fetch(struct cs_workspace *workspace, struct cs_library *library)
{
    struct cs_call *call = workspace->call;
    struct cs_library_request all = {
        .regions = {nation, 1}, .is_newest = true, .skips_observations = true};
    /* A guide may quote any occupation of any vintage; else pay stands beside that of all
     * occupations of the same place. */
    bool is_guide = call->command->group == CS_GROUP_GUIDE && !workspace->request.n_wanted;
    struct cs_library_request totals = {.occupations = {total, !is_guide},
                                        .regions = {nation, is_guide},
                                        .skips_observations = true};
    if (workspace->request.wants_site)
        return fetch_site(workspace, library);
    enum cs_status status =
        cs_library_fetch(library, &totals, workspace->data, call->arena, NULL, call->diag);
    if (status == CS_OK)
        status = cs_library_fetch(library, &all, workspace->data, call->arena, NULL, call->diag);
    return status == CS_OK && is_guide ? cs_library_guides_names(library, workspace) : status;
}

enum { MOST_HEIRS = 64 };

static void add_heir(const char **heirs, size_t *n, const char *code)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(heirs[i], code) == 0)
            return;
    if (*n < MOST_HEIRS)
        heirs[(*n)++] = code;
}

/* The codes under which figures may go on, and those under which theirs may: what
 * analysis/outlook/succession.h may look at. Returns how many; MOST_HEIRS may be too few. */
static size_t list_heirs(const struct cs_reference *reference, const struct cs_library_codes *codes,
                         const char **heirs)
{
    size_t n = 0, n_before = SIZE_MAX;
    while (n != n_before) {
        n_before = n;
        for (size_t i = 0; i < reference->n_soc_changes; i++) {
            const struct cs_soc_change *change = &reference->soc_changes[i];
            for (size_t k = 0; k < codes->n + n_before; k++)
                if (strcmp(change->from, k < codes->n ? codes->codes[k] : heirs[k - codes->n]) ==
                        0 &&
                    strcmp(change->from, change->to) != 0)
                    add_heir(heirs, &n, change->to);
        }
    }
    return n;
}

/* The nation's present figures of the heirs; the newest vintages are those of the total, as they
 * are where every occupation is read. */
static enum cs_status fetch_heirs(struct cs_workspace *workspace, struct cs_library *library,
                                  const char **heirs, size_t n)
{
    struct cs_call *call = workspace->call;
    heirs[n] = total[0];
    struct cs_library_request request = {.occupations = {heirs, n + 1},
                                         .regions = {nation, 1},
                                         .is_newest = true,
                                         .skips_observations = 1};
    return cs_library_fetch(library, &request, workspace->data, call->arena, NULL, call->diag);
}

static bool has_any(const struct cs_dataset *data, const struct cs_library_codes *codes)
{
    for (size_t i = 0; i < codes->n; i++)
        if (cs_dataset_find(data, CS_DIM_OCCUPATION, cs_span_of(codes->codes[i])) != CS_NO_KEY)
            return true;
    return false;
}

/* A list up to NULL, for who reads what is shipped. */
static const char **list_codes(const struct cs_library_codes *codes, const char *const *heirs,
                               size_t n_heirs, struct cs_arena *arena)
{
    const char **list = cs_arena_alloc(arena, (codes->n + n_heirs + 1) * sizeof *list);
    if (!list)
        return NULL;
    for (size_t i = 0; i < codes->n + n_heirs; i++)
        list[i] = i < codes->n ? codes->codes[i] : heirs[i - codes->n];
    list[codes->n + n_heirs] = NULL;
    return list;
}

enum cs_status cs_library_alone_fetch(struct cs_workspace *workspace, struct cs_library *library,
                                      const struct cs_library_request *request, bool *is_found)
{
    struct cs_call *call = workspace->call;
    struct cs_load_request *load = &workspace->request;
    const struct cs_library_codes *codes = &request->occupations;
    struct cs_library_request own = *request;
    const char *heirs[MOST_HEIRS + 1];
    size_t n_heirs = list_heirs(&workspace->reference, codes, heirs);
    bool is_tried = load->leaves_out_others && !load->around && codes->n && n_heirs < MOST_HEIRS;
    enum cs_status status = CS_OK;
    if (n_heirs) /* whether figures go on is told by the nation's */
        load->only_region = NULL;
    if (is_tried && n_heirs)
        status = fetch_heirs(workspace, library, heirs, n_heirs);
    own.regions = (struct cs_library_codes){&load->only_region, load->only_region != NULL};
    if (status == CS_OK && is_tried)
        status = cs_library_fetch(library, &own, workspace->data, call->arena, NULL, call->diag);
    *is_found = is_tried && status == CS_OK && has_any(workspace->data, codes);
    if (!*is_found) {
        load->only_region = NULL;
        return status;
    }
    own.occupations = (struct cs_library_codes){total, 1};
    if (load->wants_total) {
        heirs[n_heirs++] = total[0];
        status = cs_library_fetch(library, &own, workspace->data, call->arena, NULL, call->diag);
    }
    workspace->only_codes = list_codes(codes, heirs, n_heirs, call->arena);
    return status == CS_OK && !workspace->only_codes ? cs_fail_memory(call->diag) : status;
}
