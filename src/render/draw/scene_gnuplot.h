/* A scene as a gnuplot script. Answers for: the terminals' differences and the script's text, which
 * a person can read, edit and run. */
#ifndef CS_RENDER_SCENE_GNUPLOT_H
#define CS_RENDER_SCENE_GNUPLOT_H

#include "base/buf.h"
#include "render/draw/look.h"
#include "render/draw/scene.h"

struct cs_script {
    const char *comment; /* clean text for the first line; NULL none */
    const char *file;    /* what it draws into */
    enum cs_chart_format format;
    int is_dark;
    int scale; /* of a PNG */
};
void cs_scene_script(const struct cs_scene *scene, const struct cs_script *script,
                     struct cs_buf *out);

#endif
