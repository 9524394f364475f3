/* Web pages that come in place of a file. Answers for: telling one by its first bytes, and what it
 * calls itself. */
#ifndef CS_FETCH_PAGE_H
#define CS_FETCH_PAGE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether bytes begin a page of HTML; title: what it calls itself, "" when it does not say, cut to
 * the capacity. */
bool cs_page_is_html(const char *bytes, size_t n_bytes, char *title, size_t capacity);

#endif
