/* Series over years: pay history, employment and its outlook. */
#include <math.h>
#include <string.h>

#include "render/chart_build.h"

static const double natural_height = 300, least_height = 110, axis_height = 26, name_size = 12,
                    name_line = 14.5, end_gap = 9;
enum { MAX_NAME_LINES = 3, FEW_POINTS = 12 };
static const enum cs_role strong_roles[] = {CS_ROLE_BLUE, CS_ROLE_RUST, CS_ROLE_TEAL, CS_ROLE_PLUM,
                                            CS_ROLE_OLIVE};
enum { N_STRONG = sizeof strong_roles / sizeof *strong_roles };

/* A series ready to draw, and its name at the line's end. */
struct line {
    const struct cs_chart_series *series;
    enum cs_role role, text_role;
    const struct cs_chart_point *last; /* with a value; NULL none */
    struct cs_lines name;
    double name_y; /* middle of the name */
};

struct lines {
    struct line *lines;
    size_t n;
    double from_year, to_year, low, high;
    double name_width;
};

static void choose_roles(const struct cs_chart *chart, struct lines *lines)
{
    size_t n_strong = 0, n_emphasised = 0;
    for (size_t i = 0; i < chart->n_series; i++)
        n_emphasised += chart->series[i].is_emphasised != 0;
    for (size_t i = 0; i < lines->n; i++) {
        int is_strong = n_emphasised ? chart->series[i].is_emphasised : chart->n_series <= N_STRONG;
        struct line *line = &lines->lines[i];
        line->series = &chart->series[i];
        line->role = is_strong ? strong_roles[n_strong++ % N_STRONG] : CS_ROLE_GREY;
        line->text_role = is_strong ? line->role : CS_ROLE_MUTED;
    }
}

static void include(struct lines *lines, struct cs_quantity quantity)
{
    if (!cs_is_drawn(quantity))
        return;
    lines->low = fmin(lines->low, quantity.value);
    lines->high = fmax(lines->high, quantity.value);
}

static void measure_series(struct lines *lines, struct line *line)
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

/* The name at the line's end; a strong line tells its last value under it. */
static void take_name(struct cs_builder *builder, struct line *line, const struct cs_wrap *wrap)
{
    const char *name = cs_font_clean(builder->arena, line->series->name);
    cs_font_wrap(builder->arena, name ? name : "", wrap, &line->name);
    const char **lines = cs_arena_alloc(builder->arena, (line->name.n_lines + 1) * sizeof *lines);
    if (!line->last || line->role == CS_ROLE_GREY || !lines || !line->name.lines)
        return;
    memcpy(lines, line->name.lines, line->name.n_lines * sizeof *lines);
    if (!*lines[0])
        line->name.n_lines = 0;
    lines[line->name.n_lines++] = cs_build_value(builder, line->last->value);
    line->name.lines = lines;
    const char *value = lines[line->name.n_lines - 1];
    line->name.width = fmax(line->name.width, cs_font_width(value, strlen(value), name_size, 1));
}

static enum cs_status take_lines(struct cs_builder *builder, struct lines *lines)
{
    const struct cs_chart *chart = builder->chart;
    *lines = (struct lines){NULL, chart->n_series, INFINITY, -INFINITY, INFINITY, -INFINITY, 0};
    lines->lines = cs_arena_alloc(builder->arena, (lines->n + 1) * sizeof *lines->lines);
    if (!lines->lines)
        return cs_fail_memory(builder->diag);
    choose_roles(chart, lines);
    struct cs_wrap wrap = {name_size, 1, builder->scene->width * 0.28, MAX_NAME_LINES};
    if (lines->n > 6)
        wrap.max_lines = 1;
    for (size_t i = 0; i < lines->n; i++) {
        struct line *line = &lines->lines[i];
        measure_series(lines, line);
        take_name(builder, line, &wrap);
        lines->name_width = fmax(lines->name_width, line->name.width);
    }
    return CS_OK;
}

/* Frame and axes. Years may be one only: the frame then has a year on either side. */
static enum cs_status place_frame(struct cs_builder *builder, const struct lines *lines)
{
    double above = builder->chart->n_breaks ? 40 : 22, room = 0;
    enum cs_status status = cs_build_room(builder, natural_height, least_height,
                                          above + axis_height, &room);
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
    frame->right = builder->scene->width - builder->pad - lines->name_width - end_gap - 2;
    double side = lines->to_year > lines->from_year
                      ? (lines->to_year - lines->from_year) * 0.02 : 1;
    frame->from_x = lines->from_year - side;
    frame->to_x = lines->to_year + side * 0.6;
    cs_build_axis_y(builder, &axis);
    return CS_OK;
}

