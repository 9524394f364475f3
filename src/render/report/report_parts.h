/* Parts of a report; internal to render/report*.c. */
#ifndef CS_RENDER_REPORT_PARTS_H
#define CS_RENDER_REPORT_PARTS_H

#include <stdbool.h>

#include "guide/figure/figure_words.h"
#include "render/report/report.h"
#include "render/report/template.h"
#include "render/write/json.h"

/* One section of the report: whether there is anything to say, and what it rests on. */
struct cs_report_section {
    const char *name;
    bool (*is_there)(const struct cs_outlook *outlook);
    const struct cs_source *(*source)(const struct cs_outlook *outlook);
    /* Fills a chart; 0 when there is none. */
    bool (*chart)(const struct cs_outlook *outlook, struct cs_arena *arena, struct cs_chart *out);
    void (*table)(const struct cs_outlook *outlook, struct cs_arena *arena,
                  struct cs_figure_table *out);
    bool draws_short; /* the short form has its chart */
};
extern const struct cs_report_section cs_report_sections[CS_N_SECTIONS];
/* By name; NULL when unknown. */
const struct cs_report_section *cs_report_section_named(struct cs_span name);

/* A word that templates may use: one row each, in tables that end with NULL. */
struct cs_report_word {
    const char *name;
    const char *(*words)(const struct cs_outlook *outlook, struct cs_arena *arena);
};
extern const struct cs_report_word cs_report_pay_words[], cs_report_job_words[],
    cs_report_caveat_words[], cs_report_plain_words[], cs_report_abroad_words[],
    cs_report_area_words[];

/* Words of the outlook for templates: "region.in", "levels.first". NULL when absent; *is_known says
 * whether the name is one. */
const char *cs_report_words(const struct cs_outlook *outlook, struct cs_span name,
                            struct cs_arena *arena, bool *is_known);

