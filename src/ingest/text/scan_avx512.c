/* The scanner in 512-bit registers: sixty-four bytes a comparison. Apart because it is compiled
 * for AVX-512, and chosen only where that is there (scan.c). */
#if defined __x86_64__
#if defined __clang__
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt"))),            \
    apply_to = function)
#else
#pragma GCC target("avx512f,avx512bw,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt")
#endif
#include <immintrin.h>

#include "ingest/text/scan_core.h"
#include "ingest/text/scan_forms.h"

static inline uint64_t match(const char *text, char byte)
{
    return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(text), _mm512_set1_epi8(byte));
}

static inline void look(const char *text, char delimiter, struct looked *out)
{
    __m512i bytes = _mm512_loadu_si512(text);
    out->delimiter = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(delimiter));
    out->quote = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"'));
    out->lf = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
    out->cr = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'));
    out->nul = _mm512_testn_epi8_mask(bytes, bytes);
    out->high = _mm512_movepi8_mask(bytes);
}

/* The numbers of the set bits are pressed together as bytes and widened, sixteen at a time: a loop
 * over the bits would be left at a place that cannot be foretold. */
static inline uint32_t *put_ends(uint32_t *out, uint64_t bits, uint32_t base)
{
    static const unsigned char numbers[64] __attribute__((aligned(64))) = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    __m512i from = _mm512_set1_epi32((int)base);
    __m512i set = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(numbers));
    int n = __builtin_popcountll(bits);
    _mm512_storeu_si512(out,
                        _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(set))));
    if (n > 16)
        _mm512_storeu_si512(
            out + 16,
            _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 1))));
    if (n > 32) {
        _mm512_storeu_si512(
            out + 32,
            _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 2))));
        _mm512_storeu_si512(
            out + 48,
            _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 3))));
    }
    return out + n;
}

#define CS_SCAN_HAS_PUT
#define CS_SCAN_HAS_LOOK
#include "ingest/text/scan_core.h"

const struct cs_scan_form cs_scan_avx512 = {"avx512", scan_all, count_all};
#if defined __clang__
#pragma clang attribute pop
#endif
#else
typedef int cs_scan_avx512_is_not_for_this_processor;
#endif
