/* Between the parts of mending: a plan, its groups of edits that stand or fall together, the ways
 * to mend each, and what the plan knows of the guide. */
#ifndef CS_GUIDE_FIX_PART_H
#define CS_GUIDE_FIX_PART_H

#include "guide/audit/fix.h"

/* A value, or a date, to be rewritten. */
struct cs_fix_edit {
    size_t claim; /* of a date: one of those under it */
    bool is_date;
    struct cs_edit edit;
    const struct cs_vintage *vintage; /* that the value becomes */
};

/* The ways to mend a group, tried in this order. */
enum cs_fix_way {
    CS_FIX_MOVE, /* date and values to the newest figures */
    CS_FIX_STAY, /* values to the figures of the date that is said, or of today where none is */
    CS_FIX_N_WAYS,
};

/* What must be mended together: the claims under one date, or one without a date. */
struct cs_fix_group {
    const size_t *members; /* indices of claims */
    size_t n_members;
    struct cs_fix_edit *edits[CS_FIX_N_WAYS];
    size_t n_edits[CS_FIX_N_WAYS];
    enum cs_fix_way way; /* being tried; CS_FIX_N_WAYS: given up */
    const char *why;     /* nothing is tried, or nothing worked */
};

/* The occupations that a guide names. */
struct cs_fix_name {
    uint32_t block;
    size_t start; /* in its text */
    size_t subject;
};
struct cs_fix_names {
    struct cs_fix_name *items; /* in order */
    size_t n_items, items_capacity;
    struct cs_subject *subjects; /* each once */
    size_t n_subjects, subjects_capacity;
};

struct cs_fix_plan {
    const struct cs_fix_task *task;
    const struct cs_audit *audit;
    struct cs_arena *arena;
    struct cs_fix_names *names;
    const char **doubts; /* by claim: why its value is not rewritten; NULL when it may be */
    struct cs_fix_group *groups;
    size_t n_groups;
};

/* Whether the claim is one that an edit might mend. */
bool cs_fix_is_wrong(const struct cs_audit *audit, size_t claim);
/* Bytes of the guide behind something said. */
struct cs_span cs_fix_source(const struct cs_audit *audit, struct cs_said at);
/* Lists the occupations that the guide names. Errors: CS_INTERNAL. Arena: everything. */
CS_MUST_USE enum cs_status cs_fix_names_find(struct cs_fix_names *names,
                                             const struct cs_audit *audit, struct cs_arena *arena);
/* Why the value of a wrong claim must not be rewritten; NULL when it may be. */
const char *cs_fix_doubt(const struct cs_fix_plan *plan, size_t claim);
/* Whether a byte of the guide is part of a text between a marker's comments. */
bool cs_fix_is_marked(const struct cs_audit *audit, size_t byte);

/* Fills the groups of a plan whose task, audit and arena are set. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_fix_plan_make(struct cs_fix_plan *plan, struct cs_diag *diag);
/* The edits of all groups, in the way being tried, ordered. */
CS_MUST_USE enum cs_status cs_fix_plan_edits(const struct cs_fix_plan *plan, struct cs_edit **edits,
                                             size_t *n, struct cs_diag *diag);

/* Compares the audit of the mended copy with that of the guide. Groups whose edits did not mend, or
 * are nearest to something that went wrong, go on to their next way. Returns how many did. */
size_t cs_fix_prove(struct cs_fix_plan *plan, const struct cs_edit *edits, size_t n_edits,
                    const struct cs_audit *copy);

#endif
