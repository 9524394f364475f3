/* Sixteen bytes a comparison on 64-bit ARM. */
#if defined __aarch64__
#include <arm_neon.h>

#include "ingest/text/scan_core.h"
#include "ingest/text/scan_forms.h"

/* One bit a byte, from four vectors of all ones and all zeros: neighbors are added pairwise after
 * each byte kept only the bit of its place. */
static inline uint64_t gather(const uint8x16_t part[4])
{
    static const uint8_t places[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t place = vld1q_u8(places);
    uint8x16_t low = vpaddq_u8(vandq_u8(part[0], place), vandq_u8(part[1], place));
    uint8x16_t high = vpaddq_u8(vandq_u8(part[2], place), vandq_u8(part[3], place));
    low = vpaddq_u8(low, high);
    low = vpaddq_u8(low, low);
    return vgetq_lane_u64(vreinterpretq_u64_u8(low), 0);
}

static inline void load(const char *text, uint8x16_t part[4])
{
    for (int i = 0; i < 4; i++)
        part[i] = vld1q_u8((const uint8_t *)text + 16 * i);
}

static inline uint64_t equal(const uint8x16_t bytes[4], char byte)
{
    uint8x16_t part[4];
    for (int i = 0; i < 4; i++)
        part[i] = vceqq_u8(bytes[i], vdupq_n_u8((uint8_t)byte));
    return gather(part);
}

static inline uint64_t match(const char *text, char byte)
{
    uint8x16_t bytes[4];
    load(text, bytes);
    return equal(bytes, byte);
}

static inline void look(const char *text, char delimiter, struct looked *out)
{
    uint8x16_t bytes[4], part[4];
    load(text, bytes);
    out->delimiter = equal(bytes, delimiter);
    out->quote = equal(bytes, '"');
    out->lf = equal(bytes, '\n');
    out->cr = equal(bytes, '\r');
    out->nul = equal(bytes, '\0');
    for (int i = 0; i < 4; i++)
        part[i] = vcgeq_u8(bytes[i], vdupq_n_u8(0x80));
    out->high = gather(part);
}

#define CS_SCAN_HAS_LOOK
#include "ingest/text/scan_core.h"

const struct cs_scan_form cs_scan_neon = {"neon", scan_all, count_all};
#else
typedef int cs_scan_neon_is_not_for_this_processor;
#endif
