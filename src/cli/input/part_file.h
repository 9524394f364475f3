/* The bytes of a partial result. Answers for: files and pipes, in memory or, when they are too many
 * for that, as a copy in a temporary file that nobody can change. */
#ifndef CS_CLI_PART_FILE_H
#define CS_CLI_PART_FILE_H

#include <stdbool.h>
#include "base/diag.h"
#include "data/runs.h"

struct cs_part_file {
    char *bytes; /* heap, or mapped from the temporary file */
    size_t n_bytes;
    bool is_mapped;
};
/* Errors: CS_IO, CS_INTERNAL. Ownership: cs_part_file_clear, also after a failure. */
CS_MUST_USE enum cs_status cs_part_file_read(struct cs_part_file *file, const char *path,
                                             struct cs_spill *spill, struct cs_diag *diag);
void cs_part_file_clear(struct cs_part_file *file);

#endif
