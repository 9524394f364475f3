/* Sums in extended precision, as influence values of large pay lose digits when squared. */
#include "stats/inference/linear.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stats/quantile.h"
#include "stats/sample.h"

static double weight_at(const struct cs_sample *sample, size_t i)
{
    return sample->weights ? sample->weights[i] : 1;
}

struct cs_linear_mean cs_linear_mean_of(const struct cs_sample *group, double n)
{
    return cs_linear_mean_of_stream(&(struct cs_sample_stream){group, NULL}, n);
}

struct cs_linear_mean cs_linear_mean_of_stream(const struct cs_sample_stream *group, double n)
{
    struct cs_linear_mean none = {NAN, NAN};
    long double sum = 0, total = 0, squares = 0;
    for (struct cs_sample piece = {0}; cs_sample_stream_next(group, &piece);)
        for (size_t i = 0; i < piece.n; i++) {
            sum += (long double)piece.values[i] * weight_at(&piece, i);
            total += weight_at(&piece, i);
        }
    if (!(total > 0))
        return none;
    long double mean = sum / total;
    for (struct cs_sample piece = {0}; cs_sample_stream_next(group, &piece);)
        for (size_t i = 0; i < piece.n; i++) {
            long double influence = weight_at(&piece, i) * (piece.values[i] - mean) / total;
            squares += influence * influence;
        }
    return (struct cs_linear_mean){(double)mean,
                                   n > 1 ? (double)sqrtl(n / (n - 1) * squares) : NAN};
}

struct cs_linear_sums cs_linear_sums_of(const struct cs_sample *sample)
{
    struct cs_linear_adding adding = {0, 0};
    cs_linear_add(&adding, &(struct cs_sample_stream){sample, NULL});
    return cs_linear_sums_added(&adding, (double)sample->n);
}

void cs_linear_add(struct cs_linear_adding *adding, const struct cs_sample_stream *sample)
{
    for (struct cs_sample piece = {0}; cs_sample_stream_next(sample, &piece);)
        for (size_t i = 0; i < piece.n; i++) {
            adding->weight += weight_at(&piece, i);
            adding->squares += (long double)weight_at(&piece, i) * weight_at(&piece, i);
        }
}

struct cs_linear_sums cs_linear_sums_added(const struct cs_linear_adding *adding, double n)
{
    return (struct cs_linear_sums){n, (double)adding->weight, (double)adding->squares};
}

struct cs_linear_mean cs_linear_total(const struct cs_linear_sums *group,
                                      const struct cs_linear_sums *all)
{
    double n = all->n;
    double variance = n / (n - 1) * (group->squares - group->weight * group->weight / n);
    return (struct cs_linear_mean){group->weight, n > 1 ? sqrt(fmax(0, variance)) : NAN};
}

struct cs_linear_mean cs_linear_share(const struct cs_linear_sums *group,
                                      const struct cs_linear_sums *all)
{
    double n = all->n, share = group->weight / all->weight;
    double squares = (1 - 2 * share) * group->squares + share * share * all->squares;
    double variance = n / (n - 1) * squares / (all->weight * all->weight);
    return (struct cs_linear_mean){share, n > 1 ? sqrt(fmax(0, variance)) : NAN};
}

/* Of one stratum: Σw, Σw of what is at or below the quantile, and n. */
struct stratum {
    double weight, below, n;
};

/* s of the header; -1 when out of memory. */
static double find_strata_error(const struct cs_sample *sample, const struct cs_strata_draws *plan,
                                double quantile)
{
    struct stratum *strata = calloc(plan->n_strata + 1, sizeof *strata);
    long double squares = 0, total = 0;
    for (size_t i = 0; i < sample->n && strata; i++) {
        struct stratum *own = &strata[plan->strata[i]];
        double weight = weight_at(sample, i);
        own->weight += weight;
        own->below += sample->values[i] <= quantile ? weight : 0;
        own->n += weight > 0;
        total += weight;
    }
    for (size_t i = 0; i < sample->n && strata; i++) {
        const struct stratum *own = &strata[plan->strata[i]];
        double weight = weight_at(sample, i);
        double share = own->n > 1 ? own->below / own->weight : plan->p;
        double gap = (sample->values[i] <= quantile) - share;
        double correction = own->n > 1 ? own->n / (own->n - 1) : 1;
        squares += weight > 0 ? correction * weight * weight * gap * gap : 0;
    }
    bool is_whole = strata != NULL;
    free(strata);
    return is_whole ? (double)sqrtl(squares / (total * total)) : -1;
}

enum cs_absence cs_strata_quantile(const struct cs_sample *sample,
                                   const struct cs_strata_draws *plan, double *estimate,
                                   double *draws)
{
    struct cs_sorted sorted;
    *estimate = NAN;
    enum cs_absence lack = cs_sorted_init(&sorted, sample);
    gsl_rng *rng = lack ? NULL : gsl_rng_alloc(gsl_rng_taus2);
    if (!lack)
        *estimate = cs_sorted_quantile(&sorted, plan->rule, plan->p);
    double error = rng ? find_strata_error(sample, plan, *estimate) : -1;
    if (!lack && error < 0)
        lack = CS_ABSENT_MEMORY;
    if (rng)
        gsl_rng_set(rng, (unsigned long)(plan->seed * 1000003 + plan->stream));
    for (size_t i = 0; i < plan->n_draws && !lack; i++) {
        double place = plan->p + error * gsl_ran_gaussian_ziggurat(rng, 1);
        draws[i] =
            error > 0 ? cs_sorted_quantile(&sorted, plan->rule, fmin(1, fmax(0, place))) : NAN;
    }
    if (rng)
        gsl_rng_free(rng);
    cs_sorted_clear(&sorted);
    return lack;
}
