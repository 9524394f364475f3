/* The forecaster's life: scaling, logs, outliers and the path of every simple method. How paths
 * are weighed and intervals drawn is in combine.c. */
#include "stats/forecast/forecast.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "stats/forecast/leap.h"
#include "stats/forecast/lgt.h"
#include "stats/forecast/pool.h"
#include "stats/forecast/work.h"
#include "stats/order.h"

static const struct {
    const char *name, *words;
} METHODS[CS_N_FORECAST_METHODS] = {
    [CS_FORECAST_AUTO] =
        {"auto", "sixteen simple forecasts and lgt, weighted by what the series looks like"},
    [CS_FORECAST_COMBINE] = {"combine", "the median of sixteen simple forecasts"},
    [CS_FORECAST_NAIVE] = {"naive", "the last value for ever"},
    [CS_FORECAST_DRIFT] = {"drift", "the mean step carried on"},
    [CS_FORECAST_MEDIAN_DRIFT] = {"robust-drift", "the median step carried on"},
    [CS_FORECAST_OLS] = {"ols", "the least-squares line"},
    [CS_FORECAST_LOGLINEAR] = {"loglinear", "the least-squares line of the logarithms"},
    [CS_FORECAST_SES] = {"ses", "simple exponential smoothing"},
    [CS_FORECAST_HOLT] = {"holt", "Holt's smoothed level and slope"},
    [CS_FORECAST_DAMPED] = {"damped", "Holt's with a slope that dies down"},
    [CS_FORECAST_THETA] = {"theta", "smoothed level with half the least-squares slope"},
    [CS_FORECAST_DOTM] = {"dotm", "dynamic optimized theta"},
    [CS_FORECAST_ARIMA] = {"arima", "ARIMA(1,1,0) with drift"},
    [CS_FORECAST_LGT] = {"lgt", "local and global trend, averaged over its posterior"},
};

static const char *const MEMBERS[CS_N_FORECAST_MEMBERS] = {
    [CS_MEMBER_NAIVE] = "naive",
    [CS_MEMBER_DRIFT] = "drift",
    [CS_MEMBER_MEDIAN_DRIFT] = "robust-drift",
    [CS_MEMBER_RECENT_DRIFT] = "six-year-drift",
    [CS_MEMBER_ARIMA] = "arima",
    [CS_MEMBER_HOLT] = "holt",
    [CS_MEMBER_DAMPED] = "damped",
    [CS_MEMBER_THETA] = "theta",
    [CS_MEMBER_OLS] = "ols",
    [CS_MEMBER_LOG_MEDIAN_DRIFT] = "log-robust-drift",
    [CS_MEMBER_LOG_DRIFT] = "log-drift",
    [CS_MEMBER_LOG_DAMPED] = "log-damped",
    [CS_MEMBER_LOG_THETA] = "log-theta",
    [CS_MEMBER_LOG_RECENT_DRIFT] = "log-six-year-drift",
    [CS_MEMBER_SES] = "ses",
    [CS_MEMBER_DOTM] = "dotm",
    [CS_MEMBER_LGT] = "lgt",
};
_Static_assert((int)CS_N_MEMBERS == (int)CS_N_FORECAST_MEMBERS, "one list of members");

enum {
    RECENT_STEPS = 6,
    FIRST_ORIGIN = 5,
    OUTLIER_STEPS = 12, /* a leap there and back, in median steps */
    OUTLIER_MIN_POINTS = 7,
};

/* Squares of larger values, and sums of them, are not finite. */
static const double LARGEST = 1e140;

const char *cs_forecast_method_name(enum cs_forecast_method method)
{
    return METHODS[method].name;
}

const char *cs_forecast_method_words(enum cs_forecast_method method)
{
    return METHODS[method].words;
}

bool cs_forecast_method_parse(struct cs_span name, enum cs_forecast_method *method)
{
    for (int m = 0; m < CS_N_FORECAST_METHODS; m++)
        if (cs_span_equals_nocase(name, METHODS[m].name)) {
            *method = (enum cs_forecast_method)m;
            return true;
        }
    return false;
}

const char *cs_forecast_member_name(size_t member)
{
    return MEMBERS[member];
}

