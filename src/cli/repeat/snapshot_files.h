/* Files that are snapshots of one survey: this year's export repeats the people of last year's.
 * Answers for: telling them before their rows are pooled. A library tells its own
 * (library/snapshots.c). */
#ifndef CS_CLI_SNAPSHOT_FILES_H
#define CS_CLI_SNAPSHOT_FILES_H

#include <stddef.h>

#include "base/diag.h"

/* Refuses files of one header line of which one has half of the other's rows, byte for byte. Files
 * whose rows are mostly alike among themselves cannot be told by them, nor can workbooks, archives
 * and files of more than 64 MB together; files of the same size are left to repeated_file.h.
 * Errors: CS_USAGE, CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_refuse_snapshots(const char *const *paths, size_t n_paths,
                                               struct cs_diag *diag);

#endif
