/* Lorenz curves: how much of all pay goes to the lowest-paid, beside the line of equality. Apart
 * from chart_lines.c because both axes are shares and all curves end in one point, so that their
 * names stand in a key. */
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/quantity.h"
#include "render/chart/chart.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_curves.h"
#include "render/chart/chart_lines.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

static const double most_height = 440, least_height = 140, above = 26, below = 44;
static const struct cs_axis shares = {0, 100, 25};

static bool has_curve(const struct cs_chart_series *series)
{
    return cs_is_drawn(cs_lorenz_at(series, 50));
}

/* The curves, and under them the line of equality as the first. */
static enum cs_status take_lines(struct cs_builder *builder, struct cs_line_plot *plot)
{
    const struct cs_chart *chart = builder->chart;
    struct cs_chart_point *ends = cs_arena_alloc(builder->arena, 2 * sizeof *ends);
    struct cs_chart_series *equality = cs_arena_alloc(builder->arena, sizeof *equality);
    *plot = (struct cs_line_plot){.to_year = 100, .high = 100};
    plot->lines = cs_arena_alloc(builder->arena, (chart->n_series + 1) * sizeof *plot->lines);
    if (!ends || !equality || !plot->lines)
        return cs_fail_memory(builder->diag);
    for (size_t i = 0; i < 2; i++)
        ends[i] = (struct cs_chart_point){.year = 100 * (double)i,
                                          .value = cs_quantity_of(100 * (double)i)};
    *equality = (struct cs_chart_series){.name = "if all earned the same",
                                         .kind = CS_SERIES_PROJECTED,
                                         .points = ends,
                                         .n_points = 2};
    plot->lines[plot->n++] =
        (struct cs_line){.series = equality, .role = CS_ROLE_GRAY, .text_role = CS_ROLE_MUTED};
    for (size_t i = 0; i < chart->n_series; i++) {
        if (!has_curve(&chart->series[i]))
            continue;
        enum cs_role role = cs_line_roles[(plot->n - 1) % CS_CHART_CURVES];
        plot->lines[plot->n++] =
            (struct cs_line){.series = &chart->series[i], .role = role, .text_role = role};
    }
    return CS_OK;
}

/* The curves from the top down as the key has them, the line of equality last. */
static void put_key(struct cs_builder *builder, const struct cs_line_plot *plot)
{
    struct cs_key_entry *entries = cs_arena_alloc(builder->arena, plot->n * sizeof *entries);
    for (size_t i = 0; entries && i < plot->n; i++) {
        const struct cs_line *line = &plot->lines[(i + 1) % plot->n];
        bool is_curve = line->role != CS_ROLE_GRAY;
        entries[i] = (struct cs_key_entry){
            .shape = CS_SHAPE_SEGMENT,
            .color = cs_build_color(builder, line->role),
            .is_dashed = !is_curve,
            .thickness = is_curve ? 3 : 1.5,
            .words = is_curve
                         ? cs_lorenz_name(builder->arena, builder->format.language, line->series)
                         : line->series->name};
    }
    if (entries)
        cs_build_key(builder, entries, plot->n);
}

/* As high as wide, on a wide page less. */
static enum cs_status place_frame(struct cs_builder *builder)
{
    struct cs_frame *frame = &builder->scene->frame;
    double label = cs_build_axis_width(builder, &shares), room = 0;
    frame->left = builder->pad + label + 12;
    frame->right = builder->scene->width - builder->pad - label / 2;
    enum cs_status status = cs_build_room(builder, fmin(most_height, frame->right - frame->left),
                                          least_height, above + below, &room);
    if (status != CS_OK)
        return status;
    frame->top = builder->y + above;
    frame->bottom = frame->top + room;
    frame->from_x = frame->to_y = 0;
    frame->to_x = frame->from_y = 100;
    return CS_OK;
}

static void put_axes(struct cs_builder *builder)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_label style = {.size = CS_SIZE_AXIS, .color = cs_build_color(builder, CS_ROLE_MUTED)};
    cs_build_axis_x(builder, &shares);
    cs_build_axis_y(builder, &shares);
    cs_build_text(builder, "share of all pay", builder->pad, frame->top - 13, &style);
    style.anchor = CS_ANCHOR_RIGHT;
    cs_build_text(builder, "share of people, lowest-paid first",
                  builder->scene->width - builder->pad, frame->bottom + 36, &style);
}

