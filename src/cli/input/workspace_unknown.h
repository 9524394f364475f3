/* Words of filters that no key goes by. Answers for: what is said of them, and what there is
 * instead. All messages go to the call's diag, their text to its arena. */
#ifndef CS_CLI_WORKSPACE_UNKNOWN_H
#define CS_CLI_WORKSPACE_UNKNOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "cli/input/workspace.h"
#include "data/dim.h"
#include "data/name/names.h"

/* Whether the data come from a library, which is not read whole. */
bool cs_workspace_is_of_library(const struct cs_workspace *workspace);
/* A title of a survey's own, in a library whose published figures alone were read. Returns
 * CS_NO_ANSWER. */
CS_MUST_USE enum cs_status cs_workspace_fail_surveyed(const struct cs_call *call,
                                                      const char *title);
/* A known key that the data have nothing about. Returns CS_NO_ANSWER. */
CS_MUST_USE enum cs_status cs_workspace_fail_absent(struct cs_workspace *workspace, enum cs_dim dim,
                                                    const char *code, const char *title);
/* Words that exist nowhere; `near`: what may be meant, or NULL. Returns CS_USAGE. */
CS_MUST_USE enum cs_status cs_workspace_fail_unknown(struct cs_workspace *workspace,
                                                     enum cs_dim dim, const char *word,
                                                     const char *near);
/* "43-6013 (Medical secretaries …), 43-6014 (…)" of the best hits. */
const char *cs_workspace_list_hits(struct cs_workspace *workspace, const struct cs_name_hit *hits,
                                   size_t n_hits);

#endif
