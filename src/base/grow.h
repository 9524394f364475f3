/* Arrays that grow. Answers for: room for one more at the end, by doubling. Nothing is lost when
 * there is no memory: the array stays as it was. */
#ifndef CS_BASE_GROW_H
#define CS_BASE_GROW_H

#include <stddef.h>

struct cs_arena;

/* An array of the heap (NULL for none yet) with twice *capacity elements of `size` bytes; it may
 * have moved. NULL when out of memory, with the old one intact. The caller frees it. */
void *cs_doubled(void *items, size_t *capacity, size_t size);
/* Room for one more than n elements in such an array: the array itself where it has room. */
static inline void *cs_grown(void *items, size_t n, size_t *capacity, size_t size)
{
    return n < *capacity ? items : cs_doubled(items, capacity, size);
}
/* The same of an array in an arena, where the smaller one stays behind. */
void *cs_arena_grown(struct cs_arena *arena, void *items, size_t n, size_t *capacity, size_t size);

#endif
