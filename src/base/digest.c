/* The only file that knows Nettle: SHA-256 as lower-case hexadecimal. */
#include "base/digest.h"

#include <stdint.h>
#include <stdlib.h>

#include <nettle/sha2.h>

struct cs_digest {
    struct sha256_ctx state;
};

struct cs_digest *cs_digest_new(void)
{
    struct cs_digest *digest = malloc(sizeof *digest);
    if (digest)
        sha256_init(&digest->state);
    return digest;
}

void cs_digest_free(struct cs_digest *digest)
{
    free(digest);
}

void cs_digest_add(struct cs_digest *digest, const void *bytes, size_t n_bytes)
{
    sha256_update(&digest->state, n_bytes, bytes);
}

void cs_digest_finish(struct cs_digest *digest, char out[CS_DIGEST_TEXT_BYTES])
{
    static const char hex[] = "0123456789abcdef";
    uint8_t raw[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->state, sizeof raw, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        out[2 * i] = hex[raw[i] >> 4];
        out[2 * i + 1] = hex[raw[i] & 15];
    }
    out[2 * sizeof raw] = '\0';
}

void cs_digest_of(const void *bytes, size_t n_bytes, char out[CS_DIGEST_TEXT_BYTES])
{
    struct cs_digest digest;
    sha256_init(&digest.state);
    cs_digest_add(&digest, bytes, n_bytes);
    cs_digest_finish(&digest, out);
}
