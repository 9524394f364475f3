/* The few formulas that turn features of a series and learned numbers into weights and widths. */
#include "stats/forecast/rule.h"

#include <math.h>

#include "stats/forecast/learned.h"

/* In the order of `at`, and of the rows of learned.c. */
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

enum { N_PLAIN_WIDTH_FEATURES = 12 };
static const int WIDTH_ORDER[N_PLAIN_WIDTH_FEATURES - 4] = {
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

/* 1 for a series of eight values or fewer, 0 of eleven or more. */
static double find_shortness(const struct cs_forecast_features *features)
{
    enum { SHORT = 8, LONG = 11 };
    double n = 20 * exp(features->at[LENGTH]);
    return clamp((LONG - n) / (LONG - SHORT), 0, 1);
}

/* The long and the short series' rule, mixed by shortness. */
static double mix(const double rule[2], double shortness)
{
    return (1 - shortness) * rule[0] + shortness * rule[1];
}

void cs_forecast_rule_weights(const struct cs_forecast_features *features,
                              double weights[CS_N_MEMBERS])
{
    double sum = 0, shortness = find_shortness(features);
    for (size_t m = 0; m < CS_N_MEMBERS; m++) {
        double scores[2] = {0};
        for (int k = 0; k < 2; k++)
            for (size_t f = 0; f < CS_N_FEATURES; f++)
                scores[k] += features->at[f] * cs_forecast_weight_rule[k][f][m];
        weights[m] = exp(mix(scores, shortness));
        sum += weights[m];
    }
    for (size_t m = 0; m < CS_N_MEMBERS; m++)
        weights[m] /= sum;
}

double cs_forecast_rule_trend(const struct cs_forecast_features *features)
{
    double scores[2] = {0};
    for (int k = 0; k < 2; k++)
        for (size_t f = 0; f < CS_N_FEATURES; f++)
            scores[k] += features->at[f] * cs_forecast_trend_rule[k][f];
    return clamp(exp(mix(scores, find_shortness(features))), LEAST_STRETCH, MOST_STRETCH);
}

void cs_forecast_rule_widths(const struct cs_forecast_features *features,
                             const struct cs_forecast_spread *spread, double out[CS_N_WIDTHS])
{
    double ahead = (double)spread->ahead, shortness = find_shortness(features);
    double at[CS_N_WIDTH_FEATURES] = {1, log(ahead)};
    at[2] = log(spread->disagreement / features->step + 0.1 * sqrt(ahead));
    at[3] = log(spread->roughness);
    for (size_t i = 4; i < N_PLAIN_WIDTH_FEATURES; i++)
        at[i] = features->at[WIDTH_ORDER[i - 4]];
    for (size_t k = 0; k < CS_N_WIDTHS; k++) {
        double scores[2] = {0};
        if (spread->has_distances)
            at[CS_N_WIDTH_FEATURES - 1] =
                log(clamp(spread->distances[k] / features->step, 1e-3, 1e3));
        for (int r = 0; r < 2; r++)
            for (size_t i = 0; i < CS_N_WIDTH_FEATURES; i++)
                scores[r] += at[i] * cs_forecast_width_rule[spread->has_distances][r][k][i];
        out[k] = features->step * exp(clamp(mix(scores, shortness), -5, 6));
    }
}
