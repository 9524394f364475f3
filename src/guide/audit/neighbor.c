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
#include "guide/judge/judge.h"
#include "guide/text/find.h"
#include "guide/topic/topic.h"

enum { LONGEST_WORD = 40 };

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

static const struct cs_key *neighbor_of(struct cs_audit *audit, const struct cs_evidence *evidence,
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
    return hit;
}

/* Whether a word stands in text [0, end), whole, in the singular or the plural. */
static bool stands(const char *text, size_t end, const char *word, size_t n)
{
    char singular[LONGEST_WORD + 2] = {0}, plural[LONGEST_WORD + 2] = {0};
    size_t stem = word[n - 1] == 's' ? n - 1 : n;
    memcpy(singular, word, stem);
    memcpy(plural, word, stem);
    plural[stem] = 's';
    const char *const forms[] = {singular, plural, NULL};
    return cs_find_any(text, 0, end, forms);
}

/* Whether a title has a word of its own, one that the other has not, before text `at` of a block:
 * "hygienist" for dental hygienists beside dental assistants. */
static bool has_own_word(const struct cs_block *b, size_t at, const char *title, const char *other)
{
    enum { FEWEST_LETTERS = 5 };
    for (const char *w = title; *w;) {
        size_t n = strcspn(w, " ,-/");
        if (n >= FEWEST_LETTERS && n <= LONGEST_WORD && !stands(other, strlen(other), w, n) &&
            stands(b->text, at, w, n))
            return true;
        w += n;
        w += strspn(w, " ,-/");
    }
    return false;
}

/* Whether the paragraph speaks of the neighbor and does not give its figure elsewhere: the number
 * is the neighbor's, and was tied to the wrong one by us. */
static bool is_spoken_of(const struct cs_audit *audit, size_t claim, const struct cs_key *hit)
{
    const struct cs_claim *c = &audit->claims.items[claim];
    const struct cs_dict *dict =
        &cs_lookup_dataset(audit->topic.names->lookup)->dicts[CS_DIM_OCCUPATION];
    const struct cs_block *b = &audit->document.blocks[c->value.block];
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (other->kind == c->kind && other->subject.n_keys == 1 &&
            &dict->keys[other->subject.keys[0]] == hit && other->amount.low == c->amount.low)
            return false;
    }
    return has_own_word(b, c->value.start, hit->title, dict->keys[c->subject.keys[0]].title);
}

static void blame(struct cs_audit *audit, size_t claim, const struct cs_key *hit)
{
    struct cs_judgment *j = &audit->judgments[claim];
    j->right = j->right_period = NULL;
    j->hint = cs_arena_printf(&audit->arena, "the number fits %s %s", hit->code, hit->title);
    if (!is_spoken_of(audit, claim, hit))
        return;
    j->verdict = CS_AMBIGUOUS;
    audit->claims.items[claim].flags |= CS_CLAIM_DOUBTFUL;
    j->why = cs_arena_printf(&audit->arena, "%s; the number fits %s %s, spoken of beside it",
                             j->why ? j->why : "", hit->code, hit->title);
    j->hint = NULL;
}

void cs_audit_find_neighbors(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        struct cs_judgment *j = &audit->judgments[i];
        if (j->verdict != CS_CONTRADICTED || j->fault != CS_FAULT_VALUE || j->hint ||
            !j->fact.source || audit->claims.items[i].kind == CS_CLAIM_CHANGE)
            continue;
        const struct cs_key *hit = neighbor_of(audit, evidence, i);
        if (hit)
            blame(audit, i, hit);
    }
}
