/* Published figures outside of the filters: read and checked as all others, but not kept. Apart
 * from intake_figure.c, which does not know what is asked for. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "data/dataset.h"
#include "ingest/intake/intake_row.h"
#include "ingest/intake/intake_table.h"

/* Asks about keys that have come up. Returns false when out of memory. */
static bool judge_keys(struct cs_intake_table *table, enum cs_dim dim)
{
    const struct cs_key_filter *filter = &table->options->figures;
    const struct cs_dict *dict = &table->dataset->dicts[dim];
    if (table->n_judged[dim] == dict->n_keys)
        return true;
    uint8_t *grown = realloc(table->leaves_out[dim], dict->capacity);
    if (!grown)
        return false;
    table->leaves_out[dim] = grown;
    for (; table->n_judged[dim] < dict->n_keys; table->n_judged[dim]++)
        grown[table->n_judged[dim]] =
            !filter->takes(filter->context, dim, &dict->keys[table->n_judged[dim]]);
    return true;
}

bool cs_row_judge(const struct cs_row_work *work, const uint32_t key[CS_N_DIMS], bool *is_asked)
{
    struct cs_intake_table *table = work->table;
    unsigned dims = table->options->figures.dims;
    *is_asked = true;
    for (int d = 0; d < CS_N_DIMS && !table->of_role[CS_ROLE_MEASURE]; d++) {
        if (!(dims >> d & 1) || key[d] == CS_NO_KEY)
            continue;
        if (!judge_keys(table, (enum cs_dim)d))
            return false;
        if (!table->leaves_out[d][key[d]])
            continue;
        table->dataset->dicts[d].keys[key[d]].is_left_out = true;
        *is_asked = false;
    }
    return true;
}
