/* Rank tests on two sorted groups, walked side by side. The exact distribution of U is counted
 * for small groups, the normal one stands in for large. */
#include "stats/ranktest.h"

#include <math.h>
#include <stdbool.h>
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
        for (; i < a->n && a->values[i] == value; cs_sorted_passed(a, i++))
            n_a++;
        for (; j < b->n && b->values[j] == value; cs_sorted_passed(b, j++))
            n_b++;
        ranks.u += n_a * (below + n_b / 2);
        double tied = n_a + n_b;
        ranks.ties += tied * tied * tied - tied;
    }
    return ranks;
}

/* The number of ways to reach each U from 0 to mn without ties, the coefficients of the Gaussian
 * binomial: multiply by (1 − q^(n+i)), divide by (1 − q^i). *all is their sum. Ownership: free. */
static double *count_ways(size_t m, size_t n, long double *all)
{
    size_t top = m * n;
    double *ways = calloc(top + 1, sizeof *ways);
    *all = 0;
    if (!ways)
        return NULL;
    ways[0] = 1;
    for (size_t i = 1; i <= m; i++) {
        for (size_t k = top; k >= n + i && k <= top; k--)
            ways[k] -= ways[k - n - i];
        for (size_t k = i; k <= top; k++)
            ways[k] += ways[k - i];
    }
    for (size_t k = 0; k <= top; k++)
        *all += ways[k];
    return ways;
}

/* P(U ≤ u) for m and n below 50 without ties. */
static enum cs_absence find_exact(size_t m, size_t n, double u, double *out)
{
    long double below = 0, all;
    double *ways = count_ways(m, n, &all);
    if (!ways)
        return CS_ABSENT_MEMORY;
    for (size_t k = 0; k <= m * n && (double)k <= u; k++)
        below += ways[k];
    *out = (double)(below / all);
    free(ways);
    return CS_ABSENT_NOTHING;
}

uint64_t cs_mann_whitney_quantile(size_t m, size_t n, double p)
{
    long double below, all;
    double *ways = count_ways(m, n, &all);
    size_t u = 0;
    if (!ways)
        return 0;
    for (below = ways[0]; u < m * n && (double)(below / all) < p;)
        below += ways[++u];
    free(ways);
    return u;
}

static double find_sd(double m, double n, double ties)
{
    double all = m + n;
    return sqrt(m * n / 12 * (all + 1 - ties / (all * (all - 1))));
}

static bool is_exact(const struct cs_sorted *a, const struct cs_sorted *b, double ties)
{
    return ties == 0 && a->n < EXACT_BELOW && b->n < EXACT_BELOW;
}

enum cs_absence cs_mann_whitney_law(const struct cs_sorted *a, const struct cs_sorted *b,
                                    struct cs_mann_whitney_law *out)
{
    struct ranks ranks = count_pairs(a, b);
    double m = (double)a->n, n = (double)b->n;
    *out = (struct cs_mann_whitney_law){is_exact(a, b, ranks.ties), find_sd(m, n, ranks.ties)};
    return out->sd > 0 ? CS_ABSENT_NOTHING : CS_ABSENT_VARIATION;
}

static double find_normal(double m, double n, struct ranks ranks)
{
    double sd = find_sd(m, n, ranks.ties);
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
    out->is_exact = is_exact(a, b, ranks.ties);
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
