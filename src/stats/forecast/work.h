/* The room one forecast is worked in. Internal to the forecasting modules of stats/: forecast.c
 * fills the paths, combine.c weighs them and draws intervals. */
#ifndef CS_STATS_FORECAST_WORK_H
#define CS_STATS_FORECAST_WORK_H

#include <stdbool.h>

#include "stats/forecast/forecast.h"
#include "stats/forecast/lgt.h"
#include "stats/forecast/pool.h"
#include "stats/forecast/rule.h"

/* Paths beyond the members, for methods asked for by name. */
enum {
    CS_PATH_LOG_SES = CS_N_MEMBERS,
    CS_PATH_LOG_OLS,
    CS_N_PATHS,
};

struct cs_forecaster {
    double y[CS_FORECAST_MAX_USED], logs[CS_FORECAST_MAX_USED];
    size_t n_given, n, n_outliers;
    size_t first;   /* first origin worked from */
    size_t horizon; /* of the paths: at least CS_RULE_HORIZON */
    size_t asked;   /* of the answer */
    bool has_logs;  /* every value above 0 */
    bool is_nonnegative;
    double sse[2][CS_N_SMOOTH_KINDS][CS_FORECAST_MAX_USED]; /* as it is, in logs; by origin */
    double scratch[CS_FORECAST_MAX_USED];
    struct cs_forecast_record record;
    struct cs_forecast_features features;
    double weights[CS_N_MEMBERS];
    double roughness;             /* of the drifts: what the automatic widths were learnt with */
    struct cs_lgt_room *lgt_room; /* made when first needed */
    struct cs_lgt lgt;            /* of the series loaded, once it was run */
    enum cs_absence lgt_lack;     /* CS_ABSENT_VALUES: not run yet */
    double paths[CS_N_PATHS][CS_FORECAST_MAX_USED * CS_FORECAST_MAX_HORIZON];
};

/* Fills record, features, weights and roughness. Requires: the members' paths, a series that is
 * not constant. */
void cs_forecaster_judge(struct cs_forecaster *f);
/* The error of a path from earlier origins, one step ahead, in mean steps, as if three origins
 * more had been seen with 0.8. */
double cs_forecaster_roughness(const struct cs_forecaster *f, size_t path);
/* out[h] by the learnt weights. */
void cs_forecaster_combine_auto(const struct cs_forecaster *f, struct cs_forecast *out);
/* out[h] the plain median. */
void cs_forecaster_combine_median(const struct cs_forecaster *f, struct cs_forecast *out);
/* Draws the intervals around the points of out. */
void cs_forecaster_draw_intervals(const struct cs_forecaster *f, double roughness,
                                  struct cs_forecast *out);
/* Whether a path runs faster than any member may, further ahead than the values reach back. */
bool cs_forecaster_runs_away(const struct cs_forecaster *f, size_t path);

#endif
