/* Paths of simple methods weighed into one forecast, and the intervals around it. Apart from
 * forecast.c, which makes the paths and knows nothing of their weights. */
#include <math.h>
#include <stdbool.h>

#include "stats/forecast/rule.h"
#include "stats/forecast/work.h"

enum {
    LIMIT_STEPS = 8, /* the last steps that bound a member */
    PRIOR_ORIGINS = 3,
};
/* A member may run this many times as fast as the fastest of the last steps. */
static const double LIMIT = 1.5;
static const double PRIOR_ROUGHNESS = 0.8;
/* The rule was learnt up to CS_RULE_HORIZON steps ahead: beyond, no step is stretched, and each is
 * this share of what it would be after the one before. */
static const double DAMPING = 0.95;
/* Further ahead than the values reach back, each step is shorter than the one before would have it:
 * by this many times the mean step's share of the level, which counts up to a tenth. */
static const double FADING = 3, MOST_FADING_SHARE = 0.1;
/* A width grows no faster from the second step on than by this power of the years ahead: the chains
 * of few values compound a growth that nobody has seen last. */
enum { WIDTH_STEP = 2 };
static const double WIDTH_POWER = 1.1;

/* The largest of the last steps before an origin. */
static double find_limit(const struct cs_forecaster *f, size_t origin)
{
    double largest = 0;
    for (size_t i = origin > LIMIT_STEPS ? origin - LIMIT_STEPS : 1; i < origin; i++)
        largest = fmax(largest, fabs(f->y[i] - f->y[i - 1]));
    return LIMIT * largest;
}

/* A member's forecast h + 1 steps from an origin, bound by `limit` a step, not below zero where
 * the series never is. */
static double bound(const struct cs_forecaster *f, size_t origin, double limit, size_t h,
                    double forecast)
{
    double last = f->y[origin - 1], reach = limit * (double)(h + 1);
    double low = last - reach, high = last + reach;
    if (f->is_nonnegative && low < 0)
        low = 0;
    return forecast > high ? high : forecast >= low ? forecast : low;
}

bool cs_forecaster_runs_away(const struct cs_forecaster *f, size_t path)
{
    const double *last = f->paths[path] + (f->n - f->first) * f->horizon;
    double limit = find_limit(f, f->n);
    for (size_t h = f->n - 1; h < f->asked; h++)
        if (bound(f, f->n, limit, h, last[h]) != (f->is_nonnegative && last[h] < 0 ? 0 : last[h]))
            return true;
    return false;
}

/* Errors at one origin, each step's share of the record. */
static void add_errors(const struct cs_forecaster *f, size_t origin, const double *shares,
                       double *error)
{
    double limit = find_limit(f, origin);
    size_t known = f->n - origin < CS_RULE_HORIZON ? f->n - origin : CS_RULE_HORIZON;
    for (size_t m = 0; m < CS_N_SIMPLE_MEMBERS; m++) {
        const double *path = f->paths[m] + (origin - f->first) * f->horizon;
        for (size_t h = 0; h < known; h++)
            error[m] += shares[h] * fabs(bound(f, origin, limit, h, path[h]) - f->y[origin + h]);
    }
}

/* The mean error of each step over the origins that know it, later steps counting less, summed. */
static void fill_record(struct cs_forecaster *f)
{
    f->record = (struct cs_forecast_record){.n_origins = f->n - f->first};
    double shares[CS_RULE_HORIZON];
    for (size_t h = 0; h < CS_RULE_HORIZON; h++)
        shares[h] = h < f->record.n_origins
                        ? pow((double)(h + 1), -0.7) / (double)(f->record.n_origins - h)
                        : 0;
    for (size_t origin = f->first; origin < f->n; origin++)
        add_errors(f, origin, shares, f->record.error);
}

/* Σ of errors one step ahead, later steps brought back to one by the power 0.8, and their count. */
static double sum_scaled_errors(const struct cs_forecaster *f, size_t path, bool is_bound,
                                double *count)
{
    double sum = 0;
    *count = 0;
    for (size_t origin = f->first; origin < f->n; origin++) {
        const double *out = f->paths[path] + (origin - f->first) * f->horizon;
        double limit = is_bound ? find_limit(f, origin) : 0;
        for (size_t h = 0; h < CS_RULE_HORIZON && origin + h < f->n; h++) {
            double forecast = is_bound ? bound(f, origin, limit, h, out[h]) : out[h];
            sum += fabs(forecast - f->y[origin + h]) * pow((double)(h + 1), -0.8);
            *count += 1;
        }
    }
    return sum;
}

