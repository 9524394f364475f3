/* Resampled quantiles. Without weights only the ranks are drawn; with weights one pass over the
 * counts replaces the resampled array wherever the rule is a step function. */
#include "stats/bootstrap.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/pool.h"
#include "stats/interval.h"
#include "stats/order.h"
#include "stats/quantile.h"
#include "stats/sample.h"

enum { BLOCK_DRAWS = 64 };
/* Weighted observations from which on the limit law is drawn: there it and resampling differ by
 * less than the chance of a few thousand draws, and resampling would take minutes. */
enum { LARGE_N = 20000 };

/* Steele, Lea & Flood's splitmix64: well-spread seeds from neighboring numbers. */
static uint64_t scramble(uint64_t x)
{
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static gsl_rng *start_generator(const struct cs_bootstrap *plan, size_t block)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    if (rng)
        gsl_rng_set(rng, scramble(scramble(scramble(plan->seed) ^ plan->stream) ^ block));
    return rng;
}

static double pick(const struct cs_sorted *sorted, double place)
{
    size_t i = (size_t)(place * (double)sorted->n);
    return sorted->values[i < sorted->n ? i : sorted->n - 1];
}

static double draw_unweighted(const struct cs_sorted *sorted, size_t j, double g, gsl_rng *rng)
{
    double left = (double)(sorted->n - j - 1); /* uniform numbers above the j-th, from 0 */
    double place = gsl_ran_beta(rng, (double)j + 1, left + 1);
    double value = pick(sorted, place);
    if (g == 0)
        return value;
    double next = pick(sorted, place + (1 - place) * -expm1(log(gsl_rng_uniform_pos(rng)) / left));
    return value == next ? value : (1 - g) * value + g * next;
}

/* An index below n from one output of the generator, without bias. Reference: Lemire 2019. */
static size_t draw_index(gsl_rng *rng, unsigned long (*get)(void *), uint32_t n, uint32_t floor)
{
    uint64_t product;
    do
        product = (uint64_t)(uint32_t)get(rng->state) * n;
    while ((uint32_t)product < floor);
    return (size_t)(product >> 32);
}

/* The step quantiles without building a sample: one pass over the counts. */
static double find_step(const struct cs_sorted *sorted, const uint32_t *counts,
                        const struct cs_bootstrap *plan, double total)
{
    double sum = 0, goal = plan->p * total, slack = CS_QUANTILE_TOLERANCE * total;
    size_t i = 0;
    while (i + 1 < sorted->n && (sum += counts[i] * sorted->weights[i]) < goal - slack)
        i++;
    while (i > 0 && counts[i] == 0)
        i--;
    if (plan->rule != CS_HF2 || fabs(sum - goal) > slack)
        return sorted->values[i];
    size_t next = i + 1;
    while (next < sorted->n && counts[next] == 0)
        next++;
    return next < sorted->n ? (sorted->values[i] + sorted->values[next]) / 2 : sorted->values[i];
}

/* The other rules: the resample as a sample of its own, counts folded into the weights. */
static double find_line(const struct cs_sorted *sorted, const uint32_t *counts,
                        const struct cs_bootstrap *plan, struct cs_sorted *resample)
{
    double sum = 0;
    resample->n = 0;
    for (size_t i = 0; i < sorted->n; i++)
        for (uint32_t k = 0; k < counts[i]; k++) {
            sum += sorted->weights[i];
            resample->values[resample->n] = sorted->values[i];
            resample->weights[resample->n] = sorted->weights[i];
            resample->cumulative[resample->n++] = sum;
        }
    resample->total = sum;
    return cs_sorted_quantile(resample, plan->rule, plan->p);
}

/* Room for one resample with weights. */
struct room {
    uint32_t *counts;
    struct cs_sorted resample;
};

static bool make_room(struct room *room, const struct cs_sorted *sorted)
{
    size_t n = sorted->n;
    *room = (struct room){.counts = malloc(n * sizeof *room->counts)};
    room->resample.values = malloc(n * sizeof(double));
    room->resample.weights = malloc(n * sizeof(double));
    room->resample.cumulative = malloc(n * sizeof(double));
    return room->counts && room->resample.values && room->resample.weights &&
           room->resample.cumulative;
}

static void clear_room(struct room *room)
{
    free(room->counts);
    cs_sorted_clear(&room->resample);
}

static double draw_weighted(const struct cs_sorted *sorted, const struct cs_bootstrap *plan,
                            struct room *room, gsl_rng *rng)
{
    uint32_t n = (uint32_t)sorted->n, floor = -n % n;
    unsigned long (*get)(void *) = rng->type->get;
    memset(room->counts, 0, sorted->n * sizeof *room->counts);
    for (uint32_t i = 0; i < n; i++)
        room->counts[draw_index(rng, get, n, floor)]++;
    if (plan->rule != CS_HF1 && plan->rule != CS_HF2)
        return find_line(sorted, room->counts, plan, &room->resample);
    double total = 0;
    for (size_t i = 0; i < sorted->n; i++)
        total += room->counts[i] * sorted->weights[i];
    return find_step(sorted, room->counts, plan, total);
}

/* The standard error of F at its p quantile over resamples: s² = Σw²(1[below] − p)²/(Σw)². */
static double find_share_error(const struct cs_sorted *sorted, double p)
{
    long double below = 0, above = 0;
    for (size_t i = 0; i < sorted->n; i++) {
        long double square = (long double)sorted->weights[i] * sorted->weights[i];
        *(sorted->cumulative[i] < p * sorted->total ? &below : &above) += square;
        cs_sorted_passed(sorted, i);
    }
    return (double)sqrtl((1 - p) * (1 - p) * below + p * p * above) / sorted->total;
}

