/* In which encoding text is written, by its bytes. Answers for: byte order marks, UTF-16 and UTF-32
 * without one, and choosing among the encodings of one byte by what makes words. Does not convert.
 */
#ifndef CS_INGEST_ENCODING_H
#define CS_INGEST_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

struct cs_encoding {
    const char *name;     /* for people: "Windows-1252" */
    const char *standard; /* for iconv(3) */
    size_t unit_bytes;    /* of what a character is made of: 1, 2 or 4 */
    size_t mark_bytes;    /* of the byte order mark at the start */
};

/* Whether a file with these first bytes is in an encoding of two or four bytes a character. */
bool cs_encoding_of_start(const char *bytes, size_t n_bytes, struct cs_encoding *encoding);

/* Whether bytes from the first above ASCII on are UTF-8. A character cut off by the end counts as
 * whole; a few that are not leave it UTF-8, damaged, when most are. */
bool cs_encoding_is_utf8(const char *bytes, size_t n_bytes);

/* Finds what text that is no UTF-8 is in; returns 0 when no encoding makes sense of it.
 * Requires: a byte above ASCII. */
bool cs_encoding_guess(const char *bytes, size_t n_bytes, struct cs_encoding *encoding);

#endif
