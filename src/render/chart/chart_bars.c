/* Bars from zero: pay by experience level, regions ranked. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_rows.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"

static const double bar_share = 0.62, widest_bar = 34, inside_gap = 12;

static double bar_half(const struct cs_rows *rows)
{
    return fmin(rows->row_height * bar_share, widest_bar) / rows->row_height / 2;
}

static bool has_interval(const struct cs_chart_item *item)
{
    return cs_is_drawn(item->low) && cs_is_drawn(item->high);
}

static void measure(const struct cs_builder *builder, struct cs_rows *rows)
{
    rows->has_zero = true;
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        if (!item)
            continue;
        cs_rows_include(rows, item->value);
        cs_rows_include(rows, item->other);
        if (has_interval(item)) {
            cs_rows_include(rows, item->low);
            cs_rows_include(rows, item->high);
        }
    }
    for (size_t i = 0; i < builder->chart->n_marks; i++)
        cs_rows_include(rows, cs_quantity_of(builder->chart->marks[i].value));
}

/* Values stand in the bars when every bar is long enough and nothing is drawn over them. */
static bool fits_inside(struct cs_builder *builder, const struct cs_rows *rows)
{
    if (rows->low < 0 || !(rows->high > 0) || builder->chart->n_marks || rows->n > 12)
        return false;
    double room = cs_rows_least_length(builder);
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        if (!item || has_interval(item))
            return false;
        const char *text = cs_build_value(builder, item->value);
        if (cs_is_drawn(item->value) &&
            room * item->value.value / rows->high <
                cs_font_width(text, strlen(text), CS_SIZE_LABEL, 1) + 2 * inside_gap)
            return false;
    }
    return true;
}

static void take_value_column(struct cs_builder *builder, struct cs_rows *rows)
{
    rows->values = cs_arena_alloc(builder->arena, (rows->n + 1) * sizeof *rows->values);
    for (size_t i = 0; rows->values && i < rows->n; i++)
        if (rows->items[i] && cs_is_drawn(rows->items[i]->value))
            rows->values[i] = cs_build_value(builder, rows->items[i]->value);
}

static void put_key(struct cs_builder *builder, const struct cs_rows *rows)
{
    const struct cs_chart *chart = builder->chart;
    bool has_other = false, has_whisker = false;
    for (size_t i = 0; i < rows->n; i++) {
        has_other |= rows->items[i] && cs_is_drawn(rows->items[i]->other);
        has_whisker |= rows->items[i] && has_interval(rows->items[i]);
    }
    struct cs_key_entry entries[] = {
        {.shape = CS_SHAPE_BOX,
         .color = cs_build_color(builder, CS_ROLE_BLUE),
         .thickness = 10,
         .words = has_other || has_whisker ? chart->value_words : NULL},
        {.shape = CS_SHAPE_POINT,
         .color = cs_build_color(builder, CS_ROLE_RUST),
         .words = has_other ? chart->other_words : NULL},
        {.shape = CS_SHAPE_SEGMENT,
         .color = cs_build_color(builder, CS_ROLE_INK),
         .thickness = 1.8,
         .words = has_whisker ? chart->interval_words : NULL},
    };
    cs_build_key(builder, entries, sizeof entries / sizeof *entries);
}

static void draw_bars(struct cs_builder *builder, const struct cs_rows *rows)
{
    bool has_emphasis = false;
    for (size_t i = 0; i < rows->n; i++)
        has_emphasis |= rows->items[i] && rows->items[i]->is_emphasised;
    struct cs_layer *main_bars = cs_scene_layer(builder->scene, "bars", CS_SHAPE_BOX,
                                                cs_build_color(builder, CS_ROLE_BLUE), 0);
    struct cs_layer *context = cs_scene_layer(builder->scene, "context", CS_SHAPE_BOX,
                                              cs_build_color(builder, CS_ROLE_GRAY), 0);
    double half = bar_half(rows);
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        if (!item || !cs_is_drawn(item->value))
            continue;
        double middle = (double)i + 0.5, value = item->value.value;
        double a[2] = {fmin(value, 0), middle - half}, b[2] = {fmax(value, 0), middle + half};
        cs_layer_add(builder->scene, has_emphasis && !item->is_emphasised ? context : main_bars, a,
                     b);
    }
}

