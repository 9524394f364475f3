/* The order of groups by their keys. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "data/dict.h"
#include "data/runs.h"

enum { MOST_BITS = 96 }; /* a slot's number is sorted along with a place (runs.c) */

static unsigned count_bits(size_t n)
{
    unsigned bits = 0;
    for (; n; n >>= 1)
        bits++;
    return bits;
}

static void order_dims(struct cs_group_order *order, const struct cs_dict *dicts,
                       const enum cs_dim *by, size_t n_by)
{
    unsigned seen = 0;
    size_t n = 0;
    for (size_t i = 0; i < n_by; i++) {
        order->dims[n++] = by[i];
        seen |= 1u << by[i];
    }
    for (int d = 0; d < CS_N_DIMS; d++)
        if (!(seen >> d & 1))
            order->dims[n++] = (enum cs_dim)d;
    for (size_t i = 0; i < CS_N_DIMS; i++) {
        enum cs_dim dim = order->dims[i];
        order->n_keys[dim] = dicts[dim].n_keys;
        order->bits[dim] = count_bits(dicts[dim].n_keys);
        order->n_bits += order->bits[dim];
        order->n_rest_bits += i >= n_by ? order->bits[dim] : 0;
    }
}

bool cs_group_order_init(struct cs_group_order *order, const struct cs_dict *dicts,
                         const enum cs_dim *by, size_t n_by)
{
    *order = (struct cs_group_order){0};
    order_dims(order, dicts, by, n_by);
    bool is_whole = order->n_bits <= MOST_BITS;
    for (int d = 0; d < CS_N_DIMS && is_whole; d++) {
        order->ranks[d] = cs_dict_rank(&dicts[d], (enum cs_dim)d);
        is_whole = order->ranks[d] != NULL;
    }
    return is_whole;
}

bool cs_group_order_init_by_number(struct cs_group_order *order, const struct cs_dict *dicts)
{
    static const enum cs_dim all[CS_N_DIMS] = {CS_DIM_OCCUPATION, CS_DIM_REGION, CS_DIM_LEVEL,
                                               CS_DIM_PERIOD, CS_DIM_INDUSTRY};
    *order = (struct cs_group_order){0};
    order_dims(order, dicts, all, CS_N_DIMS);
    return order->n_bits <= MOST_BITS;
}

void cs_group_order_clear(struct cs_group_order *order)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        free(order->ranks[d]);
    *order = (struct cs_group_order){0};
}

cs_place_number cs_group_order_of(const struct cs_group_order *order, const uint32_t key[CS_N_DIMS])
{
    cs_place_number place = 0;
    for (int i = 0; i < CS_N_DIMS; i++) {
        enum cs_dim dim = order->dims[i];
        uint32_t rank = (uint32_t)order->n_keys[dim]; /* without a key: last */
        if (key[dim] != CS_NO_KEY)
            rank = order->ranks[dim] ? order->ranks[dim][key[dim]] : key[dim];
        place = place << order->bits[dim] | rank;
    }
    return place;
}
