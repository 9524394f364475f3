/* Markers for a guide that has none. Answers for: proposing a marker around each claim that the
 * audit confirmed by the newest figure, where a style of that figure writes exactly the author's
 * text. */
#ifndef CS_GUIDE_MARK_H
#define CS_GUIDE_MARK_H

#include "guide/audit/audit.h"
#include "guide/text/edit.h"
#include "guide/figure/figure.h"

/* A confirmed claim that gets no marker. */
struct cs_mark_left {
    size_t start, end; /* bytes of the guide */
    const char *why;   /* "refresh has no style that writes it like this" */
};
struct cs_mark_proposal {
    struct cs_edit *edits; /* ordered */
    size_t n_edits;
    size_t n_values;      /* claims that get a marker; dates have markers of their own */
    size_t n_before;      /* claims that have one already */
    size_t n_unconfirmed; /* claims that the newest figures do not confirm */
    struct cs_mark_left *left;
    size_t n_left;
};
/* Texts in the audit's arena. Errors: CS_INTERNAL; CS_USAGE when markers that are there already are
 * wrong. Ownership: cs_mark_proposal_clear, also after a failure. */
CS_MUST_USE enum cs_status cs_mark_propose(struct cs_audit *audit,
                                           const struct cs_figure_data *figures,
                                           struct cs_mark_proposal *out, struct cs_diag *diag);
void cs_mark_proposal_clear(struct cs_mark_proposal *proposal);

#endif
