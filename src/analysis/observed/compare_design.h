/* What a comparison rests on where the sample was drawn by strata and clusters: every group's
 * median, mean and adjusted median with the influence of each cluster. Answers for: finding them,
 * errors of differences of means, and draws of pairs of medians for their intervals and test. */
#ifndef CS_ANALYSIS_COMPARE_DESIGN_H
#define CS_ANALYSIS_COMPARE_DESIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "analysis/observed/compare.h"
#include "stats/inference/domain.h"

struct cs_compared_domain {
    struct cs_domain_figure median, mean, adjusted; /* empty until found */
    struct cs_sorted adjusted_sorted;               /* with the adjusted weights */
};

/* Heap. Ownership: cs_compare_domains_free. NULL when out of memory. */
struct cs_compare_domains {
    const struct cs_design *design;
    uint32_t *sizes; /* clusters of each stratum */
    size_t n;
    struct cs_compared_domain of[];
};
struct cs_compare_domains *cs_compare_domains_new(const struct cs_design *design, size_t n_groups);
void cs_compare_domains_free(struct cs_compare_domains *domains);

/* A group's mean and median, and draws of the median as many as resamples are asked for.
 * A median without an error has draws too. CS_ABSENT_WEIGHT, CS_ABSENT_MEMORY. */
enum cs_absence cs_compare_domain_find(struct cs_compare_domains *domains, size_t g,
                                       const struct cs_compare_group *group,
                                       const struct cs_compare_options *options, double *draws);

/* The same of the median after adjusting, from weights made for it; no draws. */
enum cs_absence cs_compare_domain_adjust(struct cs_compare_domains *domains, size_t g,
                                         const struct cs_designed *adjusted,
                                         const struct cs_domain_quantile *of, double *median);

/* Difference of means, its error and interval, the last unless pair->lack. */
void cs_compare_domain_means(const struct cs_compare_domains *domains, struct cs_pair *pair);

/* Draws of the medians of a and, behind them, of b, n_resamples each; and the error of their
 * difference. False when there is no error, or the groups have too few clusters for an interval. */
struct cs_pair_draws {
    const struct cs_compare_group *groups;
    const struct cs_compare_options *options;
    enum cs_quantile_rule rule;
    bool is_adjusted;
};
bool cs_compare_domain_draws(const struct cs_compare_domains *domains,
                             const struct cs_pair_draws *of, const struct cs_pair *pair,
                             double *draws, double *se);

#endif
