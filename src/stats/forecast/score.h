/* How right a forecast was. Answers for: the scores of the forecasting competitions, per forecast
 * and averaged. Reference: Makridakis et al. 2020 (M4): sMAPE = mean 200·|f − x|/(|f| + |x|);
 * MASE = mean |f − x| over the mean absolute one-step change of the values before the origin;
 * MSIS = mean of (u − l) + 2/α·(l − x)₊ + 2/α·(x − u)₊ over that same change, α = 0.05. */
#ifndef CS_STATS_FORECAST_SCORE_H
#define CS_STATS_FORECAST_SCORE_H

#include "stats/forecast/forecast.h"

/* Sums over steps. */
struct cs_forecast_score {
    size_t n;           /* forecasts: origins of series */
    double smape, mase; /* Σ over forecasts of the mean over their steps */
    size_t n_scaled;    /* forecasts with a change to scale by: those of mase and msis */
    double msis;
    double held_80, held_95; /* Σ over forecasts of the share of steps inside */
    size_t n_intervals;      /* forecasts with intervals: those of msis and held */
};

/* The mean absolute change from one value to the next; 0 for a constant series. Requires: n ≥ 2. */
double cs_forecast_scale(const double *y, size_t n);
/* Adds the forecast's steps [from, to) against what came (actual[h] for step h). scale: of the
 * values before the origin. */
struct cs_forecast_outcome {
    const double *actual;
    size_t from, to;
    double scale;
};
void cs_forecast_score_add(struct cs_forecast_score *score, const struct cs_forecast *forecast,
                           const struct cs_forecast_outcome *outcome);
void cs_forecast_score_merge(struct cs_forecast_score *to, const struct cs_forecast_score *from);

/* The averages; NaN where nothing counted. Coverages are shares. */
struct cs_forecast_grade {
    double smape, mase, msis, coverage_80, coverage_95;
};
struct cs_forecast_grade cs_forecast_grade_of(const struct cs_forecast_score *score);

#endif
