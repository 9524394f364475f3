/* The factors of kept groups: one for each region and period that occurs. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/group_view_slices.h"
#include "analysis/terms/money.h"
#include "base/diag.h"
#include "data/dataset.h"

bool cs_group_view_places_init(struct cs_group_view_places *places,
                               const struct cs_dataset *dataset)
{
    size_t n_pairs =
        (dataset->dicts[CS_DIM_REGION].n_keys + 1) * (dataset->dicts[CS_DIM_PERIOD].n_keys + 1);
    *places = (struct cs_group_view_places){.dataset = dataset,
                                            .seen = calloc(n_pairs, sizeof *places->seen)};
    return places->seen != NULL;
}

void cs_group_view_places_clear(struct cs_group_view_places *places)
{
    free(places->seen);
    free(places->pays);
    *places = (struct cs_group_view_places){0};
}

static struct cs_money_pay pay_of(const struct cs_dataset *dataset, const uint32_t key[CS_N_DIMS])
{
    const struct cs_key *region = cs_dataset_key(dataset, CS_DIM_REGION, key[CS_DIM_REGION]);
    const struct cs_key *period = cs_dataset_key(dataset, CS_DIM_PERIOD, key[CS_DIM_PERIOD]);
    return (struct cs_money_pay){region ? region->code : NULL, dataset->observations.unit.currency,
                                 period ? period->period : (struct cs_period){0}};
}

uint32_t cs_group_view_places_find(struct cs_group_view_places *places,
                                   const uint32_t key[CS_N_DIMS])
{
    size_t n_periods = places->dataset->dicts[CS_DIM_PERIOD].n_keys + 1;
    uint32_t region = key[CS_DIM_REGION] + 1, period = key[CS_DIM_PERIOD] + 1; /* 0: none */
    uint32_t *seen = &places->seen[region * n_periods + period];
    if (*seen)
        return *seen - 1;
    if (places->n == places->capacity) {
        size_t capacity = 2 * places->capacity + 64;
        struct cs_money_pay *grown = realloc(places->pays, capacity * sizeof *grown);
        if (!grown)
            return UINT32_MAX;
        places->pays = grown;
        places->capacity = capacity;
    }
    places->pays[places->n++] = pay_of(places->dataset, key);
    *seen = (uint32_t)places->n;
    return *seen - 1;
}

enum cs_status cs_group_view_places_factors(const struct cs_group_view_places *places,
                                            const struct cs_money_plan *plan,
                                            struct cs_groups *counts, struct cs_diag *diag)
{
    counts->factors = counts->memory[CS_GROUPS_FACTORS] =
        calloc(places->n + 1, sizeof *counts->factors);
    enum cs_status status = counts->factors ? CS_OK : cs_fail_memory(diag);
    if (status == CS_OK)
        status = cs_money_check_years(plan, places->pays, places->n, diag);
    for (size_t i = 0; i < places->n && status == CS_OK; i++)
        status = cs_money_find(plan, &places->pays[i], &counts->factors[i], diag);
    if (status == CS_OK) {
        counts->n_factors = places->n;
        memcpy(counts->unit.currency, counts->factors[0].currency, sizeof counts->unit.currency);
    }
    return status;
}
