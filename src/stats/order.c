/* Sorting and selecting doubles: radix passes for large arrays, quicksort that falls back to
 * heapsort for the rest. */
#include "stats/order.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    SMALL = 12,
    MANY = 2000, /* sorted by digits */
    DIGIT_BITS = 11,
    DIGITS = 1 << DIGIT_BITS,
    PASSES = (64 + DIGIT_BITS - 1) / DIGIT_BITS,
};

static void insert_sort(double *values, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double value = values[i];
        size_t j = i;
        for (; j > 0 && values[j - 1] > value; j--)
            values[j] = values[j - 1];
        values[j] = value;
    }
}

static void swap(double *a, double *b)
{
    double keep = *a;
    *a = *b;
    *b = keep;
}

static void sift_down(double *values, size_t root, size_t n)
{
    for (size_t child; (child = 2 * root + 1) < n; root = child) {
        if (child + 1 < n && values[child + 1] > values[child])
            child++;
        if (values[root] >= values[child])
            return;
        swap(&values[root], &values[child]);
    }
}

static void heap_sort(double *values, size_t n)
{
    for (size_t i = n / 2; i-- > 0;)
        sift_down(values, i, n);
    for (size_t i = n; i-- > 1;) {
        swap(&values[0], &values[i]);
        sift_down(values, 0, i);
    }
}

/* Hoare's partition about the median of three values. Returns the size of the left part: nothing
 * there is greater than anything to its right. As two of the three are on either side of the
 * pivot or equal to it, neither part is empty. Requires: n ≥ 4. */
static size_t split(double *values, size_t n)
{
    double a = values[n / 4], b = values[n / 2], c = values[n - 1 - n / 4];
    double pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
    size_t i = 0, j = n - 1;
    for (;; i++, j--) {
        while (values[i] < pivot)
            i++;
        while (values[j] > pivot)
            j--;
        if (i >= j)
            return j + 1;
        swap(&values[i], &values[j]);
    }
}

/* Levels after which a run of bad pivots gives way to heap sort. */
static int find_depth(size_t n)
{
    int depth = 4;
    for (; n > 0; n >>= 1)
        depth += 2;
    return depth;
}

static void sort_range(double *values, size_t n, int depth)
{
    while (n > SMALL) {
        if (depth-- == 0) {
            heap_sort(values, n);
            return;
        }
        size_t left = split(values, n);
        sort_range(values, left, depth);
        values += left;
        n -= left;
    }
    insert_sort(values, n);
}

/* The bits of a double as a whole number that sorts as it does, and back. Zeros are alike. */
static uint64_t bits_of(double value)
{
    uint64_t bits;
    value += 0.0;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static double double_of(uint64_t bits)
{
    double value;
    bits = bits >> 63 ? bits & ~((uint64_t)1 << 63) : ~bits;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Records of `width` words, to be sorted by digits, lowest first. */
struct digit_sort {
    uint64_t *from, *to; /* the records, and room for as many */
    size_t n, width;
    uint32_t counts[PASSES][DIGITS];
};

/* One stable pass by a digit of a word, unless all have the same one. */
static inline __attribute__((always_inline)) void pass_digit(struct digit_sort *sort, size_t width,
                                                             size_t word, int pass)
{
    uint32_t starts[DIGITS], sum = 0;
    const uint32_t *counts = sort->counts[pass];
    const uint64_t *from = sort->from;
    uint64_t *to = sort->to;
    int shift = pass * DIGIT_BITS;
    if (counts[from[word] >> shift & (DIGITS - 1)] == sort->n)
        return;
    for (size_t d = 0; d < DIGITS; d++) {
        starts[d] = sum;
        sum += counts[d];
    }
    for (size_t i = 0; i < sort->n; i++) {
        size_t place = starts[from[i * width + word] >> shift & (DIGITS - 1)]++;
        memcpy(&to[place * width], &from[i * width], width * sizeof *to);
    }
    sort->to = sort->from;
    sort->from = to;
}

/* By one word; equal ones keep their order. */
static void sort_by_word(struct digit_sort *sort, size_t word)
{
    memset(sort->counts, 0, sizeof sort->counts);
    for (size_t i = 0; i < sort->n; i++)
        for (int pass = 0; pass < PASSES; pass++)
            sort->counts[pass][sort->from[i * sort->width + word] >> (pass * DIGIT_BITS) &
                               (DIGITS - 1)]++;
    for (int pass = 0; pass < PASSES; pass++)
        if (sort->width == 1)
            pass_digit(sort, 1, word, pass);
        else
            pass_digit(sort, 2, word, pass);
}

/* Returns 0 when there is no room, and nothing was moved. */
static bool sort_digits(double *values, size_t n)
{
    struct digit_sort *sort = n <= UINT32_MAX ? malloc(sizeof *sort) : NULL;
    uint64_t *room = sort ? malloc(2 * n * sizeof *room) : NULL;
    if (room) {
        sort->from = room;
        sort->to = room + n;
        sort->n = n;
        sort->width = 1;
        for (size_t i = 0; i < n; i++)
            room[i] = bits_of(values[i]);
        sort_by_word(sort, 0);
        for (size_t i = 0; i < n; i++)
            values[i] = double_of(sort->from[i]);
    }
    free(room);
    free(sort);
    return room != NULL;
}

bool cs_sort_many_weighted(double *values, double *weights, size_t n)
{
    struct digit_sort *sort = n >= MANY && n <= UINT32_MAX ? malloc(sizeof *sort) : NULL;
    uint64_t *room = sort ? malloc(4 * n * sizeof *room) : NULL;
    if (room) {
        sort->from = room;
        sort->to = room + 2 * n;
        sort->n = n;
        sort->width = 2;
        for (size_t i = 0; i < n; i++) {
            room[2 * i] = bits_of(values[i]);
            room[2 * i + 1] = bits_of(weights[i]);
        }
        sort_by_word(sort, 1);
        sort_by_word(sort, 0);
        for (size_t i = 0; i < n; i++) {
            values[i] = double_of(sort->from[2 * i]);
            weights[i] = double_of(sort->from[2 * i + 1]);
        }
    }
    free(room);
    free(sort);
    return room != NULL;
}

void cs_sort_doubles(double *values, size_t n)
{
    if (n < MANY || !sort_digits(values, n))
        sort_range(values, n, find_depth(n));
}

struct wanted {
    const size_t *ranks;
    size_t n;
};

/* values[0..n) are the ranks from `first` on. */
static void select_range(double *values, size_t n, size_t first, struct wanted wanted, int depth)
{
    while (wanted.n > 0) {
        if (n <= 2 * SMALL || depth-- == 0) {
            cs_sort_doubles(values, n);
            return;
        }
        size_t left = split(values, n), n_left = 0;
        while (n_left < wanted.n && wanted.ranks[n_left] < first + left)
            n_left++;
        select_range(values, left, first, (struct wanted){wanted.ranks, n_left}, depth);
        wanted = (struct wanted){wanted.ranks + n_left, wanted.n - n_left};
        values += left;
        n -= left;
        first += left;
    }
}

void cs_select_doubles(double *values, size_t n, const size_t *ranks, size_t n_ranks)
{
    select_range(values, n, 0, (struct wanted){ranks, n_ranks}, find_depth(n));
}
