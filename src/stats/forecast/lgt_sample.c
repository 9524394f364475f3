/* Hamiltonian Monte Carlo over a density with slopes. Apart from lgt_density.c, of which it knows
 * nothing else, and from lgt.c, which decides how long to run. */
#include "stats/forecast/lgt_sample.h"

#include <math.h>

#include "stats/forecast/lgt_density.h"
#include "stats/forecast/random.h"

enum {
    LEAST_LEAPS = 3,
    MOST_LEAPS = 8,
    SETTLING = 15, /* the first moves of a warm-up say nothing of the shape */
};
/* Tuning of dual averaging as in Hoffman & Gelman 2014, 3.2. */
static const double TARGET = 0.8, SHRINKAGE = 0.05, DELAY = 10, FADING = 0.75;
static const double LEAST_STEP = 0.002, MOST_STEP = 2;
/* A path that loses more than this in ln density has left the posterior. */
static const double LOST = 1000;
static const uint64_t SEED = 20180806; /* any: the same for every series */

/* out = root·x. */
static void stretch(const struct cs_lgt_sampler *s, const double *x, double *out)
{
    for (int i = 0; i < CS_LGT_DIM; i++) {
        out[i] = 0;
        for (int j = 0; j <= i; j++)
            out[i] += s->root[i][j] * x[j];
    }
}

/* x += size·rootᵀ·slopes. */
static void push(const struct cs_lgt_sampler *s, const double *slopes, double size, double *x)
{
    for (int j = 0; j < CS_LGT_DIM; j++) {
        double sum = 0;
        for (int i = j; i < CS_LGT_DIM; i++)
            sum += s->root[i][j] * slopes[i];
        x[j] += size * sum;
    }
}

static double find_energy(double density, const double *momentum)
{
    for (int i = 0; i < CS_LGT_DIM; i++)
        density -= momentum[i] * momentum[i] / 2;
    return density;
}

/* One leap of the trajectory. */
static void leap(const struct cs_lgt_sampler *s, double step, struct cs_lgt_chain *to,
                 double *momentum)
{
    double change[CS_LGT_DIM];
    push(s, to->slopes, step / 2, momentum);
    stretch(s, momentum, change);
    for (int i = 0; i < CS_LGT_DIM; i++)
        to->at[i] += step * change[i];
    to->density = cs_lgt_density(s->series, to->at, to->slopes);
    push(s, to->slopes, step / 2, momentum);
}

/* Moves a chain; returns the chance it had of being let. */
static double move(const struct cs_lgt_sampler *s, struct cs_lgt_chain *chain)
{
    double momentum[CS_LGT_DIM];
    for (int i = 0; i < CS_LGT_DIM; i++)
        momentum[i] = cs_random_normal(&chain->random);
    double before = find_energy(chain->density, momentum);
    double step = s->pace.step * (0.8 + 0.4 * cs_random_uniform(&chain->random));
    int n = LEAST_LEAPS + (int)(cs_random_uniform(&chain->random) * (MOST_LEAPS - LEAST_LEAPS + 1));
    double luck = log(cs_random_uniform(&chain->random));
    struct cs_lgt_chain to = *chain;
    for (int k = 0; k < n; k++) {
        leap(s, step, &to, momentum);
        if (!(to.density > before - LOST))
            return 0;
    }
    double gain = find_energy(to.density, momentum) - before;
    if (!isfinite(gain))
        return 0;
    if (luck < gain)
        *chain = to;
    return gain < 0 ? exp(gain) : 1;
}

static double move_all(struct cs_lgt_sampler *s)
{
    double accepted = 0;
    for (int c = 0; c < CS_LGT_CHAINS; c++)
        accepted += move(s, &s->chains[c]) / CS_LGT_CHAINS;
    return accepted;
}

static void start_pace(struct cs_lgt_pace *pace, double step)
{
    *pace = (struct cs_lgt_pace){.step = step, .target = log(step)};
}

static double clamp_step(double step)
{
    return fmin(fmax(step, LEAST_STEP), MOST_STEP);
}

static void learn_pace(struct cs_lgt_pace *pace, double accepted)
{
    double n = (double)++pace->n, share = 1 / (n + DELAY), weight = pow(n, -FADING);
    pace->deficit += share * (TARGET - accepted - pace->deficit);
    pace->step = clamp_step(exp(pace->target - sqrt(n) / SHRINKAGE * pace->deficit));
    pace->ln_average += weight * (log(pace->step) - pace->ln_average);
}

static void learn_shape(struct cs_lgt_shape *shape, const double *at)
{
    double gap[CS_LGT_DIM];
    shape->n++;
    for (int i = 0; i < CS_LGT_DIM; i++) {
        gap[i] = at[i] - shape->mean[i];
        shape->mean[i] += gap[i] / shape->n;
    }
    for (int i = 0; i < CS_LGT_DIM; i++)
        for (int j = 0; j <= i; j++)
            shape->products[i][j] += gap[i] * (at[j] - shape->mean[j]);
}

/* The Cholesky factor of what was learned, and a new start for learning. Few draws say little of
 * ten dimensions: each variance is taken a little larger. */
static void use_shape(struct cs_lgt_sampler *s)
{
    for (int i = 0; i < CS_LGT_DIM; i++)
        for (int j = 0; j <= i; j++) {
            double rest = s->shape.products[i][j] / s->shape.n, least = 1e-6 * rest;
            rest *= i == j ? 1 + 2 / sqrt(s->shape.n) : 1;
            for (int k = 0; k < j; k++)
                rest -= s->root[i][k] * s->root[j][k];
            if (i != j)
                s->root[i][j] = rest / s->root[j][j];
            else if (s->shape.products[i][i] > 0)
                s->root[i][i] = sqrt(fmax(rest, least));
        }
    s->shape = (struct cs_lgt_shape){0};
}

void cs_lgt_sampler_start(struct cs_lgt_sampler *s, const struct cs_lgt_series *series)
{
    double ranges[CS_LGT_DIM], normals[CS_LGT_DIM];
    *s = (struct cs_lgt_sampler){.series = series};
    for (int c = 0; c < CS_LGT_CHAINS; c++) {
        struct cs_lgt_chain *chain = &s->chains[c];
        chain->random = cs_random_seed(SEED + (uint64_t)c);
        for (int i = 0; i < CS_LGT_DIM; i++)
            normals[i] = cs_random_normal(&chain->random);
        cs_lgt_start(series, normals, chain->at);
        chain->density = cs_lgt_density(series, chain->at, chain->slopes);
    }
    cs_lgt_ranges(series, ranges);
    for (int i = 0; i < CS_LGT_DIM; i++)
        s->root[i][i] = ranges[i];
    start_pace(&s->pace, 0.2);
}

void cs_lgt_sampler_warm(struct cs_lgt_sampler *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        learn_pace(&s->pace, move_all(s));
        for (int c = 0; c < CS_LGT_CHAINS && i >= SETTLING; c++)
            learn_shape(&s->shape, s->chains[c].at);
        if (i != n / 5 && i != n * 2 / 5 && i != n * 4 / 5)
            continue;
        use_shape(s);
        start_pace(&s->pace, fmin(fmax(exp(s->pace.ln_average), 0.2), 0.6));
    }
    s->pace.step = clamp_step(exp(s->pace.ln_average));
}

void cs_lgt_sampler_move(struct cs_lgt_sampler *s)
{
    (void)move_all(s);
}
