/* Whole files at once: written so that they appear whole or not at all (base/pending.h), read up to
 * a size; and the folders that they go to. */
#ifndef CS_BASE_OUTFILE_H
#define CS_BASE_OUTFILE_H

#include <stddef.h>

#include "base/diag.h"
#include "base/status.h"

/* Replaces (or creates) the file at path with the bytes. The old file stays on failure.
 * Errors: CS_IO with the path and the system's reason. */
CS_MUST_USE enum cs_status cs_outfile_write(const char *path, const void *bytes, size_t n_bytes,
                                            struct cs_diag *diag);

/* The same, with the bytes on the disk before the old file goes: for files that are nobody's to
 * make again. */
CS_MUST_USE enum cs_status cs_outfile_replace(const char *path, const void *bytes, size_t n_bytes,
                                              struct cs_diag *diag);

/* Makes the folder and its parents. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_make_folders(const char *path, struct cs_diag *diag);

/* Reads a whole file of at most max_bytes. Ownership: free *out; it is NUL-terminated.
 * Errors: CS_IO when it cannot be read or is larger. */
CS_MUST_USE enum cs_status cs_read_file(const char *path, size_t max_bytes, char **out,
                                        size_t *n_bytes, struct cs_diag *diag);

#endif
