/* Work shared out over threads. Answers for: running numbered tasks; results must not depend on
 * which thread ran what. */
#ifndef CS_BASE_POOL_H
#define CS_BASE_POOL_H

#include <stddef.h>

#include "base/status.h"

enum { CS_POOL_MOST_THREADS = 256 };

/* How many processors the process may run on, at least 1, at most CS_POOL_MOST_THREADS. */
size_t cs_pool_count_processors(void);

/* Calls task(context, index, worker) once for every index in [0, n_tasks), on up to n_threads
 * threads (the caller's among them); worker is in [0, n_threads). Indices are handed out in
 * ascending order. Returns when all are done. Falls back to fewer threads when one cannot start. */
void cs_pool_run(size_t n_threads, size_t n_tasks,
                 void (*task)(void *context, size_t index, size_t worker), void *context);

#endif