static double shrink_roughness(const struct cs_forecaster *f, double sum, double count)
{
    double prior = PRIOR_ORIGINS * CS_RULE_HORIZON, step = f->features.step;
    return (sum + prior * PRIOR_ROUGHNESS * step) / ((count + prior) * step);
}

double cs_forecaster_roughness(const struct cs_forecaster *f, size_t path)
{
    double count, sum = sum_scaled_errors(f, path, 0, &count);
    double roughness = shrink_roughness(f, sum, count);
    return isfinite(roughness) && roughness < 100 ? roughness : 100;
}

void cs_forecaster_judge(struct cs_forecaster *f)
{
    fill_record(f);
    f->features = cs_forecast_features_of(f->y, f->n, &f->record);
    cs_forecast_rule_weights(&f->features, f->weights);
    double count, sum = sum_scaled_errors(f, CS_MEMBER_DRIFT, 1, &count);
    sum += sum_scaled_errors(f, CS_MEMBER_MEDIAN_DRIFT, 1, &count);
    f->roughness = shrink_roughness(f, sum / 2, count);
}

/* Forecasts in order of value. */
struct ranking {
    size_t n;
    struct weighed {
        double value, weight;
    } of[CS_N_MEMBERS];
};

/* The first n bounded members h + 1 steps ahead of the last origin. */
static struct ranking rank_members(const struct cs_forecaster *f, size_t h, const double *weights,
                                   size_t n)
{
    double limit = find_limit(f, f->n);
    struct ranking ranking = {.n = n};
    for (size_t m = 0; m < n; m++) {
        double forecast = f->paths[m][(f->n - f->first) * f->horizon + h];
        struct weighed new = {bound(f, f->n, limit, h, forecast), weights[m]};
        size_t i = m;
        for (; i > 0 && ranking.of[i - 1].value > new.value; i--)
            ranking.of[i] = ranking.of[i - 1];
        ranking.of[i] = new;
    }
    return ranking;
}

static double find_mean(const struct ranking *ranking)
{
    double mean = 0;
    for (size_t m = 0; m < ranking->n; m++)
        mean += ranking->of[m].weight * ranking->of[m].value;
    return mean;
}

/* Linear between the middles of the members' weights. */
static double find_median(const struct ranking *ranking)
{
    double middle = 0, before = 0, sum = 0;
    const struct weighed *of = ranking->of;
    for (size_t m = 0; m < ranking->n; m++) {
        middle = sum + of[m].weight / 2;
        if (middle >= 0.5) {
            double share = m > 0 ? (0.5 - before) / (middle - before) : 1;
            double low = of[m > 0 ? m - 1 : 0].value;
            return low + share * (of[m].value - low);
        }
        sum += of[m].weight;
        before = middle;
    }
    return of[ranking->n - 1].value;
}

/* Of the simple members alone: the chains are not run for every method. */
static double find_disagreement(const struct cs_forecaster *f, size_t h)
{
    double limit = find_limit(f, f->n), values[CS_N_SIMPLE_MEMBERS], mean = 0, total = 0, sum = 0;
    for (size_t m = 0; m < CS_N_SIMPLE_MEMBERS; m++) {
        double forecast = f->paths[m][(f->n - f->first) * f->horizon + h];
        values[m] = bound(f, f->n, limit, h, forecast);
        mean += f->weights[m] * values[m];
        total += f->weights[m];
    }
    mean /= total;
    for (size_t m = 0; m < CS_N_SIMPLE_MEMBERS; m++)
        sum += f->weights[m] / total * (values[m] - mean) * (values[m] - mean);
    return sqrt(sum);
}

static double find_fading(const struct cs_forecaster *f)
{
    double level = 0;
    for (size_t i = 0; i < f->n; i++)
        level += fabs(f->y[i]) / (double)f->n;
    return 1 - FADING * fmin(f->features.step / level, MOST_FADING_SHARE);
}

