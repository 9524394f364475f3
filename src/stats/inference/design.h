/* Errors of a sample drawn by clusters within strata. Answers for: the variance of a sum of
 * influences, clusters taken as drawn with replacement (the ultimate cluster), and Woodruff's
 * interval of a quantile from it. A group is a domain: clusters without an observation of it count.
 *
 * Var = Σ_h n_h/(n_h − 1)·Σ_c (z_hc − z̄_h)², z_hc the sum of the influences of cluster c, n_h the
 * clusters of stratum h. A stratum of one cluster counts with z², as R's survey has it with
 * survey.lonely.psu = "adjust".
 * Reference: Wolter 2007, Introduction to Variance Estimation, 2.4 and 6.3; R's survey 4.1. */
#ifndef CS_STATS_INFERENCE_DESIGN_H
#define CS_STATS_INFERENCE_DESIGN_H

#include <stdint.h>

#include "stats/interval.h"
#include "stats/quantile.h"
#include "stats/sample.h"

/* Borrowed. stratum_of[c] < n_strata of each cluster c < n_clusters. */
struct cs_design {
    const uint32_t *stratum_of;
    size_t n_clusters, n_strata;
};

/* A domain's observations with their clusters. */
struct cs_designed {
    struct cs_sample sample;
    const uint32_t *clusters;
    const struct cs_design *design;
};

/* The standard error of Σz over the observations of clusters[0 … n − 1]. CS_ABSENT_MORE_VALUES
 * when there are fewer than two clusters; CS_ABSENT_MEMORY. */
enum cs_absence cs_design_error(const struct cs_design *design, const uint32_t *clusters,
                                const double *influence, size_t n, double *se);
/* The mean Σwx/Σw of the domain, by z = w(x − m)/Σw. */
enum cs_absence cs_designed_mean(const struct cs_designed *data, double *mean, double *se);
/* Clusters that the observations are of, less their strata: degrees of freedom. 0 when out of
 * memory too. */
double cs_designed_df(const struct cs_designed *data);

/* The quantiles of the rule at F(q) ± t·se, se that of the mean of 1[x ≤ q], as svyquantile has
 * them. *point_se: a half of their distance over t. CS_ABSENT_MORE_VALUES when an end is not within
 * 0 and 1. Reference: Woodruff 1952; R's survey 4.1. */
struct cs_designed_quantile {
    enum cs_quantile_rule rule;
    double quantile, confidence;
};
enum cs_absence cs_designed_interval(const struct cs_designed *data, const struct cs_sorted *sorted,
                                     const struct cs_designed_quantile *of, double *point_se,
                                     struct cs_interval *out);

#endif
