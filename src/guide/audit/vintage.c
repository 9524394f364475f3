/* Every value that the data hold for what a claim speaks of, with its rounding; whether the claim
 * fits one is judge.c's. */
#include "guide/audit/vintage.h"

#include <math.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "data/dataset.h"
#include "data/period.h"
#include "guide/claim/topic.h"

/* Half of the rounding a publisher applies: wages to $10 a year and a cent an hour, employment of
 * projections to 100 jobs, of surveys to 10, percent to a tenth. */
static double open_of(enum cs_measure measure, struct cs_unit unit)
{
    switch (unit.kind) {
    case CS_UNIT_MONEY:
        return unit.per == CS_PER_HOUR ? 0.005 : 5;
    case CS_UNIT_PERCENT:
        return 0.05;
    case CS_UNIT_JOBS:
        return measure == CS_EMPLOYMENT ? 5 : 50;
    default:
        return 0;
    }
}

static struct cs_vintage vintage_of(const struct cs_found *found, enum cs_measure measure)
{
    enum cs_presence presence = found->quantity.presence;
    return (struct cs_vintage){.period = found->period,
                               .period_text = found->period_text,
                               .value = found->quantity.value,
                               .open = open_of(measure, found->unit),
                               .is_floor = presence == CS_AT_LEAST,
                               .is_missing = presence != CS_PRESENT && presence != CS_AT_LEAST,
                               .presence = presence,
                               .source = found->source,
                               .unit = found->unit,
                               .measure = measure};
}

static void list(const struct cs_lookup *lookup, struct cs_query query, struct cs_vintages *out)
{
    struct cs_found found, before;
    if (!cs_lookup_find(lookup, &query, &found))
        return;
    while (out->n < CS_VINTAGES) {
        out->items[out->n++] = vintage_of(&found, query.measure);
        struct cs_query next = query;
        next.when = CS_WHEN_BEFORE;
        next.period = found.period;
        if (!cs_lookup_find(lookup, &next, &before) ||
            cs_period_compare(before.period, found.period) >= 0)
            return;
        found = before;
    }
}

static void list_one(const struct cs_lookup *lookup, const struct cs_vintage_query *q,
                     uint32_t occupation, struct cs_vintages *out)
{
    uint32_t region = cs_lookup_key(lookup, CS_DIM_REGION, q->region ? q->region : "US");
    struct cs_query query = cs_query_of(q->measure, occupation, region);
    query.level = q->level;
    query.per = q->per;
    list(lookup, query, out);
    if (out->n || q->per != CS_PER_HOUR || q->level != CS_NO_KEY)
        return;
    /* Yearly wages are hourly ones times 2,080. */
    query.per = CS_PER_YEAR;
    list(lookup, query, out);
    for (size_t i = 0; i < out->n; i++) {
        struct cs_vintage *v = &out->items[i];
        v->value /= 2080;
        v->open = 0.01;
        v->unit.per = CS_PER_HOUR;
        v->is_derived = 1;
        v->is_missing |= v->is_floor;
    }
}

static const struct cs_vintage *at_period(const struct cs_vintages *all, struct cs_period period)
{
    for (size_t i = 0; i < all->n; i++) {
        if (!cs_period_compare(all->items[i].period, period))
            return &all->items[i];
    }
    return NULL;
}

/* Adds a part to sums; a period that a part lacks goes. */
static void add_part(struct cs_vintages *sums, const struct cs_vintages *part)
{
    size_t kept = 0;
    for (size_t i = 0; i < sums->n; i++) {
        const struct cs_vintage *other = at_period(part, sums->items[i].period);
        if (!other || other->is_missing || other->is_floor || sums->items[i].is_missing)
            continue;
        struct cs_vintage sum = sums->items[i];
        sum.value += other->value;
        sum.open += other->open;
        sum.is_derived = 1;
        sums->items[kept++] = sum;
    }
    sums->n = kept;
}

static void list_sum(const struct cs_evidence *e, const struct cs_vintage_query *q,
                     struct cs_vintages *out)
{
    struct cs_vintages part;
    list_one(e->data, q, q->subject->keys[0], out);
    for (size_t i = 1; i < q->subject->n_keys && out->n; i++) {
        part.n = 0;
        list_one(e->data, q, q->subject->keys[i], &part);
        add_part(out, &part);
    }
}

