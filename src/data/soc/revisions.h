/* The revisions of the Standard Occupational Classification. Answers for: whether a code stands for
 * the same occupation in two years, and which earlier codes make up a code of today. Rests on
 * datasets/reference/soc-changes.csv: a code that stands in no row kept its content. */
#ifndef CS_DATA_SOC_REVISIONS_H
#define CS_DATA_SOC_REVISIONS_H

#include "base/arena.h"
#include "base/diag.h"
#include "data/reference.h"

/* Which codes a figure uses. OEWS changed over in two years each time, with codes of both revisions
 * and some of its own. */
enum cs_soc_stage {
    CS_SOC_2000,
    CS_SOC_TO_2010, /* 2010 and 2011 */
    CS_SOC_2010,
    CS_SOC_TO_2018, /* 2019 and 2020 */
    CS_SOC_2018,
};
/* By the row's note where it begins with "SOC 2010", else by the year. */
enum cs_soc_stage cs_soc_stage_of(int year, const char *note);

/* Why a code does not stand for the same occupation at both stages ("33-1099 became 33-1091 and
 * 33-1099 in the 2018 SOC"); NULL when it does, and for codes that are none of the SOC. Groups of
 * codes (a zero at the end) differ where a code moved into or out of them. Arena: the words. */
const char *cs_soc_difference(const struct cs_reference *reference, const char *code,
                              enum cs_soc_stage a, enum cs_soc_stage b, struct cs_arena *arena);

enum cs_soc_step_kind {
    CS_SOC_RENAMED, /* one earlier code, the same occupation */
    CS_SOC_MERGED,  /* several earlier codes together: jobs add up, medians do not */
    CS_SOC_BROKEN,  /* the earlier codes hold more than this one */
};
/* From one revision back to the one before. */
struct cs_soc_step {
    enum cs_soc_stage before, changeover; /* of the earlier codes, and between */
    const char *revision;                 /* "2018" */
    enum cs_soc_step_kind kind;
    const char *const *codes; /* of the earlier revision; none of a break */
    size_t n_codes;
    const char *words; /* "15-1132 became 15-1252 and 15-1253" */
};
enum { CS_SOC_MAX_STEPS = 2 };
struct cs_soc_history {
    const char *code;
    struct cs_soc_step steps[CS_SOC_MAX_STEPS]; /* newest first; nothing after a break */
    size_t n_steps;                             /* 0: nothing changed */
};
/* The history of a code of the newest revision, or of one that OEWS combines of such. Arena:
 * everything. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_soc_follow(const struct cs_reference *reference, const char *code,
                                         struct cs_arena *arena, struct cs_soc_history *history,
                                         struct cs_diag *diag);

#endif
