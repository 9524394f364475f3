/* What the readers of plain text's tables ask of a line. Apart from them: each reads a kind of its
 * own. */
#include "guide/text/plain_part.h"

#include <string.h>

#include "base/text.h"
#include "guide/text/document_build.h"

struct cs_span cs_plain_line(const struct cs_document *document, size_t at, size_t *next)
{
    const struct cs_document *d = document;
    const char *newline = memchr(d->bytes + at, '\n', d->n_bytes - at);
    size_t end = newline ? (size_t)(newline - d->bytes) : d->n_bytes;
    *next = end + (newline != NULL);
    while (end > at &&
           (d->bytes[end - 1] == '\r' || d->bytes[end - 1] == ' ' || d->bytes[end - 1] == '\t'))
        end--;
    return (struct cs_span){d->bytes + at, end - at};
}

void cs_plain_put(struct cs_build *build, struct cs_span text)
{
    size_t at = (size_t)(text.start - build->document->bytes), end = at + text.size;
    while (at < end && !build->failed) {
        size_t n = 0;
        if (build->document->bytes[at] == '*' || build->document->bytes[at] == '`')
            n = 1; /* bold, or code */
        else if (build->document->bytes[at] == '&')
            n = cs_build_entity(build, at);
        else if (build->document->bytes[at] == '[')
            n = cs_build_note_mark(build, at);
        at += n ? n : cs_build_character(build, at);
    }
}
