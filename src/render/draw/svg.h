/* An SVG fit for a page. Answers for: role, title and description in words, the reader's own fonts,
 * colors that follow the reader's theme, no tool version, no ids (charts share a page), small size.
 * gnuplot draws the marks; the words of the scene are set here, around them.
 */
#ifndef CS_RENDER_SVG_H
#define CS_RENDER_SVG_H

#include "base/buf.h"
#include "base/diag.h"
#include "render/draw/look.h"
#include "render/draw/palette.h"
#include "render/draw/scene.h"

struct cs_svg {
    const char *title, *description;
    const struct cs_scene *scene;
    const struct cs_palette *palette; /* of the scene; marks are drawn in its keys */
    enum cs_theme theme;              /* auto: both in one file, by prefers-color-scheme */
};
/* Appends the picture: the marks that gnuplot drew of the scene, and the scene's words. Errors:
 * CS_INTERNAL when what was drawn is no SVG or holds no mark although the scene does. */
CS_MUST_USE enum cs_status cs_svg_write(const struct cs_buf *drawn, const struct cs_svg *svg,
                                        struct cs_buf *out, struct cs_diag *diag);

#endif
