/* The colors of a scene by name. Answers for: one entry for each pair of colors that a scene uses,
 * with a name that a script can carry: its role, or shade_1, shade_2, … */
#ifndef CS_RENDER_PALETTE_H
#define CS_RENDER_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/status.h"
#include "render/draw/scene.h"
#include "render/draw/style.h"

struct cs_tone {
    const char *name; /* letters, digits, underscores */
    struct cs_color color;
};

struct cs_palette {
    struct cs_tone *tones; /* the ground is the first */
    size_t n_tones;
};

/* Collects the colors of a finished scene into the arena. Errors: CS_INTERNAL when out of memory.
 */
CS_MUST_USE enum cs_status cs_palette_make(const struct cs_scene *scene, struct cs_arena *arena,
                                           struct cs_palette *out, struct cs_diag *diag);
/* The place of a color of the scene. */
size_t cs_palette_find(const struct cs_palette *palette, struct cs_color color);

/* What stands for a tone while gnuplot draws an SVG: a color that no chart has, one for each place,
 * so that what comes back says which tone it is, and not only how it looks. */
uint32_t cs_palette_key(size_t place);
/* The place that a drawn color stands for; false for any other color. */
bool cs_palette_read_key(const struct cs_palette *palette, uint32_t color, size_t *place);

#endif
