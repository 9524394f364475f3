/* A temporary file without a name: the system takes it back when the process ends, however it ends.
 * Answers for: making it when the first bytes come, writing and reading at any place from several
 * threads, and remembering what went wrong first. */
#ifndef CS_BASE_SCRATCH_H
#define CS_BASE_SCRATCH_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct cs_scratch {
    const char *folder; /* borrowed */
    pthread_mutex_t lock;
    atomic_int fd; /* -1: not made yet */
    atomic_uint_fast64_t n_bytes;
    atomic_int reason; /* errno of the first failure */
};

void cs_scratch_init(struct cs_scratch *scratch, const char *folder);
void cs_scratch_clear(struct cs_scratch *scratch);

/* A place for n bytes that nobody else is given. */
uint64_t cs_scratch_reserve(struct cs_scratch *scratch, uint64_t n_bytes);
/* Whether all bytes were written, or read. */
bool cs_scratch_put(struct cs_scratch *scratch, uint64_t at, const void *bytes, size_t n_bytes);
bool cs_scratch_get(struct cs_scratch *scratch, uint64_t at, void *bytes, size_t n_bytes);

/* A place for n bytes that can be mapped, and it as memory that the system may take back and read
 * again; NULL on failure. Ownership: cs_scratch_unmap. */
uint64_t cs_scratch_reserve_pages(struct cs_scratch *scratch, uint64_t n_bytes);
void *cs_scratch_map(struct cs_scratch *scratch, uint64_t at, size_t n_bytes);
void cs_scratch_unmap(void *start, size_t n_bytes); /* NULL is allowed */
/* What is mapped there need not be in memory just now. */
void cs_scratch_let_go(const void *start, size_t n_bytes);

/* Why the first of them failed, or out of memory when none did: CS_IO or CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_scratch_fail(const struct cs_scratch *scratch, struct cs_diag *diag);

#endif
