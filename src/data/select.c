/* A flag for each key of each dimension: which rows a question is about. */
#include "data/select.h"

#include <stdbool.h>

#include "base/arena.h"

struct cs_selection cs_selection_all(void)
{
    struct cs_selection selection = {0};
    for (int d = 0; d < CS_N_DIMS; d++)
        selection.first[d] = CS_NO_KEY;
    return selection;
}

bool cs_selection_takes_row(const struct cs_selection *selection, const uint32_t key[CS_N_DIMS])
{
    for (int d = 0; d < CS_N_DIMS; d++)
        if (!cs_selection_takes(selection, (enum cs_dim)d, key[d]))
            return false;
    return true;
}

enum cs_status cs_selection_add(struct cs_selection *selection, const struct cs_dataset *dataset,
                                enum cs_dim dim, uint32_t key, struct cs_arena *arena)
{
    if (!selection->keeps[dim]) {
        size_t n = dataset->dicts[dim].n_keys;
        selection->keeps[dim] = cs_arena_alloc(arena, n + 1);
        if (!selection->keeps[dim])
            return CS_INTERNAL;
        selection->n_keys[dim] = n;
        selection->first[dim] = key;
    }
    if (key == CS_NO_KEY)
        selection->keeps_none[dim] = 1;
    if (key < selection->n_keys[dim] && !selection->keeps[dim][key]) {
        selection->keeps[dim][key] = 1;
        selection->n_kept[dim]++;
    }
    return CS_OK;
}
