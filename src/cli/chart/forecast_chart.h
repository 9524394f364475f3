/* Charts of forecasts: a series with its fan, methods ranked by how wrong they were. Answers for:
 * filling the chart's model, and drawing it into the file of --chart. */
#ifndef CS_CLI_FORECAST_CHART_H
#define CS_CLI_FORECAST_CHART_H

#include "analysis/published/projection.h"
#include "cli/frame/command.h"
#include "render/result/backtest.h"
#include "render/chart/chart.h"
#include "render/result/projection.h"

/* Known values without the filled years; forecast and intervals from the last value on. Without
 * points when out of memory. Arena: points. */
struct cs_chart_series cs_chart_past(const struct cs_series *series, struct cs_arena *arena);
struct cs_chart_series cs_chart_fan(const struct cs_projected *row, struct cs_arena *arena);

/* --chart FILE, when given: SVG, PNG or PDF by the name of the file. Errors: CS_USAGE unless
 * exactly one series was forecast; CS_IO as of drawing and writing. */
CS_MUST_USE enum cs_status cs_draw_projection(struct cs_call *call,
                                              const struct cs_projection_shown *shown);
/* The same; MASE of every method, naive as the line of reference. */
CS_MUST_USE enum cs_status cs_draw_backtest(struct cs_call *call,
                                            const struct cs_backtested *shown);

#endif
