/* Small byte sources in front of others; apart from bytes.c as they open nothing. */
#include "ingest/source/peeked.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

static ptrdiff_t read_peeked(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    struct cs_peeked_source *peeked = context;
    size_t n = peeked->n_head - peeked->n_given;
    if (n == 0)
        return peeked->under->read(peeked->under->context, out, capacity, diag);
    if (n > capacity)
        n = capacity;
    memcpy(out, peeked->head + peeked->n_given, n);
    peeked->n_given += n;
    return (ptrdiff_t)n;
}

enum cs_status cs_peeked_source_init(struct cs_peeked_source *peeked, struct cs_byte_source *under,
                                     struct cs_diag *diag)
{
    peeked->source = (struct cs_byte_source){peeked, read_peeked, under->name};
    peeked->under = under;
    peeked->n_head = peeked->n_given = 0;
    while (peeked->n_head < sizeof peeked->head) {
        ptrdiff_t n = under->read(under->context, peeked->head + peeked->n_head,
                                  sizeof peeked->head - peeked->n_head, diag);
        if (n < 0)
            return CS_IO;
        if (n == 0)
            break;
        peeked->n_head += (size_t)n;
    }
    return CS_OK;
}

enum cs_status cs_source_slurp(struct cs_byte_source *source, size_t max_bytes, char **out,
                               size_t *n_bytes, struct cs_diag *diag)
{
    size_t capacity = 1 << 16;
    *n_bytes = 0;
    *out = malloc(capacity);
    while (*out) {
        ptrdiff_t n = source->read(source->context, *out + *n_bytes, capacity - *n_bytes, diag);
        if (n == 0)
            return CS_OK;
        *n_bytes += n > 0 ? (size_t)n : 0;
        if (n < 0 || *n_bytes > max_bytes) {
            free(*out);
            *out = NULL;
            return n < 0 ? CS_IO
                         : cs_fail(diag, CS_IO, &(struct cs_place){.file = source->name}, NULL,
                                   "is larger than the limit of %zu MB", max_bytes >> 20);
        }
        if (*n_bytes < capacity)
            continue;
        capacity *= 2;
        char *grown = realloc(*out, capacity);
        if (!grown)
            free(*out);
        *out = grown;
    }
    return cs_fail_memory(diag);
}
