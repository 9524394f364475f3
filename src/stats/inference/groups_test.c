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
                cs_sorted_passed(b, low++);
            high = high < low ? low : high;
            while (high < b->n && b->values[high] <= a->values[i])
                high++;
            long double below = (long double)low + (long double)(high - low) / 2;
            if (pass == 0)
                sum += below;
            else
                squares += (below - sum / a->n) * (below - sum / a->n);
            cs_sorted_passed(a, i);
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

/* is_passed: known when this is compiled, as the loop is walked a few hundred times a pair. */
static inline uint64_t walk_differences(const struct cs_sorted *a, const struct cs_sorted *b,
                                        double t, bool is_passed)
{
    uint64_t n = 0;
    for (size_t i = 0, j = 0; i < a->n; i++) {
        for (; j < b->n && a->values[i] - b->values[j] > t; j++)
            if (is_passed)
                cs_sorted_passed(b, j);
        n += b->n - j;
        if (is_passed)
            cs_sorted_passed(a, i);
    }
    return n;
}

/* How many differences a − b are at most t. */
static uint64_t count_differences(const struct cs_sorted *a, const struct cs_sorted *b, double t)
{
    return a->let_go || b->let_go ? walk_differences(a, b, t, true)
                                  : walk_differences(a, b, t, false);
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

/* The next observation of a group. */
struct member {
    double value;
    size_t group, at;
};

static void sift_down(struct member *heap, size_t n, size_t at)
{
    struct member top = heap[at];
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && heap[child + 1].value < heap[child].value)
            child++;
        if (top.value <= heap[child].value)
            break;
        heap[at] = heap[child];
    }
    heap[at] = top;
}

/* The first observation of each group, the least on top; NULL when out of memory. */
static struct member *gather(const struct cs_sorted *const *groups, size_t n_groups, size_t *n)
{
    struct member *heap = malloc((n_groups + 1) * sizeof *heap);
    *n = 0;
    for (size_t g = 0; g < n_groups && heap; g++)
        if (groups[g]->n)
            heap[(*n)++] = (struct member){groups[g]->values[0], g, 0};
    for (size_t i = *n / 2; i-- > 0 && heap;)
        sift_down(heap, *n, i);
    return heap;
}

/* How many observations of a group share a value. */
struct tie {
    size_t group;
    double n;
};

/* Takes every observation of the least value, and says how many of which groups. */
static size_t take_tied(const struct cs_sorted *const *groups, struct member *heap, size_t *n,
                        struct tie *ties)
{
    double value = heap[0].value;
    size_t n_ties = 0;
    while (*n && heap[0].value == value) {
        struct member *top = &heap[0];
        const struct cs_sorted *group = groups[top->group];
        size_t first = top->at;
        for (; top->at < group->n && group->values[top->at] == value; top->at++)
            cs_sorted_passed(group, top->at);
        ties[n_ties++] = (struct tie){top->group, (double)(top->at - first)};
        if (top->at < group->n)
            top->value = group->values[top->at];
        else
            *top = heap[--*n];
        if (*n)
            sift_down(heap, *n, 0);
    }
    return n_ties;
}

/* Sums each group's ranks; returns Σ(t³ − t) over the ties. */
static double sum_ranks(const struct cs_sorted *const *groups, struct member *heap, size_t n,
                        struct tie *ties, double *sums)
{
    double all = 0, before = 0;
    while (n) {
        double tied = 0;
        size_t n_ties = take_tied(groups, heap, &n, ties);
        for (size_t i = 0; i < n_ties; i++)
            tied += ties[i].n;
        for (size_t i = 0; i < n_ties; i++)
            sums[ties[i].group] += ties[i].n * (before + (tied + 1) / 2);
        before += tied;
        all += tied * tied * tied - tied;
    }
    return all;
}

enum cs_absence cs_kruskal(const struct cs_sorted *const *groups, size_t n_groups,
                           double *mean_ranks, struct cs_kruskal *out)
{
    size_t n_first, n_used = 0;
    *out = (struct cs_kruskal){NAN, NAN, NAN, NAN, NAN};
    struct member *heap = gather(groups, n_groups, &n_first);
    struct tie *tied = malloc((n_groups + 1) * sizeof *tied);
    memset(mean_ranks, 0, n_groups * sizeof *mean_ranks);
    bool is_whole = heap && tied;
    double ties = is_whole ? sum_ranks(groups, heap, n_first, tied, mean_ranks) : 0, n = 0, sum = 0;
    free(heap);
    free(tied);
    if (!is_whole)
        return CS_ABSENT_MEMORY;
    for (size_t g = 0; g < n_groups; g++)
        n += (double)groups[g]->n;
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
