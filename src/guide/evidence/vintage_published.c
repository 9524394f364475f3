/* The vintages of a figure of one occupation, newest first, as published. */
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "data/period.h"
#include "guide/evidence/vintage.h"

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
    struct cs_found found[CS_VINTAGES];
    size_t n = cs_lookup_back(lookup, query, found, CS_VINTAGES - out->n);
    for (size_t i = 0; i < n; i++)
        out->items[out->n++] = vintage_of(&found[i], query.measure);
}

void cs_vintages_published(const struct cs_lookup *lookup, const struct cs_vintage_query *q,
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
        v->is_derived = true;
        v->is_missing |= v->is_floor;
    }
}
