/* The simple forecasts that combinations are made of, from every origin of a series at once.
 * Answers for: point paths of one method from each prefix of the series. Chooses nothing and gives
 * no intervals: forecast.h does. Internal to the forecasting modules of stats/.
 *
 * An origin t forecasts y[t], y[t+1], … from y[0] … y[t − 1] alone. out holds n − first + 1 paths
 * of `horizon` steps. Requires: 3 ≤ first ≤ n, finite values. */
#ifndef CS_STATS_FORECAST_POOL_H
#define CS_STATS_FORECAST_POOL_H

#include <stddef.h>

struct cs_origins {
    const double *y;
    size_t n, first, horizon;
};

/* Where the path of an origin starts in `out`. */
double *cs_origins_path(const struct cs_origins *origins, double *out, size_t origin);

/* The mean of the last `span` steps carried on from the last value; 0: no step (naive), n or more:
 * all steps, the line from the first value through the last. */
void cs_origins_drift(const struct cs_origins *origins, size_t span, double *out);
/* The median step: one jump does not tilt the path. scratch: n values. */
void cs_origins_median_drift(const struct cs_origins *origins, double *scratch, double *out);
/* The least-squares line over all values. */
void cs_origins_ols(const struct cs_origins *origins, double *out);
/* The mean step, and the last step's distance from it passed on by the first-order
 * autocorrelation of the steps, shrunk for few steps: ARIMA(1,1,0) with drift. */
void cs_origins_arima(const struct cs_origins *origins, double *out);
/* out: SES plus half the slope of the least-squares line.
 * Reference: Assimakopoulos & Nikolopoulos 2000; Hyndman & Billah 2003. */
void cs_origins_theta(const struct cs_origins *origins, const double *ses, const double *ols,
                      double *out);

enum cs_smooth_kind { CS_SMOOTH_SES, CS_SMOOTH_HOLT, CS_SMOOTH_DAMPED, CS_N_SMOOTH_KINDS };
/* Exponential smoothing: at each origin the parameters of a grid with the least squared one-step
 * error so far, the first level and slope by least squares for each. sse: n − first + 1 values,
 * that squared error by origin. Reference: Hyndman et al. 2008, Forecasting with Exponential
 * Smoothing; Gardner & McKenzie 1985. */
void cs_origins_smooth(const struct cs_origins *origins, enum cs_smooth_kind kind, double *sse,
                       double *out);

/* The dynamic optimized theta model, alpha and theta from a grid by squared one-step error; sse as
 * above. Reference: Fiorucci et al. 2016. */
void cs_origins_dotm(const struct cs_origins *origins, double *sse, double *out);

#endif
