/* gnuplot's SVG made fit for a page. Answers for: role, title and description in words, the
 * reader's own fonts, colours that follow the reader's theme, no tool version, no ids (charts share
 * a page), small size; escaping text for XML. */
#ifndef CS_RENDER_SVG_H
#define CS_RENDER_SVG_H

#include "base/buf.h"
#include "base/diag.h"
#include "render/draw/scene.h"

/* Appends text for XML content or a double-quoted attribute. Control characters become blanks,
 * invalid UTF-8 U+FFFD. */
void cs_xml_escape(struct cs_buf *out, const char *text, size_t n_bytes);

struct cs_svg {
    const char *title, *description;
    const struct cs_scene *scene;
    int follows_reader; /* both themes in one file, by prefers-color-scheme */
};
/* Rewrites what gnuplot drew. Errors: CS_INTERNAL when it is not as this gnuplot writes it. */
CS_MUST_USE enum cs_status cs_svg_rewrite(const struct cs_buf *drawn, const struct cs_svg *svg,
                                          struct cs_buf *out, struct cs_diag *diag);

#endif
