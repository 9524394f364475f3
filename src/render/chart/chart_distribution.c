/* Individual observations as a histogram, with their quantiles. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"

static const double natural_height = 260, least_height = 90, axis_height = 26, flag_line = 16,
                    flag_size = 12;
enum { MAX_FLAGS = 9 };

/* A quantile's line and its name beside the line's upper end. */
struct flag {
    const char *text;
    double value, x, width;
    int row;      /* from the frame upward */
    bool is_left; /* the name stands left of the line */
};

static double total_count(const struct cs_chart *chart)
{
    double total = 0;
    for (size_t i = 0; i < chart->n_bins; i++)
        if (isfinite(chart->bins[i].count))
            total += chart->bins[i].count;
    return total;
}

/* By value; at most MAX_FLAGS of them, inside the axis. */
static size_t take_flags(struct cs_builder *builder, struct flag flags[MAX_FLAGS])
{
    const struct cs_chart *chart = builder->chart;
    const struct cs_frame *frame = &builder->scene->frame;
    size_t n = 0;
    for (size_t i = 0; i < chart->n_marks && n < MAX_FLAGS; i++) {
        double value = chart->marks[i].value;
        if (!(value >= frame->from_x && value <= frame->to_x))
            continue;
        struct cs_wrap wrap = {flag_size, 0, builder->scene->width * 0.4, 1};
        const char *name = cs_font_clean(builder->arena, chart->marks[i].label);
        const char *text = cs_arena_printf(builder->arena, "%s %s", name ? name : "",
                                           cs_build_value(builder, cs_quantity_of(value)));
        struct flag flag = {.text = cs_font_cut(builder->arena, text ? text : "", &wrap),
                            .value = value,
                            .x = cs_frame_x(frame, value)};
        flag.width = cs_font_width(flag.text, strlen(flag.text), flag_size, 0);
        size_t at = n++;
        for (; at > 0 && flags[at - 1].value > value; at--)
            flags[at] = flags[at - 1];
        flags[at] = flag;
    }
    return n;
}

/* Names stand right of their lines; from right to left, each takes the row of its neighbor when
 * it ends before the neighbor's line, else one higher, so that no line runs through a name. Those
 * that would leave the canvas stand left of their lines in rows above all. Returns the rows. */
static int stack_flags(const struct cs_builder *builder, struct flag *flags, size_t n)
{
    double limit = builder->scene->width - 6;
    int highest = -1, row = 0;
    double next_line = limit;
    for (size_t i = n; i-- > 0;) {
        if (flags[i].x + 5 + flags[i].width > limit) {
            flags[i].is_left = true;
            continue;
        }
        if (flags[i].x + 5 + flags[i].width + 4 > next_line)
            row = highest + 1;
        flags[i].row = row = row > 0 ? row : 0;
        highest = row > highest ? row : highest;
        next_line = flags[i].x;
    }
    for (size_t i = n; i-- > 0;)
        if (flags[i].is_left)
            flags[i].row = ++highest;
    return highest + 1;
}

/* Whether the words of a flag stand at x. */
static bool covers(const struct flag *flag, double x)
{
    double from = flag->is_left ? flag->x - 5 - flag->width : flag->x + 5;
    return x > from - 3 && x < from + flag->width + 3;
}

/* From the words of a flag down to the bars, behind the words of lower ones. */
static void draw_pole(struct cs_builder *builder, struct cs_layer *poles, const struct flag *flags,
                      size_t n, size_t own)
{
    double bottom = builder->scene->frame.top;
    for (int row = 0; row <= flags[own].row; row++) {
        double base = builder->scene->frame.top - 4 - flag_line * row;
        double top = base - flag_size * CS_FONT_ASCENT;
        bool is_covered = false;
        for (size_t i = 0; i < n; i++)
            is_covered |= i != own && flags[i].row == row && covers(&flags[i], flags[own].x);
        double from = is_covered ? base + 2 : top;
        if (bottom - from > 0.5)
            cs_layer_add(builder->scene, poles, (double[]){flags[own].x, from},
                         (double[]){flags[own].x, bottom});
        bottom = top;
    }
}

