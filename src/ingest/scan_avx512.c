/* Sixty-four bytes a comparison. */
#if defined __x86_64__
#pragma GCC target("avx512f,avx512bw,avx2,bmi,bmi2,lzcnt,popcnt")
#include <immintrin.h>

#include "ingest/scan_core.h"
#include "ingest/scan_forms.h"

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

#define CS_SCAN_HAS_LOOK
#include "ingest/scan_core.h"

const struct cs_scan_form cs_scan_avx512 = {"avx512", scan_all, count_all};
#else
typedef int cs_scan_avx512_is_not_for_this_processor;
#endif