static void put_years(struct cs_builder *builder, const struct lines *lines)
{
    static const int steps[] = {1, 2, 4, 5, 10, 20, 25, 50, 100};
    const struct cs_frame *frame = &builder->scene->frame;
    double per_year = (frame->right - frame->left) / (frame->to_x - frame->from_x);
    size_t s = 0;
    while (s + 1 < sizeof steps / sizeof *steps && steps[s] * per_year < 52)
        s++;
    int first = (int)ceil(lines->from_year / steps[s] - 1e-9) * steps[s];
    for (int year = first; year <= lines->to_year + 1e-9; year += steps[s]) {
        struct cs_label label = {.size = CS_SIZE_AXIS, .anchor = CS_ANCHOR_MIDDLE,
                                 .x = cs_frame_x(frame, year), .y = frame->bottom + 18,
                                 .colour = cs_build_colour(builder, CS_ROLE_MUTED)};
        label.text = cs_arena_printf(builder->arena, "%d", year);
        cs_build_label_if_free(builder, &label);
    }
}

static void draw_fan(struct cs_builder *builder, const struct line *line, int band)
{
    const struct cs_chart_series *series = line->series;
    struct cs_layer *area = cs_scene_layer(
        builder->scene, band ? "fan_wide" : "fan_narrow", CS_SHAPE_AREA,
        cs_style_tint(builder->scene->style, cs_build_colour(builder, line->role),
                      band ? 0.13 : 0.28), 0);
    size_t n_banded = 0;
    for (size_t i = 0; i < series->n_points; i++)
        n_banded += cs_is_drawn(series->points[i].low[band]) &&
                    cs_is_drawn(series->points[i].high[band]);
    if (n_banded == 0)
        return;
    /* Out along the upper ends and back along the lower; a point without ends is where it opens. */
    for (size_t k = 0; k < 2 * series->n_points; k++) {
        int is_back = k >= series->n_points;
        const struct cs_chart_point *point =
            &series->points[is_back ? 2 * series->n_points - 1 - k : k];
        struct cs_quantity end = is_back ? point->low[band] : point->high[band];
        if (!cs_is_drawn(end))
            end = point->value;
        if (cs_is_drawn(end))
            cs_layer_add(builder->scene, area, (double[2]){point->year, end.value}, NULL);
    }
}

static int has_break_between(const struct cs_chart *chart, double from, double to)
{
    for (size_t i = 0; i < chart->n_breaks; i++)
        if (from < chart->breaks[i].year && chart->breaks[i].year <= to)
            return 1;
    return 0;
}

/* Whether a point needs a dot of its own: a published end, one of few, or alone between gaps. */
static int needs_dot(const struct line *line, size_t i)
{
    const struct cs_chart_series *series = line->series;
    const struct cs_chart_point *points = series->points;
    if (series->kind == CS_SERIES_INTERPOLATED)
        return points[i].is_published;
    int has_before = i > 0 && cs_is_drawn(points[i - 1].value);
    int has_after = i + 1 < series->n_points && cs_is_drawn(points[i + 1].value);
    return (series->kind == CS_SERIES_PUBLISHED && series->n_points <= FEW_POINTS) ||
           &points[i] == line->last || (!has_before && !has_after);
}

static void draw_line(struct cs_builder *builder, const struct line *line)
{
    const struct cs_chart_series *series = line->series;
    struct cs_colour colour = cs_build_colour(builder, line->role);
    int is_context = line->role == CS_ROLE_GREY;
    struct cs_layer *path = cs_scene_layer(builder->scene, "series", CS_SHAPE_LINE, colour,
                                           is_context ? 1.5 : 2.4);
    path->is_dashed = series->kind != CS_SERIES_PUBLISHED;
    struct cs_layer *rings = cs_scene_layer(builder->scene, "rings", CS_SHAPE_POINT,
                                            cs_build_colour(builder, CS_ROLE_GROUND),
                                            is_context ? 4.2 : 5.4);
    struct cs_layer *dots = cs_scene_layer(builder->scene, "points", CS_SHAPE_POINT, colour,
                                           is_context ? 2.8 : 3.8);
    const struct cs_chart_point *previous = NULL;
    for (size_t i = 0; i < series->n_points; i++) {
        const struct cs_chart_point *point = &series->points[i];
        double at[2] = {point->year, point->value.value};
        if (!cs_is_drawn(point->value)) {
            cs_layer_break(builder->scene, path);
            previous = NULL;
            continue;
        }
        if (previous && has_break_between(builder->chart, previous->year, point->year))
            cs_layer_break(builder->scene, path);
        cs_layer_add(builder->scene, path, at, NULL);
        if (needs_dot(line, i)) {
            cs_layer_add(builder->scene, rings, at, NULL);
            cs_layer_add(builder->scene, dots, at, NULL);
        }
        previous = point;
    }
}