static double draw_limit(const struct cs_sorted *sorted, const struct cs_bootstrap *plan,
                         double share_error, gsl_rng *rng)
{
    double share = plan->p + gsl_ran_gaussian_ratio_method(rng, share_error);
    return cs_sorted_quantile(sorted, plan->rule, fmin(fmax(share, 0), 1));
}

static bool is_large(const struct cs_sorted *sorted)
{
    return sorted->weights && sorted->n > LARGE_N;
}

struct job {
    const struct cs_sorted *sorted;
    const struct cs_bootstrap *plan;
    double share_error; /* of a large weighted sample */
    double *draws;
    atomic_int is_out_of_memory;
};

static void draw_block(void *context, size_t block, size_t worker)
{
    (void)worker;
    struct job *job = context;
    const struct cs_sorted *sorted = job->sorted;
    size_t first = block * BLOCK_DRAWS, end = first + BLOCK_DRAWS, j;
    end = end < job->plan->n_resamples ? end : job->plan->n_resamples;
    struct room room = {0};
    gsl_rng *rng = start_generator(job->plan, block);
    double g;
    cs_quantile_position(job->plan->rule, sorted->n, job->plan->p, &j, &g);
    if (!rng || (sorted->weights && !is_large(sorted) && !make_room(&room, sorted)))
        job->is_out_of_memory = true;
    for (size_t i = first; i < end && !job->is_out_of_memory; i++)
        job->draws[i] = is_large(sorted)  ? draw_limit(sorted, job->plan, job->share_error, rng)
                        : sorted->weights ? draw_weighted(sorted, job->plan, &room, rng)
                                          : draw_unweighted(sorted, j, g, rng);
    clear_room(&room);
    gsl_rng_free(rng);
}

enum cs_absence cs_bootstrap_draw(const struct cs_sorted *sorted, const struct cs_bootstrap *plan,
                                  double *draws)
{
    if (!(plan->p > 0 && plan->p < 1))
        return CS_ABSENT_RANGE;
    if (sorted->n < 2 || sorted->n > UINT32_MAX)
        return CS_ABSENT_MORE_VALUES;
    struct job job = {.sorted = sorted, .plan = plan, .draws = draws};
    if (is_large(sorted))
        job.share_error = find_share_error(sorted, plan->p);
    size_t n_blocks = (plan->n_resamples + BLOCK_DRAWS - 1) / BLOCK_DRAWS;
    cs_pool_run(plan->n_threads ? plan->n_threads : 1, n_blocks, draw_block, &job);
    return job.is_out_of_memory ? CS_ABSENT_MEMORY : CS_ABSENT_NOTHING;
}

static struct cs_interval read_interval(double *draws, size_t n, const double shares[2],
                                        double confidence)
{
    struct cs_sorted sorted = {.values = draws, .n = n, .total = (double)n};
    cs_sort_doubles(draws, n);
    return (struct cs_interval){cs_sorted_quantile(&sorted, CS_HF7, shares[0]),
                                cs_sorted_quantile(&sorted, CS_HF7, shares[1]), confidence, NAN};
}

struct cs_interval cs_bootstrap_percentile(double *draws, size_t n_draws, double confidence)
{
    double shares[2] = {(1 - confidence) / 2, (1 + confidence) / 2};
    return read_interval(draws, n_draws, shares, confidence);
}

/* a = Σ(m − θ_i)³ / 6(Σ(m − θ_i)²)^1.5 over the leave-one-out estimates; 0 when all are equal. */
static double find_acceleration(const struct cs_sorted *sorted, const struct cs_bootstrap *plan)
{
    long double mean = 0, squares = 0, cubes = 0;
    for (size_t i = 0; i < sorted->n; i++) {
        mean += cs_sorted_quantile_without(sorted, plan->rule, plan->p, i);
        cs_sorted_passed(sorted, i);
    }
    mean /= sorted->n;
    for (size_t i = 0; i < sorted->n; i++) {
        long double gap = mean - cs_sorted_quantile_without(sorted, plan->rule, plan->p, i);
        squares += gap * gap;
        cubes += gap * gap * gap;
        cs_sorted_passed(sorted, i);
    }
    return squares > 0 ? (double)(cubes / (6 * powl(squares, 1.5L))) : 0;
}

static double find_bias(const double *draws, size_t n, double estimate)
{
    double below = 0;
    for (size_t i = 0; i < n; i++)
        below += draws[i] < estimate ? 1 : draws[i] == estimate ? 0.5 : 0;
    return gsl_cdf_ugaussian_Pinv(below / (double)n);
}

enum cs_absence cs_bootstrap_bca(const struct cs_sorted *sorted, const struct cs_bootstrap *plan,
                                 double *draws, double confidence, struct cs_interval *out)
{
    *out = cs_interval_missing(confidence);
    double estimate = cs_sorted_quantile(sorted, plan->rule, plan->p);
    double bias = find_bias(draws, plan->n_resamples, estimate);
    if (!isfinite(bias))
        return CS_ABSENT_VARIATION;
    double acceleration = find_acceleration(sorted, plan), z = cs_interval_z(confidence);
    double shares[2];
    for (int side = 0; side < 2; side++) {
        double shifted = bias + (side ? z : -z);
        shares[side] = gsl_cdf_ugaussian_P(bias + shifted / (1 - acceleration * shifted));
    }
    *out = read_interval(draws, plan->n_resamples, shares, confidence);
    return CS_ABSENT_NOTHING;
}
