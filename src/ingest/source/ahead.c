/* A ring of blocks between two threads: one fills them, the other empties them. A failure is a
 * block too, told when its turn comes. */
#include "ingest/source/ahead.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

enum { N_BLOCKS = 8, BLOCK_BYTES = 1 << 17 };

struct block {
    char *bytes;
    ptrdiff_t n; /* 0: the end; -1: a failure, which the diag of `ahead` tells */
};

struct cs_ahead {
    struct cs_byte_source source, *under;
    struct block blocks[N_BLOCKS];
    size_t n_blocks; /* in use: one until the thread runs */
    size_t n_given;  /* bytes of the oldest block */
    bool may_start, is_running;
    pthread_t thread;
    /* Of whoever fills: */
    struct cs_diag diag;
    ptrdiff_t last; /* what the source gave */
    /* Guarded, once the thread runs: */
    pthread_mutex_t lock;
    pthread_cond_t filled, emptied;
    size_t n_filled, n_emptied; /* ever */
    bool is_stopped;
};

/* Fills a block whole, unless the source ends or fails. It is not asked again after that. */
static void fill(struct cs_ahead *ahead, struct block *block)
{
    block->n = 0;
    while (ahead->last > 0 && block->n < BLOCK_BYTES) {
        ahead->last = ahead->under->read(ahead->under->context, block->bytes + block->n,
                                         (size_t)(BLOCK_BYTES - block->n), &ahead->diag);
        block->n += ahead->last > 0 ? ahead->last : 0;
    }
    if (block->n == 0)
        block->n = ahead->last;
}

static void *run(void *argument)
{
    struct cs_ahead *ahead = argument;
    ptrdiff_t n = 1;
    while (n > 0) {
        pthread_mutex_lock(&ahead->lock);
        while (ahead->n_filled - ahead->n_emptied == N_BLOCKS && !ahead->is_stopped)
            pthread_cond_wait(&ahead->emptied, &ahead->lock);
        bool is_stopped = ahead->is_stopped;
        struct block *block = &ahead->blocks[ahead->n_filled % N_BLOCKS];
        pthread_mutex_unlock(&ahead->lock);
        if (is_stopped)
            break;
        fill(ahead, block);
        n = block->n;
        pthread_mutex_lock(&ahead->lock);
        ahead->n_filled++;
        pthread_cond_signal(&ahead->filled);
        pthread_mutex_unlock(&ahead->lock);
    }
    return NULL;
}

/* The oldest filled block; it stays the caller's until passed. */
static struct block *wait_for_block(struct cs_ahead *ahead)
{
    struct block *block = &ahead->blocks[ahead->n_emptied % ahead->n_blocks];
    if (!ahead->is_running) {
        if (ahead->n_filled == ahead->n_emptied) {
            fill(ahead, block);
            ahead->n_filled++;
        }
        return block;
    }
    pthread_mutex_lock(&ahead->lock);
    while (ahead->n_filled == ahead->n_emptied)
        pthread_cond_wait(&ahead->filled, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
    return block;
}

/* After a whole block there is enough to do for two. */
static void start(struct cs_ahead *ahead)
{
    ahead->may_start = false;
    for (size_t i = 1; i < N_BLOCKS; i++)
        if (!(ahead->blocks[i].bytes = malloc(BLOCK_BYTES)))
            return;
    ahead->n_blocks = N_BLOCKS;
    ahead->n_filled = ahead->n_emptied = 0;
    ahead->is_running = pthread_create(&ahead->thread, NULL, run, ahead) == 0;
    if (!ahead->is_running)
        ahead->n_blocks = 1;
}

static void pass_block(struct cs_ahead *ahead, const struct block *block)
{
    ahead->n_given = 0;
    if (ahead->is_running) {
        pthread_mutex_lock(&ahead->lock);
        ahead->n_emptied++;
        pthread_cond_signal(&ahead->emptied);
        pthread_mutex_unlock(&ahead->lock);
        return;
    }
    ahead->n_emptied++;
    if (ahead->may_start && block->n == BLOCK_BYTES)
        start(ahead);
}

static ptrdiff_t read_ahead(void *context, void *out, size_t capacity, struct cs_diag *diag)
{
    struct cs_ahead *ahead = context;
    const struct block *block = wait_for_block(ahead);
    if (block->n < 0)
        cs_diag_merge(diag, &ahead->diag);
    if (block->n <= 0)
        return block->n;
    size_t n = (size_t)block->n - ahead->n_given;
    n = n < capacity ? n : capacity;
    memcpy(out, block->bytes + ahead->n_given, n);
    ahead->n_given += n;
    if (ahead->n_given == (size_t)block->n)
        pass_block(ahead, block);
    return (ptrdiff_t)n;
}

enum cs_status cs_ahead_open(struct cs_byte_source *under, size_t n_threads, struct cs_ahead **out,
                             struct cs_diag *diag)
{
    struct cs_ahead *ahead = *out = calloc(1, sizeof *ahead);
    char *bytes = ahead ? malloc(BLOCK_BYTES) : NULL;
    if (!bytes) {
        free(ahead);
        *out = NULL;
        return cs_fail_memory(diag);
    }
    ahead->under = under;
    ahead->blocks[0].bytes = bytes;
    ahead->n_blocks = 1;
    ahead->last = 1;
    ahead->may_start = n_threads > 1;
    ahead->source = (struct cs_byte_source){ahead, read_ahead, under->name};
    cs_diag_init(&ahead->diag);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->filled, NULL);
    pthread_cond_init(&ahead->emptied, NULL);
    return CS_OK;
}

void cs_ahead_close(struct cs_ahead *ahead)
{
    if (!ahead)
        return;
    if (ahead->is_running) {
        pthread_mutex_lock(&ahead->lock);
        ahead->is_stopped = true;
        pthread_cond_signal(&ahead->emptied);
        pthread_mutex_unlock(&ahead->lock);
        pthread_join(ahead->thread, NULL);
    }
    pthread_cond_destroy(&ahead->emptied);
    pthread_cond_destroy(&ahead->filled);
    pthread_mutex_destroy(&ahead->lock);
    cs_diag_clear(&ahead->diag);
    for (size_t i = 0; i < N_BLOCKS; i++)
        free(ahead->blocks[i].bytes);
    free(ahead);
}

struct cs_byte_source *cs_ahead_source(struct cs_ahead *ahead)
{
    return &ahead->source;
}
