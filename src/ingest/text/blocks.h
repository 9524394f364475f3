/* Text handed out to threads in pieces that end where a record ends. Answers for: reading in
 * order, cutting by quotes as csv.c follows them, the place of each piece, and telling plain
 * records from those that only libcsv may read. Does not read cells. */
#ifndef CS_INGEST_BLOCKS_H
#define CS_INGEST_BLOCKS_H

#include <stdbool.h>

#include "ingest/text/scan.h"
#include "ingest/source/table.h"

/* Bytes of a record that is not plain. */
struct cs_irregular {
    uint32_t start, end;
};

/* One piece, owned by a thread and filled anew by cs_blocks_next. */
struct cs_text_block {
    char *text; /* n_bytes, then CS_SCAN_SLACK readable ones */
    size_t n_bytes, capacity;
    struct cs_scan_index index;
    struct cs_irregular *irregular; /* ascending; whole records */
    size_t n_irregular, irregular_capacity;
    uint64_t number;     /* from 0 in the order of the text */
    uint64_t first_line; /* physical line of the first byte */
    uint64_t n_lines;    /* ends of lines, also inside quotes */
    bool is_endless;     /* a record does not end here: the rest of the input is csv.c's, all of
                           this piece included */
    /* Of blocks.c, while the piece is cut off: */
    size_t n_before; /* bytes that the piece before left */
    size_t guess;    /* where the last record ends, by its quotes */
    bool is_last;    /* nothing follows */
};
void cs_block_clear(struct cs_text_block *block);

struct cs_blocks; /* shared by the threads */

/* Starts after `n_start` bytes that were already read from the source and belong to the text; the
 * first of them stands on line `first_line`. NULL when out of memory. Both are
 * borrowed; a source of NULL: the text is all there is. */
struct cs_blocks *cs_blocks_new(struct cs_byte_source *source, const char *start, size_t n_start,
                                uint64_t first_line, char delimiter);
void cs_blocks_free(struct cs_blocks *blocks);

/* Pieces of about n_bytes, from 256, instead of 256 KB: before the first is asked for. */
void cs_blocks_set_size(struct cs_blocks *blocks, size_t n_bytes);

/* The next piece. Returns 1, or 0 at the end, after cs_blocks_stop, after an endless piece and on
 * failure. Safe to call from several threads. */
bool cs_blocks_next(struct cs_blocks *blocks, struct cs_text_block *block);
/* Whether everything was handed out. */
bool cs_blocks_are_done(struct cs_blocks *blocks);
/* No more pieces are handed out. */
void cs_blocks_stop(struct cs_blocks *blocks);
/* After the threads are done: why reading failed, CS_OK when it did not; messages go to diag. */
CS_MUST_USE enum cs_status cs_blocks_finish(struct cs_blocks *blocks, struct cs_diag *diag);

#endif
