/* How right forecasts would have been. Answers for: forecasting every series from earlier points of
 * time with every method and scoring the forecasts against what came; on the test part where a
 * table has one. Fits nothing to the outcome. */
#ifndef CS_ANALYSIS_BACKTEST_H
#define CS_ANALYSIS_BACKTEST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/series.h"
#include "stats/forecast/score.h"

struct cs_backtest_options {
    enum cs_forecast_method methods[CS_N_FORECAST_METHODS];
    size_t n_methods;
    size_t horizon;    /* steps judged: of rolling origins; of a test part the most */
    size_t n_origins;  /* the last so many of each series; 0: as many as take a minute at most */
    size_t min_values; /* before the first origin */
    size_t n_threads;
    /* Told after each series, from any thread; NULL: nobody. */
    void (*tell)(void *listener, size_t n_done, size_t n);
    void *listener;
};
/* Every method, 6 steps, origins by the number of series, 8 values, 1 thread. */
struct cs_backtest_options cs_backtest_defaults(void);

struct cs_backtest_method {
    enum cs_forecast_method method;
    struct cs_forecast_score score;
    struct cs_forecast_score *by_step; /* `horizon` of them */
    double skill_naive, skill_drift;   /* 1 − MASE over that method's; NaN when it was not run */
};

struct cs_backtest {
    bool uses_test_part;
    size_t horizon;     /* of the longest forecast judged */
    size_t n_origins;   /* of each series, at most */
    size_t n_series;    /* judged */
    size_t n_forecasts; /* of each method: series times origins */
    size_t n_refused;   /* no series could be made of them */
    size_t n_short;     /* too short for an origin */
    size_t n_constant;  /* no change to scale by: not in MASE, MSIS and coverage */
    struct cs_backtest_method *methods;
    size_t n_methods;
};

/* Errors: CS_NO_ANSWER when no series is long enough. Arena: methods. The same numbers for any
 * number of threads. */
CS_MUST_USE enum cs_status cs_backtest_run(const struct cs_series_set *set,
                                           const struct cs_backtest_options *options,
                                           struct cs_arena *arena, struct cs_backtest *out,
                                           struct cs_diag *diag);

#endif
