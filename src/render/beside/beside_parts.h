/* Parts of a comparison page; internal to render/beside. */
#ifndef CS_RENDER_BESIDE_PARTS_H
#define CS_RENDER_BESIDE_PARTS_H

#include <stdbool.h>

#include "guide/figure/figure.h"
#include "render/beside/beside.h"
#include "render/chart/chart.h"
#include "render/report/report_parts.h"

/* What becomes of the figures that a row asks for. */
enum cs_beside_way {
    CS_BESIDE_AS_FOUND,
    CS_BESIDE_AT_PARITY,   /* the median at national prices: for places only */
    CS_BESIDE_FROM_GROWTH, /* the change in jobs as the part of a year's openings that it makes */
};

/* What a row shows, and how. */
struct cs_beside_row_info {
    const char *label;
    struct cs_beside_ask ask;
    const char *style;
    enum cs_figure_kind kind;
    enum cs_beside_way way;
};

struct cs_beside_section_info {
    const char *name, *title;
    bool is_mixed; /* key facts: each row stands on a vintage of its own, and says which */
    enum cs_measure anchor, other_anchor; /* its vintage is chosen by these, in turn */
    const struct cs_beside_row_info *rows;
    size_t n_rows;
};

/* Finds every cell and what they rest on. */
CS_MUST_USE enum cs_status cs_beside_fill(struct cs_beside *beside, struct cs_diag *diag);
/* By name; NULL when unknown. */
const struct cs_beside_section *cs_beside_section_named(const struct cs_beside *beside,
                                                        struct cs_span name);

/* "Registered nurses", or "Ohio" where places are compared. */
const char *cs_beside_column_name(const struct cs_beside *beside, size_t column);
/* "registered nurses and electricians compared". */
const char *cs_beside_title(struct cs_beside *beside);
/* "Pay, May 2024"; the place too where it is not the page's. */
const char *cs_beside_heading(struct cs_beside *beside, const struct cs_beside_section *section);
/* Who is paid most, grows fastest, has most openings: a sentence each; NULL when that is not known.
 */
enum { CS_N_BESIDE_LEADS = 3 };
const char *cs_beside_lead(struct cs_beside *beside, size_t which);
/* What the nation's figures stand in for; NULL when for nothing. */
const char *cs_beside_notice(struct cs_beside *beside);
/* Why a cell is empty; NULL when it is not. */
const char *cs_beside_lack_words(const struct cs_beside_row *row, const struct cs_beside_cell *cell,
                                 struct cs_arena *arena);

/* The table of a section. */
void cs_beside_table(struct cs_beside *beside, const struct cs_beside_section *section,
                     struct cs_figure_table *out);
/* The pay of every column on one scale; false when fewer than two can be drawn. */
bool cs_beside_chart(struct cs_beside *beside, struct cs_chart *out);

/* What the template's calls are answered from. */
struct cs_beside_host {
    const struct cs_report_kit *kit;
    struct cs_beside *beside;
    const struct cs_beside_request *request;
    enum cs_report_format format;
};
/* Answers a template's calls from the page. */
struct cs_template_host cs_beside_template_host(struct cs_beside_host *host);

/* Fills the page's JSON. */
CS_MUST_USE enum cs_status cs_beside_put_json(struct cs_beside *beside, struct cs_diag *diag);

#endif
