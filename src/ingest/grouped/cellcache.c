/* The cache's slow half: growing and putting. Looking up is inline in the header. */
#include "ingest/grouped/cellcache.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/pages.h"

enum {
    FIRST_PLACES = 256,
    ROOMY_PLACES = 1 << 14, /* half a megabyte: up to here few are used, so that few looks miss */
    SPARE_BYTES = 8,
};

void cs_cellcache_clear(struct cs_cellcache *cache)
{
    free(cache->cells);
    cs_arena_clear(&cache->texts);
    memset(cache, 0, sizeof *cache);
}

uint64_t cs_cellcache_hash_long(struct cs_span text)
{
    uint64_t hash = text.size, word;
    for (size_t i = 0; i + 8 <= text.size; i += 8) {
        memcpy(&word, text.start + i, sizeof word);
        hash = cs_cellcache_mix(hash, word);
    }
    memcpy(&word, text.start + text.size - 8, sizeof word);
    return cs_cellcache_mix(hash, word);
}

static bool is_full(const struct cs_cellcache *cache)
{
    size_t places = cache->cells ? cache->mask + 1 : 0;
    return (places < ROOMY_PLACES ? 4 : 2) * (cache->n_cells + 1) > places;
}

static bool grow(struct cs_cellcache *cache)
{
    size_t n = cache->cells ? 2 * (cache->mask + 1) : FIRST_PLACES;
    struct cs_cellcache larger = *cache;
    larger.cells = cs_pages_alloc(n * sizeof *larger.cells);
    larger.mask = n - 1;
    if (!larger.cells)
        return false;
    memset(larger.cells, 0, n * sizeof *larger.cells);
    for (size_t i = 0; cache->cells && i <= cache->mask; i++)
        if (cache->cells[i].text) {
            struct cs_span text = {cache->cells[i].text, cache->cells[i].size};
            *cs_cellcache_find(&larger, text) = cache->cells[i];
        }
    free(cache->cells);
    *cache = larger;
    return true;
}

struct cs_cached_cell *cs_cellcache_put(struct cs_cellcache *cache, struct cs_span text)
{
    if (text.size > CS_CACHED_BYTES || (is_full(cache) && !grow(cache)))
        return NULL;
    struct cs_cached_cell *cell = cs_cellcache_find(cache, text);
    if (cell->text)
        return cell;
    /* Kept with room behind it, as the words of a short text are read whole. */
    char *copy = cs_arena_alloc(&cache->texts, text.size + SPARE_BYTES);
    if (!copy)
        return NULL;
    memcpy(copy, text.start, text.size);
    *cell = (struct cs_cached_cell){.text = copy, .size = (uint16_t)text.size};
    if (text.size < 8) {
        cell->head = cs_cellcache_load(copy, text.size);
    } else {
        memcpy(&cell->head, copy, 8);
        memcpy(&cell->tail, copy + text.size - 8, 8);
    }
    cache->n_cells++;
    return cell;
}
