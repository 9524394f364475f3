/* What one claim of a guide tells about another. Answers for: settling doubts (guide/judge/judge.h)
 * by claims that were confirmed: who writes "$62,970" for plumbers means the plumbers of the data,
 * and a column whose other cells are medians holds medians. */
#ifndef CS_GUIDE_AUDIT_SURE_H
#define CS_GUIDE_AUDIT_SURE_H

#include "guide/audit/audit.h"

/* Calls doubtful claims contradicted where the guide's own claims leave no doubt; of the others the
 * proposed text is taken away. */
void cs_audit_make_sure(struct cs_audit *audit, const struct cs_evidence *evidence);

/* Calls doubtful claims contradicted where the number itself leaves no doubt whom it is about: it
 * is exactly another figure of the same occupation, or that figure ten times over. */
void cs_audit_recognize(struct cs_audit *audit, const struct cs_evidence *evidence);

/* Takes back what is said against undated values whose neighbors in the section are of a date newer
 * than the data: they are of it, too. */
void cs_audit_take_back_newer(struct cs_audit *audit);

/* Confirms stale values that are told as what was true once: dated and long past, or with the newer
 * figure beside them. */
void cs_audit_accept_history(struct cs_audit *audit);

/* Keeps only those proposed dates under which every value that the date stands for is right. */
void cs_audit_settle_dates(struct cs_audit *audit, const struct cs_evidence *evidence);

#endif
