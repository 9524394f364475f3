/* Several files that change together. Answers for: writing every one under a temporary name first
 * and only then renaming them all, so that a full disk leaves the folder as it was; leaving files
 * alone that already hold the same bytes. Two renames are not one: a power cut between them can
 * leave a mixture, a failure of this program cannot. */
#ifndef CS_BASE_FILESET_H
#define CS_BASE_FILESET_H

#include <stddef.h>

#include "base/diag.h"

struct cs_pending;

struct cs_fileset {
    struct cs_pending **entries;
    size_t n_entries, capacity;
    size_t n_unchanged; /* files that held the bytes already */
};

void cs_fileset_init(struct cs_fileset *set);
/* Writes the bytes beside path; makes its folder. Errors: CS_IO; the set stays usable. */
CS_MUST_USE enum cs_status cs_fileset_add(struct cs_fileset *set, const char *path,
                                          const void *bytes, size_t n_bytes, struct cs_diag *diag);
/* Renames all. Errors: CS_IO for the first that fails; the others are still tried. */
CS_MUST_USE enum cs_status cs_fileset_commit(struct cs_fileset *set, struct cs_diag *diag);
/* Removes what was not committed and frees. */
void cs_fileset_clear(struct cs_fileset *set);

#endif
