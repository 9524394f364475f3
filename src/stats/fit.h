/* Linear least squares. Answers for: coefficients and their standard errors with the digits that
 * the data allow, by Householder QR in extended precision. GSL's works in double, too short for
 * twelve digits of NIST's harder sets. For a line through a longer series, not for big data. */
#ifndef CS_STATS_FIT_H
#define CS_STATS_FIT_H

#include <stddef.h>

#include "stats/absence.h"

struct cs_fit {
    double residual_sd; /* √(RSS/(n − p)); NaN for n = p */
    double r_squared; /* around the mean with an intercept, around zero without; NaN if undefined */
};

/* y ≈ X·b, X of n rows and p columns by row (a column of ones is the intercept, and must be the
 * first). se may be NULL. CS_ABSENT_MORE_VALUES for n < p, CS_ABSENT_RANK for dependent columns,
 * CS_ABSENT_FINITE. Outputs NaN on a lack. Reference: Golub & Van Loan 2013, 5.3.2. */
struct cs_fit_data {
    const double *x;
    const double *y;
    size_t n_rows, n_columns;
};
enum cs_absence cs_fit_linear(const struct cs_fit_data *data, double *coefficients, double *se,
                              struct cs_fit *out);

#endif
