/* A step of a series that is not like its other steps. Answers for: finding it. What it means, an
 * outlier in the last year or a break, and how it is said, is for others. */
#ifndef CS_STATS_FORECAST_LEAP_H
#define CS_STATS_FORECAST_LEAP_H

#include <stddef.h>

struct cs_forecast_leap {
    size_t at;          /* the value it leads to; 0: there is none */
    double step, usual; /* it, and the median step */
};

/* The step farthest from the median step, when it is as far as nine median deviations and several
 * times as far as any other; of positive values in logarithms too, so that growth is no leap. None
 * of fewer than five values. Requires: n ≤ CS_FORECAST_MAX_USED. */
struct cs_forecast_leap cs_forecast_leap_of(const double *y, size_t n);

#endif
