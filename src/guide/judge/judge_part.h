/* What judge.c and its parts (judge_*.c) share; nobody else includes it. */
#ifndef CS_GUIDE_JUDGE_PART_H
#define CS_GUIDE_JUDGE_PART_H

#include <stdbool.h>

#include "guide/judge/judge.h"

/* A claim on trial. */
struct cs_trial {
    const struct cs_evidence *evidence;
    const struct cs_document *document;
    const struct cs_claim *claim;
    struct cs_arena *arena;
    struct cs_judgment *out;
};

/* A figure that a claim may mean. */
struct cs_candidate {
    enum cs_measure low, high; /* high CS_N_MEASURES: one value */
    const char *figure;
    bool is_loose; /* fits, but the author used another word for it */
};

enum { CS_CANDIDATES = 6 };
/* Fills out with the candidates of a claim, likeliest first; returns how many. */
size_t cs_judge_candidates(const struct cs_claim *claim, struct cs_candidate out[CS_CANDIDATES]);

/* How a claim meets the vintages of one candidate. */
struct cs_meeting {
    struct cs_candidate candidate;
    struct cs_vintages lows, highs;
    const struct cs_vintage *said; /* of the period said */
    const struct cs_vintage *fits; /* the one said when it fits, else the newest that does */
    const struct cs_vintage *newest;
    const struct cs_vintage *half; /* one end of a range fits this vintage, the other not */
};

/* Fills a meeting whose candidate is set. */
void cs_judge_meet(const struct cs_trial *trial, struct cs_meeting *meeting);
/* Whether the claim's number, or both ends of its range, fit a vintage; notes in `half` when one
 * end does. */
int cs_judge_fits(struct cs_meeting *meeting, const struct cs_claim *claim,
                  const struct cs_vintage *vintage);
/* The high end that goes with a low one; NULL when there is none. */
const struct cs_vintage *cs_judge_partner(const struct cs_meeting *meeting,
                                          const struct cs_vintage *low);
/* Whether a number of three figures and more is the published one, not only within its own
 * rounding: $84,900 is, $85,000 for $84,900 is not. */
bool cs_amount_is_exactly(const struct cs_amount *amount, const struct cs_vintage *vintage);
/* Whether claim and vintage are in the same currency, as far as both say. */
bool cs_judge_same_money(const struct cs_claim *claim, const struct cs_vintage *vintage);
/* Whether the vintage is of the year or span that the claim says. */
bool cs_judge_same_period(const struct cs_claim *claim, const struct cs_vintage *vintage);

/* Sets the verdict; fact NULL: none. */
void cs_trial_conclude(struct cs_trial *trial, enum cs_verdict verdict, enum cs_fault fault,
                       const struct cs_vintage *fact);
/* Whether a claim is about less or other than the data: an industry, a site, an unknown place. */
bool cs_claim_is_guarded(const struct cs_claim *claim);
/* Whether it still is although the number is what the edition before the newest had for the
 * occupation: as fine as published, of four figures and more (of counts three), it shows whose it
 * is, unless others are named as its source, or a level or a place that the data do not have. In
 * tables of industries some figure fits by chance. */
bool cs_claim_is_guarded_from(const struct cs_claim *claim, const struct cs_meeting *meeting);
/* "$48k", "$30 an hour". */
bool cs_claim_is_round_pay(const struct cs_claim *claim);
/* Whether the newest figure of the place or occupation is old where the nation has newer ones. */
bool cs_judge_is_old_evidence(const struct cs_trial *trial, const struct cs_meeting *meeting);
/* The verdict on a value that fits no vintage. */
void cs_judge_mismatch(struct cs_trial *trial, const struct cs_meeting *meeting);

/* A figure in words for messages: "$44,640 a year", "4.2 percent", "85,900". */
const char *cs_trial_value(const struct cs_trial *trial, const struct cs_vintage *vintage);
/* "May 2024", "2024-34", "undated". */
const char *cs_trial_period(const struct cs_trial *trial, const struct cs_vintage *vintage);
/* The claim's own number rewritten to the vintage's, in the author's style; NULL when that is not
 * certain. */
const char *cs_trial_rewrite(const struct cs_trial *trial, const struct cs_vintage *vintage);
/* The period said rewritten ("May 2023" keeps its month); NULL when none was said. */
const char *cs_trial_rewrite_period(const struct cs_trial *trial, const struct cs_vintage *vintage);

/* Whether pay is exactly another figure of the same occupation in the period of `fact`: the mean
 * for the median, the nation's for the state's. Returns what it is, or NULL. */
const char *cs_trial_known_otherwise(const struct cs_trial *trial, const struct cs_vintage *fact);
/* Whether a count is exactly another count of the same occupation: openings for new jobs. Returns
 * what it is, or NULL. */
const char *cs_trial_known_as_count(const struct cs_trial *trial);
/* Whether openings are told of a month or a week, which is wrong whatever their number. */
bool cs_judge_rhythm(struct cs_trial *trial);
/* Openings told of a decade and new jobs told of a year, after the number itself was judged. */
void cs_judge_decade(struct cs_trial *trial);
void cs_judge_yearly(struct cs_trial *trial);
/* Openings said to be new jobs, or the other way round: a hint, or NULL. */
const char *cs_trial_mix_up(const struct cs_trial *trial);
/* $56,600 "per hour": whether it is the figure of another pay period, and the verdict if so. */
bool cs_judge_other_per(struct cs_trial *trial, const struct cs_candidate *candidates, size_t n);

/* Growth words: judged by percent and period. */
void cs_judge_word(struct cs_trial *trial);

/* "The lowest 70 percent earned less than" the 10th percentile: the number is known, the rank is
 * wrong. */
void cs_judge_rank(struct cs_trial *trial);

#endif
