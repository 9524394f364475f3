/* Weighted regressions on cells by their normal equations: dummies of categories that both groups
 * have make a well conditioned matrix. */
#include "stats/inference/decompose.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_vector.h>

/* Of the greatest: below it columns are taken to depend on each other. */
static const double LEAST_EIGENVALUE = 1e-12;

/* One group's regression. */
struct side {
    double n, w;
    gsl_vector *mean; /* of the dummies */
    gsl_vector *coefficients;
    gsl_matrix *mean_variance;
    gsl_matrix *variance; /* of the coefficients */
};

struct work {
    const struct cs_gap_cells *cells;
    size_t n_columns; /* intercept and dummies */
    gsl_vector *row;  /* of one cell */
    struct side sides[2];
};

/* The first column of a factor's dummies; its first category has none. */
static size_t column_of(const struct work *work, size_t factor)
{
    size_t column = 1;
    for (size_t f = 0; f < factor; f++)
        column += work->cells->n_levels[f] - 1;
    return column;
}

static void fill_row(const struct work *work, size_t cell)
{
    const struct cs_gap_cells *cells = work->cells;
    gsl_vector_set_zero(work->row);
    gsl_vector_set(work->row, 0, 1);
    for (size_t f = 0; f < cells->n_factors; f++) {
        size_t level = cells->levels[cell * cells->n_factors + f];
        if (level > 0)
            gsl_vector_set(work->row, column_of(work, f) + level - 1, 1);
    }
}

static bool allocate(struct work *work)
{
    size_t k = work->n_columns;
    work->row = gsl_vector_alloc(k);
    bool is_whole = work->row != NULL;
    for (int g = 0; g < 2; g++) {
        struct side *side = &work->sides[g];
        side->mean = gsl_vector_calloc(k);
        side->coefficients = gsl_vector_calloc(k);
        side->mean_variance = gsl_matrix_calloc(k, k);
        side->variance = gsl_matrix_calloc(k, k);
        is_whole =
            is_whole && side->mean && side->coefficients && side->mean_variance && side->variance;
    }
    return is_whole;
}

static void let_go(struct work *work)
{
    gsl_vector_free(work->row);
    for (int g = 0; g < 2; g++) {
        gsl_vector_free(work->sides[g].mean);
        gsl_vector_free(work->sides[g].coefficients);
        gsl_matrix_free(work->sides[g].mean_variance);
        gsl_matrix_free(work->sides[g].variance);
    }
}

/* Whether a category of a factor has weight in a group. */
static bool has_level(const struct cs_gap_cells *cells, size_t factor, size_t level, int group)
{
    for (size_t c = 0; c < cells->n_cells; c++)
        if (cells->levels[c * cells->n_factors + factor] == level && cells->sums[c][group].w > 0)
            return true;
    return false;
}

static bool has_common_support(const struct cs_gap_cells *cells)
{
    for (size_t f = 0; f < cells->n_factors; f++)
        for (size_t l = 0; l < cells->n_levels[f]; l++)
            if (!has_level(cells, f, l, 0) || !has_level(cells, f, l, 1))
                return false;
    return true;
}

/* Σ w²(x − fit)² of a cell. */
static double residual_squares(const struct cs_gap_sums *sums, double fit)
{
    return fmax(0, sums->wwxx - 2 * fit * sums->wwx + fit * fit * sums->ww);
}

/* A symmetric matrix into its inverse by its eigenvalues: unlike Cholesky's, GSL's way there has no
 * error that would end the program where columns depend on each other. */
static enum cs_absence invert(gsl_matrix *matrix)
{
    size_t k = matrix->size1;
    gsl_vector *values = gsl_vector_alloc(k);
    gsl_matrix *vectors = gsl_matrix_alloc(k, k);
    gsl_eigen_symmv_workspace *room = gsl_eigen_symmv_alloc(k);
    enum cs_absence lack = values && vectors && room ? CS_ABSENT_NOTHING : CS_ABSENT_MEMORY;
    if (!lack)
        gsl_eigen_symmv(matrix, values, vectors, room);
    if (!lack && !(gsl_vector_min(values) > LEAST_EIGENVALUE * gsl_vector_max(values)))
        lack = CS_ABSENT_RANK;
    if (!lack)
        gsl_matrix_set_zero(matrix);
    for (size_t i = 0; i < k && !lack; i++) {
        gsl_vector_view vector = gsl_matrix_column(vectors, i);
        gsl_blas_dger(1 / gsl_vector_get(values, i), &vector.vector, &vector.vector, matrix);
    }
    gsl_vector_free(values);
    gsl_matrix_free(vectors);
    gsl_eigen_symmv_free(room);
    return lack;
}

