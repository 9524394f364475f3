/* Bytes in memory as a byte source, handed out a few at a time. */
#ifndef CS_FUZZ_MEMORY_BYTES_H
#define CS_FUZZ_MEMORY_BYTES_H

#include <string.h>

#include "ingest/source/table.h"

struct memory_bytes {
    const uint8_t *bytes;
    size_t size, at, step;
};

static inline ptrdiff_t read_memory(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    (void)diag;
    struct memory_bytes *memory = context;
    size_t n = memory->size - memory->at;
    n = n < memory->step ? n : memory->step;
    n = n < capacity ? n : capacity;
    if (n)
        memcpy(out, memory->bytes + memory->at, n);
    memory->at += n;
    return (ptrdiff_t)n;
}

#endif
