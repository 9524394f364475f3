/* Errors of quantiles of one group weighted to the categories of another. Answers for: the
 * bootstrap of DiNardo, Fortin and Lemieux's counterfactual by cells, both groups resampled and the
 * cells' shares estimated anew each time. The counterfactual itself is analysis's. Reference:
 * DiNardo, Fortin & Lemieux 1996; Firpo, Fortin & Lemieux 2018 for the bootstrap. */
#ifndef CS_STATS_INFERENCE_REWEIGHT_H
#define CS_STATS_INFERENCE_REWEIGHT_H

#include <stddef.h>
#include <stdint.h>

#include "stats/absence.h"

/* One group: weights above 0; cells[i] < n_cells. */
struct cs_reweight_side {
    const double *values, *weights;
    const size_t *cells;
    size_t n;
};

struct cs_reweight_plan {
    size_t n_cells;
    const double *shares; /* of the quantiles (hf2) */
    size_t n_shares;
    size_t n_resamples;
    uint64_t seed;
};

/* Standard errors over resamples, at one share. */
struct cs_reweight_errors {
    double reweighted;  /* of b's quantile with a's shares of the cells */
    double composition; /* of that less b's own */
    double structure;   /* of a's own less that */
};

/* errors[n_shares]. A resample in which b lacks a cell that a has says nothing; CS_ABSENT_RANGE
 * when these are more than one in twenty. CS_ABSENT_MORE_VALUES below two observations a side. The
 * same bytes for the same seed. */
enum cs_absence cs_reweight_errors(const struct cs_reweight_side sides[2],
                                   const struct cs_reweight_plan *plan,
                                   struct cs_reweight_errors *errors);

#endif
