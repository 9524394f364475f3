/* Blocks handed to threads in order, under one lock that is spun on: it is held for a few
 * microseconds only. */
#include "ingest/text/blocks.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "ingest/text/block_end.h"
#include "ingest/text/quotes.h"
#include "ingest/text/scan.h"

enum {
    BLOCK_BYTES = 1 << 18,
    SHORT_WAITS = 64,
    A_SHORT_WAIT = 32,
    MAX_BLOCK_BYTES = 1 << 22, /* a record that does not fit is read to its end by csv.c */
};

/* Reading is done in turn; what is read is scanned by several threads at once. A piece is cut off
 * by counting quotes, which takes a tenth of the time, so that the next thread can go on; the scan
 * then finds where the last record really ends. Pieces are settled in the order of the text. Where
 * the scan finds another end, as behind stray quotes, all that was read after it goes back into the
 * tail and is cut again with nobody else at work. */
struct cs_blocks {
    pthread_mutex_t lock;
    pthread_cond_t has_settled;
    uint64_t n_begun, n_settled; /* pieces cut off, and those found right or put back */
    bool is_put_back;            /* the tail was put together anew: no guess about its end */
    struct cs_byte_source *source;
    struct cs_block_way way;
    const char *tail; /* read and not handed out yet: tail[tail_start, n_tail) */
    size_t tail_start, n_tail;
    char *kept; /* room for the tail, once it is not the start any more */
    size_t kept_capacity;
    size_t block_bytes;
    uint64_t next_number, next_line;
    int at_end, is_stopped;
    enum cs_status status;
    struct cs_diag diag;
};

void cs_block_clear(struct cs_text_block *block)
{
    free(block->text);
    free(block->irregular);
    cs_scan_clear(&block->index);
    memset(block, 0, sizeof *block);
}

struct cs_blocks *cs_blocks_new(struct cs_byte_source *source, const char *start, size_t n_start,
                                uint64_t first_line, char delimiter)
{
    struct cs_blocks *blocks = calloc(1, sizeof *blocks);
    if (!blocks)
        return NULL;
    blocks->tail = start;
    blocks->n_tail = n_start;
    pthread_mutex_init(&blocks->lock, NULL);
    pthread_cond_init(&blocks->has_settled, NULL);
    cs_diag_init(&blocks->diag);
    blocks->source = source;
    blocks->at_end = source == NULL;
    blocks->block_bytes = BLOCK_BYTES;
    blocks->way = (struct cs_block_way){cs_scan_best(), delimiter};
    blocks->next_line = first_line;
    return blocks;
}

void cs_blocks_set_size(struct cs_blocks *blocks, size_t n_bytes)
{
    blocks->block_bytes = n_bytes;
}

void cs_blocks_free(struct cs_blocks *blocks)
{
    if (!blocks)
        return;
    pthread_cond_destroy(&blocks->has_settled);
    pthread_mutex_destroy(&blocks->lock);
    cs_diag_clear(&blocks->diag);
    free(blocks->kept);
    free(blocks);
}

static bool is_used_up(const struct cs_blocks *blocks)
{
    return blocks->at_end && blocks->tail_start == blocks->n_tail;
}

static bool reserve(struct cs_text_block *block, size_t n_bytes)
{
    if (n_bytes > block->capacity) {
        char *grown = realloc(block->text, n_bytes + CS_SCAN_SLACK);
        if (!grown)
            return false;
        block->text = grown;
        block->capacity = n_bytes;
    }
    return cs_scan_reserve(&block->index, n_bytes);
}

/* Appends what the source gives until the block is full or the input ends. */
static int fill(struct cs_blocks *blocks, struct cs_text_block *block, size_t n_wanted)
{
    if (!reserve(block, n_wanted)) {
        blocks->status = cs_fail_memory(&blocks->diag);
        return 0;
    }
    size_t n_kept = blocks->n_tail - blocks->tail_start;
    n_kept = n_kept < n_wanted - block->n_bytes ? n_kept : n_wanted - block->n_bytes;
    memcpy(block->text + block->n_bytes, blocks->tail + blocks->tail_start, n_kept);
    blocks->tail_start += n_kept;
    block->n_bytes += n_kept;
    while (!blocks->at_end && block->n_bytes < n_wanted) {
        ptrdiff_t got = blocks->source->read(blocks->source->context, block->text + block->n_bytes,
                                             n_wanted - block->n_bytes, &blocks->diag);
        if (got < 0) {
            blocks->status = CS_IO;
            return 0;
        }
        blocks->at_end = got == 0;
        block->n_bytes += (size_t)got;
    }
    memset(block->text + block->n_bytes, 0, CS_SCAN_SLACK);
    block->is_last = is_used_up(blocks);
    return 1;
}

