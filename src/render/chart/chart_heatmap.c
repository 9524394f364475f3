/* A heat map of two dimensions: a tile for each pair, shaded by chart_shades.c. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_shades.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

/* A heat map with the longer dimension downward. */
struct cells {
    const char *const *rows, *const *columns;
    size_t n_rows, n_columns;
    bool is_transposed;
    double label_width, label_size;
};

static void take_cells(const struct cs_chart *chart, struct cells *cells)
{
    cells->is_transposed = chart->n_columns > 12 && chart->n_columns > chart->n_rows;
    cells->rows = cells->is_transposed ? chart->columns : chart->rows;
    cells->columns = cells->is_transposed ? chart->rows : chart->columns;
    cells->n_rows = cells->is_transposed ? chart->n_columns : chart->n_rows;
    cells->n_columns = cells->is_transposed ? chart->n_rows : chart->n_columns;
}

static void draw_row_names(struct cs_builder *builder, const struct cells *cells)
{
    const struct cs_frame *frame = &builder->scene->frame;
    double height = (frame->bottom - frame->top) / (double)cells->n_rows;
    struct cs_label style = {.size = fmin(cells->label_size, height - 1),
                             .anchor = CS_ANCHOR_RIGHT,
                             .color = cs_build_color(builder, CS_ROLE_INK)};
    size_t max_lines = (size_t)(height / (style.size * 1.2));
    struct cs_wrap wrap = {style.size, 0, cells->label_width, max_lines ? max_lines : 1};
    for (size_t i = 0; i < cells->n_rows; i++) {
        struct cs_lines lines;
        const char *clean = cs_font_clean(builder->arena, cells->rows[i]);
        cs_font_wrap(builder->arena, clean ? clean : "", &wrap, &lines);
        double y = frame->top + height * ((double)i + 0.5) + style.size * 0.36 -
                   style.size * 0.6 * ((double)lines.n_lines - 1);
        for (size_t j = 0; j < lines.n_lines; j++, y += style.size * 1.2)
            cs_build_text(builder, lines.lines[j], frame->left - 10, y, &style);
    }
}

static struct cs_wrap column_wrap(const struct cs_builder *builder, const struct cells *cells)
{
    double width = builder->scene->width - 2 * builder->pad - cells->label_width - 10;
    return (struct cs_wrap){CS_SIZE_AXIS, 0, width / (double)cells->n_columns - 6, 3};
}

/* Height of the column names. */
static double head_height(struct cs_builder *builder, const struct cells *cells)
{
    struct cs_wrap wrap = column_wrap(builder, cells);
    size_t most = 1;
    for (size_t i = 0; i < cells->n_columns && wrap.width >= 18; i++) {
        struct cs_lines lines;
        const char *clean = cs_font_clean(builder->arena, cells->columns[i]);
        cs_font_wrap(builder->arena, clean ? clean : "", &wrap, &lines);
        most = lines.n_lines > most ? lines.n_lines : most;
    }
    return (double)most * CS_SIZE_AXIS * 1.2 + 4;
}

static void draw_column_names(struct cs_builder *builder, const struct cells *cells)
{
    const struct cs_frame *frame = &builder->scene->frame;
    double width = (frame->right - frame->left) / (double)cells->n_columns;
    struct cs_label style = {.size = CS_SIZE_AXIS,
                             .anchor = CS_ANCHOR_MIDDLE,
                             .color = cs_build_color(builder, CS_ROLE_INK)};
    struct cs_wrap wrap = column_wrap(builder, cells);
    for (size_t i = 0; i < cells->n_columns && wrap.width >= 18; i++) {
        struct cs_lines lines;
        const char *clean = cs_font_clean(builder->arena, cells->columns[i]);
        cs_font_wrap(builder->arena, clean ? clean : "", &wrap, &lines);
        double y = frame->top - 6 - style.size * 1.2 * ((double)lines.n_lines - 1);
        for (size_t j = 0; j < lines.n_lines; j++, y += style.size * 1.2)
            cs_build_text(builder, lines.lines[j], frame->left + width * ((double)i + 0.5), y,
                          &style);
    }
}

