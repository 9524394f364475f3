/* Small formulas about shares: location quotient, shift-share, standardization, levels of pay. */
#include "stats/share.h"

#include <math.h>
#include <stdlib.h>

#include "stats/sample.h"

double cs_location_quotient(double local, double local_total, double nation, double nation_total)
{
    if (!(local >= 0 && local_total > 0 && nation > 0 && nation_total > 0))
        return NAN;
    return local / local_total / (nation / nation_total);
}

enum cs_absence cs_shift_share(const struct cs_shift_share_data *data, struct cs_shift_share *out)
{
    *out = (struct cs_shift_share){NAN, NAN, NAN, NAN};
    if (!isfinite(data->local[1]) || !isfinite(data->nation[1]) || !isfinite(data->nation_total[1]))
        return CS_ABSENT_FINITE;
    if (!(data->local[0] > 0 && data->nation[0] > 0 && data->nation_total[0] > 0))
        return CS_ABSENT_POSITIVE;
    double all = data->nation_total[1] / data->nation_total[0] - 1;
    double own = data->nation[1] / data->nation[0] - 1;
    double here = data->local[1] / data->local[0] - 1;
    *out = (struct cs_shift_share){
        .national = data->local[0] * all,
        .mix = data->local[0] * (own - all),
        .competitive = data->local[0] * (here - own),
        .change = data->local[1] - data->local[0],
    };
    return CS_ABSENT_NOTHING;
}

static double find_weight(const struct cs_sample *sample, size_t i)
{
    return sample->weights ? sample->weights[i] : 1;
}

/* The factor of each stratum, in place of its weight here. */
static enum cs_absence find_factors(const struct cs_strata *strata, double total, double *held)
{
    double standard = 0;
    for (size_t s = 0; s < strata->n_strata; s++) {
        if (!(strata->standard[s] >= 0))
            return CS_ABSENT_POSITIVE_WEIGHT;
        standard += strata->standard[s];
    }
    if (standard <= 0)
        return CS_ABSENT_WEIGHT;
    for (size_t s = 0; s < strata->n_strata; s++) {
        if (strata->standard[s] > 0 && held[s] <= 0)
            return CS_ABSENT_RANGE;
        double wanted = strata->standard[s] / standard * total;
        held[s] = held[s] > 0 ? wanted / held[s] : 0;
    }
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_standardize(const struct cs_sample *sample, const struct cs_strata *strata,
                               double *new_weights)
{
    for (size_t i = 0; i < sample->n; i++)
        new_weights[i] = NAN;
    enum cs_absence lack = cs_sample_check(sample);
    if (lack)
        return lack;
    double *held = calloc(strata->n_strata + 1, sizeof *held);
    if (!held)
        return CS_ABSENT_MEMORY;
    for (size_t i = 0; i < sample->n; i++)
        held[strata->strata[i]] += find_weight(sample, i);
    lack = find_factors(strata, cs_sample_total_weight(sample), held);
    for (size_t i = 0; i < sample->n && !lack; i++)
        new_weights[i] = find_weight(sample, i) * held[strata->strata[i]];
    free(held);
    return lack;
}

enum cs_absence cs_sorted_level_means(const struct cs_sorted *sorted, double share, double *entry,
                                      double *experienced)
{
    *entry = *experienced = NAN;
    if (!(share > 0 && share < 1))
        return CS_ABSENT_RANGE;
    if (sorted->n == 0)
        return CS_ABSENT_VALUES;
    long double low = 0, high = 0;
    double cut = share * sorted->total, before = 0;
    for (size_t i = 0; i < sorted->n; i++) {
        double after = sorted->cumulative ? sorted->cumulative[i] : (double)(i + 1);
        double part = fmax(0, fmin(after, cut) - before);
        low += (long double)part * sorted->values[i];
        high += (long double)(after - before - part) * sorted->values[i];
        before = after;
        cs_sorted_passed(sorted, i);
    }
    *entry = (double)(low / cut);
    *experienced = (double)(high / (sorted->total - cut));
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_level_means(const struct cs_sample *sample, double share, double *entry,
                               double *experienced)
{
    struct cs_sorted sorted;
    *entry = *experienced = NAN;
    if (!(share > 0 && share < 1))
        return CS_ABSENT_RANGE;
    enum cs_absence lack = cs_sorted_init(&sorted, sample);
    if (!lack)
        lack = cs_sorted_level_means(&sorted, share, entry, experienced);
    cs_sorted_clear(&sorted);
    return lack;
}

void cs_levels_oflc(double level_1, double level_4, double levels[4])
{
    double step = (level_4 - level_1) / 3;
    levels[0] = level_1;
    levels[1] = level_1 + step;
    levels[2] = level_4 - step;
    levels[3] = level_4;
}
