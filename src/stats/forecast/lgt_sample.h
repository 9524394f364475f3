/* The sampler of the local and global trend model: four chains of Hamiltonian Monte Carlo that
 * share what they learn of the posterior's shape while they warm up. Internal to lgt. Reference:
 * Neal 2011, MCMC using Hamiltonian dynamics; Hoffman & Gelman 2014 for the length of a step. */
#ifndef CS_STATS_FORECAST_LGT_SAMPLE_H
#define CS_STATS_FORECAST_LGT_SAMPLE_H

#include <stddef.h>

#include "stats/forecast/lgt_density.h"
#include "stats/forecast/random.h"

enum { CS_LGT_CHAINS = 4 };

struct cs_lgt_chain {
    struct cs_random random;
    double at[CS_LGT_DIM], slopes[CS_LGT_DIM], density;
};

/* Sums of draws, and of products of their deviations from the mean. */
struct cs_lgt_shape {
    double n, mean[CS_LGT_DIM], products[CS_LGT_DIM][CS_LGT_DIM];
};

/* Length of a step by dual averaging of the acceptance. */
struct cs_lgt_pace {
    double step, target, deficit, ln_average;
    size_t n;
};

struct cs_lgt_sampler {
    const struct cs_lgt_series *series; /* borrowed */
    struct cs_lgt_chain chains[CS_LGT_CHAINS];
    struct cs_lgt_shape shape;
    double root[CS_LGT_DIM][CS_LGT_DIM]; /* lower Cholesky factor of the shape in use */
    struct cs_lgt_pace pace;
};

/* Starts the chains apart from each other. */
void cs_lgt_sampler_start(struct cs_lgt_sampler *sampler, const struct cs_lgt_series *series);
/* n moves of every chain that learn shape and pace; what they visit does not count. */
void cs_lgt_sampler_warm(struct cs_lgt_sampler *sampler, size_t n);
/* One move of every chain by what was learned. */
void cs_lgt_sampler_move(struct cs_lgt_sampler *sampler);

#endif
