/* Telling two scales of pay from one. The size of the amounts alone does not do it: people earn 300
 * a year, and the census tells of them; but then others earn 600 and 1,000. Apart from pay_size.c,
 * which judges one amount. */
#include "ingest/profile/pay_scale.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "data/quantity.h"
#include "ingest/profile/pay_mark.h"
#include "ingest/profile/pay_size.h"

enum {
    GAP_BINS = 8,      /* a factor of sixteen */
    APART_BINS = 13,   /* a factor of ninety between the medians */
    MOST_BETWEEN = 10, /* a tenth of either side may lie in the gap: slips of the pen */
};

struct cs_pay_scale *cs_pay_scales_get(struct cs_pay_scales *scales, size_t column,
                                       struct cs_unit unit)
{
    size_t k = scales->next;
    for (size_t i = 0; i < scales->n; i++, k++) {
        k = k < scales->n ? k : 0;
        if (scales->items[k].column != column || !cs_unit_equals(scales->items[k].unit, unit))
            continue;
        scales->next = k + 1;
        return &scales->items[k];
    }
    struct cs_pay_scale *grown = realloc(scales->items, (scales->n + 1) * sizeof *grown);
    if (!grown)
        return NULL;
    scales->items = grown;
    grown[scales->n] = (struct cs_pay_scale){.column = column, .unit = unit};
    return &grown[scales->n++];
}

static void add_marked(struct cs_pay_scale *scale, const struct cs_pay_marked *more)
{
    size_t i = 0;
    while (i < scale->n_marked && scale->marked[i].amount != more->amount)
        i++;
    if (i == CS_PAY_MARKS)
        return;
    struct cs_pay_marked *marked = &scale->marked[i];
    if (i == scale->n_marked) {
        *marked = *more;
        scale->n_marked++;
        return;
    }
    marked->n += more->n;
    marked->line = more->line < marked->line ? more->line : marked->line;
}

void cs_pay_scale_note(struct cs_pay_scale *scale, double amount, uint64_t line)
{
    size_t bin = cs_pay_bin(amount);
    scale->n[bin]++;
    if (!scale->first[bin].line || line < scale->first[bin].line)
        scale->first[bin] = (struct cs_pay_first){line, amount};
    if (cs_pay_is_mark(scale->unit, amount))
        add_marked(scale, &(struct cs_pay_marked){amount, 1, line});
}

bool cs_pay_scale_keep(struct cs_pay_scale *scale, double amount, uint64_t line)
{
    struct cs_pay_bounds likely = cs_pay_bounds_of(scale->unit);
    bool is_likely = amount >= likely.least && amount <= likely.most;
    if (is_likely && !cs_pay_is_mark(scale->unit, amount))
        return true;
    struct cs_pay_first *grown =
        cs_grown(scale->unlikely, scale->n_unlikely, &scale->capacity, sizeof *grown);
    if (!grown)
        return false;
    scale->unlikely = grown;
    scale->unlikely[scale->n_unlikely++] = (struct cs_pay_first){line, amount};
    return true;
}

static struct cs_pay_first earlier(struct cs_pay_first a, struct cs_pay_first b)
{
    return !a.line || (b.line && b.line < a.line) ? b : a;
}

bool cs_pay_scales_join(struct cs_pay_scales *to, const struct cs_pay_scales *from)
{
    for (size_t i = 0; i < from->n; i++) {
        const struct cs_pay_scale *more = &from->items[i];
        struct cs_pay_scale *scale = cs_pay_scales_get(to, more->column, more->unit);
        if (!scale)
            return false;
        for (size_t b = 0; b < CS_PAY_ALL_BINS; b++)
            scale->n[b] += more->n[b];
        for (size_t b = 0; b < CS_PAY_ALL_BINS; b++)
            scale->first[b] = earlier(scale->first[b], more->first[b]);
        for (size_t k = 0; k < more->n_marked; k++)
            add_marked(scale, &more->marked[k]);
    }
    return true;
}

void cs_pay_scales_clear(struct cs_pay_scales *scales)
{
    for (size_t i = 0; i < scales->n; i++)
        free(scales->items[i].unlikely);
    free(scales->items);
    memset(scales, 0, sizeof *scales);
}

static uint64_t count(const struct cs_pay_scale *scale, size_t from, size_t to)
{
    uint64_t n = 0;
    for (size_t b = from; b < to; b++)
        n += scale->n[b];
    return n;
}

/* The bin of the median. */
static size_t middle(const struct cs_pay_scale *scale, size_t from, size_t to)
{
    uint64_t half = count(scale, from, to) / 2, n = 0;
    for (size_t b = from; b < to; b++) {
        n += scale->n[b];
        if (n > half)
            return b;
    }
    return from;
}

/* The least amount of a bin. */
static double edge(size_t bin)
{
    return ldexp(bin % 2 ? 1.5 : 1, (int)(bin / 2) - 8);
}

uint64_t cs_pay_scale_count(const struct cs_pay_scale *scale)
{
    return count(scale, 0, CS_PAY_BINS);
}

double cs_pay_scale_half_below(const struct cs_pay_scale *scale)
{
    return cs_pay_scale_count(scale) ? edge(middle(scale, 0, CS_PAY_BINS) + 1) : 0;
}

/* To one digit: 2176 → 2000. */
static double round_ratio(double ratio)
{
    double power = pow(10, floor(log10(ratio)));
    return round(ratio / power) * power;
}

/* Whether the gap at the bin parts two scales. */
static bool is_parted(const struct cs_pay_scale *scale, size_t gap, struct cs_pay_split *out)
{
    struct cs_pay_bounds likely = cs_pay_bounds_of(scale->unit);
    size_t end = gap + GAP_BINS;
    uint64_t n_low = count(scale, 0, gap), n_between = count(scale, gap, end);
    uint64_t n_high = count(scale, end, CS_PAY_BINS);
    uint64_t n_fewer = n_low < n_high ? n_low : n_high;
    bool are_low = edge(gap) <= likely.least, are_high = edge(end) >= likely.most;
    if (n_fewer == 0 || n_between > n_fewer / MOST_BETWEEN || (!are_low && !are_high))
        return false;
    size_t low = middle(scale, 0, gap), high = middle(scale, end, CS_PAY_BINS);
    *out = (struct cs_pay_split){.from = are_low ? 0 : end,
                                 .to = are_low ? gap : CS_PAY_BINS,
                                 .n_odd = are_low ? n_low : n_high,
                                 .n_others = are_low ? n_high : n_low,
                                 .is_low = are_low,
                                 .ratio = round_ratio(edge(high) / edge(low))};
    bool is_rest_likely = are_low ? edge(high + 1) > likely.least : edge(low) < likely.most;
    return is_rest_likely && high - low >= APART_BINS;
}

bool cs_pay_scale_split(const struct cs_pay_scale *scale, struct cs_pay_split *out)
{
    struct cs_pay_split split;
    uint64_t most = 0;
    for (size_t gap = 1; gap + GAP_BINS < CS_PAY_BINS; gap++)
        if (is_parted(scale, gap, &split) && split.n_odd + split.n_others > most) {
            most = split.n_odd + split.n_others;
            *out = split;
        }
    for (size_t b = most ? out->from : 1; most && b < out->to; b++)
        out->first = earlier(out->first, scale->first[b]);
    return most > 0;
}
