/* Holds what chart builders place, and turns data into pixels and back: apart from how it is
 * drawn. */
#include "render/draw/scene.h"

#include <string.h>

#include "base/arena.h"
#include "base/grow.h"
#include "render/draw/font.h"

void cs_scene_init(struct cs_scene *scene, struct cs_arena *arena, const struct cs_style *style)
{
    memset(scene, 0, sizeof *scene);
    scene->arena = arena;
    scene->style = style;
    scene->last = &scene->first;
}

/* Room for one more of n elements. NULL when out of memory, with the failure noted. */
static void *grow(struct cs_scene *scene, void *old, size_t n, size_t *capacity, size_t size)
{
    void *bigger = cs_arena_grown(scene->arena, old, n, capacity, size);
    scene->has_failed |= bigger == NULL;
    return bigger;
}

struct cs_layer *cs_scene_layer(struct cs_scene *scene, const char *name, enum cs_shape shape,
                                struct cs_color color, double width)
{
    struct cs_layer *layer = cs_arena_alloc(scene->arena, sizeof *layer);
    if (!layer) {
        scene->has_failed = true;
        return &scene->spare;
    }
    *layer = (struct cs_layer){.name = name, .shape = shape, .color = color, .width = width};
    *scene->last = layer;
    scene->last = &layer->next;
    return layer;
}

static void add_row(struct cs_scene *scene, struct cs_layer *layer, const struct cs_mark_row *row)
{
    if (scene->has_failed)
        return;
    struct cs_mark_row *rows =
        grow(scene, layer->rows, layer->n_rows, &layer->capacity, sizeof *rows);
    if (!rows)
        return;
    layer->rows = rows;
    layer->rows[layer->n_rows++] = *row;
}

void cs_layer_add(struct cs_scene *scene, struct cs_layer *layer, const double a[2],
                  const double b[2])
{
    struct cs_mark_row row = {.v = {a[0], a[1], b ? b[0] : 0, b ? b[1] : 0}};
    add_row(scene, layer, &row);
}

void cs_layer_break(struct cs_scene *scene, struct cs_layer *layer)
{
    struct cs_mark_row row = {.is_break = true};
    add_row(scene, layer, &row);
}

void cs_scene_label(struct cs_scene *scene, const struct cs_label *label)
{
    if (!label->text || !*label->text)
        return;
    struct cs_label *labels =
        grow(scene, scene->labels, scene->n_labels, &scene->capacity, sizeof *labels);
    if (!labels)
        return;
    scene->labels = labels;
    scene->labels[scene->n_labels++] = *label;
}

double cs_label_width(const struct cs_label *label)
{
    return cs_font_width(label->text, strlen(label->text), label->size, label->is_bold);
}

double cs_frame_x(const struct cs_frame *frame, double value)
{
    return frame->left +
           (value - frame->from_x) / (frame->to_x - frame->from_x) * (frame->right - frame->left);
}

double cs_frame_y(const struct cs_frame *frame, double value)
{
    return frame->top +
           (value - frame->from_y) / (frame->to_y - frame->from_y) * (frame->bottom - frame->top);
}

double cs_frame_value_x(const struct cs_frame *frame, double x)
{
    return frame->from_x +
           (x - frame->left) / (frame->right - frame->left) * (frame->to_x - frame->from_x);
}

double cs_frame_value_y(const struct cs_frame *frame, double y)
{
    return frame->from_y +
           (y - frame->top) / (frame->bottom - frame->top) * (frame->to_y - frame->from_y);
}
