/* The dynamic optimized theta method, searched over a grid in one pass as in smooth.c;
 * apart because its state and recursion are its own. */
#include <math.h>

#include "stats/forecast/pool.h"

static const double ALPHAS[] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
static const double THETAS[] = {1, 1.25, 1.5, 2, 3, 5, 10};
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The smoothed level, and the least-squares line a + b·t through the t values so far (in a
 * forecast: through the values and the steps forecast before). */
struct state {
    double level, mean, a, b;
    double rest; /* (1 − alpha)^t */
    size_t t;
};

/* The value expected next. */
static double expect(const struct state *s, double alpha, double theta)
{
    double line = s->rest * s->a + (1 - s->rest * (1 - alpha)) / alpha * s->b;
    return s->level + (1 - 1 / theta) * line;
}

static void take(struct state *s, double alpha, double value)
{
    double t = (double)++s->t, gap = value - s->mean;
    s->rest *= 1 - alpha;
    s->level += alpha * (value - s->level);
    s->mean += gap / t;
    s->b = ((t - 2) * s->b + 6 * gap / t) / (t + 1);
    s->a = s->mean - s->b * (t + 1) / 2;
}

static void draw(const struct cs_origins *origins, struct state state, const double p[2],
                 double *path)
{
    for (size_t h = 0; h < origins->horizon; h++) {
        double next = expect(&state, p[0], p[1]);
        path[h] = origins->y[0] + next;
        take(&state, p[0], next);
    }
}

/* One pass, as in smooth.c. Values are taken from the first one on, which makes the
 * answer shift with the series. */
static void run(const struct cs_origins *origins, const double p[2], double *sse, double *out)
{
    struct state state = {.rest = 1 - p[0], .t = 1};
    double sum = 0;
    for (size_t t = 2; t <= origins->n; t++) {
        double value = origins->y[t - 1] - origins->y[0];
        double error = value - expect(&state, p[0], p[1]);
        sum += error * error;
        take(&state, p[0], value);
        if (t < origins->first || !(sum < sse[t - origins->first] * (1 - 1e-9)))
            continue;
        sse[t - origins->first] = sum;
        draw(origins, state, p, cs_origins_path(origins, out, t));
    }
}

void cs_origins_dotm(const struct cs_origins *origins, double *sse, double *out)
{
    for (size_t i = 0; i <= origins->n - origins->first; i++)
        sse[i] = INFINITY;
    for (size_t a = COUNT(ALPHAS); a-- > 0;)
        for (size_t k = 0; k < COUNT(THETAS); k++)
            run(origins, (const double[]){ALPHAS[a], THETAS[k]}, sse, out);
}
