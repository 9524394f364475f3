/* The library on the command line. Answers for: turning the filters of a
 * call into the rows to take from it. */
#ifndef CS_CLI_LIBRARY_USE_H
#define CS_CLI_LIBRARY_USE_H

#include <stdbool.h>

#include "cli/input/workspace.h"

/* Whether a command is about more than one vintage and about shipped data beside the library's:
 * charts, reports and guides. */
bool cs_library_use_wants_all(const struct cs_call *call);

/* Adds to workspace->data the rows that the filters and the request's occupation ask for; says
 * in notes which vintages were taken. */
CS_MUST_USE enum cs_status cs_library_use_load(struct cs_workspace *workspace, const char *path);

#endif
