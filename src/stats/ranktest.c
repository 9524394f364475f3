/* Rank tests on two sorted groups, walked side by side. The exact distribution of U is counted
 * for small groups, the normal one stands in for large. */
#include "stats/ranktest.h"

#include <stdbool.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "stats/sample.h"

enum { EXACT_BELOW = 50 }; /* as in R */

struct ranks {
    double u;    /* of a */
    double ties; /* Σ(t³ − t) */
};

/* Walks both sorted groups value by value. */
static struct ranks count_pairs(const struct cs_sorted *a, const struct cs_sorted *b)
{
    struct ranks ranks = {0, 0};
    for (size_t i = 0, j = 0; i < a->n || j < b->n;) {
        bool takes_a = j >= b->n || (i < a->n && a->values[i] <= b->values[j]);
        double value = takes_a ? a->values[i] : b->values[j];
        double below = (double)j, n_a = 0, n_b = 0;
        for (; i < a->n && a->values[i] == value; i++)
            n_a++;
        for (; j < b->n && b->values[j] == value; j++)
            n_b++;
        ranks.u += n_a * (below + n_b / 2);
        double tied = n_a + n_b;
        ranks.ties += tied * tied * tied - tied;
    }
    return ranks;
}

/* P(U ≤ u) for m and n below 50 without ties. The number of ways to reach each U is the
 * coefficient of the Gaussian binomial: multiply by (1 − q^(n+i)), divide by (1 − q^i). */
static enum cs_absence find_exact(size_t m, size_t n, double u, double *out)
{
    size_t top = m * n;
    double *ways = calloc(top + 1, sizeof *ways);
    if (!ways)
        return CS_ABSENT_MEMORY;
    ways[0] = 1;
    for (size_t i = 1; i <= m; i++) {
        for (size_t k = top; k >= n + i && k <= top; k--)
            ways[k] -= ways[k - n - i];
        for (size_t k = i; k <= top; k++)
            ways[k] += ways[k - i];
    }
    long double below = 0, all = 0;
    for (size_t k = 0; k <= top; k++) {
        all += ways[k];
        below += (double)k <= u ? ways[k] : 0;
    }
    *out = (double)(below / all);
    free(ways);
    return CS_ABSENT_NOTHING;
}

static double find_normal(double m, double n, struct ranks ranks)
{
    double all = m + n;
    double sd = sqrt(m * n / 12 * (all + 1 - ranks.ties / (all * (all - 1))));
    double gap = ranks.u - m * n / 2;
    double z = (gap - (gap > 0 ? 0.5 : gap < 0 ? -0.5 : 0)) / sd;
    return 2 * fmin(gsl_cdf_ugaussian_P(z), gsl_cdf_ugaussian_Q(z));
}

enum cs_absence cs_mann_whitney_sorted(const struct cs_sorted *a, const struct cs_sorted *b,
                                       struct cs_mann_whitney *out)
{
    struct ranks ranks = count_pairs(a, b);
    double m = (double)a->n, n = (double)b->n, all = m + n;
    *out = (struct cs_mann_whitney){.u = ranks.u, .superiority = ranks.u / (m * n), .p_value = NAN};
    if (ranks.ties >= all * all * all - all)
        return CS_ABSENT_VARIATION;
    out->is_exact = ranks.ties == 0 && a->n < EXACT_BELOW && b->n < EXACT_BELOW;
    if (!out->is_exact) {
        out->p_value = fmin(1, find_normal(m, n, ranks));
        return CS_ABSENT_NOTHING;
    }
    /* Symmetric about mn/2: the smaller tail twice. */
    double share;
    enum cs_absence lack = find_exact(a->n, b->n, fmin(ranks.u, m * n - ranks.u), &share);
    out->p_value = lack ? NAN : fmin(1, 2 * share);
    return lack;
}

/* Both groups in order, their weights not looked at. Clear both, also after a lack. */
static enum cs_absence sort_groups(const struct cs_sample *a, const struct cs_sample *b,
                                   struct cs_sorted sorted[2])
{
    struct cs_sample first = {a->values, NULL, a->n}, second = {b->values, NULL, b->n};
    sorted[1] = (struct cs_sorted){0};
    enum cs_absence lack = cs_sorted_init(&sorted[0], &first);
    return lack ? lack : cs_sorted_init(&sorted[1], &second);
}

enum cs_absence cs_mann_whitney(const struct cs_sample *a, const struct cs_sample *b,
                                struct cs_mann_whitney *out)
{
    struct cs_sorted sorted[2];
    *out = (struct cs_mann_whitney){NAN, NAN, NAN, 0};
    enum cs_absence lack = sort_groups(a, b, sorted);
    if (!lack)
        lack = cs_mann_whitney_sorted(&sorted[0], &sorted[1], out);
    cs_sorted_clear(&sorted[0]);
    cs_sorted_clear(&sorted[1]);
    return lack;
}

/* The values at or below which k of both groups lie: the k-th smallest of both, from 0. The split
 * takes i of a and k + 1 − i of b; search for the i at which neither side overlaps. */
static double find_kth(const struct cs_sorted *a, const struct cs_sorted *b, size_t k)
{
    size_t take = k + 1, low = take > b->n ? take - b->n : 0, high = take < a->n ? take : a->n;
    while (low < high) {
        size_t i = low + (high - low) / 2, j = take - i;
        if (j > 0 && a->values[i] < b->values[j - 1])
            low = i + 1;
        else
            high = i;
    }
    size_t j = take - low;
    double last_a = low > 0 ? a->values[low - 1] : -INFINITY;
    double last_b = j > 0 ? b->values[j - 1] : -INFINITY;
    return fmax(last_a, last_b);
}

static double find_common_median(const struct cs_sorted *a, const struct cs_sorted *b)
{
    size_t n = a->n + b->n;
    double upper = find_kth(a, b, n / 2);
    return n % 2 ? upper : (find_kth(a, b, n / 2 - 1) + upper) / 2;
}

static double count_above(const struct cs_sorted *sorted, double median)
{
    size_t low = 0, high = sorted->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted->values[middle] > median)
            high = middle;
        else
            low = middle + 1;
    }
    return (double)(sorted->n - low);
}

enum cs_absence cs_mood_sorted(const struct cs_sorted *a, const struct cs_sorted *b,
                               struct cs_mood *out)
{
    *out = (struct cs_mood){.median = find_common_median(a, b), .statistic = NAN, .p_value = NAN};
    double n[2] = {(double)a->n, (double)b->n}, all = n[0] + n[1];
    out->above[0] = count_above(a, out->median);
    out->above[1] = count_above(b, out->median);
    double above = out->above[0] + out->above[1];
    if (above == 0)
        return CS_ABSENT_VARIATION;
    /* All four gaps from expectation have the same size. */
    double gap = fabs(out->above[0] - n[0] * above / all);
    double held = gap - fmin(0.5, gap), sum = 0;
    for (int g = 0; g < 2; g++)
        sum += held * held / (n[g] * above / all) + held * held / (n[g] * (all - above) / all);
    out->statistic = sum;
    out->p_value = gsl_cdf_chisq_Q(sum, 1);
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_mood(const struct cs_sample *a, const struct cs_sample *b, struct cs_mood *out)
{
    struct cs_sorted sorted[2];
    *out = (struct cs_mood){.median = NAN, .statistic = NAN, .p_value = NAN};
    enum cs_absence lack = sort_groups(a, b, sorted);
    if (!lack)
        lack = cs_mood_sorted(&sorted[0], &sorted[1], out);
    cs_sorted_clear(&sorted[0]);
    cs_sorted_clear(&sorted[1]);
    return lack;
}
