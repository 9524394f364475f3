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

/* Codes of both, up to NULL; NULL when out of memory. */
static const char **join_codes(const struct cs_library_codes *a, const struct cs_library_codes *b,
                               struct cs_arena *arena)
{
    const char **list = cs_arena_alloc(arena, (a->n + b->n + 1) * sizeof *list);
    if (!list)
        return NULL;
    for (size_t i = 0; i < a->n + b->n; i++)
        list[i] = i < a->n ? a->codes[i] : b->codes[i - a->n];
    list[a->n + b->n] = NULL;
    return list;
}

/* What codes of a major group begin with, "29-", up to NULL; NULL when out of memory. */
static const char **list_groups(const struct cs_library_codes *codes, struct cs_arena *arena)
{
    enum { GROUP_BYTES = 3 };
    const char **list = cs_arena_alloc(arena, (codes->n + 1) * sizeof *list);
    bool failed = !list;
    for (size_t i = 0; !failed && i < codes->n; i++) {
        list[i] = cs_arena_copy(arena, codes->codes[i], strnlen(codes->codes[i], GROUP_BYTES));
        failed = !list[i];
    }
    if (!failed)
        list[codes->n] = NULL;
    return failed ? NULL : list;
}

static bool has_code(const struct cs_library_codes *codes, const char *code)
{
    for (size_t i = 0; i < codes->n; i++)
        if (strcmp(codes->codes[i], code) == 0)
            return true;
    return false;
}

/* What the page of an occupation may set beside it: its major group, what a package sets there, and
 * the codes under which its figures may go on. */
static enum cs_status fetch_near(struct cs_workspace *workspace, struct cs_library *library,
                                 const struct cs_library_codes *own,
                                 const struct cs_library_codes *heirs)
{
    struct cs_call *call = workspace->call;
    const struct cs_dataset *data = workspace->data;
    bool is_related = data->related_to && has_code(own, data->related_to);
    struct cs_library_codes related = {data->related, is_related ? data->n_related : 0};
    const char **codes = join_codes(own, heirs, call->arena);
    struct cs_library_codes both = {codes, own->n + heirs->n};
    const char **all = codes ? join_codes(&both, &related, call->arena) : NULL;
    struct cs_library_request request = {.occupations = {all, both.n + related.n},
                                         .n_groups = own->n,
                                         .regions = {nation, 1},
                                         .is_newest = true,
                                         .skips_observations = true};
    workspace->only_codes =
        codes ? join_codes(&both, &(struct cs_library_codes){total, 1}, call->arena) : NULL;
    workspace->near_groups = all ? list_groups(&request.occupations, call->arena) : NULL;
    if (!workspace->only_codes || !workspace->near_groups)
        return cs_fail_memory(call->diag);
    return cs_library_fetch(library, &request, workspace->data, call->arena, NULL, call->diag);
}

/* All others at present, or those near the occupation where a page shows no more; nobody is near
 * none. */
static enum cs_status fetch_others(struct cs_workspace *workspace, struct cs_library *library,
                                   const struct cs_library_codes *own)
{
    struct cs_call *call = workspace->call;
    const char *heirs[MOST_HEIRS];
    size_t n_heirs = list_heirs(&workspace->reference, own, heirs);
    struct cs_library_request all = {
        .regions = {nation, 1}, .is_newest = true, .skips_observations = true};
    if (workspace->request.wants_near && !own->n)
        return CS_OK;
    if (workspace->request.wants_near && n_heirs < MOST_HEIRS)
        return fetch_near(workspace, library, own, &(struct cs_library_codes){heirs, n_heirs});
    return cs_library_fetch(library, &all, workspace->data, call->arena, NULL, call->diag);
}

enum cs_status cs_library_around_fetch(struct cs_workspace *workspace, struct cs_library *library,
                                       const struct cs_library_codes *own)
{
    struct cs_call *call = workspace->call;
    /* A guide may quote any occupation of any vintage; else pay stands beside that of all
     * occupations of the same place. */
    bool is_guide = call->command->group == CS_GROUP_GUIDE && !workspace->request.n_wanted;
    struct cs_library_request totals = {.occupations = {total, !is_guide},
                                        .regions = {nation, is_guide},
                                        .skips_observations = true};
    if (workspace->request.wants_site)
        return fetch_site(workspace, library);
    enum cs_status status = CS_OK;
    if (!workspace->request.around) /* which has them */
        status = cs_library_fetch(library, &totals, workspace->data, call->arena, NULL, call->diag);
    if (status == CS_OK)
        status = fetch_others(workspace, library, own);
    return status == CS_OK && is_guide ? cs_library_guides_names(library, workspace) : status;
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
    const char *regions[] = {load->only_region, nation[0]};
    bool is_nation = load->only_region && strcmp(load->only_region, nation[0]) == 0;
    size_t n_regions = (load->only_region != NULL) + (load->only_region && n_heirs && !is_nation);
    if (n_heirs && !is_nation) /* whether figures go on is told by the nation's */
        load->only_region = NULL;
    if (is_tried && n_heirs)
        status = fetch_heirs(workspace, library, heirs, n_heirs);
    own.regions = (struct cs_library_codes){regions, n_regions};
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
    workspace->only_codes =
        join_codes(codes, &(struct cs_library_codes){heirs, n_heirs}, call->arena);
    return status == CS_OK && !workspace->only_codes ? cs_fail_memory(call->diag) : status;
}
