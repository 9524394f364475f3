/* A chart as plain data, and what can be made of it: SVG, PNG, PDF, the gnuplot script, the
 * terminal's characters, the table behind it, a sentence in words.
 * Answers for: the model and its outputs. Does not know datasets: commands and reports fill the
 * model. All text may be hostile; it is made harmless here, once, on its way out. */
#ifndef CS_RENDER_CHART_H
#define CS_RENDER_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "render/draw/look.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/status.h"
#include "data/quantity.h"

enum cs_chart_kind {
    CS_CHART_LEVELS,       /* items in the level's own order: value, other, low..high */
    CS_CHART_REGIONS,      /* items ranked by value here; marks[0] is the reference line */
    CS_CHART_TILEMAP,      /* items by postal code of a US state: value */
    CS_CHART_RANGE,        /* items: p10, p25, value (the median), p75, p90 */
    CS_CHART_HISTORY,      /* series over years */
    CS_CHART_OUTLOOK,      /* series over years, with kinds and fans */
    CS_CHART_OPENINGS,     /* items: up to three stacked parts; other stands beside (new jobs) */
    CS_CHART_COMPARE,      /* items: value with low..high around zero; with other, a dumbbell */
    CS_CHART_HEATMAP,      /* items: value at row and column, named by rows and columns */
    CS_CHART_DISTRIBUTION, /* bins: low, high, count; marks are the quantiles */
    CS_CHART_GAP,          /* items: value with low..high, the parts of the first */
    CS_CHART_LORENZ,       /* series over the share of people in percent, each with its Gini */
    CS_N_CHART_KINDS,
};

struct cs_chart_kind_info {
    const char *name;  /* "levels" */
    const char *words; /* one line for the help */
};
const struct cs_chart_kind_info *cs_chart_kind_info(enum cs_chart_kind kind);
bool cs_chart_kind_parse(struct cs_span name, enum cs_chart_kind *kind);

enum { CS_CHART_PARTS = 3 };

/* A bar, row, tile or cell. Requires: cs_chart_item_init first, so that what is not set is absent.
 * Strings are borrowed. */
struct cs_chart_item {
    const char *label;  /* "Senior", "Texas" */
    const char *detail; /* after the label: "3–6 years"; NULL none */
    const char *code;   /* postal code, for the tile map; NULL none */
    struct cs_quantity value;
    struct cs_quantity other;     /* the average beside the median, or the second group */
    struct cs_quantity low, high; /* interval, or p25 and p75, as interval_words says */
    struct cs_quantity p10, p25, p75, p90;
    struct cs_quantity parts[CS_CHART_PARTS]; /* stacked; may be negative */
    size_t row, column;                       /* of a heat map */
    uint64_t n;                               /* observations behind it; 0 unknown */
    bool is_emphasised;                       /* the one the title speaks of */
};
void cs_chart_item_init(struct cs_chart_item *item, const char *label);

enum cs_series_kind {
    CS_SERIES_PUBLISHED,    /* solid */
    CS_SERIES_INTERPOLATED, /* dashed between published points, which are marked */
    CS_SERIES_PROJECTED,    /* our own: dashed, with a fan */
};

struct cs_chart_point {
    double year; /* 2024, or 2024.5 for a month; of a Lorenz curve the share of people in percent */
    struct cs_quantity value;
    struct cs_quantity low[2], high[2]; /* of the fan: narrow, wide; absent is none */
    bool is_published;                  /* of an interpolated series: an end */
};
void cs_chart_point_init(struct cs_chart_point *point, double year, struct cs_quantity value);

struct cs_chart_series {
    const char *name; /* the direct label: "2024–34  +4.2 %" */
    enum cs_series_kind kind;
    const struct cs_chart_point *points; /* by year */
    size_t n_points;
    bool is_emphasised; /* else drawn as context */
    double gini;        /* of a Lorenz curve */
};

/* Lines that a reader can tell apart by their colors. */
enum { CS_CHART_CURVES = 5 };

/* A line across the value axis with its name: the reference of a ranking, a quantile. */
struct cs_chart_mark {
    const char *label; /* "United States" */
    double value;
};

struct cs_chart_bin {
    double low, high, count; /* of observations, or their weight */
};

/* The foot of a chart. Any may be NULL; n 0 unknown. */
struct cs_chart_caption {
    const char *source, *period, *caveat;
    uint64_t n;
};

/* Everything is borrowed and must outlive the call that draws. Zero-initialize, then fill. */
struct cs_chart {
    enum cs_chart_kind kind;
    const char *title;    /* the finding, or the question */
    const char *subtitle; /* what is measured, and its unit */
    const char *alt;      /* NULL: a sentence is built from the model */
    struct cs_unit unit;
    const char *value_words;    /* "median"; NULL when the subtitle says enough */
    const char *other_words;    /* "average" */
    const char *interval_words; /* "middle half of observations", "95 % interval" */
    const char *part_words[CS_CHART_PARTS];
    const struct cs_chart_item *items;
    size_t n_items;
    const char *const *rows, *const *columns; /* of a heat map */
    size_t n_rows, n_columns;
    const struct cs_chart_series *series;
    size_t n_series;
    const struct cs_chart_mark *marks;
    size_t n_marks;
    const struct cs_chart_bin *bins;
    size_t n_bins;
    size_t n_top, n_bottom; /* of a ranking: only these; both 0 is all */
    struct cs_chart_caption caption;
};

/* Appends the finished picture. Same model, same bytes.
 * Errors: CS_IO when gnuplot is missing, too old, hangs, dies or refuses (the chart's title is
 * named); CS_USAGE when the size is too small for what it shows. `out` is left as it was. */
CS_MUST_USE enum cs_status cs_chart_draw(struct cs_gnuplot *gnuplot, const struct cs_chart *chart,
                                         const struct cs_chart_look *look, struct cs_buf *out,
                                         struct cs_diag *diag);

/* Appends a gnuplot script with its data that draws the picture as `file` when run alone. */
CS_MUST_USE enum cs_status cs_chart_script(const struct cs_chart *chart,
                                           const struct cs_chart_look *look, const char *file,
                                           struct cs_buf *out, struct cs_diag *diag);

struct cs_chart_term {
    size_t width; /* columns; 0 is 80 */
    bool has_color;
    const char *language; /* as above */
};
/* Appends the chart in a terminal's characters, title first. */
void cs_chart_term(const struct cs_chart *chart, const struct cs_chart_term *term,
                   struct cs_buf *out);

/* Appends what the chart shows, in one or two sentences without line breaks; chart->alt when set.
 */
void cs_chart_alt(const struct cs_chart *chart, const char *language, struct cs_buf *out);

/* Appends the table behind the chart as CSV, numbers plain; missing values give their reason. */
CS_MUST_USE enum cs_status cs_chart_csv(const struct cs_chart *chart, struct cs_buf *out,
                                        struct cs_diag *diag);

#endif
