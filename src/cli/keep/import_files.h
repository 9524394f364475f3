/* The files that an import is about. Answers for: going through folders, in order of names, and
 * telling at a glance what in them is no table. */
#ifndef CS_CLI_IMPORT_FILES_H
#define CS_CLI_IMPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

/* A file, or a folder that is a data package. */
struct cs_import_file {
    const char *path;
    bool is_found; /* in a folder, not named */
};
struct cs_import_files {
    struct cs_import_file *items;
    size_t n, capacity;
    struct cs_arena *arena; /* borrowed */
};

/* Adds the path itself, or, of a folder that is no data package, what is in it and in its folders.
 * Names that begin with a dot are left out, and links to folders are not followed. Errors: CS_IO
 * for a folder that cannot be listed; what is in the others is there all the same. */
CS_MUST_USE enum cs_status cs_import_files_add(struct cs_import_files *files, const char *path,
                                               struct cs_diag *diag);

#endif
