/* Apart because it asks the kernel for something (huge pages) that malloc does not offer; a
 * refusal costs speed only. */
#include "base/pages.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { LINE_BYTES = 64, HUGE_PAGE = 1 << 21 };

void *cs_pages_alloc(size_t n_bytes)
{
    void *room;
    size_t alignment = n_bytes >= HUGE_PAGE ? HUGE_PAGE : LINE_BYTES;
    if (posix_memalign(&room, alignment, n_bytes) != 0)
        return NULL;
    if (n_bytes >= HUGE_PAGE)
        madvise(room, n_bytes, MADV_HUGEPAGE); /* only a wish */
    return room;
}
