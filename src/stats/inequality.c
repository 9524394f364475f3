/* Sums over sorted observations; all three divide by the mean, which must be above 0. */
#include "stats/inequality.h"

#include <math.h>

#include "stats/sample.h"

static long double weight_at(const struct cs_sorted *sorted, size_t i)
{
    return sorted->weights ? sorted->weights[i] : 1;
}

static enum cs_absence find_mean(const struct cs_sorted *sorted, long double *mean)
{
    long double sum = 0, total = 0;
    if (sorted->n == 0)
        return CS_ABSENT_VALUES;
    for (size_t i = 0; i < sorted->n; i++) {
        sum += weight_at(sorted, i) * sorted->values[i];
        total += weight_at(sorted, i);
        cs_sorted_passed(sorted, i);
    }
    *mean = sum / total;
    return sorted->values[0] < 0 || !(*mean > 0) ? CS_ABSENT_POSITIVE : CS_ABSENT_NOTHING;
}

enum cs_absence cs_sorted_theil(const struct cs_sorted *sorted, double *out)
{
    long double mean, sum = 0, total = 0;
    enum cs_absence lack = find_mean(sorted, &mean);
    *out = NAN;
    if (lack)
        return lack;
    for (size_t i = 0; i < sorted->n; i++) {
        long double ratio = sorted->values[i] / mean;
        sum += ratio > 0 ? weight_at(sorted, i) * ratio * logl(ratio) : 0;
        total += weight_at(sorted, i);
        cs_sorted_passed(sorted, i);
    }
    *out = (double)(sum / total);
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_sorted_atkinson(const struct cs_sorted *sorted, double epsilon, double *out)
{
    long double mean, sum = 0, total = 0, power = 1 - (long double)epsilon;
    enum cs_absence lack = find_mean(sorted, &mean);
    *out = NAN;
    if (!lack && epsilon >= 1 && sorted->values[0] == 0)
        lack = CS_ABSENT_POSITIVE;
    if (lack)
        return lack;
    for (size_t i = 0; i < sorted->n; i++) {
        long double ratio = sorted->values[i] / mean;
        sum += weight_at(sorted, i) * (power == 0 ? logl(ratio) : powl(ratio, power));
        total += weight_at(sorted, i);
        cs_sorted_passed(sorted, i);
    }
    *out = (double)(1 - (power == 0 ? expl(sum / total) : powl(sum / total, 1 / power)));
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_sorted_lorenz(const struct cs_sorted *sorted, size_t n_steps, double *out)
{
    long double mean, sum = 0, before = 0;
    enum cs_absence lack = find_mean(sorted, &mean);
    for (size_t k = 0, i = 0; k <= n_steps; k++) {
        long double goal = (long double)sorted->total * (long double)k / (long double)n_steps;
        while (!lack && i < sorted->n && before + weight_at(sorted, i) <= goal) {
            sum += weight_at(sorted, i) * sorted->values[i];
            before += weight_at(sorted, i);
            cs_sorted_passed(sorted, i++);
        }
        long double part = !lack && i < sorted->n ? (goal - before) * sorted->values[i] : 0;
        out[k] = lack ? NAN : (double)((sum + part) / (mean * sorted->total));
    }
    return lack;
}
