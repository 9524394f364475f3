/* Changes to a guide. Answers for: replacing stretches of bytes and leaving every other byte as it
 * is. */
#ifndef CS_GUIDE_EDIT_H
#define CS_GUIDE_EDIT_H

#include <stddef.h>

#include "base/buf.h"

struct cs_edit {
    size_t start, end;
    const char *text;
}; /* bytes [start, end) become text */

/* Sorts by place and drops edits that begin inside another. Returns how many are left. */
size_t cs_edits_order(struct cs_edit *edits, size_t n);
/* Appends the bytes with the ordered edits made. */
void cs_edits_apply(const char *bytes, size_t n_bytes, const struct cs_edit *edits, size_t n,
                    struct cs_buf *out);
/* Appends the same as a unified diff with three lines around each change. */
void cs_edits_put_diff(const char *path, const char *bytes, size_t n_bytes,
                       const struct cs_edit *edits, size_t n, struct cs_buf *out);

#endif
