/* One output under a temporary name beside its place, renamed when it is whole. The names are
 * also kept where a signal handler can find and remove them. */
#include "base/outfile.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/pending.h"

static enum cs_status write_file(const char *path, const void *bytes, size_t n_bytes,
                                 bool is_synced, struct cs_diag *diag)
{
    struct cs_pending *pending;
    enum cs_status status = cs_pending_open(path, &pending, diag);
    if (status != CS_OK)
        return status;
    int reason = cs_pending_write(pending, bytes, n_bytes);
    if (!reason && is_synced)
        reason = cs_pending_sync(pending);
    if (!reason)
        return cs_pending_commit(pending, diag);
    cs_pending_discard(pending);
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL, "cannot be written: %s",
                   strerror(reason));
}

enum cs_status cs_outfile_write(const char *path, const void *bytes, size_t n_bytes,
                                struct cs_diag *diag)
{
    return write_file(path, bytes, n_bytes, 0, diag);
}

enum cs_status cs_outfile_replace(const char *path, const void *bytes, size_t n_bytes,
                                  struct cs_diag *diag)
{
    return write_file(path, bytes, n_bytes, 1, diag);
}

enum cs_status cs_make_folders(const char *path, struct cs_diag *diag)
{
    char *copy = strdup(path);
    if (!copy)
        return cs_fail_memory(diag);
    int failed = 0;
    for (char *p = copy + 1; !failed && *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        failed = mkdir(copy, 0777) != 0 && errno != EEXIST;
        *p = '/';
    }
    failed = failed || (mkdir(copy, 0777) != 0 && errno != EEXIST);
    int reason = errno;
    struct stat info;
    if (!failed && (stat(path, &info) != 0 || !S_ISDIR(info.st_mode))) {
        failed = 1;
        reason = ENOTDIR;
    }
    free(copy);
    return failed ? cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL,
                            "the folder cannot be made: %s", strerror(reason))
                  : CS_OK;
}

static enum cs_status read_all(FILE *file, const char *path, size_t max_bytes, struct cs_buf *buf,
                               struct cs_diag *diag)
{
    struct cs_place place = {.file = path};
    char block[1 << 16];
    size_t n;
    do {
        n = fread(block, 1, sizeof block, file);
        if (buf->size + n > max_bytes)
            return cs_fail(diag, CS_IO, &place, NULL, "is larger than the limit of %zu bytes",
                           max_bytes);
        cs_buf_put(buf, block, n);
    } while (n == sizeof block);
    if (ferror(file))
        return cs_fail(diag, CS_IO, &place, NULL, "cannot be read: %s", strerror(errno));
    return buf->failed ? cs_fail_memory(diag) : CS_OK;
}

enum cs_status cs_read_file(const char *path, size_t max_bytes, char **out, size_t *n_bytes,
                            struct cs_diag *diag)
{
    *out = NULL;
    *n_bytes = 0;
    FILE *file = fopen(path, "rbe");
    if (!file)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL, "cannot be read: %s",
                       strerror(errno));
    struct cs_buf buf;
    cs_buf_init(&buf);
    enum cs_status status = read_all(file, path, max_bytes, &buf, diag);
    fclose(file);
    if (status != CS_OK) {
        cs_buf_clear(&buf);
        return status;
    }
    *n_bytes = buf.size;
    *out = cs_buf_take(&buf);
    return *out ? CS_OK : cs_fail_memory(diag);
}
