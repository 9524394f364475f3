/* Temporary bytes on disk, in a file without a name. The first failure is remembered, so that
 * many threads may write and one place reports. */
#include "base/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/diag.h"

void cs_scratch_init(struct cs_scratch *scratch, const char *folder)
{
    scratch->folder = folder;
    pthread_mutex_init(&scratch->lock, NULL);
    atomic_init(&scratch->fd, -1);
    atomic_init(&scratch->n_bytes, 0);
    atomic_init(&scratch->reason, 0);
}

void cs_scratch_clear(struct cs_scratch *scratch)
{
    int fd = atomic_exchange(&scratch->fd, -1);
    if (fd >= 0)
        close(fd);
    pthread_mutex_destroy(&scratch->lock);
}

static void note(struct cs_scratch *scratch, int reason)
{
    int none = 0;
    atomic_compare_exchange_strong(&scratch->reason, &none, reason ? reason : EIO);
}

/* Not every file system makes files without a name: there the name is taken away at once. */
static int make_file(const char *folder)
{
    int fd = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT && errno != EINVAL))
        return fd;
    char *name = NULL;
    if (asprintf(&name, "%s/careerstat-XXXXXX", folder) < 0)
        return -1;
    fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0)
        unlink(name);
    free(name);
    return fd;
}

/* -1 after a failure. */
static int file_of(struct cs_scratch *scratch)
{
    int fd = atomic_load(&scratch->fd);
    if (fd >= 0 || atomic_load(&scratch->reason))
        return fd;
    pthread_mutex_lock(&scratch->lock);
    fd = atomic_load(&scratch->fd);
    if (fd < 0) {
        fd = make_file(scratch->folder);
        if (fd < 0)
            note(scratch, errno);
        atomic_store(&scratch->fd, fd);
    }
    pthread_mutex_unlock(&scratch->lock);
    return fd;
}

uint64_t cs_scratch_reserve(struct cs_scratch *scratch, uint64_t n_bytes)
{
    return atomic_fetch_add(&scratch->n_bytes, n_bytes);
}

bool cs_scratch_put(struct cs_scratch *scratch, uint64_t at, const void *bytes, size_t n_bytes)
{
    const char *from = bytes;
    int fd = file_of(scratch);
    while (n_bytes && fd >= 0) {
        ssize_t n = pwrite(fd, from, n_bytes, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            note(scratch, n < 0 ? errno : ENOSPC);
            return false;
        }
        from += n;
        at += (uint64_t)n;
        n_bytes -= (size_t)n;
    }
    return fd >= 0;
}

bool cs_scratch_get(struct cs_scratch *scratch, uint64_t at, void *bytes, size_t n_bytes)
{
    char *to = bytes;
    int fd = atomic_load(&scratch->fd);
    while (n_bytes && fd >= 0) {
        ssize_t n = pread(fd, to, n_bytes, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            note(scratch, n < 0 ? errno : EIO);
            return false;
        }
        to += n;
        at += (uint64_t)n;
        n_bytes -= (size_t)n;
    }
    return fd >= 0 || n_bytes == 0;
}

static size_t page_bytes(void)
{
    long n = sysconf(_SC_PAGESIZE);
    return n > 0 ? (size_t)n : 1 << 12;
}

uint64_t cs_scratch_reserve_pages(struct cs_scratch *scratch, uint64_t n_bytes)
{
    uint64_t page = page_bytes(), at = cs_scratch_reserve(scratch, n_bytes + page);
    return (at + page - 1) / page * page;
}

void *cs_scratch_map(struct cs_scratch *scratch, uint64_t at, size_t n_bytes)
{
    void *start = mmap(NULL, n_bytes, PROT_READ, MAP_SHARED, atomic_load(&scratch->fd), (off_t)at);
    if (start != MAP_FAILED)
        return start;
    note(scratch, errno);
    return NULL;
}

void cs_scratch_unmap(void *start, size_t n_bytes)
{
    if (start)
        munmap(start, n_bytes);
}

/* Pages that are whole inside of it. */
void cs_scratch_let_go(const void *start, size_t n_bytes)
{
    size_t page = page_bytes();
    uintptr_t first = ((uintptr_t)start + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)start + n_bytes) / page * page;
    if (end > first)
        madvise((void *)first, end - first, MADV_DONTNEED); /* only a wish */
}

enum cs_status cs_scratch_fail(const struct cs_scratch *scratch, struct cs_diag *diag)
{
    int reason = atomic_load(&scratch->reason);
    if (!reason)
        return cs_fail_memory(diag);
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = scratch->folder},
                   "set TMPDIR to a folder with more space, or allow more memory with --memory",
                   "temporary files cannot be written there: %s", strerror(reason));
}
