/* Corrections of p-values over many comparisons, and the one test that published means allow. */
#include "stats/multiple.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

struct ranked {
    double p;
    size_t index;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* Ascending p of the comparisons that have one. */
static enum cs_absence rank(const double *p, size_t n, struct ranked **out, size_t *n_out)
{
    struct ranked *ranked = malloc((n + 1) * sizeof *ranked);
    *out = ranked;
    *n_out = 0;
    if (!ranked)
        return CS_ABSENT_MEMORY;
    for (size_t i = 0; i < n; i++) {
        if (isnan(p[i]))
            continue;
        if (p[i] < 0 || p[i] > 1)
            return CS_ABSENT_RANGE;
        ranked[(*n_out)++] = (struct ranked){p[i], i};
    }
    qsort(ranked, *n_out, sizeof *ranked, compare_ranked);
    return CS_ABSENT_NOTHING;
}

static void fill_nan(double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        values[i] = NAN;
}

enum cs_absence cs_adjust_holm(const double *p, size_t n, double *adjusted)
{
    struct ranked *ranked;
    size_t m;
    enum cs_absence lack = rank(p, n, &ranked, &m);
    fill_nan(adjusted, n);
    double highest = 0;
    for (size_t i = 0; i < m && !lack; i++) {
        highest = fmax(highest, (double)(m - i) * ranked[i].p);
        adjusted[ranked[i].index] = fmin(1, highest);
    }
    free(ranked);
    return lack;
}

enum cs_absence cs_adjust_bh(const double *p, size_t n, double *adjusted)
{
    struct ranked *ranked;
    size_t m;
    enum cs_absence lack = rank(p, n, &ranked, &m);
    fill_nan(adjusted, n);
    double lowest = 1;
    for (size_t i = m; i-- > 0 && !lack;) {
        lowest = fmin(lowest, (double)m / (double)(i + 1) * ranked[i].p);
        adjusted[ranked[i].index] = lowest;
    }
    free(ranked);
    return lack;
}

enum cs_absence cs_compare_means(double a, double rse_a, double b, double rse_b,
                                 struct cs_mean_test *out)
{
    *out = (struct cs_mean_test){NAN, NAN, NAN, NAN};
    if (!isfinite(a) || !isfinite(b) || !isfinite(rse_a) || !isfinite(rse_b))
        return CS_ABSENT_FINITE;
    if (rse_a < 0 || rse_b < 0)
        return CS_ABSENT_RANGE;
    out->difference = a - b;
    out->se = hypot(a * rse_a, b * rse_b);
    if (out->se == 0)
        return CS_ABSENT_VARIATION;
    out->z = out->difference / out->se;
    out->p_value = 2 * gsl_cdf_ugaussian_Q(fabs(out->z));
    return CS_ABSENT_NOTHING;
}
