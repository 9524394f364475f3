/* SHA-256 of bytes that come in pieces, through Nettle. */
#ifndef CS_BASE_DIGEST_H
#define CS_BASE_DIGEST_H

#include <stddef.h>

enum { CS_DIGEST_TEXT_BYTES = 65 };

struct cs_digest;                      /* opaque running hash */
struct cs_digest *cs_digest_new(void); /* NULL when out of memory */
void cs_digest_free(struct cs_digest *digest);
void cs_digest_add(struct cs_digest *digest, const void *bytes, size_t n_bytes);
/* Writes 64 hexadecimal digits and a NUL; the hash starts anew. */
void cs_digest_finish(struct cs_digest *digest, char out[CS_DIGEST_TEXT_BYTES]);
void cs_digest_of(const void *bytes, size_t n_bytes, char out[CS_DIGEST_TEXT_BYTES]);

#endif
