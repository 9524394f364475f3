/* Files compared by their bytes, and only those of one size. Apart, because merge and the loading
 * of files both ask. */
#include "cli/repeat/repeated_file.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"

static bool has_same_bytes(const char *a, const char *b)
{
    char left[1 << 14], right[1 << 14];
    FILE *first = fopen(a, "rb"), *second = fopen(b, "rb");
    size_t n = first && second ? 1 : 0;
    bool is_same = n > 0;
    while (n > 0 && is_same) {
        n = fread(left, 1, sizeof left, first);
        is_same = fread(right, 1, sizeof right, second) == n && memcmp(left, right, n) == 0;
    }
    if (first)
        fclose(first);
    if (second)
        fclose(second);
    return is_same;
}

struct sized {
    size_t index;
    struct stat facts;
};

static int order_sizes(const void *a, const void *b)
{
    const struct sized *x = a, *y = b;
    if (x->facts.st_size != y->facts.st_size)
        return x->facts.st_size < y->facts.st_size ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static bool is_repeated(const char *const *paths, const struct sized *a, const struct sized *b)
{
    return (a->facts.st_ino == b->facts.st_ino && a->facts.st_dev == b->facts.st_dev) ||
           has_same_bytes(paths[a->index], paths[b->index]);
}

enum cs_status cs_tell_repeated_files(const char *const *paths, size_t n_paths,
                                      struct cs_diag *diag)
{
    size_t n = 0;
    struct sized *files = calloc(n_paths + 1, sizeof *files);
    if (!files)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < n_paths; i++) {
        files[n].index = i;
        n += stat(paths[i], &files[n].facts) == 0 && S_ISREG(files[n].facts.st_mode);
    }
    qsort(files, n, sizeof *files, order_sizes);
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k-- > 0 && files[k].facts.st_size == files[i].facts.st_size;)
            if (is_repeated(paths, &files[k], &files[i])) {
                cs_diag_add(diag, CS_WARNING, &(struct cs_place){.file = paths[files[i].index]},
                            "name it once", "has the bytes of '%s': its rows count again",
                            paths[files[k].index]);
                break;
            }
    free(files);
    return CS_OK;
}
