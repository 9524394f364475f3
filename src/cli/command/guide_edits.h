/* What becomes of the edits of a guide. Answers for: --check, --diff and --dry-run, spelled and
 * obeyed alike by every command that changes guides; showing edits as a diff, or writing them so
 * that a guide is old or new, never half, and every other byte stays. */
#ifndef CS_CLI_GUIDE_EDITS_H
#define CS_CLI_GUIDE_EDITS_H

#include <stdbool.h>

#include "cli/frame/command.h"
#include "guide/text/document.h"
#include "guide/text/edit.h"

/* The rows of the options. CHECKED says what an exit code of 1 means. */
#define CS_GUIDE_EDIT_OPTIONS(CHECKED)                                                             \
    {"check", 0, CS_OPTION_FLAG, NULL, "change nothing; " CHECKED, NULL},                          \
        {"diff", 0, CS_OPTION_FLAG, NULL, "change nothing; show what would change", NULL},         \
    {                                                                                              \
        "dry-run", 'n', CS_OPTION_FLAG, NULL, "change nothing; list what would be done", NULL      \
    }

struct cs_guide_mode {
    bool checks, shows_diff, is_dry;
    bool writes; /* none of them */
};
struct cs_guide_mode cs_guide_mode_of(const struct cs_call *call);

/* Writes a guide with the ordered edits made; nothing when there are none. Errors: as
 * cs_guide_write. */
CS_MUST_USE enum cs_status cs_guide_edits_write(const char *path,
                                                const struct cs_document *document,
                                                const struct cs_edit *edits, size_t n,
                                                struct cs_diag *diag);

#endif
