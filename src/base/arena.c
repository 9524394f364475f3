/* Blocks of at least some kilobytes in a list, given back together. Apart from buf.c, whose one
 * string may move as it grows: what an arena hands out stays where it is. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cs_arena_block {
    struct cs_arena_block *next;
    size_t capacity, used;
    _Alignas(max_align_t) char bytes[];
};

enum { BLOCK_BYTES = 64 * 1024 };

void cs_arena_init(struct cs_arena *arena)
{
    memset(arena, 0, sizeof *arena);
}

void cs_arena_clear(struct cs_arena *arena)
{
    struct cs_arena_block *block = arena->blocks;
    while (block) {
        struct cs_arena_block *next = block->next;
        free(block);
        block = next;
    }
    cs_arena_init(arena);
}

static void *allocate(struct cs_arena *arena, size_t n_bytes, size_t alignment)
{
    struct cs_arena_block *block = arena->blocks;
    size_t start = block ? (block->used + alignment - 1) / alignment * alignment : 0;
    if (!block || start > block->capacity || block->capacity - start < n_bytes) {
        size_t capacity = n_bytes > BLOCK_BYTES ? n_bytes : BLOCK_BYTES;
        if (capacity > SIZE_MAX - sizeof *block)
            return NULL;
        block = malloc(sizeof *block + capacity);
        if (!block)
            return NULL;
        block->next = arena->blocks;
        block->capacity = capacity;
        block->used = start = 0;
        arena->blocks = block;
    }
    block->used = start + n_bytes;
    arena->used_bytes += n_bytes;
    return block->bytes + start;
}

void *cs_arena_alloc(struct cs_arena *arena, size_t n_bytes)
{
    void *memory = allocate(arena, n_bytes, _Alignof(max_align_t));
    if (memory)
        memset(memory, 0, n_bytes);
    return memory;
}

char *cs_arena_copy(struct cs_arena *arena, const char *bytes, size_t n_bytes)
{
    if (n_bytes == SIZE_MAX)
        return NULL;
    char *copy = allocate(arena, n_bytes + 1, 1);
    if (!copy)
        return NULL;
    if (n_bytes)
        memcpy(copy, bytes, n_bytes);
    copy[n_bytes] = '\0';
    return copy;
}

char *cs_arena_strdup(struct cs_arena *arena, const char *text)
{
    return cs_arena_copy(arena, text, strlen(text));
}

char *cs_arena_printf(struct cs_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *text = n < 0 ? NULL : allocate(arena, (size_t)n + 1, 1);
    if (text)
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    va_end(args);
    return text;
}
