/* A first draft of a layout for an unknown file, from its header's words and the profile of its
 * columns. Answers for: a draft that loads and reads the file, or none and why; the user checks
 * what the columns mean. */
#ifndef CS_INGEST_DRAFT_H
#define CS_INGEST_DRAFT_H

#include "base/diag.h"
#include "data/layout_draft.h"
#include "data/reference.h"

/* Fills an initialized draft; what looks like a figure and is left out is a warning with its
 * reason. Errors: CS_IO when the file holds no table, CS_NO_ANSWER when none of its columns is
 * recognized as a figure whose unit is known. */
CS_MUST_USE enum cs_status cs_layout_draft_make(struct cs_layout_draft *draft, const char *path,
                                                const struct cs_reference *reference,
                                                struct cs_diag *diag);

#endif
