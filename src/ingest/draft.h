/* A first draft of a layout for an unknown file, from its header's words and its cells. Answers
 * for: a draft that loads and reads the file; the user checks what the columns mean. */
#ifndef CS_INGEST_DRAFT_H
#define CS_INGEST_DRAFT_H

#include "base/diag.h"
#include "data/layout_draft.h"

/* Fills an initialized draft. Errors: CS_IO when the file holds no table, CS_NO_ANSWER when none of
 * its columns is recognized as a figure. */
CS_MUST_USE enum cs_status cs_layout_draft_make(struct cs_layout_draft *draft, const char *path,
                                                struct cs_diag *diag);

#endif
