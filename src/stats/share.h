/* Shares of areas and groups. Answers for: location quotient, shift-share, direct
 * standardization, OFLC's levels, thirds and quarters. */
#ifndef CS_STATS_SHARE_H
#define CS_STATS_SHARE_H

#include "stats/sample.h"

/* (local / local_total) / (nation / nation_total); NaN unless totals and nation are above 0 and
 * local is not negative. Reference: BLS, OEWS technical notes. */
double cs_location_quotient(double local, double local_total, double nation, double nation_total);

struct cs_shift_share {
    double national;    /* E·G: had it grown as the whole nation */
    double mix;         /* E·(Gi − G): the occupation's own growth in the nation */
    double competitive; /* E·(gi − Gi): what is the area's own */
    double change;      /* the three together = later − earlier */
};
struct cs_shift_share_data {
    double local[2];        /* the occupation in the area, earlier and later */
    double nation[2];       /* the occupation in the nation */
    double nation_total[2]; /* all occupations in the nation */
};
/* CS_ABSENT_POSITIVE unless the earlier counts are above 0, CS_ABSENT_FINITE. */
enum cs_absence cs_shift_share(const struct cs_shift_share_data *data, struct cs_shift_share *out);

/* Direct standardization: multiplies weights so that each stratum's share of the weight becomes
 * its share of `standard`. strata[i] < n_strata is answer i's; weights NULL means 1 each.
 * CS_ABSENT_RANGE when a stratum of positive standard has no weight here (groups without common
 * support have no adjusted figure). Answers of strata outside the standard get 0.
 * Sum of the new weights: that of the old ones. Reference: Keiding & Clayton 2014. */
struct cs_strata {
    const size_t *strata;
    const double *standard; /* n_strata shares or counts, not negative */
    size_t n_strata;
};
enum cs_absence cs_standardize(const struct cs_sample *sample, const struct cs_strata *strata,
                               double *new_weights);

/* Means of the lowest `share` of the observations and of the rest: state "entry" and "experienced"
 * wages with 1/3, Wyoming's former ones with 1/4. An answer on the boundary is divided.
 * Requires: 0 < share < 1, else CS_ABSENT_RANGE. */
enum cs_absence cs_level_means(const struct cs_sample *sample, double share, double *entry,
                               double *experienced);

/* The same of observations sorted before. CS_ABSENT_VALUES when there are none. */
enum cs_absence cs_sorted_level_means(const struct cs_sorted *sorted, double share, double *entry,
                                      double *experienced);

/* OFLC's four levels from the first and the fourth: L2 = L1 + (L4 − L1)/3, L3 = L4 − (L4 − L1)/3.
 * Reference: 8 U.S.C. 1182(p)(4). */
void cs_levels_oflc(double level_1, double level_4, double levels[4]);

#endif
