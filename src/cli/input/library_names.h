/* Which library a call uses, and its names. Does not read figures. */
#ifndef CS_CLI_LIBRARY_NAMES_H
#define CS_CLI_LIBRARY_NAMES_H

#include "cli/frame/command.h"
#include "data/dim.h"
#include "data/name/names.h"
#include "library/library.h"

/* --library, CAREERSTAT_LIBRARY, else careerstat/library.sqlite in the XDG data folder. NULL when
 * an empty name says that there is none, or no folder is known. In the call's arena. */
const char *cs_library_use_path(struct cs_call *call);
/* The same when there is such a file, or when it was named; else NULL. */
const char *cs_library_use_existing(struct cs_call *call);

/* Offers every name of the library's occupations or regions. */
CS_MUST_USE enum cs_status cs_library_use_names(struct cs_library *library, enum cs_dim dim,
                                                struct cs_name_search *search,
                                                struct cs_diag *diag);
/* Offers the titles of its occupations alone, a twentieth of the names; *newest is the newest year
 * of any. */
CS_MUST_USE enum cs_status cs_library_use_titles(struct cs_library *library,
                                                 struct cs_name_search *search, int *newest,
                                                 struct cs_diag *diag);
/* Offers every name of the library that the call uses; nothing where there is none. */
CS_MUST_USE enum cs_status cs_library_use_offer(struct cs_call *call, enum cs_dim dim,
                                                struct cs_name_search *search);

#endif
