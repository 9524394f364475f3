/* The library on the command line. Answers for: which file it is, and turning the filters of a
 * call into the rows to take from it. */
#ifndef CS_CLI_LIBRARY_USE_H
#define CS_CLI_LIBRARY_USE_H

#include <stdbool.h>

#include "cli/input/workspace.h"
#include "data/name/names.h"
#include "library/library.h"

/* --library, CAREERSTAT_LIBRARY, else careerstat/library.sqlite in the XDG data folder. NULL when
 * an empty name says that there is none, or no folder is known. In the call's arena. */
const char *cs_library_use_path(struct cs_call *call);
/* The same when there is such a file, or when it was named; else NULL. */
const char *cs_library_use_existing(struct cs_call *call);

/* Whether a command is about more than one vintage and about shipped data beside the library's:
 * charts, reports and guides. */
bool cs_library_use_wants_all(const struct cs_call *call);

/* Adds to workspace->data the rows that the filters and the request's occupation ask for; says
 * in notes which vintages were taken. */
CS_MUST_USE enum cs_status cs_library_use_load(struct cs_workspace *workspace, const char *path);

/* Offers every name of the library's occupations. */
CS_MUST_USE enum cs_status cs_library_use_names(struct cs_library *library,
                                                struct cs_name_search *search,
                                                struct cs_diag *diag);
/* The same of the library that the call uses; nothing where there is none. */
CS_MUST_USE enum cs_status cs_library_use_offer(struct cs_call *call,
                                                struct cs_name_search *search);

#endif
