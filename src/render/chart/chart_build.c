/* The parts every chart shares, so that a title, key or hatching is placed by one rule in all of
 * them. */
#include "render/chart/chart_build.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "render/chart/chart_format.h"
#include "render/draw/font.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

static const double head_top = 36, subtitle_size = 13.5, foot_line = 14, foot_gap = 14,
                    foot_bottom = 14;
enum { MAX_TITLE_LINES = 3, MAX_SUBTITLE_LINES = 3, MAX_FOOT_LINES = 5 };

struct cs_color cs_build_color(const struct cs_builder *builder, enum cs_role role)
{
    return cs_style_color(builder->scene->style, role);
}

bool cs_is_drawn(struct cs_quantity quantity)
{
    return isfinite(quantity.value) &&
           (quantity.presence == CS_PRESENT || quantity.presence == CS_AT_LEAST);
}

bool cs_is_floor(struct cs_quantity quantity)
{
    return quantity.presence == CS_AT_LEAST && isfinite(quantity.value);
}

size_t cs_count_floors(const struct cs_chart *chart)
{
    size_t n = 0;
    for (size_t i = 0; i < chart->n_series; i++)
        for (size_t j = 0; j < chart->series[i].n_points; j++)
            n += (size_t)cs_is_floor(chart->series[i].points[j].value);
    return n;
}

const char *cs_build_value(struct cs_builder *builder, struct cs_quantity quantity)
{
    char text[CS_FORMAT_BYTES];
    const char *copy =
        cs_arena_strdup(builder->arena, cs_format_quantity(&builder->format, quantity, text));
    return copy ? copy : "";
}

void cs_build_text(struct cs_builder *builder, const char *text, double x, double y,
                   const struct cs_label *style)
{
    struct cs_label label = *style;
    label.text = text;
    label.x = x;
    label.y = y;
    cs_scene_label(builder->scene, &label);
}

/* Places wrapped lines at the left margin from builder->y down. */
static void put_block(struct cs_builder *builder, const char *text, const struct cs_label *style,
                      size_t max_lines)
{
    struct cs_lines lines;
    struct cs_wrap wrap = {style->size, style->is_bold, builder->scene->width - 2 * builder->pad,
                           max_lines};
    const char *clean = cs_font_clean(builder->arena, text);
    if (!clean || !*clean)
        return;
    cs_font_wrap(builder->arena, clean, &wrap, &lines);
    for (size_t i = 0; i < lines.n_lines; i++) {
        cs_build_text(builder, lines.lines[i], builder->pad, builder->y, style);
        builder->y += style->size * CS_FONT_LINE;
    }
}

/* A sentence's end, unless the text has one. */
static const char *full_stop(const char *text)
{
    size_t n = strlen(text);
    return n && strchr(".!?", text[n - 1]) ? "" : ".";
}

const char *cs_build_caption(struct cs_builder *builder)
{
    const struct cs_chart_caption *caption = &builder->chart->caption;
    const char *source = cs_font_clean(builder->arena, caption->source);
    const char *period = cs_font_clean(builder->arena, caption->period);
    const char *caveat = cs_font_clean(builder->arena, caption->caveat);
    struct cs_format count = {builder->format.language, {.kind = CS_UNIT_NUMBER}, 0, 0};
    char n_text[CS_FORMAT_BYTES + 16] = "", number[CS_FORMAT_BYTES];
    if (!source || !period || !caveat)
        return "";
    if (caveat[0] >= 'a' && caveat[0] <= 'z') /* a sentence of its own */
        caveat = cs_arena_printf(builder->arena, "%c%s", caveat[0] - 'a' + 'A', caveat + 1);
    if (!caveat)
        return "";
    if (caption->n)
        snprintf(n_text, sizeof n_text, " n = %s.",
                 cs_format_value(&count, (double)caption->n, number));
    const char *text =
        cs_arena_printf(builder->arena, "%s%s%s%s%s%s%s%s%s", *source ? "Source: " : "", source,
                        *source && *period ? ", " : "", period,
                        *period   ? full_stop(period)
                        : *source ? full_stop(source)
                                  : "",
                        n_text, *caveat ? " " : "", caveat, *caveat ? full_stop(caveat) : "");
    return text ? text + (*text == ' ') : "";
}

