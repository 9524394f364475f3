/* The learned numbers and the few formulas that turn features of a series into weights and
 * widths. Apart so that learning them anew touches one file. */
#include "stats/forecast/rule.h"

#include <math.h>

enum { N_WIDTH_FEATURES = 12 };

/* In the order of `at`. */
enum {
    CONSTANT,
    STEADINESS,        /* |mean step| in mean absolute steps, 1 for a monotone series */
    RECENT_STEADINESS, /* the same of the last six steps */
    LAST_STEADINESS,   /* of the last three, positive when they go the way of the series */
    LENGTH,            /* ln(n/20) */
    ACCELERATION,      /* how much further the last three steps went than the mean step */
    CORRELATION,       /* of neighboring steps */
    UNREST,            /* ln of the last four steps' size against all */
    GROWTH,            /* yearly growth in fifths */
    RELATIVE_STEP,     /* ln of the mean absolute step against the level */
    DRIFT_RECORD,      /* ln of the drift's past error against naive's, … */
    HOLT_RECORD,       /* Holt's against drift's */
    LOG_RECORD,        /* the median drift in logs against drift's */
    THETA_RECORD,      /* theta's against naive's */
};

/* Learnt over the training parts of four collections by penalised descent of sMAPE and MASE, each
 * against naive's; two decimals are kept. docs/methods/projections.md tells how. Columns as enum
 * cs_forecast_member, rows as the features above. */
static const double WEIGHT_RULE[CS_N_FEATURES][CS_N_MEMBERS] = {
    {0.42, -0.13, 0.34, -0.27, -0.12, -0.28, -0.13, -0.11, 0.08, 0.27, 0.03, -0.2, 0.27, -0.16},
    {0.15, -0.05, 0.37, -0.08, -0.05, -0.08, -0.01, -0.09, -0.1, 0.01, -0.03, -0.2, 0.22, -0.06},
    {0.25, -0.09, 0.56, -0.17, -0.1, -0.15, -0.04, -0.1, -0.15, 0.11, -0.08, -0.21, 0.24, -0.07},
    {-0.23, 0.01, 0.35, -0.14, 0.03, -0.03, 0.05, -0.04, -0.33, 0.14, 0.11, -0.15, 0.31, -0.09},
    {-0.57, 0.03, -0.19, 0.05, 0.03, 0.14, -0.07, 0.07, 0.21, 0.1, 0.11, 0.12, -0.06, 0.02},
    {-0.37, 0.08, 0.54, -0.02, 0.11, 0.15, 0.17, 0.04, -0.72, 0.1, 0.07, -0.03, -0.12, -0.01},
    {-0.2, 0.01, 0.4, -0.04, -0, -0.02, -0.02, -0.03, 0.18, -0.04, -0.07, -0.05, -0.08, -0.05},
    {-0.43, 0.04, 0.25, 0.04, 0.03, 0.08, 0.06, 0.03, 0.24, -0.17, -0.04, -0.05, -0.09, 0.01},
    {0.15, -0.04, 0.34, -0.09, -0.05, -0.03, 0.04, -0.07, 0.35, -0.21, -0.28, -0.17, 0.2, -0.15},
    {-0.17, 0.05, -0.18, 0.03, 0.04, -0.05, -0.08, -0.03, 0.45, -0.04, -0, -0.09, 0.06, 0},
    {0.22, -0.02, 0.1, -0.07, -0.01, -0.02, -0.02, 0.04, -0.01, 0.04, -0.01, 0.07, -0.29, -0.05},
    {-0.02, -0.02, -0.02, -0.05, -0.03, -0.06, -0.05, -0.06, 0.07, 0.17, 0.04, -0.01, 0.05, -0.01},
    {0.17, 0, -0.28, -0.04, -0.01, -0.09, -0.12, 0, 0.04, -0.08, -0.05, -0.03, 0.54, -0.04},
    {0.08, -0.02, 0.14, -0.04, -0.01, 0.01, 0.02, -0.02, 0.04, 0.04, -0.04, 0.04, -0.22, -0.04},
};
static const double TREND_RULE[CS_N_FEATURES] = {0.12, 0.02,  -0.03, 0.24,  0.22, 0.16,  -0.26,
                                                 0.15, -0.12, -0.22, -0.12, 0.11, -0.01, -0.01};
/* ln of the width in mean steps, by descent of the quantile loss on forecasts held out of the
 * learning. Columns: constant, ln h, ln of disagreement, ln of roughness, steadiness, recent
 * steadiness, length, acceleration, unrest, growth, relative step, correlation. */
static const double WIDTH_RULE[4][N_WIDTH_FEATURES] = {
    {1.15, 0.68, -0.04, 0.45, 0.24, 0.04, 0.36, 0.06, 0.23, 0.22, -0.26, -0.01},
    {0.50, 0.78, -0.06, 0.48, 0.08, 0.02, 0.36, 0.10, 0.31, 0.42, -0.42, -0.02},
    {0.79, 0.45, 0.36, 0.59, 0.51, -0.47, 0.06, 0.21, -0.07, 0.37, 0.11, -0.01},
    {1.35, 0.51, 0.35, 0.55, 0.50, -0.45, -0.06, 0.27, -0.04, 0.36, 0.05, 0.12},
};
static const int WIDTH_ORDER[N_WIDTH_FEATURES - 4] = {
    STEADINESS, RECENT_STEADINESS, LENGTH, ACCELERATION, UNREST, GROWTH, RELATIVE_STEP, CORRELATION,
};

/* The features of a series unlike those learnt from must not run away with it. */
/* Learnt up to 1.5; series not learnt from are better for less (docs/methods/projections.md). */
static const double LEAST_STRETCH = 0.6, MOST_STRETCH = 1.4;

