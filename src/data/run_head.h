/* The head of a group in a run. Inside of data/runs and data/slices. */
#ifndef CS_DATA_RUN_HEAD_H
#define CS_DATA_RUN_HEAD_H

#include <stdbool.h>

#include "base/buf.h"
#include "data/runs.h"

struct cs_run_head {
    uint32_t key[CS_N_DIMS]; /* the dataset's numbers once read */
    uint32_t n, n_wide, n_not_numbers;
};
void cs_run_head_put(struct cs_buf *out, const struct cs_run_head *head, unsigned dims);
/* Bytes of its observations. */
uint64_t cs_run_head_bytes(const struct cs_run_head *head, bool has_weights);

/* Reads the heads of a run in turn. */
struct cs_run_cursor {
    struct cs_scratch *scratch;
    const struct cs_run *run;
    unsigned char *buffer;
    size_t capacity, size, at; /* of the buffer */
    uint64_t n_fetched;        /* bytes of heads */
    size_t n_left;             /* heads behind the one that stands here */
    struct cs_run_head head;
    uint64_t data_at; /* of its observations, in the file */
    bool has_failed;
};
/* Before the first head. Returns 0 when out of memory. */
bool cs_run_cursor_init(struct cs_run_cursor *cursor, struct cs_scratch *scratch,
                        const struct cs_run *run, size_t buffer_bytes);
void cs_run_cursor_clear(struct cs_run_cursor *cursor);
/* On to the next head. Returns 0 at the end and on failure. */
bool cs_run_cursor_next(struct cs_run_cursor *cursor);

#endif
