/* Totals. Answers for: holding "together they employ 1.2 million", "that adds up to" and total rows
 * against the figures that they add up. */
#ifndef CS_GUIDE_JUDGE_TOTAL_H
#define CS_GUIDE_JUDGE_TOTAL_H

#include "guide/audit/inside.h"

/* Judges the totals of an audit whose other claims are judged. */
void cs_judge_totals(struct cs_audit *audit, const struct cs_evidence *evidence);

#endif
