/* What the lines of a chart and their names share. chart_lines.c draws, chart_line_names.c places
 * names and values. Inside render/ only. */
#ifndef CS_RENDER_CHART_LINES_H
#define CS_RENDER_CHART_LINES_H

#include <stdbool.h>

#include "render/chart/chart.h"
#include "render/chart/chart_build.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

/* Colors of the strong lines, in their order. */
extern const enum cs_role cs_line_roles[CS_CHART_CURVES];

/* From the end of a line to its name. */
#define CS_LINE_END_GAP 9.0

/* A series ready to draw, and its name at the line's end. */
struct cs_line {
    const struct cs_chart_series *series;
    enum cs_role role, text_role;
    const struct cs_chart_point *last; /* with a value; NULL none */
    struct cs_lines name;
    double name_y; /* middle of the name */
};

struct cs_line_plot {
    struct cs_line *lines;
    size_t n;
    double from_year, to_year, low, high;
    double name_width;
};

/* Whether any line, or the mark of a floor, runs through the label's box. */
bool cs_lines_meet(const struct cs_builder *builder, const struct cs_line_plot *lines,
                   const struct cs_label *label);
/* Names at the lines' ends, pushed apart; context gives way to the strong. */
void cs_lines_print_names(struct cs_builder *builder, struct cs_line_plot *lines);
/* The first value of a line, all of them when they are few, where they find room. */
void cs_lines_print_values(struct cs_builder *builder, const struct cs_line_plot *lines,
                           const struct cs_line *line);

#endif
