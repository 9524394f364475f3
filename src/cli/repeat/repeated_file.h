/* One file among the operands twice, under one name or two. Answers for: telling that its people
 * count again, which nobody wants. */
#ifndef CS_CLI_REPEATED_FILE_H
#define CS_CLI_REPEATED_FILE_H

#include <stddef.h>

#include "base/diag.h"

/* Warns of every path that has the bytes of one before it. Only regular files are compared.
 * Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_tell_repeated_files(const char *const *paths, size_t n_paths,
                                                  struct cs_diag *diag);

#endif
