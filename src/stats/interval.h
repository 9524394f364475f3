/* Intervals of a quantile from one sample. Answers for: exact order statistics without weights,
 * Woodruff's with weights. Replicate weights and resampling have their own modules. */
#ifndef CS_STATS_INTERVAL_H
#define CS_STATS_INTERVAL_H

#include <stdbool.h>

#include "stats/quantile.h"

struct cs_interval {
    double lower, upper; /* NaN when there is none */
    double confidence;   /* asked for, as a fraction: 0.95 */
    double coverage;     /* exact for order statistics; NaN where only nominal */
};

enum cs_interval_method {
    CS_INTERVAL_NONE,
    CS_INTERVAL_ORDER,      /* order statistics: exact, distribution-free */
    CS_INTERVAL_WOODRUFF,   /* F inverted at p ± z·se, se from Kish's effective number */
    CS_INTERVAL_REPLICATES, /* replicate weights: estimate ± z·se */
    CS_INTERVAL_PERCENTILE, /* bootstrap percentiles */
    CS_INTERVAL_BCA,        /* bootstrap, bias-corrected and accelerated */
    CS_N_INTERVAL_METHODS,
};

/* "order", "woodruff", "replicates", "bootstrap", "bca", "none". */
const char *cs_interval_method_name(enum cs_interval_method method);
const char *cs_interval_method_words(enum cs_interval_method method);
bool cs_interval_method_parse(struct cs_span name, enum cs_interval_method *method);
struct cs_interval cs_interval_missing(double confidence);

/* [x(l), x(u)], equal tails: the largest l with P(Bin(n,p) < l) ≤ α/2 and the smallest u with
 * P(Bin(n,p) ≥ u) ≤ α/2. CS_ABSENT_MORE_VALUES when there is none (median at 95 %: n < 6).
 * Requires: a sorted sample without weights, 0 < p < 1, 0 < confidence < 1, else CS_ABSENT_RANGE.
 * Reference: David & Nagaraja 2003, Order Statistics, 7.1. */
enum cs_absence cs_interval_order(const struct cs_sorted *sorted, double p, double confidence,
                                  struct cs_interval *out);

/* Ranks of such an interval, from 1, worked out before for the same n, p and confidence: they cost
 * more than the sorting of a small group. Zero-initialized is empty; a memo serves one thread. */
enum { CS_ORDER_MEMOS = 2048 };
struct cs_order_memo {
    struct cs_order_ranks {
        size_t n, lower, upper;
        double p, confidence, coverage;
        enum cs_absence lack;
    } ranks[CS_ORDER_MEMOS];
};
/* The same as cs_interval_order. memo may be NULL. */
enum cs_absence cs_interval_order_by_memo(const struct cs_sorted *sorted, double p,
                                          double confidence, struct cs_order_memo *memo,
                                          struct cs_interval *out);

/* The quantiles (hf1) at p ± z·√(p(1−p)/n_eff), n_eff = (Σw)²/Σw². CS_ABSENT_MORE_VALUES when
 * p − z·se ≤ 0 or p + z·se ≥ 1. Takes samples without weights too.
 * Reference: Woodruff 1952; Kish 1965. Assumes that the observations are independent. */
enum cs_absence cs_interval_woodruff(const struct cs_sorted *sorted, double p, double confidence,
                                     struct cs_interval *out);

/* The same where the effective number is known. */
enum cs_absence cs_interval_woodruff_of(const struct cs_sorted *sorted, double n_eff, double p,
                                        double confidence, struct cs_interval *out);

/* estimate ± z·se. */
struct cs_interval cs_interval_normal(double estimate, double se, double confidence);

/* estimate ± t·se, Student's t of df degrees of freedom. */
struct cs_interval cs_interval_student(double estimate, double se, double df, double confidence);

/* The two-sided p-value of an estimate that is normal with the error when the truth is 0: below
 * 1 − confidence when cs_interval_normal leaves out 0. NaN without an error. */
double cs_normal_p(double estimate, double se);

/* The z of a two-sided confidence: 1.9599… for 0.95. */
double cs_interval_z(double confidence);

#endif
