/* Eight bytes at a time in a plain integer: any processor. */
#include <string.h>

#include "ingest/text/scan_core.h"
#include "ingest/text/scan_forms.h"

static const uint64_t lows = 0x0101010101010101u, highs = 0x8080808080808080u;

/* Byte 0 of the text in the lowest bits, whatever the processor's byte order. */
static inline uint64_t load(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* The top bits of eight bytes as eight bits: the multiplication moves bit 8i + 7 to 56 + i. */
static inline uint64_t gather(uint64_t word)
{
    return ((word & highs) >> 7) * 0x0102040810204080u >> 56;
}

/* Top bit set exactly where a byte is zero; no carry runs from byte to byte. */
static inline uint64_t find_zero(uint64_t word)
{
    return ~(((word & ~highs) + ~highs) | word) & highs;
}

static inline uint64_t match(const char *text, char byte)
{
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits |= gather(find_zero(load(text + 8 * i) ^ lows * (unsigned char)byte)) << (8 * i);
    return bits;
}

static inline void look(const char *text, char delimiter, struct looked *out)
{
    out->delimiter = match(text, delimiter);
    out->quote = match(text, '"');
    out->lf = match(text, '\n');
    out->cr = match(text, '\r');
    out->nul = match(text, '\0');
    out->high = 0;
    for (int i = 0; i < 8; i++)
        out->high |= gather(load(text + 8 * i)) << (8 * i);
}

#define CS_SCAN_HAS_LOOK
#include "ingest/text/scan_core.h"

const struct cs_scan_form cs_scan_word = {"word", scan_all, count_all};
