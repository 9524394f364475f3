/* Changes, differences, multiples and totals. Answers for: holding each against the figures it may
 * lie between or add up, those of the data and those of the guide itself. */
#ifndef CS_GUIDE_JUDGE_CHANGE_H
#define CS_GUIDE_JUDGE_CHANGE_H

#include "guide/audit/inside.h"

/* Judges the claims of the audit that have pairs of figures. */
void cs_judge_changes(struct cs_audit *audit, const struct cs_evidence *evidence);
/* Adds findings where the guide's own two figures give another change, and no data know them. */
void cs_inside_changes(struct cs_audit *audit);

/* Differences that no sentence ties to two figures, where the number itself tells which they are:
 * after the changes are judged. */
void cs_judge_gaps(struct cs_audit *audit, const struct cs_evidence *evidence);

/* Judges the totals of an audit whose other claims are judged: "together they employ 1.2 million",
 * "that adds up to", total rows. */
void cs_judge_totals(struct cs_audit *audit, const struct cs_evidence *evidence);

#endif
