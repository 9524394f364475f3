/* Quantiles of bins and of published percentiles. Apart from quantile.c, which has the
 * observations themselves and so needs no assumption about what lies between. */
#include "stats/binned.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include "stats/sample.h"

/* A share that meets a border but for rounding meets it. */
#define TOLERANCE 1e-12

static enum cs_absence check_bins(const struct cs_bins *bins, double *total)
{
    *total = 0;
    for (size_t i = 0; i < bins->n; i++) {
        const struct cs_bin *bin = &bins->bins[i];
        if (isnan(bin->lower) || isnan(bin->upper) || !isfinite(bin->count))
            return CS_ABSENT_FINITE;
        if (bin->count < 0)
            return CS_ABSENT_POSITIVE_WEIGHT;
        if (!(bin->lower < bin->upper) || (i > 0 && bin->lower < bins->bins[i - 1].upper))
            return CS_ABSENT_ORDER;
        *total += bin->count;
    }
    return bins->n == 0 ? CS_ABSENT_VALUES : *total > 0 ? CS_ABSENT_NOTHING : CS_ABSENT_WEIGHT;
}

/* In a closed bin; `below` counts the observations under it. */
static double read_bin(const struct cs_bin *bin, enum cs_bin_method method, double below,
                       double goal, double total)
{
    double above = total - below, past = above - bin->count;
    /* Fractional counts that add up but for rounding leave nothing past the last bin. */
    if (method != CS_BIN_LINEAR && bin->lower > 0 && past > TOLERANCE * total && goal < total) {
        double share = log(above / (total - goal)) / log(above / past);
        return bin->lower * pow(bin->upper / bin->lower, share);
    }
    return bin->lower + (goal - below) / bin->count * (bin->upper - bin->lower);
}

/* In an open top bin, as if the Pareto law of the closed bin before it went on. Returns whether
 * there is such a law. Reference: Parker & Fenwick 1983, The Pareto curve and its utility. */
static bool read_tail(const struct cs_bins *bins, size_t i, double goal, double total, double *out)
{
    const struct cs_bin *top = &bins->bins[i], *before = i > 0 ? top - 1 : NULL;
    if (!before || before->count <= 0 || top->count <= 0 || !(before->lower > 0) ||
        before->upper != top->lower || goal >= total * (1 - TOLERANCE))
        return false;
    double exponent =
        log((top->count + before->count) / top->count) / log(before->upper / before->lower);
    *out = top->lower * pow(top->count / (total - goal), 1 / exponent);
    return isfinite(*out);
}

enum cs_absence cs_binned_quantile(const struct cs_bins *bins, enum cs_bin_method method, double p,
                                   double *out)
{
    double total, below = 0;
    *out = NAN;
    enum cs_absence lack = check_bins(bins, &total);
    if (lack)
        return lack;
    if (!(p >= 0 && p <= 1))
        return CS_ABSENT_RANGE;
    double goal = p * total;
    size_t i = 0;
    /* The first bin that reaches the goal; a bin that ends exactly on it ends it. */
    for (; i + 1 < bins->n && below + bins->bins[i].count < goal * (1 - TOLERANCE); i++)
        below += bins->bins[i].count;
    while (bins->bins[i].count == 0)
        i++;
    const struct cs_bin *bin = &bins->bins[i];
    if (method == CS_BIN_PARETO_TAIL && isinf(bin->upper) && read_tail(bins, i, goal, total, out))
        return CS_ABSENT_NOTHING;
    bool ends_here = below + bin->count <= goal * (1 + TOLERANCE);
    if (isinf(bin->upper) || (isinf(bin->lower) && !ends_here)) {
        *out = isinf(bin->upper) ? bin->lower : bin->upper;
        return isfinite(*out) ? CS_ABSENT_BOUND : CS_ABSENT_RANGE;
    }
    *out = ends_here ? bin->upper : read_bin(bin, method, below, goal, total);
    return CS_ABSENT_NOTHING;
}

static enum cs_absence check_percentiles(const struct cs_percentiles *known)
{
    if (known->n < 2)
        return CS_ABSENT_MORE_VALUES;
    for (size_t i = 0; i < known->n; i++) {
        if (!isfinite(known->values[i]) || !isfinite(known->shares[i]))
            return CS_ABSENT_FINITE;
        if (known->shares[i] <= 0 || known->shares[i] >= 1)
            return CS_ABSENT_ORDER;
        if (i > 0 &&
            (known->shares[i] <= known->shares[i - 1] || known->values[i] < known->values[i - 1]))
            return CS_ABSENT_ORDER;
    }
    return CS_ABSENT_NOTHING;
}

static double between(double a, double b, double share)
{
    return share <= 0 ? a : share >= 1 ? b : a + share * (b - a);
}

/* Piece i joins points i and i + 1, in logarithms when both ends are positive. */
static double read_piece(const struct cs_percentiles *known, size_t i, double p)
{
    double low = known->values[i], high = known->values[i + 1];
    double z0 = gsl_cdf_ugaussian_Pinv(known->shares[i]);
    double z1 = gsl_cdf_ugaussian_Pinv(known->shares[i + 1]);
    double share = (gsl_cdf_ugaussian_Pinv(p) - z0) / (z1 - z0);
    return low > 0 ? exp(between(log(low), log(high), share)) : between(low, high, share);
}

