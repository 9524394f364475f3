/* Two passes over the clusters of each stratum: their mean, then what they differ from it. */
#include "stats/inference/design.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "stats/absence.h"
#include "stats/quantile.h"
#include "stats/interval.h"

struct stratum {
    double n;
    long double sum, squares;
};

static void sum_strata(const struct cs_design *design, const long double *sums,
                       struct stratum *strata)
{
    for (size_t c = 0; c < design->n_clusters; c++) {
        strata[design->stratum_of[c]].n++;
        strata[design->stratum_of[c]].sum += sums[c];
    }
    for (size_t c = 0; c < design->n_clusters; c++) {
        struct stratum *own = &strata[design->stratum_of[c]];
        long double gap = own->n > 1 ? sums[c] - own->sum / own->n : sums[c];
        own->squares += gap * gap;
    }
}

enum cs_absence cs_design_error(const struct cs_design *design, const uint32_t *clusters,
                                const double *influence, size_t n, double *se)
{
    long double variance = 0;
    *se = NAN;
    if (design->n_clusters < 2)
        return CS_ABSENT_MORE_VALUES;
    long double *sums = calloc(design->n_clusters, sizeof *sums);
    struct stratum *strata = calloc(design->n_strata, sizeof *strata);
    enum cs_absence lack = sums && strata ? CS_ABSENT_NOTHING : CS_ABSENT_MEMORY;
    if (!lack) {
        for (size_t i = 0; i < n; i++)
            sums[clusters[i]] += influence[i];
        sum_strata(design, sums, strata);
        for (size_t h = 0; h < design->n_strata; h++)
            variance += strata[h].n > 1 ? strata[h].squares * strata[h].n / (strata[h].n - 1)
                                        : strata[h].squares;
        *se = (double)sqrtl(variance);
    }
    free(sums);
    free(strata);
    return lack;
}

static double weight_at(const struct cs_sample *sample, size_t i)
{
    return sample->weights ? sample->weights[i] : 1;
}

/* Of values, or of whether they are at or below a limit. */
static enum cs_absence find_mean(const struct cs_designed *data, const double *limit, double *mean,
                                 double *se)
{
    const struct cs_sample *sample = &data->sample;
    long double sum = 0, total = 0;
    *mean = *se = NAN;
    double *influence = malloc((sample->n + 1) * sizeof *influence);
    if (!influence)
        return CS_ABSENT_MEMORY;
    for (size_t i = 0; i < sample->n; i++) {
        double x = limit ? sample->values[i] <= *limit : sample->values[i];
        influence[i] = x;
        sum += (long double)weight_at(sample, i) * x;
        total += weight_at(sample, i);
    }
    enum cs_absence lack = total > 0 ? CS_ABSENT_NOTHING : CS_ABSENT_WEIGHT;
    if (!lack) {
        *mean = (double)(sum / total);
        for (size_t i = 0; i < sample->n; i++)
            influence[i] = (double)(weight_at(sample, i) * (influence[i] - sum / total) / total);
        lack = cs_design_error(data->design, data->clusters, influence, sample->n, se);
    }
    free(influence);
    return lack;
}

enum cs_absence cs_designed_mean(const struct cs_designed *data, double *mean, double *se)
{
    return find_mean(data, NULL, mean, se);
}

double cs_designed_df(const struct cs_designed *data)
{
    const struct cs_design *design = data->design;
    unsigned char *seen = calloc(design->n_clusters + design->n_strata + 1, 1);
    double df = 0;
    for (size_t i = 0; seen && i < data->sample.n; i++) {
        uint32_t cluster = data->clusters[i], stratum = design->stratum_of[cluster];
        if (weight_at(&data->sample, i) == 0)
            continue;
        df += !seen[cluster];
        df -= !seen[design->n_clusters + stratum];
        seen[cluster] = seen[design->n_clusters + stratum] = 1;
    }
    free(seen);
    return df;
}

enum cs_absence cs_designed_interval(const struct cs_designed *data, const struct cs_sorted *sorted,
                                     const struct cs_designed_quantile *of, double *point_se,
                                     struct cs_interval *out)
{
    double share, se, df = cs_designed_df(data);
    *out = cs_interval_missing(of->confidence);
    *point_se = NAN;
    enum cs_absence lack = find_mean(data, &of->quantile, &share, &se);
    if (lack)
        return lack;
    if (!(df >= 1) || !(se > 0))
        return CS_ABSENT_MORE_VALUES;
    double t = gsl_cdf_tdist_Pinv(0.5 + of->confidence / 2, df);
    if (share - t * se < 0 || share + t * se > 1)
        return CS_ABSENT_MORE_VALUES;
    out->lower = cs_sorted_quantile(sorted, of->rule, share - t * se);
    out->upper = cs_sorted_quantile(sorted, of->rule, share + t * se);
    *point_se = (out->upper - out->lower) / (2 * t);
    return CS_ABSENT_NOTHING;
}
