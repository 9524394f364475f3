/* A career report: one occupation in one region, as a page, as Markdown and as data. Answers for:
 * filling the templates from figures and the outlook, drawing the charts, and the JSON summary; all
 * in memory. Does not choose what to report on and writes no file. */
#ifndef CS_RENDER_REPORT_H
#define CS_RENDER_REPORT_H

#include <stdbool.h>

#include "analysis/outlook/description.h"
#include "analysis/outlook/outlook.h"
#include "base/buf.h"
#include "guide/figure/figure.h"
#include "render/chart/chart.h"

struct cs_template_file {
    const char *name, *text;
};

/* What every report of a run shares; read-only, threads may share it. Borrowed but for `files`. */
struct cs_report_kit {
    struct cs_outlook_data data;
    struct cs_figure_data figures;
    const struct cs_descriptions *descriptions; /* NULL: nothing is said of the work */
    struct cs_template_file *files;             /* of the template folder */
    size_t n_files;
    struct cs_arena arena; /* of the files */
};

/* Reads every file of a template folder. Errors: CS_IO. Ownership: cs_report_kit_clear. */
CS_MUST_USE enum cs_status cs_report_kit_load(struct cs_report_kit *kit, const char *folder,
                                              struct cs_diag *diag);
void cs_report_kit_clear(struct cs_report_kit *kit);
/* The text of a template file; NULL when there is none. */
const char *cs_report_kit_file(const struct cs_report_kit *kit, const char *name);

enum { CS_N_SECTIONS = 11 };

struct cs_report_chart {
    const char *name; /* "levels"; the file is charts/NAME.svg. NULL: none in this report */
    struct cs_buf svg;
    struct cs_buf narrow; /* the same for a phone; empty when it does not fit */
    const char *alt;
    bool is_missing; /* it should be there but could not be drawn: the report's chart_trouble */
};

/* A finished report. Ownership: cs_report_clear. */
struct cs_report {
    struct cs_arena arena;
    struct cs_outlook outlook;
    struct cs_description work; /* zero where nothing is known */
    struct cs_report_chart charts[CS_N_SECTIONS];
    struct cs_buf html, markdown, json;
    const char *chart_trouble; /* why charts are missing; NULL when they are not */
};

struct cs_report_request {
    const char *occupation, *region; /* codes */
    struct cs_gnuplot *gnuplot;      /* NULL: without charts */
    const char *home;                /* link to the index of a site; NULL none */
    bool is_short;                   /* what fits on two sheets of paper */
};

/* Errors: as cs_outlook_find; CS_USAGE for a template that does not hold together. A chart that
 * cannot be drawn is said in its place, its reason is an error in diag and in chart_trouble, and
 * the rest is finished without charts: the result is then CS_OK. Ownership: cs_report_clear, also
 * after a failure. */
CS_MUST_USE enum cs_status cs_report_make(const struct cs_report_kit *kit,
                                          const struct cs_report_request *request,
                                          struct cs_report *out, struct cs_diag *diag);
/* That the report asked for in one place is of another, for want of figures; else NULL. Arena: the
 * report's. */
const char *cs_report_elsewhere(struct cs_report *report);
void cs_report_clear(struct cs_report *report);

/* Appends one chart of the report as a PNG. Errors: as cs_outlook_find and cs_chart_draw;
 * CS_NO_ANSWER when the report has no chart of that name. */
CS_MUST_USE enum cs_status cs_report_draw_chart(const struct cs_report_kit *kit,
                                                const struct cs_report_request *request,
                                                const char *name, struct cs_buf *out,
                                                struct cs_diag *diag);

#endif
