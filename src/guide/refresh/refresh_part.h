/* What refresh.c and its parts (refresh_*.c) share; nobody else includes it. */
#ifndef CS_GUIDE_REFRESH_PART_H
#define CS_GUIDE_REFRESH_PART_H

#include <stdbool.h>

#include "guide/refresh/refresh.h"

/* One marker being looked at. */
struct cs_look {
    struct cs_refresh *refresh;
    const struct cs_figure_data *data;
    const struct cs_refresh_options *options;
    struct cs_refreshed *item;
    struct cs_figure_call call;
    const struct cs_figure_info *info;
    struct cs_figure_value value;
};

/* A figure as it stands in the guide: escaped for its language (tables are written in it), with its
 * line ends, in its character set. NULL when the figure is absent or out of memory. */
const char *cs_look_write(const struct cs_look *look, const struct cs_figure_value *value);
/* Text in the guide's language, with its line ends and in its character set. */
const char *cs_look_encode(const struct cs_look *look, const char *text);
/* Text of one or more lines, put on lines of its own between the comments: in Markdown with the
 * '>' and the indentation of the line in which the marker stands. */
const char *cs_look_block(const struct cs_look *look, const char *text);
/* Whether the marker begins its line of Markdown, so that only a line below it is Markdown again.
 */
bool cs_look_begins_line(const struct cs_look *look);
/* Whether two texts are the same but for blanks around them. */
bool cs_look_same(const char *a, const char *b);
/* Whether the figure is written as a table. */
bool cs_look_is_table(const struct cs_look *look);
/* Whether the text names a year newer than any that the newest figure would write. */
bool cs_look_names_newer(const struct cs_look *look);
/* The marker's figure is not in the data: its text stays. */
void cs_look_absent(struct cs_look *look, const char *why);

/* Takes back what would leave half a sentence up to date, after each marker was decided about. */
void cs_refresh_hold_back(struct cs_refresh *refresh, const struct cs_refresh_options *options);

/* Decides about a marker with style=chart, whose value is found: places its file, compares it and
 * the image text with what would be drawn, and draws when it will be written. Errors: CS_USAGE, and
 * CS_IO when the picture cannot be read or drawn. */
CS_MUST_USE enum cs_status cs_look_at_chart(struct cs_look *look, struct cs_diag *diag);

#endif
