/* Which rows a question is about. Answers for: holding the keys that were asked for in each
 * dimension. Turning words into keys is cli/input/workspace.h's business. */
#ifndef CS_DATA_SELECT_H
#define CS_DATA_SELECT_H

#include <stdbool.h>

#include "data/dataset.h"

struct cs_selection {
    uint8_t *keeps[CS_N_DIMS]; /* a flag for every key of the dataset's dimension; NULL: all rows */
    size_t n_keys[CS_N_DIMS];  /* length of keeps */
    size_t n_kept[CS_N_DIMS];  /* flags that are set */
    uint32_t first[CS_N_DIMS]; /* the key asked for first; CS_NO_KEY when none was */
    uint8_t keeps_none[CS_N_DIMS]; /* rows without a key are asked for too */
};

/* Every row. */
struct cs_selection cs_selection_all(void);
/* Whether a row with this key in the dimension is asked for. A row without a key is not, once
 * keys are asked for, unless rows without one were. */
static inline bool cs_selection_takes(const struct cs_selection *selection, enum cs_dim dim,
                                      uint32_t key)
{
    const uint8_t *keeps = selection->keeps[dim];
    if (!keeps)
        return true;
    return key == CS_NO_KEY ? selection->keeps_none[dim]
                            : key < selection->n_keys[dim] && keeps[key];
}
/* The same over all dimensions of a row's keys. */
bool cs_selection_takes_row(const struct cs_selection *selection, const uint32_t key[CS_N_DIMS]);

/* Adds a key to those asked for; CS_NO_KEY asks for rows that have none. Arena: the flags.
 * CS_INTERNAL when out of memory. */
CS_MUST_USE enum cs_status cs_selection_add(struct cs_selection *selection,
                                            const struct cs_dataset *dataset, enum cs_dim dim,
                                            uint32_t key, struct cs_arena *arena);

#endif
