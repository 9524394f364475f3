/* Files that come with a form, kept in a folder of their own until they are made use of.
 * Answers for: names that stay in that folder, limits, and nothing left behind. */
#ifndef CS_SERVE_UPLOAD_H
#define CS_SERVE_UPLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cs_upload; /* opaque */

enum { CS_UPLOAD_MOST_FILES = 200, CS_UPLOAD_NAME_BYTES = 201 };

/* A new folder, readable by its owner only, in `parent`. Ownership: cs_upload_free, which removes
 * it with what is in it. NULL when it cannot be made. */
struct cs_upload *cs_upload_new(const char *parent);
void cs_upload_free(struct cs_upload *upload);

/* Begins a file. Returns NULL, or why it cannot be taken, as a sentence. */
const char *cs_upload_begin(struct cs_upload *upload, const char *name);
/* Adds bytes to the file begun last. The same. */
const char *cs_upload_put(struct cs_upload *upload, const void *bytes, size_t n_bytes);
/* Ends the file begun last, if there is one. */
void cs_upload_end(struct cs_upload *upload);

const char *cs_upload_folder(const struct cs_upload *upload);
size_t cs_upload_count(const struct cs_upload *upload);
/* The i-th file's name in the folder. */
const char *cs_upload_name(const struct cs_upload *upload, size_t i);

/* What a name that a browser sends becomes: without folders. False when nothing usable is left: no
 * name, a hidden one, one with control characters, one that is too long. */
bool cs_upload_clean_name(const char *given, char out[CS_UPLOAD_NAME_BYTES]);

#endif
