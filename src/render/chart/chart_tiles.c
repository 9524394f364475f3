/* US states as equal tiles in their usual grid, shaded by value. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_format.h"
#include "render/chart/chart_grid.h"
#include "render/chart/chart_shades.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

/* The states make the scale; a territory far outside it takes its end, and the legend says so. */
static void measure_states(const struct cs_builder *builder, struct cs_shades *shades)
{
    *shades = (struct cs_shades){.low = INFINITY, .high = -INFINITY};
    for (size_t i = 0; i < CS_GRID_TILES; i++) {
        const struct cs_chart_item *item = cs_grid_item(builder->chart, i);
        if (!item || !cs_is_drawn(item->value))
            continue;
        if (i < CS_GRID_STATES || !(shades->high >= shades->low))
            cs_shades_include(shades, item->value);
        shades->has_lower |= item->value.value < shades->low;
        shades->has_higher |= item->value.value > shades->high;
    }
}

/* What all tiles of a map share: sizes at which their text fits. */
struct tile_type {
    double code_size, value_size; /* value_size 0: no room for values */
    double step;                  /* of the values, for cs_format */
};

/* A floor says so: "≥$187k". */
static const char *value_text(struct cs_builder *builder, const struct tile_type *type,
                              struct cs_quantity value)
{
    struct cs_format format = builder->format;
    char number[CS_FORMAT_BYTES];
    format.step = type->step;
    const char *text = type->step == 0 ? cs_shades_text(builder, value.value)
                                       : cs_format_value(&format, value.value, number);
    const char *copy =
        cs_arena_printf(builder->arena, "%s%s", value.presence == CS_AT_LEAST ? "≥" : "", text);
    return copy ? copy : "";
}

/* The largest type, then the shorter values, at which the widest value fits its tile. */
static struct tile_type choose_type(struct cs_builder *builder, double width, double height)
{
    struct tile_type type = {.code_size = fmin(12.5, fmin(width * 0.4, height * 0.42))};
    static const double steps[] = {0, 1000};
    for (double size = 11; size >= 8; size -= 1)
        for (size_t s = 0; s < 2; s++) {
            double widest = 0;
            type.step = steps[s];
            for (size_t i = 0; i < builder->chart->n_items; i++) {
                struct cs_quantity value = builder->chart->items[i].value;
                if (!cs_is_drawn(value) || (s == 1 && fabs(value.value) < 10000))
                    continue;
                const char *text = value_text(builder, &type, value);
                widest = fmax(widest, cs_font_width(text, strlen(text), size, 0));
            }
            if (widest <= width - 5 && size + type.code_size <= height - 4) {
                type.value_size = size;
                return type;
            }
        }
    return type;
}

static void print_tile(struct cs_builder *builder, const struct tile_type *type,
                       const double center[2], const char *const text[2], struct cs_color color)
{
    bool has_value = text[1] && type->value_size > 0;
    struct cs_label label = {.size = type->code_size,
                             .is_bold = true,
                             .anchor = CS_ANCHOR_MIDDLE,
                             .text = text[0],
                             .x = center[0],
                             .color = color};
    label.y = center[1] + (has_value ? -type->code_size * 0.2 : type->code_size * 0.36);
    cs_build_label_if_free(builder, &label);
    if (!has_value)
        return;
    label = (struct cs_label){.size = type->value_size,
                              .anchor = CS_ANCHOR_MIDDLE,
                              .text = text[1],
                              .x = center[0],
                              .y = center[1] + type->value_size * 1.1,
                              .color = color};
    cs_build_label_if_free(builder, &label);
}

struct map {
    struct cs_shades shades;
    struct tile_type type;
    size_t counts[CS_N_PRESENCES]; /* of tiles without a value */
};

/* A frame of the page's own place, under its tile. */
static void draw_frame(struct cs_builder *builder, size_t state)
{
    const struct cs_chart_item *item = cs_grid_item(builder->chart, state);
    double x = cs_grid[state].column, y = cs_grid[state].row;
    double a[2] = {x - 0.03, y - 0.03}, b[2] = {x + 1.03, y + 1.03};
    if (!item || !item->is_emphasised)
        return;
    cs_layer_add(builder->scene,
                 cs_scene_layer(builder->scene, "here", CS_SHAPE_BOX,
                                cs_build_color(builder, CS_ROLE_RUST), 0),
                 a, b);
}

