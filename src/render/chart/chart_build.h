/* What all chart builders share: head, key, foot, value axes, labels that find room, hatching.
 * Answers for: the common parts of the page; each chart_*.c places its own marks. Inside render/
 * only. */
#ifndef CS_RENDER_CHART_BUILD_H
#define CS_RENDER_CHART_BUILD_H

#include <stdbool.h>

#include "render/chart/chart.h"
#include "render/chart/chart_format.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"

struct cs_builder {
    const struct cs_chart *chart;
    const struct cs_chart_look *look;
    struct cs_scene *scene;
    struct cs_arena *arena;
    struct cs_diag *diag;
    struct cs_format format; /* of values; step 0 */
    double pad;              /* left and right */
    double y;                /* below the head */
    double foot_height;
    struct cs_lines foot;
    struct cs_layer *hatch; /* NULL until something is missing */
};

enum { CS_SIZE_TITLE = 19, CS_SIZE_AXIS = 12, CS_SIZE_LABEL = 13, CS_SIZE_FOOT = 11 };

/* Builders, one a family of kinds. Each places everything between head and foot and sets
 * builder->y to its lower end. Errors: CS_USAGE when the height asked for is too small. */
enum cs_status cs_build_bars(struct cs_builder *builder);
enum cs_status cs_build_openings(struct cs_builder *builder);
enum cs_status cs_build_range(struct cs_builder *builder);
enum cs_status cs_build_compare(struct cs_builder *builder);
enum cs_status cs_build_lines(struct cs_builder *builder);
enum cs_status cs_build_tilemap(struct cs_builder *builder);
enum cs_status cs_build_heatmap(struct cs_builder *builder);
enum cs_status cs_build_distribution(struct cs_builder *builder);
enum cs_status cs_build_lorenz(struct cs_builder *builder);

/* The color of a role in the theme of the chart. */
struct cs_color cs_build_color(const struct cs_builder *builder, enum cs_role role);

/* Title, subtitle; measures the foot. */
void cs_build_head(struct cs_builder *builder);
/* "Source: …, period. n = 1,234. Caveat.", clean; needs chart, arena and format only. */
const char *cs_build_caption(struct cs_builder *builder);
/* Source, period, n and caveat under builder->y; fixes the scene's height. */
void cs_build_foot(struct cs_builder *builder);

/* One entry of the line that explains the marks, under the head. */
struct cs_key_entry {
    enum cs_shape shape; /* CS_SHAPE_BOX, CS_SHAPE_POINT or CS_SHAPE_SEGMENT */
    struct cs_color color;
    bool is_dashed, is_hollow, is_hatched;
    double thickness;  /* of a box or segment in pixels */
    const char *words; /* NULL: the entry is left out */
};
void cs_build_key(struct cs_builder *builder, const struct cs_key_entry *entries, size_t n);

/* Pixels that marks may take between builder->y and the foot: the natural height, or what a height
 * asked for leaves. Errors: CS_USAGE when that is under least. */
CS_MUST_USE enum cs_status cs_build_room(struct cs_builder *builder, double natural, double least,
                                         double below, double *room);

/* A sentence in place of marks, when there is nothing to draw. */
enum cs_status cs_build_nothing(struct cs_builder *builder, const char *words);

/* Round ends and steps around low..high. */
struct cs_axis {
    double from, to, step;
};
struct cs_axis cs_axis_round(double low, double high, int n_steps);
/* Takes steps outside low..high away again: the marks then fill the frame. */
void cs_axis_trim(struct cs_axis *axis, double low, double high);
/* Guides and labels of a value axis along x (under the frame) or y (left of it). The frame must be
 * set. */
void cs_build_axis_x(struct cs_builder *builder, const struct cs_axis *axis);
void cs_build_axis_y(struct cs_builder *builder, const struct cs_axis *axis);
/* The widest label of the axis. */
double cs_build_axis_width(const struct cs_builder *builder, const struct cs_axis *axis);

void cs_build_text(struct cs_builder *builder, const char *text, double x, double y,
                   const struct cs_label *style);
/* Adds the label unless it would touch another, or leave the canvas. Returns whether it did. */
bool cs_build_label_if_free(struct cs_builder *builder, const struct cs_label *label);

/* Slanted lines over a box in pixels (left, top, right, bottom): a value that is missing. */
void cs_build_hatch(struct cs_builder *builder, const double box[4]);
/* A line in data units with a casing of the ground's color, to be seen on any mark. */
void cs_build_cased_segment(struct cs_builder *builder, const double from[2], const double to[2]);

/* The value as text in the arena; a missing one gives its reason. */
const char *cs_build_value(struct cs_builder *builder, struct cs_quantity quantity);
/* Whether there is a number to draw (capped values are drawn at their bound). */
bool cs_is_drawn(struct cs_quantity quantity);
/* Whether what is drawn is a floor: the value is this or more. */
bool cs_is_floor(struct cs_quantity quantity);
/* How many points of the chart's series are floors. */
size_t cs_count_floors(const struct cs_chart *chart);

#endif
