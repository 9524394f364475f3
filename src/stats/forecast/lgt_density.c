/* Prior, likelihood and slopes of the local and global trend model. Apart from lgt_sample.c, which
 * knows only that there is a density with slopes. */
#include "stats/forecast/lgt_density.h"

#include <math.h>
#include <string.h>

#include "stats/order.h"

/* The coordinates, in their order. */
enum { ALPHA, BETA, LAMBDA, TAU, RHO, NU, STEP, FIRST_TREND, SIZE, FLOOR_SHARE };

/* The paper's ranges. */
static const double LEAST_RHO = -0.5, RHO_RANGE = 1.5;
static const double LEAST_NU = 2, NU_RANGE = 18;
/* The paper's prior of gamma, sigma, floor and the first trend: Cauchy (the last: normal) of scale
 * max(y)/150, in the unit of the series. There level^rho and level^tau, and with them the prior,
 * depend on the unit; here the median stands at 10 (e^K). 100 instead of 150, and 3 for the first
 * number of rho's beta law, are within the paper's "suggested range", chosen on training parts. */
static const double PRIOR_DIVISOR = 100;
static const double LN_UNIT = 2.302585092994046;
static const double RHO_PRIOR = 3;
/* Of the mean absolute step. */
static const double LEAST_ERROR = 0.02;
static const double LEAST_VALUE = 1e-6, LARGEST_VALUE = 1e6; /* in medians */

static double find_median(const double *y, size_t n)
{
    double sorted[CS_LGT_MAX_VALUES];
    size_t ranks[2] = {(n - 1) / 2, n / 2};
    memcpy(sorted, y, n * sizeof *y);
    cs_select_doubles(sorted, n, ranks, ranks[0] == ranks[1] ? 1 : 2);
    return sorted[ranks[0]] / 2 + sorted[ranks[1]] / 2;
}

