/* The handle: where data come from. Only remembers; questions read. */
#include <stdlib.h>
#include <string.h>

#include "api/careerstat.h"
#include "api/handle.h"
#include "base/dynamic.h"
#include "base/grow.h"
#include "base/pool.h"
#include "stats/keep_going.h"

const char *careerstat_version(void)
{
    return CS_VERSION;
}

struct careerstat *careerstat_new(void)
{
    struct careerstat *handle = calloc(1, sizeof *handle);
    if (!handle)
        return NULL;
    cs_stats_keep_going();
    handle->n_threads = 1;
    handle->folder = cs_dynamic_own_folder();
    return handle;
}

void careerstat_free(struct careerstat *handle)
{
    if (!handle)
        return;
    for (size_t i = 0; i < handle->n_files; i++)
        free(handle->files[i]);
    free(handle->files);
    free(handle->library);
    free(handle->datasets);
    free(handle->folder);
    free(handle);
}

enum careerstat_status careerstat_add_file(struct careerstat *handle, const char *path)
{
    char **grown = cs_grown(handle->files, handle->n_files, &handle->capacity, sizeof *grown);
    if (!grown)
        return CAREERSTAT_INTERNAL;
    handle->files = grown;
    char *copy = strdup(path);
    if (!copy)
        return CAREERSTAT_INTERNAL;
    handle->files[handle->n_files++] = copy;
    return CAREERSTAT_OK;
}

/* In place of what was there; NULL for nothing. */
static enum careerstat_status set_text(char **text, const char *value)
{
    char *copy = value ? strdup(value) : NULL;
    if (value && !copy)
        return CAREERSTAT_INTERNAL;
    free(*text);
    *text = copy;
    return CAREERSTAT_OK;
}

enum careerstat_status careerstat_set_library(struct careerstat *handle, const char *path)
{
    return set_text(&handle->library, path);
}

enum careerstat_status careerstat_set_datasets(struct careerstat *handle, const char *folder)
{
    return set_text(&handle->datasets, folder);
}

void careerstat_set_threads(struct careerstat *handle, size_t n_threads)
{
    size_t n = n_threads ? n_threads : cs_pool_count_processors();
    handle->n_threads = n < CS_POOL_MOST_THREADS ? n : CS_POOL_MOST_THREADS;
}
