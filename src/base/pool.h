/* Work shared out over threads. Answers for: running numbered tasks; results must not depend on
 * which thread ran what. */
#ifndef CS_BASE_POOL_H
#define CS_BASE_POOL_H

#include <stddef.h>

#include "base/status.h"

/* Threads to use by default: CAREERSTAT_THREADS when set to 1..256, else the processors the
 * process may run on. */
size_t cs_pool_default_threads(void);

/* Calls task(context, index, worker) once for every index in [0, n_tasks), on up to n_threads
 * threads (the caller's among them); worker is in [0, n_threads). Indices are handed out in
 * ascending order. Returns when all are done. Falls back to fewer threads when one cannot start. */
void cs_pool_run(size_t n_threads, size_t n_tasks,
                 void (*task)(void *context, size_t index, size_t worker), void *context);

#endif
