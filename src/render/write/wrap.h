/* Text for a page of fixed width. Answers for: breaking at blanks, with an indent. */
#ifndef CS_RENDER_WRAP_H
#define CS_RENDER_WRAP_H

#include "base/buf.h"

enum { CS_PAGE_WIDTH = 79 };

/* Appends text that starts in `column`, broken at blanks to lines of the page; every line after the
 * first is indented. Line ends of the text are kept; the last line is ended. */
void cs_put_wrapped(struct cs_buf *out, const char *text, size_t indent, size_t column);

#endif
