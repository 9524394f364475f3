/* Between the parts of the judge. */
#ifndef CS_GUIDE_JUDGE_PART_H
#define CS_GUIDE_JUDGE_PART_H

#include "guide/judge.h"

/* A claim on trial. */
struct cs_trial {
    const struct cs_evidence *evidence;
    const struct cs_document *document;
    const struct cs_claim *claim;
    struct cs_arena *arena;
    struct cs_judgement *out;
};

/* A figure in words for messages: "$44,640 a year", "4.2 percent", "85,900". */
const char *cs_trial_value(const struct cs_trial *trial, const struct cs_vintage *vintage);
/* "May 2024", "2024-34", "undated". */
const char *cs_trial_period(const struct cs_trial *trial, const struct cs_vintage *vintage);
/* The title of the claim's occupation. */
const char *cs_trial_subject(const struct cs_trial *trial);
/* The claim's own number rewritten to the vintage's, in the author's style; NULL when that is not
 * certain. */
const char *cs_trial_rewrite(const struct cs_trial *trial, const struct cs_vintage *vintage);
/* The period said rewritten ("May 2023" keeps its month); NULL when none was said. */
const char *cs_trial_rewrite_period(const struct cs_trial *trial, const struct cs_vintage *vintage);
/* Occupations whose same figure is exactly the claimed one: a hint, or NULL. */
const char *cs_trial_neighbour(const struct cs_trial *trial, const struct cs_vintage *fact);

/* Growth words: judged by percent and period. */
void cs_judge_word(struct cs_trial *trial);

#endif
