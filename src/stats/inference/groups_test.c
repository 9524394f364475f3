/* Ranks are read off sorted groups walked side by side; no array of ranks is made. */
#include "stats/inference/groups_test.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "stats/interval.h"
#include "stats/ranktest.h"
#include "stats/sample.h"

/* ---- Brunner and Munzel ---- */

/* For each observation of a: how many of b lie below it, ties half. Their mean and variance. */
static void count_below(const struct cs_sorted *a, const struct cs_sorted *b, double *mean,
                        double *variance)
{
    long double sum = 0, squares = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0, low = 0, high = 0; i < a->n; i++) {
            while (low < b->n && b->values[low] < a->values[i])
                low++;
            high = high < low ? low : high;
            while (high < b->n && b->values[high] <= a->values[i])
                high++;
            long double below = (long double)low + (long double)(high - low) / 2;
            if (pass == 0)
                sum += below;
            else
                squares += (below - sum / a->n) * (below - sum / a->n);
        }
    *mean = (double)(sum / a->n);
    *variance = (double)(squares / (a->n - 1));
}

enum cs_absence cs_brunner_munzel(const struct cs_sorted *a, const struct cs_sorted *b,
                                  double confidence, struct cs_brunner_munzel *out)
{
    *out = (struct cs_brunner_munzel){NAN, NAN, NAN, NAN, cs_interval_missing(confidence)};
    if (a->n < 2 || b->n < 2)
        return CS_ABSENT_MORE_VALUES;
    double m = (double)a->n, n = (double)b->n, below[2], variance[2];
    count_below(a, b, &below[0], &variance[0]);
    count_below(b, a, &below[1], &variance[1]);
    out->superiority = below[0] / n;
    /* Of the placements' variances; that of superiority is their sum. */
    double parts[2] = {variance[0] / (n * n * m), variance[1] / (m * m * n)};
    double total = parts[0] + parts[1];
    if (!(total > 0))
        return CS_ABSENT_VARIATION;
    out->df = total * total / (parts[0] * parts[0] / (m - 1) + parts[1] * parts[1] / (n - 1));
    out->statistic = (out->superiority - 0.5) / sqrt(total);
    out->p_value = fmin(1, 2 * gsl_cdf_tdist_Q(fabs(out->statistic), out->df));
    double reach = gsl_cdf_tdist_Qinv((1 - confidence) / 2, out->df) * sqrt(total);
    out->interval.lower = fmax(0, out->superiority - reach);
    out->interval.upper = fmin(1, out->superiority + reach);
    return CS_ABSENT_NOTHING;
}

/* ---- Hodges and Lehmann ---- */

/* How many differences a − b are at most t. */
static uint64_t count_differences(const struct cs_sorted *a, const struct cs_sorted *b, double t)
{
    uint64_t n = 0;
    size_t j = 0;
    for (size_t i = 0; i < a->n; i++) {
        while (j < b->n && a->values[i] - b->values[j] > t)
            j++;
        n += b->n - j;
    }
    return n;
}

/* Doubles in the order of their values as whole numbers. */
static int64_t place_of(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits;
}

