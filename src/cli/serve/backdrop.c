/* Much that is read for a guide is the same for every guide: what is shipped, the figures of all
 * occupations together, prices. It is kept here until the library changes; guides that are
 * being made keep theirs until they are done. */
#include "cli/serve/backdrop.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "analysis/observed/observed_estimates.h"
#include "cli/input/workspace.h"
#include "cli/serve/serve.h"
#include "data/dataset.h"

struct cs_serve_backdrop {
    struct cs_serve_call own;
    struct cs_workspace workspace;
    struct cs_backdrop data;
    uint64_t stamp;
    size_t n_users;
};

static void free_backdrop(struct cs_serve_backdrop *backdrop)
{
    if (!backdrop)
        return;
    cs_workspace_close(&backdrop->workspace);
    cs_serve_call_end(&backdrop->own);
    free(backdrop);
}

/* As `report` reads before it knows of which occupation. */
static struct cs_serve_backdrop *read_backdrop(const struct cs_serve *serve, uint64_t stamp)
{
    struct cs_serve_backdrop *new = calloc(1, sizeof *new);
    struct cs_load_request request = {
        .group_dims = CS_OBSERVED_DIMS, .leaves_out_replicates = true, .wants_near = true};
    if (!new)
        return NULL;
    new->stamp = stamp;
    enum cs_status status = cs_serve_call_begin(serve, "report", NULL, 0, &new->own);
    if (status == CS_OK)
        status = cs_workspace_open(&new->workspace, &new->own.call);
    if (status == CS_OK)
        status = cs_workspace_load(&new->workspace, &request);
    if (status == CS_OK)
        status = cs_workspace_load_price_data(&new->workspace);
    if (status == CS_OK && !cs_dataset_has_observations(new->workspace.data)) {
        new->data = (struct cs_backdrop){new->workspace.data, new->workspace.price_data,
                                         new->workspace.shipped};
        return new;
    }
    free_backdrop(new);
    return NULL;
}

/* Takes the server's own out where it is of another state, or there is none. Under the lock.
 * Returns what is to be freed. */
static struct cs_serve_backdrop *put_aside(struct cs_serve *serve)
{
    struct cs_serve_backdrop *old = serve->backdrop;
    serve->backdrop = NULL;
    return old && old->n_users == 0 ? old : NULL;
}

struct cs_serve_backdrop *cs_serve_take_backdrop(struct cs_serve *serve)
{
    uint64_t stamp = cs_serve_stamp(serve);
    struct cs_serve_backdrop *old = NULL;
    if (!cs_serve_has_library(serve))
        return NULL;
    pthread_mutex_lock(&serve->backdrop_lock); /* who comes meanwhile waits for the same */
    if (!serve->backdrop || serve->backdrop->stamp != stamp) {
        old = put_aside(serve);
        serve->backdrop = read_backdrop(serve, stamp);
    }
    struct cs_serve_backdrop *taken = serve->backdrop;
    if (taken)
        taken->n_users++;
    pthread_mutex_unlock(&serve->backdrop_lock);
    free_backdrop(old);
    return taken;
}

void cs_serve_give_backdrop(struct cs_serve *serve, struct cs_serve_backdrop *backdrop)
{
    if (!backdrop)
        return;
    pthread_mutex_lock(&serve->backdrop_lock);
    bool is_last = --backdrop->n_users == 0 && backdrop != serve->backdrop;
    pthread_mutex_unlock(&serve->backdrop_lock);
    if (is_last)
        free_backdrop(backdrop);
}

const struct cs_backdrop *cs_serve_backdrop_of(const struct cs_serve_backdrop *backdrop)
{
    return backdrop ? &backdrop->data : NULL;
}

void cs_serve_drop_backdrop(struct cs_serve *serve)
{
    free_backdrop(put_aside(serve));
}
