/* Local and global trend: a Bayesian forecast of one yearly series of positive values. Answers
 * for: draws from the posterior by seeded Markov chains, whether these agree, the expected path and
 * the quantiles of what may come. Internal to the forecasting modules of stats/.
 *
 * The chains are run until split R-hat and effective sample size hold, at most CS_LGT_ROUNDS times
 * as long as the time before; then they are said not to have agreed, and nothing else is given.
 * Reference: Smyl, Bergmeir, Dokumentov, Long, Wibowo & Schmidt 2025, Local and global trend
 * Bayesian exponential smoothing models, International Journal of Forecasting 41. */
#ifndef CS_STATS_FORECAST_LGT_H
#define CS_STATS_FORECAST_LGT_H

#include <stdbool.h>
#include <stddef.h>

enum { CS_LGT_MAX_HORIZON = 30, CS_LGT_ROUNDS = 3, CS_N_LGT_QUANTILES = 4 };

struct cs_lgt_step {
    double expected; /* mean of the paths without errors, its outermost 2.5 % on each side aside */
    double quantiles[CS_N_LGT_QUANTILES]; /* 2.5, 10, 90 and 97.5 % of the paths with errors */
};

struct cs_lgt {
    bool has_agreed;
    double rhat, ess; /* the worst of the quantities watched */
    size_t n_draws;   /* kept, of all chains */
    size_t n_rounds;
    struct cs_lgt_step steps[CS_LGT_MAX_HORIZON]; /* zero unless the chains agreed */
};

/* Room for one series at a time; NULL when out of memory. */
struct cs_lgt_room;
struct cs_lgt_room *cs_lgt_room_new(void);
void cs_lgt_room_free(struct cs_lgt_room *room);

/* Requires: 3 ≤ n ≤ 80 finite values above 0, not all equal; 1 ≤ horizon ≤ CS_LGT_MAX_HORIZON.
 * The same bytes for the same values, and a step's whatever the horizon. */
void cs_lgt_run(struct cs_lgt_room *room, const double *y, size_t n, size_t horizon,
                struct cs_lgt *out);

#endif
