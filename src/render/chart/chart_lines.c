/* Series over years: pay history, employment and its outlook. */
#include "render/chart/chart_lines.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

static const double most_height = 300, least_height = 110, axis_height = 26;
static const double natural_share = 0.55; /* of the width, when that is small */
enum { MAX_NAME_LINES = 3, FEW_POINTS = 12 };
const enum cs_role cs_line_roles[CS_CHART_CURVES] = {CS_ROLE_BLUE, CS_ROLE_RUST, CS_ROLE_TEAL,
                                                     CS_ROLE_PLUM, CS_ROLE_OLIVE};

static void choose_roles(const struct cs_chart *chart, struct cs_line_plot *lines)
{
    size_t n_strong = 0, n_emphasised = 0;
    for (size_t i = 0; i < chart->n_series; i++)
        n_emphasised += chart->series[i].is_emphasised != 0;
    for (size_t i = 0; i < lines->n; i++) {
        bool is_strong =
            n_emphasised ? chart->series[i].is_emphasised : chart->n_series <= CS_CHART_CURVES;
        struct cs_line *line = &lines->lines[i];
        line->series = &chart->series[i];
        line->role = is_strong ? cs_line_roles[n_strong++ % CS_CHART_CURVES] : CS_ROLE_GRAY;
        line->text_role = is_strong ? line->role : CS_ROLE_MUTED;
    }
}

static void include(struct cs_line_plot *lines, struct cs_quantity quantity)
{
    if (!cs_is_drawn(quantity))
        return;
    lines->low = fmin(lines->low, quantity.value);
    lines->high = fmax(lines->high, quantity.value);
}

static void measure_series(struct cs_line_plot *lines, struct cs_line *line)
{
    for (size_t i = 0; i < line->series->n_points; i++) {
        const struct cs_chart_point *point = &line->series->points[i];
        if (!isfinite(point->year))
            continue;
        include(lines, point->value);
        for (int j = 0; j < 2; j++) {
            include(lines, point->low[j]);
            include(lines, point->high[j]);
        }
        if (cs_is_drawn(point->value))
            line->last = point;
        lines->from_year = fmin(lines->from_year, point->year);
        lines->to_year = fmax(lines->to_year, point->year);
    }
}

/* Our own projection is not known to the last digit: three of them, and "about". */
static const char *last_value(struct cs_builder *builder, const struct cs_line *line)
{
    double value = line->last->value.value;
    if (line->series->kind != CS_SERIES_PROJECTED || value == 0)
        return cs_build_value(builder, line->last->value);
    double unit = pow(10, floor(log10(fabs(value))) - 2);
    const char *text =
        cs_arena_printf(builder->arena, "about %s",
                        cs_build_value(builder, cs_quantity_of(round(value / unit) * unit)));
    return text ? text : "";
}

/* The name at the line's end; a strong line tells its last value under it. */
static void take_name(struct cs_builder *builder, struct cs_line *line, const struct cs_wrap *wrap)
{
    const char *name = cs_font_clean(builder->arena, line->series->name);
    cs_font_wrap(builder->arena, name ? name : "", wrap, &line->name);
    const char **lines = cs_arena_alloc(builder->arena, (line->name.n_lines + 1) * sizeof *lines);
    if (!line->last || line->role == CS_ROLE_GRAY || !lines || !line->name.lines)
        return;
    memcpy(lines, line->name.lines, line->name.n_lines * sizeof *lines);
    if (!*lines[0])
        line->name.n_lines = 0;
    lines[line->name.n_lines++] = last_value(builder, line);
    line->name.lines = lines;
    const char *value = lines[line->name.n_lines - 1];
    line->name.width = fmax(line->name.width, cs_font_width(value, strlen(value), CS_SIZE_AXIS, 1));
}

static enum cs_status take_lines(struct cs_builder *builder, struct cs_line_plot *lines)
{
    const struct cs_chart *chart = builder->chart;
    *lines =
        (struct cs_line_plot){NULL, chart->n_series, INFINITY, -INFINITY, INFINITY, -INFINITY, 0};
    lines->lines = cs_arena_alloc(builder->arena, (lines->n + 1) * sizeof *lines->lines);
    if (!lines->lines)
        return cs_fail_memory(builder->diag);
    choose_roles(chart, lines);
    struct cs_wrap wrap = {CS_SIZE_AXIS, 1, builder->scene->width * 0.28, MAX_NAME_LINES};
    if (lines->n > 6)
        wrap.max_lines = 1;
    for (size_t i = 0; i < lines->n; i++) {
        struct cs_line *line = &lines->lines[i];
        measure_series(lines, line);
        take_name(builder, line, &wrap);
        lines->name_width = fmax(lines->name_width, line->name.width);
    }
    return CS_OK;
}

