#include "cli/guides.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/outfile.h"

enum { DEEPEST_FOLDER = 32 };

struct gathering {
    struct cs_call *call;
    struct cs_guide_list *list;
    size_t capacity;
};

static enum cs_status add_path(struct gathering *g, const char *path)
{
    if (g->list->n == g->capacity) {
        size_t capacity = g->capacity ? g->capacity * 2 : 64;
        const char **grown = cs_arena_alloc(g->call->arena, capacity * sizeof *grown);
        if (!grown)
            return cs_fail_memory(g->call->diag);
        if (g->list->n)
            memcpy(grown, g->list->paths, g->list->n * sizeof *grown);
        g->list->paths = grown;
        g->capacity = capacity;
    }
    g->list->paths[g->list->n++] = path;
    return CS_OK;
}

static int is_guide_name(const char *name)
{
    return cs_ends_with_nocase(name, ".md") || cs_ends_with_nocase(name, ".markdown") ||
           cs_ends_with_nocase(name, ".html") || cs_ends_with_nocase(name, ".htm");
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum cs_status add_folder(struct gathering *g, const char *path, int depth);

static enum cs_status add_entry(struct gathering *g, const char *path, const char *name, int depth)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return CS_OK; /* a link that leads nowhere */
    if (S_ISDIR(info.st_mode))
        return depth < DEEPEST_FOLDER ? add_folder(g, path, depth + 1) : CS_OK;
    return S_ISREG(info.st_mode) && is_guide_name(name) ? add_path(g, path) : CS_OK;
}

static enum cs_status add_folder(struct gathering *g, const char *path, int depth)
{
    DIR *folder = opendir(path);
    if (!folder)
        return cs_fail(g->call->diag, CS_IO, &(struct cs_place){.file = path}, NULL,
                       "cannot be read: %s", strerror(errno));
    char **names = NULL;
    size_t n = 0, capacity = 0;
    enum cs_status status = CS_OK;
    for (struct dirent *e; status == CS_OK && (e = readdir(folder)) != NULL;) {
        if (e->d_name[0] == '.')
            continue;
        if (n == capacity) {
            capacity = capacity ? capacity * 2 : 32;
            char **grown = realloc(names, capacity * sizeof *names);
            if (!grown) {
                status = cs_fail_memory(g->call->diag);
                break;
            }
            names = grown;
        }
        names[n] = strdup(e->d_name);
        if (names[n])
            n++;
        else
            status = cs_fail_memory(g->call->diag);
    }
    closedir(folder);
    if (n)
        qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n; i++) {
        const char *inner = cs_arena_printf(g->call->arena, "%s/%s", path, names[i]);
        if (status == CS_OK)
            status = inner ? add_entry(g, inner, names[i], depth) : cs_fail_memory(g->call->diag);
        free(names[i]);
    }
    free(names);
    return status;
}

enum cs_status cs_guides_list(struct cs_call *call, struct cs_guide_list *out)
{
    struct gathering g = {call, out, 0};
    enum cs_status status = CS_OK;
    *out = (struct cs_guide_list){NULL, 0};
    for (size_t i = 0; i < call->n_operands && status == CS_OK; i++) {
        const char *path = call->operands[i];
        struct stat info;
        if (stat(path, &info) != 0)
            status = cs_fail(call->diag, CS_IO, &(struct cs_place){.file = path}, NULL,
                             "cannot be read: %s", strerror(errno));
        else
            status = S_ISDIR(info.st_mode) ? add_folder(&g, path, 0) : add_path(&g, path);
    }
    if (status == CS_OK && out->n == 0)
        status = cs_fail(call->diag, CS_NO_ANSWER, NULL, "guides end in .md, .markdown, .html or .htm",
                         "there is no guide in the folders");
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
    enum cs_status status = cs_workspace_load(workspace, paths, n);
    return status == CS_OK ? cs_workspace_load_yardsticks(workspace) : status;
}

static enum cs_status find_occupation(struct cs_guide_data *data, struct cs_workspace *workspace,
                                      const char *word)
{
    if (!word)
        return CS_OK;
    uint32_t key;
    data->occupation = cs_names_subject(&data->names, cs_span_of(word));
    data->has_occupation = 1;
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
                         "'%s' is no region", cs_show(&shown, word, strlen(word)));
}

enum cs_status cs_guide_data_open(struct cs_guide_data *data, struct cs_workspace *workspace,
                                  struct cs_call *call)
{
    memset(data, 0, sizeof *data);
    enum cs_status status = cs_workspace_open(workspace, call);
    if (status == CS_OK)
        status = load(workspace, call);
    if (status != CS_OK)
        return status;
    data->lookup = cs_lookup_new(workspace->data);
    data->yardsticks = cs_lookup_new(workspace->yardsticks);
    if (!data->lookup || !data->yardsticks)
        return cs_fail_memory(call->diag);
    data->evidence =
        (struct cs_evidence){data->lookup, data->yardsticks, &workspace->reference};
    status = cs_names_init(&data->names, data->lookup, &workspace->reference, call->diag);
    if (status == CS_OK)
        status = find_occupation(data, workspace, cs_call_text(call, "occupation"));
    if (status == CS_OK)
        status = find_region(data, workspace, cs_call_text(call, "region"));
    return status;
}

void cs_guide_data_close(struct cs_guide_data *data, struct cs_workspace *workspace)
{
    cs_names_clear(&data->names);
    cs_lookup_free(data->lookup);
    cs_lookup_free(data->yardsticks);
    cs_workspace_close(workspace);
}

static enum cs_status fail_to_write(const char *path, int reason, struct cs_diag *diag)
{
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL, "cannot be written: %s",
                   strerror(reason));
}

enum cs_status cs_guide_write(const char *path, const void *bytes, size_t n_bytes,
                              struct cs_diag *diag)
{
    char *real = realpath(path, NULL);
    enum cs_status status = !real || access(real, W_OK) != 0
                                ? fail_to_write(path, errno, diag)
                                : cs_outfile_replace(real, bytes, n_bytes, diag);
    free(real);
    return status;
}

enum cs_status cs_guide_write_beside(const char *path, const void *bytes, size_t n_bytes,
                                     struct cs_diag *diag)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash && slash > path ? strndup(path, (size_t)(slash - path)) : strdup(".");
    enum cs_status status = folder ? cs_make_folders(folder, diag) : cs_fail_memory(diag);
    free(folder);
    if (status == CS_OK && access(path, W_OK) != 0 && errno != ENOENT)
        status = fail_to_write(path, errno, diag);
    return status == CS_OK ? cs_outfile_write(path, bytes, n_bytes, diag) : status;
}
