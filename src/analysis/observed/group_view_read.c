/* One group's observations gathered from its pieces, put into the money asked for and sorted.
 * Apart from group_view.c, which says which pieces those are. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/group_view.h"
#include "base/diag.h"
#include "data/grouped.h"
#include "stats/codes.h"
#include "stats/order.h"
#include "stats/sample.h"

void cs_group_view_reader_clear(struct cs_group_view_reader *reader)
{
    free(reader->values);
    free(reader->weights);
    free(reader->cumulative);
    free(reader->pairs);
    cs_sorted_clear(&reader->owned);
    *reader = (struct cs_group_view_reader){0};
}

static bool is_weighted(const struct cs_group_view *kept)
{
    return kept->dataset->grouped->has_weights;
}

/* Room for n observations: n doubles, and with weights twice that and two lists of pairs. */
static bool reserve(struct cs_group_view_reader *reader, size_t n, bool has_weights)
{
    if (n <= reader->capacity)
        return true;
    cs_group_view_reader_clear(reader);
    n += n / 8 + 64;
    reader->values = malloc(n * sizeof *reader->values);
    if (has_weights) {
        reader->weights = malloc(n * sizeof *reader->weights);
        reader->cumulative = malloc(n * sizeof *reader->cumulative);
        reader->pairs = malloc(2 * n * sizeof *reader->pairs);
    }
    if (!reader->values ||
        (has_weights && (!reader->weights || !reader->cumulative || !reader->pairs)))
        return false;
    reader->capacity = n;
    return true;
}

/* Walks the pieces of a group's members. */
struct walk {
    const struct cs_group_view *kept;
    const struct cs_group_view_group *group;
    size_t member;
    uint32_t piece; /* + 1 */
};

static bool next_piece(struct walk *walk, const struct cs_grouped_part **part,
                       const struct cs_grouped_slot **slot)
{
    const struct cs_grouped *grouped = walk->kept->dataset->grouped;
    while (!walk->piece) {
        if (walk->member == walk->group->n_members)
            return false;
        uint32_t kept = walk->kept->members[walk->group->first + walk->member++];
        walk->piece = grouped->groups[kept].first_piece;
    }
    const struct cs_grouped_piece *piece = &grouped->pieces[walk->piece - 1];
    *part = &grouped->parts[piece->part];
    *slot = &(*part)->slots[piece->slot];
    walk->piece = piece->next;
    return true;
}

/* Whether every observation has a compact form, the same, and is taken as it is. */
static bool is_compact(const struct cs_group_view *kept, const struct cs_group_view_group *group,
                       bool *is_of_cents)
{
    const struct cs_grouped_part *part;
    const struct cs_grouped_slot *slot;
    struct walk walk = {.kept = kept, .group = group};
    if (kept->places)
        return false;
    for (bool is_first = true; next_piece(&walk, &part, &slot); is_first = false) {
        *is_of_cents = is_first ? part->is_of_cents : *is_of_cents;
        if (slot->wide || part->has_weights != is_weighted(kept) ||
            part->is_of_cents != *is_of_cents)
            return false;
    }
    return true;
}

/* Codes are sorted in the upper half of the room for doubles, the lower half being spare, and then
 * spread out from below: a double is written when its code and those before it have been read. */
static size_t read_codes(const struct cs_group_view *kept, const struct cs_group_view_group *group,
                         bool is_of_cents, double *values)
{
    const struct cs_grouped_part *part;
    const struct cs_grouped_slot *slot;
    struct walk walk = {.kept = kept, .group = group};
    uint32_t *spare = (uint32_t *)(void *)values, *codes = spare + group->n;
    size_t n = 0;
    while (next_piece(&walk, &part, &slot)) {
        cs_grouped_read_compact(part, slot, codes + n, NULL);
        n += slot->n;
    }
    cs_sort_codes(codes, spare, n);
    for (size_t i = 0; i < n; i++) {
        double value = cs_grouped_value_of(is_of_cents, codes[i]);
        memcpy(&values[i], &value, sizeof value);
    }
    return n;
}