/* Frame and axes. Years may be one only: the frame then has a year on either side. */
static enum cs_status place_frame(struct cs_builder *builder, const struct cs_line_plot *lines)
{
    double above = 22, room = 0;
    double natural = fmin(most_height, builder->scene->width * natural_share);
    enum cs_status status =
        cs_build_room(builder, natural, least_height, above + axis_height, &room);
    if (status != CS_OK)
        return status;
    struct cs_frame *frame = &builder->scene->frame;
    double margin = (lines->high - lines->low) * 0.06;
    double low = lines->low - margin;
    if (lines->low >= 0 && low < 0)
        low = 0;
    struct cs_axis axis = cs_axis_round(low, lines->high + margin, room > 220 ? 5 : 3);
    frame->top = builder->y + above;
    frame->bottom = frame->top + room;
    frame->from_y = axis.to;
    frame->to_y = axis.from;
    frame->left = builder->pad + cs_build_axis_width(builder, &axis) + 12;
    frame->right = builder->scene->width - builder->pad - lines->name_width - CS_LINE_END_GAP - 2;
    double side =
        lines->to_year > lines->from_year ? (lines->to_year - lines->from_year) * 0.02 : 1;
    frame->from_x = lines->from_year - side;
    frame->to_x = lines->to_year + side * 0.6;
    cs_build_axis_y(builder, &axis);
    return CS_OK;
}

static void put_years(struct cs_builder *builder, const struct cs_line_plot *lines)
{
    static const int steps[] = {1, 2, 4, 5, 10, 20, 25, 50, 100};
    const struct cs_frame *frame = &builder->scene->frame;
    double per_year = (frame->right - frame->left) / (frame->to_x - frame->from_x);
    size_t s = 0;
    while (s + 1 < sizeof steps / sizeof *steps && steps[s] * per_year < 52)
        s++;
    int first = (int)ceil(lines->from_year / steps[s] - 1e-9) * steps[s];
    for (int year = first; year <= lines->to_year + 1e-9; year += steps[s]) {
        struct cs_label label = {.size = CS_SIZE_AXIS,
                                 .anchor = CS_ANCHOR_MIDDLE,
                                 .x = cs_frame_x(frame, year),
                                 .y = frame->bottom + 18,
                                 .color = cs_build_color(builder, CS_ROLE_MUTED)};
        label.text = cs_arena_printf(builder->arena, "%d", year);
        cs_build_label_if_free(builder, &label);
    }
}

static void draw_fan(struct cs_builder *builder, const struct cs_line *line, int band)
{
    const struct cs_chart_series *series = line->series;
    struct cs_layer *area =
        cs_scene_layer(builder->scene, band ? "fan_wide" : "fan_narrow", CS_SHAPE_AREA,
                       cs_style_tint(builder->scene->style, cs_build_color(builder, line->role),
                                     band ? 0.13 : 0.28),
                       0);
    size_t n_banded = 0;
    for (size_t i = 0; i < series->n_points; i++)
        n_banded +=
            cs_is_drawn(series->points[i].low[band]) && cs_is_drawn(series->points[i].high[band]);
    if (n_banded == 0)
        return;
    /* Out along the upper ends and back along the lower; a point without ends is where it opens. */
    for (size_t k = 0; k < 2 * series->n_points; k++) {
        bool is_back = k >= series->n_points;
        const struct cs_chart_point *point =
            &series->points[is_back ? 2 * series->n_points - 1 - k : k];
        struct cs_quantity end = is_back ? point->low[band] : point->high[band];
        if (!cs_is_drawn(end))
            end = point->value;
        if (cs_is_drawn(end))
            cs_layer_add(builder->scene, area, (double[2]){point->year, end.value}, NULL);
    }
}

/* A figure that a line may run through: known, and no floor. */
static bool is_joined(struct cs_quantity value)
{
    return cs_is_drawn(value) && !cs_is_floor(value);
}

/* Whether the line runs from one point to the next. */
static bool is_joined_to(const struct cs_chart_point *point, const struct cs_chart_point *next)
{
    return is_joined(point->value) && is_joined(next->value);
}

/* Whether a point needs a dot of its own: a published end, one of few, or alone between gaps. */
static bool needs_dot(const struct cs_line *line, size_t i)
{
    const struct cs_chart_series *series = line->series;
    const struct cs_chart_point *points = series->points;
    if (series->kind == CS_SERIES_INTERPOLATED)
        return points[i].is_published;
    bool has_before = i > 0 && is_joined_to(&points[i - 1], &points[i]);
    bool has_after = i + 1 < series->n_points && is_joined_to(&points[i], &points[i + 1]);
    return (series->kind == CS_SERIES_PUBLISHED && series->n_points <= FEW_POINTS) ||
           &points[i] == line->last || (!has_before && !has_after);
}

