/* The frame of charts with a named row for each item: sizes are chosen until every name fits,
 * then the kinds draw their marks into it. */
#include "render/chart/chart_rows.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_rank.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"

static const double name_share = 0.36, least_size = 8, name_gap = 12, axis_height = 26,
                    least_margin = 0.015;
enum { MAX_NAME_LINES = 3 };

struct name {
    struct cs_lines lines;
    const char *detail; /* under the name; NULL none */
};

void cs_rows_include(struct cs_rows *rows, struct cs_quantity quantity)
{
    if (!cs_is_drawn(quantity))
        return;
    rows->low = fmin(rows->low, quantity.value);
    rows->high = fmax(rows->high, quantity.value);
}

static void start_rows(struct cs_builder *builder, struct cs_rows *rows)
{
    rows->low = INFINITY;
    rows->high = -INFINITY;
    if (!rows->items) {
        builder->scene->has_failed = true;
        rows->n = 0;
    }
}

void cs_rows_take(struct cs_builder *builder, struct cs_rows *rows, bool is_upward)
{
    rows->n = builder->chart->n_items;
    rows->items = cs_arena_alloc(builder->arena, (rows->n + 1) * sizeof *rows->items);
    start_rows(builder, rows);
    for (size_t i = 0; i < rows->n; i++)
        rows->items[i] = &builder->chart->items[is_upward ? rows->n - 1 - i : i];
}

void cs_rows_rank(struct cs_builder *builder, struct cs_rows *rows)
{
    struct cs_ranking ranking;
    cs_chart_rank(builder->chart, builder->arena, &ranking);
    rows->items = ranking.items;
    rows->n = ranking.n;
    memcpy(rows->n_left_out, ranking.n_left_out, sizeof rows->n_left_out);
    start_rows(builder, rows);
}

/* Wraps all names at a size; returns the most lines of one, and the widest in *width. */
static size_t wrap_names(struct cs_builder *builder, const struct cs_rows *rows, struct name *names,
                         double size, double *width)
{
    struct cs_wrap wrap = {size, 0, builder->scene->width * name_share, MAX_NAME_LINES};
    struct cs_wrap small = {size - 1, 0, wrap.width, 1};
    bool has_room = rows->n <= 8;
    size_t most = 1;
    *width = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        const char *text = item ? cs_font_clean(builder->arena, item->label) : "";
        const char *detail =
            item && item->detail ? cs_font_clean(builder->arena, item->detail) : "";
        names[i].detail = NULL;
        wrap.is_bold = item && item->is_emphasised;
        if (detail && *detail && has_room)
            names[i].detail = cs_font_cut(builder->arena, detail, &small);
        else if (text && detail && *detail)
            text = cs_arena_printf(builder->arena, "%s, %s", text, detail);
        cs_font_wrap(builder->arena, text ? text : "", &wrap, &names[i].lines);
        size_t n_lines = names[i].lines.n_lines + (names[i].detail != NULL);
        most = n_lines > most ? n_lines : most;
        *width = fmax(*width, names[i].lines.width);
        if (names[i].detail)
            *width = fmax(*width,
                          cs_font_width(names[i].detail, strlen(names[i].detail), small.size, 0));
    }
    return most;
}

/* The largest text at which every name fits its row; the row height follows. */
static enum cs_status choose_sizes(struct cs_builder *builder, struct cs_rows *rows,
                                   struct name *names, double *name_width)
{
    double natural = rows->natural_height ? rows->natural_height
                     : rows->n <= 6       ? 46
                     : rows->n <= 16      ? 32
                                          : 21;
    double size = rows->n <= 20 ? CS_SIZE_LABEL : CS_SIZE_LABEL - 1.5, room = 0, needed = 0;
    for (; size >= least_size; size -= 1) {
        size_t most = wrap_names(builder, rows, names, size, name_width);
        needed = (double)most * size * 1.2 + 5;
        double height = fmax(needed, natural) * (double)rows->n;
        if (builder->look->height == 0) {
            room = height;
            break;
        }
        double least = size - 1 < least_size ? needed * (double)rows->n : 0;
        enum cs_status status =
            cs_build_room(builder, height, least, axis_height + rows->above, &room);
        if (status != CS_OK)
            return status;
        if (room >= needed * (double)rows->n)
            break;
    }
    rows->label_size = fmax(size, least_size);
    rows->row_height = rows->n ? room / (double)rows->n : 0;
    return CS_OK;
}

static void draw_names(struct cs_builder *builder, struct cs_rows *rows, const struct name *names,
                       double right)
{
    struct cs_label style = {.anchor = CS_ANCHOR_RIGHT,
                             .color = cs_build_color(builder, CS_ROLE_INK)};
    for (size_t i = 0; i < rows->n; i++) {
        size_t n_lines = names[i].lines.n_lines + (names[i].detail != NULL);
        double line = rows->label_size * 1.2;
        double y = rows->middles[i] - line * ((double)n_lines - 1) / 2 + rows->label_size * 0.36;
        style.size = rows->label_size;
        style.is_bold = rows->items[i] && rows->items[i]->is_emphasised;
        style.color = cs_build_color(builder, CS_ROLE_INK);
        for (size_t j = 0; j < names[i].lines.n_lines; j++, y += line)
            cs_build_text(builder, names[i].lines.lines[j], right, y, &style);
        if (names[i].detail) {
            style.size -= 1;
            style.is_bold = false;
            style.color = cs_build_color(builder, CS_ROLE_MUTED);
            cs_build_text(builder, names[i].detail, right, y, &style);
        }
    }
}

