/* What a guide computes from its figures. Answers for: numbers that set two of its figures beside
 * each other ("a gap of $12,100", "two and a half times that"), wherever those stand: in the
 * sentence, in the paragraph or the table before, or known by a name only. Looks nothing up:
 * guide/audit/judge_change.h does. */
#ifndef CS_GUIDE_RELATION_H
#define CS_GUIDE_RELATION_H

#include <stdbool.h>

#include "guide/claim/claim.h"

/* Adds the relations of a guide whose claims are found, at the end of the list. What was read as a
 * figure of its own and is a relation becomes one, unless `is_settled`, an entry for each of the
 * first n_settled claims, says that it is right as it was read. On no memory it sets `failed`. */
void cs_relations_find(struct cs_claims *claims, const struct cs_topic *topic,
                       const bool *is_settled, size_t n_settled);

#endif
