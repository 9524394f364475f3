/* Doubles in order. Answers for: sorting and selecting ranks in place, never quadratic. */
#ifndef CS_STATS_ORDER_H
#define CS_STATS_ORDER_H

#include <stdbool.h>

#include <stddef.h>

/* Puts doubles in ascending order. Requires: no NaN. */
void cs_sort_doubles(double *values, size_t n);

/* Puts the values of the given ranks (ascending, from 0, below n) where sorting would put them;
 * the others in no stated order. Requires: no NaN. Reference: Hoare 1961, for several ranks. */
void cs_select_doubles(double *values, size_t n, const size_t *ranks, size_t n_ranks);

/* Puts many values with their weights in order; equal values by weight. Returns 0 when they are too
 * few for it to pay or there is no room, and nothing was moved. Requires: no NaN. */
bool cs_sort_many_weighted(double *values, double *weights, size_t n);

#endif
