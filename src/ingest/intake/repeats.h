/* Exact repeats of rows. Answers for: telling whether a row was seen before, by a 128-bit digest of
 * its cells. */
#ifndef CS_INGEST_REPEATS_H
#define CS_INGEST_REPEATS_H

#include <stdbool.h>
#include "ingest/source/table.h"

struct cs_row_digest {
    uint64_t high, low;
};

/* A table of more rows is not searched for repeats, unless they are to be dropped: it would take
 * more memory than all its observations. */
enum { CS_REPEATS_MOST_ROWS = 1 << 18 };

struct cs_repeats {
    struct cs_row_digest *slots; /* open addressing; {0, 0} is empty */
    size_t n_slots, n_rows;
    uint64_t n_noted;
    bool is_unlimited, is_given_up;
};

void cs_repeats_init(struct cs_repeats *repeats);
void cs_repeats_clear(struct cs_repeats *repeats);
/* 1 when an equal row was noted before, 0 when it is noted now or there are too many rows, -1 when
 * out of memory. */
int cs_repeats_note(struct cs_repeats *repeats, const struct cs_row *row);
int cs_repeats_note_digest(struct cs_repeats *repeats, struct cs_row_digest digest);
/* Forgets all rows: they are too many. */
void cs_repeats_give_up(struct cs_repeats *repeats);

/* The digest of a row's cells, one after the other. */
struct cs_row_digest cs_row_digest_start(void);
void cs_row_digest_add(struct cs_row_digest *digest, struct cs_span cell);
struct cs_row_digest cs_row_digest_end(struct cs_row_digest digest);

#endif