/* Means of the dummies, and the coefficients by the normal equations; `inverse` gets (X'WX)⁻¹. */
static enum cs_absence regress(struct work *work, int g, gsl_matrix *inverse)
{
    struct side *side = &work->sides[g];
    gsl_vector *moments = gsl_vector_calloc(work->n_columns);
    if (!moments)
        return CS_ABSENT_MEMORY;
    gsl_matrix_set_zero(inverse);
    for (size_t c = 0; c < work->cells->n_cells; c++) {
        const struct cs_gap_sums *sums = &work->cells->sums[c][g];
        fill_row(work, c);
        gsl_blas_daxpy(sums->w / side->w, work->row, side->mean);
        gsl_blas_daxpy(sums->wx, work->row, moments);
        gsl_blas_dger(sums->w, work->row, work->row, inverse);
    }
    enum cs_absence lack = invert(inverse);
    if (!lack)
        gsl_blas_dsymv(CblasLower, 1, inverse, moments, 0, side->coefficients);
    gsl_vector_free(moments);
    return lack;
}

/* Variances of the coefficients (sandwich) and of the dummies' means. */
static enum cs_absence find_variances(struct work *work, int g, const gsl_matrix *inverse)
{
    struct side *side = &work->sides[g];
    size_t k = work->n_columns;
    double correction = side->n / (side->n - 1);
    gsl_matrix *meat = gsl_matrix_calloc(k, k), *half = gsl_matrix_alloc(k, k);
    for (size_t c = 0; c < work->cells->n_cells && meat && half; c++) {
        const struct cs_gap_sums *sums = &work->cells->sums[c][g];
        double fit;
        fill_row(work, c);
        gsl_blas_ddot(work->row, side->coefficients, &fit);
        gsl_blas_dger(correction * residual_squares(sums, fit), work->row, work->row, meat);
        gsl_vector_sub(work->row, side->mean);
        gsl_blas_dger(correction * sums->ww / (side->w * side->w), work->row, work->row,
                      side->mean_variance);
    }
    if (meat && half) {
        gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, inverse, meat, 0, half);
        gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, half, inverse, 0, side->variance);
    }
    bool is_whole = meat && half;
    gsl_matrix_free(meat);
    gsl_matrix_free(half);
    return is_whole ? CS_ABSENT_NOTHING : CS_ABSENT_MEMORY;
}

static enum cs_absence fit_sides(struct work *work)
{
    enum cs_absence lack = CS_ABSENT_NOTHING;
    gsl_matrix *inverse = gsl_matrix_alloc(work->n_columns, work->n_columns);
    for (int g = 0; g < 2 && inverse && !lack; g++) {
        lack = regress(work, g, inverse);
        if (!lack)
            lack = find_variances(work, g, inverse);
    }
    lack = inverse ? lack : CS_ABSENT_MEMORY;
    gsl_matrix_free(inverse);
    return lack;
}

/* v'Mv over columns from first on. */
static double quadratic(const double *v, const gsl_matrix *m, size_t first, size_t n)
{
    double sum = 0;
    for (size_t i = first; i < first + n; i++)
        for (size_t j = first; j < first + n; j++)
            sum += v[i] * v[j] * gsl_matrix_get(m, i, j);
    return sum;
}

/* Shares differ by `gap`; each counts `coefficients`: its value and error over some columns. */
static struct cs_gap_part find_explained(const struct work *work, const double *gap, size_t first,
                                         size_t n)
{
    const struct side *a = &work->sides[0], *b = &work->sides[1];
    const double *paid = b->coefficients->data;
    double value = 0, variance = quadratic(gap, b->variance, first, n) +
                                 quadratic(paid, a->mean_variance, first, n) +
                                 quadratic(paid, b->mean_variance, first, n);
    for (size_t i = first; i < first + n; i++)
        value += gap[i] * paid[i];
    return (struct cs_gap_part){value, sqrt(fmax(0, variance))};
}

static struct cs_gap_part find_unexplained(const struct work *work, double *difference)
{
    const struct side *a = &work->sides[0], *b = &work->sides[1];
    size_t k = work->n_columns;
    double value = 0;
    for (size_t i = 0; i < k; i++) {
        difference[i] = gsl_vector_get(a->coefficients, i) - gsl_vector_get(b->coefficients, i);
        value += gsl_vector_get(a->mean, i) * difference[i];
    }
    double variance = quadratic(a->mean->data, a->variance, 0, k) +
                      quadratic(a->mean->data, b->variance, 0, k) +
                      quadratic(difference, a->mean_variance, 0, k);
    return (struct cs_gap_part){value, sqrt(fmax(0, variance))};
}

static enum cs_absence fill_parts(struct work *work, struct cs_gap *out)
{
    size_t k = work->n_columns;
    double *scratch = calloc(k, sizeof *scratch);
    if (!scratch)
        return CS_ABSENT_MEMORY;
    for (size_t i = 0; i < k; i++)
        scratch[i] =
            gsl_vector_get(work->sides[0].mean, i) - gsl_vector_get(work->sides[1].mean, i);
    out->explained = find_explained(work, scratch, 0, k);
    for (size_t f = 0; f < work->cells->n_factors; f++)
        out->factors[f] =
            find_explained(work, scratch, column_of(work, f), work->cells->n_levels[f] - 1);
    out->unexplained = find_unexplained(work, scratch);
    free(scratch);
    return CS_ABSENT_NOTHING;
}

