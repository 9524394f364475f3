/* What guides are held against, from the library. Answers for: every name of its occupations, and
 * the figures of places for the occupations that guides speak of; what holds for the nation is
 * taken as for any answer (library_use.h). */
#ifndef CS_CLI_LIBRARY_GUIDES_H
#define CS_CLI_LIBRARY_GUIDES_H

#include "cli/input/workspace.h"
#include "library/library.h"

/* Adds all names of the library's occupations to those that the dataset has. Errors: CS_IO,
 * CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_library_guides_names(struct cs_library *library,
                                                   struct cs_workspace *workspace);
/* Adds the figures of every vintage for these occupations in these regions. Does nothing when a
 * list is empty. Errors: as cs_library_open and cs_library_fetch. */
CS_MUST_USE enum cs_status cs_library_guides_places(struct cs_workspace *workspace,
                                                    const char *path,
                                                    const struct cs_library_codes *occupations,
                                                    const struct cs_library_codes *regions);

#endif
