/* The spread of pay: 10th to 90th percentile, the middle half, the median. In figures are the
 * median, beside the name, and the ends of the outer band: at the ends, or below where it is
 * narrow; nothing else, so that a figure at one place means the same in every such chart. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_rows.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

static const double end_size = 11;
enum { MOST_WITH_ENDS_BELOW = 4 };

static void measure(struct cs_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        const struct cs_quantity all[] = {item->p10, item->p25, item->value, item->p75, item->p90};
        for (size_t j = 0; j < 5; j++)
            cs_rows_include(rows, all[j]);
    }
}

static struct cs_color outer_color(const struct cs_builder *builder)
{
    return cs_style_tint(builder->scene->style, cs_build_color(builder, CS_ROLE_BLUE), 0.28);
}

/* The widest figure at an end of a band; 0 where there is no room for them. */
static double end_width(struct cs_builder *builder, const struct cs_rows *rows)
{
    static const double least_length = 240;
    double widest = 0;
    for (size_t i = 0; i < rows->n; i++)
        for (int end = 0; end < 2; end++) {
            struct cs_quantity quantity = end ? rows->items[i]->p90 : rows->items[i]->p10;
            const char *text = cs_is_drawn(quantity) ? cs_build_value(builder, quantity) : "";
            widest = fmax(widest, cs_font_width(text, strlen(text), end_size, 0));
        }
    return cs_rows_least_length(builder) < least_length ? 0 : widest;
}

static void put_key(struct cs_builder *builder, const struct cs_rows *rows)
{
    bool has_outer = false, has_inner = false;
    for (size_t i = 0; i < rows->n; i++) {
        has_outer |= cs_is_drawn(rows->items[i]->p10) && cs_is_drawn(rows->items[i]->p90);
        has_inner |= cs_is_drawn(rows->items[i]->p25) && cs_is_drawn(rows->items[i]->p75);
    }
    struct cs_key_entry entries[] = {
        {.shape = CS_SHAPE_POINT,
         .color = cs_build_color(builder, CS_ROLE_INK),
         .words = rows->n ? "median" : NULL},
        {.shape = CS_SHAPE_BOX,
         .color = cs_build_color(builder, CS_ROLE_BLUE),
         .thickness = 10,
         .words = has_inner ? "middle half (25th to 75th percentile)" : NULL},
        {.shape = CS_SHAPE_BOX,
         .color = outer_color(builder),
         .thickness = 6,
         .words = !has_outer                        ? NULL
                  : rows->n <= MOST_WITH_ENDS_BELOW ? "10th to 90th percentile, in figures"
                                                    : "10th to 90th percentile"},
    };
    cs_build_key(builder, entries, sizeof entries / sizeof *entries);
}

static void add_band(struct cs_builder *builder, struct cs_layer *layer, double row,
                     const struct cs_quantity ends[2], double half)
{
    if (!cs_is_drawn(ends[0]) || !cs_is_drawn(ends[1]))
        return;
    double a[2] = {ends[0].value, row - half}, b[2] = {ends[1].value, row + half};
    cs_layer_add(builder->scene, layer, a, b);
}

/* The ends of the band in figures, outside it, where they find room. */
static void print_ends(struct cs_builder *builder, const struct cs_rows *rows, size_t row)
{
    const struct cs_chart_item *item = rows->items[row];
    const struct cs_frame *frame = &builder->scene->frame;
    const struct cs_quantity ends[2] = {item->p10, item->p90};
    for (int i = 0; i < 2; i++) {
        if (!cs_is_drawn(ends[i]))
            continue;
        struct cs_label label = {.size = end_size,
                                 .y = rows->middles[row] + end_size * 0.36,
                                 .anchor = i ? CS_ANCHOR_LEFT : CS_ANCHOR_RIGHT,
                                 .color = cs_build_color(builder, CS_ROLE_MUTED)};
        label.x = cs_frame_x(frame, ends[i].value) + (i ? 6 : -6);
        label.text = cs_build_value(builder, ends[i]);
        if (rows->row_height >= 14)
            cs_build_label_if_free(builder, &label);
    }
}

