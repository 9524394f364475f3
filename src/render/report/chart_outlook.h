/* Charts of an occupation's outlook: the same pictures as in its report. */
#ifndef CS_RENDER_CHART_OUTLOOK_H
#define CS_RENDER_CHART_OUTLOOK_H

#include <stdbool.h>

#include "analysis/outlook/outlook.h"
#include "render/chart/chart.h"

/* Fills the chart of a kind: history, outlook or openings. 0 when the outlook has no figures for
 * it. Arena: all that the chart borrows. */
bool cs_chart_of_outlook(enum cs_chart_kind kind, const struct cs_outlook *outlook,
                         struct cs_arena *arena, struct cs_chart *out);

#endif
