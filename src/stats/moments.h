/* Means and measures of spread.
 * Answers for: numbers that keep their digits (sums in extended precision, deviations from the
 * mean in a second pass). Quantiles are quantile.h's business. */
#ifndef CS_STATS_MOMENTS_H
#define CS_STATS_MOMENTS_H

#include "stats/sample.h"

struct cs_moments {
    size_t n;      /* observations of positive weight */
    double weight; /* Σw */
    double n_eff;  /* Kish: (Σw)²/Σw² */
    double mean;
    double sd; /* denominator n − 1; NaN for n = 1. With weights √(n/(n−1) · Σw(x−m)²/Σw) */
    double minimum, maximum;
};

/* Reference: NIST StRD univariate sets; survey::svyvar with weights. */
enum cs_absence cs_moments_of(const struct cs_sample *sample, struct cs_moments *out);

/* The same from sorted observations. Requires: n ≥ 1. */
void cs_sorted_moments(const struct cs_sorted *sorted, struct cs_moments *out);

/* The mean without the lowest and highest `share` of the observations, floor(n·share) at each end
 * as R's mean(trim=); with weights exactly that share of the weight. The median for share ≥ 0.5.
 * Requires: 0 ≤ share, else CS_ABSENT_RANGE. */
enum cs_absence cs_mean_trimmed(const struct cs_sample *sample, double share, double *out);
/* The mean with the lowest floor(n·share) observations raised to the next one and the highest
 * lowered; with weights observations are clipped at the hf1 quantiles. Requires: 0 ≤ share < 0.5.
 */
enum cs_absence cs_mean_winsorised(const struct cs_sample *sample, double share, double *out);
/* exp(Σ w ln x / Σw). CS_ABSENT_POSITIVE unless every observation of positive weight is above 0. */
enum cs_absence cs_mean_geometric(const struct cs_sample *sample, double *out);
/* Gini's index of concentration, 0 (all equal) to 1. CS_ABSENT_POSITIVE when an observation is
 * negative or all are zero. Reference: 1 − Σ w_i (L_i + L_{i−1}) / (W·L_n), L cumulative w·x. */
enum cs_absence cs_gini(const struct cs_sample *sample, double *out);
/* The 90th percentile over the 10th. CS_ABSENT_POSITIVE unless the 10th is above 0. */
enum cs_absence cs_spread_p90_p10(const struct cs_sample *sample, double *out);

/* The same from sorted observations. Requires: n ≥ 1. */
enum cs_absence cs_sorted_mean_trimmed(const struct cs_sorted *sorted, double share, double *out);
enum cs_absence cs_sorted_mean_winsorised(const struct cs_sorted *sorted, double share,
                                          double *out);
enum cs_absence cs_sorted_mean_geometric(const struct cs_sorted *sorted, double *out);
enum cs_absence cs_sorted_gini(const struct cs_sorted *sorted, double *out);
enum cs_absence cs_sorted_spread_p90_p10(const struct cs_sorted *sorted, double *out);

#endif
