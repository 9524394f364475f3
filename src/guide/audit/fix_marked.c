/* Texts that markers keep: they are refresh's to change. Only where they lie is read here; what
 * they say, and whether they are right, is in guide/refresh. */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "guide/audit/fix_part.h"
#include "guide/text/comments.h"

struct search {
    size_t at; /* byte asked about */
    bool is_open, is_found;
};

static void take_comment(void *context, const struct cs_comment *comment)
{
    struct search *s = context;
    if (s->is_open && comment->start > s->at)
        s->is_found = true;
    s->is_open = comment->text.size > 3 && !memcmp(comment->text.start, "cs:", 3) && comment->end &&
                 comment->end <= s->at;
}

bool cs_fix_is_marked(const struct cs_audit *audit, size_t byte)
{
    struct search search = {.at = byte};
    if (!memmem(audit->document.bytes, audit->document.n_bytes, "cs:", 3))
        return false;
    cs_comments_find(&audit->document, 0, take_comment, &search);
    return search.is_found;
}