/* A phone has no room beside the bands: the ends stand below, within the frame. */
static void print_ends_below(struct cs_builder *builder, const struct cs_rows *rows, size_t row)
{
    const struct cs_chart_item *item = rows->items[row];
    const struct cs_frame *frame = &builder->scene->frame;
    if (!cs_is_drawn(item->p10) || !cs_is_drawn(item->p90))
        return;
    struct cs_label label = {.size = end_size,
                             .y = rows->middles[row] + 25,
                             .anchor = CS_ANCHOR_MIDDLE,
                             .color = cs_build_color(builder, CS_ROLE_MUTED)};
    label.text = cs_arena_printf(builder->arena, "%s to %s", cs_build_value(builder, item->p10),
                                 cs_build_value(builder, item->p90));
    if (!label.text)
        return;
    double half = cs_font_width(label.text, strlen(label.text), end_size, 0) / 2;
    double middle = cs_frame_x(frame, (item->p10.value + item->p90.value) / 2);
    label.x = fmax(fmin(middle, frame->right - half), frame->left + half);
    cs_build_label_if_free(builder, &label);
}

static void draw(struct cs_builder *builder, const struct cs_rows *rows, bool has_ends)
{
    struct cs_scene *scene = builder->scene;
    struct cs_layer *outer =
        cs_scene_layer(scene, "p10_p90", CS_SHAPE_BOX, outer_color(builder), 0);
    struct cs_layer *inner =
        cs_scene_layer(scene, "p25_p75", CS_SHAPE_BOX, cs_build_color(builder, CS_ROLE_BLUE), 0);
    struct cs_layer *ring =
        cs_scene_layer(scene, "rings", CS_SHAPE_POINT, cs_build_color(builder, CS_ROLE_GROUND),
                       rows->row_height < 16 ? 4.2 : 6.5);
    struct cs_layer *median =
        cs_scene_layer(scene, "median", CS_SHAPE_POINT, cs_build_color(builder, CS_ROLE_INK),
                       rows->row_height < 16 ? 2.8 : 4.5);
    double inner_half = fmin(rows->row_height * 0.3, 11) / rows->row_height;
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        double y = (double)i + 0.5, a[2] = {item->value.value, y};
        add_band(builder, outer, y, (struct cs_quantity[2]){item->p10, item->p90},
                 inner_half * 0.6);
        add_band(builder, inner, y, (struct cs_quantity[2]){item->p25, item->p75}, inner_half);
        if (cs_is_drawn(item->value)) {
            cs_layer_add(scene, ring, a, NULL);
            cs_layer_add(scene, median, a, NULL);
        }
        if (has_ends)
            print_ends(builder, rows, i);
        else
            print_ends_below(builder, rows, i);
    }
}

enum cs_status cs_build_range(struct cs_builder *builder)
{
    struct cs_rows rows = {0};
    cs_rows_take(builder, &rows, 0);
    measure(&rows);
    put_key(builder, &rows);
    rows.values = cs_arena_alloc(builder->arena, (rows.n + 1) * sizeof *rows.values);
    for (size_t i = 0; rows.values && i < rows.n; i++)
        if (cs_is_drawn(rows.items[i]->value))
            rows.values[i] = cs_build_value(builder, rows.items[i]->value);
    double ends = end_width(builder, &rows), length = cs_rows_least_length(builder) - 60;
    rows.margin = ends > 0 ? fmin((ends + 6) / fmax(length - 2 * ends, 1), 0.3) : 0;
    if (rows.n == 1 || (ends <= 0 && rows.n <= MOST_WITH_ENDS_BELOW))
        rows.natural_height = 60;
    enum cs_status status = cs_build_rows(builder, &rows);
    if (status == CS_OK)
        draw(builder, &rows, ends > 0);
    return status;
}