/* In the order of cs_forecast_features, without its constant. */
const char *cs_forecast_feature_name(size_t feature)
{
    static const char *const names[CS_N_FORECAST_FEATURES] = {
        "steadiness",  "steadiness_six", "steadiness_three", "length",        "acceleration",
        "correlation", "unrest",         "growth",           "relative_step", "drift_record",
        "holt_record", "log_record",     "theta_record",
    };
    return names[feature];
}

struct cs_forecaster *cs_forecaster_new(void)
{
    return calloc(1, sizeof(struct cs_forecaster));
}

void cs_forecaster_free(struct cs_forecaster *forecaster)
{
    if (forecaster)
        cs_lgt_room_free(forecaster->lgt_room);
    free(forecaster);
}

static struct cs_origins origins_of(const struct cs_forecaster *f, int in_logs)
{
    return (struct cs_origins){in_logs ? f->logs : f->y, f->n, f->first, f->horizon};
}

static double find_median_step(struct cs_forecaster *f)
{
    size_t n = f->n - 1;
    for (size_t i = 0; i < n; i++)
        f->scratch[i] = fabs(f->y[i + 1] - f->y[i]);
    size_t rank = n / 2;
    cs_select_doubles(f->scratch, n, &rank, 1);
    return f->scratch[rank];
}

static void mend_outliers(struct cs_forecaster *f)
{
    f->n_outliers = 0;
    if (f->n < OUTLIER_MIN_POINTS)
        return;
    double limit = OUTLIER_STEPS * find_median_step(f);
    for (size_t i = 1; i + 1 < f->n && limit > 0; i++) {
        double there = f->y[i] - f->y[i - 1], back = f->y[i] - f->y[i + 1];
        double leap = fmin(fabs(there), fabs(back));
        if ((there > 0) != (back > 0) || leap <= limit ||
            fabs(f->y[i + 1] - f->y[i - 1]) > leap / 4)
            continue;
        f->y[i] = (f->y[i - 1] + f->y[i + 1]) / 2;
        f->n_outliers++;
    }
}

static void take_logs(struct cs_forecaster *f)
{
    f->has_logs = f->is_nonnegative = true;
    for (size_t i = 0; i < f->n; i++) {
        f->has_logs &= f->y[i] > 0;
        f->is_nonnegative &= f->y[i] >= 0;
    }
    for (size_t i = 0; i < f->n; i++)
        f->logs[i] = f->has_logs ? log(f->y[i]) : f->y[i];
}

static void return_from_logs(struct cs_forecaster *f, double *path)
{
    size_t n = (f->n - f->first + 1) * f->horizon;
    for (size_t i = 0; i < n && f->has_logs; i++)
        path[i] = exp(path[i]);
}

static void fill_level_paths(struct cs_forecaster *f)
{
    struct cs_origins o = origins_of(f, 0);
    cs_origins_drift(&o, 0, f->paths[CS_MEMBER_NAIVE]);
    cs_origins_drift(&o, f->n, f->paths[CS_MEMBER_DRIFT]);
    cs_origins_median_drift(&o, f->scratch, f->paths[CS_MEMBER_MEDIAN_DRIFT]);
    cs_origins_drift(&o, RECENT_STEPS, f->paths[CS_MEMBER_RECENT_DRIFT]);
    cs_origins_arima(&o, f->paths[CS_MEMBER_ARIMA]);
    cs_origins_ols(&o, f->paths[CS_MEMBER_OLS]);
    cs_origins_smooth(&o, CS_SMOOTH_SES, f->sse[0][CS_SMOOTH_SES], f->paths[CS_MEMBER_SES]);
    cs_origins_smooth(&o, CS_SMOOTH_HOLT, f->sse[0][CS_SMOOTH_HOLT], f->paths[CS_MEMBER_HOLT]);
    cs_origins_smooth(&o, CS_SMOOTH_DAMPED, f->sse[0][CS_SMOOTH_DAMPED],
                      f->paths[CS_MEMBER_DAMPED]);
    cs_origins_dotm(&o, f->scratch, f->paths[CS_MEMBER_DOTM]);
    cs_origins_theta(&o, f->paths[CS_MEMBER_SES], f->paths[CS_MEMBER_OLS],
                     f->paths[CS_MEMBER_THETA]);
}

/* Without positive values "logs" are the values themselves, and the members in logs repeat those
 * beside them. */
