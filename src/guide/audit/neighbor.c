/* Whose figure a wrong number is. Apart from the judge: it is asked of what stays wrong only, since
 * every occupation of the data is looked through. */
#include "guide/audit/neighbor.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "data/dataset.h"
#include "data/quantity.h"
#include "guide/audit/judge.h"
#include "guide/topic/topic.h"

static bool is_telling(const struct cs_amount *amount)
{
    double size = fabs(amount->low);
    return size >= 100 && amount->step <= pow(10, floor(log10(size)) - 2);
}

/* Occupations that are mixed up: of the same major group, or with a word in common. */
static bool is_near(const struct cs_names *names, uint32_t key, uint32_t own)
{
    const struct cs_dict *dict = &cs_lookup_dataset(names->lookup)->dicts[CS_DIM_OCCUPATION];
    enum { MAJOR = 3 };
    return !strncmp(dict->keys[key].code, dict->keys[own].code, MAJOR) ||
           cs_names_share_a_word(names, key, own);
}

/* Whether the data have exactly the claimed number for an occupation, at the period judged. */
static bool has_the_number(const struct cs_evidence *evidence, const struct cs_claim *c,
                           const struct cs_vintage *fact, uint32_t key, uint32_t region)
{
    struct cs_query query = cs_query_of(fact->measure, key, region);
    struct cs_found found;
    query.when = CS_WHEN_EXACT;
    query.period = fact->period;
    query.per = c->kind == CS_CLAIM_PAY ? c->per : CS_PER_NONE;
    return cs_lookup_find(evidence->data, &query, &found) &&
           found.quantity.presence == CS_PRESENT && cs_unit_equals(found.unit, fact->unit) &&
           fabs(found.quantity.value - c->amount.low) <= 1e-6 * fabs(found.quantity.value);
}

static const char *neighbor_of(struct cs_audit *audit, const struct cs_evidence *evidence,
                               size_t claim)
{
    const struct cs_claim *c = &audit->claims.items[claim];
    const struct cs_vintage *fact = &audit->judgments[claim].fact;
    const struct cs_names *names = audit->topic.names;
    const struct cs_dict *dict = &cs_lookup_dataset(names->lookup)->dicts[CS_DIM_OCCUPATION];
    uint32_t region =
        cs_lookup_key(evidence->data, CS_DIM_REGION, c->region ? c->region->code : "US");
    const struct cs_key *hit = NULL;
    if (!is_telling(&c->amount) || fact->is_derived || c->level != CS_NO_KEY || !c->subject.n_keys)
        return NULL;
    for (uint32_t i = 0; i < dict->n_keys; i++) {
        const struct cs_key *key = &dict->keys[i];
        size_t size = strlen(key->code);
        bool is_group = size && key->code[size - 1] == '0';
        if (i == c->subject.keys[0] || is_group || !is_near(names, i, c->subject.keys[0]) ||
            !has_the_number(evidence, c, fact, i, region))
            continue;
        if (hit)
            return NULL; /* several: no telling */
        hit = key;
    }
    return hit ? cs_arena_printf(&audit->arena, "the number fits %s %s", hit->code, hit->title)
               : NULL;
}

void cs_audit_find_neighbors(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        struct cs_judgment *j = &audit->judgments[i];
        if (j->verdict != CS_CONTRADICTED || j->fault != CS_FAULT_VALUE || j->hint ||
            !j->fact.source || audit->claims.items[i].kind == CS_CLAIM_CHANGE)
            continue;
        j->hint = neighbor_of(audit, evidence, i);
        if (j->hint)
            j->right = j->right_period = NULL;
    }
}
