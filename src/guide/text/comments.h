/* The comments of a guide, as its readers' programs see them. Answers for: telling a comment from
 * code that shows one, and from places where a comment is no comment (attributes, titles, the
 * address of a link); where a line's content begins. Knows no markers. */
#ifndef CS_GUIDE_COMMENTS_H
#define CS_GUIDE_COMMENTS_H

#include "guide/text/document.h"

enum cs_comment_place {
    CS_COMMENT_FREE,     /* in text: nobody sees it */
    CS_COMMENT_IN_TAG,   /* in an attribute: part of its value */
    CS_COMMENT_IN_TITLE, /* of an HTML page */
    CS_COMMENT_IN_LINK,  /* in the address or title of a Markdown link */
    CS_COMMENT_IN_IMAGE, /* in the words of a Markdown image */
};

struct cs_comment {
    size_t start, end;   /* bytes of the file; end 0: never closed */
    struct cs_span text; /* trimmed; of an unclosed one its first line */
    enum cs_comment_place place;
};

/* Hands over every comment from byte `from` on, in order: those of HTML and, in Markdown,
 * those of MDX, which has no other. Comments in code blocks, code spans, scripts, styles and text
 * areas are text and are passed over. */
void cs_comments_find(const struct cs_document *document, size_t from,
                      void (*take)(void *context, const struct cs_comment *comment), void *context);

/* Where the content of the Markdown line that holds a byte begins: behind blanks, '>' and the marks
 * of lists. A comment that stands there makes the line HTML: what else is in it is no Markdown. */
size_t cs_markdown_content(const struct cs_document *document, size_t byte);

#endif
