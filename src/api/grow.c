/* Lists in an arena that grow by one. Apart, as questions and answers are both made of them. */
#include "api/handle.h"
#include "base/grow.h"

void *cs_api_grow(struct cs_arena *arena, void **items, size_t *n, size_t *capacity, size_t size)
{
    void *grown = cs_arena_grown(arena, *items, *n, capacity, size);
    if (!grown)
        return NULL;
    *items = grown;
    return (char *)grown + (*n)++ * size;
}
