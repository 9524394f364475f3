#include "ingest/blocks.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ingest/quotes.h"

enum {
    BLOCK_BYTES = 1 << 18,
    MAX_BLOCK_BYTES = 1 << 22, /* a record that does not fit is read to its end by csv.c */
    MAX_RESCANS = 8,           /* of one piece; then all of it is libcsv's */
};

struct cs_blocks {
    pthread_mutex_t lock;
    struct cs_byte_source *source;
    const struct cs_scan_form *form;
    char delimiter;
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

void cs_block_clear(struct cs_block *block)
{
    free(block->text);
    free(block->careful);
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
    cs_diag_init(&blocks->diag);
    blocks->source = source;
    blocks->at_end = source == NULL;
    blocks->form = cs_scan_best();
    blocks->block_bytes = BLOCK_BYTES;
    blocks->delimiter = delimiter;
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
    pthread_mutex_destroy(&blocks->lock);
    cs_diag_clear(&blocks->diag);
    free(blocks->kept);
    free(blocks);
}

static int is_used_up(const struct cs_blocks *blocks)
{
    return blocks->at_end && blocks->tail_start == blocks->n_tail;
}

static int reserve(struct cs_block *block, size_t n_bytes)
{
    if (n_bytes > block->capacity) {
        char *grown = realloc(block->text, n_bytes + CS_SCAN_SLACK);
        if (!grown)
            return 0;
        block->text = grown;
        block->capacity = n_bytes;
    }
    return cs_scan_reserve(&block->index, n_bytes);
}

/* Appends what the source gives until the block is full or the input ends. */
static int fill(struct cs_blocks *blocks, struct cs_block *block, size_t n_wanted)
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
    return 1;
}

static int add_careful(struct cs_block *block, size_t start, size_t end)
{
    if (block->n_careful == block->careful_capacity) {
        size_t n = block->careful_capacity ? 2 * block->careful_capacity : 64;
        struct cs_careful *grown = realloc(block->careful, n * sizeof *grown);
        if (!grown)
            return 0;
        block->careful = grown;
        block->careful_capacity = n;
    }
    block->careful[block->n_careful++] = (struct cs_careful){(uint32_t)start, (uint32_t)end};
    return 1;
}

