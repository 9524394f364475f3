/* Every rule of quantiles as a step function of F or a line through knots, weighted and not. Full
 * arrays are not sorted for a few quantiles: their ranks are selected. */
#include "stats/quantile.h"

#include <stdbool.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "stats/order.h"
#include "stats/sample.h"

enum { MAX_SELECTED = 64 }; /* order statistics found by selection; more are found by sorting */

static const struct {
    const char *name, *words;
} rules[CS_N_QUANTILE_RULES] = {
    [CS_HF1] = {"hf1", "the smallest value at or below which at least that share lies"},
    [CS_HF2] = {"hf2", "as hf1, the mean of two values where the share falls between them"},
    [CS_HF4] = {"hf4", "linear interpolation of the distribution function"},
    [CS_HF5] = {"hf5", "linear interpolation between the middles of the steps"},
    [CS_HF7] = {"hf7", "linear interpolation between ranks, as R, NumPy and Excel do"},
};

const char *cs_quantile_rule_name(enum cs_quantile_rule rule)
{
    return rules[rule].name;
}

const char *cs_quantile_rule_words(enum cs_quantile_rule rule)
{
    return rules[rule].words;
}

int cs_quantile_rule_parse(struct cs_span name, enum cs_quantile_rule *rule)
{
    for (int i = 0; i < CS_N_QUANTILE_RULES; i++)
        if (cs_span_equals(name, rules[i].name)) {
            *rule = (enum cs_quantile_rule)i;
            return 1;
        }
    return 0;
}

enum cs_quantile_rule cs_quantile_rule_default(bool has_weights)
{
    return has_weights ? CS_HF2 : CS_HF7;
}

/* Steps of F: value k where (k−1)/n < p ≤ k/n, half way to the next where p = k/n. */
static double find_step(enum cs_quantile_rule rule, double n_p, double n)
{
    double whole = nearbyint(n_p);
    if (fabs(n_p - whole) > CS_QUANTILE_TOLERANCE * n)
        return ceil(n_p);
    return whole + (rule == CS_HF2 ? 0.5 : 0);
}

/* The position from 1 on the line through the order statistics. */
static double find_position(enum cs_quantile_rule rule, double n, double p)
{
    switch (rule) {
    case CS_HF1:
    case CS_HF2:
        return find_step(rule, n * p, n);
    case CS_HF4:
        return n * p;
    case CS_HF5:
        return 0.5 + n * p;
    default:
        return 1 + (n - 1) * p;
    }
}

void cs_quantile_position(enum cs_quantile_rule rule, size_t n, double p, size_t *j, double *g)
{
    double position = find_position(rule, (double)n, p);
    if (position <= 1 || position >= (double)n) {
        *j = position <= 1 ? 0 : n - 1;
        *g = 0;
        return;
    }
    double whole = floor(position + 4 * DBL_EPSILON);
    *g = position - whole;
    if (fabs(*g) < 4 * DBL_EPSILON)
        *g = 0;
    *j = (size_t)whole - 1;
}

/* Between a and b; equal neighbours stay equal to the last bit. */
static double mix(double a, double b, double g)
{
    return g == 0 || a == b ? a : (1 - g) * a + g * b;
}

/* The sorted observations seen without one of them: index i of the rest, and its weights. */
struct view {
    const struct cs_sorted *sorted;
    size_t left_out; /* SIZE_MAX: none */
    size_t n;
    double total;
};

static size_t find_index(const struct view *view, size_t i)
{
    return i + (i >= view->left_out);
}

static double value_at(const struct view *view, size_t i)
{
    return view->sorted->values[find_index(view, i)];
}

static double weight_at(const struct view *view, size_t i)
{
    return view->sorted->weights[find_index(view, i)];
}

static double cumulative_at(const struct view *view, size_t i)
{
    double sum = view->sorted->cumulative[find_index(view, i)];
    return i >= view->left_out ? sum - view->sorted->weights[view->left_out] : sum;
}

/* The share at which value i is reached exactly. */
static double knot_at(const struct view *view, enum cs_quantile_rule rule, size_t i)
{
    switch (rule) {
    case CS_HF5:
        return (cumulative_at(view, i) - weight_at(view, i) / 2) / view->total;
    case CS_HF7:
        return i == 0 ? 0 : cumulative_at(view, i - 1) / cumulative_at(view, view->n - 2);
    default:
        return cumulative_at(view, i) / view->total;
    }
}

