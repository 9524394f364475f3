/* Memory that is freed all at once. Answers for: allocation only. Not thread-safe. */
#ifndef CS_BASE_ARENA_H
#define CS_BASE_ARENA_H

#include <stddef.h>

struct cs_arena {
    struct cs_arena_block *blocks;
    size_t used_bytes; /* over all blocks */
};

void cs_arena_init(struct cs_arena *arena);
void cs_arena_clear(struct cs_arena *arena);
/* Zeroed, aligned for any type. NULL when out of memory. Ownership: the arena's. */
void *cs_arena_alloc(struct cs_arena *arena, size_t n_bytes);
/* A NUL-terminated copy of n bytes. NULL when out of memory. */
char *cs_arena_copy(struct cs_arena *arena, const char *bytes, size_t n_bytes);
char *cs_arena_strdup(struct cs_arena *arena, const char *text);
char *cs_arena_printf(struct cs_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
