/* The picture files that chart markers name. Answers for: which names a marker may use, where the
 * file then lies, and the seal inside a picture by which careerstat knows it as its own and
 * untouched. Draws nothing, writes nothing. */
#ifndef CS_GUIDE_PICTURE_H
#define CS_GUIDE_PICTURE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"

enum cs_picture_kind { CS_PICTURE_SVG, CS_PICTURE_PNG, CS_PICTURE_PDF };
/* By the ending of the name: .svg, .png, .pdf. Returns 0 for others. */
bool cs_picture_kind_of(const char *file, enum cs_picture_kind *kind);

/* Where the picture of a marker lies: `file` beside the guide. Names are relative, of letters,
 * digits, '.', '_', '-' and '/', and no part begins with a dot; no part of the way may be a
 * symbolic link, so that nothing outside the guide's folder is ever written. Errors: CS_USAGE. */
CS_MUST_USE enum cs_status cs_picture_place(const char *guide, const char *file,
                                            struct cs_arena *arena, const char **path,
                                            struct cs_diag *diag);

/* What a seal says, in hexadecimal digests. */
enum { CS_SEAL_DIGITS = 32, CS_ALT_DIGITS = 16, CS_SEAL_ALTS = 4 };
struct cs_alt_digest {
    char markdown[CS_ALT_DIGITS + 1], html[CS_ALT_DIGITS + 1];
};
struct cs_seal {
    char model[CS_SEAL_DIGITS + 1]; /* what is drawn: the same on any machine */
    /* The text beside it as written into a guide, and those of the drawings before it: guides that
     * share a picture are brought up to date one after the other. */
    struct cs_alt_digest alts[CS_SEAL_ALTS];
};
/* The first digits of a SHA-256; out has n_digits + 1 bytes. */
void cs_seal_digest(const void *bytes, size_t n_bytes, size_t n_digits, char *out);
/* Fills the digests of the alternative text, and those of the seal that is replaced (NULL none). */
void cs_seal_alt(struct cs_seal *seal, const char *alt, const struct cs_seal *before);
/* Whether that text, as it stands escaped in a guide, is one of those that were sealed. */
bool cs_seal_is_alt(const struct cs_seal *seal, struct cs_span escaped, bool is_html);

/* Appends the picture with its seal: a comment behind an SVG or PDF, a text chunk in a PNG. Errors:
 * CS_INTERNAL for a PNG without an end. */
CS_MUST_USE enum cs_status cs_picture_seal(enum cs_picture_kind kind, const struct cs_buf *picture,
                                           const struct cs_seal *seal, struct cs_buf *out,
                                           struct cs_diag *diag);
/* Whether the bytes carry a seal and are, to the last one, what was sealed. Fills *seal then. */
bool cs_picture_is_sealed(enum cs_picture_kind kind, const char *bytes, size_t n_bytes,
                          struct cs_seal *seal);

#endif
