/* Finding guides and writing them back, for audit, refresh and mark alike. */
#include "cli/command/guides.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/grow.h"
#include "base/outfile.h"
#include "base/text.h"
#include "cli/command/guide_places.h"
#include "cli/frame/command.h"
#include "cli/input/library_names.h"
#include "cli/input/workspace.h"
#include "data/reference.h"
#include "guide/topic/topic.h"

enum { DEEPEST_FOLDER = 32 };

/* A folder by what it is, whatever links lead to it. */
struct folder_id {
    dev_t device;
    ino_t number;
};

struct gathering {
    struct cs_call *call;
    struct cs_guide_list *list;
    size_t capacity;
    struct folder_id *folders; /* looked through */
    size_t n_folders, folders_capacity;
};

/* Remembers a folder; 0 when it was looked through already: links may lead in circles. */
static enum cs_status remember_folder(struct gathering *g, const struct stat *info, bool *is_new)
{
    struct folder_id id = {info->st_dev, info->st_ino};
    *is_new = false;
    for (size_t i = 0; i < g->n_folders; i++)
        if (g->folders[i].device == id.device && g->folders[i].number == id.number)
            return CS_OK;
    struct folder_id *grown = cs_arena_grown(g->call->arena, g->folders, g->n_folders,
                                             &g->folders_capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(g->call->diag);
    g->folders = grown;
    g->folders[g->n_folders++] = id;
    *is_new = true;
    return CS_OK;
}

static enum cs_status add_path(struct gathering *g, const char *path)
{
    const char **grown =
        cs_arena_grown(g->call->arena, g->list->paths, g->list->n, &g->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(g->call->diag);
    g->list->paths = grown;
    g->list->paths[g->list->n++] = path;
    return CS_OK;
}

static bool is_guide_name(const char *name)
{
    return cs_ends_with_nocase(name, ".md") || cs_ends_with_nocase(name, ".markdown") ||
           cs_ends_with_nocase(name, ".html") || cs_ends_with_nocase(name, ".htm");
}

static enum cs_status add_folder(struct gathering *g, const char *path, const struct stat *info,
                                 int depth);

static enum cs_status add_entry(struct gathering *g, const char *path, const char *name, int depth)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return CS_OK; /* a link that leads nowhere */
    if (S_ISDIR(info.st_mode))
        return depth < DEEPEST_FOLDER ? add_folder(g, path, &info, depth + 1) : CS_OK;
    return S_ISREG(info.st_mode) && is_guide_name(name) ? add_path(g, path) : CS_OK;
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int compare_entries(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static enum cs_status add_folder(struct gathering *g, const char *path, const struct stat *info,
                                 int depth)
{
    struct dirent **entries;
    bool is_new;
    enum cs_status status = remember_folder(g, info, &is_new);
    if (status != CS_OK || !is_new)
        return status;
    int n = scandir(path, &entries, is_shown, compare_entries);
    if (n < 0)
        return cs_fail(g->call->diag, CS_IO, &(struct cs_place){.file = path}, NULL,
                       "cannot be read: %s", strerror(errno));
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        const char *inner = cs_arena_printf(g->call->arena, "%s/%s", path, name);
        if (status == CS_OK)
            status = inner ? add_entry(g, inner, name, depth) : cs_fail_memory(g->call->diag);
        free(entries[i]);
    }
    free(entries);
    return status;
}

enum cs_status cs_guides_list(struct cs_call *call, struct cs_guide_list *out)
{
    struct gathering g = {.call = call, .list = out};
    enum cs_status status = CS_OK;
    *out = (struct cs_guide_list){.text = call->text, .n_text_bytes = call->n_text_bytes};
    if (call->text)
        return add_path(&g, call->operands[0]);
    for (size_t i = 0; i < call->n_operands && status == CS_OK; i++) {
        const char *path = call->operands[i];
        struct stat info;
        if (stat(path, &info) != 0)
            status = cs_fail(call->diag, CS_IO, &(struct cs_place){.file = path}, NULL,
                             "cannot be read: %s", strerror(errno));
        else
            status = S_ISDIR(info.st_mode) ? add_folder(&g, path, &info, 0) : add_path(&g, path);
    }
    if (status == CS_OK && out->n == 0)
        status =
            cs_fail(call->diag, CS_NO_ANSWER, NULL, "guides end in .md, .markdown, .html or .htm",
                    "there are no guides in the folders");
    return status;
}

/* ---- data ---- */

static enum cs_status load(struct cs_workspace *workspace, struct cs_call *call)
{
    size_t n = cs_call_count(call, "data");
    const char **paths = cs_arena_alloc(call->arena, (n + 1) * sizeof *paths);
    if (!paths)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < n; i++)
        paths[i] = cs_call_text_at(call, "data", i);
    enum cs_status status =
        cs_workspace_load(workspace, &(struct cs_load_request){.paths = paths, .n_paths = n});
    return status == CS_OK ? cs_workspace_load_price_data(workspace) : status;
}

static enum cs_status find_occupation(struct cs_guide_data *data, struct cs_workspace *workspace,
                                      const char *word)
{
    if (!word)
        return CS_OK;
    uint32_t key;
    data->occupation = cs_names_subject(&data->names, cs_span_of(word));
    data->has_occupation = true;
    if (cs_subject_is_known(&data->occupation) && !data->occupation.is_ambiguous)
        return CS_OK;
    enum cs_status status = cs_workspace_key(workspace, CS_DIM_OCCUPATION, word, &key);
    if (status == CS_OK)
        data->occupation = (struct cs_subject){.keys = {key}, .n_keys = 1};
    return status;
}

static enum cs_status find_region(struct cs_guide_data *data, struct cs_workspace *workspace,
                                  const char *word)
{
    data->region = word ? cs_reference_region(&workspace->reference, cs_span_of(word)) : NULL;
    struct cs_shown shown;
    return !word || data->region
               ? CS_OK
               : cs_fail(workspace->call->diag, CS_USAGE, NULL, "try: careerstat find PLACE",
                         "'%s' is not a region", cs_show(&shown, word, strlen(word)));
}

enum cs_status cs_guide_data_open(struct cs_guide_data *data, struct cs_workspace *workspace,
                                  const struct cs_guide_list *guides, struct cs_call *call)
{
    memset(data, 0, sizeof *data);
    enum cs_status status = cs_workspace_open(workspace, call);
    if (status == CS_OK)
        status = load(workspace, call);
    if (status == CS_OK)
        status = find_region(data, workspace, cs_call_text(call, "region"));
    const char *library = cs_call_count(call, "data") ? NULL : cs_library_use_existing(call);
    if (status == CS_OK && library)
        status = cs_guide_places_load(workspace, library, guides, data->region);
    if (status != CS_OK)
        return status;
    data->lookup = cs_lookup_new(workspace->data);
    data->price_data = cs_lookup_new(workspace->price_data);
    if (!data->lookup || !data->price_data)
        return cs_fail_memory(call->diag);
    data->evidence = (struct cs_evidence){data->lookup, data->price_data, &workspace->reference};
    status = cs_names_init(&data->names, data->lookup, &workspace->reference, call->diag);
    if (status == CS_OK)
        status = find_occupation(data, workspace, cs_call_text(call, "occupation"));
    return status;
}

void cs_guide_data_close(struct cs_guide_data *data, struct cs_workspace *workspace)
{
    cs_names_clear(&data->names);
    cs_lookup_free(data->lookup);
    cs_lookup_free(data->price_data);
    cs_workspace_close(workspace);
}

static enum cs_status fail_to_write(const char *path, int reason, struct cs_diag *diag)
{
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL, "cannot be written: %s",
                   strerror(reason));
}

