/* The JSON of a drafted layout (data/layout_draft.h). */
#ifndef CS_RENDER_LAYOUT_DRAFT_H
#define CS_RENDER_LAYOUT_DRAFT_H

#include "base/buf.h"
#include "base/diag.h"
#include "data/layout_draft.h"

/* Appends the layout file. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_layout_draft_json(const struct cs_layout_draft *draft,
                                                struct cs_buf *out, struct cs_diag *diag);

#endif
