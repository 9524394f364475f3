/* The rule behind the automatic forecast: features of a series, weights of the members, widths of
 * the intervals. Answers for: the learnt numbers and how they are put together. Internal to the
 * forecasting modules of stats/. */
#ifndef CS_STATS_FORECAST_RULE_H
#define CS_STATS_FORECAST_RULE_H

#include <stdbool.h>
#include <stddef.h>

/* In the order of the learnt tables. */
enum cs_forecast_member {
    CS_MEMBER_NAIVE,
    CS_MEMBER_DRIFT,
    CS_MEMBER_MEDIAN_DRIFT,
    CS_MEMBER_RECENT_DRIFT,
    CS_MEMBER_ARIMA,
    CS_MEMBER_HOLT,
    CS_MEMBER_DAMPED,
    CS_MEMBER_THETA,
    CS_MEMBER_OLS,
    CS_MEMBER_LOG_MEDIAN_DRIFT,
    CS_MEMBER_LOG_DRIFT,
    CS_MEMBER_LOG_DAMPED,
    CS_MEMBER_LOG_THETA,
    CS_MEMBER_LOG_RECENT_DRIFT,
    CS_MEMBER_SES,
    CS_MEMBER_DOTM,
    CS_MEMBER_LGT, /* from the last origin only */
    CS_N_MEMBERS,
    CS_N_SIMPLE_MEMBERS = CS_MEMBER_LGT,
};

enum { CS_N_FEATURES = 14, CS_RULE_HORIZON = 6 };

/* The mean absolute error of the members from earlier origins, weighed over the steps ahead; all
 * zero when there was none. */
struct cs_forecast_record {
    double error[CS_N_MEMBERS];
    size_t n_origins;
};

struct cs_forecast_features {
    double at[CS_N_FEATURES];
    double step;   /* mean absolute step: the unit of every width */
    int direction; /* of the mean step: 1 up or flat, −1 down */
};

/* Requires: n ≥ 3, not constant. */
struct cs_forecast_features cs_forecast_features_of(const double *y, size_t n,
                                                    const struct cs_forecast_record *record);
/* Weights of the members, sum 1. */
void cs_forecast_rule_weights(const struct cs_forecast_features *features,
                              double weights[CS_N_MEMBERS]);
/* How far the combined change is stretched. */
double cs_forecast_rule_trend(const struct cs_forecast_features *features);

/* Distances of the 2.5, 10, 90 and 97.5 % points from the forecast `ahead` steps ahead, for a
 * series that goes up (of one that goes down the ends change places). disagreement: the weighted
 * standard deviation of the simple members there; roughness: the error from earlier origins one
 * step ahead, in steps. */
enum { CS_N_WIDTHS = 4 };
struct cs_forecast_spread {
    size_t ahead;
    double disagreement, roughness;
    bool has_distances;
    double
        distances[CS_N_WIDTHS]; /* of the chains' quantiles from what they expect, ends as above */
};
void cs_forecast_rule_widths(const struct cs_forecast_features *features,
                             const struct cs_forecast_spread *spread, double out[CS_N_WIDTHS]);

#endif
