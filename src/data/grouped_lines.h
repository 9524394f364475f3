/* How observations lie in the lines of a part. Inside of data/grouped. */
#ifndef CS_DATA_GROUPED_LINES_H
#define CS_DATA_GROUPED_LINES_H

#include <stdbool.h>
#include <string.h>

#include "data/grouped.h"

enum {
    LINE_BYTES = 64,
    SLAB_LINES = 1 << 15,
    HEAD_BYTES = 4, /* the line before, + 1 */
    CODE_BYTES = 3,
    PAIR_BYTES = 2 * CODE_BYTES,
    LINE_CODES = (LINE_BYTES - HEAD_BYTES) / CODE_BYTES,
    LINE_PAIRS = (LINE_BYTES - HEAD_BYTES) / PAIR_BYTES,
    SHORT_BYTES = 4, /* a short pair: a value below 2^20, a whole weight below 2^12 */
    SHORT_VALUE_BITS = 20,
    SHORT_VALUES = 1 << SHORT_VALUE_BITS,
    SHORT_WEIGHTS = 1 << 12,
    WEIGHT_UNIT = 1000, /* codes of weights are thousandths */
    LINE_SHORTS = (LINE_BYTES - HEAD_BYTES) / SHORT_BYTES,
    WIDE_HEAD_BYTES = 8,
    LINE_DOUBLES = (LINE_BYTES - WIDE_HEAD_BYTES) / 8,
    LINE_DOUBLE_PAIRS = LINE_DOUBLES / 2,
};
_Static_assert((int)LINE_SHORTS == (int)CS_GROUPED_WALK_PAIRS,
               "a walk has room for a line of short pairs");

static inline unsigned char *line_at(const struct cs_grouped_part *part, uint32_t line)
{
    return part->slabs[line / SLAB_LINES] + (size_t)(line % SLAB_LINES) * LINE_BYTES;
}

static inline void put_code(unsigned char *to, uint32_t code)
{
    to[0] = (unsigned char)code;
    to[1] = (unsigned char)(code >> 8);
    to[2] = (unsigned char)(code >> 16);
}

static inline uint32_t get_code(const unsigned char *from)
{
    return from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16;
}

/* A pair of codes as a short one; 0 when it is none. */
static inline bool make_short(uint32_t value, uint32_t weight, uint32_t *out)
{
    uint32_t whole = weight / WEIGHT_UNIT;
    *out = value | whole << SHORT_VALUE_BITS;
    return value < SHORT_VALUES && whole < SHORT_WEIGHTS && whole * WEIGHT_UNIT == weight;
}

static inline void read_short(const unsigned char *from, uint32_t *value, uint32_t *weight)
{
    uint32_t pair;
    memcpy(&pair, from, sizeof pair);
    *value = pair & (SHORT_VALUES - 1);
    *weight = (pair >> SHORT_VALUE_BITS) * WEIGHT_UNIT;
}

#endif
