/* Answers with or without weights, checked and put in order.
 * Answers for: refusing what has no distribution (nothing, NaN, negative weights), dropping zero
 * weights, sorting stably, cumulative weights, the effective number. Computes no statistic. */
#ifndef CS_STATS_SAMPLE_H
#define CS_STATS_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/absence.h"

/* Borrowed arrays of the same length. weights NULL: every observation counts once. */
struct cs_sample {
    const double *values;
    const double *weights;
    size_t n;
};

/* Answers read from the first to the last, some at a time: of arrays that lie in a file, what has
 * been read need not stay in memory. */
struct cs_sample_stream {
    const struct cs_sample *all;
    void (*let_go)(const void *start, size_t n_bytes); /* NULL: arrays in memory, read at once */
};
/* The observations behind those in *piece, which is all zero before the first. Returns 0 at the
 * end. */
bool cs_sample_stream_next(const struct cs_sample_stream *reading, struct cs_sample *piece);

/* Sorted by value, then by weight; zero weights dropped. */
struct cs_sorted {
    double *values;
    double *weights;    /* NULL when the sample had none */
    double *cumulative; /* C[k] = weights[0] + … + weights[k]; NULL without weights */
    size_t n;           /* of positive weight */
    double total;       /* Σw; n without weights */
    void (*let_go)(const void *start, size_t n_bytes); /* as in struct cs_sample_stream */
};

/* For loops over a sorted sample: observation i and those before it are done with, for now. What
 * lies in a file need not stay in memory then. */
enum { CS_SORTED_PASS = 1 << 16 };
void cs_sorted_let_go(const struct cs_sorted *sorted, size_t first, size_t end);
static inline void cs_sorted_passed(const struct cs_sorted *sorted, size_t i)
{
    if (sorted->let_go && (i + 1) % CS_SORTED_PASS == 0)
        cs_sorted_let_go(sorted, i + 1 - CS_SORTED_PASS, i + 1);
}

/* Checks every value and weight. Returns the lack: none, VALUES, FINITE, POSITIVE_WEIGHT, WEIGHT.
 */
enum cs_absence cs_sample_check(const struct cs_sample *sample);

/* Kish's effective number, (Σw)²/Σw²; n without weights; 0 for an empty sample.
 * Reference: Kish 1965, Survey Sampling, 11.7. */
double cs_sample_effective_n(const struct cs_sample *sample);
double cs_sample_stream_effective_n(const struct cs_sample_stream *reading);
/* Σw; n without weights. Zero weights and compensation included. */
double cs_sample_total_weight(const struct cs_sample *sample);
double cs_sample_stream_total_weight(const struct cs_sample_stream *reading);

/* Sorts a copy, equal values by weight, the lightest first: whatever order the observations came
 * in. R keeps their order, on which its weighted hf4, hf5 and hf7 depend where values are equal. On
 * a lack the output is empty. Ownership: cs_sorted_clear. */
enum cs_absence cs_sorted_init(struct cs_sorted *sorted, const struct cs_sample *sample);
/* Puts the observations into canonical order in place, zero weights included. Returns 0 when out of
 * memory. `values` and `weights` are the sample's arrays. */
int cs_sample_order(const struct cs_sample *sample, double *values, double *weights);
/* Fills `cumulative` and `total` from the weights. For callers with sorted arrays of their own. */
void cs_sorted_cumulate(struct cs_sorted *sorted);
void cs_sorted_clear(struct cs_sorted *sorted);

#endif
