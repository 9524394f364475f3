/* Numbers and texts of a partial result, one after the other. Inside of data/part. */
#ifndef CS_DATA_PART_BYTES_H
#define CS_DATA_PART_BYTES_H

#include <stdbool.h>

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define CS_PART_MARK "CSPART\r\n" /* the line end shows what text transfer would do to it */
enum { CS_PART_MARK_BYTES = 8, CS_PART_VERSION = 2, CS_PART_CHECK_BYTES = 64 };

/* Seven bits a byte, the lowest first. */
static inline void cs_part_put(struct cs_buf *out, uint64_t value)
{
    while (value >= 0x80) {
        cs_buf_putc(out, (char)(value | 0x80));
        value >>= 7;
    }
    cs_buf_putc(out, (char)value);
}

static inline void cs_part_put_signed(struct cs_buf *out, int64_t value)
{
    cs_part_put(out, value < 0 ? (uint64_t) - (value + 1) * 2 + 1 : (uint64_t)value * 2);
}

/* NULL is told from "". */
static inline void cs_part_put_text(struct cs_buf *out, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    cs_part_put(out, text ? n + 1 : 0);
    cs_buf_put(out, text ? text : "", n);
}

/* Eight bytes, the lowest first. */
static inline void cs_part_put_double(struct cs_buf *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; i++)
        cs_buf_putc(out, (char)(bits >> (8 * i)));
}

/* Reading stops at the end, and says so. */
struct cs_part_bytes {
    const unsigned char *at, *end;
    bool has_failed;
};

static inline uint64_t cs_part_get(struct cs_part_bytes *bytes)
{
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (bytes->at == bytes->end)
            break;
        unsigned char byte = *bytes->at++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
    bytes->has_failed = true;
    return 0;
}

static inline int64_t cs_part_get_signed(struct cs_part_bytes *bytes)
{
    uint64_t value = cs_part_get(bytes);
    return value & 1 ? -(int64_t)(value / 2) - 1 : (int64_t)(value / 2);
}

/* A count of things of at least `least` bytes each: never more than the bytes that are left. */
static inline size_t cs_part_get_count(struct cs_part_bytes *bytes, size_t least)
{
    uint64_t n = cs_part_get(bytes);
    if (n > (uint64_t)(bytes->end - bytes->at) / least) {
        bytes->has_failed = true;
        return 0;
    }
    return (size_t)n;
}

/* start NULL: no text. */
static inline struct cs_span cs_part_get_text(struct cs_part_bytes *bytes)
{
    uint64_t n = cs_part_get(bytes);
    struct cs_span text = {NULL, 0};
    if (n == 0)
        return text;
    if (n - 1 > (uint64_t)(bytes->end - bytes->at)) {
        bytes->has_failed = true;
        return text;
    }
    text = (struct cs_span){(const char *)bytes->at, (size_t)(n - 1)};
    bytes->at += n - 1;
    return text;
}

static inline double cs_part_get_double(struct cs_part_bytes *bytes)
{
    uint64_t bits = 0;
    double value;
    if (bytes->end - bytes->at < 8) {
        bytes->has_failed = true;
        return 0;
    }
    for (int i = 0; i < 8; i++)
        bits |= (uint64_t)*bytes->at++ << (8 * i);
    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
