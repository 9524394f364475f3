/* Numbers as Office files store them, lowest byte first, on any machine. */
#ifndef CS_INGEST_LITTLEENDIAN_H
#define CS_INGEST_LITTLEENDIAN_H

#include <stdint.h>
#include <string.h>

static inline uint16_t cs_le16(const unsigned char *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}
static inline uint32_t cs_le32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}
static inline double cs_le_double(const unsigned char *at)
{
    uint64_t bits = cs_le32(at) | (uint64_t)cs_le32(at + 4) << 32;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
