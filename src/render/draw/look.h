/* How a picture is to be drawn. Answers for: format, theme, size and language, each with its
 * default at zero. What it shows is the business of render/chart. */
#ifndef CS_RENDER_LOOK_H
#define CS_RENDER_LOOK_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/status.h"

enum cs_chart_format { CS_CHART_SVG, CS_CHART_PNG, CS_CHART_PDF, CS_N_CHART_FORMATS };
const char *cs_chart_format_name(enum cs_chart_format format); /* "svg" */
bool cs_chart_format_parse(const char *name, enum cs_chart_format *format);
/* The format that a file is named for; SVG for NULL and for a name without an ending. Errors:
 * CS_USAGE for the ending of something else. */
CS_MUST_USE enum cs_status cs_chart_format_of(const char *file, enum cs_chart_format *format,
                                              struct cs_diag *diag);

enum cs_theme {
    CS_THEME_LIGHT,
    CS_THEME_DARK,
    CS_THEME_AUTO /* SVG follows the reader's choice */
};

struct cs_style;   /* style.h */
struct cs_gnuplot; /* gnuplot.h: one long-lived child, used by one thread at a time */

/* How it is drawn. Zero-initialized: SVG, light, natural size, 1×, "en". */
struct cs_chart_look {
    enum cs_chart_format format;
    enum cs_theme theme;
    const struct cs_style *style; /* NULL: the house style */
    int width, height;            /* in CSS pixels; 0: 720 wide, as high as the items need */
    int scale;                    /* of a PNG: 1 or 2; 0 is 1 */
    const char *language;         /* number style: "en", "de", "fr", "es", …; NULL "en" */
};

#endif
