/* Allocations that fail are counted. The program ends with the first one (cli/memory.c); a library
 * must not, and a host's allocator is none of its business. So the linker leads the calls of our
 * own code, and of no other, through here (--wrap, src/CMakeLists.txt), and an answer that was made
 * while one failed is withheld. Apart, as only the library is linked so. */
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "api/handle.h"

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t n);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t n);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t n);

/* Not a state of anything: it only ever grows, and only comparing it says something. */
static atomic_size_t *count_of_lost(void)
{
    static atomic_size_t n_lost;
    return &n_lost;
}

static void *noted(void *room, int was_asked)
{
    if (!room && was_asked)
        atomic_fetch_add(count_of_lost(), 1);
    return room;
}

void *__wrap_malloc(size_t n)
{
    return noted(__real_malloc(n), n > 0);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return noted(__real_calloc(n, size), n > 0 && size > 0);
}

void *__wrap_realloc(void *old, size_t n)
{
    return noted(__real_realloc(old, n), n > 0);
}

char *__wrap_strdup(const char *text)
{
    return noted(__real_strdup(text), 1);
}

char *__wrap_strndup(const char *text, size_t n)
{
    return noted(__real_strndup(text, n), 1);
}

size_t cs_api_count_lost_allocations(void)
{
    return atomic_load(count_of_lost());
}
