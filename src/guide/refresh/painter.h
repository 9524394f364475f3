/* What the layer of guides asks of whoever draws: the chart of a figure. Guides know no renderer;
 * render/report/figure_chart.h is one. */
#ifndef CS_GUIDE_PAINTER_H
#define CS_GUIDE_PAINTER_H

#include <stdbool.h>
#include "guide/figure/figure.h"
#include "guide/refresh/picture.h"

struct cs_painting {
    /* Asked for. */
    const struct cs_figure_value *value; /* present, of a figure that has a chart */
    const struct cs_figure_call *call;
    enum cs_picture_kind kind;
    bool wants_picture;           /* else described only */
    const struct cs_seal *before; /* of the picture that is replaced; NULL none */
    struct cs_arena *arena;
    /* The answer. */
    const char *alt;     /* what it shows, in words; NULL: there is no such chart */
    const char *absence; /* why not */
    const char *period;  /* of what it shows; "" when undated */
    struct cs_seal seal;
    struct cs_buf picture; /* sealed; empty when it was not wanted */
};

struct cs_painter {
    void *context;
    /* Ownership: the caller clears painting->picture, also after a failure. Errors: CS_USAGE for
     * an argument that a chart does not take; CS_IO when it cannot be drawn. */
    enum cs_status (*paint)(void *context, struct cs_painting *painting, struct cs_diag *diag);
};

#endif
