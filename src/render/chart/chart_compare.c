/* Differences with their intervals around zero; or two groups as the ends of a dumbbell. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_rows.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"

/* Of the figures beside the dots: letters, and pixels from the dot. */
static const double value_size = 11.5, value_gap = 9;

static bool has_interval(const struct cs_chart_item *item)
{
    return cs_is_drawn(item->low) && cs_is_drawn(item->high);
}

/* An interval that holds zero: the difference may be chance. */
static bool may_be_chance(const struct cs_chart_item *item)
{
    return has_interval(item) && item->low.value <= 0 && item->high.value >= 0;
}

static bool is_dumbbell(const struct cs_chart *chart)
{
    for (size_t i = 0; i < chart->n_items; i++)
        if (cs_is_drawn(chart->items[i].other))
            return true;
    return false;
}

static void measure(struct cs_rows *rows)
{
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
}

static void put_difference_key(struct cs_builder *builder, const struct cs_rows *rows)
{
    const struct cs_chart *chart = builder->chart;
    bool has_chance = false, has_any = false;
    for (size_t i = 0; i < rows->n; i++) {
        has_chance |= rows->items[i] && may_be_chance(rows->items[i]);
        has_any |= rows->items[i] && has_interval(rows->items[i]);
    }
    struct cs_key_entry entries[] = {
        {.shape = CS_SHAPE_POINT,
         .color = cs_build_color(builder, CS_ROLE_BLUE),
         .words = has_any ? chart->value_words ? chart->value_words : "difference" : NULL},
        {.shape = CS_SHAPE_POINT,
         .color = cs_build_color(builder, CS_ROLE_BLUE),
         .is_hollow = true,
         .words = has_chance ? "could be chance" : NULL},
        {.shape = CS_SHAPE_SEGMENT,
         .color = cs_build_color(builder, CS_ROLE_BLUE),
         .thickness = 2,
         .words = has_any ? chart->interval_words ? chart->interval_words : "interval" : NULL},
    };
    cs_build_key(builder, entries, sizeof entries / sizeof *entries);
}

static void draw_differences(struct cs_builder *builder, const struct cs_rows *rows)
{
    struct cs_scene *scene = builder->scene;
    struct cs_color blue = cs_build_color(builder, CS_ROLE_BLUE);
    double radius = rows->row_height < 16 ? 3.2 : 4.8;
    struct cs_layer *zero =
        cs_scene_layer(scene, "zero", CS_SHAPE_SEGMENT, cs_build_color(builder, CS_ROLE_INK), 1.2);
    struct cs_layer *whiskers = cs_scene_layer(scene, "intervals", CS_SHAPE_SEGMENT, blue, 2);
    struct cs_layer *dots = cs_scene_layer(scene, "differences", CS_SHAPE_POINT, blue, radius);
    struct cs_layer *holes = cs_scene_layer(scene, "chance", CS_SHAPE_POINT,
                                            cs_build_color(builder, CS_ROLE_GROUND), radius - 1.8);
    bool has_zero = rows->axis.from <= 0 && rows->axis.to >= 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        if (!item || !cs_is_drawn(item->value))
            continue; /* words stand there, maybe across zero */
        double y = (double)i + 0.5, a[2] = {item->value.value, y};
        if (has_zero)
            cs_layer_add(scene, zero, (double[2]){0, y - 0.5}, (double[2]){0, y + 0.5});
        if (has_interval(item))
            cs_layer_add(scene, whiskers, (double[2]){item->low.value, y},
                         (double[2]){item->high.value, y});
        cs_layer_add(scene, dots, a, NULL);
        if (may_be_chance(item))
            cs_layer_add(scene, holes, a, NULL);
    }
}

static void put_group_key(struct cs_builder *builder)
{
    struct cs_key_entry entries[] = {
        {.shape = CS_SHAPE_POINT,
         .color = cs_build_color(builder, CS_ROLE_BLUE),
         .words = builder->chart->value_words},
        {.shape = CS_SHAPE_POINT,
         .color = cs_build_color(builder, CS_ROLE_RUST),
         .is_hollow = true,
         .words = builder->chart->other_words},
    };
    cs_build_key(builder, entries, 2);
}