static void draw_whiskers_and_dots(struct cs_builder *builder, const struct cs_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        if (item && has_interval(item) && cs_is_drawn(item->value)) {
            double y = (double)i + 0.5;
            cs_build_cased_segment(builder, (double[2]){item->low.value, y},
                                   (double[2]){item->high.value, y});
        }
    }
    struct cs_layer *rings = cs_scene_layer(builder->scene, "rings", CS_SHAPE_POINT,
                                            cs_build_color(builder, CS_ROLE_GROUND), 6);
    struct cs_layer *dots = cs_scene_layer(builder->scene, "other", CS_SHAPE_POINT,
                                           cs_build_color(builder, CS_ROLE_RUST), 4.2);
    for (size_t i = 0; i < rows->n; i++)
        if (rows->items[i] && cs_is_drawn(rows->items[i]->other)) {
            double a[2] = {rows->items[i]->other.value, (double)i + 0.5};
            cs_layer_add(builder->scene, rings, a, NULL);
            cs_layer_add(builder->scene, dots, a, NULL);
        }
}

static void print_inside(struct cs_builder *builder, const struct cs_rows *rows)
{
    struct cs_label style = {.size = rows->label_size,
                             .is_bold = true,
                             .anchor = CS_ANCHOR_RIGHT,
                             .color = cs_build_color(builder, CS_ROLE_ON_BLUE)};
    for (size_t i = 0; i < rows->n; i++)
        if (cs_is_drawn(rows->items[i]->value)) {
            double x = cs_frame_x(&builder->scene->frame, rows->items[i]->value.value);
            cs_build_text(builder, cs_build_value(builder, rows->items[i]->value), x - inside_gap,
                          rows->middles[i] + rows->label_size * 0.36, &style);
        }
}

/* The reference of a ranking: a dashed line over all rows, its name and value above them. */
static void draw_marks(struct cs_builder *builder, const struct cs_rows *rows)
{
    const struct cs_frame *frame = &builder->scene->frame;
    struct cs_layer *casing = cs_scene_layer(builder->scene, "casing", CS_SHAPE_SEGMENT,
                                             cs_build_color(builder, CS_ROLE_GROUND), 3.6);
    struct cs_layer *lines = cs_scene_layer(builder->scene, "reference", CS_SHAPE_SEGMENT,
                                            cs_build_color(builder, CS_ROLE_INK), 1.3);
    lines->is_dashed = true;
    for (size_t i = 0; i < builder->chart->n_marks; i++) {
        const struct cs_chart_mark *mark = &builder->chart->marks[i];
        if (!isfinite(mark->value))
            continue;
        double a[2] = {mark->value, 0}, b[2] = {mark->value, (double)rows->n};
        cs_layer_add(builder->scene, casing, a, b);
        cs_layer_add(builder->scene, lines, a, b);
        const char *name = cs_font_clean(builder->arena, mark->label);
        struct cs_label label = {.size = CS_SIZE_AXIS,
                                 .y = frame->top - 6,
                                 .anchor = CS_ANCHOR_MIDDLE,
                                 .color = cs_build_color(builder, CS_ROLE_INK)};
        struct cs_wrap wrap = {label.size, 0, builder->scene->width * 0.5, 1};
        label.text =
            cs_font_cut(builder->arena,
                        cs_arena_printf(builder->arena, "%s %s", name,
                                        cs_build_value(builder, cs_quantity_of(mark->value))),
                        &wrap);
        double half = cs_label_width(&label) / 2;
        label.x = fmin(cs_frame_x(frame, mark->value), builder->scene->width - 6 - half);
        cs_build_label_if_free(builder, &label);
    }
}

enum cs_status cs_build_bars(struct cs_builder *builder)
{
    struct cs_rows rows = {0};
    if (builder->chart->kind == CS_CHART_REGIONS)
        cs_rows_rank(builder, &rows);
    else
        cs_rows_take(builder, &rows, builder->chart->kind != CS_CHART_GAP);
    measure(builder, &rows);
    put_key(builder, &rows);
    bool is_inside = fits_inside(builder, &rows);
    if (!is_inside)
        take_value_column(builder, &rows);
    rows.above = builder->chart->n_marks ? 22 : 4;
    enum cs_status status = cs_build_rows(builder, &rows);
    if (status != CS_OK)
        return status;
    draw_bars(builder, &rows);
    if (is_inside)
        print_inside(builder, &rows);
    draw_whiskers_and_dots(builder, &rows);
    draw_marks(builder, &rows);
    return CS_OK;
}
