/* A guide mended and the mending proved. Answers for: which values and dates of an audited guide
 * may be rewritten, all planned at once and tried on a copy that is audited in turn; an edit is
 * kept only when what it mends is confirmed there and nothing new is wrong. Value and date go
 * together: a date moves with every value under it or not at all. What is left is told with the
 * reason. Changes no file. */
#ifndef CS_GUIDE_FIX_H
#define CS_GUIDE_FIX_H

#include <stdbool.h>

#include "guide/audit/audit.h"

/* One place that was found wrong: mended or left. */
struct cs_fix_change {
    size_t start, end;              /* bytes of the guide as it was */
    const char *old_text;           /* they */
    const char *new_text;           /* NULL: left */
    const char *why;                /* it is left, as a clause; NULL when mended */
    const char *figure;             /* "salary.median"; NULL when none is behind it */
    const char *period;             /* of the figure written; "" undated, NULL when left */
    const struct cs_source *source; /* of the figure written; borrowed from the data */
};

struct cs_fix {
    struct cs_arena arena;
    struct cs_fix_change *changes; /* in the order of the guide */
    size_t n_changes, n_made;
    struct cs_edit *edits; /* ordered; texts in the arena */
    size_t n_edits;
};

/* What guides are audited by; borrowed. */
struct cs_fix_task {
    const struct cs_names *names;
    const struct cs_evidence *evidence;
    const struct cs_audit_options *options;
    const struct cs_allow_list
        *allowed; /* NULL: none; what it accepts is neither mended nor told */
};

/* Plans and proves the edits of a guide that was audited by the same task. The audit's bytes must
 * outlive the result. Errors: CS_INTERNAL. Clear in every case. */
CS_MUST_USE enum cs_status cs_fix_guide(struct cs_fix *fix, const struct cs_fix_task *task,
                                        const struct cs_audit *audit, struct cs_diag *diag);
void cs_fix_clear(struct cs_fix *fix);

/* Takes the edits from an audit's findings that are not among the proved ones. */
void cs_fix_keep_proved(const struct cs_fix *fix, struct cs_audit *audit);

#endif
