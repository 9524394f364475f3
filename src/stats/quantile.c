/* Every rule of quantiles as a step function of F or a line through knots, weighted and not. Full
 * arrays are not sorted for a few quantiles: their ranks are selected. */
#include "stats/quantile.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "stats/order.h"
#include "stats/sample.h"

enum { MAX_SELECTED = 64 }; /* order statistics found by selection; more are found by sorting */

static const char *const names[CS_N_QUANTILE_RULES] = {
    [CS_HF1] = "hf1", /* the smallest value at or below which at least that share lies */
    [CS_HF2] = "hf2", /* as hf1, the mean of two values where the share falls between them */
    [CS_HF3] = "hf3", /* the value whose step ends nearest to that share */
    [CS_HF4] = "hf4", /* linear interpolation of the distribution function */
    [CS_HF5] = "hf5", /* linear interpolation between the middles of the steps */
    [CS_HF6] = "hf6", /* linear interpolation of the mean of each rank's share, as SPSS */
    [CS_HF7] = "hf7", /* linear interpolation between ranks, as R, NumPy and Excel do */
    [CS_HF8] = "hf8", /* linear interpolation of the median of each rank's share */
    [CS_HF9] = "hf9", /* linear interpolation, unbiased for normally distributed values */
};

const char *cs_quantile_rule_name(enum cs_quantile_rule rule)
{
    return names[rule];
}

bool cs_quantile_rule_parse(struct cs_span name, enum cs_quantile_rule *rule)
{
    if (cs_span_equals(name, "math") || cs_span_equals(name, "school")) {
        *rule = cs_span_equals(name, "math") ? CS_HF1 : CS_HF2;
        return true;
    }
    for (int i = 0; i < CS_N_QUANTILE_RULES; i++)
        if (cs_span_equals(name, names[i])) {
            *rule = (enum cs_quantile_rule)i;
            return true;
        }
    return false;
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

/* The rank nearest to n·p, the even one of two equally near. */
static double find_nearest(double n_p, double n)
{
    double half = floor(n_p) + 0.5;
    if (fabs(n_p - half) <= CS_QUANTILE_TOLERANCE * n)
        return 2 * nearbyint(half / 2);
    return nearbyint(n_p);
}

/* The position from 1 on the line through the order statistics. */
static double find_position(enum cs_quantile_rule rule, double n, double p)
{
    switch (rule) {
    case CS_HF1:
    case CS_HF2:
        return find_step(rule, n * p, n);
    case CS_HF3:
        return find_nearest(n * p, n);
    case CS_HF4:
        return n * p;
    case CS_HF5:
        return 0.5 + n * p;
    case CS_HF6:
        return (n + 1) * p;
    case CS_HF8:
        return 1.0 / 3 + (n + 1.0 / 3) * p;
    case CS_HF9:
        return 3.0 / 8 + (n + 1.0 / 4) * p;
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
    if (*j + 1 >= n) {
        *j = n - 1;
        *g = 0;
    }
}

/* Between a and b; equal neighbors stay equal to the last bit. */
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

double cs_quantile_knot(enum cs_quantile_rule rule, const struct cs_knot *knot)
{
    switch (rule) {
    case CS_HF5:
        return (knot->here - knot->weight / 2) / knot->total;
    case CS_HF6:
        return knot->here / (knot->total + knot->last);
    case CS_HF7:
        return knot->before / knot->before_last;
    case CS_HF8:
        return (knot->before / 3 + knot->here * 2 / 3) / (knot->total + knot->last / 3);
    case CS_HF9:
        return (knot->before * 3 / 8 + knot->here * 5 / 8) / (knot->total + knot->last / 4);
    default:
        return knot->here / knot->total;
    }
}

/* The share at which value i is reached exactly. Requires: n ≥ 2. */
static double knot_at(const struct view *view, enum cs_quantile_rule rule, size_t i)
{
    return cs_quantile_knot(rule,
                            &(struct cs_knot){.before = i == 0 ? 0 : cumulative_at(view, i - 1),
                                              .here = cumulative_at(view, i),
                                              .weight = weight_at(view, i),
                                              .total = view->total,
                                              .last = weight_at(view, view->n - 1),
                                              .before_last = cumulative_at(view, view->n - 2)});
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

/* hf3 with weights: the first distinct value that F lifts above p; where F(x) = p, x itself if it
 * is an even one of the distinct values. Reference: survey::svyquantile(qrule = "hf3"). */
static double find_even(const struct view *view, double p)
{
    size_t n_distinct = 0, i = 0;
    while (i < view->n) {
        size_t end = i + 1;
        while (end < view->n && value_at(view, end) == value_at(view, i))
            end++;
        double share = cumulative_at(view, end - 1) / view->total;
        n_distinct++;
        bool is_exact = fabs(share - p) <= CS_QUANTILE_TOLERANCE;
        if ((is_exact && n_distinct % 2 == 0) || (!is_exact && share > p) || end == view->n)
            return value_at(view, i);
        i = end;
    }
    return value_at(view, view->n - 1);
}

static double find_weighted(const struct view *view, enum cs_quantile_rule rule, double p)
{
    if (view->n == 1)
        return value_at(view, 0);
    if (rule == CS_HF3)
        return find_even(view, p);
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
