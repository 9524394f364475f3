/* A list in order of use: some hundred texts of many kilobytes, so that going through them costs
 * nothing beside copying one. */
#include "cli/serve/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct entry {
    struct entry *next; /* used less lately */
    uint64_t stamp;
    char *name, *text;
    size_t n_bytes;
};

struct cs_cache {
    pthread_mutex_t lock;
    struct entry *first;
    size_t n_bytes, most_bytes;
};

struct cs_cache *cs_cache_new(size_t most_bytes)
{
    struct cs_cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        return NULL;
    cache->most_bytes = most_bytes;
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

static void free_entry(struct entry *entry)
{
    free(entry->name);
    free(entry->text);
    free(entry);
}

void cs_cache_free(struct cs_cache *cache)
{
    if (!cache)
        return;
    for (struct entry *entry = cache->first, *next; entry; entry = next) {
        next = entry->next;
        free_entry(entry);
    }
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

/* Takes the entry of a name out of the list; NULL when there is none. Under the lock. */
static struct entry *take_out(struct cs_cache *cache, const char *name)
{
    for (struct entry **at = &cache->first; *at; at = &(*at)->next)
        if (strcmp((*at)->name, name) == 0) {
            struct entry *found = *at;
            *at = found->next;
            cache->n_bytes -= found->n_bytes;
            return found;
        }
    return NULL;
}

static void put_first(struct cs_cache *cache, struct entry *entry)
{
    entry->next = cache->first;
    cache->first = entry;
    cache->n_bytes += entry->n_bytes;
}

/* Cuts the list where the size is reached. Under the lock. */
static void drop_oldest(struct cs_cache *cache)
{
    size_t n_bytes = 0;
    struct entry **at = &cache->first;
    while (*at && n_bytes + (*at)->n_bytes <= cache->most_bytes) {
        n_bytes += (*at)->n_bytes;
        at = &(*at)->next;
    }
    struct entry *rest = *at;
    *at = NULL;
    cache->n_bytes = n_bytes;
    while (rest) {
        struct entry *next = rest->next;
        free_entry(rest);
        rest = next;
    }
}

bool cs_cache_get(struct cs_cache *cache, const char *name, uint64_t stamp, struct cs_buf *out)
{
    pthread_mutex_lock(&cache->lock);
    struct entry *entry = take_out(cache, name);
    bool is_good = entry && entry->stamp == stamp;
    if (is_good) {
        cs_buf_put(out, entry->text, entry->n_bytes);
        put_first(cache, entry);
    } else if (entry) {
        free_entry(entry);
    }
    pthread_mutex_unlock(&cache->lock);
    return is_good;
}

void cs_cache_put(struct cs_cache *cache, const char *name, uint64_t stamp,
                  const struct cs_buf *text)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (!entry)
        return;
    *entry = (struct entry){.stamp = stamp,
                            .name = strdup(name),
                            .text = malloc(text->size + 1),
                            .n_bytes = text->size};
    if (!entry->name || !entry->text) {
        free_entry(entry);
        return;
    }
    memcpy(entry->text, cs_buf_text(text), text->size);
    pthread_mutex_lock(&cache->lock);
    struct entry *old = take_out(cache, name);
    put_first(cache, entry);
    drop_oldest(cache);
    pthread_mutex_unlock(&cache->lock);
    if (old)
        free_entry(old);
}
