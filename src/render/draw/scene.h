/* A picture before it is drawn: marks in the units of the data, text in pixels.
 * Answers for: holding what a chart builder places, in drawing order; mapping data to pixels.
 * scene_gnuplot.c turns it into a script. Measured with render/draw/font.h. */
#ifndef CS_RENDER_SCENE_H
#define CS_RENDER_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "render/draw/style.h"

enum cs_shape {
    CS_SHAPE_BOX,     /* x0 y0 x1 y1 */
    CS_SHAPE_SEGMENT, /* x0 y0 x1 y1 */
    CS_SHAPE_POINT,   /* x y */
    CS_SHAPE_LINE,    /* x y, row after row; cs_layer_break starts another */
    CS_SHAPE_AREA,    /* x y, closed; cs_layer_break starts another */
};

struct cs_mark_row {
    double v[4];
    bool is_break;
};

/* Marks of one shape, color and width: one datablock of the script. */
struct cs_layer {
    const char *name; /* of the datablock: letters and underscores, ours */
    enum cs_shape shape;
    struct cs_color color;
    double width; /* of lines in pixels; of points the radius */
    bool is_dashed;
    bool
        is_on_screen; /* boxes, segments and points in pixels, drawn over the plot: keys, legends */
    struct cs_mark_row *rows;
    size_t n_rows, capacity;
    struct cs_layer *next;
};

enum cs_anchor { CS_ANCHOR_LEFT, CS_ANCHOR_MIDDLE, CS_ANCHOR_RIGHT };

struct cs_label {
    const char *text; /* clean (render/draw/font.h) */
    double x, y;      /* pixels from the top left; y is the baseline */
    double size;
    bool is_bold;
    enum cs_anchor anchor;
    struct cs_color color;
};

/* Pixels of the canvas, and the pixels and data ranges of the plotting area. y grows downward in
 * pixels; from_y is at the top. */
struct cs_frame {
    double left, right, top, bottom;
    double from_x, to_x, from_y, to_y;
};

struct cs_scene {
    struct cs_arena *arena;
    const struct cs_style *style;
    double width, height;
    struct cs_frame frame;
    struct cs_layer *first, **last;
    struct cs_label *labels;
    size_t n_labels, capacity;
    bool has_failed; /* out of memory somewhere: checked once at the end */
    struct cs_layer spare;
};

void cs_scene_init(struct cs_scene *scene, struct cs_arena *arena, const struct cs_style *style);

/* A new layer on top of those before it. Never NULL: when memory is out, a spare that is not drawn.
 */
struct cs_layer *cs_scene_layer(struct cs_scene *scene, const char *name, enum cs_shape shape,
                                struct cs_color color, double width);
/* The box or segment from a to b, or the point or vertex a (b NULL). */
void cs_layer_add(struct cs_scene *scene, struct cs_layer *layer, const double a[2],
                  const double b[2]);
void cs_layer_break(struct cs_scene *scene, struct cs_layer *layer);

/* Adds a label. */
void cs_scene_label(struct cs_scene *scene, const struct cs_label *label);
double cs_label_width(const struct cs_label *label);

double cs_frame_x(const struct cs_frame *frame, double value);
double cs_frame_y(const struct cs_frame *frame, double value);
/* Back from pixels. */
double cs_frame_value_x(const struct cs_frame *frame, double x);
double cs_frame_value_y(const struct cs_frame *frame, double y);

#endif
