/* The scanner in 256-bit registers: thirty-two bytes a comparison. Apart because it is compiled
 * for AVX2, and chosen only where that is there (scan.c). */
#if defined __x86_64__
#if defined __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))),                \
                             apply_to = function)
#else
#pragma GCC target("avx2,bmi,bmi2,lzcnt,popcnt")
#endif
#include <immintrin.h>

#include "ingest/text/scan_core.h"
#include "ingest/text/scan_forms.h"

struct pair {
    __m256i low, high;
};

static inline struct pair load(const char *text)
{
    return (struct pair){_mm256_loadu_si256((const __m256i *)(const void *)text),
                         _mm256_loadu_si256((const __m256i *)(const void *)(text + 32))};
}

static inline uint64_t gather(__m256i low, __m256i high)
{
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high)
                                                     << 32;
}

static inline uint64_t equal(struct pair bytes, char byte)
{
    __m256i wanted = _mm256_set1_epi8(byte);
    return gather(_mm256_cmpeq_epi8(bytes.low, wanted), _mm256_cmpeq_epi8(bytes.high, wanted));
}

static inline uint64_t match(const char *text, char byte)
{
    return equal(load(text), byte);
}

static inline void look(const char *text, char delimiter, struct looked *out)
{
    struct pair bytes = load(text);
    out->delimiter = equal(bytes, delimiter);
    out->quote = equal(bytes, '"');
    out->lf = equal(bytes, '\n');
    out->cr = equal(bytes, '\r');
    out->nul = equal(bytes, '\0');
    out->high = gather(bytes.low, bytes.high);
}

#define CS_SCAN_HAS_LOOK
#include "ingest/text/scan_core.h"

const struct cs_scan_form cs_scan_avx2 = {"avx2", scan_all, count_all};
#if defined __clang__
#pragma clang attribute pop
#endif
#else
typedef int cs_scan_avx2_is_not_for_this_processor;
#endif
