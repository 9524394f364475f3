/* Forecasts of one yearly series. Answers for: point paths by named methods, one automatic
 * combination, and 80 and 95 % intervals that were calibrated on what came. Arrays in, numbers
 * out; gaps, breaks, years and units are analysis's business.
 *
 * The automatic method weighs sixteen simple forecasts and lgt by a rule of fourteen features of
 * the series, four of them how well four of the forecasts did from its own earlier origins; the
 * answer lies midway between their weighted mean and weighted median, its distance from the last
 * value stretched or shrunk by the same features. The rule was learnt once, over rolling origins of
 * the training parts of ten collections of yearly series (docs/methods/projections.md); nothing is
 * fitted to the data at hand but the members.
 *
 * Of longer series the last CS_FORECAST_MAX_USED values count. A value that leaps away and is back
 * the next year is taken as the mean of its neighbors, and counted. A series without negative
 * values is never forecast below zero. Scaling the series scales the answer; its sign turns it for
 * series that have both signs; equal input gives equal bytes. */
#ifndef CS_STATS_FORECAST_H
#define CS_STATS_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "stats/absence.h"
#include "stats/forecast/leap.h"

enum {
    CS_FORECAST_MIN_POINTS = 3,
    CS_FORECAST_MAX_USED = 80,
    CS_FORECAST_MAX_HORIZON = 30,
};

enum cs_forecast_method {
    CS_FORECAST_AUTO,
    CS_FORECAST_COMBINE, /* plain median of the sixteen simple ones */
    CS_FORECAST_NAIVE,
    CS_FORECAST_DRIFT,
    CS_FORECAST_MEDIAN_DRIFT,
    CS_FORECAST_OLS,
    CS_FORECAST_LOGLINEAR,
    CS_FORECAST_SES,
    CS_FORECAST_HOLT,
    CS_FORECAST_DAMPED,
    CS_FORECAST_THETA,
    CS_FORECAST_DOTM,
    CS_FORECAST_ARIMA, /* (1,1,0) with drift */
    CS_FORECAST_LGT,
    CS_N_FORECAST_METHODS,
};

/* "auto", "combine", "naive", "drift", "robust-drift", …: as in options and JSON. */
const char *cs_forecast_method_name(enum cs_forecast_method method);
/* One phrase of what the method does. */
const char *cs_forecast_method_words(enum cs_forecast_method method);
bool cs_forecast_method_parse(struct cs_span name, enum cs_forecast_method *method);

/* The forecasts that `auto` and `combine` are made of. */
enum { CS_N_FORECAST_MEMBERS = 17 };
const char *cs_forecast_member_name(size_t member);
/* What `auto` looks at: "steadiness", "acceleration", …; docs/methods/projections.md. */
enum { CS_N_FORECAST_FEATURES = 13 };
const char *cs_forecast_feature_name(size_t feature);

struct cs_forecast_step {
    double point;
    double lower_80, upper_80, lower_95, upper_95; /* NaN without intervals */
};

/* What the Markov chains of `lgt` say of themselves; all zero where they were not run. */
struct cs_forecast_chains {
    bool were_run, have_agreed;
    double rhat, ess;
    size_t n_draws;
};

struct cs_forecast {
    enum cs_forecast_method method;
    size_t n, n_used;                        /* values given; the last of them that counted */
    struct cs_forecast_leap leap;            /* of the values used, outliers mended */
    size_t n_outliers;                       /* leaps taken as the mean of their neighbors */
    double typical_step;                     /* mean absolute step of the values used */
    double weights[CS_N_FORECAST_MEMBERS];   /* of `auto` and `combine`, sum 1; else 0 */
    double features[CS_N_FORECAST_FEATURES]; /* of `auto`; else 0 */
    double trend_factor; /* of `auto`: how far its combined change was stretched; else 1 */
    struct cs_forecast_chains chains; /* of `auto` and `lgt` */
    enum cs_absence
        interval_lack; /* CS_ABSENT_VARIATION: a constant series says nothing of spread;
                          CS_ABSENT_EVIDENCE: a path that runs away from what was seen */
    size_t horizon;
    struct cs_forecast_step steps[CS_FORECAST_MAX_HORIZON];
};

/* One series at a time, with the room to work in. Not shared between threads. */
struct cs_forecaster;
/* NULL when out of memory. */
struct cs_forecaster *cs_forecaster_new(void);
void cs_forecaster_free(struct cs_forecaster *forecaster);

/* Takes a series, oldest value first. CS_ABSENT_MORE_VALUES below three, CS_ABSENT_FINITE
 * (also for values beyond 1e140, whose squares are not finite), CS_ABSENT_RANGE for a horizon of 0
 * or above the maximum. Borrows nothing. */
enum cs_absence cs_forecaster_load(struct cs_forecaster *forecaster, const double *y, size_t n,
                                   size_t horizon);
/* The forecast of the loaded series by a method. Requires: a load that lacked nothing.
 * CS_ABSENT_POSITIVE for `loglinear` and `lgt` unless every value is above 0; CS_ABSENT_AGREEMENT
 * for `lgt` when its chains do not agree; CS_ABSENT_MEMORY. */
enum cs_absence cs_forecaster_give(struct cs_forecaster *forecaster, enum cs_forecast_method method,
                                   struct cs_forecast *out);

#endif
