/* What an SVG draws, by the rules of SVG and not by the habits of who wrote it. Answers for: the
 * shapes in drawing order, each with the presentation that groups, `style` and `use` hand down to
 * it. Leaves out words, scripts, titles and whatever draws nothing. */
#ifndef CS_RENDER_SVG_READ_H
#define CS_RENDER_SVG_READ_H

#include "base/buf.h"
#include "base/diag.h"

enum cs_svg_property {
    CS_SVG_FILL,
    CS_SVG_STROKE,
    CS_SVG_COLOR, /* what currentColor stands for; resolved in the two above */
    CS_SVG_STROKE_WIDTH,
    CS_SVG_STROKE_DASHARRAY,
    CS_SVG_STROKE_LINECAP,
    CS_SVG_STROKE_LINEJOIN,
    CS_SVG_FILL_OPACITY,
    CS_SVG_STROKE_OPACITY,
    CS_SVG_FILL_RULE,
    CS_N_SVG_PROPERTIES,
};

/* Borrowed for the call that takes it. */
struct cs_svg_shape {
    const char *element;     /* "path", "polygon", "circle", … */
    const char **attributes; /* name, value, …, NULL: its geometry is among them */
    const char *transform;   /* from its own units to the canvas; "" none */
    const char *properties[CS_N_SVG_PROPERTIES]; /* NULL: as SVG begins */
};
const char *cs_svg_property_name(enum cs_svg_property property);

struct cs_svg_canvas {
    double width, height; /* the root's view box is brought to this */
    enum cs_status (*take)(void *context, const struct cs_svg_shape *shape, struct cs_diag *diag);
    void *context;
};
/* Errors: CS_INTERNAL when it is no XML, no SVG or nested beyond measure; what `take` fails with.
 */
CS_MUST_USE enum cs_status cs_svg_read(const struct cs_buf *drawn,
                                       const struct cs_svg_canvas *canvas, struct cs_diag *diag);

#endif
