/* Dashes where a marker should have hyphens. Such a marker is no comment: Markdown shows it to
 * readers, HTML hides it, and neither keeps its figure. */
#include "guide/refresh/marker_typing.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/text/document.h"

static const char *const dashes[] = {"–", "—", "&ndash;", "&mdash;", "&#8211;", "&#8212;"};

/* Length of the dash that a text begins with; 0 when it is none. */
static size_t dash_length(struct cs_span text)
{
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t n = strlen(dashes[i]);
        if (n <= text.size && !memcmp(text.start, dashes[i], n))
            return n;
    }
    return 0;
}

static struct cs_span behind(struct cs_span text, size_t n)
{
    return (struct cs_span){text.start + n, text.size - n};
}

bool cs_marker_looks_ours(struct cs_span text)
{
    text = cs_span_trim(text);
    return text.size >= 3 &&
           (!strncasecmp(text.start, "cs:", 3) || !strncasecmp(text.start, "/cs", 3));
}

bool cs_marker_ends_with_dash(struct cs_span text)
{
    for (size_t i = 0; i < text.size; i++) {
        struct cs_span rest = behind(text, i);
        size_t n = dash_length(rest);
        rest = behind(rest, n);
        if (n && rest.size &&
            (rest.start[0] == '>' ||
             (rest.size > 1 && rest.start[0] == '-' && rest.start[1] == '>')))
            return true;
    }
    return false;
}

/* Whether "<!" with hyphens and a dash begins the text, and a marker's words follow. */
static bool is_mistyped(struct cs_span text)
{
    bool has_dash = false;
    if (text.size < 4 || memcmp(text.start, "<!", 2) != 0)
        return false;
    text = behind(text, 2);
    for (size_t n = 1; n && text.size;) {
        n = dash_length(text);
        has_dash |= n > 0;
        n += n == 0 && text.start[0] == '-';
        text = behind(text, n);
    }
    return has_dash && cs_marker_looks_ours(text);
}

/* Markdown shows what is no comment: it stands in the text of a block, code does not. */
static bool is_shown(const struct cs_document *d, size_t byte)
{
    for (size_t b = 0; b < d->n_blocks; b++) {
        const struct cs_block *block = &d->blocks[b];
        if (!block->size || byte < block->from[0] || byte > block->from[block->size - 1])
            continue;
        for (size_t i = 0; i < block->size; i++)
            if (block->from[i] == byte && block->text[i] == '<')
                return true;
    }
    return false;
}

void cs_markers_find_mistyped(const struct cs_document *document,
                              void (*take)(void *context, size_t byte), void *context)
{
    const char *bytes = document->bytes, *end = bytes + document->n_bytes;
    for (const char *p = bytes; (p = memmem(p, (size_t)(end - p), "<!", 2)) != NULL; p += 2) {
        struct cs_span rest = {p, (size_t)(end - p)};
        size_t byte = (size_t)(p - bytes);
        if (is_mistyped(rest) && (document->is_html || is_shown(document, byte)))
            take(context, byte);
    }
}
