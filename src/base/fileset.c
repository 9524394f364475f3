/* Several outputs made visible together: all are written under temporary names (outfile.c does
 * one), then renamed one after the other. */
#include "base/fileset.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/grow.h"
#include "base/outfile.h"
#include "base/pending.h"

void cs_fileset_init(struct cs_fileset *set)
{
    memset(set, 0, sizeof *set);
}

void cs_fileset_clear(struct cs_fileset *set)
{
    for (size_t i = 0; i < set->n_entries; i++) {
        cs_pending_discard(set->entries[i]);
    }
    free(set->entries);
    cs_fileset_init(set);
}

/* Whether the file at path holds just these bytes. */
static bool holds_already(const char *path, const void *bytes, size_t n_bytes)
{
    struct stat facts;
    char *old;
    size_t n_old;
    struct cs_diag quiet;
    if (stat(path, &facts) != 0 || !S_ISREG(facts.st_mode) || (size_t)facts.st_size != n_bytes)
        return false;
    cs_diag_init(&quiet);
    bool is_same = cs_read_file(path, n_bytes + 1, &old, &n_old, &quiet) == CS_OK;
    if (is_same) {
        is_same = n_old == n_bytes && memcmp(old, bytes, n_bytes) == 0;
        free(old);
    }
    cs_diag_clear(&quiet);
    return is_same;
}

static enum cs_status make_folder_of(const char *path, struct cs_diag *diag)
{
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return CS_OK;
    char *folder = strndup(path, (size_t)(slash - path));
    if (!folder)
        return cs_fail_memory(diag);
    enum cs_status status = cs_make_folders(folder, diag);
    free(folder);
    return status;
}

static enum cs_status write_pending(struct cs_pending *pending, const char *path, const void *bytes,
                                    size_t n_bytes, struct cs_diag *diag)
{
    int reason = cs_pending_write(pending, bytes, n_bytes);
    if (!reason)
        reason = cs_pending_close(pending); /* many files: their descriptors are needed */
    return reason ? cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL,
                            "cannot be written: %s", strerror(reason))
                  : CS_OK;
}

static bool grow(struct cs_fileset *set)
{
    struct cs_pending **entries =
        cs_grown(set->entries, set->n_entries, &set->capacity, sizeof *entries);
    if (entries)
        set->entries = entries;
    return entries != NULL;
}

enum cs_status cs_fileset_add(struct cs_fileset *set, const char *path, const void *bytes,
                              size_t n_bytes, struct cs_diag *diag)
{
    if (holds_already(path, bytes, n_bytes)) {
        set->n_unchanged++;
        return CS_OK;
    }
    enum cs_status status = make_folder_of(path, diag);
    if (status != CS_OK)
        return status;
    if (!grow(set))
        return cs_fail_memory(diag);
    struct cs_pending *pending;
    status = cs_pending_open(path, &pending, diag);
    if (status != CS_OK)
        return status;
    set->entries[set->n_entries++] = pending;
    return write_pending(pending, path, bytes, n_bytes, diag);
}

enum cs_status cs_fileset_commit(struct cs_fileset *set, struct cs_diag *diag)
{
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < set->n_entries; i++) {
        enum cs_status one = cs_pending_commit(set->entries[i], diag);
        status = status == CS_OK ? one : status;
        set->entries[i] = NULL;
    }
    return status;
}
