/* Guides that a command works on. Answers for: which files the operands name (folders are looked
 * through for .md, .markdown, .html, .htm), the data they are held against, and writing a guide
 * back so that links stay links and a guide is old or new, never half. */
#ifndef CS_CLI_GUIDES_H
#define CS_CLI_GUIDES_H

#include <stdbool.h>

#include "cli/input/workspace.h"
#include "guide/topic/topic.h"
#include "guide/evidence/vintage.h"

struct cs_guide_list {
    const char **paths; /* in the call's arena, in order */
    size_t n;
    const char *text; /* of the one guide, where the call has it; NULL: they are files */
    size_t n_text_bytes;
};
/* Errors: CS_IO for a path that is not there or a folder that cannot be read; CS_NO_ANSWER for
 * folders without a guide. */
CS_MUST_USE enum cs_status cs_guides_list(struct cs_call *call, struct cs_guide_list *out);

/* The bytes of one of them, and a zero after them. Ownership: free them. Errors: those of
 * cs_read_file. */
CS_MUST_USE enum cs_status cs_guide_read(const struct cs_guide_list *guides, size_t i, char **bytes,
                                         size_t *n_bytes, struct cs_diag *diag);

/* Everything guides are judged by; borrowed from the workspace. */
struct cs_guide_data {
    struct cs_lookup *lookup, *price_data;
    struct cs_names names;
    struct cs_evidence evidence;
    struct cs_subject occupation;
    bool has_occupation;
    const struct cs_region *region;
};
/* Opens the workspace and loads --data FILE… (without, what the guides need of the library, and
 * the shipped packages), --occupation and --region. Close in every case. */
CS_MUST_USE enum cs_status cs_guide_data_open(struct cs_guide_data *data,
                                              struct cs_workspace *workspace,
                                              const struct cs_guide_list *guides,
                                              struct cs_call *call);
void cs_guide_data_close(struct cs_guide_data *data, struct cs_workspace *workspace);

/* Replaces the file that a path leads to. Errors: CS_IO, also for a file that may not be written.
 */
CS_MUST_USE enum cs_status cs_guide_write(const char *path, const void *bytes, size_t n_bytes,
                                          struct cs_diag *diag);
/* Makes or replaces a file and the folders it lies in. Errors: as above. */
CS_MUST_USE enum cs_status cs_guide_write_beside(const char *path, const void *bytes,
                                                 size_t n_bytes, struct cs_diag *diag);

#endif
