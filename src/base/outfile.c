#include "base/outfile.h"

#include <stdbool.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"

/* Temporary names that a signal handler must be able to remove. A slot is claimed by swapping NULL
 * for the name, so the handler sees whole pointers only. */
enum { N_SLOTS = 64 };
static _Atomic(char *) live_temporaries[N_SLOTS];

static void remember(char *name)
{
    for (int i = 0; i < N_SLOTS; i++) {
        char *empty = NULL;
        if (atomic_compare_exchange_strong(&live_temporaries[i], &empty, name))
            return;
    }
}

static void forget(const char *name)
{
    for (int i = 0; i < N_SLOTS; i++) {
        char *found = atomic_load(&live_temporaries[i]);
        if (found && strcmp(found, name) == 0 &&
            atomic_compare_exchange_strong(&live_temporaries[i], &found, NULL)) {
            free(found);
            return;
        }
    }
}

void cs_outfile_discard_all(void)
{
    for (int i = 0; i < N_SLOTS; i++) {
        char *found = atomic_load(&live_temporaries[i]);
        if (found)
            unlink(found);
    }
}

bool cs_outfile_is_special(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

char *cs_outfile_temporary_name(const char *path)
{
    static atomic_uint counter;
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path + 1) : 0;
    char *name = NULL;
    if (asprintf(&name, "%.*s.%.200s.careerstat-%ld-%u", folder, path, path + folder,
                 (long)getpid(), atomic_fetch_add(&counter, 1)) < 0)
        return NULL;
    char *copy = strdup(name);
    if (copy)
        remember(copy);
    return name;
}

void cs_outfile_discard(const char *temporary)
{
    unlink(temporary);
    forget(temporary);
}

enum cs_status cs_outfile_commit(const char *temporary, const char *path, struct cs_diag *diag)
{
    bool is_special = cs_outfile_is_special(path);
    if (is_special || rename(temporary, path) != 0) {
        int reason = is_special ? EEXIST : errno;
        cs_outfile_discard(temporary);
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL, "cannot be written: %s",
                       strerror(reason));
    }
    forget(temporary);
    return CS_OK;
}

static int write_all(int fd, const char *bytes, size_t n_bytes)
{
    while (n_bytes) {
        ssize_t n = write(fd, bytes, n_bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        bytes += n;
        n_bytes -= (size_t)n;
    }
    return 0;
}

/* The new file is whose the old one was, as far as this process may give it away, and may be read
 * and written by the same. */
static void take_over(int fd, const struct stat *old, bool keeps_owner)
{
    bool is_kept = !keeps_owner || fchown(fd, old->st_uid, old->st_gid) == 0;
    (void)!fchmod(fd, old->st_mode & (is_kept ? 07777 : 0777));
}

static enum cs_status write_file(const char *path, const void *bytes, size_t n_bytes,
                                 bool is_synced, struct cs_diag *diag)
{
    int in_place = cs_outfile_is_special(path);
    char *target = in_place ? strdup(path) : cs_outfile_temporary_name(path);
    if (!target)
        return cs_fail_memory(diag);
    struct stat old;
    bool has_old = !in_place && stat(path, &old) == 0;
    int fd = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, has_old ? 0600 : 0666);
    if (fd >= 0 && has_old)
        take_over(fd, &old, is_synced);
    int failed = fd < 0 || write_all(fd, bytes, n_bytes) != 0 ||
                 (is_synced && !in_place && fdatasync(fd) != 0);
    int reason = errno;
    if (fd >= 0 && close(fd) != 0 && !failed) {
        failed = 1;
        reason = errno;
    }
    enum cs_status status = CS_OK;
    if (failed) {
        if (!in_place)
            cs_outfile_discard(target);
        status = cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL,
                         "cannot be written: %s", strerror(reason));
    } else if (!in_place) {
        status = cs_outfile_commit(target, path, diag);
    }
    free(target);
    return status;
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
            return cs_fail(diag, CS_IO, &place, NULL, "is larger than the %zu bytes allowed here",
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
