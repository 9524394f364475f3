/* Names and values beside lines. Apart from chart_lines.c because finding room for labels is a
 * problem of its own: they may cover no line, dot or other label. */
#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_lines.h"
#include "render/draw/scene.h"

static const double name_line = 14.5;

/* The label's box: left, top, right, bottom. */
static void box_of(const struct cs_label *label, double box[4])
{
    static const double shift[] = {0, 0.5, 1};
    double width = cs_label_width(label);
    box[0] = label->x - width * shift[label->anchor];
    box[1] = label->y - label->size * CS_FONT_ASCENT;
    box[2] = box[0] + width;
    box[3] = label->y + 3;
}

/* Whether the dot of a floor, with its stem, stands in the label's box. */
static bool meets_floor(const struct cs_builder *builder, const struct cs_line_plot *lines,
                        const struct cs_label *label)
{
    static const double radius = 5, stem = 12;
    double box[4];
    box_of(label, box);
    for (size_t i = 0; i < lines->n; i++) {
        const struct cs_chart_series *series = lines->lines[i].series;
        for (size_t j = 0; j < series->n_points; j++) {
            const struct cs_chart_point *point = &series->points[j];
            double x = cs_frame_x(&builder->scene->frame, point->year);
            double y = cs_frame_y(&builder->scene->frame, point->value.value);
            if (cs_is_floor(point->value) && x + radius > box[0] && x - radius < box[2] &&
                y + radius > box[1] && y - stem < box[3])
                return true;
        }
    }
    return false;
}

bool cs_lines_meet(const struct cs_builder *builder, const struct cs_line_plot *lines,
                   const struct cs_label *label)
{
    const struct cs_frame *frame = &builder->scene->frame;
    double box[4];
    box_of(label, box);
    double left = box[0], top = box[1], right = box[2], bottom = box[3];
    if (meets_floor(builder, lines, label))
        return true;
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
                return true;
        }
    }
    return false;
}

static void print_value(struct cs_builder *builder, const struct cs_line_plot *lines,
                        const struct cs_line *line, const struct cs_chart_point *point)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_label label = {.size = 12,
                             .is_bold = line->role != CS_ROLE_GRAY,
                             .anchor = CS_ANCHOR_MIDDLE,
                             .x = cs_frame_x(frame, point->year),
                             .color = cs_build_color(builder, line->text_role)};
    label.text = cs_build_value(builder, point->value);
    double half = cs_label_width(&label) / 2;
    label.x = fmax(label.x, frame->left + fmin(half, 30));
    double y = cs_frame_y(frame, point->value.value);
    static const double offsets[] = {-10, 20};
    for (size_t i = 0; i < 2; i++) {
        label.y = y + offsets[i];
        if (label.y < frame->bottom - 2 && !cs_lines_meet(builder, lines, &label) &&
            cs_build_label_if_free(builder, &label))
            return;
    }
}

void cs_lines_print_values(struct cs_builder *builder, const struct cs_line_plot *lines,
                           const struct cs_line *line)
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
static void spread_names(const struct cs_frame *frame, struct cs_line **order, size_t n)
{
    double floor_y = frame->bottom + 6;
    for (size_t i = 1; i < n; i++) {
        double needed =
            order[i - 1]->name_y +
            name_line / 2 * (double)(order[i - 1]->name.n_lines + order[i]->name.n_lines);
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
static bool print_beside(struct cs_builder *builder, const struct cs_line_plot *lines,
                         const struct cs_line *line)
{
    static const struct {
        int share;
        double dx, dy;
        enum cs_anchor anchor;
    } places[] = {
        {2, CS_LINE_END_GAP, 4, CS_ANCHOR_LEFT},
        {2, 0, -9, CS_ANCHOR_RIGHT},
        {2, 0, 19, CS_ANCHOR_RIGHT},
        {1, 0, -10, CS_ANCHOR_MIDDLE},
        {1, 0, 20, CS_ANCHOR_MIDDLE},
        {0, 0, -9, CS_ANCHOR_LEFT},
        {0, 0, 19, CS_ANCHOR_LEFT},
        {2, 0, 33, CS_ANCHOR_RIGHT}, /* past another name: still nearer than the foot */
        {2, 0, -23, CS_ANCHOR_RIGHT},
    };
    const struct cs_chart_series *series = line->series;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct cs_chart_point *point =
            places[i].share == 2
                ? line->last
                : &series->points[(series->n_points - 1) / 2 * (size_t)places[i].share];
        if (!cs_is_drawn(point->value))
            continue;
        struct cs_label label = {
            .text = line->name.lines[0],
            .size = CS_SIZE_AXIS,
            .anchor = places[i].anchor,
            .x = cs_frame_x(&builder->scene->frame, point->year) + places[i].dx,
            .y = cs_frame_y(&builder->scene->frame, point->value.value) + places[i].dy,
            .color = cs_build_color(builder, line->text_role)};
        if (label.y < builder->scene->frame.bottom && !cs_lines_meet(builder, lines, &label) &&
            cs_build_label_if_free(builder, &label))
            return true;
    }
    return false;
}

/* Where the name starts: at the line's end, or at the frame's where later floors stand in its way.
 */
static double clear_x(const struct cs_builder *builder, const struct cs_line_plot *lines,
                      const struct cs_line *line, struct cs_label label)
{
    for (size_t i = 0; i < line->name.n_lines; i++, label.y += name_line) {
        label.text = line->name.lines[i];
        if (meets_floor(builder, lines, &label))
            return cs_frame_x(&builder->scene->frame, lines->to_year) + CS_LINE_END_GAP;
    }
    return label.x;
}

static void print_name(struct cs_builder *builder, const struct cs_line_plot *lines,
                       const struct cs_line *line)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_label label = {.size = CS_SIZE_AXIS,
                             .is_bold = line->role != CS_ROLE_GRAY,
                             .x = cs_frame_x(frame, line->last->year) + CS_LINE_END_GAP,
                             .color = cs_build_color(builder, line->text_role)};
    if (line->role == CS_ROLE_GRAY && line->name.n_lines == 1 && print_beside(builder, lines, line))
        return;
    label.y = line->name_y + CS_SIZE_AXIS * 0.36 - name_line / 2 * ((double)line->name.n_lines - 1);
    label.x = clear_x(builder, lines, line, label);
    for (size_t i = 0; i < line->name.n_lines; i++, label.y += name_line) {
        label.text = line->name.lines[i];
        if (!cs_build_label_if_free(builder, &label))
            return;
    }
}

void cs_lines_print_names(struct cs_builder *builder, struct cs_line_plot *lines)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_line **order = cs_arena_alloc(builder->arena, (lines->n + 1) * sizeof *order);
    size_t n = 0;
    for (size_t i = 0; order && i < lines->n; i++) {
        struct cs_line *line = &lines->lines[i];
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
            if ((order[i]->role == CS_ROLE_GRAY) == pass)
                print_name(builder, lines, order[i]);
}
