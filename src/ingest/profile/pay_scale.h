/* Whether the amounts of a pay column lie on one scale: pay for an hour beside pay for a year, or
 * thousands beside full amounts, are two, with nothing between them. Answers for: counting amounts
 * by size, and telling two scales from one broad one. */
#ifndef CS_INGEST_PAY_SCALE_H
#define CS_INGEST_PAY_SCALE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "data/quantity.h"

/* Half a power of two each, from a 256th on; the last is for zero, and for losses. */
enum { CS_PAY_BINS = 128, CS_PAY_NO_BIN = CS_PAY_BINS, CS_PAY_ALL_BINS, CS_PAY_MARKS = 16 };

/* One column's amounts in one unit. */
struct cs_pay_scale {
    size_t column;
    struct cs_unit unit;
    uint64_t n[CS_PAY_ALL_BINS];
    struct cs_pay_first {
        uint64_t line; /* 0: of none that was noted with its place */
        double amount;
    } first[CS_PAY_ALL_BINS]; /* in each bin */
    struct cs_pay_marked {
        double amount;
        uint64_t n, line;   /* of the first */
    } marked[CS_PAY_MARKS]; /* amounts that look like marks for "no answer" (pay_mark.h) */
    size_t n_marked;
    struct cs_pay_first *unlikely; /* all that are no likely pay, where they are kept; heap */
    size_t n_unlikely, capacity;
};
struct cs_pay_scales {
    struct cs_pay_scale *items; /* heap */
    size_t n, next;             /* `next` is likely to be asked for: columns come in turn */
};

/* Two scales in one column: the amounts of the bins from `from` to before `to` are the odd ones. */
struct cs_pay_split {
    size_t from, to;
    uint64_t n_odd, n_others;
    bool is_low;  /* the odd ones are the smaller ones */
    double ratio; /* of the larger ones to the smaller ones, by their medians, to one digit */
    struct cs_pay_first first; /* of the odd ones */
};

static inline size_t cs_pay_bin(double amount)
{
    enum { SHIFT = 51, FIRST = 2 * (1023 - 8) };
    uint64_t bits;
    memcpy(&bits, &amount, sizeof bits);
    size_t bin = (size_t)(bits >> SHIFT) - FIRST;
    return bin < CS_PAY_BINS ? bin : amount > 1 ? CS_PAY_BINS - 1 : amount > 0 ? 0 : CS_PAY_NO_BIN;
}

/* The scale of a column in a unit, new if there is none yet; NULL when out of memory. Borrowed
 * until the next call. */
struct cs_pay_scale *cs_pay_scales_get(struct cs_pay_scales *scales, size_t column,
                                       struct cs_unit unit);
/* Keeps the place of an amount that is no likely pay. Returns false when out of memory. */
bool cs_pay_scale_keep(struct cs_pay_scale *scale, double amount, uint64_t line);
void cs_pay_scale_note(struct cs_pay_scale *scale, double amount, uint64_t line);
/* Adds what another part of the table had. Returns false when out of memory. */
bool cs_pay_scales_join(struct cs_pay_scales *to, const struct cs_pay_scales *from);
void cs_pay_scales_clear(struct cs_pay_scales *scales);

/* How many amounts are positive, and below what half of them are (within a factor of 1.5); 0 when
 * there are none. */
uint64_t cs_pay_scale_count(const struct cs_pay_scale *scale);
double cs_pay_scale_half_below(const struct cs_pay_scale *scale);

/* Whether there are two: some amounts too small (or large) for pay of the unit's period, the others
 * not, a hundred times as large by their medians, and next to none in a gap of a factor of sixteen
 * between them. */
bool cs_pay_scale_split(const struct cs_pay_scale *scale, struct cs_pay_split *out);

#endif