/* Ownership: free it; NULL when out of memory. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? strndup(path, (size_t)(slash - path) + (slash == path)) : strdup(".");
}

/* A new file takes the old one's name, so the folder must let it. */
static enum cs_status check_replaceable(const char *path, struct cs_diag *diag)
{
    char *folder = folder_of(path);
    enum cs_status status = folder ? CS_OK : cs_fail_memory(diag);
    if (status == CS_OK && access(path, W_OK) != 0 && errno != ENOENT)
        status = fail_to_write(path, errno, diag);
    if (status == CS_OK && access(folder, W_OK) != 0)
        status = cs_fail(diag, CS_IO, &(struct cs_place){.file = path},
                         "files are replaced whole: a new one is written beside the old one",
                         "cannot be written: its folder: %s", strerror(errno));
    free(folder);
    return status;
}

enum cs_status cs_guide_write(const char *path, const void *bytes, size_t n_bytes,
                              struct cs_diag *diag)
{
    struct stat info;
    bool is_link = lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
    char *real = is_link ? realpath(path, NULL) : strdup(path);
    enum cs_status status = real ? check_replaceable(real, diag) : fail_to_write(path, errno, diag);
    if (status == CS_OK)
        status = cs_outfile_replace(path, bytes, n_bytes, diag);
    free(real);
    return status;
}

enum cs_status cs_guide_write_beside(const char *path, const void *bytes, size_t n_bytes,
                                     struct cs_diag *diag)
{
    char *folder = folder_of(path);
    enum cs_status status = folder ? cs_make_folders(folder, diag) : cs_fail_memory(diag);
    free(folder);
    if (status == CS_OK)
        status = check_replaceable(path, diag);
    return status == CS_OK ? cs_outfile_write(path, bytes, n_bytes, diag) : status;
}
