/* One tag of HTML or JSX. Answers for: where it ends, its name, its attributes, whether what it
 * holds is hidden or struck out. Broken tags end where they most likely do. Knows no blocks. */
#ifndef CS_GUIDE_HTML_TAG_H
#define CS_GUIDE_HTML_TAG_H

#include <stdbool.h>

#include "base/text.h"
#include "guide/text/document.h"

struct cs_html_tag {
    struct cs_span name, attributes;
    bool is_end;
    bool is_empty; /* "<br/>" */
    size_t size;   /* from '<' past '>' */
};

/* What a search found missing, so that it is not searched for again: reading stays linear. */
struct cs_html_missing {
    int quote[2]; /* of " and ': none is left in the file */
    int n_end_tags, n_braces, n_controls;
};

/* The tag at `at` (a '<'). Returns whether there is one. */
bool cs_html_tag_read(const struct cs_document *document, struct cs_html_missing *missing,
                      size_t at, struct cs_html_tag *tag);
/* The value of an attribute ("" without one) without quotes. Returns whether it is there. */
bool cs_html_attribute(const struct cs_html_tag *tag, const char *name, struct cs_span *value);
/* The next attribute from *i (0 at first) on. Returns whether there was one. */
bool cs_html_next_attribute(const struct cs_html_tag *tag, size_t *i, struct cs_span *name,
                            struct cs_span *value);
/* A number attribute such as colspan="2"; 1 when absent or silly. */
unsigned cs_html_span_attribute(const struct cs_html_tag *tag, const char *name);
/* What the tag's own attributes say of what it holds. What is hidden from screen readers alone
 * (aria-hidden) is shown to everybody else. */
enum cs_html_showing {
    CS_HTML_SHOWN,
    CS_HTML_CLOSED, /* hidden as long as no control opens it */
    CS_HTML_STRUCK, /* struck out, or never seen */
};
enum cs_html_showing cs_html_showing_of(const struct cs_html_tag *tag);
/* Whether a control of the page opens a closed element, or one inside it: bytes [start, end). */
bool cs_html_is_opened(const struct cs_document *document, struct cs_html_missing *missing,
                       const struct cs_html_tag *tag, size_t start, size_t end);

/* Past the end tag of a tag that was read, nested ones of the name counted; 0 when there is none.
 */
size_t cs_html_past_end_tag(const struct cs_document *document, struct cs_html_missing *missing,
                            const struct cs_html_tag *tag, size_t after_tag);
/* Where the end tag of an element begins whose content is no markup; the end of the file without
 * one. */
size_t cs_html_content_end(const struct cs_document *document, struct cs_span name, size_t i);

#endif
