/* Individual observations whose pay cannot be told in the money asked for. Answers for: which
 * places, years and currencies have no factor while others have, how many observations that leaves
 * out, and why. */
#ifndef CS_ANALYSIS_MONEY_GAPS_H
#define CS_ANALYSIS_MONEY_GAPS_H

#include <stdbool.h>
#include <string.h>

#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/select.h"

struct cs_money_gap {
    uint32_t region, period; /* keys, or CS_NO_KEY */
    char currency[4];
    size_t n; /* observations */
    const char *reason;
};
struct cs_money_gaps {
    struct cs_money_gap *gaps;
    size_t n;
};

/* Finds them among the observations that are asked for. None where every place fails: that is for
 * cs_money_find to refuse, with its reason. In the order of places and reasons. Arena: the gaps.
 * Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_money_gaps_find(const struct cs_dataset *dataset,
                                              const struct cs_selection *among,
                                              const struct cs_money_plan *plan,
                                              struct cs_arena *arena, struct cs_money_gaps *out,
                                              struct cs_diag *diag);
/* Whether an observation with these keys is left out. currency NULL: the dataset's only one. */
static inline bool cs_money_gaps_take(const struct cs_money_gaps *gaps,
                                      const uint32_t key[CS_N_DIMS], const char *currency)
{
    for (size_t i = 0; gaps && i < gaps->n; i++)
        if (gaps->gaps[i].region == key[CS_DIM_REGION] &&
            gaps->gaps[i].period == key[CS_DIM_PERIOD] &&
            (!currency || memcmp(gaps->gaps[i].currency, currency, 4) == 0))
            return true;
    return false;
}

#endif
