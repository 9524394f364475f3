/* The groups of several parts, by key. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/pages.h"
#include "base/scratch.h"
#include "data/grouped.h"
#include "data/runs.h"

enum { AHEAD = 64 }; /* slots looked up together */

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

/* Copies n compact observations through a small room: they are half as wide as doubles. */
static size_t append_compact(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot,
                             double *values, double *weights)
{
    uint32_t *codes = malloc(2 * (slot->n + (size_t)1) * sizeof *codes);
    if (!codes)
        return SIZE_MAX;
    uint32_t *weight_codes = codes + slot->n;
    cs_grouped_read_compact(part, slot, codes, part->has_weights ? weight_codes : NULL);
    for (size_t i = 0; i < slot->n; i++) {
        values[i] = cs_grouped_value_of(part->is_of_cents, codes[i]);
        if (weights)
            weights[i] = part->has_weights ? cs_grouped_weight_of(weight_codes[i]) : 1;
    }
    free(codes);
    return slot->n;
}

static size_t append_wide(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot,
                          double *values, double *weights)
{
    size_t n_all = cs_grouped_n_wide(part, slot), n = 0;
    double *wide = malloc(2 * (n_all + 1) * sizeof *wide);
    if (!wide)
        return SIZE_MAX;
    cs_grouped_read_wide(part, slot, wide, wide + n_all);
    for (size_t i = 0; i < n_all; i++) {
        if (!isfinite(wide[i]))
            continue;
        if (weights)
            weights[n] = part->has_weights ? wide[n_all + i] : 1;
        values[n++] = wide[i];
    }
    free(wide);
    return n;
}

size_t cs_grouped_read_doubles(const struct cs_grouped *grouped,
                               const struct cs_grouped_group *group, double *values,
                               double *weights)
{
    size_t n = 0;
    for (uint32_t at = group->first_piece; at; at = grouped->pieces[at - 1].next) {
        const struct cs_grouped_piece *piece = &grouped->pieces[at - 1];
        const struct cs_grouped_part *part = &grouped->parts[piece->part];
        const struct cs_grouped_slot *slot = &part->slots[piece->slot];
        size_t more = append_compact(part, slot, values + n, weights ? weights + n : NULL);
        if (more == SIZE_MAX)
            return SIZE_MAX;
        n += more;
        more = slot->wide ? append_wide(part, slot, values + n, weights ? weights + n : NULL) : 0;
        if (more == SIZE_MAX)
            return SIZE_MAX;
        n += more;
    }
    return n;
}

/* Fetches what the slots will be looked up in: first the places in the index, then the groups that
 * stand there, most of them the slots' own. */
static void prefetch_groups(const struct gather *gather, const struct cs_grouped_part *part,
                            uint32_t first, uint32_t end)
{
    uint32_t places[AHEAD];
    for (uint32_t s = first; s < end; s++) {
        places[s - first] = (uint32_t)(hash_key(part->slots[s].key) & gather->mask);
        __builtin_prefetch(&gather->index[places[s - first]], 1);
    }
    for (uint32_t s = first; s < end; s++) {
        uint32_t group = gather->index[places[s - first]];
        if (group)
            __builtin_prefetch(&gather->grouped->groups[group - 1], 1);
    }
}

static void add_part(struct gather *gather, uint32_t number)
{
    struct cs_grouped *grouped = gather->grouped;
    const struct cs_grouped_part *part = &grouped->parts[number];
    for (uint32_t s = 0; s < part->n_slots; s++) {
        if (s % AHEAD == 0)
            prefetch_groups(gather, part, s,
                            part->n_slots - s < AHEAD ? (uint32_t)part->n_slots : s + AHEAD);
        const struct cs_grouped_slot *slot = &part->slots[s];
        struct cs_grouped_group *group = find_or_add(gather, slot->key);
        grouped->pieces[grouped->n_pieces] =
            (struct cs_grouped_piece){number, s, group->first_piece};
        group->first_piece = (uint32_t)++grouped->n_pieces;
        group->n += slot->n + cs_grouped_n_wide(part, slot);
        group->n_not_numbers += slot->wide ? part->wides[slot->wide - 1].n_not_numbers : 0;
    }
    grouped->n_observations += part->n_observations;
    grouped->has_zero_weights |= part->has_weights && part->has_zero_weights;
}

static enum cs_status gather(struct cs_grouped *grouped)
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
    struct gather gather = {grouped, cs_pages_alloc(size * sizeof *gather.index), size - 1};
    grouped->groups = cs_pages_alloc((n + 1) * sizeof *grouped->groups);
    grouped->pieces = cs_pages_alloc((n + 1) * sizeof *grouped->pieces);
    if (!gather.index || !grouped->groups || !grouped->pieces) {
        free(gather.index);
        return CS_INTERNAL;
    }
    memset(gather.index, 0, size * sizeof *gather.index);
    for (size_t p = 0; p < grouped->n_parts; p++)
        add_part(&gather, (uint32_t)p);
    free(gather.index);
    return CS_OK;
}

struct cs_grouped *cs_grouped_of(struct cs_dataset *dataset, struct cs_spill *spill)
{
    if (!dataset->grouped)
        dataset->grouped = calloc(1, sizeof *dataset->grouped);
    if (dataset->grouped && spill)
        dataset->grouped->runs.spill = spill;
    return dataset->grouped;
}

