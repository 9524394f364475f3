/* Growth told by a verb alone. Answers for: "employment is expected to shrink" as a claim that says
 * only which way. */
#ifndef CS_GUIDE_GROWTH_VERB_H
#define CS_GUIDE_GROWTH_VERB_H

#include "guide/claim/claim_read.h"

/* The word of such a claim: no word of the handbook, only a direction. */
#define CS_WORD_RISES "growth"
#define CS_WORD_FALLS "loss"

/* Adds the claim of a sentence whose values and growth words are read, if there is one. */
void cs_growth_verbs_of_sentence(const struct cs_sentence *s);

#endif
