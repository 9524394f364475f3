/* Between the checks of a guide against itself (inside*.c). */
#ifndef CS_GUIDE_INSIDE_PART_H
#define CS_GUIDE_INSIDE_PART_H

#include <stdbool.h>

#include "guide/audit/audit.h"

/* Of one region and level. */
bool cs_inside_same_place(const struct cs_claim *a, const struct cs_claim *b);

/* Sharp enough to disagree about. */
bool cs_inside_is_sharp(const struct cs_claim *c);

/* Of one date, where both say one. */
bool cs_inside_same_date(const struct cs_claim *a, const struct cs_claim *b);

/* In one table. */
bool cs_inside_same_table(const struct cs_audit *audit, const struct cs_claim *a,
                          const struct cs_claim *b);

/* Both say a date. */
bool cs_inside_both_dated(const struct cs_claim *a, const struct cs_claim *b);

/* The data confirm or contradict it: nothing is left to tell. */
bool cs_inside_is_settled(enum cs_verdict verdict);

/* A place of the text in words: "'14,500' in line 39". Arena: the audit's. */
const char *cs_inside_place(struct cs_audit *audit, struct cs_said at);

/* Adds the other place to a finding; NULL for both is allowed. */
void cs_inside_relate(struct cs_audit *audit, struct cs_finding *finding, struct cs_said at);

/* Adds a finding where claim i gives another value than the others of the same figure. */
void cs_inside_disagreement(struct cs_audit *audit, size_t i);

/* The same of its date. */
void cs_inside_date_disagreement(struct cs_audit *audit, size_t i);

/* The same of a date that no other figure of the guide has. */
void cs_inside_stray_date(struct cs_audit *audit, size_t i);

/* Percent against new jobs and base. */
void cs_inside_arithmetic(struct cs_audit *audit, size_t i);

/* "The best-paid job on this sheet", "A earn more than B", against the guide's own figures. */
void cs_inside_ranks(struct cs_audit *audit, const struct cs_evidence *evidence);

/* Whether the guide has a figure of it that is true: then it means the same by the name. */
bool cs_inside_is_known(const struct cs_audit *audit, const struct cs_subject *subject);

/* A sentence of a guide, read. */
struct cs_inside_sentence {
    struct cs_audit *audit;
    const struct cs_evidence *evidence;
    struct cs_read *read;
    uint32_t block;
    size_t start, end;
};
/* Looks at every sentence but questions of the blocks in which one of the words stands. */
void cs_inside_each_sentence(struct cs_audit *audit, const struct cs_evidence *evidence,
                             const char *const *words,
                             void (*look)(const struct cs_inside_sentence *sentence));

/* "A earns more than B", against the data. */
void cs_inside_pairs(struct cs_audit *audit, const struct cs_evidence *evidence);

/* "More than any other state", against the states of the data. */
void cs_inside_states(struct cs_audit *audit, const struct cs_evidence *evidence);

/* Openings against employment and new jobs. */
void cs_inside_openings(struct cs_audit *audit, size_t i);

/* Growth words against percents and each other. */
void cs_inside_word(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i);

#endif
