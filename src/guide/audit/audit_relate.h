/* Relations of an audit. Answers for: finding what a guide computes from its figures once those are
 * judged, since only then is known whose they are. Judges nothing: judge_change.h does. */
#ifndef CS_GUIDE_AUDIT_RELATE_H
#define CS_GUIDE_AUDIT_RELATE_H

#include "guide/audit/audit.h"

/* Adds the relations of an audit whose claims are judged; the claims stay in the order of the
 * guide. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_audit_relate(struct cs_audit *audit, struct cs_diag *diag);

#endif