static void draw_state(struct cs_builder *builder, struct map *map, size_t state)
{
    const struct cs_chart_item *item = cs_grid_item(builder->chart, state);
    const double gap = item && item->is_emphasised ? 0.06 : 0.025;
    const struct cs_frame *frame = &builder->scene->frame;
    double x = cs_grid[state].column, y = cs_grid[state].row;
    double box[4] = {x + gap, y + gap, x + 1 - gap, y + 1 - gap};
    double center[2] = {cs_frame_x(frame, x + 0.5), cs_frame_y(frame, y + 0.5)};
    if (!item && state >= CS_GRID_STATES)
        return; /* a territory that is not in the data is not drawn */
    if (item && cs_is_drawn(item->value)) {
        struct cs_color color = cs_shades_tile(builder, &map->shades, item->value.value, box);
        const char *text[2] = {cs_grid[state].code, value_text(builder, &map->type, item->value)};
        print_tile(builder, &map->type, center, text,
                   cs_style_text_on(builder->scene->style, color));
        return;
    }
    double pixels[4] = {cs_frame_x(frame, box[0]), cs_frame_y(frame, box[1]),
                        cs_frame_x(frame, box[2]), cs_frame_y(frame, box[3])};
    double half = map->type.code_size;
    double plate[4] = {center[0] - half, center[1] - half * 0.72, center[0] + half,
                       center[1] + half * 0.72};
    cs_build_hatch(builder, pixels);
    struct cs_layer *layer = cs_scene_layer(builder->scene, "plate", CS_SHAPE_BOX,
                                            cs_build_color(builder, CS_ROLE_GROUND), 0);
    double a[2] = {cs_frame_value_x(frame, plate[0]), cs_frame_value_y(frame, plate[1])};
    double b[2] = {cs_frame_value_x(frame, plate[2]), cs_frame_value_y(frame, plate[3])};
    cs_layer_add(builder->scene, layer, a, b);
    print_tile(builder, &map->type, center, (const char *[2]){cs_grid[state].code, NULL},
               cs_build_color(builder, CS_ROLE_MUTED));
    enum cs_presence reason = item ? item->value.presence : CS_NOT_REPORTED;
    map->counts[reason == CS_PRESENT || reason == CS_AT_LEAST ? CS_NOT_AVAILABLE : reason]++;
}

enum cs_status cs_build_tilemap(struct cs_builder *builder)
{
    struct map map = {.counts = {0}};
    double width = builder->scene->width - 2 * builder->pad, room = 0;
    double tile_width = width / CS_GRID_COLUMNS;
    double natural = fmin(fmax(tile_width * 0.82, 30), 52) * CS_GRID_ROWS;
    measure_states(builder, &map.shades);
    builder->y += 8;
    enum cs_status status = cs_build_room(builder, natural, 27 * CS_GRID_ROWS, 34, &room);
    if (status != CS_OK)
        return status;
    struct cs_frame *frame = &builder->scene->frame;
    *frame = (struct cs_frame){
        builder->pad, builder->pad + width, builder->y, builder->y + room, 0, CS_GRID_COLUMNS, 0,
        CS_GRID_ROWS};
    map.type = choose_type(builder, tile_width, room / CS_GRID_ROWS);
    if (cs_shades_any(&map.shades))
        cs_shades_legend(builder, &map.shades, cs_frame_x(frame, 3), frame->top + 6,
                         (frame->right - frame->left) * 4 / CS_GRID_COLUMNS);
    for (size_t i = 0; i < CS_GRID_TILES; i++)
        draw_frame(builder, i);
    for (size_t i = 0; i < CS_GRID_TILES; i++)
        draw_state(builder, &map, i);
    builder->y = frame->bottom + 2;
    cs_shades_explain(builder, map.counts);
    return CS_OK;
}
