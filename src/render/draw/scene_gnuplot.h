/* A scene as a gnuplot script. Answers for: the terminals' differences and the script's text, which
 * a person can read, edit and run. */
#ifndef CS_RENDER_SCENE_GNUPLOT_H
#define CS_RENDER_SCENE_GNUPLOT_H

#include <stdbool.h>

#include "base/buf.h"
#include "render/draw/look.h"
#include "render/draw/palette.h"
#include "render/draw/scene.h"

/* What a script is for. */
enum cs_script_use {
    CS_SCRIPT_WHOLE, /* the picture, words and all, in its colors */
    CS_SCRIPT_MARKS, /* for cs_svg_write: only the marks, in the keys of the palette */
};

struct cs_script {
    const char *comment; /* clean text for the first line; NULL none */
    const char *file;    /* what it draws into */
    enum cs_chart_format format;
    bool is_dark;
    int scale; /* of a PNG */
    enum cs_script_use use;
};
/* Colors stand by name at the top; below, both uses are the same. */
void cs_scene_script(const struct cs_scene *scene, const struct cs_palette *palette,
                     const struct cs_script *script, struct cs_buf *out);

#endif
