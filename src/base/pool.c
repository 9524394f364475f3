/* Threads that take the next task number from one counter until none is left. The caller's thread
 * works too, so a thread that cannot be started only makes it slower. */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/text.h"

struct shared {
    atomic_size_t next;
    size_t n_tasks;
    void (*task)(void *, size_t, size_t);
    void *context;
};

struct worker {
    struct shared *shared;
    size_t number;
    pthread_t thread;
    bool is_started;
};

size_t cs_pool_count_processors(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return count < 1 ? 1 : count > CS_POOL_MOST_THREADS ? CS_POOL_MOST_THREADS : (size_t)count;
}

static void *run_worker(void *argument)
{
    struct worker *worker = argument;
    struct shared *shared = worker->shared;
    size_t index;
    while ((index = atomic_fetch_add(&shared->next, 1)) < shared->n_tasks)
        shared->task(shared->context, index, worker->number);
    return NULL;
}

void cs_pool_run(size_t n_threads, size_t n_tasks,
                 void (*task)(void *context, size_t index, size_t worker), void *context)
{
    struct shared shared = {.n_tasks = n_tasks, .task = task, .context = context};
    struct worker workers[CS_POOL_MOST_THREADS];
    n_threads = n_threads < n_tasks ? n_threads : n_tasks;
    n_threads = n_threads > CS_POOL_MOST_THREADS ? CS_POOL_MOST_THREADS : n_threads;
    for (size_t i = 1; i < n_threads; i++) {
        workers[i] = (struct worker){.shared = &shared, .number = i};
        workers[i].is_started =
            pthread_create(&workers[i].thread, NULL, run_worker, &workers[i]) == 0;
    }
    struct worker self = {.shared = &shared, .number = 0};
    run_worker(&self);
    for (size_t i = 1; i < n_threads; i++)
        if (workers[i].is_started)
            pthread_join(workers[i].thread, NULL);
}