/* Whether any line runs through the label's box. */
static int meets_line(const struct cs_builder *builder, const struct lines *lines,
                      const struct cs_label *label)
{
    const struct cs_frame *frame = &builder->scene->frame;
    static const double shift[] = {0, 0.5, 1};
    double width = cs_label_width(label), left = label->x - width * shift[label->anchor];
    double right = left + width;
    double top = label->y - label->size * CS_FONT_ASCENT, bottom = label->y + 3;
    for (size_t i = 0; i < lines->n; i++) {
        const struct cs_chart_series *series = lines->lines[i].series;
        for (size_t j = 0; j + 1 < series->n_points; j++) {
            const struct cs_chart_point *p = &series->points[j];
            if (!cs_is_drawn(p[0].value) || !cs_is_drawn(p[1].value) || p[1].year <= p[0].year)
                continue;
            double x0 = cs_frame_x(frame, p[0].year), x1 = cs_frame_x(frame, p[1].year);
            double y0 = cs_frame_y(frame, p[0].value.value);
            double slope = (cs_frame_y(frame, p[1].value.value) - y0) / (x1 - x0);
            double from = fmax(left, x0), to = fmin(right, x1);
            double ya = y0 + slope * (from - x0), yb = y0 + slope * (to - x0);
            if (from <= to && fmin(ya, yb) <= bottom && fmax(ya, yb) >= top)
                return 1;
        }
    }
    return 0;
}

static void print_value(struct cs_builder *builder, const struct lines *lines,
                        const struct line *line, const struct cs_chart_point *point)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_label label = {.size = 12, .is_bold = line->role != CS_ROLE_GREY,
                             .anchor = CS_ANCHOR_MIDDLE, .x = cs_frame_x(frame, point->year),
                             .colour = cs_build_colour(builder, line->text_role)};
    label.text = cs_build_value(builder, point->value);
    double half = cs_label_width(&label) / 2;
    label.x = fmax(label.x, frame->left + fmin(half, 30));
    double y = cs_frame_y(frame, point->value.value);
    static const double offsets[] = {-10, 20};
    for (size_t i = 0; i < 2; i++) {
        label.y = y + offsets[i];
        if (label.y < frame->bottom - 2 && !meets_line(builder, lines, &label) &&
            cs_build_label_if_free(builder, &label))
            return;
    }
}

static void print_values(struct cs_builder *builder, const struct lines *lines,
                         const struct line *line)
{
    const struct cs_chart_series *series = line->series;
    int prints_all = series->n_points <= 5 && lines->n <= 2;
    const struct cs_chart_point *first = NULL;
    for (size_t i = 0; i < series->n_points; i++) {
        const struct cs_chart_point *point = &series->points[i];
        if (!cs_is_drawn(point->value) || point == line->last)
            continue;
        if (!first || prints_all)
            print_value(builder, lines, line, point);
        first = point;
    }
}

/* Moves names apart from top to bottom, then back up from the frame's foot. */
static void spread_names(const struct cs_frame *frame, struct line **order, size_t n)
{
    double floor_y = frame->bottom + 6;
    for (size_t i = 1; i < n; i++) {
        double needed = order[i - 1]->name_y + name_line / 2 *
                        (double)(order[i - 1]->name.n_lines + order[i]->name.n_lines);
        order[i]->name_y = fmax(order[i]->name_y, needed);
    }
    for (size_t i = n; i-- > 0;) {
        double half = name_line / 2 * (double)order[i]->name.n_lines;
        order[i]->name_y = fmin(order[i]->name_y, floor_y - half);
        floor_y = order[i]->name_y - half;
    }
}

/* A name beside its line: right of the end, where strong names stand in any case; else over or
 * under the line's end, start or middle, wherever no other line runs. */
static int print_beside(struct cs_builder *builder, const struct lines *lines,
                        const struct line *line)
{
    static const struct { int share; double dx, dy; enum cs_anchor anchor; } places[] = {
        {2, end_gap, 4, CS_ANCHOR_LEFT}, {2, 0, -9, CS_ANCHOR_RIGHT}, {2, 0, 19, CS_ANCHOR_RIGHT},
        {1, 0, -10, CS_ANCHOR_MIDDLE},   {1, 0, 20, CS_ANCHOR_MIDDLE},
        {0, 0, -9, CS_ANCHOR_LEFT},      {0, 0, 19, CS_ANCHOR_LEFT},
    };
    const struct cs_chart_series *series = line->series;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct cs_chart_point *point =
            places[i].share == 2 ? line->last
                                 : &series->points[(series->n_points - 1) / 2 *
                                                   (size_t)places[i].share];
        if (!cs_is_drawn(point->value))
            continue;
        struct cs_label label = {.text = line->name.lines[0], .size = name_size,
                                 .anchor = places[i].anchor,
                                 .x = cs_frame_x(&builder->scene->frame, point->year) +
                                      places[i].dx,
                                 .y = cs_frame_y(&builder->scene->frame, point->value.value) +
                                      places[i].dy,
                                 .colour = cs_build_colour(builder, line->text_role)};
        if (label.y < builder->scene->frame.bottom && !meets_line(builder, lines, &label) &&
            cs_build_label_if_free(builder, &label))
            return 1;
    }
    return 0;
}

