/* A workbook's shared texts in one block, found by number. */
#include "ingest/workbook/texts.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "ingest/workbook/celltext.h"

enum { MAX_BYTES = 64 << 20 };

static bool grow(void *pointer_to_array, size_t *capacity, size_t needed, size_t element_bytes)
{
    void **array = pointer_to_array;
    if (needed <= *capacity)
        return true;
    size_t larger = *capacity ? *capacity : 1024;
    while (larger < needed)
        larger *= 2;
    void *grown = realloc(*array, larger * element_bytes);
    if (!grown)
        return false;
    *array = grown;
    *capacity = larger;
    return true;
}

enum cs_status cs_texts_begin(struct cs_texts *texts, struct cs_diag *diag)
{
    if (!grow(&texts->starts, &texts->capacity, texts->n + 2, sizeof *texts->starts))
        return cs_fail_memory(diag);
    texts->starts[texts->n++] = texts->n_bytes;
    texts->starts[texts->n] = texts->n_bytes;
    return CS_OK;
}

enum cs_status cs_texts_append(struct cs_texts *texts, const char *name, const char *bytes,
                               size_t size, struct cs_diag *diag)
{
    if (texts->n == 0 || size == 0)
        return CS_OK;
    if (texts->n_bytes + size > MAX_BYTES)
        return cs_fail(diag, CS_IO, &(struct cs_place){.file = name}, NULL,
                       "holds more than %d MB of texts", MAX_BYTES >> 20);
    if (!grow(&texts->bytes, &texts->bytes_capacity, texts->n_bytes + size, 1))
        return cs_fail_memory(diag);
    memcpy(texts->bytes + texts->n_bytes, bytes, size);
    texts->n_bytes += size;
    texts->starts[texts->n] = texts->n_bytes;
    return CS_OK;
}

void cs_texts_unescape(struct cs_texts *texts)
{
    if (texts->n == 0)
        return;
    size_t start = texts->starts[texts->n - 1];
    if (texts->n_bytes > start)
        texts->n_bytes = start + cs_cell_unescape(texts->bytes + start, texts->n_bytes - start);
    texts->starts[texts->n] = texts->n_bytes;
}

struct cs_span cs_texts_get(const struct cs_texts *texts, size_t index)
{
    size_t size = texts->starts[index + 1] - texts->starts[index];
    return size ? (struct cs_span){texts->bytes + texts->starts[index], size}
                : (struct cs_span){"", 0};
}

void cs_texts_clear(struct cs_texts *texts)
{
    free(texts->bytes);
    free(texts->starts);
    memset(texts, 0, sizeof *texts);
}
