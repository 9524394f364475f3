/* A page made for a file, made fit for a strict policy of its server. Answers for: moving its style
 * sheet and its script out, into files of the server, and hashing the styles of its pictures. */
#ifndef CS_SERVE_POLICY_H
#define CS_SERVE_POLICY_H

#include "base/buf.h"

struct cs_policy_page {
    const char *html;               /* the page as it is saved */
    const char *css, *js;           /* what stands in it between <style>, <script> and their ends */
    const char *css_link, *js_link; /* elements that stand for them */
    const char *body;               /* put before the page's first <div class="page"> */
};

/* Appends the page to `out`, without the policy in its head, and to `styles` " 'sha256-…'" for each
 * style of its charts. A style of another kind gets none: the browser leaves it out. */
void cs_policy_fit(const struct cs_policy_page *page, struct cs_buf *out, struct cs_buf *styles);

#endif
