/* Another occupation's figure. Answers for: a hint where a wrong number is exactly what the data
 * have for one other occupation that is easily mixed up; then it is not certain what should be
 * written. */
#ifndef CS_GUIDE_NEIGHBOR_H
#define CS_GUIDE_NEIGHBOR_H

#include "guide/audit/audit.h"

/* Gives the contradicted claims that have no hint theirs, and takes the proposed text of those from
 * them. */
void cs_audit_find_neighbors(struct cs_audit *audit, const struct cs_evidence *evidence);

#endif
