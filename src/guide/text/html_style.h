/* Classes that a page's own style sheet strikes out or hides. Answers for: rules of one class alone
 * (".old { text-decoration: line-through }"). No cascade: a class that anything else on the page
 * speaks of (a second rule, a script) may be shown after all, and is not kept. */
#ifndef CS_GUIDE_HTML_STYLE_H
#define CS_GUIDE_HTML_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum { CS_HTML_HIDDEN_CLASSES = 16 };

struct cs_html_style {
    struct cs_span classes[CS_HTML_HIDDEN_CLASSES]; /* borrowed from the page */
    size_t n;
    size_t n_looked_for; /* searches of the page: bounded, so that reading stays linear */
};

/* Reads the rules of a <style> element of the page. */
void cs_html_style_read(struct cs_html_style *style, struct cs_span page, struct cs_span rules);
/* Whether a class attribute holds one of the classes. */
bool cs_html_style_hides(const struct cs_html_style *style, struct cs_span classes);

#endif
