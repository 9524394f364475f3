/* Folders as people have them, a downloads folder above all: everything in it, nested, and most of
 * it no table. */
#include "cli/keep/import_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/grow.h"

enum { MAX_DEPTH = 32 };

static enum cs_status keep(struct cs_import_files *files, const char *path, bool is_found,
                           struct cs_diag *diag)
{
    struct cs_import_file *grown =
        cs_arena_grown(files->arena, files->items, files->n, &files->capacity, sizeof *grown);
    if (!grown)
        return cs_fail_memory(diag);
    files->items = grown;
    files->items[files->n++] = (struct cs_import_file){path, is_found};
    return CS_OK;
}

/* A folder that says itself what is in it is taken as one. */
static bool is_package(struct cs_arena *arena, const char *folder)
{
    const char *path = cs_arena_printf(arena, "%s/datapackage.json", folder);
    return path && access(path, F_OK) == 0;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static enum cs_status walk(struct cs_import_files *files, const char *folder, int depth,
                           struct cs_diag *diag);

static enum cs_status take_entry(struct cs_import_files *files, const char *path, int depth,
                                 struct cs_diag *diag)
{
    struct stat link, info;
    if (!path)
        return cs_fail_memory(diag);
    if (lstat(path, &link) != 0 || stat(path, &info) != 0)
        return CS_OK; /* gone meanwhile, or a link to nothing */
    if (S_ISDIR(info.st_mode) && !is_package(files->arena, path))
        return S_ISLNK(link.st_mode) || depth == MAX_DEPTH ? CS_OK
                                                           : walk(files, path, depth + 1, diag);
    return S_ISDIR(info.st_mode) || S_ISREG(info.st_mode) ? keep(files, path, true, diag) : CS_OK;
}

static enum cs_status walk(struct cs_import_files *files, const char *folder, int depth,
                           struct cs_diag *diag)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, is_visible, alphasort);
    if (n < 0)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = folder}, NULL,
                       "the folder cannot be listed: %s", strerror(errno));
    enum cs_status status = CS_OK;
    const char *gap = folder[strlen(folder) - 1] == '/' ? "" : "/";
    for (int i = 0; i < n; i++) {
        const char *path = cs_arena_printf(files->arena, "%s%s%s", folder, gap, entries[i]->d_name);
        enum cs_status one = status == CS_INTERNAL ? status : take_entry(files, path, depth, diag);
        status = one == CS_OK ? status : one;
        free(entries[i]);
    }
    free(entries);
    return status;
}

enum cs_status cs_import_files_add(struct cs_import_files *files, const char *path,
                                   struct cs_diag *diag)
{
    struct stat info;
    bool is_folder =
        stat(path, &info) == 0 && S_ISDIR(info.st_mode) && !is_package(files->arena, path);
    return is_folder && *path ? walk(files, path, 0, diag) : keep(files, path, false, diag);
}