static void print_name(struct cs_builder *builder, const struct lines *lines,
                       const struct line *line)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_label label = {.size = name_size, .is_bold = line->role != CS_ROLE_GREY,
                             .x = cs_frame_x(frame, line->last->year) + end_gap,
                             .colour = cs_build_colour(builder, line->text_role)};
    if (line->role == CS_ROLE_GREY && line->name.n_lines == 1 &&
        print_beside(builder, lines, line))
        return;
    label.y = line->name_y + name_size * 0.36 - name_line / 2 * ((double)line->name.n_lines - 1);
    for (size_t i = 0; i < line->name.n_lines; i++, label.y += name_line) {
        label.text = line->name.lines[i];
        if (!cs_build_label_if_free(builder, &label))
            return;
    }
}

static void print_names(struct cs_builder *builder, struct lines *lines)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct line **order = cs_arena_alloc(builder->arena, (lines->n + 1) * sizeof *order);
    size_t n = 0;
    for (size_t i = 0; order && i < lines->n; i++) {
        struct line *line = &lines->lines[i];
        if (!line->last)
            continue;
        line->name_y = cs_frame_y(frame, line->last->value.value);
        size_t at = n++;
        for (; at > 0 && order[at - 1]->name_y > line->name_y; at--)
            order[at] = order[at - 1];
        order[at] = line;
    }
    spread_names(frame, order, n);
    for (int pass = 0; pass < 2; pass++) /* the strong first: context gives way */
        for (size_t i = 0; i < n; i++)
            if ((order[i]->role == CS_ROLE_GREY) == pass)
                print_name(builder, lines, order[i]);
}

static void draw_breaks(struct cs_builder *builder)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_layer *layer = cs_scene_layer(builder->scene, "breaks", CS_SHAPE_SEGMENT,
                                            cs_build_colour(builder, CS_ROLE_GREY), 1);
    const char *previous = NULL; /* the same note again is told only where there is room */
    layer->is_dashed = 1;
    for (size_t i = 0; i < builder->chart->n_breaks; i++) {
        const struct cs_chart_break *gap = &builder->chart->breaks[i];
        if (!(gap->year >= frame->from_x && gap->year <= frame->to_x))
            continue;
        cs_layer_add(builder->scene, layer, (double[2]){gap->year, frame->from_y},
                     (double[2]){gap->year, frame->to_y});
        struct cs_wrap wrap = {11, 0, 180, 1};
        const char *note = cs_font_clean(builder->arena, gap->note);
        struct cs_label label = {.size = 11, .anchor = CS_ANCHOR_MIDDLE,
                                 .colour = cs_build_colour(builder, CS_ROLE_MUTED)};
        label.text = cs_font_cut(builder->arena, note ? note : "", &wrap);
        double half = cs_label_width(&label) / 2;
        label.x = fmin(fmax(cs_frame_x(frame, gap->year), builder->pad + half),
                       builder->scene->width - builder->pad - half);
        int is_repeated = previous && strcmp(previous, label.text) == 0;
        previous = label.text;
        for (int row = 0; row < (is_repeated ? 1 : 2); row++) {
            label.y = frame->top - 6 - 14 * row;
            if (cs_build_label_if_free(builder, &label))
                break;
        }
    }
}

enum cs_status cs_build_lines(struct cs_builder *builder)
{
    struct lines lines;
    enum cs_status status = take_lines(builder, &lines);
    if (status != CS_OK)
        return status;
    if (!(lines.high >= lines.low))
        return cs_build_nothing(builder, "No figures to draw: the values are missing.");
    status = place_frame(builder, &lines);
    if (status != CS_OK)
        return status;
    put_years(builder, &lines);
    for (size_t i = 0; i < lines.n; i++)
        for (int band = 1; band >= 0; band--)
            draw_fan(builder, &lines.lines[i], band);
    for (int pass = 1; pass >= 0; pass--) /* context under the strong */
        for (size_t i = 0; i < lines.n; i++)
            if ((lines.lines[i].role == CS_ROLE_GREY) == pass)
                draw_line(builder, &lines.lines[i]);
    draw_breaks(builder);
    print_names(builder, &lines);
    for (size_t i = 0; i < lines.n; i++)
        if (lines.lines[i].role != CS_ROLE_GREY)
            print_values(builder, &lines, &lines.lines[i]);
    builder->y = builder->scene->frame.bottom + axis_height;
    return CS_OK;
}
