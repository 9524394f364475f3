/* A file as a stream that is hashed while it is read, so that its digest is of the very bytes
 * that were understood. */
#include "ingest/source/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/digest.h"

struct cs_bytes {
    int fd;
    struct cs_digest *digest; /* NULL: not hashed */
    uint64_t n_bytes;
    struct stat facts; /* when it was opened */
    struct cs_byte_source source;
};

/* Reads from the system, whatever signals come. */
static ptrdiff_t read_some(struct cs_bytes *bytes, void *out, size_t capacity, struct cs_diag *diag)
{
    ssize_t got;
    do
        got = read(bytes->fd, out, capacity);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        (void)cs_fail(diag, CS_IO, &(struct cs_place){.file = bytes->source.name}, NULL,
                      "cannot be read: %s", strerror(errno));
        return -1;
    }
    bytes->n_bytes += (uint64_t)got;
    if (bytes->digest)
        cs_digest_add(bytes->digest, out, (size_t)got);
    return got;
}

static ptrdiff_t read_source(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    return read_some(context, out, capacity, diag);
}

static enum cs_status fail_open(struct cs_bytes *bytes, const char *path, const char *why,
                                struct cs_diag *diag)
{
    cs_bytes_close(bytes);
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = path}, NULL, "cannot be opened: %s",
                   why);
}

enum cs_status cs_bytes_open(const char *path, bool is_hashed, struct cs_bytes **out,
                             struct cs_diag *diag)
{
    bool is_stdin = strcmp(path, "-") == 0;
    *out = NULL;
    struct cs_bytes *bytes = calloc(1, sizeof *bytes);
    if (!bytes)
        return cs_fail_memory(diag);
    bytes->source = (struct cs_byte_source){bytes, read_source, is_stdin ? "stdin" : path};
    bytes->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (bytes->fd < 0)
        return fail_open(bytes, path, strerror(errno), diag);
    if (fstat(bytes->fd, &bytes->facts) == 0 && S_ISDIR(bytes->facts.st_mode))
        return fail_open(bytes, path, strerror(EISDIR), diag);
    bytes->digest = is_hashed ? cs_digest_new() : NULL;
    if (is_hashed && !bytes->digest) {
        cs_bytes_close(bytes);
        return cs_fail_memory(diag);
    }
    *out = bytes;
    return CS_OK;
}

void cs_bytes_close(struct cs_bytes *bytes)
{
    if (!bytes)
        return;
    if (bytes->fd > STDIN_FILENO)
        close(bytes->fd);
    cs_digest_free(bytes->digest);
    free(bytes);
}

struct cs_byte_source *cs_bytes_source(struct cs_bytes *bytes)
{
    return &bytes->source;
}

enum cs_status cs_bytes_check(const struct cs_bytes *bytes, struct cs_diag *diag)
{
    const struct stat *before = &bytes->facts;
    const struct cs_place place = {.file = bytes->source.name};
    const char *hint = "read a copy, or wait until nothing writes to it";
    struct stat now;
    if (!S_ISREG(before->st_mode) || fstat(bytes->fd, &now) != 0)
        return CS_OK;
    if (now.st_size != before->st_size)
        return cs_fail(diag, CS_IO, &place, hint,
                       "changed while it was read: %lld bytes at first, %lld at the end",
                       (long long)before->st_size, (long long)now.st_size);
    if (now.st_mtim.tv_sec != before->st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != before->st_mtim.tv_nsec)
        return cs_fail(diag, CS_IO, &place, hint, "changed while it was read");
    return CS_OK;
}

enum cs_status cs_bytes_finish(struct cs_bytes *bytes, char sha256[CS_DIGEST_TEXT_BYTES],
                               uint64_t *n_bytes, struct cs_diag *diag)
{
    unsigned char rest[1 << 14];
    ptrdiff_t got;
    while ((got = read_some(bytes, rest, sizeof rest, diag)) > 0)
        ;
    *n_bytes = bytes->n_bytes;
    sha256[0] = '\0';
    if (got < 0)
        return CS_IO;
    if (bytes->digest)
        cs_digest_finish(bytes->digest, sha256);
    return CS_OK;
}
