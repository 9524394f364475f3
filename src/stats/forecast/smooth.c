/* Exponential smoothing with and without a damped trend: every point of a fixed grid of
 * parameters is run over the series, and each origin keeps the best so far (docs/decisions/0007).
 */
#include <math.h>
#include <stdbool.h>

#include "stats/forecast/pool.h"

/* The grids. beta is a share of alpha. */
static const double ALPHAS[] = {0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
static const double SHARES[] = {0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1};
static const double PHIS[] = {0.8, 0.85, 0.9, 0.95, 0.98};
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct parameters {
    double alpha, beta, phi;
    bool has_slope;
};

/* The filter is linear in its first state: error = e − (a, b)·(level₀, slope₀). Three copies run
 * side by side: from a zero state on the data, and from each unit state on zeros; the squared
 * error is then a quadratic of the first state, summed up as the series goes by. */
struct filter {
    double level[3], slope[3];
    double ee, ea, eb, aa, ab, bb;
};

static void step(struct filter *filter, const struct parameters *p, double value)
{
    double error[3];
    for (int k = 0; k < 3; k++) {
        double expected = filter->level[k] + p->phi * filter->slope[k];
        error[k] = (k == 0 ? value : 0) - expected;
        filter->level[k] = expected + p->alpha * error[k];
        filter->slope[k] = p->phi * filter->slope[k] + p->beta * error[k];
    }
    filter->ee += error[0] * error[0];
    filter->ea -= error[0] * error[1];
    filter->eb -= error[0] * error[2];
    filter->aa += error[1] * error[1];
    filter->ab += error[1] * error[2];
    filter->bb += error[2] * error[2];
}

/* The first state of the least squared error, and that error. */
static double solve(const struct filter *f, bool has_slope, double state[2])
{
    double determinant = f->aa * f->bb - f->ab * f->ab;
    if (has_slope && determinant > 1e-9 * f->aa * f->bb) {
        state[0] = (f->ea * f->bb - f->eb * f->ab) / determinant;
        state[1] = (f->eb * f->aa - f->ea * f->ab) / determinant;
    } else {
        state[0] = f->aa > 0 ? f->ea / f->aa : 0;
        state[1] = 0;
    }
    double sse = f->ee - state[0] * f->ea - state[1] * f->eb;
    return sse > 0 ? sse : 0;
}

static void draw(const struct cs_origins *origins, const struct filter *f, double phi,
                 const double state[2], double *path)
{
    double level = f->level[0] + state[0] * f->level[1] + state[1] * f->level[2];
    double slope = f->slope[0] + state[0] * f->slope[1] + state[1] * f->slope[2];
    double damped = 1;
    for (size_t h = 0; h < origins->horizon; h++) {
        damped *= phi;
        level += damped * slope;
        path[h] = origins->y[0] + level;
    }
}

/* One pass: wherever these parameters do better than those before, they take the origin. */
static void run(const struct cs_origins *origins, const struct parameters *p, double *sse,
                double *out)
{
    struct filter filter = {.level = {0, 1, 0}, .slope = {0, 0, p->has_slope ? 1 : 0}};
    for (size_t i = 0; i < origins->n; i++) {
        step(&filter, p, origins->y[i] - origins->y[0]);
        size_t t = i + 1;
        if (t < origins->first)
            continue;
        double state[2], found = solve(&filter, p->has_slope, state);
        if (!(found < sse[t - origins->first] * (1 - 1e-9)))
            continue;
        sse[t - origins->first] = found;
        draw(origins, &filter, p->phi, state, cs_origins_path(origins, out, t));
    }
}

void cs_origins_smooth(const struct cs_origins *origins, enum cs_smooth_kind kind, double *sse,
                       double *out)
{
    for (size_t t = origins->first; t <= origins->n; t++)
        sse[t - origins->first] = INFINITY;
    bool has_slope = kind != CS_SMOOTH_SES;
    for (size_t a = COUNT(ALPHAS); a-- > 0;)
        for (size_t s = 0; s < (has_slope ? COUNT(SHARES) : 1); s++)
            for (size_t d = 0; d < (kind == CS_SMOOTH_DAMPED ? COUNT(PHIS) : 1); d++) {
                struct parameters p = {ALPHAS[a], ALPHAS[a] * SHARES[s],
                                       kind == CS_SMOOTH_DAMPED ? PHIS[d] : 1, has_slope};
                run(origins, &p, sse, out);
            }
}
