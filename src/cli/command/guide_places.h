/* Which places and occupations guides speak of. Answers for: reading the guides of a run once, so
 * that a library gives what they need and no more. */
#ifndef CS_CLI_GUIDE_PLACES_H
#define CS_CLI_GUIDE_PLACES_H

#include "cli/command/guides.h"

/* Adds to the workspace's data, from the library of that path, the figures of the places that the
 * guides name (and of `region`, unless NULL) for the occupations they speak of. Guides that cannot
 * be read are passed over: their command tells. Errors: as cs_library_fetch. */
CS_MUST_USE enum cs_status cs_guide_places_load(struct cs_workspace *workspace, const char *library,
                                                const struct cs_guide_list *guides,
                                                const struct cs_region *region);

#endif
