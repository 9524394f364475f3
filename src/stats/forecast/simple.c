/* The simple methods that need no search: drift, median drift, straight line, AR, theta. Those
 * that fit a smoothing parameter are in smooth.c and theta.c. */
#include "stats/forecast/pool.h"
#include "stats/order.h"

double *cs_origins_path(const struct cs_origins *origins, double *out, size_t origin)
{
    return out + (origin - origins->first) * origins->horizon;
}

static void draw_line(const struct cs_origins *origins, size_t t, double slope, double *out)
{
    double *path = cs_origins_path(origins, out, t);
    for (size_t h = 0; h < origins->horizon; h++)
        path[h] = origins->y[t - 1] + slope * (double)(h + 1);
}

void cs_origins_drift(const struct cs_origins *origins, size_t span, double *out)
{
    const double *y = origins->y;
    for (size_t t = origins->first; t <= origins->n; t++) {
        size_t k = span < t - 1 ? span : t - 1;
        draw_line(origins, t, k ? (y[t - 1] - y[t - 1 - k]) / (double)k : 0, out);
    }
}

static double find_median(double *values, size_t n)
{
    size_t ranks[2] = {(n - 1) / 2, n / 2};
    cs_select_doubles(values, n, ranks, ranks[0] == ranks[1] ? 1 : 2);
    return (values[ranks[0]] + values[ranks[1]]) / 2;
}

void cs_origins_median_drift(const struct cs_origins *origins, double *scratch, double *out)
{
    for (size_t t = origins->first; t <= origins->n; t++) {
        for (size_t i = 1; i < t; i++)
            scratch[i - 1] = origins->y[i] - origins->y[i - 1];
        draw_line(origins, t, find_median(scratch, t - 1), out);
    }
}

void cs_origins_ols(const struct cs_origins *origins, double *out)
{
    double sum_y = 0, sum_ty = 0, base = origins->y[0];
    for (size_t i = 0; i < origins->n; i++) {
        sum_y += origins->y[i] - base;
        sum_ty += (double)i * (origins->y[i] - base);
        size_t t = i + 1;
        if (t < origins->first)
            continue;
        double n = (double)t, mean_t = (n - 1) / 2, sxx = n * (n * n - 1) / 12;
        double slope = (sum_ty - mean_t * sum_y) / sxx;
        double *path = cs_origins_path(origins, out, t);
        for (size_t h = 0; h < origins->horizon; h++)
            path[h] = base + sum_y / n + slope * (n + (double)h - mean_t);
    }
}

/* Steps count as if three more of no correlation had been seen. */
static const double AR_PRIOR_STEPS = 3;

void cs_origins_arima(const struct cs_origins *origins, double *out)
{
    const double *y = origins->y;
    for (size_t t = origins->first; t <= origins->n; t++) {
        double mean = (y[t - 1] - y[0]) / (double)(t - 1), cross = 0, square = 0;
        for (size_t i = 1; i < t; i++) {
            double step = y[i] - y[i - 1] - mean;
            square += step * step;
            cross += i > 1 ? step * (y[i - 1] - y[i - 2] - mean) : 0;
        }
        double n = (double)(t - 1);
        double phi = square > 0 ? cross / square * n / (n + AR_PRIOR_STEPS) : 0;
        double deviation = y[t - 1] - y[t - 2] - mean, level = y[t - 1];
        double *path = cs_origins_path(origins, out, t);
        for (size_t h = 0; h < origins->horizon; h++) {
            deviation *= phi;
            level += mean + deviation;
            path[h] = level;
        }
    }
}

void cs_origins_theta(const struct cs_origins *origins, const double *ses, const double *ols,
                      double *out)
{
    size_t horizon = origins->horizon;
    for (size_t i = 0; i <= origins->n - origins->first; i++) {
        const double *line = ols + i * horizon;
        double slope = horizon > 1 ? line[1] - line[0] : 0;
        for (size_t h = 0; h < horizon; h++)
            out[i * horizon + h] = ses[i * horizon + h] + slope / 2 * (double)(h + 1);
    }
}
