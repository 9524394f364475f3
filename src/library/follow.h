/* One occupation through the revisions of its classification, by the crosswalks in the library.
 * Answers for: which earlier codes are the same occupation, and where a series must break. */
#ifndef CS_LIBRARY_FOLLOW_H
#define CS_LIBRARY_FOLLOW_H

#include "library/library.h"

enum cs_follow_kind {
    CS_FOLLOW_SAME,   /* one code, renamed or not: joined */
    CS_FOLLOW_MERGED, /* several codes became this one and nothing else: jobs are added up, pay
                         breaks */
    CS_FOLLOW_BROKEN, /* a code was split, or became several: the series breaks here */
};

/* From the revision of `to` back to that of `from`. */
struct cs_follow_step {
    const char *revision; /* "2010-18" */
    enum cs_follow_kind kind;
    const char *const *codes; /* of the earlier revision */
    size_t n_codes;
    const char *words; /* for a message: "15-1132 became 15-1252 and 15-1253" */
};
struct cs_follow {
    const char *code;
    struct cs_follow_step *steps; /* newest first; nothing after a break */
    size_t n_steps;
};

/* Follows a code of the newest revision back. Without a crosswalk in the library there are no
 * steps. Arena: everything. */
CS_MUST_USE enum cs_status cs_library_follow(struct cs_library *library, const char *code,
                                             struct cs_arena *arena, struct cs_follow *follow,
                                             struct cs_diag *diag);

/* Joins the figures of earlier codes in the dataset to the code's: of one code under the code, of
 * several their jobs added up where all are there; each with a note. Figures of the code's own
 * older namesakes beyond a break are left out of the series by a note too.
 * Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_follow_join(struct cs_dataset *dataset,
                                          const struct cs_follow *follow, struct cs_diag *diag);

#endif