/* Where weighted observations are read to: `pairs` has room for twice as many. */
struct pair_room {
    double *values, *weights;
    uint64_t *pairs;
    bool keeps_zero_weights, is_of_cents;
};

static size_t read_pairs(const struct cs_group_view *kept, const struct cs_group_view_group *group,
                         const struct pair_room *room)
{
    const struct cs_grouped_part *part;
    const struct cs_grouped_slot *slot;
    struct walk walk = {.kept = kept, .group = group};
    uint32_t *values = (uint32_t *)(void *)room->values, *weights = values + group->n;
    uint64_t *pairs = room->pairs;
    size_t n = 0, n_taken = 0;
    while (next_piece(&walk, &part, &slot)) {
        cs_grouped_read_compact(part, slot, values + n, weights + n);
        n += slot->n;
    }
    for (size_t i = 0; i < n; i++) {
        pairs[n_taken] = (uint64_t)values[i] << CS_CODE_BITS | weights[i];
        n_taken += weights[i] > 0 || room->keeps_zero_weights;
    }
    cs_sort_code_pairs(pairs, pairs + n, n_taken);
    for (size_t i = 0; i < n_taken; i++) {
        room->values[i] =
            cs_grouped_value_of(room->is_of_cents, (uint32_t)(pairs[i] >> CS_CODE_BITS));
        room->weights[i] = cs_grouped_weight_of(pairs[i] & (CS_GROUPED_CODES - 1));
    }
    return n_taken;
}

/* Any observations, in no order: finite values, after conversion. Returns how many; SIZE_MAX when
 * out of memory. */
static size_t read_doubles(const struct cs_group_view *kept,
                           const struct cs_group_view_group *group, double *values, double *weights)
{
    const struct cs_grouped *grouped = kept->dataset->grouped;
    size_t n = 0;
    for (size_t m = 0; m < group->n_members; m++) {
        uint32_t number = kept->members[group->first + m];
        const struct cs_grouped_group *member = &grouped->groups[number];
        double factor = kept->places ? kept->counts.factors[kept->places[number]].factor : 1;
        size_t n_read =
            cs_grouped_read_doubles(grouped, member, values + n, weights ? weights + n : NULL);
        if (n_read == SIZE_MAX)
            return SIZE_MAX;
        for (size_t i = n; i < n + n_read; i++)
            values[i] *= factor;
        n += n_read;
    }
    return n;
}

static bool read_wide(const struct cs_group_view *kept, const struct cs_group_view_group *group,
                      struct cs_group_view_reader *reader, struct cs_sorted *sorted)
{
    double *weights = is_weighted(kept) ? reader->weights : NULL;
    size_t n = read_doubles(kept, group, reader->values, weights);
    if (n == SIZE_MAX)
        return false;
    struct cs_sample sample = {reader->values, weights, n};
    if (!weights) {
        n = cs_sample_check(&sample) ? 0 : n;
        cs_sort_doubles(reader->values, n);
        *sorted = (struct cs_sorted){.values = reader->values, .n = n, .total = (double)n};
        return true;
    }
    cs_sorted_clear(&reader->owned);
    enum cs_absence lack = cs_sorted_init(&reader->owned, &sample);
    *sorted = reader->owned;
    sorted->weights = weights && !sorted->weights ? weights : sorted->weights;
    return lack != CS_ABSENT_MEMORY;
}

static bool read_rows(const struct cs_group *group, struct cs_group_view_reader *reader,
                      struct cs_sorted *sorted)
{
    struct cs_sample sample = {group->values, group->weights, group->n};
    cs_sorted_clear(&reader->owned);
    enum cs_absence lack = cs_sorted_init(&reader->owned, &sample);
    if (lack == CS_ABSENT_WEIGHT) /* nothing is left, but it had weights */
        reader->owned.weights = calloc(1, sizeof *reader->owned.weights);
    *sorted = reader->owned;
    return lack != CS_ABSENT_MEMORY;
}

