/* Places without figures about an occupation. Answers for: which places to ask about instead, and
 * saying so. */
#ifndef CS_CLI_ELSEWHERE_H
#define CS_CLI_ELSEWHERE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "cli/input/workspace.h"
#include "data/reference.h"

enum { CS_MOST_ELSEWHERE = 6 };

/* A place without figures. Borrowed. */
struct cs_elsewhere {
    const char *code, *title;
};
/* The states that its title names and the nation, where the data have figures about an occupation;
 * NULL: about any. Borrowed. Returns how many. */
size_t cs_elsewhere_find(const struct cs_workspace *workspace, const char *occupation,
                         const struct cs_elsewhere *area,
                         const struct cs_region *out[CS_MOST_ELSEWHERE]);

/* That there are no figures in a place about the occupation asked for, and where to ask instead, to
 * the call's diag. Returns CS_NO_ANSWER. */
CS_MUST_USE enum cs_status cs_elsewhere_fail(struct cs_workspace *workspace, const char *code,
                                             const char *title);
/* The same of an occupation that nothing was read of, where a place alone may be why: *is_said
 * tells whether it is. Errors: CS_NO_ANSWER when said, or as cs_spoken_place. */
CS_MUST_USE enum cs_status cs_elsewhere_fail_filters(struct cs_workspace *workspace,
                                                     const char *code, const char *title,
                                                     bool *is_said);

#endif
