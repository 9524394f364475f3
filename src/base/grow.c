/* Arrays that grow by doubling: apart, as lists of all kinds are made so. */
#include "base/grow.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { FIRST_CAPACITY = 16 };

/* The capacity after `capacity`; 0 when its bytes cannot be counted. */
static size_t larger_than(size_t capacity, size_t size)
{
    size_t larger = capacity ? 2 * capacity : FIRST_CAPACITY;
    return larger <= SIZE_MAX / size ? larger : 0;
}

void *cs_doubled(void *items, size_t *capacity, size_t size)
{
    size_t larger = larger_than(*capacity, size);
    void *grown = larger ? realloc(items, larger * size) : NULL;
    if (grown)
        *capacity = larger;
    return grown;
}

void *cs_arena_grown(struct cs_arena *arena, void *items, size_t n, size_t *capacity, size_t size)
{
    if (n < *capacity)
        return items;
    size_t larger = larger_than(*capacity, size);
    void *grown = larger ? cs_arena_alloc(arena, larger * size) : NULL;
    if (grown && n)
        memcpy(grown, items, n * size);
    if (grown)
        *capacity = larger;
    return grown;
}
