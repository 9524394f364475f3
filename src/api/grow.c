/* Lists in an arena that grow by one. Apart, as questions and answers are both made of them. */
#include <string.h>

#include "api/handle.h"
#include "base/arena.h"

enum { FIRST_CAPACITY = 16 };

void *cs_api_grow(struct cs_arena *arena, void **items, size_t *n, size_t *capacity, size_t size)
{
    if (*n == *capacity) {
        size_t wanted = *capacity ? *capacity * 2 : FIRST_CAPACITY;
        void *grown = cs_arena_alloc(arena, wanted * size);
        if (!grown)
            return NULL;
        if (*n)
            memcpy(grown, *items, *n * size);
        *items = grown;
        *capacity = wanted;
    }
    return (char *)*items + (*n)++ * size;
}
