/* Counting and radix sorts of small whole numbers. Apart from order.c, whose doubles need more
 * passes: most pay is whole and below 2^24. */
#include "stats/codes.h"

#include <stdbool.h>
#include <string.h>

enum {
    FEW = 16,   /* insertion sort */
    SOME = 256, /* spread over buckets by value, then mended by insertion */
    BUCKETS = 128,
    DIGIT_BITS = 12, /* two passes over 24 bits */
    DIGITS = 1 << DIGIT_BITS,
    FEW_BITS = 10, /* sorted in one pass */
    MANY_EQUAL = 48,
};

static void insert_codes(uint32_t *codes, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint32_t code = codes[i];
        size_t j = i;
        for (; j > 0 && codes[j - 1] > code; j--)
            codes[j] = codes[j - 1];
        codes[j] = code;
    }
}

static void insert_pairs(uint64_t *pairs, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t pair = pairs[i];
        size_t j = i;
        for (; j > 0 && pairs[j - 1] > pair; j--)
            pairs[j] = pairs[j - 1];
        pairs[j] = pair;
    }
}

/* How far to shift so that low..high falls into the buckets. */
static int find_shift(uint64_t range)
{
    int shift = 0;
    while (range >> shift >= BUCKETS)
        shift++;
    return shift;
}

static void start_buckets(uint16_t starts[BUCKETS + 1])
{
    for (size_t b = 1; b <= BUCKETS; b++)
        starts[b] = (uint16_t)(starts[b] + starts[b - 1]);
}

static void find_range(const uint32_t *codes, size_t n, uint32_t *low, uint32_t *high)
{
    uint32_t least = UINT32_MAX, most = 0;
    for (size_t i = 0; i < n; i++) {
        least = codes[i] < least ? codes[i] : least;
        most = codes[i] > most ? codes[i] : most;
    }
    *low = least;
    *high = most;
}

static void spread_codes(uint32_t *codes, uint32_t *spare, size_t n)
{
    uint16_t starts[BUCKETS + 1] = {0};
    uint32_t low, high;
    find_range(codes, n, &low, &high);
    int shift = find_shift(high - low);
    for (size_t i = 0; i < n; i++)
        starts[((codes[i] - low) >> shift) + 1]++;
    start_buckets(starts);
    for (size_t i = 0; i < n; i++)
        spare[starts[(codes[i] - low) >> shift]++] = codes[i];
    memcpy(codes, spare, n * sizeof *codes);
    insert_codes(codes, n);
}

static void spread_pairs(uint64_t *pairs, uint64_t *spare, size_t n)
{
    uint16_t starts[BUCKETS + 1] = {0};
    uint64_t low = UINT64_MAX, high = 0;
    for (size_t i = 0; i < n; i++) {
        low = pairs[i] < low ? pairs[i] : low;
        high = pairs[i] > high ? pairs[i] : high;
    }
    int shift = find_shift(high - low);
    for (size_t i = 0; i < n; i++)
        starts[((pairs[i] - low) >> shift) + 1]++;
    start_buckets(starts);
    for (size_t i = 0; i < n; i++)
        spare[starts[(pairs[i] - low) >> shift]++] = pairs[i];
    memcpy(pairs, spare, n * sizeof *pairs);
    insert_pairs(pairs, n);
}

/* One stable pass by a digit of n_bits of what codes are above `low`. */
static void pass_codes(const uint32_t *from, uint32_t *to, size_t n, uint32_t low, int shift,
                       int n_bits)
{
    size_t starts[DIGITS], sum = 0, n_digits = (size_t)1 << n_bits;
    uint32_t mask = (uint32_t)n_digits - 1;
    memset(starts, 0, n_digits * sizeof *starts);
    for (size_t i = 0; i < n; i++)
        starts[(from[i] - low) >> shift & mask]++;
    for (size_t d = 0; d < n_digits; d++) {
        size_t count = starts[d];
        starts[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[starts[(from[i] - low) >> shift & mask]++] = from[i];
}

/* One stable pass by a digit; returns 0 when all have the same one, and nothing was moved. */
static bool pass_pairs(const uint64_t *from, uint64_t *to, size_t n, int shift)
{
    size_t starts[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < n; i++)
        starts[from[i] >> shift & (DIGITS - 1)]++;
    if (starts[from[0] >> shift & (DIGITS - 1)] == n)
        return false;
    for (size_t d = 0; d < DIGITS; d++) {
        size_t count = starts[d];
        starts[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[starts[from[i] >> shift & (DIGITS - 1)]++] = from[i];
    return true;
}

void cs_sort_codes(uint32_t *codes, uint32_t *spare, size_t n)
{
    if (n <= FEW) {
        insert_codes(codes, n);
        return;
    }
    if (n <= SOME) {
        spread_codes(codes, spare, n);
        return;
    }
    /* Digits no wider than the range of the codes asks for: fewer places are written to in turn. */
    uint32_t low, high;
    int n_bits = 1;
    find_range(codes, n, &low, &high);
    while (n_bits < CS_CODE_BITS && (high - low) >> n_bits)
        n_bits++;
    if (n_bits <= FEW_BITS) {
        pass_codes(codes, spare, n, low, 0, n_bits);
        memcpy(codes, spare, n * sizeof *codes);
        return;
    }
    int n_low = n_bits / 2;
    pass_codes(codes, spare, n, low, 0, n_low);
    pass_codes(spare, codes, n, low, n_low, n_bits - n_low);
}

/* The digits from `first` up to `last` (bits), the result in pairs. */
static void sort_digits(uint64_t *pairs, uint64_t *spare, size_t n, int first, int last)
{
    uint64_t *from = pairs, *to = spare;
    for (int shift = first; shift < last; shift += DIGIT_BITS)
        if (pass_pairs(from, to, n, shift)) {
            uint64_t *keep = from;
            from = to;
            to = keep;
        }
    if (from != pairs)
        memcpy(pairs, from, n * sizeof *pairs);
}

/* By the first code, then each run of equal ones by the second: runs are short. */
void cs_sort_code_pairs(uint64_t *pairs, uint64_t *spare, size_t n)
{
    if (n <= FEW) {
        insert_pairs(pairs, n);
        return;
    }
    if (n <= SOME) {
        spread_pairs(pairs, spare, n);
        return;
    }
    sort_digits(pairs, spare, n, CS_CODE_BITS, 2 * CS_CODE_BITS);
    for (size_t i = 0; i < n;) {
        size_t run = i + 1;
        while (run < n && pairs[run] >> CS_CODE_BITS == pairs[i] >> CS_CODE_BITS)
            run++;
        if (run - i > MANY_EQUAL)
            sort_digits(pairs + i, spare, run - i, 0, CS_CODE_BITS);
        else if (run - i > 1)
            insert_pairs(pairs + i, run - i);
        i = run;
    }
}
