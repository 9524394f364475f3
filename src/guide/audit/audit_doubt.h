/* Errors that are none. Answers for: taking back what was called wrong where the
 * number is exactly the figure of another occupation, place, statistic, count or year that the same
 * sentence speaks of (or, where nobody is named, the section), and where everything that shares an
 * inherited occupation, a column or a row is wrong together: then it was misread. */
#ifndef CS_GUIDE_AUDIT_DOUBT_H
#define CS_GUIDE_AUDIT_DOUBT_H

#include "guide/audit/audit.h"

/* Errors: CS_INTERNAL. Where memory runs out, nothing is taken back. */
CS_MUST_USE enum cs_status cs_audit_doubt(struct cs_audit *audit,
                                          const struct cs_evidence *evidence);

/* Pay that the paragraph works out from other pay in it was called wrong: taken back. */
void cs_audit_take_back_worked_out(struct cs_audit *audit);

/* What was called wrong in running text and is nowhere near the figure, with nothing to explain it
 * (no slip, no other figure), is of other workers or other money: taken back. Last of all. */
void cs_audit_take_back_far(struct cs_audit *audit);

#endif
