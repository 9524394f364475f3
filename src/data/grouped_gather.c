/* The groups of several parts, by key. */
#include <stdlib.h>
#include <string.h>

#include "data/grouped.h"

struct gather {
    struct cs_grouped *grouped;
    uint32_t *index; /* open addressing, group + 1 */
    size_t mask;
};

static size_t hash_key(const uint32_t key[CS_N_DIMS])
{
    uint64_t hash = 0x9E3779B97F4A7C15u;
    for (int d = 0; d < CS_N_DIMS; d++)
        hash = (hash ^ key[d]) * 0xD6E8FEB86659FD93u ^ hash >> 32;
    return (size_t)(hash >> 20);
}

static struct cs_grouped_group *find_or_add(struct gather *gather, const uint32_t key[CS_N_DIMS])
{
    struct cs_grouped *grouped = gather->grouped;
    size_t i = hash_key(key) & gather->mask;
    while (gather->index[i]) {
        struct cs_grouped_group *group = &grouped->groups[gather->index[i] - 1];
        if (memcmp(group->key, key, sizeof group->key) == 0)
            return group;
        i = (i + 1) & gather->mask;
    }
    struct cs_grouped_group *group = &grouped->groups[grouped->n_groups++];
    *group = (struct cs_grouped_group){0};
    memcpy(group->key, key, sizeof group->key);
    gather->index[i] = (uint32_t)grouped->n_groups;
    return group;
}

static void add_part(struct gather *gather, uint32_t number)
{
    struct cs_grouped *grouped = gather->grouped;
    const struct cs_grouped_part *part = &grouped->parts[number];
    for (uint32_t s = 0; s < part->n_slots; s++) {
        const struct cs_grouped_slot *slot = &part->slots[s];
        struct cs_grouped_group *group = find_or_add(gather, slot->key);
        grouped->pieces[grouped->n_pieces] =
            (struct cs_grouped_piece){number, s, group->first_piece};
        group->first_piece = (uint32_t)++grouped->n_pieces;
        group->n += slot->n + cs_grouped_n_wide(part, slot);
    }
    grouped->n_answers += part->n_answers;
}

enum cs_status cs_grouped_gather(struct cs_grouped *grouped)
{
    size_t n = 0, size = 64;
    for (size_t p = 0; p < grouped->n_parts; p++) {
        n += grouped->parts[p].n_slots;
        free(grouped->parts[p].index); /* done with, and of some size */
        grouped->parts[p].index = NULL;
        grouped->parts[p].index_size = 0;
    }
    while (size < 2 * n)
        size *= 2;
    struct gather gather = {grouped, calloc(size, sizeof *gather.index), size - 1};
    grouped->groups = malloc((n + 1) * sizeof *grouped->groups);
    grouped->pieces = malloc((n + 1) * sizeof *grouped->pieces);
    if (!gather.index || !grouped->groups || !grouped->pieces) {
        free(gather.index);
        return CS_INTERNAL;
    }
    for (size_t p = 0; p < grouped->n_parts; p++)
        add_part(&gather, (uint32_t)p);
    free(gather.index);
    void *fitted = realloc(grouped->groups, (grouped->n_groups + 1) * sizeof *grouped->groups);
    grouped->groups = fitted ? fitted : grouped->groups;
    return CS_OK;
}

void cs_grouped_clear(struct cs_grouped *grouped)
{
    for (size_t p = 0; p < grouped->n_parts; p++)
        cs_grouped_part_clear(&grouped->parts[p]);
    free(grouped->parts);
    free(grouped->groups);
    free(grouped->pieces);
    memset(grouped, 0, sizeof *grouped);
}