void cs_build_head(struct cs_builder *builder)
{
    struct cs_label title = {
        .size = CS_SIZE_TITLE, .is_bold = true, .color = cs_build_color(builder, CS_ROLE_INK)};
    struct cs_label subtitle = {.size = subtitle_size,
                                .color = cs_build_color(builder, CS_ROLE_MUTED)};
    double width = builder->scene->width;
    builder->pad = width < 480 ? 14 : 22;
    if (width < 480)
        title.size = 16;
    builder->y = head_top;
    put_block(builder, builder->chart->title, &title, MAX_TITLE_LINES);
    put_block(builder, builder->chart->subtitle, &subtitle, MAX_SUBTITLE_LINES);
    struct cs_wrap wrap = {CS_SIZE_FOOT, 0, width - 2 * builder->pad, MAX_FOOT_LINES};
    const char *foot = cs_build_caption(builder);
    builder->foot_height = foot_bottom;
    if (*foot) {
        cs_font_wrap(builder->arena, foot, &wrap, &builder->foot);
        builder->foot_height += foot_gap + foot_line * (double)builder->foot.n_lines;
    }
}

void cs_build_foot(struct cs_builder *builder)
{
    struct cs_label style = {.size = CS_SIZE_FOOT, .color = cs_build_color(builder, CS_ROLE_MUTED)};
    double height = builder->look->height;
    if (height == 0)
        height = ceil(builder->y + builder->foot_height);
    builder->scene->height = height;
    double y = height - builder->foot_height + foot_gap + CS_SIZE_FOOT;
    for (size_t i = 0; i < builder->foot.n_lines; i++, y += foot_line)
        cs_build_text(builder, builder->foot.lines[i], builder->pad, y, &style);
}

enum cs_status cs_build_room(struct cs_builder *builder, double natural, double least, double below,
                             double *room)
{
    *room = natural;
    if (builder->look->height == 0)
        return CS_OK;
    *room = builder->look->height - builder->y - below - builder->foot_height;
    if (*room >= least)
        return CS_OK;
    return cs_fail(builder->diag, CS_USAGE, NULL, "leave out the height to fit the chart",
                   "a height of %d pixels is too small for this chart; it needs %.0f",
                   builder->look->height, ceil(builder->look->height + least - *room));
}

enum cs_status cs_build_nothing(struct cs_builder *builder, const char *words)
{
    struct cs_label style = {.size = CS_SIZE_LABEL,
                             .color = cs_build_color(builder, CS_ROLE_MUTED)};
    struct cs_wrap wrap = {style.size, 0, builder->scene->width - 2 * builder->pad, 2};
    struct cs_lines lines;
    builder->y += 24;
    cs_font_wrap(builder->arena, words, &wrap, &lines);
    for (size_t i = 0; i < lines.n_lines; i++, builder->y += style.size * CS_FONT_LINE)
        cs_build_text(builder, lines.lines[i], builder->pad, builder->y, &style);
    return CS_OK;
}

static void put_swatch(struct cs_builder *builder, const struct cs_key_entry *entry, double x,
                       double middle)
{
    double half = entry->thickness / 2, a[2] = {x, middle}, b[2] = {x + 16, middle};
    if (entry->shape == CS_SHAPE_POINT) {
        a[0] = b[0] = x + 8;
    } else if (entry->shape == CS_SHAPE_BOX) {
        a[1] -= half;
        b[1] += half;
    }
    struct cs_layer *layer =
        cs_scene_layer(builder->scene, "key", entry->shape, entry->color,
                       entry->shape == CS_SHAPE_POINT ? 4.5 : entry->thickness);
    layer->is_on_screen = true;
    layer->is_dashed = entry->is_dashed;
    cs_layer_add(builder->scene, layer, a, b);
    if (entry->is_hollow) {
        layer = cs_scene_layer(builder->scene, "key", CS_SHAPE_POINT,
                               cs_build_color(builder, CS_ROLE_GROUND), 2.7);
        layer->is_on_screen = true;
        cs_layer_add(builder->scene, layer, a, NULL);
    }
}

