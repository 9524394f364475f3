/* A terminal as a place to draw in characters. Answers for: fields of exact width, wrapped
 * paragraphs, blocks in eighths, styles only where they are wanted. Inside render/ only. */
#ifndef CS_RENDER_TERM_SCREEN_H
#define CS_RENDER_TERM_SCREEN_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/buf.h"
#include "render/chart/chart.h"
#include "render/chart/chart_format.h"

struct cs_screen {
    const struct cs_chart *chart;
    struct cs_arena arena;
    struct cs_buf *out;
    struct cs_format format;
    size_t width; /* columns */
    bool has_color;
};

/* One line of clean text. Never NULL. */
const char *cs_screen_clean(struct cs_screen *screen, const char *text);
const char *cs_screen_value(struct cs_screen *screen, struct cs_quantity quantity);
size_t cs_screen_text_width(const char *text);
/* The text in exactly `width` columns, cut with "…". */
void cs_screen_field(struct cs_screen *screen, const char *text, size_t width, bool is_right);
void cs_screen_repeat(struct cs_screen *screen, const char *text, size_t n);
/* Wrapped at blanks to the screen's width; nothing for NULL or "". style: an SGR code. */
void cs_screen_paragraph(struct cs_screen *screen, const char *text, const char *style);
/* Ends the line, without blanks at its end. */
void cs_screen_end_line(struct cs_screen *screen);
/* A bar of a length in columns, to an eighth. */
void cs_screen_bar(struct cs_screen *screen, double columns);
/* "34" blue, "0" plain; nothing without color. */
void cs_screen_style(struct cs_screen *screen, const char *code);

/* chart_term.c: rows with a name and marks. chart_term_grid.c: tiles, heat maps, series. */
void cs_term_tiles(struct cs_screen *screen);
void cs_term_heatmap(struct cs_screen *screen);
void cs_term_series(struct cs_screen *screen);
void cs_term_lorenz(struct cs_screen *screen);

#endif
