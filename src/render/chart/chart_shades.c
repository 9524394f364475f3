/* One color in shades of value with its legend, for tile maps and heat maps alike. */
#include "render/chart/chart_shades.h"

#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "data/quantity.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_format.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

void cs_shades_include(struct cs_shades *shades, struct cs_quantity value)
{
    if (!cs_is_drawn(value))
        return;
    shades->low = fmin(shades->low, value.value);
    shades->high = fmax(shades->high, value.value);
}

void cs_shades_measure(const struct cs_builder *builder, struct cs_shades *shades)
{
    *shades = (struct cs_shades){.low = INFINITY, .high = -INFINITY};
    for (size_t i = 0; i < builder->chart->n_items; i++)
        cs_shades_include(shades, builder->chart->items[i].value);
}

bool cs_shades_any(const struct cs_shades *shades)
{
    return shades->high >= shades->low;
}

static int shade_of(const struct cs_shades *shades, double value)
{
    double spread = shades->high - shades->low;
    double share = spread > 0 ? (value - shades->low) / spread : 0.5;
    return (int)lround(fmin(fmax(share, 0), 1) * (CS_N_SHADES - 1));
}

static struct cs_color shade_color(const struct cs_builder *builder, int shade)
{
    return cs_style_sequential(builder->scene->style, (double)shade / (CS_N_SHADES - 1));
}

struct cs_color cs_shades_tile(struct cs_builder *builder, struct cs_shades *shades, double value,
                               const double box[4])
{
    int shade = shade_of(shades, value);
    struct cs_color color = shade_color(builder, shade);
    if (!shades->layers[shade])
        shades->layers[shade] = cs_scene_layer(builder->scene, "shade", CS_SHAPE_BOX, color, 0);
    cs_layer_add(builder->scene, shades->layers[shade], box, box + 2);
    return color;
}

const char *cs_shades_text(struct cs_builder *builder, double value)
{
    struct cs_format format = builder->format;
    char text[CS_FORMAT_BYTES];
    if (fabs(value) >= 10000 && format.unit.kind != CS_UNIT_PERCENT)
        format.step = fabs(value) >= 1e6 ? 1e5 : fabs(value) >= 1e5 ? 1000 : 500;
    const char *copy = cs_arena_strdup(builder->arena, cs_format_value(&format, value, text));
    return copy ? copy : "";
}

void cs_shades_legend(struct cs_builder *builder, const struct cs_shades *shades, double x,
                      double y, double width)
{
    double step = width / CS_N_SHADES;
    for (int i = 0; i < CS_N_SHADES; i++) {
        struct cs_layer *layer =
            cs_scene_layer(builder->scene, "legend", CS_SHAPE_BOX, shade_color(builder, i), 0);
        layer->is_on_screen = true;
        double a[2] = {x + i * step, y}, b[2] = {x + (i + 1) * step, y + 12};
        cs_layer_add(builder->scene, layer, a, b);
    }
    static const enum cs_anchor anchors[] = {CS_ANCHOR_LEFT, CS_ANCHOR_RIGHT, CS_ANCHOR_MIDDLE};
    static const double shares[] = {0, 1, 0.5};
    for (int i = 0; i < (shades->high > shades->low ? 3 : 1); i++) {
        struct cs_label label = {.size = 11.5,
                                 .anchor = anchors[i],
                                 .x = x + shares[i] * width,
                                 .y = y + 26,
                                 .color = cs_build_color(builder, CS_ROLE_MUTED)};
        label.text =
            cs_shades_text(builder, shades->low + shares[i] * (shades->high - shades->low));
        if (i < 2 && (i ? shades->has_higher : shades->has_lower))
            label.text = cs_arena_printf(builder->arena, "%s %s", i ? "≥" : "≤", label.text);
        cs_build_label_if_free(builder, &label);
    }
}

void cs_shades_explain(struct cs_builder *builder, const size_t counts[CS_N_PRESENCES])
{
    const char *text = NULL;
    for (int p = 1; p < CS_N_PRESENCES; p++)
        if (counts[p])
            text = cs_arena_printf(builder->arena, "%s%s %s (%zu)",
                                   text ? text : "Hatched:", text ? "," : "",
                                   cs_presence_words((enum cs_presence)p), counts[p]);
    if (!text)
        return;
    struct cs_wrap wrap = {CS_SIZE_AXIS, 0, builder->scene->width - 2 * builder->pad, 3};
    struct cs_label style = {.size = CS_SIZE_AXIS, .color = cs_build_color(builder, CS_ROLE_MUTED)};
    struct cs_lines lines;
    cs_font_wrap(builder->arena, text, &wrap, &lines);
    for (size_t i = 0; i < lines.n_lines; i++) {
        builder->y += CS_SIZE_AXIS * CS_FONT_LINE;
        cs_build_text(builder, lines.lines[i], builder->pad, builder->y, &style);
    }
    builder->y += 4;
}
