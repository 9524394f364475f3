/* The scanner around one form's look at 64 bytes. A form's source file defines
 *   static inline void look(const char *text, char delimiter, struct looked *out)
 *   static inline uint64_t match(const char *text, char byte)
 * between two inclusions of this file (the first gives struct looked, the second, with
 * CS_SCAN_HAS_LOOK defined, scan_all and count_all). A form that has a better way to number bits
 * also defines put_ends and CS_SCAN_HAS_PUT. */
#ifndef CS_INGEST_SCAN_LOOKED
#define CS_INGEST_SCAN_LOOKED

#include <stddef.h>
#include <stdint.h>

#include "ingest/text/scan.h"

/* Bit i is byte i of the step. */
struct looked {
    uint64_t delimiter, quote, lf, cr, nul, high;
};

#endif
#if defined CS_SCAN_HAS_LOOK && !defined CS_INGEST_SCAN_CORE_H
#define CS_INGEST_SCAN_CORE_H

/* Bit i: whether the number of bits at or below i is odd. */
static inline uint64_t xor_below(uint64_t bits)
{
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

#if !defined CS_SCAN_HAS_PUT
/* The numbers of the bits, from `base` on; may write up to 64 places. */
static inline uint32_t *put_ends(uint32_t *out, uint64_t bits, uint32_t base)
{
    uint32_t *next = out + __builtin_popcountll(bits);
    while (bits) {
        /* Four at a time whether or not there are: a branch costs more than a spare store. */
        for (int i = 0; i < 4; i++) {
            *out++ = base + (uint32_t)__builtin_ctzll(bits | 1ull << 63);
            bits &= bits - 1;
        }
    }
    return next;
}
#endif

/* For each bit of `chosen`, its place among those of `bits`, the first of which has number `base`.
 * There are few: two at a time, whether or not there are. */
static inline uint32_t *put_places(uint32_t *out, uint64_t chosen, uint64_t bits, uint32_t base)
{
    uint32_t *next = out + __builtin_popcountll(chosen);
    while (chosen) {
        for (int i = 0; i < 2; i++) {
            *out++ = base + (uint32_t)__builtin_popcountll(bits & ((chosen & -chosen) - 1));
            chosen &= chosen - 1;
        }
    }
    return next;
}

/* What one step hands to the next. */
struct scan_carry {
    uint64_t inside;                /* all ones while a quote is open */
    uint64_t after_end;             /* bit 0: the byte before was a separator, or there is none */
    uint64_t after_close;           /* bit 0: the byte before was a closing quote */
    uint64_t after_cr;              /* bit 0: the byte before was a CR */
    uint32_t *next_end, *next_stop; /* where the next are to be written */
};

/* Bits where quoting is not plain. `stops` are separators, and whatever lies past the text. */
static inline uint64_t find_odd(const struct looked *seen, uint64_t inside, uint64_t stops,
                                struct scan_carry *carry)
{
    uint64_t opens = seen->quote & inside, closes = seen->quote & ~inside;
    uint64_t odd = (opens & ~(stops << 1 | carry->after_end)) |
                   ((closes << 1 | carry->after_close) & ~stops) | seen->nul;
    carry->after_end = stops >> 63;
    carry->after_close = closes >> 63;
    return odd;
}

/* `valid` has a bit for every byte that belongs to the text. */
static inline __attribute__((always_inline)) void scan_step(struct cs_scan_index *index,
                                                            const struct looked *seen,
                                                            uint32_t base, struct scan_carry *carry,
                                                            uint64_t valid)
{
    uint64_t inside = xor_below(seen->quote) ^ carry->inside;
    uint64_t stops = (seen->lf | seen->cr) & ~inside;
    uint64_t ends = (seen->delimiter & ~inside) | stops;
    carry->inside = 0 - (inside >> 63);
    if (find_odd(seen, inside, ends | ~valid, carry))
        index->odd[index->n_odd++] = base;
    index->n_lines += (uint64_t)__builtin_popcountll(seen->lf);
    if (seen->cr | carry->after_cr) {
        /* A CR counts at the next byte, unless that is an LF. */
        uint64_t after = seen->cr << 1 | carry->after_cr;
        index->n_lines += (uint64_t)__builtin_popcountll(after & ~seen->lf);
        carry->after_cr = seen->cr >> 63;
    }
    carry->next_stop =
        put_places(carry->next_stop, stops, ends, (uint32_t)(carry->next_end - index->ends));
    carry->next_end = put_ends(carry->next_end, ends, base);
}

static inline void keep_valid(struct looked *seen, uint64_t valid)
{
    seen->delimiter &= valid;
    seen->quote &= valid;
    seen->lf &= valid;
    seen->cr &= valid;
    seen->nul &= valid;
    seen->high &= valid;
}

static void scan_all(struct cs_scan_index *index, const char *text, size_t n_bytes, char delimiter)
{
    struct scan_carry carry = {.after_end = 1, .next_end = index->ends, .next_stop = index->stops};
    struct looked seen;
    uint64_t high = 0;
    size_t at = 0;
    index->n_odd = 0;
    index->n_lines = 0;
    for (; at + CS_SCAN_STEP <= n_bytes; at += CS_SCAN_STEP) {
        look(text + at, delimiter, &seen);
        high |= seen.high;
        scan_step(index, &seen, (uint32_t)at, &carry, UINT64_MAX);
    }
    if (at < n_bytes) {
        uint64_t valid = ((uint64_t)1 << (n_bytes - at)) - 1;
        look(text + at, delimiter, &seen);
        keep_valid(&seen, valid);
        high |= seen.high;
        scan_step(index, &seen, (uint32_t)at, &carry, valid);
    }
    index->n_lines += carry.after_cr;
    index->n_ends = (size_t)(carry.next_end - index->ends);
    index->n_stops = (size_t)(carry.next_stop - index->stops);
    index->has_high = high != 0;
    index->is_inside = carry.inside != 0;
}

static size_t count_all(const char *text, size_t n_bytes, char byte)
{
    size_t n = 0, at = 0;
    for (; at + CS_SCAN_STEP <= n_bytes; at += CS_SCAN_STEP)
        n += (size_t)__builtin_popcountll(match(text + at, byte));
    for (; at < n_bytes; at++)
        n += text[at] == byte;
    return n;
}

#endif
