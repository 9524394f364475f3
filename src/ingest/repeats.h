/* Exact repeats of rows. Answers for: telling whether a row was seen before, by a 128-bit digest of
 * its cells. */
#ifndef CS_INGEST_REPEATS_H
#define CS_INGEST_REPEATS_H

#include "ingest/table.h"

struct cs_row_digest { uint64_t high, low; };

struct cs_repeats {
    struct cs_row_digest *slots; /* open addressing; {0, 0} is empty */
    size_t n_slots, n_rows;
};

void cs_repeats_init(struct cs_repeats *repeats);
void cs_repeats_clear(struct cs_repeats *repeats);
/* 1 when an equal row was noted before, 0 when it is noted now, -1 when out of memory. */
int cs_repeats_note(struct cs_repeats *repeats, const struct cs_row *row);

#endif
