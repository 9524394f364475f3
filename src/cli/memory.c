/* The end when memory runs out: at the first allocation that fails, ours or a library's, the
 * program says so in words that need no memory, removes what is half written, and ends. Apart, and
 * linked into the program only, so that no answer can be made of what is missing: functions that
 * would go on with less, here or in a library, are never asked to. The sanitizers bring an
 * allocator of their own; their programs are linked without this file. */
#include <errno.h>
#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/leftovers.h"
#include "base/status.h"

/* The C library's own, under the names it keeps for those who replace the others. */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t n);
extern void *__libc_memalign(size_t alignment, size_t n);

static void *give_up(void)
{
    static const char message[] =
        "careerstat: error: out of memory\n"
        "  hint: close other programs, or raise the limit (ulimit -v); summarize and merge keep "
        "within --memory SIZE\n";
    cs_leftovers_remove();
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0) {
        /* Nothing can be said where standard error itself fails. */
    }
    _exit(CS_INTERNAL);
}

void *malloc(size_t n)
{
    void *room = __libc_malloc(n);
    return room ? room : give_up();
}

void *calloc(size_t n, size_t size)
{
    void *room = __libc_calloc(n, size);
    return room ? room : give_up();
}

void *realloc(void *old, size_t n)
{
    void *room = __libc_realloc(old, n);
    return room || (old && n == 0) ? room : give_up();
}

void *memalign(size_t alignment, size_t n)
{
    void *room = __libc_memalign(alignment, n);
    return room ? room : give_up();
}

void *aligned_alloc(size_t alignment, size_t n)
{
    return memalign(alignment, n);
}

int posix_memalign(void **room, size_t alignment, size_t n)
{
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
        return EINVAL;
    *room = memalign(alignment, n);
    return 0;
}
