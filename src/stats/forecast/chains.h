/* Whether several Markov chains agree. Answers for: split R-hat and the effective sample size of
 * one quantity. Reference: Gelman et al. 2013, Bayesian Data Analysis, 11.4 and 11.5; Geyer 1992
 * for the sum of autocorrelations. */
#ifndef CS_STATS_FORECAST_CHAINS_H
#define CS_STATS_FORECAST_CHAINS_H

#include <stddef.h>

/* The quantity's draws, n of each chain, one chain after another. Requires: n ≥ 8. */
struct cs_chains {
    const double *draws;
    size_t n_chains, n;
};

struct cs_chains_check {
    double rhat; /* 1 when chains and their halves agree */
    double ess;  /* independent draws that would tell as much */
};
struct cs_chains_check cs_chains_check_of(const struct cs_chains *chains);

#endif
