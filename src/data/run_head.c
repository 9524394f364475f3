/* Heads of groups in a sorted run, written and read one after the other. Apart from runs.c and
 * slices.c, which share the form: one writes it, the other reads it. */
#include "data/run_head.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/scratch.h"
#include "data/part_bytes.h"

enum { MOST_HEAD_BYTES = 64, CODE_BYTES = 3 };

void cs_run_head_put(struct cs_buf *out, const struct cs_run_head *head, unsigned dims)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        if (dims >> d & 1)
            cs_part_put(out, (uint32_t)(head->key[d] + 1)); /* 0: no key */
    cs_part_put(out, (uint64_t)head->n << 1 | (head->n_wide > 0));
    if (head->n_wide) {
        cs_part_put(out, head->n_wide);
        cs_part_put(out, head->n_not_numbers);
    }
}

uint64_t cs_run_head_bytes(const struct cs_run_head *head, bool has_weights)
{
    return ((uint64_t)head->n * CODE_BYTES + (uint64_t)head->n_wide * sizeof(double)) *
           (has_weights ? 2 : 1);
}

bool cs_run_cursor_init(struct cs_run_cursor *cursor, struct cs_scratch *scratch,
                        const struct cs_run *run, size_t buffer_bytes)
{
    size_t capacity = buffer_bytes > 2 * MOST_HEAD_BYTES ? buffer_bytes : 2 * MOST_HEAD_BYTES;
    *cursor = (struct cs_run_cursor){.scratch = scratch,
                                     .run = run,
                                     .capacity = capacity,
                                     .n_left = run->n_groups,
                                     .data_at = run->data_at,
                                     .buffer = malloc(capacity)};
    return cursor->buffer != NULL;
}

void cs_run_cursor_clear(struct cs_run_cursor *cursor)
{
    free(cursor->buffer);
    *cursor = (struct cs_run_cursor){0};
}

/* So that the next head is whole in the buffer. */
static bool fetch(struct cs_run_cursor *cursor)
{
    uint64_t n_more = cursor->run->heads_bytes - cursor->n_fetched;
    if (cursor->size - cursor->at >= MOST_HEAD_BYTES || n_more == 0)
        return true;
    memmove(cursor->buffer, cursor->buffer + cursor->at, cursor->size - cursor->at);
    cursor->size -= cursor->at;
    cursor->at = 0;
    size_t room = cursor->capacity - cursor->size;
    size_t n = n_more < room ? (size_t)n_more : room;
    if (!cs_scratch_get(cursor->scratch, cursor->run->heads_at + cursor->n_fetched,
                        cursor->buffer + cursor->size, n))
        return false;
    cursor->size += n;
    cursor->n_fetched += n;
    return true;
}

static uint32_t number_of(const struct cs_run *run, int dim, uint64_t key)
{
    if (key == 0)
        return CS_NO_KEY;
    return run->numbers[dim] ? run->numbers[dim][key - 1] : (uint32_t)key - 1;
}

bool cs_run_cursor_next(struct cs_run_cursor *cursor)
{
    const struct cs_run *run = cursor->run;
    struct cs_run_head *head = &cursor->head;
    cursor->data_at += cs_run_head_bytes(head, run->has_weights);
    if (cursor->n_left == 0)
        return false;
    cursor->has_failed |= !fetch(cursor);
    struct cs_part_bytes bytes = {cursor->buffer + cursor->at, cursor->buffer + cursor->size,
                                  cursor->has_failed};
    for (int d = 0; d < CS_N_DIMS; d++)
        head->key[d] = run->dims >> d & 1 ? number_of(run, d, cs_part_get(&bytes)) : CS_NO_KEY;
    uint64_t n = cs_part_get(&bytes);
    head->n = (uint32_t)(n >> 1);
    head->n_wide = n & 1 ? (uint32_t)cs_part_get(&bytes) : 0;
    head->n_not_numbers = n & 1 ? (uint32_t)cs_part_get(&bytes) : 0;
    cursor->at = (size_t)(bytes.at - cursor->buffer);
    cursor->n_left--;
    cursor->has_failed |= bytes.has_failed;
    return !cursor->has_failed;
}