static void draw_flags(struct cs_builder *builder, const struct flag *flags, size_t n)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_layer *casing = cs_scene_layer(builder->scene, "casing", CS_SHAPE_SEGMENT,
                                             cs_build_color(builder, CS_ROLE_GROUND), 4.5);
    struct cs_layer *lines = cs_scene_layer(builder->scene, "quantiles", CS_SHAPE_SEGMENT,
                                            cs_build_color(builder, CS_ROLE_RUST), 1.6);
    struct cs_layer *poles = cs_scene_layer(builder->scene, "poles", CS_SHAPE_SEGMENT,
                                            cs_build_color(builder, CS_ROLE_RUST), 1.6);
    poles->is_on_screen = true;
    for (size_t i = 0; i < n; i++) {
        double from[2] = {flags[i].value, frame->from_y}, to[2] = {flags[i].value, frame->to_y};
        cs_layer_add(builder->scene, casing, from, to);
        cs_layer_add(builder->scene, lines, from, to);
        draw_pole(builder, poles, flags, n, i);
        struct cs_label label = {.size = flag_size,
                                 .text = flags[i].text,
                                 .x = flags[i].x + (flags[i].is_left ? -5 : 5),
                                 .y = frame->top - 4 - flag_line * flags[i].row,
                                 .anchor = flags[i].is_left ? CS_ANCHOR_RIGHT : CS_ANCHOR_LEFT,
                                 .color = cs_build_color(builder, CS_ROLE_INK)};
        cs_build_label_if_free(builder, &label);
    }
}

static void draw_bins(struct cs_builder *builder, double total)
{
    const struct cs_chart *chart = builder->chart;
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_layer *bars = cs_scene_layer(builder->scene, "bins", CS_SHAPE_BOX,
                                           cs_build_color(builder, CS_ROLE_BLUE), 0);
    double pixel = cs_frame_value_x(frame, 1) - cs_frame_value_x(frame, 0);
    for (size_t i = 0; i < chart->n_bins; i++) {
        const struct cs_chart_bin *bin = &chart->bins[i];
        double gap = fmin(pixel, (bin->high - bin->low) * 0.2) / 2;
        if (bin->count > 0)
            cs_layer_add(builder->scene, bars, (double[2]){bin->low + gap, 0},
                         (double[2]){bin->high - gap, 100 * bin->count / total});
    }
}

static void measure(const struct cs_chart *chart, double total, double ends[3])
{
    ends[0] = INFINITY;
    ends[1] = -INFINITY;
    ends[2] = 0;
    for (size_t i = 0; i < chart->n_bins; i++) {
        ends[0] = fmin(ends[0], chart->bins[i].low);
        ends[1] = fmax(ends[1], chart->bins[i].high);
        ends[2] = fmax(ends[2], 100 * chart->bins[i].count / total);
    }
}

enum cs_status cs_build_distribution(struct cs_builder *builder)
{
    double total = total_count(builder->chart), ends[3], room = 0;
    if (!(total > 0) || !isfinite(total))
        return cs_build_nothing(builder, "No observations to draw.");
    measure(builder->chart, total, ends);
    struct cs_frame *frame = &builder->scene->frame;
    struct cs_format money = builder->format;
    struct cs_axis y_axis = cs_axis_round(0, ends[2], 4);
    builder->format.unit = (struct cs_unit){.kind = CS_UNIT_PERCENT};
    frame->left = builder->pad + cs_build_axis_width(builder, &y_axis) + 12;
    builder->format = money;
    struct cs_axis x_axis = cs_axis_round(ends[0], ends[1], 6);
    frame->right = builder->scene->width - builder->pad -
                   cs_build_axis_width(builder, &x_axis) / 2 + builder->pad - 6;
    frame->right = fmin(frame->right, builder->scene->width - builder->pad);
    frame->from_x = ends[0];
    frame->to_x = ends[1];
    cs_axis_trim(&x_axis, ends[0], ends[1]);
    struct flag flags[MAX_FLAGS];
    size_t n_flags = take_flags(builder, flags);
    double above = 12 + flag_line * stack_flags(builder, flags, n_flags);
    enum cs_status status =
        cs_build_room(builder, natural_height, least_height, above + axis_height, &room);
    if (status != CS_OK)
        return status;
    frame->top = builder->y + above;
    frame->bottom = frame->top + room;
    frame->from_y = y_axis.to;
    frame->to_y = 0;
    builder->format.unit = (struct cs_unit){.kind = CS_UNIT_PERCENT};
    cs_build_axis_y(builder, &y_axis);
    builder->format = money;
    cs_build_axis_x(builder, &x_axis);
    draw_bins(builder, total);
    draw_flags(builder, flags, n_flags);
    builder->y = frame->bottom + axis_height;
    return CS_OK;
}
