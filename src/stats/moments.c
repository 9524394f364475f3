/* Means and spreads in extended precision. Each has a form for sorted samples, so that a caller
 * with many statistics sorts once. */
#include "stats/moments.h"

#include <math.h>
#include <stdbool.h>

#include "stats/quantile.h"
#include "stats/sample.h"

static double find_weight(const struct cs_sample *sample, size_t i)
{
    return sample->weights ? sample->weights[i] : 1;
}

/* The mean, corrected once by the mean of what it leaves over. */
static long double find_mean(const struct cs_sample_stream *reading, long double total)
{
    long double sum = 0, rest = 0;
    for (struct cs_sample piece = {0}; cs_sample_stream_next(reading, &piece);)
        for (size_t i = 0; i < piece.n; i++)
            sum += (long double)find_weight(&piece, i) * piece.values[i];
    long double mean = sum / total;
    for (struct cs_sample piece = {0}; cs_sample_stream_next(reading, &piece);)
        for (size_t i = 0; i < piece.n; i++)
            rest += find_weight(&piece, i) * (piece.values[i] - mean);
    return mean + rest / total;
}

/* Σw(x−m)² with the square of Σw(x−m) taken out: that part is rounding only.
 * Reference: Chan, Golub & LeVeque 1983, the corrected two-pass algorithm. */
static long double find_squares(const struct cs_sample_stream *reading, long double mean,
                                long double total)
{
    long double squares = 0, rest = 0;
    for (struct cs_sample piece = {0}; cs_sample_stream_next(reading, &piece);)
        for (size_t i = 0; i < piece.n; i++) {
            long double gap = piece.values[i] - mean;
            squares += find_weight(&piece, i) * gap * gap;
            rest += find_weight(&piece, i) * gap;
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

__extension__ typedef __int128 wide;

enum { MOST_WHOLE = 1 << 30 }; /* values and, in powers of two, how many of them */

struct whole_sums {
    int64_t sum;
    uint64_t low_squares;
    wide squares;
};

/* Returns 0 when a value is not whole or too large. */
static bool add_whole(struct whole_sums *sums, const struct cs_sample *piece)
{
    int64_t sum = 0;
    uint64_t low_squares = sums->low_squares;
    for (size_t i = 0; i < piece->n; i++) {
        double value = piece->values[i];
        if (!(value >= -MOST_WHOLE && value <= MOST_WHOLE))
            return false;
        int64_t whole = (int64_t)value;
        if ((double)whole != value)
            return false;
        sum += whole;
        low_squares += (uint64_t)(whole * whole);
        if (low_squares >> 62) {
            sums->squares += low_squares;
            low_squares = 0;
        }
    }
    sums->sum += sum;
    sums->low_squares = low_squares;
    return true;
}

/* Whole numbers without weights, as most pay is, are summed exactly, in whatever order.
 * Returns 0 when they are not all whole or too large. */
static bool find_whole_moments(const struct cs_sample_stream *reading, struct cs_moments *out)
{
    const struct cs_sample *all = reading->all;
    struct whole_sums sums = {0};
    if (all->weights || all->n > MOST_WHOLE)
        return false;
    for (struct cs_sample piece = {0}; cs_sample_stream_next(reading, &piece);)
        if (!add_whole(&sums, &piece))
            return false;
    long double n = (long double)all->n;
    wide spread = (wide)all->n * (sums.squares + sums.low_squares) - (wide)sums.sum * sums.sum;
    out->mean = (double)((long double)sums.sum / n);
    if (out->n > 1)
        out->sd = (double)sqrtl((long double)spread / (n * (n - 1)));
    return true;
}

static void find_moments(const struct cs_sample_stream *reading, struct cs_moments *out)
{
    out->weight = cs_sample_stream_total_weight(reading);
    out->n_eff = cs_sample_stream_effective_n(reading);
    if (find_whole_moments(reading, out))
        return;
    long double mean = find_mean(reading, out->weight);
    long double squares = find_squares(reading, mean, out->weight);
    out->mean = (double)mean;
    if (out->n > 1) {
        long double n = (long double)out->n;
        out->sd = (double)sqrtl(fmaxl(0, squares / out->weight * n / (n - 1)));
    }
}

static struct cs_moments no_moments(void)
{
    return (struct cs_moments){.mean = NAN, .sd = NAN, .minimum = NAN, .maximum = NAN};
}

enum cs_absence cs_moments_of(const struct cs_sample *sample, struct cs_moments *out)
{
    *out = no_moments();
    enum cs_absence lack = cs_sample_check(sample);
    if (lack)
        return lack;
    find_range(sample, out);
    find_moments(&(struct cs_sample_stream){sample, NULL}, out);
    return CS_ABSENT_NOTHING;
}

void cs_sorted_moments(const struct cs_sorted *sorted, struct cs_moments *out)
{
    struct cs_sample sample = {sorted->values, sorted->weights, sorted->n};
    *out = no_moments();
    out->n = sorted->n;
    out->minimum = sorted->values[0];
    out->maximum = sorted->values[sorted->n - 1];
    find_moments(&(struct cs_sample_stream){&sample, sorted->let_go}, out);
}

/* The mean of the ordered observations between two amounts of weight. */
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
        cs_sorted_passed(sorted, i);
    }
    return (double)(sum / total);
}

