/* Text on its way into HTML and Markdown. Answers for: the one escaping function of each. */
#ifndef CS_BASE_MARKUP_H
#define CS_BASE_MARKUP_H

#include "base/buf.h"

/* Appends text so that it is text in HTML element content and in quoted attributes: & < > " '
 * escaped, control characters other than blanks dropped, bytes that are not UTF-8 and the
 * invisible direction controls shown as U+FFFD. */
void cs_html_put(struct cs_buf *out, const char *text);

/* Appends text so that it is text in a line or table cell of Markdown: as above for control and
 * invalid bytes, line ends as blanks, \ ` * _ [ ] < > | & # escaped where they would mean
 * something. */
void cs_markdown_put(struct cs_buf *out, const char *text);

/* Appends text with numeric entities for all that is not ASCII: the same in every character set. */
void cs_ascii_put(struct cs_buf *out, const char *text, size_t n_bytes);

#endif
