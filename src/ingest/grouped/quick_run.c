/* Neighboring cells looked up as one text. Apart from quick.c as it happens once for each new
 * text, not once a row. */
#include "ingest/grouped/quick_run.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/grouped/cellcache.h"

enum { MOST_MEANINGS = 4096 }; /* of a run: what stays in a near cache */

static bool are_neighbors(const struct cs_quick_plan *plan, const struct cs_quick_run *a,
                          const struct cs_quick_run *b)
{
    /* What a title beside the code means hangs on the row. */
    return !plan->cells[a->members[0]].has_title && !plan->cells[b->members[0]].has_title &&
           (a->last + 1 == b->first || b->last + 1 == a->first);
}

static void join_runs(struct cs_quick_run *a, const struct cs_quick_run *b)
{
    memcpy(a->members + a->n_members, b->members, b->n_members * sizeof *b->members);
    a->n_members += b->n_members;
    memcpy(a->dims + a->n_dims, b->dims, b->n_dims * sizeof *b->dims);
    a->n_dims += b->n_dims;
    a->first = b->first < a->first ? b->first : a->first;
    a->last = b->last > a->last ? b->last : a->last;
}

size_t cs_quick_find_runs(const struct cs_quick_plan *plan, struct cs_quick_run *runs)
{
    size_t n_runs = plan->n_looked_up;
    for (size_t i = 0; i < plan->n_looked_up; i++) {
        const struct cs_quick_cells *cells = &plan->cells[i];
        runs[i] = (struct cs_quick_run){.first = cells->first,
                                        .last = cells->last,
                                        .members = {i},
                                        .n_members = 1,
                                        .has_period = cells->is_key && cells->dim == CS_DIM_PERIOD,
                                        .dims = {cells->dim},
                                        .n_dims = cells->is_grouped != 0};
    }
    for (size_t a = 0; a < n_runs; a++)
        for (size_t b = a + 1; b < n_runs; b++)
            if (are_neighbors(plan, &runs[a], &runs[b])) {
                join_runs(&runs[a], &runs[b]);
                runs[b] = runs[--n_runs];
                b = a; /* what was no neighbor may be one now */
            }
    return n_runs;
}

void cs_quick_run_clear(struct cs_quick_run *run)
{
    cs_cellcache_clear(&run->cache);
    free(run->meanings);
}

void cs_quick_run_remember(struct cs_quick_run *run, struct cs_span bytes,
                           const struct cs_quick_meaning *meaning, int16_t holds_to)
{
    if (run->n_meanings == run->meanings_capacity) {
        size_t capacity = run->meanings_capacity ? 2 * run->meanings_capacity : 64;
        void *grown = capacity > MOST_MEANINGS
                          ? NULL
                          : realloc(run->meanings, capacity * sizeof *run->meanings);
        run->is_apart = grown == NULL;
        if (!grown)
            return;
        run->meanings = grown;
        run->meanings_capacity = capacity;
    }
    struct cs_cached_cell *cell = cs_cellcache_put(&run->cache, bytes);
    if (!cell)
        return;
    cell->meaning = (uint32_t)run->n_meanings;
    cell->year = holds_to;
    run->meanings[run->n_meanings++] = *meaning;
}