void cs_build_key(struct cs_builder *builder, const struct cs_key_entry *entries, size_t n)
{
    struct cs_label style = {.size = CS_SIZE_AXIS, .color = cs_build_color(builder, CS_ROLE_MUTED)};
    double x = builder->pad, limit = builder->scene->width - builder->pad;
    bool has_any = false;
    for (size_t i = 0; i < n; i++) {
        const char *words =
            entries[i].words ? cs_font_clean(builder->arena, entries[i].words) : NULL;
        if (!words || !*words)
            continue;
        if (!has_any)
            builder->y += 6;
        struct cs_wrap wrap = {style.size, 0, limit - builder->pad - 22, 1};
        words = cs_font_cut(builder->arena, words, &wrap);
        double width = 22 + cs_font_width(words, strlen(words), style.size, 0);
        if (x > builder->pad && x + width > limit) {
            x = builder->pad;
            builder->y += style.size * CS_FONT_LINE + 4;
        }
        put_swatch(builder, &entries[i], x, builder->y - 4);
        cs_build_text(builder, words, x + 22, builder->y, &style);
        x += width + 18;
        has_any = true;
    }
    if (has_any)
        builder->y += style.size * CS_FONT_LINE;
}

/* Whether a label stands free of all others and inside the canvas. */
static bool is_free(const struct cs_builder *builder, const struct cs_label *label)
{
    const struct cs_scene *scene = builder->scene;
    static const double shift[] = {0, 0.5, 1};
    double width = cs_label_width(label), left = label->x - width * shift[label->anchor];
    double top = label->y - CS_FONT_ASCENT * label->size;
    double bottom = label->y + CS_FONT_DESCENT * label->size;
    if (left < 2 || left + width > scene->width - 2)
        return false;
    for (size_t i = 0; i < scene->n_labels; i++) {
        const struct cs_label *other = &scene->labels[i];
        double other_width = cs_label_width(other);
        double other_left = other->x - other_width * shift[other->anchor];
        if (left < other_left + other_width + 3 && other_left < left + width + 3 &&
            top < other->y + CS_FONT_DESCENT * other->size &&
            other->y - CS_FONT_ASCENT * other->size < bottom)
            return false;
    }
    return true;
}

bool cs_build_label_if_free(struct cs_builder *builder, const struct cs_label *label)
{
    if (!is_free(builder, label))
        return false;
    cs_scene_label(builder->scene, label);
    return true;
}

void cs_build_hatch(struct cs_builder *builder, const double box[4])
{
    static const double gap = 5;
    const struct cs_frame *frame = &builder->scene->frame;
    if (!builder->hatch)
        builder->hatch = cs_scene_layer(builder->scene, "missing", CS_SHAPE_SEGMENT,
                                        cs_build_color(builder, CS_ROLE_GRAY), 1);
    double width = box[2] - box[0], height = box[3] - box[1];
    for (double offset = gap; offset < width + height; offset += gap) {
        /* The line x + y = offset inside the box. */
        double x0 = fmax(0, offset - height), x1 = fmin(offset, width);
        double a[2] = {cs_frame_value_x(frame, box[0] + x0),
                       cs_frame_value_y(frame, box[1] + offset - x0)};
        double b[2] = {cs_frame_value_x(frame, box[0] + x1),
                       cs_frame_value_y(frame, box[1] + offset - x1)};
        cs_layer_add(builder->scene, builder->hatch, a, b);
    }
}

void cs_build_cased_segment(struct cs_builder *builder, const double from[2], const double to[2])
{
    static const struct {
        enum cs_role role;
        double width;
    } strokes[] = {{CS_ROLE_GROUND, 5}, {CS_ROLE_INK, 1.8}};
    for (size_t i = 0; i < 2; i++) {
        struct cs_layer *layer =
            cs_scene_layer(builder->scene, i ? "interval" : "casing", CS_SHAPE_SEGMENT,
                           cs_build_color(builder, strokes[i].role), strokes[i].width);
        cs_layer_add(builder->scene, layer, from, to);
    }
}
