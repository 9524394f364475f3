/* Our own forecasts of yearly series. Answers for: forecasting every series of a set by one method,
 * in parallel; change and yearly growth over the horizon; the same in prices of one year; a path
 * under an assumed growth, called a scenario. Published projections are official.h's business. */
#ifndef CS_ANALYSIS_PROJECTION_H
#define CS_ANALYSIS_PROJECTION_H

#include <stdbool.h>

#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/series.h"
#include "stats/forecast/forecast.h"

/* One series' forecast. */
struct cs_projected {
    const struct cs_series *series;
    const char *refusal; /* why there is none; else NULL */
    int last_year;
    double last; /* value of that year */
    size_t n_used, n_outliers;
    struct cs_forecast_leap leap;
    int leap_year; /* 0: there is none */
    struct cs_forecast_chains chains;
    double weights[CS_N_FORECAST_MEMBERS];   /* of `auto` and `combine`; else 0 */
    double features[CS_N_FORECAST_FEATURES]; /* of `auto`; else 0 */
    double trend_factor;
    int evidence_until; /* the year as far ahead of the last as the values used reach back */
    enum cs_absence interval_lack;
    size_t horizon;
    struct cs_forecast_step *steps; /* of last_year + 1, … */
    double percent; /* change from the last value to the last step, 4.2 for 4.2 %; NaN */
    double percent_low, percent_high; /* of its 80 % interval; NaN */
    double yearly_percent;            /* the growth a year that compounds to it; NaN */
};

struct cs_projection_options {
    enum cs_forecast_method method;
    size_t horizon; /* years ahead; 0: up to to_year */
    int to_year;
    size_t n_threads;
    /* Told after each series, from any thread; NULL: nobody. */
    void (*tell)(void *listener, size_t n_done, size_t n);
    void *listener;
};

struct cs_projection {
    enum cs_forecast_method method;
    struct cs_projected *rows; /* one for each series of the set, in its order */
    size_t n_rows, n_refused;
};

/* The test part of a series counts as known. Errors: CS_NO_ANSWER when no series can be forecast
 * (the first reason is said). Arena: rows. The same numbers for any number of threads. */
CS_MUST_USE enum cs_status cs_projection_run(const struct cs_series_set *set,
                                             const struct cs_projection_options *options,
                                             struct cs_arena *arena, struct cs_projection *out,
                                             struct cs_diag *diag);

/* Change and growth again, after steps were moved. */
void cs_projected_refresh(struct cs_projected *row);

/* Puts values of pay into prices of plan->real_year, series by series; one whose prices are not
 * known gets a refusal. Requires: a set of money from this dataset. */
CS_MUST_USE enum cs_status cs_projection_deflate(const struct cs_dataset *dataset,
                                                 const struct cs_money_plan *plan,
                                                 struct cs_series_set *set, struct cs_diag *diag);

/* The value `ahead` years after the last under `percent` over the whole horizon, or a year. */
struct cs_assumed_growth {
    double percent;
    bool is_yearly;
};
double cs_projection_assume(const struct cs_projected *row, struct cs_assumed_growth growth,
                            size_t ahead);

#endif
