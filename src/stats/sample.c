/* Samples checked, sorted and cumulated: what every weighted statistic starts from. */
#include "stats/sample.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stats/order.h"

struct pair {
    double value, weight;
};

enum { INSERTION_RUN = 12 };

enum cs_absence cs_sample_check(const struct cs_sample *sample)
{
    if (sample->n == 0)
        return CS_ABSENT_VALUES;
    size_t n_positive = 0;
    for (size_t i = 0; i < sample->n; i++) {
        double weight = sample->weights ? sample->weights[i] : 1;
        if (!isfinite(sample->values[i]) || !isfinite(weight))
            return CS_ABSENT_FINITE;
        if (weight < 0)
            return CS_ABSENT_POSITIVE_WEIGHT;
        n_positive += weight > 0;
    }
    return n_positive ? CS_ABSENT_NOTHING : CS_ABSENT_WEIGHT;
}

enum { PIECE_ANSWERS = 1 << 16 };

void cs_sorted_let_go(const struct cs_sorted *sorted, size_t first, size_t end)
{
    const double *arrays[] = {sorted->values, sorted->weights, sorted->cumulative};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays && sorted->let_go; i++)
        if (arrays[i])
            sorted->let_go(arrays[i] + first, (end - first) * sizeof *arrays[i]);
}

bool cs_sample_stream_next(const struct cs_sample_stream *reading, struct cs_sample *piece)
{
    const struct cs_sample *all = reading->all;
    size_t at = piece->values ? (size_t)(piece->values - all->values) + piece->n : 0;
    if (piece->values && reading->let_go) {
        reading->let_go(piece->values, piece->n * sizeof *piece->values);
        if (piece->weights)
            reading->let_go(piece->weights, piece->n * sizeof *piece->weights);
    }
    size_t n = all->n - at;
    if (n == 0)
        return false;
    n = reading->let_go && n > PIECE_ANSWERS ? PIECE_ANSWERS : n;
    *piece = (struct cs_sample){all->values + at, all->weights ? all->weights + at : NULL, n};
    return true;
}

double cs_sample_stream_effective_n(const struct cs_sample_stream *reading)
{
    if (!reading->all->weights)
        return (double)reading->all->n;
    long double sum = 0, squares = 0;
    for (struct cs_sample piece = {0}; cs_sample_stream_next(reading, &piece);)
        for (size_t i = 0; i < piece.n; i++) {
            sum += piece.weights[i];
            squares += (long double)piece.weights[i] * piece.weights[i];
        }
    return squares > 0 ? (double)(sum * sum / squares) : 0;
}

double cs_sample_effective_n(const struct cs_sample *sample)
{
    return cs_sample_stream_effective_n(&(struct cs_sample_stream){sample, NULL});
}

double cs_sample_stream_total_weight(const struct cs_sample_stream *reading)
{
    if (!reading->all->weights)
        return (double)reading->all->n;
    long double sum = 0;
    for (struct cs_sample piece = {0}; cs_sample_stream_next(reading, &piece);)
        for (size_t i = 0; i < piece.n; i++)
            sum += piece.weights[i];
    return (double)sum;
}

double cs_sample_total_weight(const struct cs_sample *sample)
{
    return cs_sample_stream_total_weight(&(struct cs_sample_stream){sample, NULL});
}

/* Merge sort; equal values stand by weight. */
static bool is_after(struct pair a, struct pair b)
{
    return a.value > b.value || (a.value == b.value && a.weight > b.weight);
}

static void merge_runs(const struct pair *from, struct pair *to, size_t middle, size_t n)
{
    size_t i = 0, j = middle;
    for (size_t k = 0; k < n; k++)
        to[k] = i < middle && (j >= n || !is_after(from[i], from[j])) ? from[i++] : from[j++];
}

static void insert_run(struct pair *pairs, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct pair pair = pairs[i];
        size_t j = i;
        for (; j > 0 && is_after(pairs[j - 1], pair); j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = pair;
    }
}

