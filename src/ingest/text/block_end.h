/* Where the last whole record of a piece ends, and which of its records are not plain. Inside of
 * ingest/blocks. */
#ifndef CS_INGEST_BLOCK_END_H
#define CS_INGEST_BLOCK_END_H

#include "ingest/text/blocks.h"

struct cs_block_way {
    const struct cs_scan_form *form;
    char delimiter;
};

/* Scans all that was read into the piece. Returns the bytes of whole records, all with is_last;
 * SIZE_MAX when out of memory. Requires: a record starts at the first byte. */
size_t cs_block_find_end(struct cs_text_block *block, struct cs_block_way way);
/* Forgets the ends from `offset` on. */
void cs_block_cut_index(struct cs_scan_index *index, size_t offset);

#endif
