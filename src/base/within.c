/* Whether a file lies in a folder. Asked of the real paths, because any part of a path may be a
 * link; who may change the folder meanwhile may change the file itself as well. */
#include "base/within.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_below(const char *folder, const char *path)
{
    size_t n = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    return strncmp(path, folder, n) == 0 && path[n] == '/';
}

const char *cs_within_fault(const char *folder, const char *path)
{
    struct stat facts;
    char *real = realpath(path, NULL);
    if (!real)
        return errno == ENOMEM ? "cannot be checked: out of memory" : NULL;
    char *real_folder = realpath(*folder ? folder : ".", NULL);
    const char *fault = NULL;
    if (!real_folder || !is_below(real_folder, real))
        fault = "leads out of its folder by a link";
    else if (stat(real, &facts) == 0 && !S_ISREG(facts.st_mode))
        fault = "is not a file";
    free(real_folder);
    free(real);
    return fault;
}
