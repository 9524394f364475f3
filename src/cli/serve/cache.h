/* Texts kept in memory up to a size, the ones not asked for longest go first. Answers for: many
 * threads, and for never giving out a text that was made from another state of the data. */
#ifndef CS_CLI_SERVE_CACHE_H
#define CS_CLI_SERVE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct cs_cache; /* opaque */

/* Ownership: cs_cache_free. NULL when out of memory. */
struct cs_cache *cs_cache_new(size_t most_bytes);
void cs_cache_free(struct cs_cache *cache);

/* Appends the text of that name made from the state `stamp`; false when there is none. */
bool cs_cache_get(struct cs_cache *cache, const char *name, uint64_t stamp, struct cs_buf *out);
/* Keeps a copy; one that does not fit is not kept. */
void cs_cache_put(struct cs_cache *cache, const char *name, uint64_t stamp,
                  const struct cs_buf *text);

#endif