bool cs_group_view_read(const struct cs_group_view *kept, size_t index,
                        struct cs_group_view_reader *reader, struct cs_sorted *sorted)
{
    const struct cs_group_view_group *group = &kept->groups[index];
    *sorted = (struct cs_sorted){0};
    if (kept->rows)
        return read_rows(&kept->rows[index], reader, sorted);
    if (!reserve(reader, group->n, is_weighted(kept)))
        return false;
    bool is_of_cents = false;
    if (!is_compact(kept, group, &is_of_cents))
        return read_wide(kept, group, reader, sorted);
    if (is_weighted(kept)) {
        struct pair_room room = {reader->values, reader->weights, reader->pairs, 0, is_of_cents};
        size_t n = read_pairs(kept, group, &room);
        *sorted = (struct cs_sorted){reader->values, reader->weights, reader->cumulative, n, 0};
        cs_sorted_cumulate(sorted);
    } else {
        size_t n = read_codes(kept, group, is_of_cents, reader->values);
        *sorted = (struct cs_sorted){.values = reader->values, .n = n, .total = (double)n};
    }
    return true;
}

static void let_go(double **array, const struct cs_sorted *taken)
{
    if (*array == taken->values || *array == taken->weights || *array == taken->cumulative)
        *array = NULL;
}

bool cs_group_view_take(const struct cs_group_view *kept, size_t group, struct cs_sorted *sorted)
{
    struct cs_group_view_reader reader = {0};
    bool is_read = cs_group_view_read(kept, group, &reader, sorted);
    double **arrays[] = {&reader.values,       &reader.weights,       &reader.cumulative,
                         &reader.owned.values, &reader.owned.weights, &reader.owned.cumulative};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays && is_read; i++)
        let_go(arrays[i], sorted);
    cs_group_view_reader_clear(&reader);
    return is_read;
}

/* One step of the way for all groups, then the next: the first pieces of their first members, and
 * the newest lines of those. */
void cs_group_view_prefetch(const struct cs_group_view *kept, size_t first, size_t end)
{
    enum { STEPS = 5 };
    const struct cs_grouped *grouped = kept->dataset->grouped;
    for (size_t g = first; g < end; g++)
        __builtin_prefetch(&grouped->groups[kept->members[kept->groups[g].first]]);
    for (size_t g = first; g < end; g++)
        __builtin_prefetch(
            &grouped
                 ->pieces[grouped->groups[kept->members[kept->groups[g].first]].first_piece - 1]);
    for (int step = 0; step < STEPS; step++)
        for (size_t g = first; g < end; g++) {
            uint32_t at = grouped->groups[kept->members[kept->groups[g].first]].first_piece;
            const struct cs_grouped_piece *piece = &grouped->pieces[at - 1];
            const struct cs_grouped_piece *next =
                piece->next ? &grouped->pieces[piece->next - 1] : piece;
            if (step == 0)
                __builtin_prefetch(next);
            if (step == 1) {
                __builtin_prefetch(&grouped->parts[piece->part].slots[piece->slot]);
                __builtin_prefetch(&grouped->parts[next->part].slots[next->slot]);
            }
            if (step >= 2) {
                cs_grouped_prefetch(&grouped->parts[piece->part], piece->slot, step - 2);
                cs_grouped_prefetch(&grouped->parts[next->part], next->slot, step - 2);
            }
        }
}

/* ---- all groups at once, as rows would give them ---- */

struct target {
    double *values, *weights;
    size_t *strata;
};

/* Every answer of a group in canonical order, zero weights included. */
static bool collect_ordered(const struct cs_group_view *kept,
                            const struct cs_group_view_group *group, const struct target *to)
{
    bool is_of_cents = false;
    if (!is_compact(kept, group, &is_of_cents)) {
        size_t n = read_doubles(kept, group, to->values, to->weights);
        struct cs_sample sample = {to->values, to->weights, n};
        return n != SIZE_MAX && cs_sample_order(&sample, to->values, to->weights);
    }
    if (!to->weights) {
        read_codes(kept, group, is_of_cents, to->values);
        return true;
    }
    struct pair_room room = {to->values, to->weights,
                             malloc(2 * (group->n + 1) * sizeof *room.pairs), 1, is_of_cents};
    if (room.pairs)
        read_pairs(kept, group, &room);
    free(room.pairs);
    return room.pairs != NULL;
}

