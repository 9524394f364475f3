/* Is a claim true? Answers for: judging each claim against every vintage of the data, with the
 * tolerance its own rounding implies; the reason in a sentence; the text that would be right. A
 * claim is called contradicted only when nothing the data hold, read kindly, would make it true.
 * What a guide says against itself is in guide/audit/inside.h. */
#ifndef CS_GUIDE_JUDGE_H
#define CS_GUIDE_JUDGE_H

#include <stdbool.h>

#include "guide/claim/claim.h"
#include "guide/evidence/vintage.h"

enum cs_verdict {
    CS_CONFIRMED,
    CS_STALE, /* true for an older vintage */
    CS_CONTRADICTED,
    CS_UNSUPPORTED, /* the data have nothing to judge by */
    CS_AMBIGUOUS,
    CS_N_VERDICTS,
};
const char *cs_verdict_name(enum cs_verdict verdict);

/* What is wrong, when something is. */
enum cs_fault {
    CS_FAULT_NONE,
    CS_FAULT_VALUE,
    CS_FAULT_PERIOD,    /* the value is right for another period than the one said */
    CS_FAULT_STATISTIC, /* the value is another statistic's: a median called mean */
    CS_FAULT_UNIT,      /* right for another pay period or rhythm */
    CS_FAULT_WORD,
};
const char *cs_fault_name(enum cs_fault fault);

/* Why a claim that meets no figure is called ambiguous, where other claims of the guide may settle
 * it (guide/audit/audit_sure.c). */
enum cs_doubt {
    CS_DOUBT_NONE,
    CS_DOUBT_NAME,      /* the occupation goes by another name than its title */
    CS_DOUBT_GROUP,     /* the name is that of a group, by which others mean other things */
    CS_DOUBT_EDITION,   /* undated: it may be of an edition that the data do not have */
    CS_DOUBT_STATISTIC, /* "average", "salary", "low": which figure is meant is not said */
};

struct cs_judgment {
    enum cs_verdict verdict;
    enum cs_fault fault;
    struct cs_vintage fact;   /* judged against; source NULL when there was none */
    struct cs_vintage newest; /* of the same figure; equals fact unless stale */
    const char *figure;       /* "salary.median"; NULL when none fits */
    const char *why;          /* a clause; in the judge's arena */
    const char *hint;         /* or NULL */
    const char *right;        /* what should stand in place of the value; NULL when uncertain */
    const char *right_period; /* in place of the period said; NULL when it may stay */
    struct cs_said at;        /* where the fault is */
    enum cs_doubt doubt;
    /* A wrong value that two figures exchanged make right, or that is exactly another statistic of
     * the same occupation and place: chance does not do that, so it is about what it seems. */
    bool is_explained;
};

/* Judges one claim. Texts go to the arena; *out is complete also when memory runs out (texts may
 * be NULL then). */
void cs_judge(const struct cs_evidence *evidence, const struct cs_document *document,
              const struct cs_claim *claim, struct cs_arena *arena, struct cs_judgment *out);

/* Whether chance could make a number fit some vintage: fewer than four figures do not tell them
 * apart. */
bool cs_claim_is_coarse(const struct cs_claim *claim);

/* Whether "Jobs 2034" is of the year a projection ends with, and no survey or base of that year is
 * known. */
bool cs_judge_is_projected(const struct cs_evidence *evidence, const struct cs_claim *claim);

/* Whether a claim that met no figure is of a date newer than the newest that the data have. */
bool cs_judge_is_beyond(const struct cs_judgment *judgment, const struct cs_claim *claim);

/* Whether a value written as `amount` can stand for the vintage's. */
bool cs_amount_fits(const struct cs_amount *amount, double written,
                    const struct cs_vintage *vintage);

#endif
