/* Seeded resampling of a quantile. Answers for: draws of the resampled statistic and intervals
 * from them. The same bytes for the same seed, whatever the number of threads: draws come in
 * blocks, and each block has a generator (GSL's taus2) seeded by the seed, the stream and the
 * block alone. */
#ifndef CS_STATS_BOOTSTRAP_H
#define CS_STATS_BOOTSTRAP_H

#include <stdint.h>

#include "stats/interval.h"

struct cs_bootstrap {
    enum cs_quantile_rule rule;
    double p;
    size_t n_resamples;
    uint64_t seed;
    uint64_t stream;  /* the group's number: groups draw independently */
    size_t n_threads; /* 1 when the caller already runs one group a thread */
};

/* draws[0..n_resamples): the p quantile of resamples of the same n, drawn with replacement.
 * Without weights the places of the ranks are drawn from their beta law, which gives the same
 * distribution as naive resampling: the j-th smallest of n uniform numbers is Beta(j, n − j + 1),
 * and the next, given it, the smallest of the n − j left. With weights observations are drawn with
 * equal probability and carry their weights along; of more than 20,000 weighted observations the
 * limit of that is drawn, F inverted at p + z·s, s² = Σw²(1[x below the quantile] − p)²/(Σw)².
 * Requires: 0 < p < 1, else CS_ABSENT_RANGE. CS_ABSENT_MORE_VALUES for n < 2.
 * Reference: Efron & Tibshirani 1993; David & Nagaraja 2003, 2.5;
 * for the limit, Francisco & Fuller 1991. */
enum cs_absence cs_bootstrap_draw(const struct cs_sorted *sorted, const struct cs_bootstrap *plan,
                                  double *draws);

/* Percentile interval of draws (hf7), which it sorts. Requires: n_draws ≥ 1. */
struct cs_interval cs_bootstrap_percentile(double *draws, size_t n_draws, double confidence);

/* Bias-corrected and accelerated: draws, which it sorts, are those of `plan` from `sorted`.
 * Acceleration by the jackknife; draws equal to the estimate count half. CS_ABSENT_VARIATION when
 * all draws lie on one side of the estimate. Reference: Efron 1987. */
enum cs_absence cs_bootstrap_bca(const struct cs_sorted *sorted, const struct cs_bootstrap *plan,
                                 double *draws, double confidence, struct cs_interval *out);

#endif
