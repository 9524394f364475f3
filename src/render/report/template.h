/* A small template language, so that reports can be changed without C. Answers for: parsing and
 * filling; it knows no figure and no format: a host supplies values already escaped.
 *   {{CALL}}               a value; nothing when it is absent
 *   {{#CALL}} … {{/}}      kept when the value is there        ({{/NAME}} closes it as well)
 *   {{^CALL}} … {{/}}      kept when it is not
 *   [[ … ]]                kept when every value in it is there; may hold others
 *   {{> FILE}}             another template of the folder
 *   {{! words }}           a comment
 * A line that holds nothing but section, comment or file marks leaves no line behind. */
#ifndef CS_RENDER_TEMPLATE_H
#define CS_RENDER_TEMPLATE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"

struct cs_template_host {
    void *context;
    /* Appends the value of a call, escaped; *is_present says whether there is one. With out NULL it
     * only says that. Errors: CS_USAGE for a call that means nothing, CS_INTERNAL. */
    enum cs_status (*value)(void *context, struct cs_span call, struct cs_buf *out,
                            bool *is_present, struct cs_diag *diag);
    /* The text of another template, borrowed while filling; NULL when there is none. */
    const char *(*file)(void *context, const char *name);
};

/* Appends the filled template. `name` stands in messages. Errors: CS_USAGE with line and column
 * for marks that do not match, unknown files and calls that mean nothing; CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_template_fill(const char *text, const char *name,
                                            const struct cs_template_host *host, struct cs_buf *out,
                                            struct cs_diag *diag);

#endif