/* Requires: the tail is empty, or not the start any more. */
static bool append_tail(struct cs_blocks *blocks, const char *text, size_t n)
{
    if (n == 0)
        return true;
    if (blocks->n_tail + n > blocks->kept_capacity) {
        size_t capacity = blocks->n_tail + n + blocks->n_tail / 2;
        char *grown = realloc(blocks->kept, capacity);
        if (!grown)
            return false;
        blocks->kept = grown;
        blocks->kept_capacity = capacity;
    }
    memcpy(blocks->kept + blocks->n_tail, text, n);
    blocks->n_tail += n;
    blocks->tail = blocks->kept;
    return true;
}

static bool keep_tail(struct cs_blocks *blocks, const struct cs_text_block *block, size_t from)
{
    size_t n = block->n_bytes - from;
    if (blocks->tail_start < blocks->n_tail) {
        blocks->tail_start -= n; /* all of the block came from there */
        return true;
    }
    blocks->tail_start = blocks->n_tail = 0;
    return append_tail(blocks, block->text + from, n);
}

/* Makes a piece of what stands before `end`; the rest is the caller's to keep. */
static void settle(struct cs_blocks *blocks, struct cs_text_block *block, size_t end)
{
    uint64_t n_lines = block->index.n_lines;
    if (end < block->n_bytes)
        n_lines -= cs_count_lines(block->text + end, block->n_bytes - end);
    block->n_bytes = end;
    memset(block->text + end, 0, CS_SCAN_SLACK);
    cs_block_cut_index(&block->index, end);
    block->is_endless = false;
    block->first_line = blocks->next_line;
    block->number = blocks->next_number++;
    block->n_lines = n_lines;
    blocks->next_line += n_lines;
}

/* ---- waiting ---- */

/* Tells the processor that this is a loop that waits. */
static void relax(void)
{
#if defined __x86_64__ || defined __i386__
    __builtin_ia32_pause();
#elif defined __aarch64__
    __asm__ volatile("yield");
#endif
}

/* The others are done in less time than it takes to fall asleep and be woken. It is not left to
 * sched_yield: threads that yield to one another stay on one processor, whatever others are idle.
 */
static void take_lock(struct cs_blocks *blocks)
{
    for (int i = 0; i < SHORT_WAITS; i++) {
        if (pthread_mutex_trylock(&blocks->lock) == 0)
            return;
        for (int k = 0; k < A_SHORT_WAIT; k++)
            relax();
    }
    pthread_mutex_lock(&blocks->lock);
}

static void wait_for_turn(struct cs_blocks *blocks, uint64_t turn)
{
    while (blocks->n_settled != turn)
        pthread_cond_wait(&blocks->has_settled, &blocks->lock);
}

/* ---- alone ---- */

/* Reads more until a record ends. Requires: every piece is settled. */
static bool next_alone(struct cs_blocks *blocks, struct cs_text_block *block)
{
    blocks->is_put_back = false;
    for (size_t wanted = blocks->block_bytes;; wanted *= 2) {
        if (!fill(blocks, block, wanted) || block->n_bytes == 0)
            return false;
        size_t end = cs_block_find_end(block, blocks->way);
        if (end != SIZE_MAX && end > 0 && end < block->n_bytes && !keep_tail(blocks, block, end))
            end = SIZE_MAX;
        if (end == SIZE_MAX) {
            blocks->status = cs_fail_memory(&blocks->diag);
            return false;
        }
        if (end > 0) {
            settle(blocks, block, end);
            return true;
        }
        if (wanted >= MAX_BLOCK_BYTES) {
            block->is_endless = true;
            block->first_line = blocks->next_line;
            block->number = blocks->next_number++;
            blocks->is_stopped = true;
            return true;
        }
    }
}

