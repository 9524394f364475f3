/* Comments are found while the guide is read (document_html.c, document_markdown.c), so that both
 * agree on what is code; here they are handed over. Apart because refresh asks for them and the
 * readers of claims do not. */
#include "guide/text/comments.h"

#include <string.h>

#include "base/text.h"
#include "guide/text/document.h"

enum { LONGEST_LEAD = 400 };

void cs_comments_find(const struct cs_document *document, size_t from,
                      void (*take)(void *context, const struct cs_comment *comment), void *context)
{
    for (size_t i = 0; i < document->n_comments; i++) {
        if (document->comments[i].start >= from)
            take(context, &document->comments[i]);
    }
}

static size_t list_mark_length(const struct cs_document *d, size_t i)
{
    size_t k = i;
    while (k < d->n_bytes && k < i + 9 && cs_is_digit(d->bytes[k]))
        k++;
    if (k + 1 >= d->n_bytes || !strchr(k > i ? ".)" : "-*+", d->bytes[k]) ||
        (d->bytes[k + 1] != ' ' && d->bytes[k + 1] != '\t'))
        return 0;
    return k + 2 - i;
}

size_t cs_markdown_content(const struct cs_document *document, size_t byte)
{
    struct cs_span line = cs_document_line(document, byte);
    size_t i = (size_t)(line.start - document->bytes), end = i + line.size;
    size_t limit = i + LONGEST_LEAD; /* deeper nesting is no writing */
    while (i < end && i < limit) {
        char c = document->bytes[i];
        size_t n = c == ' ' || c == '\t' || c == '>' ? 1 : list_mark_length(document, i);
        if (!n || i + n > end)
            break;
        i += n;
    }
    return i;
}
