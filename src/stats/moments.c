#include "stats/moments.h"

#include <math.h>

#include "stats/quantile.h"

static double find_weight(const struct cs_sample *sample, size_t i)
{
    return sample->weights ? sample->weights[i] : 1;
}

/* The mean, corrected once by the mean of what it leaves over. */
static long double find_mean(const struct cs_sample *sample, long double total)
{
    long double sum = 0, rest = 0;
    for (size_t i = 0; i < sample->n; i++)
        sum += (long double)find_weight(sample, i) * sample->values[i];
    long double mean = sum / total;
    for (size_t i = 0; i < sample->n; i++)
        rest += find_weight(sample, i) * (sample->values[i] - mean);
    return mean + rest / total;
}

/* Σw(x−m)² with the square of Σw(x−m) taken out: that part is rounding only.
 * Reference: Chan, Golub & LeVeque 1983, the corrected two-pass algorithm. */
static long double find_squares(const struct cs_sample *sample, long double mean,
                                long double total)
{
    long double squares = 0, rest = 0;
    for (size_t i = 0; i < sample->n; i++) {
        long double gap = sample->values[i] - mean;
        squares += find_weight(sample, i) * gap * gap;
        rest += find_weight(sample, i) * gap;
    }
    return squares - rest * rest / total;
}

static void find_range(const struct cs_sample *sample, struct cs_moments *out)
{
    out->minimum = INFINITY;
    out->maximum = -INFINITY;
    for (size_t i = 0; i < sample->n; i++) {
        if (find_weight(sample, i) <= 0)
            continue;
        out->n++;
        out->minimum = fmin(out->minimum, sample->values[i]);
        out->maximum = fmax(out->maximum, sample->values[i]);
    }
}

enum cs_lack cs_moments_of(const struct cs_sample *sample, struct cs_moments *out)
{
    *out = (struct cs_moments){.mean = NAN, .sd = NAN, .minimum = NAN, .maximum = NAN};
    enum cs_lack lack = cs_sample_check(sample);
    if (lack)
        return lack;
    find_range(sample, out);
    out->weight = cs_sample_total_weight(sample);
    out->n_eff = cs_sample_effective_n(sample);
    long double mean = find_mean(sample, out->weight);
    long double squares = find_squares(sample, mean, out->weight);
    out->mean = (double)mean;
    if (out->n > 1) {
        long double n = (long double)out->n;
        out->sd = (double)sqrtl(fmaxl(0, squares / out->weight * n / (n - 1)));
    }
    return CS_LACK_NOTHING;
}

/* The mean of the ordered answers between two amounts of weight. */
static double mean_between(const struct cs_sorted *sorted, double low, double high)
{
    long double sum = 0, total = 0;
    double before = 0;
    for (size_t i = 0; i < sorted->n; i++) {
        double after = sorted->cumulative ? sorted->cumulative[i] : (double)(i + 1);
        double part = fmin(after, high) - fmax(before, low);
        if (part > 0) {
            sum += (long double)part * sorted->values[i];
            total += part;
        }
        before = after;
    }
    return (double)(sum / total);
}

enum cs_lack cs_mean_trimmed(const struct cs_sample *sample, double share, double *out)
{
    *out = NAN;
    if (!(share >= 0))
        return CS_LACK_RANGE;
    struct cs_sorted sorted;
    enum cs_lack lack = cs_sorted_init(&sorted, sample);
    if (!lack && share >= 0.5) {
        *out = cs_sorted_quantile(&sorted, CS_HF2, 0.5);
    } else if (!lack) {
        double cut = sorted.total * share;
        cut = sorted.weights ? cut : floor(cut);
        *out = mean_between(&sorted, cut, sorted.total - cut);
    }
    cs_sorted_clear(&sorted);
    return lack;
}

/* The mean with every answer held between two values. */
static double mean_clipped(const struct cs_sorted *sorted, double low, double high)
{
    long double sum = 0;
    for (size_t i = 0; i < sorted->n; i++) {
        double weight = sorted->weights ? sorted->weights[i] : 1;
        sum += (long double)weight * fmin(fmax(sorted->values[i], low), high);
    }
    return (double)(sum / sorted->total);
}

enum cs_lack cs_mean_winsorised(const struct cs_sample *sample, double share, double *out)
{
    *out = NAN;
    if (!(share >= 0 && share < 0.5))
        return CS_LACK_RANGE;
    struct cs_sorted sorted;
    enum cs_lack lack = cs_sorted_init(&sorted, sample);
    if (!lack && sorted.weights) {
        double low = cs_sorted_quantile(&sorted, CS_HF1, share);
        *out = mean_clipped(&sorted, low, cs_sorted_quantile(&sorted, CS_HF1, 1 - share));
    } else if (!lack) {
        size_t cut = (size_t)floor((double)sorted.n * share);
        *out = mean_clipped(&sorted, sorted.values[cut], sorted.values[sorted.n - 1 - cut]);
    }
    cs_sorted_clear(&sorted);
    return lack;
}

enum cs_lack cs_mean_geometric(const struct cs_sample *sample, double *out)
{
    *out = NAN;
    enum cs_lack lack = cs_sample_check(sample);
    if (lack)
        return lack;
    long double sum = 0;
    for (size_t i = 0; i < sample->n; i++) {
        double weight = find_weight(sample, i);
        if (weight <= 0)
            continue;
        if (sample->values[i] <= 0)
            return CS_LACK_POSITIVE;
        sum += weight * logl(sample->values[i]);
    }
    *out = (double)expl(sum / cs_sample_total_weight(sample));
    return CS_LACK_NOTHING;
}

enum cs_lack cs_gini(const struct cs_sample *sample, double *out)
{
    *out = NAN;
    struct cs_sorted sorted;
    enum cs_lack lack = cs_sorted_init(&sorted, sample);
    if (!lack && (sorted.values[0] < 0 || sorted.values[sorted.n - 1] <= 0))
        lack = CS_LACK_POSITIVE;
    long double sum = 0, area = 0;
    for (size_t i = 0; i < sorted.n && !lack; i++) {
        long double weight = sorted.weights ? sorted.weights[i] : 1;
        long double part = weight * sorted.values[i];
        area += weight * (2 * sum + part);
        sum += part;
    }
    if (!lack)
        *out = (double)fmaxl(0, 1 - area / (sorted.total * sum));
    cs_sorted_clear(&sorted);
    return lack;
}

enum cs_lack cs_spread_p90_p10(const struct cs_sample *sample, double *out)
{
    static const double shares[] = {0.1, 0.9};
    double found[2];
    *out = NAN;
    enum cs_lack lack =
        cs_quantiles(sample, cs_quantile_rule_default(sample->weights != NULL), shares, 2, found);
    if (lack)
        return lack;
    if (found[0] <= 0)
        return CS_LACK_POSITIVE;
    *out = found[1] / found[0];
    return CS_LACK_NOTHING;
}