static void draw_cell(struct cs_builder *builder, struct cs_shades *shades, const double at[2],
                      struct cs_quantity value)
{
    const struct cs_frame *frame = &builder->scene->frame;
    double width = cs_frame_x(frame, 1) - cs_frame_x(frame, 0);
    double height = cs_frame_y(frame, 1) - cs_frame_y(frame, 0);
    double gap_x = fmin(1, width / 10) / width, gap_y = fmin(1, height / 10) / height;
    double box[4] = {at[0] + gap_x, at[1] + gap_y, at[0] + 1 - gap_x, at[1] + 1 - gap_y};
    if (!cs_is_drawn(value)) {
        double pixels[4] = {cs_frame_x(frame, box[0]), cs_frame_y(frame, box[1]),
                            cs_frame_x(frame, box[2]), cs_frame_y(frame, box[3])};
        cs_build_hatch(builder, pixels);
        return;
    }
    struct cs_color color = cs_shades_tile(builder, shades, value.value, box);
    struct cs_label label = {.size = 11.5,
                             .anchor = CS_ANCHOR_MIDDLE,
                             .x = cs_frame_x(frame, at[0] + 0.5),
                             .y = cs_frame_y(frame, at[1] + 0.5) + 11.5 * 0.36,
                             .color = cs_style_text_on(builder->scene->style, color)};
    label.text = cs_build_value(builder, value);
    if (cs_label_width(&label) > width - 6)
        label.text = cs_shades_text(builder, value.value);
    if (cs_label_width(&label) <= width - 4 && height >= 14)
        cs_build_label_if_free(builder, &label);
}

static double widest_row_name(struct cs_builder *builder, const struct cells *cells)
{
    double widest = 0;
    for (size_t i = 0; i < cells->n_rows; i++) {
        const char *clean = cs_font_clean(builder->arena, cells->rows[i]);
        if (clean)
            widest = fmax(widest, cs_font_width(clean, strlen(clean), cells->label_size, 0));
    }
    return fmin(widest, builder->scene->width * 0.34);
}

static void draw_cells(struct cs_builder *builder, const struct cells *cells,
                       struct cs_shades *shades)
{
    const struct cs_chart *chart = builder->chart;
    size_t counts[CS_N_PRESENCES] = {0}, n = cells->n_rows * cells->n_columns;
    unsigned char *is_filled = cs_arena_alloc(builder->arena, n + 1);
    for (size_t i = 0; is_filled && i < chart->n_items; i++) {
        size_t row = cells->is_transposed ? chart->items[i].column : chart->items[i].row;
        size_t column = cells->is_transposed ? chart->items[i].row : chart->items[i].column;
        if (row >= cells->n_rows || column >= cells->n_columns ||
            is_filled[row * cells->n_columns + column])
            continue;
        is_filled[row * cells->n_columns + column] = true;
        struct cs_quantity value = chart->items[i].value;
        draw_cell(builder, shades, (double[2]){(double)column, (double)row}, value);
        if (!cs_is_drawn(value))
            counts[value.presence <= CS_AT_LEAST ? CS_NOT_AVAILABLE : value.presence]++;
    }
    for (size_t i = 0; is_filled && i < n; i++)
        if (!is_filled[i]) {
            draw_cell(builder, shades,
                      (double[2]){(double)(i % cells->n_columns), (double)(i / cells->n_columns)},
                      cs_quantity_missing(CS_NOT_REPORTED));
            counts[CS_NOT_REPORTED]++;
        }
    cs_shades_explain(builder, counts);
}

enum cs_status cs_build_heatmap(struct cs_builder *builder)
{
    struct cs_shades shades;
    struct cells cells = {.label_size = 12};
    take_cells(builder->chart, &cells);
    cs_shades_measure(builder, &shades);
    if (!cells.n_rows || !cells.n_columns)
        cells.n_rows = cells.n_columns = 0;
    cells.label_width = widest_row_name(builder, &cells);
    if (cs_shades_any(&shades)) {
        builder->y += 2;
        cs_shades_legend(builder, &shades, builder->pad, builder->y, 180);
        builder->y += 34;
    }
    double height = cells.n_rows <= 6 ? 44 : cells.n_rows <= 16 ? 32 : 22, room = 0;
    if (cells.n_rows)
        builder->y += head_height(builder, &cells);
    enum cs_status status =
        cs_build_room(builder, height * (double)cells.n_rows, 9 * (double)cells.n_rows, 34, &room);
    if (status != CS_OK || !cells.n_rows)
        return status;
    double left = builder->pad + cells.label_width + 10;
    builder->scene->frame = (struct cs_frame){left,       builder->scene->width - builder->pad,
                                              builder->y, builder->y + room,
                                              0,          (double)cells.n_columns,
                                              0,          (double)cells.n_rows};
    draw_row_names(builder, &cells);
    draw_column_names(builder, &cells);
    builder->y += room + 2;
    draw_cells(builder, &cells, &shades);
    return CS_OK;
}
