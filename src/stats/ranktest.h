/* Two groups compared by rank. Answers for: Mann-Whitney's U and the probability of
 * superiority. U is no test of medians: it asks whether one group's observations tend to be
 * higher. Takes no weights. */
#ifndef CS_STATS_RANKTEST_H
#define CS_STATS_RANKTEST_H

#include <stdbool.h>

#include <stdint.h>

#include "stats/sample.h"

struct cs_mann_whitney {
    double u; /* pairs in which a is higher, ties half: R's W */
    double
        superiority; /* u/(m·n): the chance that an observation of a exceeds one of b, ties half */
    double p_value;  /* two-sided */
    bool is_exact;   /* both below 50 and no ties; else normal with tie and continuity terms */
};

/* Requires: values finite; the samples' weights are not looked at. CS_ABSENT_VALUES when a group is
 * empty, CS_ABSENT_VARIATION when every observation of both is the same (u and superiority are
 * given). Reference: Mann & Whitney 1947; R's wilcox.test(), the same rule for exact and normal. */
enum cs_absence cs_mann_whitney(const struct cs_sample *a, const struct cs_sample *b,
                                struct cs_mann_whitney *out);

/* The same of groups sorted once, for many pairs. Requires: both n ≥ 1, no weights. */
enum cs_absence cs_mann_whitney_sorted(const struct cs_sorted *a, const struct cs_sorted *b,
                                       struct cs_mann_whitney *out);

/* The law of U when both groups are of one distribution. */
struct cs_mann_whitney_law {
    bool is_exact; /* as above; else normal */
    double sd;     /* of U, with the tie term */
};
/* CS_ABSENT_VARIATION when every observation of both is the same. Requires: both n ≥ 1. */
enum cs_absence cs_mann_whitney_law(const struct cs_sorted *a, const struct cs_sorted *b,
                                    struct cs_mann_whitney_law *out);
/* R's qwilcox(p, m, n): the least u with P(U ≤ u) ≥ p, both below 50 and without ties; 0 also when
 * out of memory. */
uint64_t cs_mann_whitney_quantile(size_t m, size_t n, double p);

#endif