static double draw_values(struct cs_builder *builder, const struct cs_rows *rows, double left)
{
    double widest = 0;
    for (size_t i = 0; rows->values && i < rows->n; i++)
        if (rows->values[i])
            widest = fmax(widest, cs_font_width(rows->values[i], strlen(rows->values[i]),
                                                rows->label_size, 1));
    if (widest == 0)
        return left;
    struct cs_label style = {.size = rows->label_size,
                             .is_bold = true,
                             .anchor = CS_ANCHOR_RIGHT,
                             .color = cs_build_color(builder, CS_ROLE_INK)};
    for (size_t i = 0; i < rows->n; i++)
        if (rows->values[i])
            cs_build_text(builder, rows->values[i], left + widest,
                          rows->middles[i] + rows->label_size * 0.36, &style);
    return left + widest + name_gap;
}

static bool has_drawn(const struct cs_rows *rows)
{
    return rows->high >= rows->low && isfinite(rows->high);
}

/* The axis and the frame's sides: the last label must not leave the canvas. */
static void fit_axis(struct cs_builder *builder, struct cs_rows *rows, double left)
{
    struct cs_frame *frame = &builder->scene->frame;
    double right = builder->scene->width - builder->pad;
    int n_steps = (int)((right - left) / 85);
    n_steps = n_steps < 2 ? 2 : n_steps > 6 ? 6 : n_steps;
    if (!(rows->high >= rows->low))
        rows->low = rows->high = 0;
    if (rows->has_zero) {
        rows->low = fmin(rows->low, 0);
        rows->high = fmax(rows->high, 0);
    }
    do { /* one label alone is no scale */
        rows->axis = cs_axis_round(rows->low, rows->high, n_steps);
        if (has_drawn(rows) && rows->high > rows->low)
            cs_axis_trim(&rows->axis, rows->low, rows->high);
    } while (rows->axis.to - rows->axis.from < rows->axis.step / 2 && n_steps++ < 4);
    double half = cs_build_axis_width(builder, &rows->axis) / 2;
    frame->left = left;
    frame->right = fmin(right, builder->scene->width - 4 - half);
    double margin = (rows->high - rows->low) * fmax(rows->margin, least_margin);
    frame->from_x =
        fmin(rows->axis.from, rows->low == 0 && rows->has_zero ? 0 : rows->low - margin);
    frame->to_x = fmax(rows->axis.to, rows->high + margin);
}

double cs_rows_least_length(const struct cs_builder *builder)
{
    return builder->scene->width * (1 - name_share) - 2 * builder->pad - name_gap - 30;
}

/* Missing rows: a hatched stub at zero and the reason in words. */
static void explain_missing(struct cs_builder *builder, const struct cs_rows *rows)
{
    const struct cs_frame *frame = &builder->scene->frame;
    double zero = fmin(fmax(cs_frame_x(frame, 0), frame->left), frame->right);
    double half = fmin(rows->row_height * 0.3, 13);
    if (frame->right - zero < 160)
        zero = frame->left;
    size_t gap = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        double y = rows->middles[i], stub = fmin(34, (frame->right - zero) / 4);
        struct cs_label label = {.size = rows->label_size - 0.5,
                                 .x = zero + stub + 8,
                                 .y = y + rows->label_size * 0.34,
                                 .color = cs_build_color(builder, CS_ROLE_MUTED)};
        struct cs_wrap wrap = {label.size, 0, builder->scene->width - builder->pad - label.x, 1};
        if (!item) {
            label.x = zero + 6;
            label.text =
                cs_arena_printf(builder->arena, "… %zu more between …", rows->n_left_out[gap++]);
            cs_scene_label(builder->scene, &label);
        } else if (!cs_is_drawn(item->value)) {
            double box[4] = {zero, y - half, zero + stub, y + half};
            cs_build_hatch(builder, box);
            label.text = cs_font_cut(builder->arena, cs_build_value(builder, item->value), &wrap);
            cs_scene_label(builder->scene, &label);
        }
    }
}

enum cs_status cs_build_rows(struct cs_builder *builder, struct cs_rows *rows)
{
    struct name *names = cs_arena_alloc(builder->arena, (rows->n + 1) * sizeof *names);
    rows->middles = cs_arena_alloc(builder->arena, (rows->n + 1) * sizeof *rows->middles);
    if (!names || !rows->middles)
        return cs_fail_memory(builder->diag);
    double name_width = 0;
    enum cs_status status = choose_sizes(builder, rows, names, &name_width);
    if (status != CS_OK)
        return status;
    struct cs_frame *frame = &builder->scene->frame;
    bool is_drawn = has_drawn(rows);
    frame->top = builder->y + rows->above;
    frame->bottom = frame->top + fmax(rows->row_height * (double)rows->n, 1);
    frame->from_y = 0;
    frame->to_y = rows->n ? (double)rows->n : 1;
    for (size_t i = 0; i < rows->n; i++)
        rows->middles[i] = frame->top + rows->row_height * ((double)i + 0.5);
    double right_of_names = builder->pad + name_width;
    draw_names(builder, rows, names, right_of_names);
    double left = draw_values(builder, rows, right_of_names + (rows->n ? name_gap : 0));
    fit_axis(builder, rows, left);
    if (is_drawn)
        cs_build_axis_x(builder, &rows->axis);
    explain_missing(builder, rows);
    builder->y = frame->bottom + (is_drawn ? axis_height : 4);
    return CS_OK;
}