void cs_lgt_series_load(struct cs_lgt_series *series, const double *y, size_t n)
{
    double largest = 0, steps = 0;
    *series = (struct cs_lgt_series){.n = n, .median = find_median(y, n)};
    for (size_t i = 0; i < n; i++) {
        series->y[i] = y[i] / series->median;
        largest = fmax(largest, series->y[i]);
        steps += i > 0 ? fabs(series->y[i] - series->y[i - 1]) : 0;
    }
    series->mean_step = (series->y[n - 1] - series->y[0]) / (double)(n - 1);
    series->typical_step = steps / (double)(n - 1);
    series->prior_scale = largest / PRIOR_DIVISOR;
    series->least_scale = LEAST_ERROR * series->typical_step;
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

struct cs_lgt_numbers cs_lgt_numbers_at(const struct cs_lgt_series *series,
                                        const double at[CS_LGT_DIM])
{
    double size = exp(at[SIZE]), share = logistic(at[FLOOR_SHARE]), lambda = logistic(at[LAMBDA]);
    return (struct cs_lgt_numbers){.alpha = logistic(at[ALPHA]),
                                   .beta = logistic(at[BETA]),
                                   .lambda = lambda,
                                   .tau = logistic(at[TAU]),
                                   .rho = LEAST_RHO + RHO_RANGE * logistic(at[RHO]),
                                   .nu = LEAST_NU + NU_RANGE * logistic(at[NU]),
                                   .gamma = at[STEP] - lambda * series->mean_step,
                                   .first_trend = at[FIRST_TREND],
                                   .sigma = size * (1 - share),
                                   .floor = size * share + series->least_scale};
}

void cs_lgt_ranges(const struct cs_lgt_series *series, double ranges[CS_LGT_DIM])
{
    for (int i = 0; i < CS_LGT_DIM; i++)
        ranges[i] = 1;
    ranges[STEP] = 0.3 * series->typical_step;
    ranges[FIRST_TREND] = series->prior_scale;
    ranges[SIZE] = 0.3;
}

void cs_lgt_start(const struct cs_lgt_series *series, const double normals[CS_LGT_DIM],
                  double at[CS_LGT_DIM])
{
    cs_lgt_ranges(series, at);
    for (int i = 0; i < CS_LGT_DIM; i++)
        at[i] *= normals[i];
    at[STEP] += series->mean_step;
    at[SIZE] += log(series->typical_step);
}

/* Sums over the values of what each number's slope is made of. */
struct sums {
    double ln_scale;          /* Σ ln(scale) */
    double ln_tail;           /* Σ ln(1 + z²/nu) */
    double tail;              /* Σ z²/(1 + z²/nu) */
    struct cs_lgt_numbers of; /* slopes of the log likelihood, nu's aside */
};

/* The state, and its slopes in alpha, beta and the first trend. */
struct walk {
    double level, trend;
    double level_alpha, trend_alpha, trend_beta, trend_first;
};

static void take_value(struct walk *w, const struct cs_lgt_numbers *p, double value)
{
    double gap = value - w->level, change = p->alpha * gap;
    double change_alpha = gap - p->alpha * w->level_alpha;
    w->trend_alpha += p->beta * (change_alpha - w->trend_alpha);
    w->trend_beta += (change - w->trend) - p->beta * w->trend_beta;
    w->trend_first -= p->beta * w->trend_first;
    w->level_alpha += change_alpha;
    w->trend += p->beta * (change - w->trend);
    w->level += change;
}

/* One value's share. tail, scale: products over some values, whose logarithm is taken at once. */
static void add_value(struct sums *s, const struct walk *w, const struct cs_lgt_numbers *p,
                      double value, double products[2])
{
    double ln_level = log(w->level), power = exp(p->rho * ln_level), bend = exp(p->tau * ln_level);
    double expected = w->level + p->gamma * power + p->lambda * w->trend;
    double precision = 1 / (p->sigma * bend + p->floor), z = (value - expected) * precision;
    double tail = 1 + z * z / p->nu, pull = (p->nu + 1) / (p->nu * tail);
    double by_mean = pull * z * precision, by_scale = (pull * z * z - 1) * precision;
    products[0] *= tail;
    products[1] *= precision;
    s->tail += z * z / tail;
    s->of.gamma += by_mean * power;
    s->of.rho += by_mean * p->gamma * power * ln_level;
    s->of.lambda += by_mean * w->trend;
    s->of.beta += by_mean * p->lambda * w->trend_beta;
    s->of.first_trend += by_mean * p->lambda * w->trend_first;
    s->of.sigma += by_scale * bend;
    s->of.tau += by_scale * p->sigma * bend * ln_level;
    s->of.floor += by_scale;
    s->of.alpha += by_mean * (w->level_alpha * (1 + p->gamma * p->rho * power / w->level) +
                              p->lambda * w->trend_alpha) +
                   by_scale * p->sigma * p->tau * bend / w->level * w->level_alpha;
}

static struct sums sum_values(const struct cs_lgt_series *series, const struct cs_lgt_numbers *p)
{
    enum { AT_ONCE = 4 };
    struct sums sums = {0};
    struct walk walk = {.level = series->y[0], .trend = p->first_trend, .trend_first = 1};
    double products[2] = {1, 1};
    for (size_t i = 1; i < series->n; i++) {
        add_value(&sums, &walk, p, series->y[i], products);
        take_value(&walk, p, series->y[i]);
        if (i % AT_ONCE != 0 && i + 1 < series->n)
            continue;
        sums.ln_tail += log(products[0]);
        sums.ln_scale -= log(products[1]);
        products[0] = products[1] = 1;
    }
    return sums;
}

/* ln Γ(x + ½) − ln Γ(x), x ≥ 1, to 1e-9; *slope in x. */
static double find_gamma_ratio(double x, double *slope)
{
    double sum = 0;
    *slope = 0;
    for (; x < 12; x++) {
        sum += log(x / (x + 0.5));
        *slope += 1 / x - 1 / (x + 0.5);
    }
    double i = 1 / x, i2 = i * i;
    *slope += i / 2 + i2 / 8 - i2 * i2 / 64 + i2 * i2 * i2 / 128;
    return sum + log(x) / 2 - i / 8 + i * i2 / 192 - i * i2 * i2 / 640;
}

/* ln of a Cauchy density but for its constant, slopes in x and in ln of its scale added. */
static double add_cauchy(double x, double scale, double *by_x, double *by_ln_scale)
{
    double q = scale * scale + x * x;
    *by_x -= 2 * x / q;
    *by_ln_scale += 1 - 2 * scale * scale / q;
    return log(scale / q);
}

/* Adds the prior's slopes to `of`; returns its logarithm. */
static double add_prior(const struct cs_lgt_series *series, const struct cs_lgt_numbers *p,
                        struct cs_lgt_numbers *of)
{
    double scale = series->prior_scale, by_rho = 0, by_tau = 0, unused = 0;
    double sum = -p->first_trend * p->first_trend / (2 * scale * scale);
    sum += add_cauchy(p->gamma, scale * exp(p->rho * LN_UNIT), &of->gamma, &by_rho);
    sum += add_cauchy(p->sigma, scale * exp(p->tau * LN_UNIT), &of->sigma, &by_tau);
    sum += add_cauchy(p->floor, scale, &of->floor, &unused);
    of->first_trend -= p->first_trend / (scale * scale);
    of->rho += by_rho * LN_UNIT;
    of->tau += by_tau * LN_UNIT;
    return sum;
}

/* ln of a coordinate's beta law (first, 1), change of variable included; *slope in its logit. */
static double find_logit_law(double share, double first, double *slope)
{
    *slope = first * (1 - share) - share;
    return first * log(share) + log(1 - share);
}

double cs_lgt_density(const struct cs_lgt_series *series, const double at[CS_LGT_DIM],
                      double slopes[CS_LGT_DIM])
{
    struct cs_lgt_numbers p = cs_lgt_numbers_at(series, at);
    struct sums sums = sum_values(series, &p);
    struct cs_lgt_numbers *of = &sums.of;
    double by_ratio, n = (double)(series->n - 1), ratio = find_gamma_ratio(p.nu / 2, &by_ratio);
    double density = n * (ratio - log(p.nu) / 2) - (p.nu + 1) / 2 * sums.ln_tail - sums.ln_scale;
    of->nu = n * (by_ratio - 1 / p.nu) / 2 - sums.ln_tail / 2 +
             (p.nu + 1) / 2 * sums.tail / (p.nu * p.nu);
    density += add_prior(series, &p, of);
    double shares[CS_LGT_DIM] = {p.alpha,
                                 p.beta,
                                 p.lambda,
                                 p.tau,
                                 (p.rho - LEAST_RHO) / RHO_RANGE,
                                 (p.nu - LEAST_NU) / NU_RANGE};
    double by_share[CS_LGT_DIM] = {
        of->alpha,           of->beta,         of->lambda - of->gamma * series->mean_step, of->tau,
        of->rho * RHO_RANGE, of->nu * NU_RANGE};
    for (int i = ALPHA; i <= NU; i++) {
        density += find_logit_law(shares[i], i == RHO ? RHO_PRIOR : 1, &slopes[i]);
        slopes[i] += by_share[i] * shares[i] * (1 - shares[i]);
    }
    double floor = p.floor - series->least_scale, share = floor / (floor + p.sigma);
    slopes[STEP] = of->gamma;
    slopes[FIRST_TREND] = of->first_trend;
    slopes[SIZE] = of->sigma * p.sigma + of->floor * floor + 2;
    density += 2 * at[SIZE] + find_logit_law(share, 1, &slopes[FLOOR_SHARE]);
    slopes[FLOOR_SHARE] += (of->floor - of->sigma) * p.sigma * share;
    return isfinite(density) ? density : -INFINITY;
}

struct cs_lgt_state cs_lgt_state_of(const struct cs_lgt_series *series,
                                    const struct cs_lgt_numbers *numbers)
{
    struct cs_lgt_state state = {series->y[0], numbers->first_trend};
    for (size_t i = 1; i < series->n; i++)
        cs_lgt_move(numbers, &state, series->y[i]);
    return state;
}

double cs_lgt_expect(const struct cs_lgt_numbers *numbers, struct cs_lgt_state state, double *scale)
{
    double ln_level = log(state.level);
    double expected =
        state.level + numbers->gamma * exp(numbers->rho * ln_level) + numbers->lambda * state.trend;
    *scale = numbers->sigma * exp(numbers->tau * ln_level) + numbers->floor;
    return !(expected > LEAST_VALUE) ? LEAST_VALUE : fmin(expected, LARGEST_VALUE);
}

void cs_lgt_move(const struct cs_lgt_numbers *numbers, struct cs_lgt_state *state, double value)
{
    double within = !(value > LEAST_VALUE) ? LEAST_VALUE : fmin(value, LARGEST_VALUE);
    double change = numbers->alpha * (within - state->level);
    state->level += change;
    state->trend += numbers->beta * (change - state->trend);
}
