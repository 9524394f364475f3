/* Estimates under every set of replicate weights, and the variance of each survey design from
 * them. */
#include "stats/replicate.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/text.h"
#include "stats/order.h"
#include "stats/quantile.h"
#include "stats/sample.h"

/* The constant c in Var = c·Σ s_r·(θ_r − θ)². */
static double variance_constant(const struct cs_replicate_design *design)
{
    double n = (double)design->n_replicates;
    switch (design->kind) {
    case CS_REPLICATE_SDR:
        return 4 / n;
    case CS_REPLICATE_JK1:
        return (n - 1) / n;
    case CS_REPLICATE_BRR:
        return 1 / (n * (1 - design->fay) * (1 - design->fay));
    case CS_REPLICATE_BOOTSTRAP:
        return 1 / (n - 1);
    case CS_REPLICATE_OTHER:
        return design->scale;
    default:
        return 1;
    }
}

enum cs_absence cs_replicate_draws(const struct cs_replicate_design *design, double estimate,
                                   const double *replicates, uint64_t seed, size_t n_draws,
                                   double *draws)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    if (!rng)
        return CS_ABSENT_MEMORY;
    gsl_rng_set(rng, seed);
    double constant = variance_constant(design);
    for (size_t i = 0; i < n_draws; i++) {
        draws[i] = estimate;
        for (size_t r = 0; r < design->n_replicates; r++)
            draws[i] += gsl_ran_gaussian_ziggurat(rng, 1) *
                        sqrt(constant * (design->rscales ? design->rscales[r] : 1)) *
                        (replicates[r] - estimate);
    }
    gsl_rng_free(rng);
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_replicate_error(const struct cs_replicate_design *design, double estimate,
                                   const double *replicates, double *out)
{
    *out = NAN;
    if (design->n_replicates < 2)
        return CS_ABSENT_MORE_VALUES;
    long double squares = 0;
    for (size_t r = 0; r < design->n_replicates; r++) {
        long double gap = (long double)replicates[r] - estimate;
        squares += gap * gap * (design->rscales ? design->rscales[r] : 1);
    }
    double se = (double)sqrtl(variance_constant(design) * squares);
    if (!isfinite(se))
        return CS_ABSENT_FINITE;
    *out = se;
    return CS_ABSENT_NOTHING;
}

static double find_total(const double *values, const double *weights, size_t n)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (long double)values[i] * weights[i];
    return (double)sum;
}

static double find_mean(const double *values, const double *weights, size_t n)
{
    long double sum = 0, total = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (long double)values[i] * weights[i];
        total += weights[i];
    }
    return (double)(sum / total);
}

static const double *find_weights(const struct cs_replicated *data, size_t replicate)
{
    return data->replicate_weights + replicate * data->n;
}

typedef double statistic_fn(const double *values, const double *weights, size_t n);

/* A linear statistic under the full weights and under every replicate. */
static enum cs_absence find_linear(const struct cs_replicated *data, statistic_fn *statistic,
                                   double *estimate, double *found)
{
    *estimate = NAN;
    struct cs_sample sample = {data->values, NULL, data->n};
    enum cs_absence lack = cs_sample_check(&sample);
    if (lack)
        return lack;
    *estimate = statistic(data->values, data->weights, data->n);
    for (size_t r = 0; r < data->design.n_replicates; r++)
        found[r] = statistic(data->values, find_weights(data, r), data->n);
    return CS_ABSENT_NOTHING;
}

static enum cs_absence estimate_linear(const struct cs_replicated *data, statistic_fn *statistic,
                                       struct cs_replicated_estimate *out)
{
    *out = (struct cs_replicated_estimate){NAN, NAN};
    double *found = malloc((data->design.n_replicates + 1) * sizeof *found);
    if (!found)
        return CS_ABSENT_MEMORY;
    enum cs_absence lack = find_linear(data, statistic, &out->estimate, found);
    if (!lack)
        lack = cs_replicate_error(&data->design, out->estimate, found, &out->se);
    free(found);
    return lack;
}

enum cs_absence cs_replicated_mean_each(const struct cs_replicated *data, double *estimate,
                                        double *found)
{
    return find_linear(data, find_mean, estimate, found);
}

enum cs_absence cs_replicated_total(const struct cs_replicated *data,
                                    struct cs_replicated_estimate *out)
{
    return estimate_linear(data, find_total, out);
}

enum cs_absence cs_replicated_mean(const struct cs_replicated *data,
                                   struct cs_replicated_estimate *out)
{
    return estimate_linear(data, find_mean, out);
}

struct ordered {
    double value;
    size_t index;
};

