/* The figures of one line as the library keeps them: the inside of a JSON array, in the order of
 * the statistics of the line's shape. 44600 is a number, 1766 with two decimals of its statistic
 * is 17.66, while 17.665 is what it says; "None" is a text, null neither; ["withheld"] has a reason
 * instead,
 * ["at_least",239200] one besides. Answers for: writing such text and reading back the
 * very same values; telling any other text. Private to library/. */
#ifndef CS_LIBRARY_PACKED_H
#define CS_LIBRARY_PACKED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"

struct cs_packed_figure {
    double value;          /* NaN: none */
    struct cs_span text;   /* of a text; start NULL: none */
    struct cs_span reason; /* why it is no plain number; empty: it is one */
    struct cs_span bytes;  /* as it is written, which is the same for the same figure */
};

/* Appends a figure of a statistic of so many decimals, without a comma. Infinite values are written
 * as none. */
enum { CS_PACKED_MOST_DECIMALS = 4 };
void cs_packed_put(struct cs_buf *out, int decimals, const struct cs_packed_figure *figure);

enum cs_packed_step { CS_PACKED_FIGURE, CS_PACKED_END, CS_PACKED_BROKEN };
struct cs_packed_reader {
    const char *at, *end;
    bool is_begun;
    int decimals;       /* of the present figure */
    struct cs_buf text; /* of the present figure */
};
/* Borrows the text. Ownership: cs_buf_clear(&reader->text); it is kept from one use to the next. */
void cs_packed_begin(struct cs_packed_reader *reader, struct cs_span text);
/* The next figure, borrowed until the next step. */
enum cs_packed_step cs_packed_next(struct cs_packed_reader *reader, int decimals,
                                   struct cs_packed_figure *figure);

/* A figure by its bytes, as a step gave them. Returns whether they are one. */
bool cs_packed_read(struct cs_packed_reader *reader, int decimals, struct cs_span bytes,
                    struct cs_packed_figure *figure);

/* A sum over what a line says: another one for any single byte that is another. */
enum { CS_SUM_START = 0x11C9DC5 };
uint32_t cs_packed_sum(uint32_t sum, const void *bytes, size_t n);

#endif