static double value_at(int64_t place)
{
    double x;
    int64_t bits = place < 0 ? INT64_MIN - place : place;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* The k-th smallest difference, from 1: the least double that so many do not exceed. */
static double find_difference(const struct cs_sorted *a, const struct cs_sorted *b, uint64_t k)
{
    int64_t low = place_of(a->values[0] - b->values[b->n - 1]);
    int64_t high = place_of(a->values[a->n - 1] - b->values[0]);
    while (low < high) {
        int64_t middle = low + (int64_t)(((uint64_t)high - (uint64_t)low) / 2);
        if (count_differences(a, b, value_at(middle)) >= k)
            high = middle;
        else
            low = middle + 1;
    }
    return value_at(low) + 0.0;
}

/* The rank, from 1, of the interval's lower end among the differences; 0 when there is none. */
static uint64_t find_lower_rank(const struct cs_sorted *a, const struct cs_sorted *b,
                                double confidence)
{
    double alpha = 1 - confidence, m = (double)a->n, n = (double)b->n;
    struct cs_mann_whitney_law law;
    if (cs_mann_whitney_law(a, b, &law))
        return 0;
    if (law.is_exact)
        return cs_mann_whitney_quantile(a->n, b->n, alpha / 2);
    double rank = floor(m * n / 2 - gsl_cdf_ugaussian_Qinv(alpha / 2) * law.sd);
    return rank >= 1 ? (uint64_t)rank : 0;
}

enum cs_absence cs_hodges_lehmann(const struct cs_sorted *a, const struct cs_sorted *b,
                                  double confidence, struct cs_shift *out)
{
    *out = (struct cs_shift){NAN, cs_interval_missing(confidence)};
    if (a->n == 0 || b->n == 0)
        return CS_ABSENT_VALUES;
    uint64_t all = (uint64_t)a->n * b->n;
    out->shift = find_difference(a, b, (all + 1) / 2);
    if (all % 2 == 0)
        out->shift = (out->shift + find_difference(a, b, all / 2 + 1)) / 2;
    uint64_t rank = find_lower_rank(a, b, confidence);
    if (rank == 0)
        return CS_ABSENT_MORE_VALUES;
    out->interval.lower = find_difference(a, b, rank);
    out->interval.upper = find_difference(a, b, all + 1 - rank);
    return CS_ABSENT_NOTHING;
}

/* ---- Kruskal and Wallis ---- */

/* A value with the number of its group. */
struct member {
    double value;
    size_t group;
};

static int compare_members(const void *a, const void *b)
{
    double x = ((const struct member *)a)->value, y = ((const struct member *)b)->value;
    return x < y ? -1 : x > y;
}

/* Every observation, in order; NULL when out of memory. */
static struct member *gather(const struct cs_sorted *const *groups, size_t n_groups, size_t *n)
{
    *n = 0;
    for (size_t g = 0; g < n_groups; g++)
        *n += groups[g]->n;
    struct member *all = malloc((*n + 1) * sizeof *all);
    for (size_t g = 0, k = 0; g < n_groups && all; g++)
        for (size_t i = 0; i < groups[g]->n; i++)
            all[k++] = (struct member){groups[g]->values[i], g};
    if (all)
        qsort(all, *n, sizeof *all, compare_members);
    return all;
}

/* Sums each group's ranks; returns Σ(t³ − t) over the ties. */
static double sum_ranks(const struct member *all, size_t n, double *sums)
{
    double ties = 0;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && all[end].value == all[i].value;)
            end++;
        double tied = (double)(end - i);
        for (size_t k = i; k < end; k++)
            sums[all[k].group] += (double)i + (tied + 1) / 2;
        ties += tied * tied * tied - tied;
    }
    return ties;
}

enum cs_absence cs_kruskal(const struct cs_sorted *const *groups, size_t n_groups,
                           double *mean_ranks, struct cs_kruskal *out)
{
    size_t n_all, n_used = 0;
    *out = (struct cs_kruskal){NAN, NAN, NAN, NAN, NAN};
    struct member *all = gather(groups, n_groups, &n_all);
    if (!all)
        return CS_ABSENT_MEMORY;
    memset(mean_ranks, 0, n_groups * sizeof *mean_ranks);
    double ties = sum_ranks(all, n_all, mean_ranks), n = (double)n_all, sum = 0;
    free(all);
    for (size_t g = 0; g < n_groups; g++) {
        double n_group = (double)groups[g]->n, gap = mean_ranks[g] / n_group - (n + 1) / 2;
        n_used += groups[g]->n > 0;
        mean_ranks[g] = groups[g]->n ? mean_ranks[g] / n_group : NAN;
        sum += groups[g]->n ? n_group * gap * gap : 0;
    }
    if (n_used < 2)
        return CS_ABSENT_MORE_VALUES;
    out->n = n;
    out->df = (double)n_used - 1;
    out->variance = n * (n + 1) / 12 - ties / (12 * (n - 1));
    if (!(out->variance > 0))
        return CS_ABSENT_VARIATION;
    out->statistic = sum / out->variance;
    out->p_value = gsl_cdf_chisq_Q(out->statistic, out->df);
    return CS_ABSENT_NOTHING;
}

double cs_dunn(const struct cs_kruskal *all, double rank_a, double n_a, double rank_b, double n_b)
{
    return (rank_a - rank_b) / sqrt(all->variance * (1 / n_a + 1 / n_b));
}
