/* Intervals of one quantile from one sample: by ranks of the binomial without weights, by
 * Woodruff's inversion with them. */
#include "stats/interval.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include "base/text.h"
#include "stats/quantile.h"
#include "stats/sample.h"

static const struct {
    const char *name, *words;
} methods[CS_N_INTERVAL_METHODS] = {
    [CS_INTERVAL_NONE] = {"none", "no interval"},
    [CS_INTERVAL_ORDER] = {"order", "exact order statistics"},
    [CS_INTERVAL_WOODRUFF] = {"woodruff", "Woodruff, with Kish's effective number of observations"},
    [CS_INTERVAL_REPLICATES] = {"replicates", "replicate weights"},
    [CS_INTERVAL_PERCENTILE] = {"bootstrap", "bootstrap percentiles"},
    [CS_INTERVAL_BCA] = {"bca", "bootstrap, bias-corrected and accelerated"},
};

const char *cs_interval_method_name(enum cs_interval_method method)
{
    return methods[method].name;
}

const char *cs_interval_method_words(enum cs_interval_method method)
{
    return methods[method].words;
}

bool cs_interval_method_parse(struct cs_span name, enum cs_interval_method *method)
{
    for (int i = 0; i < CS_N_INTERVAL_METHODS; i++)
        if (cs_span_equals(name, methods[i].name)) {
            *method = (enum cs_interval_method)i;
            return true;
        }
    return false;
}

struct cs_interval cs_interval_missing(double confidence)
{
    return (struct cs_interval){NAN, NAN, confidence, NAN};
}

double cs_interval_z(double confidence)
{
    return gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
}

struct cs_interval cs_interval_student(double estimate, double se, double df, double confidence)
{
    double reach = gsl_cdf_tdist_Qinv((1 - confidence) / 2, df) * se;
    return (struct cs_interval){estimate - reach, estimate + reach, confidence, NAN};
}

double cs_normal_p(double estimate, double se)
{
    return se > 0 ? 2 * gsl_cdf_ugaussian_Q(fabs(estimate) / se) : NAN;
}

struct cs_interval cs_interval_normal(double estimate, double se, double confidence)
{
    double half = cs_interval_z(confidence) * se;
    return (struct cs_interval){estimate - half, estimate + half, confidence, NAN};
}

static bool is_share(double p)
{
    return p > 0 && p < 1;
}

/* P(Bin(n, p) ≤ k) through the beta function: n may be larger than an int, or near it. */
static double find_binomial(double k, double n, double p)
{
    if (k < 0)
        return 0;
    return k >= n ? 1 : gsl_cdf_beta_Q(p, k + 1, n - k);
}

/* The largest l from 1 with P(Bin < l) ≤ tail, or 0. */
static size_t find_lower_rank(size_t n, double p, double tail)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        if (find_binomial((double)middle - 1, (double)n, p) <= tail)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static struct cs_order_ranks find_ranks(size_t n, double p, double confidence)
{
    struct cs_order_ranks ranks = {
        .n = n, .p = p, .confidence = confidence, .lack = CS_ABSENT_MORE_VALUES};
    double tail = (1 - confidence) / 2;
    /* P(Bin(n,p) ≥ u) = P(Bin(n,1−p) ≤ n−u): the upper rank is the lower one of the mirror. */
    ranks.lower = find_lower_rank(n, p, tail);
    size_t mirrored = find_lower_rank(n, 1 - p, tail);
    ranks.upper = n - mirrored + 1;
    if (ranks.lower == 0 || mirrored == 0 || ranks.lower >= ranks.upper)
        return ranks;
    ranks.lack = CS_ABSENT_NOTHING;
    ranks.coverage = find_binomial((double)ranks.upper - 1, (double)n, p) -
                     find_binomial((double)ranks.lower - 1, (double)n, p);
    return ranks;
}

static struct cs_order_ranks recall_ranks(struct cs_order_memo *memo, size_t n, double p,
                                          double confidence)
{
    size_t place = (n * 8 + (size_t)(p * 7.99)) % CS_ORDER_MEMOS;
    struct cs_order_ranks *kept = &memo->ranks[place];
    if (kept->n != n || kept->p != p || kept->confidence != confidence)
        *kept = find_ranks(n, p, confidence);
    return *kept;
}

enum cs_absence cs_interval_order_by_memo(const struct cs_sorted *sorted, double p,
                                          double confidence, struct cs_order_memo *memo,
                                          struct cs_interval *out)
{
    *out = cs_interval_missing(confidence);
    if (!is_share(p) || !is_share(confidence) || sorted->weights)
        return CS_ABSENT_RANGE;
    struct cs_order_ranks ranks =
        memo ? recall_ranks(memo, sorted->n, p, confidence) : find_ranks(sorted->n, p, confidence);
    if (ranks.lack)
        return ranks.lack;
    out->lower = sorted->values[ranks.lower - 1];
    out->upper = sorted->values[ranks.upper - 1];
    out->coverage = ranks.coverage;
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_interval_order(const struct cs_sorted *sorted, double p, double confidence,
                                  struct cs_interval *out)
{
    return cs_interval_order_by_memo(sorted, p, confidence, NULL, out);
}

static double find_effective_n(const struct cs_sorted *sorted)
{
    struct cs_sample sample = {sorted->values, sorted->weights, sorted->n};
    return cs_sample_effective_n(&sample);
}

enum cs_absence cs_interval_woodruff_of(const struct cs_sorted *sorted, double n_eff, double p,
                                        double confidence, struct cs_interval *out)
{
    *out = cs_interval_missing(confidence);
    if (!is_share(p) || !is_share(confidence))
        return CS_ABSENT_RANGE;
    double se = sqrt(p * (1 - p) / n_eff);
    double half = cs_interval_z(confidence) * se;
    if (p - half <= 0 || p + half >= 1)
        return CS_ABSENT_MORE_VALUES;
    out->lower = cs_sorted_quantile(sorted, CS_HF1, p - half);
    out->upper = cs_sorted_quantile(sorted, CS_HF1, p + half);
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_interval_woodruff(const struct cs_sorted *sorted, double p, double confidence,
                                     struct cs_interval *out)
{
    return cs_interval_woodruff_of(sorted, find_effective_n(sorted), p, confidence, out);
}