struct cs_grouped_part *cs_grouped_part_for(struct cs_grouped *grouped, bool has_weights)
{
    for (size_t p = 0; p < grouped->n_parts; p++)
        if (grouped->parts[p].has_weights == has_weights)
            return &grouped->parts[p];
    struct cs_grouped_part *grown = realloc(grouped->parts, (grouped->n_parts + 1) * sizeof *grown);
    if (!grown)
        return NULL;
    grouped->parts = grown;
    grouped->has_weights |= has_weights;
    cs_grouped_part_init(&grown[grouped->n_parts], has_weights);
    return &grown[grouped->n_parts++];
}

/* ---- what memory may not hold ---- */

static size_t count_bytes(const struct cs_grouped *grouped)
{
    size_t n_bytes = 0;
    for (size_t p = 0; p < grouped->n_parts; p++)
        n_bytes += cs_grouped_part_bytes(&grouped->parts[p]);
    return n_bytes;
}

/* Each part that holds something becomes a run. */
static enum cs_status write_parts(struct cs_grouped *grouped, const struct cs_dict *dicts,
                                  struct cs_diag *diag)
{
    struct cs_spill *spill = grouped->runs.spill;
    struct cs_group_order order;
    struct cs_run run;
    bool is_whole = cs_group_order_init(&order, dicts, spill->by, spill->n_by);
    for (size_t p = 0; p < grouped->n_parts && is_whole; p++) {
        struct cs_grouped_part *part = &grouped->parts[p];
        if (part->n_slots)
            is_whole = cs_run_write(spill, part, &order, &run) && cs_runs_add(&grouped->runs, &run);
        cs_grouped_part_clear(part);
    }
    cs_group_order_clear(&order);
    return is_whole ? CS_OK : cs_scratch_fail(&spill->scratch, diag);
}

enum cs_status cs_grouped_relieve(struct cs_grouped *grouped, const struct cs_dict *dicts,
                                  unsigned share, struct cs_diag *diag)
{
    const struct cs_spill *spill = grouped->runs.spill;
    for (size_t p = 0; p < grouped->n_parts; p++)
        if (grouped->parts[p].is_out_of_memory)
            return cs_fail_memory(diag);
    if (!spill || count_bytes(grouped) <= spill->most_bytes / 256 * share)
        return CS_OK;
    return write_parts(grouped, dicts, diag);
}

enum {
    GROUP_BYTES = 160, /* what a group takes while it is put in order, and its result */
    ANSWER_BYTES = 8,  /* what an observation takes while its group is worked on; with weights: */
    WEIGHTED_BYTES = 40,
};

/* Whether the group may be asked for: one that is left out is only counted. */
static bool is_asked_for(const struct cs_grouped_slot *slot, const struct cs_dict *dicts)
{
    for (int d = 0; d < CS_N_DIMS; d++)
        if (slot->key[d] != CS_NO_KEY && dicts[d].keys[slot->key[d]].is_left_out)
            return false;
    return true;
}

/* Observations that a part may add to those that are worked on together. */
static size_t count_together(const struct cs_grouped_part *part, const struct cs_dict *dicts,
                             bool holds_all)
{
    size_t n_together = 0;
    for (size_t s = 0; s < part->n_slots; s++) {
        const struct cs_grouped_slot *slot = &part->slots[s];
        size_t n = slot->n + cs_grouped_n_wide(part, slot);
        if (holds_all)
            n_together += is_asked_for(slot, dicts) ? n : 0;
        else
            n_together = n > n_together ? n : n_together;
    }
    return n_together;
}

/* What is held now, and while the largest groups are worked on. */
static bool fits(const struct cs_grouped *grouped, const struct cs_dict *dicts)
{
    const struct cs_spill *spill = grouped->runs.spill;
    size_t n_slots = 0, n_together = 0;
    for (size_t p = 0; p < grouped->n_parts; p++) {
        n_slots += grouped->parts[p].n_slots;
        n_together += count_together(&grouped->parts[p], dicts, spill->holds_all);
    }
    size_t observation_bytes = grouped->has_weights ? WEIGHTED_BYTES : ANSWER_BYTES;
    size_t n_at_once = spill->holds_all ? 1 : spill->n_threads;
    return count_bytes(grouped) + n_slots * GROUP_BYTES +
               n_together * observation_bytes * n_at_once <=
           spill->most_bytes;
}

static void count_runs(struct cs_grouped *grouped)
{
    for (size_t r = 0; r < grouped->runs.n; r++) {
        const struct cs_run *run = &grouped->runs.items[r];
        grouped->n_observations += run->n_observations;
        grouped->has_weights |= run->has_weights;
        grouped->has_zero_weights |= run->has_weights && run->has_zero_weights;
    }
}

enum cs_status cs_grouped_gather(struct cs_grouped *grouped, const struct cs_dict *dicts,
                                 struct cs_diag *diag)
{
    if (!grouped->runs.spill || (grouped->runs.n == 0 && fits(grouped, dicts)))
        return gather(grouped) == CS_OK ? CS_OK : cs_fail_memory(diag);
    enum cs_status status = write_parts(grouped, dicts, diag);
    count_runs(grouped);
    return status;
}

void cs_grouped_clear(struct cs_grouped *grouped)
{
    cs_runs_clear(&grouped->runs);
    for (size_t p = 0; p < grouped->n_parts; p++)
        cs_grouped_part_clear(&grouped->parts[p]);
    free(grouped->parts);
    free(grouped->groups);
    free(grouped->pieces);
    memset(grouped, 0, sizeof *grouped);
}
