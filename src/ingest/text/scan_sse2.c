/* Sixteen bytes a comparison: what every 64-bit x86 processor has. */
#if defined __x86_64__
#include <emmintrin.h>

#include "ingest/text/scan_core.h"
#include "ingest/text/scan_forms.h"

struct quarters {
    __m128i part[4];
};

static inline struct quarters load(const char *text)
{
    struct quarters bytes;
    for (int i = 0; i < 4; i++)
        bytes.part[i] = _mm_loadu_si128((const __m128i *)(const void *)(text + 16 * i));
    return bytes;
}

static inline uint64_t gather(struct quarters bytes)
{
    uint64_t bits = 0;
    for (int i = 0; i < 4; i++)
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(bytes.part[i]) << (16 * i);
    return bits;
}

static inline uint64_t equal(struct quarters bytes, char byte)
{
    for (int i = 0; i < 4; i++)
        bytes.part[i] = _mm_cmpeq_epi8(bytes.part[i], _mm_set1_epi8(byte));
    return gather(bytes);
}

static inline uint64_t match(const char *text, char byte)
{
    return equal(load(text), byte);
}

static inline void look(const char *text, char delimiter, struct looked *out)
{
    struct quarters bytes = load(text);
    out->delimiter = equal(bytes, delimiter);
    out->quote = equal(bytes, '"');
    out->lf = equal(bytes, '\n');
    out->cr = equal(bytes, '\r');
    out->nul = equal(bytes, '\0');
    out->high = gather(bytes);
}

#define CS_SCAN_HAS_LOOK
#include "ingest/text/scan_core.h"

const struct cs_scan_form cs_scan_sse2 = {"sse2", scan_all, count_all};
#else
typedef int cs_scan_sse2_is_not_for_this_processor;
#endif