/* The layers of one line, from under to over. */
struct line_layers {
    struct cs_layer *path, *stems, *rings, *dots, *holes;
};

static struct line_layers add_layers(struct cs_builder *builder, const struct cs_line *line)
{
    struct cs_scene *scene = builder->scene;
    struct cs_color color = cs_build_color(builder, line->role);
    struct cs_color ground = cs_build_color(builder, CS_ROLE_GROUND);
    bool is_context = line->role == CS_ROLE_GRAY;
    double thickness = is_context ? 1.5 : 2.4, radius = is_context ? 2.8 : 3.8;
    struct line_layers layers = {
        .path = cs_scene_layer(scene, "series", CS_SHAPE_LINE, color, thickness),
        .stems = cs_scene_layer(scene, "stems", CS_SHAPE_SEGMENT, color, thickness),
        .rings = cs_scene_layer(scene, "rings", CS_SHAPE_POINT, ground, radius + 1.5),
        .dots = cs_scene_layer(scene, "points", CS_SHAPE_POINT, color, radius),
        .holes = cs_scene_layer(scene, "holes", CS_SHAPE_POINT, ground, radius - 1.5)};
    layers.path->is_dashed = line->series->kind != CS_SERIES_PUBLISHED;
    return layers;
}

/* A dot; of a floor hollow, with a stem that says where the value is: above. */
static void draw_dot(struct cs_builder *builder, const struct line_layers *layers,
                     const struct cs_chart_point *point)
{
    const struct cs_frame *frame = &builder->scene->frame;
    double at[2] = {point->year, point->value.value};
    double per_pixel = (frame->from_y - frame->to_y) / (frame->bottom - frame->top);
    if (cs_is_floor(point->value)) {
        cs_layer_add(builder->scene, layers->stems, at,
                     (double[2]){at[0], fmin(at[1] + 11 * per_pixel, frame->from_y)});
        cs_layer_add(builder->scene, layers->holes, at, NULL);
    } else {
        cs_layer_add(builder->scene, layers->rings, at, NULL);
    }
    cs_layer_add(builder->scene, layers->dots, at, NULL);
}

/* A line joins what is known: it stops before a year without a figure, and before a floor. */
static void draw_line(struct cs_builder *builder, const struct cs_line *line)
{
    const struct cs_chart_series *series = line->series;
    struct line_layers layers = add_layers(builder, line);
    for (size_t i = 0; i < series->n_points; i++) {
        const struct cs_chart_point *point = &series->points[i];
        bool is_known = is_joined(point->value);
        if (!is_known || (i > 0 && !is_joined_to(&series->points[i - 1], point)))
            cs_layer_break(builder->scene, layers.path);
        if (is_known)
            cs_layer_add(builder->scene, layers.path, (double[2]){point->year, point->value.value},
                         NULL);
        if (cs_is_drawn(point->value) && (!is_known || needs_dot(line, i)))
            draw_dot(builder, &layers, point);
    }
}

/* What a hollow dot means, where there is one. */
static void put_key(struct cs_builder *builder)
{
    struct cs_key_entry entry = {.shape = CS_SHAPE_POINT,
                                 .is_hollow = true,
                                 .words = "at least this much: the exact figure is not published",
                                 .color = cs_build_color(builder, CS_ROLE_GRAY)};
    if (cs_count_floors(builder->chart))
        cs_build_key(builder, &entry, 1);
}

enum cs_status cs_build_lines(struct cs_builder *builder)
{
    struct cs_line_plot lines;
    enum cs_status status = take_lines(builder, &lines);
    if (status != CS_OK)
        return status;
    if (!(lines.high >= lines.low))
        return cs_build_nothing(builder, "No figures to draw: the values are missing.");
    put_key(builder);
    status = place_frame(builder, &lines);
    if (status != CS_OK)
        return status;
    put_years(builder, &lines);
    for (size_t i = 0; i < lines.n; i++)
        for (int band = 1; band >= 0; band--)
            draw_fan(builder, &lines.lines[i], band);
    for (int pass = 1; pass >= 0; pass--) /* context under the strong */
        for (size_t i = 0; i < lines.n; i++)
            if ((lines.lines[i].role == CS_ROLE_GRAY) == pass)
                draw_line(builder, &lines.lines[i]);
    cs_lines_print_names(builder, &lines);
    for (size_t i = 0; i < lines.n; i++)
        if (lines.lines[i].role != CS_ROLE_GRAY)
            cs_lines_print_values(builder, &lines, &lines.lines[i]);
    builder->y = builder->scene->frame.bottom + axis_height;
    return CS_OK;
}
