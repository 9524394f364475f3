/* Two or three career outlooks on one page: occupations in one place, or one occupation in several
 * places. Answers for: the page, its Markdown and its JSON, in memory. Does not choose what is
 * compared and writes no file. */
#ifndef CS_RENDER_BESIDE_H
#define CS_RENDER_BESIDE_H

#include <stdbool.h>

#include "analysis/outlook/beside.h"
#include "analysis/outlook/outlook.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "render/report/report.h"

/* Codes. Either the occupations differ or the regions, not both. */
struct cs_beside_subject {
    const char *occupation, *region;
    const char *link; /* to the guide of it; NULL none */
};

struct cs_beside_request {
    const struct cs_beside_subject *subjects;
    size_t n_subjects;
    struct cs_gnuplot *gnuplot; /* NULL: without the chart */
    const char *home;           /* link to what lists the guides; NULL none */
};

/* A section and its cells: rows[r].cells[c]. */
enum { CS_MOST_BESIDE_ROWS = 10 };
struct cs_beside_row {
    const struct cs_beside_row_info *info;
    struct cs_beside_vintage vintage;
    struct cs_beside_cell cells[CS_MOST_BESIDE];
};
struct cs_beside_section {
    const struct cs_beside_section_info *info;
    struct cs_beside_row rows[CS_MOST_BESIDE_ROWS];
    size_t n_rows;
    size_t n_columns; /* 1: the places have no figures of their own, the nation's are shown */
};
enum { CS_N_BESIDE_SECTIONS = 5 };

/* A finished page. Ownership: cs_beside_clear. */
struct cs_beside {
    struct cs_arena arena;
    struct cs_outlook outlooks[CS_MOST_BESIDE];
    struct cs_beside_columns columns;
    bool are_places; /* one occupation in several places */
    struct cs_beside_section sections[CS_N_BESIDE_SECTIONS];
    struct cs_outlook rests_on; /* its sources and caveats only: those of the cells */
    struct cs_report_chart chart;
    const char *chart_trouble; /* why the chart is missing; NULL when it is not */
    struct cs_buf html, markdown, json;
};

/* Errors: CS_USAGE for too few or too many subjects, for the same one twice, and for occupations
 * and places that differ at once; as cs_report_make else. Ownership: cs_beside_clear, also after a
 * failure. */
CS_MUST_USE enum cs_status cs_beside_make(const struct cs_report_kit *kit,
                                          const struct cs_beside_request *request,
                                          struct cs_beside *out, struct cs_diag *diag);
void cs_beside_clear(struct cs_beside *beside);

#endif
