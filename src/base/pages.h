/* Memory for tables that are looked up at random. Answers for: large pages where the system has
 * them, so that an entry costs one miss and not two. */
#ifndef CS_BASE_PAGES_H
#define CS_BASE_PAGES_H

#include <stddef.h>

/* Room aligned to cache lines, its bytes not set. NULL when out of memory. Ownership: free(). */
void *cs_pages_alloc(size_t n_bytes);

#endif
