/* The numbers of plain rows. Answers for: telling a number that has a compact form in the groups,
 * one that has none, and a cell that only the full reader may make sense of. */
#ifndef CS_INGEST_QUICK_NUMBER_H
#define CS_INGEST_QUICK_NUMBER_H

#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "data/grouped.h"
#include "ingest/grouped/quick_run.h"

/* Without blanks and quotes around it. */
static inline struct cs_span cs_quick_unwrap(const char *text, size_t start, size_t end)
{
    while (start < end && (text[start] == ' ' || text[start] == '\t'))
        start++;
    while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\t'))
        end--;
    if (end - start >= 2 && text[start] == '"' && text[end - 1] == '"')
        start++, end--;
    return (struct cs_span){text + start, end - start};
}

/* Up to eight digits at once. Reference: the pairwise reduction of decimal digits in a word. */
static inline bool cs_quick_digits(const char *text, size_t n, uint32_t *out)
{
    uint64_t word;
    if (n == 0 || n > 8)
        return false;
    memcpy(&word, text, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    word <<= 64 - 8 * n;
    word |= n < 8 ? 0x3030303030303030u >> (8 * n) : 0;
    uint64_t digits = word ^ 0x3030303030303030u;
    if ((digits | (digits + 0x0606060606060606u)) & 0xF0F0F0F0F0F0F0F0u)
        return false;
    digits = digits * 10 + (digits >> 8);
    digits = ((digits & 0x000000FF000000FFu) * 0x000F424000000064u +
              (digits >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >>
             32;
    *out = (uint32_t)digits;
    return true;
}

enum cs_quick_form { CS_QUICK_NO_NUMBER, CS_QUICK_COMPACT, CS_QUICK_WIDE, CS_QUICK_OUTSIDE };

static inline bool cs_quick_is_cared_for(const struct cs_quick_care *care, double value)
{
    for (size_t i = 0; i < care->n_markers; i++)
        if (value == care->markers[i])
            return true;
    return false;
}

/* Up to six digits, a point and up to eight more: as whole numbers over a power of ten, both exact
 * in a double, and rounded once. */
static inline bool cs_quick_point(struct cs_span cell, double *out)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    const uint64_t ones = 0x0101010101010101u;
    uint64_t word = cs_cellcache_load(cell.start, 7) ^ '.' * ones;
    uint64_t points = (word - ones) & ~word & 0x80 * ones;
    size_t at = points ? (size_t)__builtin_ctzll(points) / 8 : 0, n_rest = cell.size - at - 1;
    uint32_t whole, rest;
    if (at + 1 >= cell.size || !cs_quick_digits(cell.start, at, &whole) ||
        !cs_quick_digits(cell.start + at + 1, n_rest, &rest))
        return false;
    *out = (whole * powers[n_rest] + rest) / powers[n_rest];
    return true;
}

/* A number that is not of digits alone. */
static inline bool cs_quick_decimal(const struct cs_quick_care *care, struct cs_span cell,
                                    double *out)
{
    if (care->wants_points && memchr(cell.start, '.', cell.size))
        return false;
    if (cs_quick_point(cell, out))
        return true;
    return cs_number_parse(cs_quick_unwrap(cell.start, 0, cell.size), out);
}

/* The answer as a compact code, or in *wide. Most cells are digits and nothing else. */
static inline enum cs_quick_form cs_quick_value(const struct cs_quick_care *care, int only_positive,
                                                struct cs_span cell, uint32_t *code, double *wide)
{
    if (cs_quick_digits(cell.start, cell.size, code)) {
        *wide = *code;
        if (*code == 0 && only_positive)
            return CS_QUICK_OUTSIDE;
        uint64_t units = care->is_of_cents ? *code * UINT64_C(100) : *code;
        *code = (uint32_t)units;
        return units < CS_GROUPED_CODES ? CS_QUICK_COMPACT : CS_QUICK_WIDE;
    }
    if (!cs_quick_decimal(care, cell, wide))
        return CS_QUICK_NO_NUMBER;
    if (only_positive && !(*wide > 0))
        return CS_QUICK_OUTSIDE;
    bool is_compact =
        care->is_of_cents ? cs_grouped_cents_code(*wide, code) : cs_grouped_value_code(*wide, code);
    return is_compact ? CS_QUICK_COMPACT : CS_QUICK_WIDE;
}

static inline enum cs_quick_form cs_quick_weight(const struct cs_quick_care *care,
                                                 struct cs_span cell, uint32_t *code, double *wide)
{
    if (cs_quick_digits(cell.start, cell.size, code) && *code < CS_GROUPED_CODES / 1000) {
        *wide = *code;
        *code *= 1000;
        return CS_QUICK_COMPACT;
    }
    if (!cs_quick_decimal(care, cell, wide) || *wide < 0)
        return CS_QUICK_NO_NUMBER;
    return cs_grouped_weight_code(*wide, code) ? CS_QUICK_COMPACT : CS_QUICK_WIDE;
}

#endif
