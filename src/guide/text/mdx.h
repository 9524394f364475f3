/* What MDX adds to Markdown. Answers for: where an expression in braces and where a block of
 * imports and exports ends. Reads no JavaScript beyond its strings, comments and brackets. */
#ifndef CS_GUIDE_MDX_H
#define CS_GUIDE_MDX_H

#include "guide/text/document.h"

/* Past the '}' that closes the brace at `at`; `at` + 1 when none does. *n_missing counts the braces
 * that nothing closed: after many no more are looked for, so that reading stays linear. */
size_t cs_mdx_expression_end(const struct cs_document *document, size_t at, int *n_missing);
/* Past the import or export that begins the line at `at`; `at` when none does. */
size_t cs_mdx_module_end(const struct cs_document *document, size_t at);

#endif