static void move_on(struct target *to, size_t n)
{
    to->values += n;
    to->weights = to->weights ? to->weights + n : NULL;
    to->strata = to->strata ? to->strata + n : NULL;
}

/* Each kept group is of one stratum: they follow one another. */
static bool collect_strata(const struct cs_group_view *kept, enum cs_dim dim,
                           const struct cs_group_view_group *group, struct target to)
{
    for (size_t m = 0; m < group->n_members; m++) {
        const struct cs_grouped_group *member =
            &kept->dataset->grouped->groups[kept->members[group->first + m]];
        uint32_t key = member->key[dim];
        struct cs_group_view_group one = {
            .first = group->first + m, .n_members = 1, .n = member->n - member->n_not_numbers};
        if (!collect_ordered(kept, &one, &to))
            return false;
        for (size_t i = 0; i < one.n; i++)
            to.strata[i] = key == CS_NO_KEY ? kept->counts.n_strata - 1 : key;
        move_on(&to, one.n);
    }
    return true;
}

static bool allocate(struct cs_groups *out, const struct cs_group_view *kept,
                     const struct cs_groups_request *request, struct target *to)
{
    size_t n = out->n_observations;
    out->groups = out->memory[CS_GROUPS_GROUPS] = calloc(kept->n_groups + 1, sizeof *out->groups);
    to->values = out->memory[CS_GROUPS_VALUES] = malloc((n + 1) * sizeof *to->values);
    bool is_whole = out->groups && to->values;
    if (is_weighted(kept)) {
        to->weights = out->memory[CS_GROUPS_WEIGHTS] = malloc((n + 1) * sizeof *to->weights);
        is_whole = is_whole && to->weights;
    }
    if (request->has_strata) {
        to->strata = out->memory[CS_GROUPS_STRATA] = malloc((n + 1) * sizeof *to->strata);
        is_whole = is_whole && to->strata;
        out->n_strata = kept->dataset->dicts[request->strata].n_keys + 1;
    }
    return is_whole;
}

static bool collect(const struct cs_group_view *kept, const struct cs_groups_request *request,
                    struct cs_groups *out)
{
    struct target to = {0};
    if (!allocate(out, kept, request, &to))
        return false;
    out->all = (struct cs_group){
        .n = out->n_observations, .values = to.values, .weights = to.weights, .strata = to.strata};
    for (int d = 0; d < CS_N_DIMS; d++)
        out->all.key[d] = CS_NO_KEY;
    for (size_t g = 0; g < kept->n_groups; g++) {
        struct cs_group *group = &out->groups[g];
        group->n = kept->groups[g].n;
        memcpy(group->key, kept->groups[g].key, sizeof group->key);
        group->values = to.values;
        group->weights = to.weights;
        group->strata = to.strata;
        if (!(to.strata ? collect_strata(kept, request->strata, &kept->groups[g], to)
                        : collect_ordered(kept, &kept->groups[g], &to)))
            return false;
        move_on(&to, group->n);
    }
    out->n_groups = kept->n_groups;
    return true;
}

enum cs_status cs_group_view_collect(const struct cs_dataset *dataset,
                                     const struct cs_groups_request *request, struct cs_groups *out,
                                     struct cs_diag *diag)
{
    struct cs_group_view kept;
    enum cs_status status = cs_group_view_open(dataset, request, &kept, diag);
    *out = kept.counts;
    kept.counts = (struct cs_groups){0};
    if (status == CS_OK) {
        kept.counts.factors = out->factors; /* borrowed while reading */
        kept.counts.n_strata = request->has_strata ? dataset->dicts[request->strata].n_keys + 1 : 0;
        status = collect(&kept, request, out) ? CS_OK : cs_fail_memory(diag);
        kept.counts = (struct cs_groups){0};
    }
    cs_group_view_close(&kept);
    return status;
}