static void fill_log_paths(struct cs_forecaster *f)
{
    struct cs_origins o = origins_of(f, 1);
    cs_origins_median_drift(&o, f->scratch, f->paths[CS_MEMBER_LOG_MEDIAN_DRIFT]);
    cs_origins_drift(&o, f->n, f->paths[CS_MEMBER_LOG_DRIFT]);
    cs_origins_drift(&o, RECENT_STEPS, f->paths[CS_MEMBER_LOG_RECENT_DRIFT]);
    cs_origins_smooth(&o, CS_SMOOTH_DAMPED, f->sse[1][CS_SMOOTH_DAMPED],
                      f->paths[CS_MEMBER_LOG_DAMPED]);
    cs_origins_smooth(&o, CS_SMOOTH_SES, f->sse[1][CS_SMOOTH_SES], f->paths[CS_PATH_LOG_SES]);
    cs_origins_ols(&o, f->paths[CS_PATH_LOG_OLS]);
    cs_origins_theta(&o, f->paths[CS_PATH_LOG_SES], f->paths[CS_PATH_LOG_OLS],
                     f->paths[CS_MEMBER_LOG_THETA]);
    static const int PATHS[] = {CS_MEMBER_LOG_MEDIAN_DRIFT,
                                CS_MEMBER_LOG_DRIFT,
                                CS_MEMBER_LOG_RECENT_DRIFT,
                                CS_MEMBER_LOG_DAMPED,
                                CS_MEMBER_LOG_THETA,
                                CS_PATH_LOG_SES,
                                CS_PATH_LOG_OLS};
    for (size_t i = 0; i < sizeof PATHS / sizeof PATHS[0]; i++)
        return_from_logs(f, f->paths[PATHS[i]]);
}

static bool is_constant(const struct cs_forecaster *f)
{
    for (size_t i = 1; i < f->n; i++)
        if (f->y[i] != f->y[0])
            return false;
    return true;
}

enum cs_absence cs_forecaster_load(struct cs_forecaster *f, const double *y, size_t n,
                                   size_t horizon)
{
    if (n < CS_FORECAST_MIN_POINTS)
        return CS_ABSENT_MORE_VALUES;
    if (horizon < 1 || horizon > CS_FORECAST_MAX_HORIZON)
        return CS_ABSENT_RANGE;
    for (size_t i = 0; i < n; i++)
        if (!(fabs(y[i]) <= LARGEST))
            return CS_ABSENT_FINITE;
    f->n_given = n;
    f->lgt_lack = CS_ABSENT_VALUES;
    f->n = n < CS_FORECAST_MAX_USED ? n : CS_FORECAST_MAX_USED;
    f->first = f->n < FIRST_ORIGIN ? f->n : FIRST_ORIGIN;
    f->asked = horizon;
    f->horizon = horizon > CS_RULE_HORIZON ? horizon : CS_RULE_HORIZON;
    memcpy(f->y, y + n - f->n, f->n * sizeof *y);
    mend_outliers(f);
    take_logs(f);
    if (is_constant(f))
        return CS_ABSENT_NOTHING;
    fill_level_paths(f);
    fill_log_paths(f);
    cs_forecaster_judge(f);
    return CS_ABSENT_NOTHING;
}

/* Runs the chains, once a series. Where they give nothing, `dotm` stands in for the member. */
static enum cs_absence run_lgt(struct cs_forecaster *f)
{
    double *path = f->paths[CS_MEMBER_LGT] + (f->n - f->first) * f->horizon;
    const double *instead = f->paths[CS_MEMBER_DOTM] + (f->n - f->first) * f->horizon;
    if (f->lgt_lack != CS_ABSENT_VALUES)
        return f->lgt_lack;
    f->lgt = (struct cs_lgt){0};
    if (!f->lgt_room)
        f->lgt_room = cs_lgt_room_new();
    if (!f->lgt_room)
        return CS_ABSENT_MEMORY;
    if (f->has_logs)
        cs_lgt_run(f->lgt_room, f->y, f->n, f->horizon, &f->lgt);
    f->lgt_lack = !f->has_logs         ? CS_ABSENT_POSITIVE
                  : !f->lgt.has_agreed ? CS_ABSENT_AGREEMENT
                                       : CS_ABSENT_NOTHING;
    for (size_t h = 0; h < f->horizon; h++)
        path[h] = f->lgt_lack ? instead[h] : f->lgt.steps[h].expected;
    return f->lgt_lack;
}

