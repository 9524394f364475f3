/* Groups of observations as wholes. Answers for: Brunner and Munzel's test with an interval of the
 * chance that one group's observation is the higher, Hodges and Lehmann's shift, Kruskal and
 * Wallis's test of all groups with Dunn's of each pair. Groups are sorted once by the caller and
 * take no weights. */
#ifndef CS_STATS_INFERENCE_GROUPS_TEST_H
#define CS_STATS_INFERENCE_GROUPS_TEST_H

#include "stats/interval.h"
#include "stats/sample.h"

struct cs_brunner_munzel {
    double superiority;   /* the chance that an observation of a exceeds one of b, ties half */
    double statistic, df; /* Student's t */
    double p_value;       /* two-sided, of superiority = 1/2 */
    struct cs_interval interval; /* of superiority, within 0 and 1 */
};
/* CS_ABSENT_MORE_VALUES when a group has fewer than 2, CS_ABSENT_VARIATION when the groups do not
 * overlap or nothing varies: superiority is given then, without test and interval.
 * Reference: Brunner & Munzel 2000, Biometrical Journal 42, 17–25. */
enum cs_absence cs_brunner_munzel(const struct cs_sorted *a, const struct cs_sorted *b,
                                  double confidence, struct cs_brunner_munzel *out);

struct cs_shift {
    double shift; /* median of all differences, one of a minus one of b */
    struct cs_interval interval;
};
/* The interval is made of order statistics of the differences: exact below 50 without ties, as R's
 * wilcox.test(); else with the normal law and its tie term. CS_ABSENT_VALUES when a group is empty,
 * CS_ABSENT_MORE_VALUES when only the interval is missing.
 * Reference: Hodges & Lehmann 1963; Hollander & Wolfe 1999, 4.2 and 4.3. */
enum cs_absence cs_hodges_lehmann(const struct cs_sorted *a, const struct cs_sorted *b,
                                  double confidence, struct cs_shift *out);

struct cs_kruskal {
    double statistic, df, p_value; /* chi-squared, with ties */
    double n;                      /* of all groups */
    double variance;               /* of a rank, n(n + 1)/12 less the ties: for cs_dunn */
};
/* groups[i] points to each; mean_ranks has room for n_groups. Empty groups are passed over, their
 * mean rank is NaN. CS_ABSENT_MORE_VALUES for fewer than two groups, CS_ABSENT_VARIATION when all
 * observations are equal. Reference: Kruskal & Wallis 1952; R's kruskal.test(). */
enum cs_absence cs_kruskal(const struct cs_sorted *const *groups, size_t n_groups,
                           double *mean_ranks, struct cs_kruskal *out);
/* z of two groups' mean ranks. Reference: Dunn 1964, Technometrics 6, 241–252. */
double cs_dunn(const struct cs_kruskal *all, double rank_a, double n_a, double rank_b, double n_b);

#endif
