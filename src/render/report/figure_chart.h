/* Charts of single figures, for guides and `careerstat figure`: the charts of the report, with the
 * occupation named in the picture. Answers for: guide/refresh/painter.h, on top of the report's
 * models. */
#ifndef CS_RENDER_FIGURE_CHART_H
#define CS_RENDER_FIGURE_CHART_H

#include "guide/refresh/painter.h"
#include "render/draw/gnuplot.h"

struct cs_figure_charts {
    const struct cs_figure_data *figures; /* borrowed */
    struct cs_gnuplot *gnuplot;           /* started with the first picture */
};
void cs_figure_charts_clear(struct cs_figure_charts *charts, struct cs_diag *diag);

/* Borrowed: the painter holds on to `charts`. A chart shows the newest figures: it takes no period
 * and no pay but that a year. */
struct cs_painter cs_figure_painter(struct cs_figure_charts *charts);

#endif
