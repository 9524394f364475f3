/* Results of numbered tasks that several threads make (pool.h), handed on in the order of their
 * numbers. Answers for: keeping what is early, holding up who is far ahead. */
#ifndef CS_BASE_INORDER_H
#define CS_BASE_INORDER_H

#include <stddef.h>

#include "base/status.h"

struct cs_inorder;

/* `take` is called with each result, by one thread at a time, in order; it owns the result.
 * NULL when out of memory. Ownership: cs_inorder_free, when every result was put. */
struct cs_inorder *cs_inorder_new(void (*take)(void *context, void *result), void *context);
void cs_inorder_free(struct cs_inorder *inorder); /* NULL is allowed */

/* Hands in the result (not NULL) of task `number`, from 0, each once. Waits while many that come
 * before it are missing: tasks must be begun in ascending order, each by a thread that goes on. */
void cs_inorder_put(struct cs_inorder *inorder, size_t number, void *result);

#endif