/* Sorts pairs[0..n) with `spare` of the same length; the result is in pairs. */
static void sort_pairs(struct pair *pairs, struct pair *spare, size_t n)
{
    if (n <= INSERTION_RUN) {
        insert_run(pairs, n);
        return;
    }
    size_t middle = n / 2;
    sort_pairs(pairs, spare, middle);
    sort_pairs(pairs + middle, spare + middle, n - middle);
    if (!is_after(pairs[middle - 1], pairs[middle]))
        return;
    memcpy(spare, pairs, n * sizeof *pairs);
    merge_runs(spare, pairs, middle, n);
}

/* Puts a sample's own arrays in order. Returns 0 when out of memory. */
static int order_sample(const struct cs_sample *sample, double *values, double *weights)
{
    if (cs_sort_many_weighted(values, weights, sample->n))
        return 1;
    struct pair *pairs = malloc((2 * sample->n + 1) * sizeof *pairs);
    if (!pairs)
        return 0;
    for (size_t i = 0; i < sample->n; i++)
        pairs[i] = (struct pair){values[i], weights[i]};
    sort_pairs(pairs, pairs + sample->n, sample->n);
    for (size_t i = 0; i < sample->n; i++) {
        values[i] = pairs[i].value;
        weights[i] = pairs[i].weight;
    }
    free(pairs);
    return 1;
}

static struct pair pair_of(const struct cs_sample *sample, size_t i)
{
    return (struct pair){sample->values[i], sample->weights ? sample->weights[i] : 1};
}

static bool is_in_order(const struct cs_sample *sample)
{
    for (size_t i = 1; i < sample->n; i++)
        if (is_after(pair_of(sample, i - 1), pair_of(sample, i)))
            return false;
    return true;
}

/* Answers that stand in order already are only copied: there may be millions. */
static enum cs_absence sort_weighted(struct cs_sorted *sorted, const struct cs_sample *sample)
{
    size_t n = 0;
    sorted->weights = malloc(sample->n * sizeof *sorted->weights);
    sorted->cumulative = malloc(sample->n * sizeof *sorted->cumulative);
    if (!sorted->weights || !sorted->cumulative)
        return CS_ABSENT_MEMORY;
    for (size_t i = 0; i < sample->n; i++) {
        sorted->values[n] = sample->values[i];
        sorted->weights[n] = sample->weights[i];
        n += sample->weights[i] > 0;
    }
    struct cs_sample positive = {sorted->values, sorted->weights, n};
    if (!is_in_order(&positive) && !order_sample(&positive, sorted->values, sorted->weights))
        return CS_ABSENT_MEMORY;
    sorted->n = n;
    cs_sorted_cumulate(sorted);
    return CS_ABSENT_NOTHING;
}

int cs_sample_order(const struct cs_sample *sample, double *values, double *weights)
{
    if (weights)
        return order_sample(sample, values, weights);
    cs_sort_doubles(values, sample->n);
    return 1;
}

void cs_sorted_cumulate(struct cs_sorted *sorted)
{
    long double sum = 0;
    for (size_t i = 0; i < sorted->n; i++) {
        sum += sorted->weights[i];
        sorted->cumulative[i] = (double)sum;
    }
    sorted->total = (double)sum;
}

enum cs_absence cs_sorted_init(struct cs_sorted *sorted, const struct cs_sample *sample)
{
    *sorted = (struct cs_sorted){0};
    enum cs_absence lack = cs_sample_check(sample);
    if (lack)
        return lack;
    sorted->values = malloc(sample->n * sizeof *sorted->values);
    if (!sorted->values)
        return CS_ABSENT_MEMORY;
    if (sample->weights) {
        lack = sort_weighted(sorted, sample);
        if (lack)
            cs_sorted_clear(sorted);
        return lack;
    }
    memcpy(sorted->values, sample->values, sample->n * sizeof *sorted->values);
    if (!is_in_order(sample))
        cs_sort_doubles(sorted->values, sample->n);
    sorted->n = sample->n;
    sorted->total = (double)sample->n;
    return CS_ABSENT_NOTHING;
}

void cs_sorted_clear(struct cs_sorted *sorted)
{
    free(sorted->values);
    free(sorted->weights);
    free(sorted->cumulative);
    *sorted = (struct cs_sorted){0};
}
