/* Finds the shipped files and opens what a command works on. Loading and choosing rows are in
 * workspace_load.c and workspace_select.c. */
#include "cli/input/workspace.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/input/library_use.h"
#include "data/level/bands.h"
#include "data/dataset.h"
#include "data/name/names.h"
#include "cli/input/memory.h"
#include "data/grouped.h"
#include "data/reference.h"
#include "ingest/grouped/grouped_load.h"
#include "ingest/layout/layout.h"
#include "ingest/reference.h"

static bool is_readable(const char *path)
{
    return path && access(path, R_OK) == 0;
}

/* FOLDER/NAME when FOLDER/NAME/PROOF is there. */
static const char *try_folder(struct cs_arena *arena, const char *folder, const char *name,
                              const char *proof)
{
    if (!folder)
        return NULL;
    const char *path = cs_arena_printf(arena, "%s/%s", folder, name);
    return path && is_readable(cs_arena_printf(arena, "%s/%s", path, proof)) ? path : NULL;
}

/* A shipped folder: beside the build tree, installed (a library lies one folder deeper than a
 * program may), or in the source tree. */
static const char *find_shipped(const struct cs_call *call, const char *name, const char *proof)
{
    static const char *const beside[] = {"..", "../share/careerstat", "../../share/careerstat"};
    struct cs_arena *arena = call->arena;
    for (size_t i = 0; call->host->folder && i < sizeof beside / sizeof *beside; i++) {
        const char *folder = cs_arena_printf(arena, "%s/%s", call->host->folder, beside[i]);
        const char *found = try_folder(arena, folder, name, proof);
        if (found)
            return found;
    }
    /* Empty in a program made to be installed. */
    return *CS_SOURCE_DIR ? try_folder(arena, CS_SOURCE_DIR, name, proof) : NULL;
}

static enum cs_status find_datasets(struct cs_workspace *workspace)
{
    struct cs_call *call = workspace->call;
    static const char proof[] = "reference/regions.csv";
    const char *named = call->host->datasets;
    if (named && *named) {
        workspace->datasets_folder = cs_arena_strdup(call->arena, named);
        if (!is_readable(cs_arena_printf(call->arena, "%s/%s", named, proof)))
            return cs_fail(call->diag, CS_IO, &(struct cs_place){.file = named},
                           call->host->variable
                               ? "unset CAREERSTAT_DATASETS to use the shipped datasets"
                               : "name none to use the shipped datasets",
                           "is not a folder of careerstat datasets: it has no %s", proof);
        return CS_OK;
    }
    workspace->datasets_folder = find_shipped(call, "datasets", proof);
    return workspace->datasets_folder
               ? CS_OK
               : cs_fail(call->diag, CS_IO, NULL,
                         call->host->variable ? "set CAREERSTAT_DATASETS to their folder"
                                              : "name their folder",
                         "the shipped datasets cannot be found");
}

const char *cs_workspace_shared_folder(struct cs_workspace *workspace, const char *name)
{
    return find_shipped(workspace->call, name, ".");
}

/* Users' layouts come first and win over shipped ones. */
static enum cs_status load_layouts(struct cs_workspace *workspace)
{
    struct cs_call *call = workspace->call;
    enum cs_status status = CS_OK;
    if (call->command->shared & CS_SHARED_INPUT) {
        size_t n = cs_call_count(call, "layout");
        for (size_t i = 0; i < n && status == CS_OK; i++)
            status = cs_layouts_load(&workspace->layouts, cs_call_text_at(call, "layout", i),
                                     call->diag);
    }
    if (status != CS_OK)
        return status;
    workspace->layouts.n_preferred = workspace->layouts.n_items;
    const char *folder = cs_arena_printf(call->arena, "%s/layouts", workspace->datasets_folder);
    return folder ? cs_layouts_load_folder(&workspace->layouts, folder, call->diag)
                  : cs_fail_memory(call->diag);
}

/* --experience-bands into workspace->bands. */
static enum cs_status read_bands(struct cs_workspace *workspace)
{
    struct cs_call *call = workspace->call;
    size_t n =
        call->command->shared & CS_SHARED_INPUT ? cs_call_count(call, "experience-bands") : 0;
    double *years = cs_arena_alloc(call->arena, (n + 1) * sizeof *years);
    if (!years)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < n; i++) {
        const char *word = cs_call_text_at(call, "experience-bands", i);
        struct cs_shown shown;
        if (!cs_number_parse(cs_span_of(word), &years[i]))
            return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                           "--experience-bands: '%s' is not a number of years",
                           cs_show(&shown, word, strlen(word)));
    }
    if (n && !cs_level_bands_make(&workspace->bands, years, n, call->arena))
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--experience-bands: the years must be in ascending order");
    return CS_OK;
}

static enum cs_status load_reference(struct cs_workspace *workspace,
                                     enum cs_status (*load)(struct cs_reference *, const char *,
                                                            struct cs_diag *))
{
    struct cs_call *call = workspace->call;
    const char *folder = cs_arena_printf(call->arena, "%s/reference", workspace->datasets_folder);
    return folder ? load(&workspace->reference, folder, call->diag) : cs_fail_memory(call->diag);
}

enum cs_status cs_workspace_load_names(struct cs_workspace *workspace)
{
    enum cs_status status =
        workspace->has_names ? CS_OK : load_reference(workspace, cs_reference_load_names);
    workspace->has_names = status == CS_OK;
    return status;
}

enum cs_status cs_workspace_open(struct cs_workspace *workspace, struct cs_call *call)
{
    memset(workspace, 0, sizeof *workspace);
    workspace->call = call;
    cs_layouts_init(&workspace->layouts);
    cs_reference_init(&workspace->reference);
    enum cs_status status = find_datasets(workspace);
    if (status == CS_OK)
        status = load_layouts(workspace);
    if (status == CS_OK)
        status = read_bands(workspace);
    if (status == CS_OK)
        status = load_reference(workspace, cs_reference_load_keys);
    if (status == CS_OK && !call->command->names_late)
        status = cs_workspace_load_names(workspace);
    if (status == CS_OK && call->command->shared & CS_SHARED_MEMORY) {
        status = cs_memory_init(&workspace->spill, call);
        workspace->has_spill = status == CS_OK;
    }
    return status;
}

struct cs_spill *cs_workspace_spill(struct cs_workspace *workspace,
                                    const struct cs_load_request *request)
{
    if (!workspace->has_spill)
        return NULL;
    workspace->spill.n_by = request->by.n;
    memcpy(workspace->spill.by, request->by.dims, sizeof workspace->spill.by);
    workspace->spill.holds_all = request->holds_all;
    return &workspace->spill;
}

void cs_workspace_close(struct cs_workspace *workspace)
{
    cs_dataset_free(workspace->data);
    cs_dataset_free(workspace->price_data);
    cs_dataset_free(workspace->crosswalks);
    cs_name_search_free(workspace->searched);
    cs_reference_clear(&workspace->reference);
    cs_layouts_clear(&workspace->layouts);
    if (workspace->has_spill)
        cs_memory_clear(&workspace->spill);
    workspace->has_spill = false;
}
