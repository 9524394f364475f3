/* Whether the keys of a draft tell its rows apart. Answers for: finding two rows of published
 * figures with the same keys and other figures, and the columns in which they differ. */
#ifndef CS_INGEST_DRAFT_APART_H
#define CS_INGEST_DRAFT_APART_H

#include "base/diag.h"
#include "ingest/draft/choices.h"

/* Requires: choices of published figures. Errors: CS_NO_ANSWER with both rows and the columns that
 * are left out. */
CS_MUST_USE enum cs_status cs_draft_check_apart(const struct cs_choices *choices,
                                                struct cs_diag *diag);

#endif
