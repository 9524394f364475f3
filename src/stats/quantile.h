/* Quantiles under a named rule, weighted and not.
 * Answers for: hf1 to hf9 as defined below. Gives no error of a quantile (interval.h, replicate.h,
 * bootstrap.h) and reads no bins (binned.h).
 *
 * F(x) = Σ_{xi ≤ x} wi / Σw. C_k is the cumulative weight of the k-th smallest value, W the sum.
 * Reference: Hyndman & Fan 1996; R's quantile() without weights, survey::svyquantile(qrule=) with
 * them. Where the survey package takes the second value for p below the first step of F (hf1, hf2)
 * or extrapolates below it (hf4), the definition holds here: the smallest value. */
#ifndef CS_STATS_QUANTILE_H
#define CS_STATS_QUANTILE_H

#include <stdbool.h>

#include "base/text.h"
#include "stats/sample.h"

enum cs_quantile_rule {
    CS_HF1, /* smallest x with F(x) ≥ p */
    CS_HF2, /* the same, the mean with the next value where F(x) = p */
    CS_HF3, /* the value whose step ends nearest to p, the even one of two; with weights the next
               distinct value where F(x) < p, as survey has it */
    CS_HF4, /* linear in F */
    CS_HF5, /* linear between the middles of the steps: knots (C_k − w_k/2)/W */
    CS_HF6, /* knots C_k/(W + w_n): k/(n + 1) without weights */
    CS_HF7, /* knots C_{k−1}/C_{n−1}: (k−1)/(n−1) without weights */
    CS_HF8, /* knots (C_{k−1}/3 + 2·C_k/3)/(W + w_n/3): (k − 1/3)/(n + 1/3) without weights */
    CS_HF9, /* knots (3·C_{k−1}/8 + 5·C_k/8)/(W + w_n/4): (k − 3/8)/(n + 1/4) without weights */
    CS_N_QUANTILE_RULES,
};

/* F(x) = p is decided within this share of the total weight: a sum of decimal weights must not
 * flip the answer by its last bit. */
#define CS_QUANTILE_TOLERANCE 1e-12

const char *cs_quantile_rule_name(enum cs_quantile_rule rule);
/* Reads "hf7"; "math" and "school" are survey's words for hf1 and hf2. */
bool cs_quantile_rule_parse(struct cs_span name, enum cs_quantile_rule *rule);
/* hf7 without weights, hf2 with them. */
enum cs_quantile_rule cs_quantile_rule_default(bool has_weights);

/* out[i] = the p[i] quantile. Without weights by selection, not a full sort.
 * Requires: every p in [0, 1], else CS_ABSENT_RANGE. On a lack every out is NaN. */
enum cs_absence cs_quantiles(const struct cs_sample *sample, enum cs_quantile_rule rule,
                             const double *p, size_t n_p, double *out);
/* One quantile. */
enum cs_absence cs_quantile(const struct cs_sample *sample, enum cs_quantile_rule rule, double p,
                            double *out);

/* The same from sorted observations. Requires: sorted->n ≥ 1, p in [0, 1]. */
/* The share at which the k-th value (from 0) of a rule with knots is reached: hf5 to hf9. */
struct cs_knot {
    double before, here, weight; /* C_{k−1}, C_k, w_k */
    double total;                /* W */
    double last, before_last;    /* w_n, C_{n−1} */
};
double cs_quantile_knot(enum cs_quantile_rule rule, const struct cs_knot *knot);
double cs_sorted_quantile(const struct cs_sorted *sorted, enum cs_quantile_rule rule, double p);
/* The same as if the answer at index `left_out` were not there. Requires: sorted->n ≥ 2. */
double cs_sorted_quantile_without(const struct cs_sorted *sorted, enum cs_quantile_rule rule,
                                  double p, size_t left_out);
/* Without weights a quantile is (1 − g)·x[j] + g·x[j+1], j from 0. Requires: n ≥ 1. */
void cs_quantile_position(enum cs_quantile_rule rule, size_t n, double p, size_t *j, double *g);

#endif