static void find_means(struct work *work, struct cs_gap *out)
{
    double mean[2] = {0, 0}, variance[2] = {0, 0};
    for (int g = 0; g < 2; g++) {
        struct side *side = &work->sides[g];
        for (size_t c = 0; c < work->cells->n_cells; c++) {
            side->n += work->cells->sums[c][g].n;
            side->w += work->cells->sums[c][g].w;
            mean[g] += work->cells->sums[c][g].wx;
        }
        mean[g] /= side->w;
        for (size_t c = 0; c < work->cells->n_cells; c++)
            variance[g] += residual_squares(&work->cells->sums[c][g], mean[g]);
        variance[g] *= side->n / (side->n - 1) / (side->w * side->w);
    }
    out->gap = (struct cs_gap_part){mean[0] - mean[1], sqrt(variance[0] + variance[1])};
}

/* A cell's shares of both groups' weights, and their means in it. */
struct rated {
    double share[2], mean[2];
};

static struct rated rate(const struct work *work, size_t cell)
{
    struct rated found;
    for (int g = 0; g < 2; g++) {
        const struct cs_gap_sums *sums = &work->cells->sums[cell][g];
        found.share[g] = sums->w / work->sides[g].w;
        found.mean[g] = sums->wx / sums->w;
    }
    return found;
}

/* What changes a Kitagawa part: by the share of a cell in group g, and by its mean there. */
struct slopes {
    double share, mean;
};

static struct slopes slopes_of(const struct rated *cell, int g, bool is_rates)
{
    double sign = g == 0 ? 1 : -1, difference = cell->mean[0] - cell->mean[1];
    return is_rates ? (struct slopes){difference / 2, sign * (cell->share[0] + cell->share[1]) / 2}
                    : (struct slopes){sign * (cell->mean[0] + cell->mean[1]) / 2,
                                      (cell->share[0] - cell->share[1]) / 2};
}

/* n/(n − 1)·Σz² of group g: z = w/W·(A − Ā + B·(x − m)/p) in a cell of share p and mean m, A and B
 * the slopes by both. */
static double vary_kitagawa(const struct work *work, int g, bool is_rates)
{
    const struct side *side = &work->sides[g];
    double middle = 0, sum = 0;
    for (size_t c = 0; c < work->cells->n_cells; c++) {
        struct rated cell = rate(work, c);
        middle += cell.share[g] * slopes_of(&cell, g, is_rates).share;
    }
    for (size_t c = 0; c < work->cells->n_cells; c++) {
        const struct cs_gap_sums *sums = &work->cells->sums[c][g];
        struct rated cell = rate(work, c);
        struct slopes slopes = slopes_of(&cell, g, is_rates);
        double shift = slopes.share - middle, rise = slopes.mean / cell.share[g];
        sum += shift * shift * sums->ww + 2 * shift * rise * (sums->wwx - cell.mean[g] * sums->ww) +
               rise * rise * residual_squares(sums, cell.mean[g]);
    }
    return side->n / (side->n - 1) * sum / (side->w * side->w);
}

static void find_kitagawa(const struct work *work, struct cs_gap *out)
{
    for (size_t c = 0; c < work->cells->n_cells; c++)
        if (!(work->cells->sums[c][0].w > 0) || !(work->cells->sums[c][1].w > 0)) {
            out->kitagawa_lack = CS_ABSENT_RANGE;
            return;
        }
    out->composition.value = out->rates.value = 0;
    for (size_t c = 0; c < work->cells->n_cells; c++) {
        struct rated cell = rate(work, c);
        out->composition.value +=
            (cell.share[0] - cell.share[1]) * (cell.mean[0] + cell.mean[1]) / 2;
        out->rates.value += (cell.mean[0] - cell.mean[1]) * (cell.share[0] + cell.share[1]) / 2;
    }
    out->composition.se =
        sqrt(fmax(0, vary_kitagawa(work, 0, false) + vary_kitagawa(work, 1, false)));
    out->rates.se = sqrt(fmax(0, vary_kitagawa(work, 0, true) + vary_kitagawa(work, 1, true)));
}

enum cs_absence cs_gap_decompose(const struct cs_gap_cells *cells, struct cs_gap *out)
{
    struct cs_gap_part none = {NAN, NAN};
    struct work work = {.cells = cells, .n_columns = 1};
    *out = (struct cs_gap){
        .gap = none, .explained = none, .unexplained = none, .composition = none, .rates = none};
    for (size_t f = 0; f < CS_GAP_FACTORS; f++)
        out->factors[f] = none;
    for (size_t f = 0; f < cells->n_factors; f++)
        work.n_columns += cells->n_levels[f] - 1;
    find_means(&work, out);
    find_kitagawa(&work, out);
    if (!has_common_support(cells)) {
        out->lack = CS_ABSENT_RANGE;
        return CS_ABSENT_NOTHING;
    }
    enum cs_absence lack = allocate(&work) ? fit_sides(&work) : CS_ABSENT_MEMORY;
    if (!lack)
        lack = fill_parts(&work, out);
    let_go(&work);
    out->lack = lack;
    return lack == CS_ABSENT_MEMORY ? lack : CS_ABSENT_NOTHING;
}
