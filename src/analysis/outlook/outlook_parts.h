/* Parts of cs_outlook_find; internal to analysis/outlook*.c. */
#ifndef CS_ANALYSIS_OUTLOOK_PARTS_H
#define CS_ANALYSIS_OUTLOOK_PARTS_H

#include <stdbool.h>

#include "analysis/outlook/outlook.h"

/* The occupation among its neighbors: those a package or a publisher names, else the
 * nearest by code. are_few: half as many, for the short form. */
CS_MUST_USE enum cs_status cs_outlook_add_related(const struct cs_outlook_data *data,
                                                  struct cs_arena *arena, bool are_few,
                                                  struct cs_outlook *out, struct cs_diag *diag);
/* Every source of a figure in the outlook, and the caveats that go with them. */
CS_MUST_USE enum cs_status cs_outlook_add_sources(struct cs_arena *arena, struct cs_outlook *out,
                                                  struct cs_diag *diag);

#endif