/* ---- with others at work ---- */

/* Reads, and cuts off what quotes tell is whole. Returns 0 at the end and on failure. */
static bool begin(struct cs_blocks *blocks, struct cs_text_block *block)
{
    block->n_before = blocks->n_tail - blocks->tail_start;
    if (!fill(blocks, block, blocks->block_bytes) || block->n_bytes == 0)
        return false;
    bool is_inside = blocks->way.form->count(block->text, block->n_bytes, '"') % 2;
    block->guess = block->is_last ? block->n_bytes
                                  : cs_scan_last_record_end(block->text, block->n_bytes, is_inside);
    if (!keep_tail(blocks, block, block->guess)) {
        blocks->status = cs_fail_memory(&blocks->diag);
        return false;
    }
    return true;
}

/* In turn, once `end` is known. Returns whether there is a piece: else what was read is to be read
 * again. Where the guess was wrong, what follows goes back, and then, as their turn comes, all that
 * was read after it. */
static bool finish(struct cs_blocks *blocks, struct cs_text_block *block, size_t end)
{
    bool is_first = !blocks->is_put_back;
    if (end == SIZE_MAX) {
        blocks->status = cs_fail_memory(&blocks->diag);
        return false;
    }
    if (is_first && end == block->guess && end > 0) {
        settle(blocks, block, end);
        return true;
    }
    size_t from = is_first ? end : block->n_before;
    if (is_first)
        blocks->tail_start = blocks->n_tail = 0; /* what was left by the last of the later ones */
    blocks->is_put_back = true;
    if (!append_tail(blocks, block->text + from, block->n_bytes - from)) {
        blocks->status = cs_fail_memory(&blocks->diag);
        return false;
    }
    if (!is_first || end == 0)
        return false;
    settle(blocks, block, end);
    return true;
}

/* Returns 0 at the end, on failure, and when what was read went back. */
static bool next_beside(struct cs_blocks *blocks, struct cs_text_block *block, bool *is_done)
{
    *is_done = !begin(blocks, block);
    if (*is_done)
        return false;
    uint64_t turn = blocks->n_begun++;
    pthread_mutex_unlock(&blocks->lock);
    size_t end = cs_block_find_end(block, blocks->way);
    take_lock(blocks);
    wait_for_turn(blocks, turn);
    bool has_block = finish(blocks, block, end);
    blocks->n_settled++;
    pthread_cond_broadcast(&blocks->has_settled);
    return has_block;
}

bool cs_blocks_next(struct cs_blocks *blocks, struct cs_text_block *block)
{
    bool has_block = false, is_done = false;
    take_lock(blocks);
    while (!has_block && !is_done) {
        while (blocks->is_put_back && blocks->n_settled != blocks->n_begun)
            pthread_cond_wait(&blocks->has_settled, &blocks->lock);
        block->n_bytes = 0;
        is_done = blocks->status != CS_OK || blocks->is_stopped || is_used_up(blocks);
        if (is_done)
            break;
        if (blocks->is_put_back || blocks->n_tail - blocks->tail_start > blocks->block_bytes) {
            has_block = next_alone(blocks, block);
            is_done = !has_block;
        } else {
            has_block = next_beside(blocks, block, &is_done);
        }
    }
    pthread_mutex_unlock(&blocks->lock);
    return has_block;
}

bool cs_blocks_are_done(struct cs_blocks *blocks)
{
    pthread_mutex_lock(&blocks->lock);
    bool are_done = blocks->is_stopped || blocks->status != CS_OK || is_used_up(blocks);
    pthread_mutex_unlock(&blocks->lock);
    return are_done;
}

void cs_blocks_stop(struct cs_blocks *blocks)
{
    pthread_mutex_lock(&blocks->lock);
    blocks->is_stopped = true;
    pthread_mutex_unlock(&blocks->lock);
}

enum cs_status cs_blocks_finish(struct cs_blocks *blocks, struct cs_diag *diag)
{
    cs_diag_merge(diag, &blocks->diag);
    return blocks->status;
}
