/* stats/: local and global trend. Slopes against differences, the checks of chains against what
 * is known of autoregressions, and the posterior against draws from the prior weighted by the
 * likelihood, which share no line with the sampler. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/forecast/chains.h"
#include "stats/forecast/lgt.h"
#include "stats/forecast/lgt_density.h"
#include "stats/forecast/random.h"

static void test_slopes(void **state)
{
    (void)state;
    static const double Y[] = {120, 131, 128, 150, 149, 163, 181, 178, 196, 240, 231};
    enum { N = sizeof Y / sizeof *Y };
    struct cs_lgt_series series;
    struct cs_random random = cs_random_seed(7);
    cs_lgt_series_load(&series, Y, N);
    for (int trial = 0; trial < 20; trial++) {
        double normals[CS_LGT_DIM], at[CS_LGT_DIM], slopes[CS_LGT_DIM], unused[CS_LGT_DIM];
        for (int i = 0; i < CS_LGT_DIM; i++)
            normals[i] = cs_random_normal(&random);
        cs_lgt_start(&series, normals, at);
        cs_lgt_density(&series, at, slopes);
        for (int i = 0; i < CS_LGT_DIM; i++) {
            double place = at[i], step = 1e-6;
            at[i] = place + step;
            double above = cs_lgt_density(&series, at, unused);
            at[i] = place - step;
            double below = cs_lgt_density(&series, at, unused);
            at[i] = place;
            double slope = (above - below) / (2 * step);
            if (fabs(slope - slopes[i]) > 1e-4 * (1 + fabs(slope)))
                fail_msg("coordinate %d: %g is not %g", i, slopes[i], slope);
        }
    }
}

enum { CHAINS = 4, LENGTH = 4000 };

static struct cs_chains_check check_autoregression(double rho, double shift)
{
    static double draws[CHAINS * LENGTH];
    struct cs_random random = cs_random_seed(11);
    for (size_t c = 0; c < CHAINS; c++) {
        double x = cs_random_normal(&random) / sqrt(1 - rho * rho);
        for (size_t i = 0; i < LENGTH; i++) {
            x = rho * x + cs_random_normal(&random);
            draws[c * LENGTH + i] = x + (c == 0 ? shift : 0);
        }
    }
    struct cs_chains chains = {draws, CHAINS, LENGTH};
    return cs_chains_check_of(&chains);
}

static void test_chains(void **state)
{
    (void)state;
    struct cs_chains_check check = check_autoregression(0, 0);
    assert_true(check.rhat < 1.01);
    assert_true(fabs(check.ess / (CHAINS * LENGTH) - 1) < 0.1);
    check = check_autoregression(0.9, 0); /* (1 − rho)/(1 + rho) of the draws */
    assert_true(fabs(check.ess / (CHAINS * LENGTH) * 19 - 1) < 0.25);
    assert_true(check_autoregression(0, 2).rhat > 1.2);
    double still[64] = {0};
    struct cs_chains chains = {still, CHAINS, 16};
    assert_true(cs_chains_check_of(&chains).rhat == 1);
    still[20] = 1;
    assert_true(cs_chains_check_of(&chains).rhat < 1.2);
    for (size_t i = 0; i < 16; i++)
        still[i] = 5; /* chains that stand still at different places */
    still[20] = 0;
    assert_false(cs_chains_check_of(&chains).rhat <= 1.05);
}

struct guess {
    double expected, weight;
};

static int compare_guesses(const void *a, const void *b)
{
    double x = ((const struct guess *)a)->expected, y = ((const struct guess *)b)->expected;
    return (x > y) - (x < y);
}

/* A half Cauchy number. */
static double draw_cauchy(struct cs_random *random, double scale)
{
    return fabs(scale * tan(acos(-1) * (cs_random_uniform(random) - 0.5)));
}

/* The prior as documented, the likelihood as documented. */
static struct guess guess_once(const double *y, size_t n, double prior_scale, double least_scale,
                               struct cs_random *random)
{
    double alpha = cs_random_uniform(random), beta = cs_random_uniform(random);
    double lambda = cs_random_uniform(random), tau = cs_random_uniform(random);
    double rho = -0.5 + 1.5 * cbrt(cs_random_uniform(random));
    double nu = 2 + 18 * cs_random_uniform(random);
    double gamma = draw_cauchy(random, prior_scale * pow(10, rho));
    gamma = cs_random_uniform(random) < 0.5 ? gamma : -gamma;
    double sigma = draw_cauchy(random, prior_scale * pow(10, tau));
    double floor = draw_cauchy(random, prior_scale) + least_scale;
    double level = y[0], trend = prior_scale * cs_random_normal(random), density = 0;
    for (size_t i = 1; i < n; i++) {
        double expected = level + gamma * pow(level, rho) + lambda * trend;
        double scale = sigma * pow(level, tau) + floor, z = (y[i] - expected) / scale;
        density += lgamma((nu + 1) / 2) - lgamma(nu / 2) - log(nu) / 2 - log(scale) -
                   (nu + 1) / 2 * log1p(z * z / nu);
        double change = alpha * (y[i] - level);
        level += change;
        trend += beta * (change - trend);
    }
    return (struct guess){level + gamma * pow(level, rho) + lambda * trend, exp(density)};
}

/* The mean without the outermost 2.5 % of the weight on each side. */
static double find_trimmed(struct guess *guesses, size_t n)
{
    double total = 0, before = 0, sum = 0, weight = 0;
    qsort(guesses, n, sizeof *guesses, compare_guesses);
    for (size_t i = 0; i < n; i++)
        total += guesses[i].weight;
    for (size_t i = 0; i < n; i++) {
        before += guesses[i].weight;
        if (before < 0.025 * total || before > 0.975 * total)
            continue;
        sum += guesses[i].weight * guesses[i].expected;
        weight += guesses[i].weight;
    }
    return sum / weight;
}

static void test_posterior(void **state)
{
    (void)state;
    static const double SERIES[3][5] = {
        {90, 95, 100, 104, 112}, {140, 90, 100, 70, 120}, {60, 80, 100, 140, 190}};
    enum { N = 5, GUESSES = 400000 };
    struct guess *guesses = malloc(GUESSES * sizeof *guesses);
    struct cs_lgt_room *room = cs_lgt_room_new();
    assert_true(guesses && room);
    for (int s = 0; s < 3; s++) {
        double y[N], largest = 0, steps = 0;
        struct cs_lgt found;
        for (size_t i = 0; i < N; i++) {
            y[i] = SERIES[s][i] / 100; /* each has the median 100 */
            largest = fmax(largest, y[i]);
            steps += i > 0 ? fabs(y[i] - y[i - 1]) / (N - 1) : 0;
        }
        struct cs_random random = cs_random_seed(3);
        for (size_t i = 0; i < GUESSES; i++)
            guesses[i] = guess_once(y, N, largest / 100, 0.02 * steps, &random);
        double right = 100 * find_trimmed(guesses, GUESSES);
        cs_lgt_run(room, SERIES[s], N, 6, &found);
        assert_true(found.has_agreed);
        if (fabs(found.steps[0].expected - right) > 0.15 * 100 * steps)
            fail_msg("series %d: %g is not %g", s, found.steps[0].expected, right);
    }
    cs_lgt_room_free(room);
    free(guesses);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slopes),
        cmocka_unit_test(test_chains),
        cmocka_unit_test(test_posterior),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
