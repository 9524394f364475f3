/* What corresponds to an occupation in other classifications. Answers for: following crosswalks
 * that were read as data (CS_COUNTERPART) from a code to those of other systems, and saying by what
 * each was matched. Nothing is matched by title; nothing is weighted: that several codes correspond
 * is for the caller to say. */
#ifndef CS_DATA_OCCUPATION_COUNTERPARTS_H
#define CS_DATA_OCCUPATION_COUNTERPARTS_H

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/reference.h"

struct cs_counterpart {
    const char *code; /* "UKSOC2020:4211" */
    const char *by;   /* "ISCO08:3344 (isco.xls, coding-index.xlsx)" */
    size_t n_steps;   /* crosswalks in between: 1 direct, 2 by a code of a third classification */
};
struct cs_counterparts {
    struct cs_counterpart *items; /* direct ones first, then as the crosswalks have them */
    size_t n;
    const char *changed; /* why crosswalks of an earlier SOC say nothing of it; NULL: they may */
};
/* Follows at most two crosswalks, from either side. A SOC code counts in a crosswalk of an earlier
 * revision where it stood for the same occupation. Each code comes once, by the shortest way.
 * Arena: everything. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_counterparts_find(const struct cs_dataset *crosswalks,
                                                const struct cs_reference *reference,
                                                const char *code, struct cs_arena *arena,
                                                struct cs_counterparts *out, struct cs_diag *diag);

#endif
