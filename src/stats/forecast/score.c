/* Scores of forecasts against what came, gathered one at a time and averaged at the end. */
#include "stats/forecast/score.h"

#include <math.h>

static const double ALPHA = 0.05;

double cs_forecast_scale(const double *y, size_t n)
{
    double sum = 0;
    for (size_t i = 1; i < n; i++)
        sum += fabs(y[i] - y[i - 1]);
    return sum / (double)(n - 1);
}

static double find_percentage(double forecast, double actual)
{
    double size = fabs(forecast) + fabs(actual);
    return size > 0 ? 200 * fabs(forecast - actual) / size : 0;
}

static double find_interval_score(const struct cs_forecast_step *step, double actual)
{
    return step->upper_95 - step->lower_95 + 2 / ALPHA * fmax(step->lower_95 - actual, 0) +
           2 / ALPHA * fmax(actual - step->upper_95, 0);
}

void cs_forecast_score_add(struct cs_forecast_score *score, const struct cs_forecast *forecast,
                           const struct cs_forecast_outcome *outcome)
{
    struct cs_forecast_score sum = {0};
    for (size_t h = outcome->from; h < outcome->to; h++) {
        const struct cs_forecast_step *step = &forecast->steps[h];
        double actual = outcome->actual[h];
        sum.smape += find_percentage(step->point, actual);
        sum.mase += fabs(step->point - actual);
        sum.msis += find_interval_score(step, actual);
        sum.held_80 += step->lower_80 <= actual && actual <= step->upper_80;
        sum.held_95 += step->lower_95 <= actual && actual <= step->upper_95;
    }
    double n = (double)(outcome->to - outcome->from);
    if (outcome->to <= outcome->from)
        return;
    score->n++;
    score->smape += sum.smape / n;
    if (outcome->scale > 0) {
        score->n_scaled++;
        score->mase += sum.mase / n / outcome->scale;
    }
    if (forecast->interval_lack != CS_ABSENT_NOTHING || !(outcome->scale > 0))
        return;
    score->n_intervals++;
    score->msis += sum.msis / n / outcome->scale;
    score->held_80 += sum.held_80 / n;
    score->held_95 += sum.held_95 / n;
}

void cs_forecast_score_merge(struct cs_forecast_score *to, const struct cs_forecast_score *from)
{
    to->n += from->n;
    to->smape += from->smape;
    to->mase += from->mase;
    to->n_scaled += from->n_scaled;
    to->msis += from->msis;
    to->held_80 += from->held_80;
    to->held_95 += from->held_95;
    to->n_intervals += from->n_intervals;
}

static double divide(double sum, size_t n)
{
    return n > 0 ? sum / (double)n : NAN;
}

struct cs_forecast_grade cs_forecast_grade_of(const struct cs_forecast_score *score)
{
    return (struct cs_forecast_grade){
        .smape = divide(score->smape, score->n),
        .mase = divide(score->mase, score->n_scaled),
        .msis = divide(score->msis, score->n_intervals),
        .coverage_80 = divide(score->held_80, score->n_intervals),
        .coverage_95 = divide(score->held_95, score->n_intervals),
    };
}
