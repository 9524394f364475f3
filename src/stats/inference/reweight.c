/* The bootstrap of a reweighted distribution: values are sorted once, a resample is how often each
 * was drawn. Apart from decompose.c, whose parts have errors in closed form. */
#include "stats/inference/reweight.h"

#include <stdbool.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

enum { MOST_SHARES = 8, N_FIGURES = 3 };
static const double MOST_LOST = 0.05;
/* Sums of weights that should meet a share differ from it in their last bits. */
static const double ROUNDING = 1e-12;

struct row {
    double value, weight;
    size_t cell;
};

/* One side in order of value. */
struct side {
    struct row *rows;
    unsigned *drawn; /* of each row, in this resample */
    double *cells;   /* the weight drawn in each cell */
    double total;
    size_t n;
};

struct moments {
    double mean, squares;
};

static int compare_rows(const void *a, const void *b)
{
    double x = ((const struct row *)a)->value, y = ((const struct row *)b)->value;
    return (x > y) - (x < y);
}

static bool load_side(const struct cs_reweight_side *given, size_t n_cells, struct side *side)
{
    *side = (struct side){.rows = malloc(given->n * sizeof *side->rows),
                          .drawn = malloc(given->n * sizeof *side->drawn),
                          .cells = malloc((n_cells + 1) * sizeof *side->cells),
                          .n = given->n};
    if (!side->rows || !side->drawn || !side->cells)
        return false;
    for (size_t i = 0; i < given->n; i++)
        side->rows[i] = (struct row){given->values[i], given->weights[i], given->cells[i]};
    qsort(side->rows, side->n, sizeof *side->rows, compare_rows);
    return true;
}

static void clear_side(struct side *side)
{
    free(side->rows);
    free(side->drawn);
    free(side->cells);
}

static void resample(struct side *side, size_t n_cells, gsl_rng *rng)
{
    memset(side->drawn, 0, side->n * sizeof *side->drawn);
    memset(side->cells, 0, n_cells * sizeof *side->cells);
    side->total = 0;
    for (size_t i = 0; i < side->n; i++)
        side->drawn[gsl_rng_uniform_int(rng, side->n)]++;
    for (size_t i = 0; i < side->n; i++) {
        double weight = side->drawn[i] * side->rows[i].weight;
        side->cells[side->rows[i].cell] += weight;
        side->total += weight;
    }
}

/* Quantiles where a row counts drawn times weight times its cell's factor (NULL: 1); hf2: where
 * rows meet a share exactly, the middle of the last and the next. */
static void find_quantiles(const struct side *side, const double *factors,
                           const struct cs_reweight_plan *plan, double *out)
{
    double total = 0, sum = 0;
    size_t n = plan->n_shares, k = 0, met = 0; /* shares [met, k) were met exactly */
    for (size_t c = 0; c < plan->n_cells; c++)
        total += side->cells[c] * (factors ? factors[c] : 1);
    for (size_t i = 0; i < side->n && met < n; i++) {
        const struct row *row = &side->rows[i];
        double weight = side->drawn[i] * row->weight * (factors ? factors[row->cell] : 1);
        if (!(weight > 0))
            continue;
        for (; met < k; met++)
            out[met] = out[met] / 2 + row->value / 2;
        sum += weight;
        for (; k < n && sum >= plan->shares[k] * total * (1 - ROUNDING); k++) {
            out[k] = row->value;
            if (sum > plan->shares[k] * total * (1 + ROUNDING))
                met = k + 1;
        }
    }
}

/* How much b's rows of each cell count to have a's shares; false when b lacks one. */
static bool find_factors(const struct side sides[2], size_t n_cells, double *factors)
{
    for (size_t c = 0; c < n_cells; c++) {
        double a = sides[0].cells[c] / sides[0].total, b = sides[1].cells[c] / sides[1].total;
        if (a > 0 && !(b > 0))
            return false;
        factors[c] = b > 0 ? a / b : 0;
    }
    return true;
}

static void add(struct moments *moments, double value, double n)
{
    double gap = value - moments->mean;
    moments->mean += gap / n;
    moments->squares += gap * (value - moments->mean);
}

static size_t run(struct side sides[2], const struct cs_reweight_plan *plan, double *factors,
                  gsl_rng *rng, struct moments (*sums)[N_FIGURES])
{
    size_t n = 0;
    for (size_t r = 0; r < plan->n_resamples; r++) {
        double a[MOST_SHARES], b[MOST_SHARES], mixed[MOST_SHARES];
        resample(&sides[0], plan->n_cells, rng);
        resample(&sides[1], plan->n_cells, rng);
        if (!find_factors(sides, plan->n_cells, factors))
            continue;
        n++;
        find_quantiles(&sides[0], NULL, plan, a);
        find_quantiles(&sides[1], NULL, plan, b);
        find_quantiles(&sides[1], factors, plan, mixed);
        for (size_t k = 0; k < plan->n_shares; k++) {
            add(&sums[k][0], mixed[k], (double)n);
            add(&sums[k][1], mixed[k] - b[k], (double)n);
            add(&sums[k][2], a[k] - mixed[k], (double)n);
        }
    }
    return n;
}

enum cs_absence cs_reweight_errors(const struct cs_reweight_side given[2],
                                   const struct cs_reweight_plan *plan,
                                   struct cs_reweight_errors *errors)
{
    struct side sides[2] = {{0}, {0}};
    struct moments sums[MOST_SHARES][N_FIGURES] = {{{0}}};
    if (given[0].n < 2 || given[1].n < 2)
        return CS_ABSENT_MORE_VALUES;
    if (plan->n_shares > MOST_SHARES)
        return CS_ABSENT_RANGE;
    double *factors = malloc((plan->n_cells + 1) * sizeof *factors);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    enum cs_absence lack = CS_ABSENT_MEMORY;
    if (factors && rng && load_side(&given[0], plan->n_cells, &sides[0]) &&
        load_side(&given[1], plan->n_cells, &sides[1])) {
        gsl_rng_set(rng, (unsigned long)plan->seed);
        size_t n = run(sides, plan, factors, rng, sums);
        lack = n < 2 || (double)n < (1 - MOST_LOST) * (double)plan->n_resamples ? CS_ABSENT_RANGE
                                                                                : CS_ABSENT_NOTHING;
        for (size_t k = 0; k < plan->n_shares && !lack; k++)
            errors[k] = (struct cs_reweight_errors){sqrt(sums[k][0].squares / (double)(n - 1)),
                                                    sqrt(sums[k][1].squares / (double)(n - 1)),
                                                    sqrt(sums[k][2].squares / (double)(n - 1))};
    }
    clear_side(&sides[0]);
    clear_side(&sides[1]);
    if (rng)
        gsl_rng_free(rng);
    free(factors);
    return lack;
}
