/* Markers for a guide that has none. Answers for: proposing a marker around each claim that the
 * audit confirmed by the newest figure, where a style of that figure writes exactly the author's
 * text. */
#ifndef CS_GUIDE_MARK_H
#define CS_GUIDE_MARK_H

#include "guide/audit/audit.h"
#include "guide/text/edit.h"
#include "guide/figure/figure.h"

/* Ordered edits; texts in the audit's arena. *n_claims counts the confirmed claims looked at.
 * Errors: CS_INTERNAL; CS_USAGE when markers that are there already are wrong. Ownership: free
 * *edits. */
CS_MUST_USE enum cs_status cs_mark_propose(struct cs_audit *audit,
                                           const struct cs_figure_data *figures,
                                           struct cs_edit **edits, size_t *n_edits,
                                           size_t *n_claims, struct cs_diag *diag);

#endif
