/* Claims that are read but may mean something else. Answers for: marking those whose sentence
 * speaks of somebody the names do not know, of a survey, or of two dates, so that they are
 * confirmed when they fit and never called wrong. */
#ifndef CS_GUIDE_CLAIM_DOUBT_H
#define CS_GUIDE_CLAIM_DOUBT_H

#include "guide/claim/claim.h"

/* Sets CS_CLAIM_DOUBTFUL where it is due. */
void cs_claims_doubt(struct cs_claims *claims, const struct cs_topic *topic);

#endif
