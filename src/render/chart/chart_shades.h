/* Values as shades of one color: the scale of tile maps and heat maps. Inside render/ only. */
#ifndef CS_RENDER_CHART_SHADES_H
#define CS_RENDER_CHART_SHADES_H

#include <stdbool.h>

#include "render/chart/chart_build.h"

enum { CS_N_SHADES = 13 };

struct cs_shades {
    double low, high;
    bool has_lower, has_higher; /* values outside, drawn in the shade of the end */
    struct cs_layer *layers[CS_N_SHADES];
};

/* The scale over all values of the chart; cs_shades_include widens it by one. */
void cs_shades_measure(const struct cs_builder *builder, struct cs_shades *shades);
void cs_shades_include(struct cs_shades *shades, struct cs_quantity value);
bool cs_shades_any(const struct cs_shades *shades);
/* A tile in data units, in the layer of its shade. Returns its color. */
struct cs_color cs_shades_tile(struct cs_builder *builder, struct cs_shades *shades, double value,
                               const double box[4]);
/* Values short enough for a tile: "$42.5k". */
const char *cs_shades_text(struct cs_builder *builder, double value);
/* The scale as a strip with its ends and middle, at x, y, width pixels wide. */
void cs_shades_legend(struct cs_builder *builder, const struct cs_shades *shades, double x,
                      double y, double width);
/* "Hatched: withheld by the publisher (3), not reported (1)" under the tiles. */
void cs_shades_explain(struct cs_builder *builder, const size_t counts[CS_N_PRESENCES]);

#endif
