/* How unequally values are spread. Answers for: Theil's and Atkinson's indices and the Lorenz curve
 * of sorted observations, with weights or without. Gini is in stats/moments.h. */
#ifndef CS_STATS_INEQUALITY_H
#define CS_STATS_INEQUALITY_H

#include "stats/sample.h"

/* Σ w·(x/m)·ln(x/m)/Σw, 0 where all are equal; a value of 0 counts 0. CS_ABSENT_POSITIVE for a
 * negative value or a mean of 0. Reference: Theil 1967; R's ineq(type = "Theil"). */
enum cs_absence cs_sorted_theil(const struct cs_sorted *sorted, double *out);

/* 1 − (Σ w·x^(1−ε)/Σw)^(1/(1−ε))/m, for ε = 1 1 − geometric mean/m. CS_ABSENT_POSITIVE as above,
 * and for a value of 0 where ε ≥ 1. Requires: ε > 0. Reference: Atkinson 1970. */
enum cs_absence cs_sorted_atkinson(const struct cs_sorted *sorted, double epsilon, double *out);

/* The shares of the sum that go to the lowest 0/n_steps, 1/n_steps … n_steps/n_steps of the
 * observations; one on a boundary is divided. Fills out[0 … n_steps], NaN with a lack.
 * CS_ABSENT_POSITIVE as above. Requires: n_steps ≥ 1. Reference: Lorenz 1905. */
enum cs_absence cs_sorted_lorenz(const struct cs_sorted *sorted, size_t n_steps, double *out);

#endif
