/* Split R-hat and effective sample size. Apart because any sampler may be judged by them. */
#include "stats/forecast/chains.h"

#include <math.h>

/* Half a chain. */
static const double *find_half(const struct cs_chains *chains, size_t h)
{
    size_t half = chains->n / 2;
    return chains->draws + h / 2 * chains->n + (h % 2 ? chains->n - half : 0);
}

static double find_mean(const double *x, size_t n)
{
    double mean = 0;
    for (size_t i = 0; i < n; i++)
        mean += x[i] / (double)n;
    return mean;
}

/* The mean product of deviations `lag` draws apart, over n. */
static double find_covariance(const double *x, size_t n, double mean, size_t lag)
{
    double sum = 0;
    for (size_t i = 0; i + lag < n; i++)
        sum += (x[i] - mean) * (x[i + lag] - mean);
    return sum / (double)n;
}

/* The same, averaged over the halves. */
static double average_covariance(const struct cs_chains *chains, size_t lag)
{
    size_t n_halves = 2 * chains->n_chains, half = chains->n / 2;
    double sum = 0;
    for (size_t h = 0; h < n_halves; h++) {
        const double *x = find_half(chains, h);
        sum += find_covariance(x, half, find_mean(x, half), lag);
    }
    return sum / (double)n_halves;
}

/* The variance of the halves' means. */
static double find_between(const struct cs_chains *chains)
{
    size_t n_halves = 2 * chains->n_chains, half = chains->n / 2;
    double sum = 0, square = 0, first = find_mean(find_half(chains, 0), half);
    for (size_t h = 0; h < n_halves; h++) {
        double mean = find_mean(find_half(chains, h), half) - first;
        sum += mean;
        square += mean * mean;
    }
    return (square - sum * sum / (double)n_halves) / (double)(n_halves - 1);
}

/* Sum of the autocorrelations: pairs of neighbors until one is not positive, none above the last.
 */
static double sum_correlations(const struct cs_chains *chains, double within, double pooled)
{
    double sum = 0, last = INFINITY;
    for (size_t lag = 0; lag + 2 < chains->n / 2; lag += 2) {
        double even = lag > 0 ? 1 - (within - average_covariance(chains, lag)) / pooled : 1;
        double odd = 1 - (within - average_covariance(chains, lag + 1)) / pooled;
        if (!(even + odd > 0))
            break;
        last = fmin(last, even + odd);
        sum += last;
    }
    return 2 * sum - 1;
}

struct cs_chains_check cs_chains_check_of(const struct cs_chains *chains)
{
    double half = (double)(chains->n / 2), n = 2 * half * (double)chains->n_chains;
    double within = average_covariance(chains, 0) * half / (half - 1);
    double pooled = within * (half - 1) / half + find_between(chains);
    if (!(within > 0))
        return (struct cs_chains_check){pooled > 0 ? INFINITY : 1, pooled > 0 ? 0 : n};
    double spread = sum_correlations(chains, within, pooled);
    return (struct cs_chains_check){sqrt(pooled / within), fmin(n / spread, n)};
}
