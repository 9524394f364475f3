/* Influences are summed by cluster once a figure; a difference walks the clusters of both figures
 * together, a stratum after the other, so that many pairs of many groups stay cheap. */
#include "stats/inference/domain.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stats/absence.h"
#include "stats/quantile.h"

static double weight_at(const struct cs_sample *sample, size_t i)
{
    return sample->weights ? sample->weights[i] : 1;
}

void cs_domain_figure_clear(struct cs_domain_figure *figure)
{
    free(figure->clusters);
    free(figure->sums);
    *figure = (struct cs_domain_figure){0};
}

uint32_t *cs_design_sizes(const struct cs_design *design)
{
    uint32_t *sizes = calloc(design->n_strata + 1, sizeof *sizes);
    for (size_t c = 0; c < design->n_clusters && sizes; c++)
        sizes[design->stratum_of[c]]++;
    return sizes;
}

static int order(const struct cs_design *design, uint32_t a, uint32_t b)
{
    uint32_t of_a = design->stratum_of[a], of_b = design->stratum_of[b];
    if (of_a != of_b)
        return of_a < of_b ? -1 : 1;
    return a < b ? -1 : a > b;
}

static int compare_clusters(const void *a, const void *b, void *design)
{
    return order(design, *(const uint32_t *)a, *(const uint32_t *)b);
}

/* The clusters that observations of positive weight are of, in order. */
static bool list_clusters(const struct cs_designed *data, struct cs_domain_figure *out)
{
    struct cs_design design = *data->design;
    unsigned char *seen = calloc(data->design->n_clusters + 1, 1);
    size_t n_seen = 0;
    for (size_t i = 0; i < data->sample.n && seen; i++)
        if (weight_at(&data->sample, i) > 0 && !seen[data->clusters[i]]) {
            seen[data->clusters[i]] = 1;
            n_seen++;
        }
    out->clusters = malloc((n_seen + 1) * sizeof *out->clusters);
    out->sums = calloc(n_seen + 1, sizeof *out->sums);
    bool is_whole = seen && out->clusters && out->sums;
    for (size_t c = 0; c < data->design->n_clusters && is_whole; c++)
        if (seen[c])
            out->clusters[out->n++] = (uint32_t)c;
    if (is_whole)
        qsort_r(out->clusters, out->n, sizeof *out->clusters, compare_clusters, &design);
    free(seen);
    return is_whole;
}

/* Influences of the observations to sums of their clusters. */
static bool sum_influences(const struct cs_designed *data, const double *influence,
                           struct cs_domain_figure *out)
{
    long double *sums = calloc(data->design->n_clusters + 1, sizeof *sums);
    if (!sums || !list_clusters(data, out)) {
        free(sums);
        return false;
    }
    for (size_t i = 0; i < data->sample.n; i++)
        sums[data->clusters[i]] += influence[i];
    for (size_t k = 0; k < out->n; k++)
        out->sums[k] = (double)sums[out->clusters[k]];
    free(sums);
    return true;
}

/* What the stratum adds of which n clusters have a sum other than 0. */
static long double vary(long double sum, long double squares, double n_clusters)
{
    if (n_clusters < 2)
        return squares;
    return fmaxl(0, (squares - sum * sum / n_clusters) * n_clusters / (n_clusters - 1));
}

/* What is added up: of_a·a − of_b·b. */
struct contrast {
    const struct cs_domain_figure *a, *b;
    double of_a, of_b;
};

static double find_error(const struct cs_design *design, const uint32_t *sizes,
                         const struct contrast *sum, double *df)
{
    const struct cs_domain_figure *a = sum->a, *b = sum->b;
    long double variance = 0, total = 0, squares = 0;
    uint32_t stratum = 0;
    size_t i = 0, k = 0;
    *df = 0;
    while (i < a->n || k < b->n) {
        int next = i == a->n ? 1 : k == b->n ? -1 : order(design, a->clusters[i], b->clusters[k]);
        uint32_t cluster = next > 0 ? b->clusters[k] : a->clusters[i];
        bool is_new = (i == 0 && k == 0) || design->stratum_of[cluster] != stratum;
        if (is_new) {
            variance += vary(total, squares, sizes[stratum]);
            total = squares = 0;
            stratum = design->stratum_of[cluster];
        }
        long double z = next <= 0 ? sum->of_a * (long double)a->sums[i++] : 0;
        z -= next >= 0 ? sum->of_b * (long double)b->sums[k++] : 0;
        total += z;
        squares += z * z;
        *df += is_new ? 0 : 1;
    }
    variance += vary(total, squares, sizes[stratum]);
    return design->n_clusters < 2 ? NAN : (double)sqrtl(variance);
}

