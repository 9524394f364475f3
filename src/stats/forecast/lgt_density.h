/* The local and global trend model of one series. Answers for: its numbers, its prior and
 * likelihood with their slopes, and one year of its recursion. Internal to lgt. Reference: lgt.h.
 *
 *   value next year ~ Student-t(nu) around level + gamma·level^rho + lambda·trend,
 *                     of scale sigma·level^tau + floor
 *   level moves by alpha·(value − level), trend by beta·(change of level − trend)
 *
 * Values are in medians of the series: the answer scales with the series. The sampler moves in ten
 * coordinates on the whole line: logits of alpha, beta, lambda, tau and of rho and nu within their
 * range, the step at the median level (gamma + lambda·mean step), the first trend, the logarithm of
 * sigma + floor, and the logit of floor's share of it. */
#ifndef CS_STATS_FORECAST_LGT_DENSITY_H
#define CS_STATS_FORECAST_LGT_DENSITY_H

#include <stddef.h>

enum { CS_LGT_MAX_VALUES = 80, CS_LGT_DIM = 10 };

struct cs_lgt_series {
    double y[CS_LGT_MAX_VALUES]; /* in medians */
    size_t n;
    double median;
    double mean_step, typical_step; /* with and without signs, in medians */
    double prior_scale;
    double least_scale; /* of an error: an exact line leaves a share of its step */
};
/* Requires: 3 ≤ n ≤ CS_LGT_MAX_VALUES values above 0, not all equal. */
void cs_lgt_series_load(struct cs_lgt_series *series, const double *y, size_t n);

struct cs_lgt_numbers {
    double alpha, beta, lambda, tau, rho, nu;
    double gamma, first_trend, sigma, floor;
};
struct cs_lgt_numbers cs_lgt_numbers_at(const struct cs_lgt_series *series,
                                        const double at[CS_LGT_DIM]);
/* A start that lies apart from other starts: at[] from ten standard normal numbers. */
void cs_lgt_start(const struct cs_lgt_series *series, const double normals[CS_LGT_DIM],
                  double at[CS_LGT_DIM]);
/* How far each coordinate is expected to range, before anything was drawn. */
void cs_lgt_ranges(const struct cs_lgt_series *series, double ranges[CS_LGT_DIM]);

/* ln of prior times likelihood, but for a constant; −infinity where it cannot be had. */
double cs_lgt_density(const struct cs_lgt_series *series, const double at[CS_LGT_DIM],
                      double slopes[CS_LGT_DIM]);

struct cs_lgt_state {
    double level, trend;
};
/* After the last value. */
struct cs_lgt_state cs_lgt_state_of(const struct cs_lgt_series *series,
                                    const struct cs_lgt_numbers *numbers);
/* The value expected next, above 0; *scale of its error. */
double cs_lgt_expect(const struct cs_lgt_numbers *numbers, struct cs_lgt_state state,
                     double *scale);
void cs_lgt_move(const struct cs_lgt_numbers *numbers, struct cs_lgt_state *state, double value);

#endif
