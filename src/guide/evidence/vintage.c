/* The vintages of a figure, newest first: as published, or put together from parts. */
#include "guide/evidence/vintage.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "data/dataset.h"
#include "data/period.h"
#include "guide/topic/topic.h"

static void list_all_occupations(const struct cs_evidence *e, const struct cs_vintage_query *q,
                                 struct cs_vintages *out)
{
    const struct cs_lookup *lookups[] = {e->data, e->price_data};
    for (size_t i = 0; i < 2 && !out->n; i++) {
        uint32_t key =
            lookups[i] ? cs_lookup_key(lookups[i], CS_DIM_OCCUPATION, "00-0000") : CS_NO_KEY;
        if (key != CS_NO_KEY)
            cs_vintages_published(lookups[i], q, key, out);
    }
}

void cs_vintages_find(const struct cs_evidence *evidence, const struct cs_vintage_query *query,
                      struct cs_vintages *out)
{
    const struct cs_subject *s = query->subject;
    out->n = 0;
    if (s->is_all)
        list_all_occupations(evidence, query, out);
    else if (s->n_keys == 1 || (s->n_keys > 1 && s->is_ambiguous))
        cs_vintages_published(evidence->data, query, s->keys[0], out);
    if (!s->is_all && s->n_keys > 0 && !(s->n_keys > 1 && s->is_ambiguous))
        cs_vintages_sum(evidence, query, out);
}

bool cs_vintages_newest(const struct cs_evidence *evidence, const struct cs_vintage_query *query,
                        struct cs_vintage *out)
{
    struct cs_vintages found;
    cs_vintages_find(evidence, query, &found);
    if (!found.n || found.items[0].is_missing || found.items[0].is_floor)
        return false;
    *out = found.items[0];
    return true;
}

bool cs_vintages_bounds(const struct cs_evidence *evidence, const struct cs_vintage_query *query,
                        struct cs_vintage *low, struct cs_vintage *high)
{
    const struct cs_subject *s = query->subject;
    for (size_t i = 0; i < s->n_keys; i++) {
        struct cs_vintages part = {.n = 0};
        cs_vintages_published(evidence->data, query, s->keys[i], &part);
        if (!part.n || part.items[0].is_missing)
            return false;
        if (i == 0)
            *low = *high = part.items[0];
        if (part.items[0].value < low->value)
            *low = part.items[0];
        if (part.items[0].value > high->value)
            *high = part.items[0];
        if (cs_period_compare(low->period, part.items[0].period))
            return false;
    }
    return s->n_keys > 1;
}
