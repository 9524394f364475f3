/* Groups of one sample of strata and clusters set against each other. Answers for: a group's mean
 * or quantile with the influence of every cluster on it, and the error of a difference of two such
 * figures. Groups that share clusters vary together, which errors of each group alone do not tell.
 *
 * The influence of an observation on a mean is w(x − m)/Σw, on a quantile that on the share at or
 * below it, w(1[x ≤ q] − F)/Σw, over the density, taken as the share's error over the quantile's
 * own (Woodruff's). The error of θa − r·θb is design.h's of the influences za − r·zb.
 * Reference: Wolter 2007, 6.3; R's survey 4.1, svycontrast() of svyby(covmat = TRUE). */
#ifndef CS_STATS_INFERENCE_DOMAIN_H
#define CS_STATS_INFERENCE_DOMAIN_H

#include <stdint.h>

#include "stats/inference/design.h"
#include "stats/quantile.h"
#include "stats/sample.h"

/* The sample: the clusters of each stratum are counted once. Borrowed. */
struct cs_domain_survey {
    const struct cs_design *design;
    const uint32_t *sizes; /* of each stratum */
};
/* NULL when out of memory. Ownership: free. */
uint32_t *cs_design_sizes(const struct cs_design *design);

/* A figure of a group. Only clusters with an observation of positive weight have a sum of
 * influences: by stratum, then by cluster. */
struct cs_domain_figure {
    double estimate, se;
    uint32_t *clusters;
    double *sums; /* of a quantile: of the share at or below it */
    size_t n;
    double slope;      /* what the figure changes by with its sums: 1 for a mean */
    double sum_se, df; /* of the sums */
};
void cs_domain_figure_clear(struct cs_domain_figure *figure);

/* CS_ABSENT_WEIGHT without any, CS_ABSENT_MEMORY. Ownership: cs_domain_figure_clear. */
enum cs_absence cs_domain_mean(const struct cs_designed *data, const uint32_t *sizes,
                               struct cs_domain_figure *out);

/* Of a sample whose weights were made such that each stratum of `strata` has a fixed share, F is
 * the stratum's own; of a stratum of one observation p is taken. strata NULL: none has. */
struct cs_domain_quantile {
    enum cs_quantile_rule rule;
    double p, confidence;
    const size_t *strata; /* of each observation */
    size_t n_strata;
};
/* sorted: the same observations. The estimate is given with CS_ABSENT_MORE_VALUES, when Woodruff's
 * interval does not lie within the observations: it has no error then. */
enum cs_absence cs_domain_quantile_of(const struct cs_designed *data,
                                      const struct cs_sorted *sorted,
                                      const struct cs_domain_quantile *of, const uint32_t *sizes,
                                      struct cs_domain_figure *out);

/* The standard error of a − ratio·b, and its degrees of freedom: the clusters of both less their
 * strata. NaN where one of them has none. */
double cs_domain_difference(const struct cs_domain_survey *survey, const struct cs_domain_figure *a,
                            const struct cs_domain_figure *b, double ratio, double *df);

/* Draws of the same quantile of two groups: the quantiles at p + t·(error of the share below), with
 * Student's t of both groups that correlate as the shares do. What is heaped keeps its heaps, which
 * ± t·se would not. Where the error is not known, draws are the ends of the observations.
 * CS_ABSENT_MEMORY. */
struct cs_domain_draws {
    enum cs_quantile_rule rule;
    double p;
    uint64_t seed, stream;
    size_t n;
};
struct cs_domain_drawn {
    const struct cs_domain_figure *quantile;
    const struct cs_sorted *sorted;
    double *draws; /* room for plan->n */
};
enum cs_absence cs_domain_draw_pair(const struct cs_domain_survey *survey,
                                    const struct cs_domain_drawn *a,
                                    const struct cs_domain_drawn *b,
                                    const struct cs_domain_draws *plan);
/* Of one group. */
enum cs_absence cs_domain_draw(const struct cs_domain_drawn *one,
                               const struct cs_domain_draws *plan);

#endif
