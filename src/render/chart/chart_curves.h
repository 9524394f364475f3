/* Words that every form of a Lorenz curve bears. Answers for: its name with its Gini, and reading a
 * share off it. Inside render/ only. */
#ifndef CS_RENDER_CHART_CURVES_H
#define CS_RENDER_CHART_CURVES_H

#include "base/arena.h"
#include "data/quantity.h"
#include "render/chart/chart.h"
#include "render/chart/chart_format.h"

/* "Nurse, Gini 0.231", clean. Arena: the text. */
const char *cs_lorenz_name(struct cs_arena *arena, const struct cs_language *language,
                           const struct cs_chart_series *series);
/* The percent of all pay that the lowest `people` percent have; without a curve why there is none.
 */
struct cs_quantity cs_lorenz_at(const struct cs_chart_series *series, double people);

#endif