enum cs_absence cs_percentiles_quantile(const struct cs_percentiles *known, double p, double *out)
{
    *out = NAN;
    enum cs_absence lack = check_percentiles(known);
    if (lack)
        return lack;
    if (!(p >= known->shares[0] && p <= known->shares[known->n - 1]))
        return CS_ABSENT_RANGE;
    size_t i = 0;
    while (i + 1 < known->n && known->shares[i + 1] <= p)
        i++;
    *out = known->shares[i] == p ? known->values[i] : read_piece(known, i, p);
    return CS_ABSENT_NOTHING;
}

/* The share at or below a value inside the known ones; at a jump the higher share. */
static double read_share(const struct cs_percentiles *known, double value)
{
    size_t i = known->n - 1;
    while (i > 0 && known->values[i] > value)
        i--;
    if (known->values[i] == value || i + 1 == known->n)
        return known->shares[i];
    double low = known->values[i], high = known->values[i + 1];
    double share = low > 0 ? log(value / low) / log(high / low) : (value - low) / (high - low);
    double z0 = gsl_cdf_ugaussian_Pinv(known->shares[i]);
    return gsl_cdf_ugaussian_P(between(z0, gsl_cdf_ugaussian_Pinv(known->shares[i + 1]), share));
}

enum cs_absence cs_percentiles_share(const struct cs_percentiles *known, double value, double *out)
{
    *out = NAN;
    enum cs_absence lack = check_percentiles(known);
    if (lack)
        return lack;
    if (!(value >= known->values[0] && value <= known->values[known->n - 1]))
        return CS_ABSENT_RANGE;
    *out = read_share(known, value);
    return CS_ABSENT_NOTHING;
}

/* The least or the most that Σ w·F(value) can be: outside the known values of a part its share is
 * between nothing and the first known, or the last known and all. */
static double sum_shares(const struct cs_merge_part *parts, size_t n_parts, double value,
                         bool is_most)
{
    double sum = 0;
    for (size_t k = 0; k < n_parts; k++) {
        const struct cs_percentiles *known = &parts[k].known;
        if (parts[k].weight == 0)
            continue;
        if (value < known->values[0])
            sum += is_most ? parts[k].weight * known->shares[0] : 0;
        else if (value > known->values[known->n - 1])
            sum += parts[k].weight * (is_most ? 1 : known->shares[known->n - 1]);
        else
            sum += parts[k].weight * read_share(known, value);
    }
    return sum;
}

/* The smallest value in (low, high] at which the sum reaches the goal, to the last bit. */
static double bisect(const struct cs_merge_part *parts, size_t n_parts, double goal,
                     double range[2], bool is_most)
{
    double low = range[0], high = range[1];
    if (sum_shares(parts, n_parts, low, is_most) >= goal)
        return low;
    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return high;
        if (sum_shares(parts, n_parts, middle, is_most) >= goal)
            high = middle;
        else
            low = middle;
    }
}

static enum cs_absence find_range(const struct cs_merge_part *parts, size_t n_parts,
                                  double range[2], double *total)
{
    range[0] = INFINITY;
    range[1] = -INFINITY;
    *total = 0;
    for (size_t k = 0; k < n_parts; k++) {
        const struct cs_percentiles *known = &parts[k].known;
        if (!isfinite(parts[k].weight))
            return CS_ABSENT_FINITE;
        if (parts[k].weight < 0)
            return CS_ABSENT_POSITIVE_WEIGHT;
        if (parts[k].weight == 0)
            continue;
        enum cs_absence lack = check_percentiles(known);
        if (lack)
            return lack;
        range[0] = fmin(range[0], known->values[0]);
        range[1] = fmax(range[1], known->values[known->n - 1]);
        *total += parts[k].weight;
    }
    return n_parts == 0 ? CS_ABSENT_VALUES : *total > 0 ? CS_ABSENT_NOTHING : CS_ABSENT_WEIGHT;
}

enum cs_absence cs_merge_quantile(const struct cs_merge_part *parts, size_t n_parts, double p,
                                  struct cs_merged *out)
{
    double range[2], total;
    *out = (struct cs_merged){NAN, NAN, NAN};
    enum cs_absence lack = find_range(parts, n_parts, range, &total);
    if (lack)
        return lack;
    double goal = p * total, slack = TOLERANCE * total;
    /* Below every known value at most, or above every one at least: nothing bounds the answer. */
    if (!(sum_shares(parts, n_parts, range[1], 0) >= goal - slack) ||
        !(sum_shares(parts, n_parts, nextafter(range[0], -INFINITY), 1) <= goal + slack))
        return CS_ABSENT_RANGE;
    out->lower = bisect(parts, n_parts, goal - slack, range, 1);
    out->upper = bisect(parts, n_parts, goal - slack, range, 0);
    if (fabs(out->upper - out->lower) <= 1e-9 * fabs(out->upper))
        out->value = out->lower = out->upper;
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_employment_weighted_median(const double *medians, const double *employment,
                                              size_t n, double *out)
{
    struct cs_sample sample = {medians, employment, n};
    *out = NAN;
    enum cs_absence lack = cs_sample_check(&sample);
    if (lack)
        return lack;
    long double sum = 0, total = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (long double)medians[i] * employment[i];
        total += employment[i];
    }
    *out = (double)(sum / total);
    return CS_ABSENT_NOTHING;
}
