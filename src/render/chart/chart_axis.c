/* Value axes: round steps, guides, labels with units. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "render/chart/chart_build.h"
#include "render/chart/chart_format.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"

struct cs_axis cs_axis_round(double low, double high, int n_steps)
{
    static const double nice[] = {1, 2, 2.5, 5, 10};
    if (!(high > low)) {
        double spread = fabs(high) > 0 ? fabs(high) * 0.1 : 1;
        low -= low == 0 ? 0 : spread;
        high += spread;
    }
    double raw = (high - low) / (n_steps > 0 ? n_steps : 1), unit = pow(10, floor(log10(raw)));
    double step = 10 * unit;
    for (size_t i = 0; i < sizeof nice / sizeof *nice; i++)
        if (nice[i] * unit >= raw * (1 - 1e-9)) {
            step = nice[i] * unit;
            break;
        }
    return (struct cs_axis){floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step};
}

void cs_axis_trim(struct cs_axis *axis, double low, double high)
{
    axis->from = ceil(low / axis->step - 1e-9) * axis->step;
    axis->to = floor(high / axis->step + 1e-9) * axis->step;
}

static const char *tick_text(const struct cs_builder *builder, const struct cs_axis *axis,
                             double value)
{
    struct cs_format format = builder->format;
    char text[CS_FORMAT_BYTES];
    format.step = axis->step;
    const char *copy = cs_arena_strdup(builder->arena, cs_format_value(&format, value, text));
    return copy ? copy : "";
}

static int n_ticks(const struct cs_axis *axis)
{
    return (int)lround((axis->to - axis->from) / axis->step) + 1;
}

/* Without the noise of adding: 0.30000000000000004 is 0.3, and zero is zero. */
static double tick_value(const struct cs_axis *axis, int i)
{
    double value = axis->from + i * axis->step;
    return fabs(value) < axis->step * 1e-6 ? 0 : value;
}

double cs_build_axis_width(const struct cs_builder *builder, const struct cs_axis *axis)
{
    double widest = 0;
    for (int i = 0; i < n_ticks(axis); i++) {
        const char *text = tick_text(builder, axis, tick_value(axis, i));
        widest = fmax(widest, cs_font_width(text, strlen(text), CS_SIZE_AXIS, 0));
    }
    return widest;
}

void cs_build_axis_x(struct cs_builder *builder, const struct cs_axis *axis)
{
    struct cs_scene *scene = builder->scene;
    const struct cs_frame *frame = &scene->frame;
    struct cs_layer *guides = cs_scene_layer(scene, "guides", CS_SHAPE_SEGMENT,
                                             cs_build_color(builder, CS_ROLE_GUIDE), 1);
    struct cs_label label = {.size = CS_SIZE_AXIS,
                             .anchor = CS_ANCHOR_MIDDLE,
                             .y = frame->bottom + 18,
                             .color = cs_build_color(builder, CS_ROLE_MUTED)};
    for (int i = 0; i < n_ticks(axis); i++) {
        double value = tick_value(axis, i);
        double a[2] = {value, frame->from_y}, b[2] = {value, frame->to_y};
        cs_layer_add(scene, guides, a, b);
        label.text = tick_text(builder, axis, value);
        label.x = cs_frame_x(frame, value);
        cs_build_label_if_free(builder, &label);
    }
}

void cs_build_axis_y(struct cs_builder *builder, const struct cs_axis *axis)
{
    struct cs_scene *scene = builder->scene;
    const struct cs_frame *frame = &scene->frame;
    struct cs_layer *guides = cs_scene_layer(scene, "guides", CS_SHAPE_SEGMENT,
                                             cs_build_color(builder, CS_ROLE_GUIDE), 1);
    struct cs_label label = {.size = CS_SIZE_AXIS,
                             .anchor = CS_ANCHOR_RIGHT,
                             .x = frame->left - 10,
                             .color = cs_build_color(builder, CS_ROLE_MUTED)};
    for (int i = 0; i < n_ticks(axis); i++) {
        double value = tick_value(axis, i);
        double a[2] = {frame->from_x, value}, b[2] = {frame->to_x, value};
        cs_layer_add(scene, guides, a, b);
        label.text = tick_text(builder, axis, value);
        label.y = cs_frame_y(frame, value) + 0.35 * CS_SIZE_AXIS;
        cs_build_label_if_free(builder, &label);
    }
}