static void print_group_values(struct cs_builder *builder, const struct cs_rows *rows, size_t row)
{
    const struct cs_chart_item *item = rows->items[row];
    const struct cs_quantity both[2] = {item->value, item->other};
    bool is_only = !cs_is_drawn(item->value) || !cs_is_drawn(item->other);
    for (int i = 0; i < 2; i++) {
        if (!cs_is_drawn(both[i]))
            continue;
        bool is_right = is_only || both[i].value > both[!i].value ||
                        (both[i].value == both[!i].value && i == 0);
        struct cs_label label = {.size = value_size,
                                 .y = rows->middles[row] + value_size * 0.36,
                                 .anchor = is_right ? CS_ANCHOR_LEFT : CS_ANCHOR_RIGHT};
        label.color = cs_build_color(builder, i ? CS_ROLE_RUST : CS_ROLE_BLUE);
        label.x =
            cs_frame_x(&builder->scene->frame, both[i].value) + (is_right ? value_gap : -value_gap);
        label.text = cs_build_value(builder, both[i]);
        if (rows->row_height >= 14)
            cs_build_label_if_free(builder, &label);
    }
}

/* The share of the axis that the widest figure beside a dot needs. */
static double margin_of(struct cs_builder *builder, const struct cs_rows *rows)
{
    static const double least = 0.2, most = 0.6;
    double widest = 0;
    for (size_t i = 0; i < rows->n; i++)
        for (int other = 0; rows->items[i] && other < 2; other++) {
            struct cs_quantity quantity = other ? rows->items[i]->other : rows->items[i]->value;
            const char *text = cs_is_drawn(quantity) ? cs_build_value(builder, quantity) : "";
            widest = fmax(widest, cs_font_width(text, strlen(text), value_size, 0));
        }
    double beside = widest + value_gap + 3, length = cs_rows_least_length(builder);
    return fmin(fmax(beside / fmax(length - 2 * beside, 1), least), most);
}

static void draw_dumbbells(struct cs_builder *builder, const struct cs_rows *rows)
{
    struct cs_scene *scene = builder->scene;
    double radius = rows->row_height < 16 ? 3.4 : 5.2;
    struct cs_layer *bars =
        cs_scene_layer(scene, "gaps", CS_SHAPE_SEGMENT, cs_build_color(builder, CS_ROLE_GRAY), 2.5);
    struct cs_layer *others = cs_scene_layer(scene, "other", CS_SHAPE_POINT,
                                             cs_build_color(builder, CS_ROLE_RUST), radius);
    struct cs_layer *holes = cs_scene_layer(scene, "holes", CS_SHAPE_POINT,
                                            cs_build_color(builder, CS_ROLE_GROUND), radius - 1.9);
    struct cs_layer *values = cs_scene_layer(scene, "values", CS_SHAPE_POINT,
                                             cs_build_color(builder, CS_ROLE_BLUE), radius);
    for (size_t i = 0; i < rows->n; i++) {
        const struct cs_chart_item *item = rows->items[i];
        if (!item)
            continue;
        double y = (double)i + 0.5;
        double a[2] = {item->value.value, y}, b[2] = {item->other.value, y};
        bool has_value = cs_is_drawn(item->value), has_other = cs_is_drawn(item->other);
        if (has_value && has_other)
            cs_layer_add(scene, bars, a, b);
        if (has_value)
            cs_layer_add(scene, values, a, NULL);
        if (has_other) {
            cs_layer_add(scene, others, b, NULL);
            cs_layer_add(scene, holes, b, NULL);
        }
        print_group_values(builder, rows, i);
    }
}

enum cs_status cs_build_compare(struct cs_builder *builder)
{
    struct cs_rows rows = {0};
    bool has_groups = is_dumbbell(builder->chart);
    cs_rows_rank(builder, &rows);
    measure(&rows);
    if (has_groups) {
        put_group_key(builder);
        rows.margin = margin_of(builder, &rows);
    } else {
        rows.has_zero = true;
        builder->format.is_signed = true;
        put_difference_key(builder, &rows);
        rows.values = cs_arena_alloc(builder->arena, (rows.n + 1) * sizeof *rows.values);
        for (size_t i = 0; rows.values && i < rows.n; i++)
            if (rows.items[i] && cs_is_drawn(rows.items[i]->value))
                rows.values[i] = cs_build_value(builder, rows.items[i]->value);
    }
    if (rows.n > 6 && rows.n <= 16)
        rows.natural_height = 28;
    enum cs_status status = cs_build_rows(builder, &rows);
    if (status != CS_OK)
        return status;
    if (has_groups)
        draw_dumbbells(builder, &rows);
    else
        draw_differences(builder, &rows);
    return CS_OK;
}
