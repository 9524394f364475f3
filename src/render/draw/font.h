/* How wide text is, before anything draws it. Answers for: widths by the tables of DejaVu Sans, the
 * widest of the common sans faces, so that text set in Helvetica, Arial or Segoe fits as well;
 * wrapping, cutting, and making untrusted text safe to measure. Does not shape or kern. */
#ifndef CS_RENDER_FONT_H
#define CS_RENDER_FONT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Shares of the font size above and below the baseline that text may touch. */
#define CS_FONT_ASCENT 0.76
#define CS_FONT_DESCENT 0.24
#define CS_FONT_LINE 1.25 /* from baseline to baseline */

/* In the unit of `size`. */
double cs_font_width(const char *text, size_t n_bytes, double size, bool is_bold);

/* A copy that is one line of valid UTF-8: runs of blanks, line ends and control characters
 * (bidirectional ones too) are one blank, trimmed; invalid bytes become U+FFFD; cut with "…" after
 * 600 characters. NULL text gives "". NULL when out of memory. */
char *cs_font_clean(struct cs_arena *arena, const char *text);

struct cs_lines {
    const char **lines;
    size_t n_lines;
    double width; /* of the widest */
};

struct cs_wrap {
    double size;
    bool is_bold;
    double width;     /* room for a line */
    size_t max_lines; /* the last ends in "…" when more would be needed */
};
/* Breaks clean text at blanks, after hyphens and slashes, and inside a word only where it is wider
 * than the room. Always at least one line. Strings in the arena. lines->lines NULL: out of memory.
 */
void cs_font_wrap(struct cs_arena *arena, const char *text, const struct cs_wrap *wrap,
                  struct cs_lines *lines);
/* Cut to the width with "…" when it is wider. */
const char *cs_font_cut(struct cs_arena *arena, const char *text, const struct cs_wrap *wrap);

#endif
