/* Two groups compared by rank. Answers for: Mann-Whitney's U and the probability of superiority,
 * Mood's median test. U is no test of medians: it asks whether one group's observations tend to be
 * higher. Takes no weights. */
#ifndef CS_STATS_RANKTEST_H
#define CS_STATS_RANKTEST_H

#include <stdbool.h>

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

struct cs_mood {
    double median;    /* of both groups together, hf7 */
    double above[2];  /* observations of a and b above it */
    double statistic; /* chi-squared with Yates's correction, 1 degree of freedom */
    double p_value;
};

/* CS_ABSENT_VALUES when a group is empty, CS_ABSENT_VARIATION when no answer lies above the common
 * median. Reference: Mood 1954; R's chisq.test() of the four counts. */
enum cs_absence cs_mood(const struct cs_sample *a, const struct cs_sample *b, struct cs_mood *out);
/* The same of groups sorted once. Requires: both n ≥ 1, no weights. */
enum cs_absence cs_mood_sorted(const struct cs_sorted *a, const struct cs_sorted *b,
                               struct cs_mood *out);

#endif
