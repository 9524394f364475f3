/* Files that appear whole or not at all. Answers for: writing under a temporary name in the same
 * folder, syncing errors out of the stream, and renaming at the end. */
#ifndef CS_BASE_OUTFILE_H
#define CS_BASE_OUTFILE_H

#include <stdbool.h>

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

/* Whether path is a device, a pipe or a socket: renaming onto it would replace it by a file, so it
 * is opened and written to instead. cs_outfile_write and cs_outfile_replace do so by themselves. */
bool cs_outfile_is_special(const char *path);

/* A temporary sibling name for path ("DIR/.NAME.careerstat-PID-N"), for programs that write the
 * file themselves; finish with cs_outfile_commit or cs_outfile_discard. Ownership: free it. */
char *cs_outfile_temporary_name(const char *path);
/* Errors: CS_IO; a special file is never replaced. */
CS_MUST_USE enum cs_status cs_outfile_commit(const char *temporary, const char *path,
                                             struct cs_diag *diag);
void cs_outfile_discard(const char *temporary);

/* Removes every temporary file that is still open; async-signal-safe, for a SIGINT handler. */
void cs_outfile_discard_all(void);

/* Makes the folder and its parents. Errors: CS_IO. */
CS_MUST_USE enum cs_status cs_make_folders(const char *path, struct cs_diag *diag);

/* Reads a whole file of at most max_bytes. Ownership: free *out; it is NUL-terminated.
 * Errors: CS_IO when it cannot be read or is larger. */
CS_MUST_USE enum cs_status cs_read_file(const char *path, size_t max_bytes, char **out,
                                        size_t *n_bytes, struct cs_diag *diag);

#endif
