/* What a cell's text was found to mean, so that it is made sense of once. Answers for: looking
 * bytes up in few cycles. A cache belongs to one thread. */
#ifndef CS_INGEST_CELLCACHE_H
#define CS_INGEST_CELLCACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { CS_CACHED_BYTES = 0xFFFF }; /* longer texts are not kept */

struct cs_cached_cell {
    uint64_t head, tail; /* first and last 8 bytes; of up to 16 bytes they are all */
    const char *text;    /* NULL: free */
    uint32_t meaning;
    uint16_t size;
    int16_t year; /* for the caller */
};
struct cs_cellcache {
    struct cs_cached_cell *cells;
    size_t n_cells, mask; /* mask + 1 places, at most half of them used */
    struct cs_arena texts;
};

void cs_cellcache_clear(struct cs_cellcache *cache);
/* The entry of the text, new ones with no meaning yet. NULL when out of memory or too long.
 * Requires: eight readable bytes after the text. */
struct cs_cached_cell *cs_cellcache_put(struct cs_cellcache *cache, struct cs_span text);
/* Of texts longer than 16 bytes. */
uint64_t cs_cellcache_hash_long(struct cs_span text);

/* n_bytes below 8. */
static inline uint64_t cs_cellcache_load(const char *text, size_t n_bytes)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word & (((uint64_t)1 << (8 * n_bytes)) - 1);
}

/* A product folded in two: every byte of the words reaches every bit of it. */
static inline uint64_t cs_cellcache_mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(a ^ 0x9E3779B97F4A7C15u) * (b ^ 0xD6E8FEB86659FD93u);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* A text's first and last 8 bytes, and where its entry is looked for first. */
struct cs_cellcache_mark {
    uint64_t head, tail;
    size_t size, place;
};
static inline struct cs_cellcache_mark cs_cellcache_mark_of(const struct cs_cellcache *cache,
                                                            struct cs_span text)
{
    struct cs_cellcache_mark mark = {.size = text.size};
    if (text.size < 8) {
        mark.head = cs_cellcache_load(text.start, text.size);
    } else {
        memcpy(&mark.head, text.start, 8);
        memcpy(&mark.tail, text.start + text.size - 8, 8);
    }
    uint64_t hash = text.size <= 16 ? cs_cellcache_mix(mark.head, mark.tail + text.size)
                                    : cs_cellcache_hash_long(text);
    mark.place = hash & cache->mask;
    return mark;
}

/* The next place from the mark's on that is free or has such a text. */
static inline size_t cs_cellcache_next(const struct cs_cellcache *cache,
                                       const struct cs_cellcache_mark *mark)
{
    size_t i = mark->place & cache->mask;
    while (cache->cells[i].text &&
           (cache->cells[i].head != mark->head || cache->cells[i].tail != mark->tail ||
            cache->cells[i].size != mark->size))
        i = (i + 1) & cache->mask;
    return i;
}

/* The entry of a text, or the free one where it belongs. Requires: cache->cells; 8 readable bytes
 * from text.start on. */
static inline struct cs_cached_cell *cs_cellcache_find(const struct cs_cellcache *cache,
                                                       struct cs_span text)
{
    struct cs_cellcache_mark mark = cs_cellcache_mark_of(cache, text);
    for (;; mark.place++) {
        mark.place = cs_cellcache_next(cache, &mark);
        struct cs_cached_cell *cell = &cache->cells[mark.place];
        if (!cell->text || text.size <= 16 || memcmp(cell->text, text.start, text.size) == 0)
            return cell;
    }
}

/* The same, where a guess says that it may be. */
static inline struct cs_cached_cell *cs_cellcache_find_at(const struct cs_cellcache *cache,
                                                          struct cs_span text, size_t place)
{
    struct cs_cached_cell *cell = &cache->cells[place & cache->mask];
    bool is_it =
        cell->text && cell->size == text.size && memcmp(cell->text, text.start, text.size) == 0;
    return is_it ? cell : cs_cellcache_find(cache, text);
}

#endif
