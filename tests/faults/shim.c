/* Lets one call of a program fail, or all from there on: preloaded by tests/faults/run.
 * FAULT=KIND:N[+] with KIND
 *   alloc   the N-th allocation has no memory (programs that allocate through the C library's
 *           __libc_ functions, as src/cli/memory.c does)
 *   nospace the N-th write, sync or change of size finds the disk full
 *   error   the N-th read, write or sync fails with EIO
 *   short   the N-th read or write does a part of what was asked
 * and "+" for every one from the N-th on. FAULT_COUNT names a file that is given the number of
 * allocations, of writing calls, of all calls, and of reads and writes. Standard error is left
 * alone, so that messages can be read. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { ALLOC, NOSPACE, FAIL, SHORT, N_KINDS };
static const char *const names[N_KINDS] = {"alloc", "nospace", "error", "short"};

static atomic_long counts[N_KINDS];
static int chosen = -1; /* an enum kind once main is about to start */
static int is_sticky;
static long wanted;
static const char *count_file;
static int is_on;

/* Whether this call, one more of its kind, is to fail. */
static int strikes(enum kind kind)
{
    if (!is_on)
        return 0;
    long n = atomic_fetch_add(&counts[kind], 1) + 1;
    return chosen == (int)kind && (is_sticky ? n >= wanted : n == wanted);
}

__attribute__((constructor)) static void begin(void)
{
    const char *fault = getenv("FAULT");
    count_file = getenv("FAULT_COUNT");
    for (int k = 0; fault && k < N_KINDS; k++) {
        size_t n = strlen(names[k]);
        if (strncmp(fault, names[k], n) == 0 && fault[n] == ':') {
            chosen = k;
            wanted = atol(fault + n + 1);
            is_sticky = strchr(fault, '+') != NULL;
        }
    }
    unsetenv("LD_PRELOAD"); /* gnuplot is another program */
    is_on = 1;
}

__attribute__((destructor)) static void end(void)
{
    is_on = 0;
    FILE *file = count_file ? fopen(count_file, "w") : NULL;
    for (int k = 0; file && k < N_KINDS; k++)
        fprintf(file, "%s %ld\n", names[k], atomic_load(&counts[k]));
    if (file)
        fclose(file);
}

/* The next definition of the function that is being replaced. */
#define NEXT(like, name)                                                                           \
    static __typeof__(like) *next;                                                                 \
    if (!next)                                                                                     \
    next = (__typeof__(like) *)dlsym(RTLD_NEXT, name)

static void *refuse(void)
{
    errno = ENOMEM;
    return NULL;
}

void *__libc_malloc(size_t n);
void *__libc_malloc(size_t n)
{
    NEXT(__libc_malloc, "malloc");
    return strikes(ALLOC) ? refuse() : next(n);
}

void *__libc_calloc(size_t n, size_t size);
void *__libc_calloc(size_t n, size_t size)
{
    NEXT(__libc_calloc, "calloc");
    return strikes(ALLOC) ? refuse() : next(n, size);
}

void *__libc_realloc(void *old, size_t n);
void *__libc_realloc(void *old, size_t n)
{
    NEXT(__libc_realloc, "realloc");
    return strikes(ALLOC) ? refuse() : next(old, n);
}

void *__libc_memalign(size_t alignment, size_t n);
void *__libc_memalign(size_t alignment, size_t n)
{
    NEXT(__libc_memalign, "memalign");
    return strikes(ALLOC) ? refuse() : next(alignment, n);
}

/* Whether a call on this descriptor fails, errno then set. */
static int fails(int fd, int is_writing)
{
    if (fd == STDERR_FILENO)
        return 0;
    int no_space = is_writing && strikes(NOSPACE);
    int error = strikes(FAIL);
    if (no_space)
        errno = ENOSPC;
    else if (error)
        errno = EIO;
    return no_space || error;
}

static size_t cut(int fd, size_t n)
{
    return fd != STDERR_FILENO && strikes(SHORT) && n > 1 ? (n + 2) / 3 : n;
}

#define TRANSFER(name, is_writing, buffer)                                                         \
    ssize_t name(int fd, buffer bytes, size_t n)                                                   \
    {                                                                                              \
        NEXT(name, #name);                                                                         \
        return fails(fd, is_writing) ? -1 : next(fd, bytes, cut(fd, n));                           \
    }
#define TRANSFER_AT(name, is_writing, buffer)                                                      \
    ssize_t name(int fd, buffer bytes, size_t n, off_t at);                                        \
    ssize_t name(int fd, buffer bytes, size_t n, off_t at)                                         \
    {                                                                                              \
        NEXT(name, #name);                                                                         \
        return fails(fd, is_writing) ? -1 : next(fd, bytes, cut(fd, n), at);                       \
    }
TRANSFER(read, 0, void *)
TRANSFER(write, 1, const void *)
TRANSFER_AT(pread, 0, void *)
TRANSFER_AT(pread64, 0, void *)
TRANSFER_AT(pwrite, 1, const void *)
TRANSFER_AT(pwrite64, 1, const void *)

/* What checked copies are compiled to. */
ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room);
ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room)
{
    return n > room ? -1 : read(fd, bytes, n);
}

ssize_t __pread64_chk(int fd, void *bytes, size_t n, off_t at, size_t room);
ssize_t __pread64_chk(int fd, void *bytes, size_t n, off_t at, size_t room)
{
    return n > room ? -1 : pread64(fd, bytes, n, at);
}

ssize_t __pread_chk(int fd, void *bytes, size_t n, off_t at, size_t room);
ssize_t __pread_chk(int fd, void *bytes, size_t n, off_t at, size_t room)
{
    return n > room ? -1 : pread(fd, bytes, n, at);
}

#define SYNC(name)                                                                                 \
    int name(int fd)                                                                               \
    {                                                                                              \
        NEXT(name, #name);                                                                         \
        return fails(fd, 1) ? -1 : next(fd);                                                       \
    }
SYNC(fsync)
SYNC(fdatasync)

#define RESIZE(name)                                                                               \
    int name(int fd, off_t n);                                                                     \
    int name(int fd, off_t n)                                                                      \
    {                                                                                              \
        NEXT(name, #name);                                                                         \
        return fails(fd, 1) ? -1 : next(fd, n);                                                    \
    }
RESIZE(ftruncate)
RESIZE(ftruncate64)

int renameat(int from, const char *old, int to, const char *name)
{
    NEXT(renameat, "renameat");
    return fails(from, 1) ? -1 : next(from, old, to, name);
}