/* The first i with knot_at(i) ≥ p, or n − 1. */
static size_t find_knot(const struct view *view, enum cs_quantile_rule rule, double p)
{
    size_t low = 0, high = view->n - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (knot_at(view, rule, middle) >= p)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static double find_weighted(const struct view *view, enum cs_quantile_rule rule, double p)
{
    if (view->n == 1)
        return value_at(view, 0);
    bool is_step = rule == CS_HF1 || rule == CS_HF2;
    size_t i = find_knot(view, rule, is_step ? p - CS_QUANTILE_TOLERANCE : p);
    double here = value_at(view, i), knot = knot_at(view, rule, i);
    if (is_step) {
        bool is_exact = fabs(knot - p) <= CS_QUANTILE_TOLERANCE;
        bool has_next = rule == CS_HF2 && is_exact && i + 1 < view->n;
        return has_next ? mix(here, value_at(view, i + 1), 0.5) : here;
    }
    if (i == 0 || knot <= p)
        return here;
    double before = knot_at(view, rule, i - 1);
    return mix(value_at(view, i - 1), here, (p - before) / (knot - before));
}

static double find_unweighted(const struct view *view, enum cs_quantile_rule rule, double p)
{
    size_t j;
    double g;
    cs_quantile_position(rule, view->n, p, &j, &g);
    return g == 0 ? value_at(view, j) : mix(value_at(view, j), value_at(view, j + 1), g);
}

double cs_sorted_quantile(const struct cs_sorted *sorted, enum cs_quantile_rule rule, double p)
{
    struct view view = {sorted, SIZE_MAX, sorted->n, sorted->total};
    return sorted->weights ? find_weighted(&view, rule, p) : find_unweighted(&view, rule, p);
}

double cs_sorted_quantile_without(const struct cs_sorted *sorted, enum cs_quantile_rule rule,
                                  double p, size_t left_out)
{
    double lost = sorted->weights ? sorted->weights[left_out] : 1;
    struct view view = {sorted, left_out, sorted->n - 1, sorted->total - lost};
    return sorted->weights ? find_weighted(&view, rule, p) : find_unweighted(&view, rule, p);
}

static void add_rank(size_t *ranks, size_t *n_ranks, size_t rank)
{
    size_t i = *n_ranks;
    for (; i > 0 && ranks[i - 1] > rank; i--)
        ranks[i] = ranks[i - 1];
    ranks[i] = rank;
    ++*n_ranks;
}

static enum cs_absence select_quantiles(const struct cs_sample *sample, enum cs_quantile_rule rule,
                                        const double *p, size_t n_p, double *out)
{
    double *copy = malloc(sample->n * sizeof *copy);
    if (!copy)
        return CS_ABSENT_MEMORY;
    memcpy(copy, sample->values, sample->n * sizeof *copy);
    size_t ranks[MAX_SELECTED] = {0}, n_ranks = 0, j;
    double g;
    for (size_t i = 0; i < n_p; i++) {
        cs_quantile_position(rule, sample->n, p[i], &j, &g);
        add_rank(ranks, &n_ranks, j);
        if (g != 0)
            add_rank(ranks, &n_ranks, j + 1);
    }
    cs_select_doubles(copy, sample->n, ranks, n_ranks);
    for (size_t i = 0; i < n_p; i++) {
        cs_quantile_position(rule, sample->n, p[i], &j, &g);
        out[i] = g == 0 ? copy[j] : mix(copy[j], copy[j + 1], g);
    }
    free(copy);
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_quantiles(const struct cs_sample *sample, enum cs_quantile_rule rule,
                             const double *p, size_t n_p, double *out)
{
    enum cs_absence lack = cs_sample_check(sample);
    for (size_t i = 0; i < n_p; i++) {
        out[i] = NAN;
        if (!(p[i] >= 0 && p[i] <= 1) && !lack)
            lack = CS_ABSENT_RANGE;
    }
    if (lack)
        return lack;
    if (!sample->weights && n_p <= MAX_SELECTED / 2)
        return select_quantiles(sample, rule, p, n_p, out);
    struct cs_sorted sorted;
    lack = cs_sorted_init(&sorted, sample);
    for (size_t i = 0; i < n_p && !lack; i++)
        out[i] = cs_sorted_quantile(&sorted, rule, p[i]);
    cs_sorted_clear(&sorted);
    return lack;
}

enum cs_absence cs_quantile(const struct cs_sample *sample, enum cs_quantile_rule rule, double p,
                            double *out)
{
    return cs_quantiles(sample, rule, &p, 1, out);
}
