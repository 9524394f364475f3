/* Where an output belongs. Answers for: the open folder and the name in it that a path leads to, so
 * that nobody can exchange the way afterwards; following the user's own links, and no others. */
#ifndef CS_BASE_TARGET_H
#define CS_BASE_TARGET_H

#include <sys/stat.h>

#include "base/diag.h"
#include "base/status.h"

enum cs_target_kind {
    CS_TARGET_NEW,     /* nothing is there */
    CS_TARGET_FILE,    /* a file, to be replaced by a new one of its rights */
    CS_TARGET_SPECIAL, /* a device, a pipe or a socket: renaming onto it would replace it by a file,
                        * so it is opened and written to instead */
};

struct cs_target {
    enum cs_target_kind kind;
    int folder;      /* descriptor; -1 none */
    char *name;      /* in the folder; heap */
    struct stat old; /* of CS_TARGET_FILE */
};

/* Follows links whose owner runs the program or is root. Errors: CS_IO with the path.
 * Ownership: cs_target_clear, also after a failure. */
CS_MUST_USE enum cs_status cs_target_find(struct cs_target *target, const char *path,
                                          struct cs_diag *diag);
void cs_target_clear(struct cs_target *target);

#endif
