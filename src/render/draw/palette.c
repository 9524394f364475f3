/* Colors by name and by key: apart from the scene, which only places marks, and from the script and
 * the SVG, which agree through it on what stands for which color. */
#include "render/draw/palette.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

static const uint32_t first_key = 0xc5a000;

static bool is_same(struct cs_color a, struct cs_color b)
{
    return a.light == b.light && a.dark == b.dark;
}

size_t cs_palette_find(const struct cs_palette *palette, struct cs_color color)
{
    size_t i = 0;
    while (i < palette->n_tones && !is_same(palette->tones[i].color, color))
        i++;
    return i;
}

/* Room for it is there: no scene has more colors than labels, layers and a ground. */
static bool add(struct cs_palette *palette, const struct cs_style *style, struct cs_color color,
                struct cs_arena *arena)
{
    if (cs_palette_find(palette, color) < palette->n_tones)
        return true;
    const char *name = cs_style_role_name(style, color);
    if (!name)
        name = cs_arena_printf(arena, "shade_%zu", palette->n_tones);
    palette->tones[palette->n_tones++] = (struct cs_tone){name, color};
    return name != NULL;
}

enum cs_status cs_palette_make(const struct cs_scene *scene, struct cs_arena *arena,
                               struct cs_palette *out, struct cs_diag *diag)
{
    size_t n = scene->n_labels + 1;
    for (const struct cs_layer *layer = scene->first; layer; layer = layer->next)
        n++;
    *out = (struct cs_palette){cs_arena_alloc(arena, n * sizeof *out->tones), 0};
    bool is_whole =
        out->tones && add(out, scene->style, cs_style_color(scene->style, CS_ROLE_GROUND), arena);
    for (size_t i = 0; is_whole && i < scene->n_labels; i++)
        is_whole = add(out, scene->style, scene->labels[i].color, arena);
    for (const struct cs_layer *layer = scene->first; is_whole && layer; layer = layer->next)
        is_whole = add(out, scene->style, layer->color, arena);
    return is_whole ? CS_OK : cs_fail_memory(diag);
}

uint32_t cs_palette_key(size_t place)
{
    return first_key + (uint32_t)place;
}

bool cs_palette_read_key(const struct cs_palette *palette, uint32_t color, size_t *place)
{
    *place = color - first_key;
    return color >= first_key && *place < palette->n_tones;
}
