/* Householder QR in long double, with the residuals' spread and the standard errors from it. */
#include "stats/fit.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* At least 113 bits where the compiler has them: regressions here are small, and NIST's Wampler4
 * and Wampler5 lose 4 digits in 64 bits. */
#if defined(__SIZEOF_FLOAT128__)
typedef __float128 real;
#else
typedef long double real;
#endif

static real absolute(real x)
{
    return x < 0 ? -x : x;
}

/* One Newton step carries the root of the nearest long double to the whole width. */
static real root(real x)
{
    real near = sqrtl((long double)x);
    return near > 0 ? (near + x / near) / 2 : near;
}

/* A column with less than this share of itself outside the others' span depends on them: what is
 * left is the rounding of its doubles. NIST's Filip, the worst of its sets, has 5e-8. */
static const real DEPENDENT = 1e-14L;

/* [X y] by column, reduced to [R Q'y] in place. */
struct table {
    real *at;
    size_t n_rows, n_columns; /* y is column n_columns */
};

static real *column(const struct table *table, size_t j)
{
    return table->at + j * table->n_rows;
}

static real find_norm(const real *v, size_t n)
{
    real largest = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        largest = absolute(v[i]) > largest ? absolute(v[i]) : largest;
    for (size_t i = 0; i < n && largest > 0; i++)
        sum += v[i] / largest * (v[i] / largest);
    return largest * root(sum);
}

/* Applies I − v·v'/(v'v/2) of column k's reflector to rows k.. of column j. */
static void reflect(const struct table *table, size_t k, size_t j, real half)
{
    real *v = column(table, k), *x = column(table, j), sum = 0;
    for (size_t i = k; i < table->n_rows; i++)
        sum += v[i] * x[i];
    for (size_t i = k; i < table->n_rows; i++)
        x[i] -= sum / half * v[i];
}

/* Reduces the table. diagonal[k] becomes R[k][k]; the reflectors stay below. */
static enum cs_absence reduce(const struct table *table, real *diagonal)
{
    for (size_t k = 0; k < table->n_columns; k++) {
        real *v = column(table, k);
        real whole = find_norm(v, table->n_rows);
        real norm = find_norm(v + k, table->n_rows - k);
        if (!(norm > whole * DEPENDENT))
            return CS_ABSENT_RANK;
        diagonal[k] = v[k] > 0 ? -norm : norm;
        v[k] -= diagonal[k];
        real half = -diagonal[k] * v[k];
        for (size_t j = k + 1; j <= table->n_columns; j++)
            reflect(table, k, j, half);
    }
    return CS_ABSENT_NOTHING;
}

/* Solves R·b = rhs from below; rhs becomes b. */
static void solve(const struct table *table, const real *diagonal, real *rhs)
{
    for (size_t k = table->n_columns; k-- > 0;) {
        for (size_t j = k + 1; j < table->n_columns; j++)
            rhs[k] -= column(table, j)[k] * rhs[j];
        rhs[k] /= diagonal[k];
    }
}

/* The standard error of each coefficient: sd times the norm of the row of R⁻¹. */
static void find_errors(const struct table *table, const real *diagonal, real *scratch, real sd,
                        double *se)
{
    size_t p = table->n_columns;
    for (size_t j = 0; j < p; j++)
        se[j] = 0;
    for (size_t c = 0; c < p; c++) {
        for (size_t j = 0; j < p; j++)
            scratch[j] = j == c;
        solve(table, diagonal, scratch);
        for (size_t j = 0; j < p; j++)
            se[j] = (double)root((real)se[j] * se[j] + scratch[j] * scratch[j]);
    }
    for (size_t j = 0; j < p; j++)
        se[j] = (double)(sd * se[j]);
}

static bool has_intercept(const struct cs_fit_data *data)
{
    for (size_t i = 0; i < data->n_rows; i++)
        if (data->x[i * data->n_columns] != 1)
            return false;
    return true;
}

static real find_variation(const struct cs_fit_data *data)
{
    real mean = 0, sum = 0;
    for (size_t i = 0; i < data->n_rows && has_intercept(data); i++)
        mean += data->y[i] / (real)data->n_rows;
    for (size_t i = 0; i < data->n_rows; i++)
        sum += (data->y[i] - mean) * (data->y[i] - mean);
    return sum;
}

static bool is_finite(const struct cs_fit_data *data)
{
    for (size_t i = 0; i < data->n_rows * data->n_columns; i++)
        if (!isfinite(data->x[i]))
            return false;
    for (size_t i = 0; i < data->n_rows; i++)
        if (!isfinite(data->y[i]))
            return false;
    return true;
}

static void fill_table(const struct table *table, const struct cs_fit_data *data)
{
    for (size_t i = 0; i < data->n_rows; i++) {
        for (size_t j = 0; j < data->n_columns; j++)
            column(table, j)[i] = data->x[i * data->n_columns + j];
        column(table, data->n_columns)[i] = data->y[i];
    }
}

static enum cs_absence fit(const struct table *table, const struct cs_fit_data *data,
                           double *coefficients, double *se, struct cs_fit *out)
{
    size_t p = data->n_columns, n = data->n_rows;
    real *diagonal = column(table, p + 1), *rhs = column(table, p);
    fill_table(table, data);
    enum cs_absence lack = reduce(table, diagonal);
    if (lack)
        return lack;
    real rest = find_norm(rhs + p, n - p), variation = find_variation(data);
    real sd = n > p ? rest / root((real)(n - p)) : (real)NAN;
    *out = (struct cs_fit){(double)sd, variation > 0 ? (double)(1 - rest * rest / variation) : NAN};
    solve(table, diagonal, rhs);
    for (size_t j = 0; j < p; j++)
        coefficients[j] = (double)rhs[j];
    if (se)
        find_errors(table, diagonal, rhs, sd, se);
    return CS_ABSENT_NOTHING;
}

enum cs_absence cs_fit_linear(const struct cs_fit_data *data, double *coefficients, double *se,
                              struct cs_fit *out)
{
    *out = (struct cs_fit){NAN, NAN};
    for (size_t j = 0; j < data->n_columns; j++) {
        coefficients[j] = NAN;
        if (se)
            se[j] = NAN;
    }
    if (data->n_columns == 0 || data->n_rows < data->n_columns)
        return CS_ABSENT_MORE_VALUES;
    if (!is_finite(data))
        return CS_ABSENT_FINITE;
    struct table table = {calloc((data->n_columns + 2) * data->n_rows, sizeof(real)), data->n_rows,
                          data->n_columns};
    if (!table.at)
        return CS_ABSENT_MEMORY;
    enum cs_absence lack = fit(&table, data, coefficients, se, out);
    free(table.at);
    return lack;
}
