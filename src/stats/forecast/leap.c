/* Finding the one step unlike the others. Apart from forecast.c: it changes no forecast. */
#include "stats/forecast/leap.h"

#include <stdbool.h>
#include <math.h>

#include "stats/forecast/forecast.h"
#include "stats/order.h"

enum { LEAST_VALUES = 5, FEW_VALUES = 8 };
static const double MEDIAN_DEVIATIONS = 9;
/* As many times as far as the next; more is asked of few values. */
static const double TIMES_NEXT = 3, TIMES_NEXT_OF_FEW = 5;
static const double ROUNDING = 1e-9; /* of the largest value */

struct steps {
    double of[CS_FORECAST_MAX_USED];
    size_t n;
};

static double find_median(struct steps steps)
{
    size_t ranks[2] = {(steps.n - 1) / 2, steps.n / 2};
    cs_select_doubles(steps.of, steps.n, ranks, ranks[0] == ranks[1] ? 1 : 2);
    return steps.of[ranks[0]] / 2 + steps.of[ranks[1]] / 2;
}

/* The step that leaps, steps.n when none does. */
static size_t find_leap(const struct steps *steps, double rounding)
{
    double median = find_median(*steps), next = 0;
    struct steps far = {.n = steps->n};
    size_t farthest = 0;
    for (size_t i = 0; i < steps->n; i++) {
        far.of[i] = fabs(steps->of[i] - median);
        if (far.of[i] > far.of[farthest])
            farthest = i;
    }
    for (size_t i = 0; i < steps->n; i++)
        if (i != farthest)
            next = fmax(next, far.of[i]);
    double times = steps->n + 1 < FEW_VALUES ? TIMES_NEXT_OF_FEW : TIMES_NEXT;
    double limit = fmax(fmax(MEDIAN_DEVIATIONS * find_median(far), times * next), rounding);
    return far.of[farthest] > limit ? farthest : steps->n;
}

struct cs_forecast_leap cs_forecast_leap_of(const double *y, size_t n)
{
    struct steps steps = {0}, logs = {0};
    double largest = 0;
    bool is_positive = true;
    if (n < LEAST_VALUES)
        return (struct cs_forecast_leap){0};
    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(y[i]));
        is_positive &= y[i] > 0;
    }
    for (size_t i = 1; i < n; i++) {
        steps.of[steps.n++] = y[i] - y[i - 1];
        logs.of[logs.n++] = is_positive ? log(y[i] / y[i - 1]) : 0;
    }
    size_t at = find_leap(&steps, ROUNDING * largest);
    if (at == steps.n || (is_positive && find_leap(&logs, ROUNDING) != at))
        return (struct cs_forecast_leap){0};
    return (struct cs_forecast_leap){at + 1, steps.of[at], find_median(steps)};
}
