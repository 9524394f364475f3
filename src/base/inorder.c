/* A ring of early results under one lock. Whoever brings the next one in turn hands on all that
 * have become ready; whoever is too far ahead waits. */
#include "base/inorder.h"

#include <pthread.h>
#include <stdlib.h>

enum { MOST_EARLY = 64 };

struct cs_inorder {
    pthread_mutex_t lock;
    pthread_cond_t has_moved;
    void (*take)(void *context, void *result);
    void *context;
    void *early[MOST_EARLY]; /* of numbers from `next` on, by number; NULL: missing */
    size_t next;
};

struct cs_inorder *cs_inorder_new(void (*take)(void *context, void *result), void *context)
{
    struct cs_inorder *inorder = calloc(1, sizeof *inorder);
    if (!inorder)
        return NULL;
    pthread_mutex_init(&inorder->lock, NULL);
    pthread_cond_init(&inorder->has_moved, NULL);
    inorder->take = take;
    inorder->context = context;
    return inorder;
}

void cs_inorder_free(struct cs_inorder *inorder)
{
    if (!inorder)
        return;
    pthread_cond_destroy(&inorder->has_moved);
    pthread_mutex_destroy(&inorder->lock);
    free(inorder);
}

void cs_inorder_put(struct cs_inorder *inorder, size_t number, void *result)
{
    pthread_mutex_lock(&inorder->lock);
    while (number >= inorder->next + MOST_EARLY)
        pthread_cond_wait(&inorder->has_moved, &inorder->lock);
    inorder->early[number % MOST_EARLY] = result;
    for (void **place; *(place = &inorder->early[inorder->next % MOST_EARLY]); inorder->next++) {
        inorder->take(inorder->context, *place);
        *place = NULL;
    }
    pthread_cond_broadcast(&inorder->has_moved);
    pthread_mutex_unlock(&inorder->lock);
}
