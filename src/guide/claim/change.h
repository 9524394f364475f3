/* Changes, differences and multiples of a sentence. Answers for: the numbers that say how far two
 * figures lie apart, and which two figures that may be: said in the guide, or only named ("more
 * than electricians", "since May 2019"). Looks nothing up: guide/audit/judge_change.c does. */
#ifndef CS_GUIDE_CHANGE_H
#define CS_GUIDE_CHANGE_H

#include <stdbool.h>
#include "guide/claim/claim_read.h"

/* Adds the changes of a sentence whose values are read and which left its context. */
void cs_changes_of_sentence(const struct cs_sentence *s);

/* ---- between the files that read changes ---- */

enum { CS_CHANGE_PAIRS = 24 };

/* A change being read. */
struct cs_change_draft {
    const struct cs_sentence *s;
    struct cs_spot at; /* of its number or word */
    size_t after;      /* behind it and the words that belong to it: "3 times as fast as" */
    enum cs_change_unit unit;
    enum cs_claim_kind kind; /* of the figures it lies between */
    int direction, is_more;  /* as in cs_claim_pair */
    struct cs_claim claim;
    struct cs_claim_pair pairs[CS_CHANGE_PAIRS];
    size_t n_pairs;
};

/* Adds a pair of figures; of money the statistic must be the same. */
void cs_change_add_pair(struct cs_change_draft *d, const struct cs_claim *from,
                        const struct cs_claim *to, bool is_sure);
/* A figure like `like` that the guide does not say. */
struct cs_claim cs_change_unsaid(const struct cs_claim *like);
/* The claims that may be an end, nearest last: of the kind, of this sentence and the paragraph
 * before it. Returns how many; *n_before of them are of sentences before. */
enum { CS_CHANGE_ENDS = 8 };
size_t cs_change_ends(const struct cs_change_draft *d, const struct cs_claim **out,
                      size_t *n_before);

/* The statistic that a sentence names, also in "the median for all occupations". */
enum cs_statistic cs_change_statistic(const struct cs_passage *p);

/* The pairs of a change over time: "rose $4,000 from 2023 to 2024". */
void cs_change_over_time(struct cs_change_draft *d);
/* The pairs of a difference or a multiple: "$4,000 more than B", "twice what B earns". */
void cs_change_apart(struct cs_change_draft *d);
/* "The gap between the two is $4,000". */
void cs_change_between(struct cs_change_draft *d);

/* Years back that a phrase behind the number says: "than the year before", "five years earlier";
 * 0 for none. */
int cs_change_years_back(const struct cs_passage *p, size_t start, size_t end);
/* "five years", "5 years": how many, and where the words end; 0 for none. */
int cs_change_years_said(const struct cs_passage *p, size_t start, size_t end, size_t *at);

/* "twice", "2.5 times", "doubled": a number of a passage that multiplies. */
struct cs_multiple {
    struct cs_amount amount;
    bool is_past; /* "doubled since" */
};
/* The multiples of a passage, at most `capacity`; returns how many. */
size_t cs_multiples_find(const struct cs_passage *p, struct cs_multiple *out, size_t capacity);

/* The multiples of a sentence. */
void cs_multiples_of_sentence(const struct cs_sentence *s);
/* Adds the claim of a draft with its pairs to the list. */
void cs_change_keep(struct cs_change_draft *d);

/* A claim that an amount of the passage is a change or difference; whose and when is not said yet.
 */
struct cs_claim cs_change_claim(const struct cs_passage *p, const struct cs_amount *amount);

#endif
