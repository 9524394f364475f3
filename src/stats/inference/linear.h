/* Errors of means, totals, shares and adjusted quantiles by linearization. Answers for:
 * with-replacement sampling of observations with weights, as R's svydesign(ids = ~1) has it; a
 * group is a domain of the whole survey. Replicate weights have stats/replicate.h. */
#ifndef CS_STATS_INFERENCE_LINEAR_H
#define CS_STATS_INFERENCE_LINEAR_H

#include <stdint.h>

#include "stats/quantile.h"
#include "stats/sample.h"

struct cs_linear_mean {
    double estimate, se; /* NaN when there is none */
};
/* Σwx/Σw of a group, n observations in the survey: se² = n/(n − 1)·Σw²(x − m)²/(Σw)².
 * Reference: Wolter 2007, Introduction to Variance Estimation, 6.3; R's survey 4.1, svymean(). */
struct cs_linear_mean cs_linear_mean_of(const struct cs_sample *group, double n);
struct cs_linear_mean cs_linear_mean_of_stream(const struct cs_sample_stream *group, double n);

/* The sums of the weights of a group, and of the whole survey of n observations. */
struct cs_linear_sums {
    double n, weight, squares; /* Σ1, Σw, Σw² */
};
struct cs_linear_sums cs_linear_sums_of(const struct cs_sample *sample);
/* The same of one sample after the other, and of n observations in all. */
struct cs_linear_adding {
    long double weight, squares;
};
void cs_linear_add(struct cs_linear_adding *adding, const struct cs_sample_stream *sample);
struct cs_linear_sums cs_linear_sums_added(const struct cs_linear_adding *adding, double n);
/* Σw of a group: se² = n/(n − 1)·(Σw² − (Σw)²/n). */
struct cs_linear_mean cs_linear_total(const struct cs_linear_sums *group,
                                      const struct cs_linear_sums *all);
/* The group's Σw over the survey's. */
struct cs_linear_mean cs_linear_share(const struct cs_linear_sums *group,
                                      const struct cs_linear_sums *all);

/* A weighted quantile of a sample of fixed strata, and draws of it: F inverted at p + z·s with
 * s² = Σ_h n_h/(n_h − 1)·Σ w²(1[x ≤ q] − F_h)²/(Σw)², F_h the share of stratum h at or below the
 * quantile q. Of a stratum of one F_h = p is taken. Draws are NaN where s is 0, as
 * when the quantile lies between strata that do not overlap: its error is not known then.
 * strata[i] < n_strata. The lacks are those of
 * cs_sample_check. Reference: Woodruff 1952; Francisco & Fuller 1991. */
struct cs_strata_draws {
    const size_t *strata;
    size_t n_strata, n_draws;
    enum cs_quantile_rule rule;
    double p;
    uint64_t seed, stream;
};
enum cs_absence cs_strata_quantile(const struct cs_sample *sample,
                                   const struct cs_strata_draws *plan, double *estimate,
                                   double *draws);

#endif