void cs_forecaster_combine_auto(const struct cs_forecaster *f, struct cs_forecast *out)
{
    double last = f->y[f->n - 1], before = last, total = 0, factor, fading = find_fading(f);
    out->trend_factor = factor = cs_forecast_rule_trend(&f->features);
    for (size_t m = 0; m < CS_N_MEMBERS; m++)
        out->weights[m] = f->weights[m];
    for (size_t i = 0; i < CS_N_FORECAST_FEATURES; i++)
        out->features[i] = f->features.at[i + 1];
    for (size_t h = 0; h < out->horizon; h++) {
        struct ranking ranking = rank_members(f, h, f->weights, CS_N_MEMBERS);
        double middle = (find_mean(&ranking) + find_median(&ranking)) / 2;
        if (h >= CS_RULE_HORIZON)
            factor = fmin(factor, 1) * DAMPING;
        if (h + 1 >= f->n)
            factor *= fading;
        total += factor * (middle - before);
        before = middle;
        out->steps[h].point = f->is_nonnegative && last + total < 0 ? 0 : last + total;
    }
}

void cs_forecaster_combine_median(const struct cs_forecaster *f, struct cs_forecast *out)
{
    for (size_t m = 0; m < CS_N_SIMPLE_MEMBERS; m++)
        out->weights[m] = 1.0 / CS_N_SIMPLE_MEMBERS;
    for (size_t h = 0; h < out->horizon; h++) {
        struct ranking ranking = rank_members(f, h, out->weights, CS_N_SIMPLE_MEMBERS);
        out->steps[h].point = find_median(&ranking);
    }
}

static void place(const struct cs_forecaster *f, const double *widths,
                  struct cs_forecast_step *step)
{
    int up = f->features.direction > 0;
    step->lower_95 = step->point - widths[up ? 0 : 3];
    step->lower_80 = step->point - widths[up ? 1 : 2];
    step->upper_80 = step->point + widths[up ? 2 : 1];
    step->upper_95 = step->point + widths[up ? 3 : 0];
    if (!f->is_nonnegative)
        return;
    step->lower_95 = fmax(step->lower_95, 0);
    step->lower_80 = fmax(step->lower_80, 0);
}

/* The chains' own intervals, which are too narrow: one of the things the learned widths rest on. */
static void add_distances(const struct cs_forecaster *f, size_t h,
                          struct cs_forecast_spread *spread)
{
    const double *quantiles = f->lgt.steps[h].quantiles;
    double expected = bound(f, f->n, find_limit(f, f->n), h, f->lgt.steps[h].expected);
    bool is_up = f->features.direction > 0;
    spread->has_distances = true;
    for (size_t k = 0; k < CS_N_WIDTHS; k++)
        spread->distances[k] = fabs(quantiles[is_up ? k : CS_N_WIDTHS - 1 - k] - expected);
}

/* *second: the width of step WIDTH_STEP, kept from there on. */
static double limit_width(double width, double *second, size_t ahead)
{
    if (ahead <= WIDTH_STEP)
        *second = width;
    return ahead <= WIDTH_STEP
               ? width
               : fmin(width, *second * pow((double)ahead / WIDTH_STEP, WIDTH_POWER));
}

void cs_forecaster_draw_intervals(const struct cs_forecaster *f, double roughness,
                                  struct cs_forecast *out)
{
    double widest[CS_N_WIDTHS] = {0}, second[CS_N_WIDTHS];
    for (size_t h = 0; h < out->horizon; h++) {
        struct cs_forecast_spread spread = {h + 1, find_disagreement(f, h), roughness};
        if (out->chains.have_agreed)
            add_distances(f, h, &spread);
        double widths[CS_N_WIDTHS];
        cs_forecast_rule_widths(&f->features, &spread, widths);
        widths[0] = fmax(widths[0], widths[1]);
        widths[3] = fmax(widths[3], widths[2]);
        for (size_t k = 0; k < CS_N_WIDTHS; k++)
            widest[k] = fmax(widest[k], limit_width(widths[k], &second[k], h + 1));
        place(f, widest, &out->steps[h]);
    }
}