/* Percent change of several: from their sums, with what the rounding of each leaves open. */
static void list_percent(const struct cs_evidence *e, const struct cs_vintage_query *q,
                         struct cs_vintages *out)
{
    struct cs_vintage_query base = *q, target = *q;
    struct cs_vintages bases = {.n = 0}, targets = {.n = 0};
    base.measure = CS_EMPLOYMENT_BASE;
    target.measure = CS_EMPLOYMENT_PROJECTED;
    list_sum(e, &base, &bases);
    list_sum(e, &target, &targets);
    for (size_t i = 0; i < bases.n; i++) {
        const struct cs_vintage *b = &bases.items[i];
        const struct cs_vintage *t = at_period(&targets, b->period);
        if (!t || !(b->value > 0))
            continue;
        struct cs_vintage v = *t;
        v.measure = CS_PERCENT_CHANGE;
        v.value = 100 * (t->value - b->value) / b->value;
        v.open = 100 * (t->open + b->open) / b->value;
        v.unit = (struct cs_unit){.kind = CS_UNIT_PERCENT};
        v.is_derived = 1;
        out->items[out->n++] = v;
    }
}

static int is_summable(enum cs_measure measure)
{
    return measure == CS_EMPLOYMENT || measure == CS_EMPLOYMENT_BASE ||
           measure == CS_EMPLOYMENT_PROJECTED || measure == CS_EMPLOYMENT_CHANGE ||
           measure == CS_OPENINGS_ANNUAL;
}

static void list_all_occupations(const struct cs_evidence *e, const struct cs_vintage_query *q,
                                 struct cs_vintages *out)
{
    const struct cs_lookup *lookups[] = {e->data, e->price_data};
    for (size_t i = 0; i < 2 && !out->n; i++) {
        uint32_t key =
            lookups[i] ? cs_lookup_key(lookups[i], CS_DIM_OCCUPATION, "00-0000") : CS_NO_KEY;
        if (key != CS_NO_KEY)
            list_one(lookups[i], q, key, out);
    }
}

/* What a file does not hold for a summary code is put together from its detailed occupations. */
static void list_parts(const struct cs_evidence *e, const struct cs_vintage_query *q,
                       struct cs_vintages *out)
{
    const struct cs_key *key =
        cs_dataset_key(cs_lookup_dataset(e->data), CS_DIM_OCCUPATION, q->subject->keys[0]);
    if (!key || strlen(key->code) != 7 || key->code[6] != '0')
        return;
    struct cs_subject parts = cs_subject_parts(e->data, key->code);
    struct cs_vintage_query query = *q;
    query.subject = &parts;
    if (!parts.is_unknown && q->measure == CS_PERCENT_CHANGE)
        list_percent(e, &query, out);
    else if (!parts.is_unknown && is_summable(q->measure))
        list_sum(e, &query, out);
}

void cs_vintages_find(const struct cs_evidence *evidence, const struct cs_vintage_query *query,
                      struct cs_vintages *out)
{
    const struct cs_subject *s = query->subject;
    out->n = 0;
    if (s->is_all)
        list_all_occupations(evidence, query, out);
    else if (s->n_keys == 1 || (s->n_keys > 1 && s->is_ambiguous))
        list_one(evidence->data, query, s->keys[0], out);
    else if (s->n_keys > 1 && query->measure == CS_PERCENT_CHANGE)
        list_percent(evidence, query, out);
    else if (s->n_keys > 1 && is_summable(query->measure))
        list_sum(evidence, query, out);
    if (!out->n && s->n_keys == 1 && !s->is_all)
        list_parts(evidence, query, out);
}

int cs_vintages_bounds(const struct cs_evidence *evidence, const struct cs_vintage_query *query,
                       struct cs_vintage *low, struct cs_vintage *high)
{
    const struct cs_subject *s = query->subject;
    for (size_t i = 0; i < s->n_keys; i++) {
        struct cs_vintages part = {.n = 0};
        list_one(evidence->data, query, s->keys[i], &part);
        if (!part.n || part.items[0].is_missing)
            return 0;
        if (i == 0)
            *low = *high = part.items[0];
        if (part.items[0].value < low->value)
            *low = part.items[0];
        if (part.items[0].value > high->value)
            *high = part.items[0];
        if (cs_period_compare(low->period, part.items[0].period))
            return 0;
    }
    return s->n_keys > 1;
}