static int compare_ordered(const void *a, const void *b)
{
    const struct ordered *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* Weights of equal values, the lightest first, as cs_sorted_init has them. */
static void order_ties(struct cs_sorted *sorted)
{
    for (size_t i = 0, end; i < sorted->n; i = end) {
        for (end = i + 1; end < sorted->n && sorted->values[end] == sorted->values[i];)
            end++;
        if (end - i > 1)
            cs_sort_doubles(sorted->weights + i, end - i);
    }
}

/* Refills `sorted` with the observations in order under other weights. Returns whether any is
 * negative. */
static bool weigh(struct cs_sorted *sorted, const struct ordered *order, const double *weights,
                  size_t n)
{
    bool is_signed = false;
    sorted->n = 0;
    for (size_t i = 0; i < n; i++) {
        double weight = weights[order[i].index];
        if (weight == 0)
            continue;
        is_signed |= weight < 0;
        sorted->values[sorted->n] = order[i].value;
        sorted->weights[sorted->n++] = weight;
    }
    order_ties(sorted);
    cs_sorted_cumulate(sorted);
    return is_signed;
}

static size_t count_distinct(const struct cs_sorted *sorted, size_t n)
{
    size_t n_distinct = n > 0;
    for (size_t i = 1; i < n; i++)
        n_distinct += sorted->values[i] != sorted->values[i - 1];
    return n_distinct;
}

/* With negative weights F is no distribution function, as it may fall. survey's convention: the
 * steps begin after the last k with C_k ≤ p·W. */
static double read_signed_steps(const struct cs_sorted *sorted, enum cs_quantile_rule rule,
                                double p)
{
    double goal = p * sorted->total, slack = CS_QUANTILE_TOLERANCE * sorted->total;
    size_t k = sorted->n;
    while (k > 0 && sorted->cumulative[k - 1] > goal + slack)
        k--;
    if (k == 0 || k == sorted->n)
        return sorted->values[k == 0 ? 0 : k - 1];
    double here = sorted->values[k - 1], next = sorted->values[k];
    double gap = goal - sorted->cumulative[k - 1];
    if (rule == CS_HF4)
        return here + (next - here) * gap / sorted->weights[k];
    if (gap > slack || (rule == CS_HF3 && count_distinct(sorted, k) % 2 != 0))
        return next;
    return rule == CS_HF2 ? (here + next) / 2 : here;
}

/* The knots of hf5 to hf9 in their own order, joined by straight lines as R's approx() does.
 * Reuses the arrays of `sorted`. */
static double read_signed_knots(struct cs_sorted *sorted, enum cs_quantile_rule rule, double p,
                                struct ordered *knots)
{
    size_t n = sorted->n;
    struct cs_knot knot = {.total = sorted->total,
                           .last = sorted->weights[n - 1],
                           .before_last = sorted->cumulative[n - 2]};
    for (size_t i = 0; i < n; i++) {
        knot.before = i == 0 ? 0 : sorted->cumulative[i - 1];
        knot.here = sorted->cumulative[i];
        knot.weight = sorted->weights[i];
        knots[i] = (struct ordered){cs_quantile_knot(rule, &knot), i};
    }
    qsort(knots, n, sizeof *knots, compare_ordered);
    size_t k = 0;
    while (k < n && knots[k].value < p)
        k++;
    if (k == 0 || k == n)
        return sorted->values[knots[k == 0 ? 0 : n - 1].index];
    double low = sorted->values[knots[k - 1].index], high = sorted->values[knots[k].index];
    return low + (high - low) * (p - knots[k - 1].value) / (knots[k].value - knots[k - 1].value);
}

/* Every replicate's quantile from observations sorted once. */
static enum cs_absence find_quantiles(const struct cs_replicated *data, enum cs_quantile_rule rule,
                                      double p, struct cs_sorted *sorted, double *found)
{
    struct ordered *order = malloc(2 * data->n * sizeof *order);
    if (!order)
        return CS_ABSENT_MEMORY;
    struct ordered *knots = order + data->n;
    for (size_t i = 0; i < data->n; i++)
        order[i] = (struct ordered){data->values[i], i};
    qsort(order, data->n, sizeof *order, compare_ordered);
    enum cs_absence lack = CS_ABSENT_NOTHING;
    for (size_t r = 0; r < data->design.n_replicates && !lack; r++) {
        bool is_signed = weigh(sorted, order, find_weights(data, r), data->n);
        if (sorted->n == 0 || !(sorted->total > 0))
            lack = CS_ABSENT_WEIGHT;
        else if (!is_signed || sorted->n < 2)
            found[r] = cs_sorted_quantile(sorted, rule, p);
        else if (rule >= CS_HF5)
            found[r] = read_signed_knots(sorted, rule, p, knots);
        else
            found[r] = read_signed_steps(sorted, rule, p);
    }
    free(order);
    return lack;
}

static enum cs_absence allocate_sorted(struct cs_sorted *sorted, size_t n)
{
    *sorted = (struct cs_sorted){0};
    sorted->values = malloc(n * sizeof *sorted->values);
    sorted->weights = malloc(n * sizeof *sorted->weights);
    sorted->cumulative = malloc(n * sizeof *sorted->cumulative);
    bool is_whole = sorted->values && sorted->weights && sorted->cumulative;
    return is_whole ? CS_ABSENT_NOTHING : CS_ABSENT_MEMORY;
}

enum cs_absence cs_replicated_quantile_each(const struct cs_replicated *data,
                                            enum cs_quantile_rule rule, double p, double *estimate,
                                            double *found)
{
    struct cs_sample sample = {data->values, data->weights, data->n};
    *estimate = NAN;
    enum cs_absence lack = cs_quantile(&sample, rule, p, estimate);
    if (lack)
        return lack;
    struct cs_sorted sorted;
    lack = allocate_sorted(&sorted, data->n);
    if (!lack)
        lack = find_quantiles(data, rule, p, &sorted, found);
    cs_sorted_clear(&sorted);
    return lack;
}

enum cs_absence cs_replicated_quantile(const struct cs_replicated *data, enum cs_quantile_rule rule,
                                       double p, struct cs_replicated_estimate *out)
{
    *out = (struct cs_replicated_estimate){NAN, NAN};
    double *found = malloc((data->design.n_replicates + 1) * sizeof *found);
    if (!found)
        return CS_ABSENT_MEMORY;
    enum cs_absence lack = cs_replicated_quantile_each(data, rule, p, &out->estimate, found);
    if (!lack)
        lack = cs_replicate_error(&data->design, out->estimate, found, &out->se);
    free(found);
    return lack;
}
