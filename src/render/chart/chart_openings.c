/* Yearly openings by where they come from, stacked, with the new jobs beside them. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_rows.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

static const double bar_from = 0.14, bar_to = 0.60, beside_from = 0.68, beside_to = 0.84;
static const enum cs_role part_roles[CS_CHART_PARTS] = {CS_ROLE_RUST, CS_ROLE_BLUE, CS_ROLE_TEAL};

static bool has_parts(const struct cs_chart_item *item)
{
    for (int p = 0; p < CS_CHART_PARTS; p++)
        if (cs_is_drawn(item->parts[p]))
            return true;
    return false;
}

/* A stack grows to the right of zero by its gains and to the left by its losses. */
static void measure(struct cs_rows *rows)
{
    rows->has_zero = true;
    for (size_t i = 0; i < rows->n; i++) {
        double ends[2] = {0, 0};
        for (int p = 0; p < CS_CHART_PARTS; p++)
            if (cs_is_drawn(rows->items[i]->parts[p]))
                ends[rows->items[i]->parts[p].value > 0] += rows->items[i]->parts[p].value;
        cs_rows_include(rows, cs_quantity_of(ends[0]));
        cs_rows_include(rows, cs_quantity_of(ends[1]));
        cs_rows_include(rows, rows->items[i]->other);
        cs_rows_include(rows, rows->items[i]->value);
    }
    bool has_any = false;
    for (size_t i = 0; i < rows->n; i++)
        has_any |= cs_is_drawn(rows->items[i]->value) || has_parts(rows->items[i]);
    if (!has_any) {
        rows->low = INFINITY;
        rows->high = -INFINITY;
    }
}

/* With one row the key tells the figures too: a small part has no room for its own. */
static const char *part_words(struct cs_builder *builder, const struct cs_rows *rows, int p)
{
    const char *words = builder->chart->part_words[p];
    if (!words || rows->n != 1 || !cs_is_drawn(rows->items[0]->parts[p]))
        return words;
    return cs_arena_printf(builder->arena, "%s %s", cs_font_clean(builder->arena, words),
                           cs_build_value(builder, rows->items[0]->parts[p]));
}

static void put_key(struct cs_builder *builder, const struct cs_rows *rows)
{
    const struct cs_chart *chart = builder->chart;
    struct cs_key_entry entries[CS_CHART_PARTS + 1];
    bool has_other = false;
    for (size_t i = 0; i < rows->n; i++)
        has_other |= cs_is_drawn(rows->items[i]->other);
    for (int p = 0; p < CS_CHART_PARTS; p++)
        entries[p] = (struct cs_key_entry){.shape = CS_SHAPE_BOX,
                                           .thickness = 10,
                                           .color = cs_build_color(builder, part_roles[p]),
                                           .words = part_words(builder, rows, p)};
    entries[CS_CHART_PARTS] = (struct cs_key_entry){.shape = CS_SHAPE_SEGMENT,
                                                    .thickness = 4,
                                                    .color = cs_build_color(builder, CS_ROLE_GRAY),
                                                    .words = has_other ? chart->other_words : NULL};
    cs_build_key(builder, entries, CS_CHART_PARTS + 1);
}

static void print_part(struct cs_builder *builder, struct cs_quantity part, enum cs_role role,
                       const double place[3]) /* left, right, baseline; pixels */
{
    struct cs_label label = {
        .size = 12, .anchor = CS_ANCHOR_MIDDLE, .y = place[2], .x = (place[0] + place[1]) / 2};
    label.text = cs_build_value(builder, part);
    label.color = cs_style_text_on(builder->scene->style, cs_build_color(builder, role));
    if (cs_label_width(&label) + 8 <= place[1] - place[0])
        cs_build_label_if_free(builder, &label);
}

static void draw_stack(struct cs_builder *builder, const struct cs_rows *rows, size_t row,
                       struct cs_layer *const layers[CS_CHART_PARTS])
{
    const struct cs_chart_item *item = rows->items[row];
    const struct cs_frame *frame = &builder->scene->frame;
    double ends[2] = {0, 0};
    double gap = fabs(cs_frame_value_x(frame, 1) - cs_frame_value_x(frame, 0)); /* one pixel */
    for (int p = 0; p < CS_CHART_PARTS; p++) {
        if (!cs_is_drawn(item->parts[p]) || item->parts[p].value == 0)
            continue;
        bool is_gain = item->parts[p].value > 0;
        double from = ends[is_gain], to = from + item->parts[p].value;
        ends[is_gain] = to;
        double low = fmin(from, to), high = fmax(from, to);
        if (high - low > 4 * gap)
            high -= gap; /* a hairline of the ground between parts */
        double a[2] = {low, (double)row + bar_from}, b[2] = {high, (double)row + bar_to};
        cs_layer_add(builder->scene, layers[p], a, b);
        double top = cs_frame_y(frame, a[1]), bottom = cs_frame_y(frame, b[1]);
        double place[3] = {cs_frame_x(frame, low), cs_frame_x(frame, high),
                           (top + bottom) / 2 + 12 * 0.36};
        if (bottom - top >= 13)
            print_part(builder, item->parts[p], part_roles[p], place);
    }
}

static void draw_beside(struct cs_builder *builder, const struct cs_rows *rows)
{
    struct cs_layer *layer = cs_scene_layer(builder->scene, "beside", CS_SHAPE_BOX,
                                            cs_build_color(builder, CS_ROLE_GRAY), 0);
    const struct cs_frame *frame = &builder->scene->frame;
    for (size_t i = 0; i < rows->n; i++) {
        double value = rows->items[i]->other.value;
        if (!cs_is_drawn(rows->items[i]->other))
            continue;
        double a[2] = {fmin(value, 0), (double)i + beside_from};
        double b[2] = {fmax(value, 0), (double)i + beside_to};
        cs_layer_add(builder->scene, layer, a, b);
        struct cs_label label = {.size = 11,
                                 .x = cs_frame_x(frame, fmax(value, 0)) + 6,
                                 .color = cs_build_color(builder, CS_ROLE_MUTED)};
        label.y = cs_frame_y(frame, (double)i + (beside_from + beside_to) / 2) + 11 * 0.36;
        label.text = cs_build_value(builder, rows->items[i]->other);
        if (rows->row_height >= 34)
            cs_build_label_if_free(builder, &label);
    }
}

enum cs_status cs_build_openings(struct cs_builder *builder)
{
    struct cs_rows rows = {0};
    cs_rows_take(builder, &rows, 0);
    measure(&rows);
    put_key(builder, &rows);
    rows.natural_height = rows.n <= 4 ? 64 : rows.n <= 12 ? 46 : 30;
    rows.values = cs_arena_alloc(builder->arena, (rows.n + 1) * sizeof *rows.values);
    for (size_t i = 0; rows.values && i < rows.n; i++)
        if (cs_is_drawn(rows.items[i]->value))
            rows.values[i] = cs_build_value(builder, rows.items[i]->value);
    enum cs_status status = cs_build_rows(builder, &rows);
    if (status != CS_OK)
        return status;
    struct cs_layer *layers[CS_CHART_PARTS];
    static const char *const names[CS_CHART_PARTS] = {"part_a", "part_b", "part_c"};
    for (int p = 0; p < CS_CHART_PARTS; p++)
        layers[p] = cs_scene_layer(builder->scene, names[p], CS_SHAPE_BOX,
                                   cs_build_color(builder, part_roles[p]), 0);
    for (size_t i = 0; i < rows.n; i++)
        draw_stack(builder, &rows, i, layers);
    draw_beside(builder, &rows);
    return CS_OK;
}