double cs_domain_difference(const struct cs_domain_survey *survey, const struct cs_domain_figure *a,
                            const struct cs_domain_figure *b, double ratio, double *df)
{
    struct contrast sum = {a, b, a->slope, ratio * b->slope};
    return find_error(survey->design, survey->sizes, &sum, df);
}

static void find_own_error(const struct cs_design *design, const uint32_t *sizes,
                           struct cs_domain_figure *figure)
{
    static const struct cs_domain_figure none = {0};
    struct contrast sum = {figure, &none, 1, 1};
    figure->sum_se = find_error(design, sizes, &sum, &figure->df);
}

enum cs_absence cs_domain_mean(const struct cs_designed *data, const uint32_t *sizes,
                               struct cs_domain_figure *out)
{
    const struct cs_sample *sample = &data->sample;
    long double sum = 0, total = 0;
    *out = (struct cs_domain_figure){.estimate = NAN, .se = NAN, .slope = NAN, .sum_se = NAN};
    double *influence = malloc((sample->n + 1) * sizeof *influence);
    for (size_t i = 0; i < sample->n; i++) {
        sum += (long double)weight_at(sample, i) * sample->values[i];
        total += weight_at(sample, i);
    }
    for (size_t i = 0; i < sample->n && influence && total > 0; i++)
        influence[i] = (double)(weight_at(sample, i) * (sample->values[i] - sum / total) / total);
    enum cs_absence lack = !influence ? CS_ABSENT_MEMORY : !(total > 0) ? CS_ABSENT_WEIGHT : 0;
    if (!lack && !sum_influences(data, influence, out))
        lack = CS_ABSENT_MEMORY;
    free(influence);
    if (lack)
        return lack;
    out->estimate = (double)(sum / total);
    find_own_error(data->design, sizes, out);
    out->slope = 1;
    out->se = out->sum_se;
    return CS_ABSENT_NOTHING;
}

/* Of one stratum of fixed share, or of all: Σw, Σw at or below the quantile, and how many. */
struct below {
    double weight, below, n;
};

/* Influences on the share at or below q; *share is that of all. False when out of memory. */
static bool find_share(const struct cs_designed *data, const struct cs_domain_quantile *of,
                       double q, double *influence, double *share)
{
    const struct cs_sample *sample = &data->sample;
    size_t n_strata = of->strata ? of->n_strata : 1;
    struct below *strata = calloc(n_strata + 1, sizeof *strata), all = {0};
    for (size_t i = 0; i < sample->n && strata; i++) {
        struct below *own = &strata[of->strata ? of->strata[i] : 0];
        double weight = weight_at(sample, i), below = sample->values[i] <= q ? weight : 0;
        own->weight += weight;
        own->below += below;
        own->n += weight > 0;
        all.weight += weight;
        all.below += below;
    }
    for (size_t i = 0; i < sample->n && strata; i++) {
        const struct below *own = &strata[of->strata ? of->strata[i] : 0];
        double expected = own->n > 1 ? own->below / own->weight : of->p, w = weight_at(sample, i);
        influence[i] = w > 0 ? w * ((sample->values[i] <= q) - expected) / all.weight : 0;
    }
    *share = all.below / all.weight;
    bool is_whole = strata != NULL;
    free(strata);
    return is_whole;
}

