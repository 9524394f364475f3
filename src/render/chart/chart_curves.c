/* Reading a Lorenz curve and naming it: shared by the picture, the terminal and the words. */
#include "render/chart/chart_curves.h"

#include <stddef.h>

#include "base/arena.h"
#include "data/quantity.h"
#include "render/chart/chart.h"
#include "render/chart/chart_format.h"
#include "render/draw/font.h"

struct cs_quantity cs_lorenz_at(const struct cs_chart_series *series, double people)
{
    for (size_t i = 0; i < series->n_points; i++)
        if (series->points[i].year == people)
            return series->points[i].value;
    return series->n_points ? series->points[0].value : cs_quantity_missing(CS_NOT_REPORTED);
}

const char *cs_lorenz_name(struct cs_arena *arena, const struct cs_language *language,
                           const struct cs_chart_series *series)
{
    struct cs_format format = {.language = language, .unit = {.kind = CS_UNIT_RATIO}, .step = 1e-3};
    char text[CS_FORMAT_BYTES];
    const char *name = cs_font_clean(arena, series->name);
    name = cs_arena_printf(arena, "%s, Gini %s", name ? name : "",
                           cs_format_value(&format, series->gini, text));
    return name ? name : "";
}
