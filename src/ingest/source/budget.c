/* One limit for all unpacking of a file; apart, because archives and gzip both count against it. */
#include "ingest/source/budget.h"

#include "base/diag.h"

enum { MAX_RATIO = 100 };
static const uint64_t FREE_BYTES = 64u << 20;

enum cs_status cs_budget_take(struct cs_budget *budget, size_t n, const char *name,
                              struct cs_diag *diag)
{
    budget->unpacked_bytes += n;
    if (budget->unpacked_bytes <= FREE_BYTES + MAX_RATIO * *budget->read_bytes)
        return CS_OK;
    return cs_fail(diag, CS_IO, &(struct cs_place){.file = name},
                   "no real table compresses this well; such files are made to exhaust a machine",
                   "unpacks to more than %d times the file's size and 64 MB: not read further",
                   MAX_RATIO);
}
