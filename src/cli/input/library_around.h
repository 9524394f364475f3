/* What of a library an occupation is seen beside. Answers for: fetching all others for those who
 * set them side by side, and nothing but its own rows for those who do not. */
#ifndef CS_CLI_LIBRARY_AROUND_H
#define CS_CLI_LIBRARY_AROUND_H

#include <stdbool.h>

#include "cli/input/workspace.h"
#include "library/library.h"

/* Adds to workspace->data what a report sets the occupation beside: all others, nationally and at
 * present, and all of them together; for a site and for guides of any occupation everything. */
CS_MUST_USE enum cs_status cs_library_around_fetch(struct cs_workspace *workspace,
                                                   struct cs_library *library,
                                                   const struct cs_library_codes *own);

/* Where the load leaves out others: adds the rows of the request's occupations in the place asked
 * for, and the nation's of those under which theirs may go on; workspace->only_codes are these
 * then. *is_found is false where the answer needs others after all: the library has no such rows.
 */
CS_MUST_USE enum cs_status cs_library_alone_fetch(struct cs_workspace *workspace,
                                                  struct cs_library *library,
                                                  const struct cs_library_request *request,
                                                  bool *is_found);

#endif