/* The quantile's error by Woodruff's interval; NaN when it has none. */
static double find_quantile_error(const struct cs_sorted *sorted,
                                  const struct cs_domain_quantile *of,
                                  const struct cs_domain_figure *figure, double share)
{
    if (!(figure->df >= 1) || !(figure->sum_se > 0))
        return NAN;
    double t = gsl_cdf_tdist_Pinv(0.5 + of->confidence / 2, figure->df);
    double low = share - t * figure->sum_se, high = share + t * figure->sum_se;
    if (low < 0 || high > 1)
        return NAN;
    return (cs_sorted_quantile(sorted, of->rule, high) -
            cs_sorted_quantile(sorted, of->rule, low)) /
           (2 * t);
}

enum cs_absence cs_domain_quantile_of(const struct cs_designed *data,
                                      const struct cs_sorted *sorted,
                                      const struct cs_domain_quantile *of, const uint32_t *sizes,
                                      struct cs_domain_figure *out)
{
    double share;
    *out = (struct cs_domain_figure){.estimate = NAN, .se = NAN, .slope = NAN, .sum_se = NAN};
    if (sorted->n == 0)
        return CS_ABSENT_WEIGHT;
    out->estimate = cs_sorted_quantile(sorted, of->rule, of->p);
    double *influence = malloc((data->sample.n + 1) * sizeof *influence);
    bool is_whole = influence && find_share(data, of, out->estimate, influence, &share) &&
                    sum_influences(data, influence, out);
    free(influence);
    if (!is_whole)
        return CS_ABSENT_MEMORY;
    find_own_error(data->design, sizes, out);
    out->se = find_quantile_error(sorted, of, out, share);
    if (isnan(out->se))
        return CS_ABSENT_MORE_VALUES;
    out->slope = -out->se / out->sum_se; /* more at or below: the quantile is lower */
    return CS_ABSENT_NOTHING;
}

static double place(const struct cs_domain_drawn *one, const struct cs_domain_draws *plan, double t)
{
    double reach = one->quantile->sum_se > 0 ? t * one->quantile->sum_se : t < 0 ? -1 : 1;
    return cs_sorted_quantile(one->sorted, plan->rule, fmin(1, fmax(0, plan->p + reach)));
}

/* How the shares below of two groups correlate, by their difference's error. */
static double find_correlation(const struct cs_domain_survey *survey,
                               const struct cs_domain_figure *a, const struct cs_domain_figure *b,
                               double *df)
{
    struct contrast sum = {a, b, 1, 1};
    double se = find_error(survey->design, survey->sizes, &sum, df);
    double of_a = a->sum_se, of_b = b->sum_se;
    if (!(of_a > 0) || !(of_b > 0))
        return 0;
    return fmax(-1, fmin(1, (of_a * of_a + of_b * of_b - se * se) / (2 * of_a * of_b)));
}

enum cs_absence cs_domain_draw_pair(const struct cs_domain_survey *survey,
                                    const struct cs_domain_drawn *a,
                                    const struct cs_domain_drawn *b,
                                    const struct cs_domain_draws *plan)
{
    double df, correlation = find_correlation(survey, a->quantile, b->quantile, &df);
    double rest = sqrt(1 - correlation * correlation);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    if (!rng)
        return CS_ABSENT_MEMORY;
    gsl_rng_set(rng, (unsigned long)(plan->seed * 1000003 + plan->stream));
    for (size_t i = 0; i < plan->n; i++) {
        double first = gsl_ran_gaussian_ziggurat(rng, 1);
        double second = correlation * first + rest * gsl_ran_gaussian_ziggurat(rng, 1);
        double spread = df >= 1 ? sqrt(df / gsl_ran_chisq(rng, df)) : 1;
        a->draws[i] = place(a, plan, first * spread);
        b->draws[i] = place(b, plan, second * spread);
    }
    gsl_rng_free(rng);
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_domain_draw(const struct cs_domain_drawn *one,
                               const struct cs_domain_draws *plan)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    if (!rng)
        return CS_ABSENT_MEMORY;
    gsl_rng_set(rng, (unsigned long)(plan->seed * 1000003 + plan->stream));
    for (size_t i = 0; i < plan->n; i++)
        one->draws[i] = place(one, plan,
                              one->quantile->df >= 1 ? gsl_ran_tdist(rng, one->quantile->df)
                                                     : gsl_ran_gaussian_ziggurat(rng, 1));
    gsl_rng_free(rng);
    return CS_ABSENT_NOTHING;
}
