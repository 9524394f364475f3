/* The learned numbers of the automatic forecast. Internal to rule.c. */
#ifndef CS_STATS_FORECAST_LEARNED_H
#define CS_STATS_FORECAST_LEARNED_H

#include "stats/forecast/rule.h"

enum { CS_N_WIDTH_FEATURES = 13 };

/* Of long series, of short ones; between, rule.c mixes. Rows as the features of rule.c, columns as
 * enum cs_forecast_member. By penalized descent of sMAPE and MASE, each against naive's. */
extern const double cs_forecast_weight_rule[2][CS_N_FEATURES][CS_N_MEMBERS];
extern const double cs_forecast_trend_rule[2][CS_N_FEATURES];
/* ln of the width in mean steps, by descent of the quantile loss on forecasts held out of the
 * learning: first without the chains' quantiles, then with them; of each, long series, then short
 * ones. Columns: constant, ln of years ahead, ln of disagreement, ln of roughness, steadiness,
 * recent steadiness, length, acceleration, unrest, growth, relative step, correlation, ln of the
 * chains' distance. */
extern const double cs_forecast_width_rule[2][2][CS_N_WIDTHS][CS_N_WIDTH_FEATURES];

#endif
