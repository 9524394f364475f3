/* The texts that a workbook keeps once and its cells name by number. Answers for: storage. */
#ifndef CS_INGEST_TEXTS_H
#define CS_INGEST_TEXTS_H

#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

struct cs_texts {
    char *bytes;    /* one after the other */
    size_t *starts; /* n + 1 of them */
    size_t n, n_bytes, capacity, bytes_capacity;
};

/* Starts a new, empty text. */
CS_MUST_USE enum cs_status cs_texts_begin(struct cs_texts *texts, struct cs_diag *diag);
/* Adds to the text begun last. Errors: CS_IO past 64 MB in all, with `name` as the place. */
CS_MUST_USE enum cs_status cs_texts_append(struct cs_texts *texts, const char *name,
                                           const char *bytes, size_t size, struct cs_diag *diag);
/* Decodes the escaped characters of the text begun last (celltext.h). */
void cs_texts_unescape(struct cs_texts *texts);
/* The text at an index. Requires: index < texts->n. Ownership: borrowed until the next append. */
struct cs_span cs_texts_get(const struct cs_texts *texts, size_t index);
void cs_texts_clear(struct cs_texts *texts);

#endif