enum cs_absence cs_sorted_mean_trimmed(const struct cs_sorted *sorted, double share, double *out)
{
    *out = NAN;
    if (!(share >= 0))
        return CS_ABSENT_RANGE;
    if (share >= 0.5) {
        *out = cs_sorted_quantile(sorted, CS_HF2, 0.5);
    } else {
        double cut = sorted->total * share;
        cut = sorted->weights ? cut : floor(cut);
        *out = mean_between(sorted, cut, sorted->total - cut);
    }
    return CS_ABSENT_NOTHING;
}

/* Sorts and hands over to a figure of sorted observations. */
static enum cs_absence
sort_for(const struct cs_sample *sample, double share,
         enum cs_absence (*figure)(const struct cs_sorted *, double, double *), double *out)
{
    struct cs_sorted sorted;
    *out = NAN;
    enum cs_absence lack = cs_sorted_init(&sorted, sample);
    if (!lack)
        lack = figure(&sorted, share, out);
    cs_sorted_clear(&sorted);
    return lack;
}

enum cs_absence cs_mean_trimmed(const struct cs_sample *sample, double share, double *out)
{
    *out = NAN;
    return share >= 0 ? sort_for(sample, share, cs_sorted_mean_trimmed, out) : CS_ABSENT_RANGE;
}

/* The mean with every observation held between two values. */
static double mean_clipped(const struct cs_sorted *sorted, double low, double high)
{
    long double sum = 0;
    for (size_t i = 0; i < sorted->n; i++) {
        double weight = sorted->weights ? sorted->weights[i] : 1;
        sum += (long double)weight * fmin(fmax(sorted->values[i], low), high);
        cs_sorted_passed(sorted, i);
    }
    return (double)(sum / sorted->total);
}

enum cs_absence cs_sorted_mean_winsorised(const struct cs_sorted *sorted, double share, double *out)
{
    *out = NAN;
    if (!(share >= 0 && share < 0.5))
        return CS_ABSENT_RANGE;
    if (sorted->weights) {
        double low = cs_sorted_quantile(sorted, CS_HF1, share);
        *out = mean_clipped(sorted, low, cs_sorted_quantile(sorted, CS_HF1, 1 - share));
    } else {
        size_t cut = (size_t)floor((double)sorted->n * share);
        *out = mean_clipped(sorted, sorted->values[cut], sorted->values[sorted->n - 1 - cut]);
    }
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_mean_winsorised(const struct cs_sample *sample, double share, double *out)
{
    *out = NAN;
    return share >= 0 && share < 0.5 ? sort_for(sample, share, cs_sorted_mean_winsorised, out)
                                     : CS_ABSENT_RANGE;
}

static enum cs_absence find_geometric(const struct cs_sample_stream *reading, double *out)
{
    long double sum = 0;
    *out = NAN;
    for (struct cs_sample piece = {0}; cs_sample_stream_next(reading, &piece);)
        for (size_t i = 0; i < piece.n; i++) {
            double weight = find_weight(&piece, i);
            if (weight <= 0)
                continue;
            if (piece.values[i] <= 0)
                return CS_ABSENT_POSITIVE;
            sum += weight * logl(piece.values[i]);
        }
    *out = (double)expl(sum / cs_sample_stream_total_weight(reading));
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_mean_geometric(const struct cs_sample *sample, double *out)
{
    *out = NAN;
    enum cs_absence lack = cs_sample_check(sample);
    return lack ? lack : find_geometric(&(struct cs_sample_stream){sample, NULL}, out);
}

enum cs_absence cs_sorted_mean_geometric(const struct cs_sorted *sorted, double *out)
{
    struct cs_sample sample = {sorted->values, sorted->weights, sorted->n};
    return find_geometric(&(struct cs_sample_stream){&sample, sorted->let_go}, out);
}

enum cs_absence cs_sorted_gini(const struct cs_sorted *sorted, double *out)
{
    *out = NAN;
    if (sorted->values[0] < 0 || sorted->values[sorted->n - 1] <= 0)
        return CS_ABSENT_POSITIVE;
    long double sum = 0, area = 0;
    for (size_t i = 0; i < sorted->n; i++) {
        long double weight = sorted->weights ? sorted->weights[i] : 1;
        long double part = weight * sorted->values[i];
        area += weight * (2 * sum + part);
        sum += part;
        cs_sorted_passed(sorted, i);
    }
    *out = (double)fmaxl(0, 1 - area / (sorted->total * sum));
    return CS_ABSENT_NOTHING;
}

static enum cs_absence ignore_share(const struct cs_sorted *sorted, double share, double *out)
{
    (void)share;
    return cs_sorted_gini(sorted, out);
}

enum cs_absence cs_gini(const struct cs_sample *sample, double *out)
{
    return sort_for(sample, 0, ignore_share, out);
}

enum cs_absence cs_sorted_spread_p90_p10(const struct cs_sorted *sorted, double *out)
{
    enum cs_quantile_rule rule = cs_quantile_rule_default(sorted->weights != NULL);
    double low = cs_sorted_quantile(sorted, rule, 0.1);
    *out = NAN;
    if (low <= 0)
        return CS_ABSENT_POSITIVE;
    *out = cs_sorted_quantile(sorted, rule, 0.9) / low;
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_spread_p90_p10(const struct cs_sample *sample, double *out)
{
    static const double shares[] = {0.1, 0.9};
    double found[2];
    *out = NAN;
    enum cs_absence lack =
        cs_quantiles(sample, cs_quantile_rule_default(sample->weights != NULL), shares, 2, found);
    if (lack)
        return lack;
    if (found[0] <= 0)
        return CS_ABSENT_POSITIVE;
    *out = found[1] / found[0];
    return CS_ABSENT_NOTHING;
}