/* How many of the n ascending numbers are below `limit`. */
static size_t count_below(const uint32_t *numbers, size_t n, size_t limit)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (numbers[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Forgets the ends from `offset` on. */
static void cut_index(struct cs_scan_index *index, size_t offset)
{
    index->n_ends = count_below(index->ends, index->n_ends, offset);
    index->n_stops = count_below(index->stops, index->n_stops, index->n_ends);
}

/* Where the record that holds the byte at `offset` starts: after the nearest line end before it
 * that is an end, but not before `floor`. */
static size_t record_start(const struct cs_block *block, size_t offset, size_t floor)
{
    const struct cs_scan_index *index = &block->index;
    size_t n_ends = count_below(index->ends, index->n_ends, offset);
    size_t n_stops = count_below(index->stops, index->n_stops, n_ends);
    if (n_stops == 0 || index->ends[index->stops[n_stops - 1]] < floor)
        return floor;
    size_t end = index->ends[index->stops[n_stops - 1]];
    int is_split = block->text[end] == '\r' && end + 1 < block->n_bytes &&
                   block->text[end + 1] == '\n';
    return end + 1 + (size_t)is_split;
}

static size_t pass_ascii(const char *text, size_t n_bytes, size_t i)
{
    uint64_t word;
    for (; i + sizeof word <= n_bytes; i += sizeof word) {
        memcpy(&word, text + i, sizeof word);
        if (word & 0x8080808080808080u)
            break;
    }
    while (i < n_bytes && (unsigned char)text[i] < 0x80)
        i++;
    return i;
}

/* Invalid UTF-8 is a matter for csv.c, which says where; what is valid is plain. Adds the step of the
 * first invalid byte from `from` on to the odd ones. */
static void check_text(struct cs_block *block, size_t from)
{
    struct cs_scan_index *index = &block->index;
    for (size_t i = from; i < block->n_bytes;) {
        i = pass_ascii(block->text, block->n_bytes, i);
        if (i == block->n_bytes)
            break;
        size_t length = cs_utf8_length(block->text + i, block->n_bytes - i);
        if (length == 0) {
            uint32_t step = (uint32_t)i;
            size_t at = index->n_odd;
            while (at > 0 && index->odd[at - 1] > step)
                at--;
            memmove(index->odd + at + 1, index->odd + at, (index->n_odd - at) * sizeof *index->odd);
            index->odd[at] = step;
            index->n_odd++;
            return;
        }
        i += length;
    }
}

/* Scans again from `from`, where a record starts; what was found before stays. */
static void rescan(const struct cs_blocks *blocks, struct cs_block *block, size_t from)
{
    struct cs_scan_index *index = &block->index;
    cut_index(index, from);
    struct cs_scan_index rest = {.ends = index->ends + index->n_ends,
                                 .stops = index->stops + index->n_stops, .odd = index->odd};
    cs_scan(blocks->form, &rest, block->text + from, block->n_bytes - from, blocks->delimiter);
    for (size_t i = 0; i < rest.n_ends; i++)
        rest.ends[i] += (uint32_t)from;
    for (size_t i = 0; i < rest.n_stops; i++)
        rest.stops[i] += (uint32_t)index->n_ends;
    for (size_t i = 0; i < rest.n_odd; i++)
        rest.odd[i] += (uint32_t)from;
    index->n_ends += rest.n_ends;
    index->n_stops += rest.n_stops;
    index->n_odd = rest.n_odd;
    index->is_inside = rest.is_inside;
    if (rest.has_high)
        check_text(block, from);
}

/* Everything from `from` on is libcsv's. Returns where the last whole record ends. */
static size_t give_up(const struct cs_blocks *blocks, struct cs_block *block, size_t from)
{
    size_t end = from, start = from;
    while (start < block->n_bytes) {
        size_t next = cs_record_end(block->text, block->n_bytes, start, blocks->delimiter);
        if (next == SIZE_MAX && !is_used_up(blocks))
            break;
        end = start = next == SIZE_MAX ? block->n_bytes : next;
    }
    cut_index(&block->index, from);
    return end > from && !add_careful(block, from, end) ? SIZE_MAX : end;
}

/* Finds the whole records behind odd places, by following quotes as csv.c does. Where that and
 * the scan part ways (a quote inside an unquoted cell), the rest is scanned again.
 * Returns how many bytes from the start are whole records; SIZE_MAX when out of memory. */
static size_t resolve(const struct cs_blocks *blocks, struct cs_block *block)
{
    struct cs_scan_index *index = &block->index;
    size_t floor = 0, n_rescans = 0;
    for (size_t i = 0; i < index->n_odd;) {
        size_t odd = index->odd[i];
        if (odd + CS_SCAN_STEP <= floor) {
            i++;
            continue;
        }
        size_t start = record_start(block, odd > floor ? odd : floor, floor);
        size_t end = start, stop = odd + CS_SCAN_STEP;
        stop = stop < block->n_bytes ? stop : block->n_bytes;
        while (end < stop) {
            size_t next = cs_record_end(block->text, block->n_bytes, end, blocks->delimiter);
            if (next == SIZE_MAX && !is_used_up(blocks))
                return end > start && !add_careful(block, start, end) ? SIZE_MAX : end;
            end = next == SIZE_MAX ? block->n_bytes : next;
        }
        if (!add_careful(block, start, end))
            return SIZE_MAX;
        floor = end;
        size_t n_quotes = blocks->form->count(block->text + start, end - start, '"');
        if (n_quotes % 2 == 0) {
            i++;
        } else if (++n_rescans > MAX_RESCANS) {
            return give_up(blocks, block, end);
        } else {
            rescan(blocks, block, end);
            i = 0;
        }
    }
    if (is_used_up(blocks))
        return block->n_bytes;
    size_t end = cs_scan_last_record_end(block->text + floor, block->n_bytes - floor,
                                         index->is_inside);
    return floor + end;
}

static int keep_tail(struct cs_blocks *blocks, const struct cs_block *block, size_t from)
{
    size_t n = block->n_bytes - from;
    if (blocks->tail_start < blocks->n_tail) {
        blocks->tail_start -= n; /* all of the block came from there */
        return 1;
    }
    if (n > blocks->kept_capacity) {
        char *grown = realloc(blocks->kept, n);
        if (!grown)
            return 0;
        blocks->kept = grown;
        blocks->kept_capacity = n;
    }
    memcpy(blocks->kept, block->text + from, n);
    blocks->tail = blocks->kept;
    blocks->tail_start = 0;
    blocks->n_tail = n;
    return 1;
}

/* Cuts what was read at the last record end. Returns whether there is a piece to hand out. */
static int cut(struct cs_blocks *blocks, struct cs_block *block)
{
    block->n_careful = 0;
    cs_scan(blocks->form, &block->index, block->text, block->n_bytes, blocks->delimiter);
    if (block->index.has_high)
        check_text(block, 0);
    uint64_t n_lines = block->index.n_lines;
    size_t end = resolve(blocks, block);
    if (end != SIZE_MAX && end < block->n_bytes && end > 0) {
        n_lines -= cs_count_lines(block->text + end, block->n_bytes - end);
        if (!keep_tail(blocks, block, end))
            end = SIZE_MAX;
    }
    if (end == SIZE_MAX) {
        blocks->status = cs_fail_memory(&blocks->diag);
        return 0;
    }
    block->is_endless = end == 0;
    if (end == 0)
        return 0;
    block->n_bytes = end;
    memset(block->text + end, 0, CS_SCAN_SLACK);
    cut_index(&block->index, end);
    block->first_line = blocks->next_line;
    blocks->next_line += n_lines;
    return 1;
}

static int next_block(struct cs_blocks *blocks, struct cs_block *block)
{
    block->n_bytes = 0;
    if (blocks->status != CS_OK || blocks->is_stopped ||
        is_used_up(blocks))
        return 0;
    size_t wanted = blocks->block_bytes;
    for (;; wanted *= 2) {
        if (!fill(blocks, block, wanted) || block->n_bytes == 0)
            return 0;
        if (cut(blocks, block))
            break;
        if (blocks->status != CS_OK)
            return 0;
        if (wanted >= MAX_BLOCK_BYTES) {
            block->first_line = blocks->next_line;
            blocks->is_stopped = 1; /* is_endless tells */
            break;
        }
    }
    block->number = blocks->next_number++;
    return 1;
}

int cs_blocks_next(struct cs_blocks *blocks, struct cs_block *block)
{
    pthread_mutex_lock(&blocks->lock);
    int has_block = next_block(blocks, block);
    pthread_mutex_unlock(&blocks->lock);
    return has_block;
}

int cs_blocks_are_done(struct cs_blocks *blocks)
{
    pthread_mutex_lock(&blocks->lock);
    int are_done = blocks->is_stopped || blocks->status != CS_OK ||
                   is_used_up(blocks);
    pthread_mutex_unlock(&blocks->lock);
    return are_done;
}

void cs_blocks_stop(struct cs_blocks *blocks)
{
    pthread_mutex_lock(&blocks->lock);
    blocks->is_stopped = 1;
    pthread_mutex_unlock(&blocks->lock);
}

enum cs_status cs_blocks_finish(struct cs_blocks *blocks, struct cs_diag *diag)
{
    cs_diag_merge(diag, &blocks->diag);
    return blocks->status;
}