static void draw_curve(struct cs_builder *builder, const struct cs_line *line)
{
    bool is_curve = line->role != CS_ROLE_GRAY;
    struct cs_layer *path =
        cs_scene_layer(builder->scene, "series", CS_SHAPE_LINE, cs_build_color(builder, line->role),
                       is_curve ? 2.4 : 1.5);
    path->is_dashed = !is_curve;
    for (size_t i = 0; i < line->series->n_points; i++) {
        const struct cs_chart_point *point = &line->series->points[i];
        if (cs_is_drawn(point->value))
            cs_layer_add(builder->scene, path, (double[2]){point->year, point->value.value}, NULL);
        else
            cs_layer_break(builder->scene, path);
    }
}

static void draw_half(struct cs_builder *builder, const struct cs_line *line)
{
    double at[2] = {50, cs_lorenz_at(line->series, 50).value};
    struct cs_layer *ring = cs_scene_layer(builder->scene, "rings", CS_SHAPE_POINT,
                                           cs_build_color(builder, CS_ROLE_GROUND), 5.3);
    struct cs_layer *dot = cs_scene_layer(builder->scene, "points", CS_SHAPE_POINT,
                                          cs_build_color(builder, line->role), 3.8);
    cs_layer_add(builder->scene, ring, at, NULL);
    cs_layer_add(builder->scene, dot, at, NULL);
}

/* What the lower-paid half has, in words where they find room, over or under the curve. */
static void print_half(struct cs_builder *builder, const struct cs_line_plot *plot,
                       const struct cs_line *line)
{
    static const struct {
        double dx, dy;
        enum cs_anchor anchor;
        bool is_short;
    } places[] = {{9, 18, CS_ANCHOR_LEFT, false},
                  {9, 18, CS_ANCHOR_LEFT, true},
                  {-8, -6, CS_ANCHOR_RIGHT, true}};
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_quantity half = cs_lorenz_at(line->series, 50);
    struct cs_label label = {
        .size = CS_SIZE_AXIS, .is_bold = true, .color = cs_build_color(builder, line->text_role)};
    const char *value = cs_build_value(builder, half);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        label.text =
            places[i].is_short ? value : cs_arena_printf(builder->arena, "lower half: %s", value);
        label.x = cs_frame_x(frame, 50) + places[i].dx;
        label.y = cs_frame_y(frame, half.value) + places[i].dy;
        label.anchor = places[i].anchor;
        bool is_inside =
            label.y < frame->bottom - 2 && (label.anchor != CS_ANCHOR_LEFT || !label.text ||
                                            label.x + cs_label_width(&label) < frame->right);
        if (label.text && is_inside && !cs_lines_meet(builder, plot, &label) &&
            cs_build_label_if_free(builder, &label))
            return;
    }
}

/* The outermost first: they have room below and above. */
static void print_halves(struct cs_builder *builder, const struct cs_line_plot *plot)
{
    size_t low = 1, high = 1;
    for (size_t i = 2; i < plot->n; i++) {
        double half = cs_lorenz_at(plot->lines[i].series, 50).value;
        if (half < cs_lorenz_at(plot->lines[low].series, 50).value)
            low = i;
        if (half > cs_lorenz_at(plot->lines[high].series, 50).value)
            high = i;
    }
    print_half(builder, plot, &plot->lines[low]);
    if (high != low)
        print_half(builder, plot, &plot->lines[high]);
    for (size_t i = 1; i < plot->n; i++)
        if (i != low && i != high)
            print_half(builder, plot, &plot->lines[i]);
}

enum cs_status cs_build_lorenz(struct cs_builder *builder)
{
    struct cs_line_plot plot;
    enum cs_status status = take_lines(builder, &plot);
    if (status != CS_OK)
        return status;
    if (plot.n == 1)
        return cs_build_nothing(builder, "No figures to draw: the values are missing.");
    put_key(builder, &plot);
    status = place_frame(builder);
    if (status != CS_OK)
        return status;
    put_axes(builder);
    for (size_t i = 0; i < plot.n; i++)
        draw_curve(builder, &plot.lines[i]);
    for (size_t i = 1; i < plot.n; i++)
        draw_half(builder, &plot.lines[i]);
    print_halves(builder, &plot);
    builder->y = builder->scene->frame.bottom + below;
    return CS_OK;
}