static double clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

struct steps {
    double sum, absolute;
    size_t n;
};

/* Of the last `span` steps. */
static struct steps sum_steps(const double *y, size_t n, size_t span)
{
    struct steps steps = {.n = span < n - 1 ? span : n - 1};
    for (size_t i = n - steps.n; i < n; i++) {
        steps.sum += y[i] - y[i - 1];
        steps.absolute += fabs(y[i] - y[i - 1]);
    }
    return steps;
}

static double find_steadiness(struct steps steps)
{
    return steps.absolute > 0 ? steps.sum / steps.absolute : 0;
}

static double find_correlation(const double *y, size_t n, double mean)
{
    double cross = 0, square = 0;
    for (size_t i = 1; i < n; i++) {
        double step = y[i] - y[i - 1] - mean;
        square += step * step;
        cross += i > 1 ? step * (y[i - 1] - y[i - 2] - mean) : 0;
    }
    return square > 0 ? cross / square : 0;
}

static double find_growth(const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!(y[i] > 0))
            return 0.5;
    return clamp(5 * fabs(log(y[n - 1] / y[0])) / (double)(n - 1), 0, 1.5);
}

static double find_relative_step(const double *y, size_t n, double step)
{
    double level = 0;
    for (size_t i = 0; i < n; i++)
        level += fabs(y[i]) / (double)n;
    return clamp(log(step / level) + 2.5, -3, 3) / 2;
}

/* ln(a/b), less when few origins speak. */
static double compare_records(const struct cs_forecast_record *record, int a, int b)
{
    double origins = (double)record->n_origins, x = record->error[a], y = record->error[b];
    if (!(x > 0) && !(y > 0))
        return 0;
    double ratio = !(x > 0) ? -2 : !(y > 0) ? 2 : clamp(log(x / y), -2, 2);
    return origins / (origins + 3) * ratio;
}

static void fill_records(const struct cs_forecast_record *record, double *at)
{
    at[DRIFT_RECORD] = compare_records(record, CS_MEMBER_DRIFT, CS_MEMBER_NAIVE);
    at[HOLT_RECORD] = compare_records(record, CS_MEMBER_HOLT, CS_MEMBER_DRIFT);
    at[LOG_RECORD] = compare_records(record, CS_MEMBER_LOG_MEDIAN_DRIFT, CS_MEMBER_DRIFT);
    at[THETA_RECORD] = compare_records(record, CS_MEMBER_THETA, CS_MEMBER_NAIVE);
}

struct cs_forecast_features cs_forecast_features_of(const double *y, size_t n,
                                                    const struct cs_forecast_record *record)
{
    struct cs_forecast_features f = {.direction = 1};
    struct steps all = sum_steps(y, n, n), four = sum_steps(y, n, 4), three = sum_steps(y, n, 3);
    double mean = all.sum / (double)all.n, sign = mean < 0 ? -1 : mean > 0 ? 1 : 0;
    f.step = all.absolute / (double)all.n;
    f.direction = sign < 0 ? -1 : 1;
    f.at[CONSTANT] = 1;
    f.at[STEADINESS] = fabs(find_steadiness(all));
    f.at[RECENT_STEADINESS] = fabs(find_steadiness(sum_steps(y, n, 6)));
    f.at[LAST_STEADINESS] = sign * find_steadiness(three);
    f.at[LENGTH] = log((double)n / 20);
    f.at[ACCELERATION] = clamp(sign * (three.sum / (double)three.n - mean) / f.step, -2, 2);
    f.at[CORRELATION] = find_correlation(y, n, mean);
    f.at[UNREST] = clamp(log(four.absolute / (double)four.n / f.step + 0.05), -2, 2);
    f.at[GROWTH] = find_growth(y, n);
    f.at[RELATIVE_STEP] = find_relative_step(y, n, f.step);
    fill_records(record, f.at);
    return f;
}

void cs_forecast_rule_weights(const struct cs_forecast_features *features,
                              double weights[CS_N_MEMBERS])
{
    double sum = 0;
    for (size_t m = 0; m < CS_N_MEMBERS; m++) {
        double score = 0;
        for (size_t f = 0; f < CS_N_FEATURES; f++)
            score += features->at[f] * WEIGHT_RULE[f][m];
        weights[m] = exp(score);
        sum += weights[m];
    }
    for (size_t m = 0; m < CS_N_MEMBERS; m++)
        weights[m] /= sum;
}

double cs_forecast_rule_trend(const struct cs_forecast_features *features)
{
    double score = 0;
    for (size_t f = 0; f < CS_N_FEATURES; f++)
        score += features->at[f] * TREND_RULE[f];
    return clamp(exp(score), LEAST_STRETCH, MOST_STRETCH);
}

void cs_forecast_rule_widths(const struct cs_forecast_features *features,
                             const struct cs_forecast_spread *spread, double out[CS_N_WIDTHS])
{
    double ahead = (double)spread->ahead, at[N_WIDTH_FEATURES] = {1, log(ahead)};
    at[2] = log(spread->disagreement / features->step + 0.1 * sqrt(ahead));
    at[3] = log(spread->roughness);
    for (size_t i = 4; i < N_WIDTH_FEATURES; i++)
        at[i] = features->at[WIDTH_ORDER[i - 4]];
    for (size_t k = 0; k < CS_N_WIDTHS; k++) {
        double score = 0;
        for (size_t i = 0; i < N_WIDTH_FEATURES; i++)
            score += at[i] * WIDTH_RULE[k][i];
        out[k] = features->step * exp(clamp(score, -5, 6));
    }
}