/* The path of a method that is no combination. */
static size_t find_path(enum cs_forecast_method method)
{
    switch (method) {
    case CS_FORECAST_DRIFT:
        return CS_MEMBER_DRIFT;
    case CS_FORECAST_MEDIAN_DRIFT:
        return CS_MEMBER_MEDIAN_DRIFT;
    case CS_FORECAST_OLS:
        return CS_MEMBER_OLS;
    case CS_FORECAST_LOGLINEAR:
        return CS_PATH_LOG_OLS;
    case CS_FORECAST_SES:
        return CS_MEMBER_SES;
    case CS_FORECAST_HOLT:
        return CS_MEMBER_HOLT;
    case CS_FORECAST_DAMPED:
        return CS_MEMBER_DAMPED;
    case CS_FORECAST_THETA:
        return CS_MEMBER_THETA;
    case CS_FORECAST_ARIMA:
        return CS_MEMBER_ARIMA;
    case CS_FORECAST_LGT:
        return CS_MEMBER_LGT;
    case CS_FORECAST_DOTM:
        return CS_MEMBER_DOTM;
    default:
        return CS_MEMBER_NAIVE;
    }
}

static void clear_intervals(enum cs_absence lack, struct cs_forecast *out)
{
    out->interval_lack = lack;
    for (size_t h = 0; h < out->horizon; h++)
        out->steps[h] = (struct cs_forecast_step){out->steps[h].point, NAN, NAN, NAN, NAN};
}

static void give_constant(const struct cs_forecaster *f, struct cs_forecast *out)
{
    for (size_t h = 0; h < out->horizon; h++)
        out->steps[h].point = f->y[0];
    clear_intervals(CS_ABSENT_VARIATION, out);
}

static void give_path(struct cs_forecaster *f, struct cs_forecast *out)
{
    size_t path = find_path(out->method);
    const double *last = f->paths[path] + (f->n - f->first) * f->horizon;
    for (size_t h = 0; h < out->horizon; h++)
        out->steps[h].point = f->is_nonnegative && last[h] < 0 ? 0 : last[h];
    /* The chains are run from the last origin alone. */
    double roughness = path == CS_MEMBER_LGT ? f->roughness : cs_forecaster_roughness(f, path);
    cs_forecaster_draw_intervals(f, roughness, out);
    if (cs_forecaster_runs_away(f, path))
        clear_intervals(CS_ABSENT_EVIDENCE, out);
}

enum cs_absence cs_forecaster_give(struct cs_forecaster *f, enum cs_forecast_method method,
                                   struct cs_forecast *out)
{
    *out = (struct cs_forecast){.method = method,
                                .n = f->n_given,
                                .n_used = f->n,
                                .n_outliers = f->n_outliers,
                                .leap = cs_forecast_leap_of(f->y, f->n),
                                .trend_factor = 1,
                                .horizon = f->asked};
    if ((method == CS_FORECAST_LOGLINEAR || method == CS_FORECAST_LGT) && !f->has_logs)
        return CS_ABSENT_POSITIVE;
    if (is_constant(f)) {
        give_constant(f, out);
        return CS_ABSENT_NOTHING;
    }
    out->typical_step = f->features.step;
    bool needs_lgt = method == CS_FORECAST_AUTO || method == CS_FORECAST_LGT;
    enum cs_absence lack = needs_lgt ? run_lgt(f) : CS_ABSENT_NOTHING;
    if (lack == CS_ABSENT_MEMORY || (lack && method == CS_FORECAST_LGT))
        return lack;
    if (needs_lgt)
        out->chains = (struct cs_forecast_chains){f->lgt.n_draws > 0, f->lgt.has_agreed,
                                                  f->lgt.rhat, f->lgt.ess, f->lgt.n_draws};
    if (method == CS_FORECAST_AUTO || method == CS_FORECAST_COMBINE) {
        if (method == CS_FORECAST_AUTO)
            cs_forecaster_combine_auto(f, out);
        else
            cs_forecaster_combine_median(f, out);
        cs_forecaster_draw_intervals(f, f->roughness, out);
    } else {
        give_path(f, out);
    }
    return CS_ABSENT_NOTHING;
}