/* Charts and tables of the sections. */
bool cs_chart_of_pay(const struct cs_outlook *, struct cs_arena *, struct cs_chart *);
bool cs_chart_of_levels(const struct cs_outlook *, struct cs_arena *, struct cs_chart *);
bool cs_chart_of_regions(const struct cs_outlook *, struct cs_arena *, struct cs_chart *);
bool cs_chart_of_growth(const struct cs_outlook *, struct cs_arena *, struct cs_chart *);
bool cs_chart_of_openings(const struct cs_outlook *, struct cs_arena *, struct cs_chart *);
bool cs_chart_of_history(const struct cs_outlook *, struct cs_arena *, struct cs_chart *);
bool cs_chart_of_world(const struct cs_outlook *, struct cs_arena *, struct cs_chart *);
bool cs_chart_of_related(const struct cs_outlook *, struct cs_arena *, struct cs_chart *);
void cs_table_of_pay(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_levels(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_regions(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_growth(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_openings(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_history(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_areas(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_industries(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_world(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_abroad(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);
void cs_table_of_related(const struct cs_outlook *, struct cs_arena *, struct cs_figure_table *);

/* Of a long list the rows that a table has, and how many are not in it: "24 more industries are
 * left out here"; NULL when all are. */
size_t cs_report_n_listed(size_t n);
const char *cs_report_left_out(size_t n, const char *one, const char *more, struct cs_arena *arena);

/* Source and period of a figure, for the foot of a chart. */
struct cs_chart_caption cs_report_caption(const struct cs_found *found, struct cs_arena *arena);

enum cs_report_format { CS_REPORT_HTML, CS_REPORT_MARKDOWN };
/* Text, a table, a chart as a document of the format has them. A chart's trouble: why it is
 * missing. */
void cs_report_put_text(enum cs_report_format format, const char *text, struct cs_buf *out);
void cs_report_put_table(enum cs_report_format format, const struct cs_figure_table *table,
                         struct cs_buf *out);
void cs_report_put_chart(enum cs_report_format format, const struct cs_report_chart *chart,
                         const char *trouble, struct cs_buf *out);
/* A link to a source that the outlook rests on; nothing for one that it does not, or NULL. Links
 * and the list of sources are marks until cs_report_number_cites. */
void cs_report_put_cite(const struct cs_outlook *outlook, const struct cs_source *source,
                        struct cs_buf *out);
void cs_report_put_sources(struct cs_buf *out);
/* A line of the list of caveats: stays in the finished page if its source is cited there, or is
 * NULL. */
void cs_report_put_caveat(enum cs_report_format format, const struct cs_outlook *outlook,
                          const struct cs_source *source, const char *text, struct cs_buf *out);
/* "Sources: 1 2": those of a table's figures, after a note on it, or "". */
void cs_report_put_table_sources(enum cs_report_format format, const struct cs_outlook *outlook,
                                 const struct cs_figure_table *table, const char *note,
                                 struct cs_buf *out);
/* Numbers the links of a finished page in their order, and lists those sources where the list is
 * called for, after the last link. */
CS_MUST_USE enum cs_status cs_report_number_cites(enum cs_report_format format,
                                                  const struct cs_outlook *outlook,
                                                  struct cs_buf *page, struct cs_diag *diag);
/* Draws a chart wide and narrow. Trouble is kept in words in *trouble, is an error in diag, and
 * stops no report; a chart after it is missing too. */
void cs_report_draw(const struct cs_chart *chart, const char *name, struct cs_gnuplot *gnuplot,
                    struct cs_arena *arena, struct cs_report_chart *out, const char **trouble,
                    struct cs_diag *diag);
/* What the work is like, in the report and its sources. */
CS_MUST_USE enum cs_status cs_report_find_work(const struct cs_report_kit *kit,
                                               struct cs_report *report, struct cs_diag *diag);
/* Answers {{work WORDS}}: definition, names, zone, zone.education, an aspect, or "cite" before one.
 */
CS_MUST_USE enum cs_status cs_report_put_work(const struct cs_report *report,
                                              const struct cs_outlook_data *data,
                                              enum cs_report_format format, struct cs_span words,
                                              struct cs_arena *arena, struct cs_buf *out,
                                              bool *is_present, struct cs_diag *diag);
/* The member "work" of the JSON. */
void cs_report_put_work_json(struct cs_json *json, struct cs_report *report);
/* The members of a figure's JSON object. */
void cs_report_put_found(struct cs_json *json, const struct cs_found *found);

/* What observations the calls of a template. */
struct cs_report_host {
    const struct cs_report_kit *kit;
    struct cs_report *report;
    const struct cs_report_request *request;
    enum cs_report_format format;
};
struct cs_template_host cs_report_template_host(struct cs_report_host *host);

/* Fills the report's JSON. */
CS_MUST_USE enum cs_status cs_report_put_json(struct cs_report *report, struct cs_diag *diag);
/* schema.org Occupation for a script element: what the page shows, nothing else. */
CS_MUST_USE enum cs_status cs_report_put_jsonld(const struct cs_outlook *outlook,
                                                struct cs_buf *out, struct cs_diag *diag);

/* "$40,640", "$19.54", "$239,200 or more"; NULL when absent. */
const char *cs_report_money(const struct cs_found *found, struct cs_arena *arena);
/* An amount worked out from a figure, in its unit and currency; NULL for NaN. */
const char *cs_report_amount(const struct cs_found *like, double amount, struct cs_arena *arena);
/* The percent change of a projection for rounding: as published, and at a half, such as 9.5, from
 * the jobs where they tell which way it goes. NaN when absent. */
double cs_report_growth(const struct cs_projection_row *row);
/* The first or last year with a figure; NULL when fewer than three have one. */
const struct cs_year_row *cs_report_year_end(const struct cs_outlook *outlook, int last);
/* What the publishers say against reading the years as a series, in their words; NULL. */
const char *cs_report_years_caveat(const struct cs_outlook *outlook, struct cs_arena *arena);
/* A caveat without what the report has told before: there it refers to it. */
const char *cs_report_rest_of_caveat(const struct cs_outlook *outlook, const char *text,
                                     struct cs_arena *arena);
/* Regions whose median is printed as a floor when more than one share the top; else 0. */
size_t cs_report_n_capped(const struct cs_outlook *outlook);
/* What the neighbors are called, as a heading and in a sentence: "related" only where a package or
 * a publisher says so. */
const char *cs_report_related_heading(const struct cs_outlook *outlook);
const char *cs_report_related_words(const struct cs_outlook *outlook);
/* "in the United States", "in Texas". */
const char *cs_report_in(const char *code, const char *name, struct cs_arena *arena);

#endif
