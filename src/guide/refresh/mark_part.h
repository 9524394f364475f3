/* Between the parts of marking: the markers that a guide could have, value by value and date by
 * date, before it is proved that they can stand where they would. */
#ifndef CS_GUIDE_MARK_PART_H
#define CS_GUIDE_MARK_PART_H

#include <stdbool.h>

#include "guide/audit/audit.h"
#include "guide/figure/figure.h"
#include "guide/refresh/marker.h"

/* A value or date that could be marked. */
struct cs_mark {
    size_t claim; /* of a date: one of those under it */
    bool is_date;
    bool is_dropped;
    size_t start, end; /* bytes of the guide */
    struct cs_figure_call call;
    const char *style;
    const char *open; /* "<!-- cs:… -->", when it is proposed */
    const char *lack; /* why there is no style: "no style writes it like this" */
    bool is_kept;     /* proved, at last */
};

/* What shares a date: its values and the date change together, or are pinned to the period. */
struct cs_mark_group {
    const size_t *members; /* indices of claims */
    size_t n_members;
    struct cs_mark *date; /* NULL: undated, or its date cannot be written by a style */
    bool is_live;         /* refresh may bring it up to date */
};

struct cs_mark_plan {
    struct cs_audit *audit;
    const struct cs_figure_data *figures;
    const struct cs_guide_markers *markers; /* that are there already */
    struct cs_mark *values;                 /* by claim; style NULL: cannot be marked */
    size_t *group_of;                       /* by claim */
    struct cs_mark_group *groups;
    size_t n_groups;
};

/* Finds what can be marked and what may change with what. Arena: the audit's. Errors: CS_INTERNAL.
 */
CS_MUST_USE enum cs_status cs_mark_plan_make(struct cs_mark_plan *plan, struct cs_diag *diag);
/* Whether a byte of the guide is within a marker that is there already. */
bool cs_mark_is_there(const struct cs_guide_markers *markers, size_t byte);
/* Decides anew which groups are live, after values were dropped. */
void cs_mark_plan_settle(struct cs_mark_plan *plan);

#endif
