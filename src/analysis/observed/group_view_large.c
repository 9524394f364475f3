/* One group larger than memory, read from its runs a stretch at a time and sorted in the temporary
 * file. Apart because the ordinary way (group_view_read.c) needs none of it. */
#include "analysis/observed/group_view_large.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/group_sort.h"
#include "base/scratch.h"
#include "data/grouped.h"
#include "data/slices.h"

enum { CODE_BYTES = 3, BUFFER_BYTES = 1 << 13 };

struct work {
    const struct cs_group_view_slices *slices;
    struct cs_group_sort sort;
};

bool cs_group_view_is_large(const struct cs_group_view_slices *slices,
                            const struct cs_group_view *kept, size_t group)
{
    return kept->members[kept->groups[group].first] >= slices->slices.n_read;
}

static uint32_t get_code(const unsigned char *from)
{
    return from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16;
}

/* Where some observations of one piece are, and how they lie there. */
struct stretch {
    uint64_t at;
    size_t n;
    bool is_wide, has_weights, is_of_cents;
    double factor;
};

static bool add_from(struct work *work, const struct stretch *stretch, const unsigned char *from)
{
    double value, weight = 1;
    if (stretch->is_wide) {
        memcpy(&value, from, sizeof value);
        if (stretch->has_weights)
            memcpy(&weight, from + sizeof value, sizeof weight);
    } else {
        value = cs_grouped_value_of(stretch->is_of_cents, get_code(from));
        if (stretch->has_weights)
            weight = cs_grouped_weight_of(get_code(from + CODE_BYTES));
    }
    return cs_group_sort_add(&work->sort, value * stretch->factor, weight);
}

static bool read_stretch(struct work *work, struct stretch stretch)
{
    unsigned char buffer[BUFFER_BYTES];
    size_t step = (stretch.is_wide ? sizeof(double) : CODE_BYTES) * (stretch.has_weights ? 2 : 1);
    while (stretch.n) {
        size_t n = sizeof buffer / step < stretch.n ? sizeof buffer / step : stretch.n;
        if (!cs_scratch_get(work->sort.scratch, stretch.at, buffer, n * step))
            return false;
        for (size_t i = 0; i < n; i++)
            if (!add_from(work, &stretch, buffer + i * step))
                return false;
        stretch.at += n * step;
        stretch.n -= n;
    }
    return true;
}

static bool read_piece(struct work *work, const struct cs_grouped_piece *piece, double factor)
{
    const struct cs_grouped *grouped = &work->slices->slices.grouped;
    const struct cs_grouped_part *part = &grouped->parts[piece->part];
    const struct cs_grouped_slot *slot = &part->slots[piece->slot];
    struct stretch stretch = {.at = cs_slices_place_of(&work->slices->slices, piece),
                              .n = slot->n,
                              .has_weights = part->has_weights,
                              .is_of_cents = part->is_of_cents,
                              .factor = factor};
    if (!read_stretch(work, stretch))
        return false;
    stretch.at += (uint64_t)slot->n * CODE_BYTES * (part->has_weights ? 2 : 1);
    stretch.n = cs_grouped_n_wide(part, slot);
    stretch.is_wide = true;
    return read_stretch(work, stretch);
}

static bool read_group(struct work *work, const struct cs_group_view *kept,
                       const struct cs_group_view_group *group)
{
    const struct cs_grouped *grouped = &work->slices->slices.grouped;
    for (size_t m = 0; m < group->n_members; m++) {
        uint32_t number = kept->members[group->first + m];
        double factor = kept->places ? kept->counts.factors[kept->places[number]].factor : 1;
        for (uint32_t at = grouped->groups[number].first_piece; at;
             at = grouped->pieces[at - 1].next)
            if (!read_piece(work, &grouped->pieces[at - 1], factor))
                return false;
    }
    return true;
}

bool cs_group_view_large_read(const struct cs_group_view_slices *slices,
                              const struct cs_group_view *kept, size_t group,
                              struct cs_group_sorted *out)
{
    struct work work = {.slices = slices};
    *out = (struct cs_group_sorted){.n_bytes = 0};
    bool is_whole = cs_group_sort_init(&work.sort, &slices->slices.runs->spill->scratch,
                                       slices->slices.grouped.has_weights, kept->groups[group].n,
                                       slices->slices.most_bytes) &&
                    read_group(&work, kept, &kept->groups[group]) &&
                    cs_group_sort_end(&work.sort, out);
    cs_group_sort_clear(&work.sort);
    return is_whole;
}
