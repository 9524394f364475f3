/* Records and texts of .xls, which may be cut anywhere into CONTINUE records. */
#include "ingest/workbook/biff.h"

#include <stdbool.h>

#include "base/diag.h"
#include "base/text.h"
#include "ingest/workbook/littleendian.h"
#include "ingest/workbook/texts.h"

enum { IS_WIDE = 1, HAS_EXTENSION = 4, HAS_RUNS = 8 };

enum cs_status cs_biff_fail(const struct cs_biff *biff)
{
    return cs_fail(biff->diag, CS_IO, &(struct cs_place){.file = biff->name},
                   "get the file again, or open it and save the table as CSV",
                   "is a damaged .xls workbook (at byte %zu of its stream)", biff->next);
}

bool cs_biff_next(struct cs_biff *biff)
{
    if (biff->next > biff->n_bytes || biff->n_bytes - biff->next < 4)
        return false;
    const unsigned char *at = biff->bytes + biff->next;
    size_t n_body = cs_le16(at + 2);
    if (n_body > biff->n_bytes - biff->next - 4)
        return false;
    biff->type = cs_le16(at);
    biff->body = at + 4;
    biff->n_body = n_body;
    biff->next += 4 + n_body;
    return true;
}

static bool go_on(struct cs_biff *biff, size_t *at)
{
    *at = 0;
    return cs_biff_next(biff) && biff->type == CS_BIFF_CONTINUE && biff->n_body > 0;
}

/* Windows code page 1252 where it differs from Latin 1. */
static uint32_t code_point_of(uint32_t unit)
{
    static const uint16_t high[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return unit >= 0x80 && unit < 0xA0 ? high[unit - 0x80] : unit;
}

/* A text under way: half a surrogate pair may wait for its other half. */
struct writing {
    struct cs_biff *biff;
    struct cs_texts *texts;
    uint32_t high_surrogate;
    char block[256];
    size_t n_block;
};

static enum cs_status flush(struct writing *writing)
{
    enum cs_status status = cs_texts_append(writing->texts, writing->biff->name, writing->block,
                                            writing->n_block, writing->biff->diag);
    writing->n_block = 0;
    return status;
}

static enum cs_status put_unit(struct writing *writing, uint32_t unit)
{
    uint32_t code = unit;
    uint32_t high = writing->high_surrogate;
    writing->high_surrogate = 0;
    if (unit >= 0xD800 && unit < 0xDC00) {
        writing->high_surrogate = unit;
        return CS_OK;
    }
    if (unit >= 0xDC00 && unit < 0xE000)
        code = high ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : 0xFFFD;
    writing->n_block += cs_utf8_encode(code, writing->block + writing->n_block);
    return writing->n_block + 4 > sizeof writing->block ? flush(writing) : CS_OK;
}

/* n characters of `width` bytes at *at; in a CONTINUE record the flags, and so the width, are said
 * again. */
static enum cs_status append_characters(struct cs_biff *biff, size_t *at, size_t n, size_t width,
                                        struct cs_texts *texts)
{
    struct writing writing = {.biff = biff, .texts = texts};
    enum cs_status status = CS_OK;
    while (n && status == CS_OK) {
        if (*at + width > biff->n_body) {
            if (!biff->is_biff8 || !go_on(biff, at))
                return cs_biff_fail(biff);
            width = 1 + (biff->body[(*at)++] & IS_WIDE);
            continue;
        }
        uint32_t unit = width == 2 ? cs_le16(biff->body + *at) : biff->body[*at];
        *at += width;
        n--;
        status = put_unit(&writing, width == 1 ? code_point_of(unit) : unit);
    }
    return status == CS_OK ? flush(&writing) : status;
}

enum cs_status cs_biff_append_text(struct cs_biff *biff, size_t *at, size_t n,
                                   struct cs_texts *texts)
{
    size_t width = 1;
    if (biff->is_biff8) {
        if (*at >= biff->n_body)
            return cs_biff_fail(biff);
        width += biff->body[(*at)++] & IS_WIDE;
    }
    return append_characters(biff, at, n, width, texts);
}

/* Passes over n bytes, which may lie in several records. */
static bool skip_bytes(struct cs_biff *biff, size_t *at, size_t n)
{
    while (n > biff->n_body - *at) {
        n -= biff->n_body - *at;
        if (!go_on(biff, at))
            return false;
    }
    *at += n;
    return true;
}

/* One text: its length, flags, how much formatting follows, its characters, the formatting. */
static enum cs_status read_shared_text(struct cs_biff *biff, size_t *at, struct cs_texts *texts)
{
    if (*at == biff->n_body && !go_on(biff, at))
        return cs_biff_fail(biff);
    if (biff->n_body - *at < 3)
        return cs_biff_fail(biff);
    size_t n = cs_le16(biff->body + *at), n_after = 0;
    unsigned char flags = biff->body[*at + 2];
    size_t n_head = (flags & HAS_RUNS ? 2u : 0u) + (flags & HAS_EXTENSION ? 4u : 0u);
    *at += 3;
    if (biff->n_body - *at < n_head)
        return cs_biff_fail(biff);
    if (flags & HAS_RUNS)
        n_after += 4u * cs_le16(biff->body + *at);
    if (flags & HAS_EXTENSION)
        n_after += cs_le32(biff->body + *at + n_head - 4);
    *at += n_head;
    enum cs_status status = cs_texts_begin(texts, biff->diag);
    if (status == CS_OK)
        status = append_characters(biff, at, n, 1 + (flags & IS_WIDE), texts);
    return status == CS_OK && !skip_bytes(biff, at, n_after) ? cs_biff_fail(biff) : status;
}

enum cs_status cs_biff_read_shared(struct cs_biff *biff, struct cs_texts *texts)
{
    if (biff->n_body < 8)
        return cs_biff_fail(biff);
    uint32_t n = cs_le32(biff->body + 4);
    size_t at = 8;
    enum cs_status status = CS_OK;
    for (uint32_t i = 0; status == CS_OK && i < n; i++)
        status = read_shared_text(biff, &at, texts);
    return status;
}
