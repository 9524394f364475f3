/* The relations of an audit whose claims are judged one by one: found, and given their places among
 * the claims. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "guide/audit/audit_relate.h"
#include "guide/relation/relation.h"

/* Where each of the claims goes: the place of a claim in the order of the guide. */
struct place {
    uint32_t block;
    size_t start, index;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* Pairs stand in the order of their claims, those of one in the order they were added. */
static void sort_pairs(struct cs_claims *claims)
{
    for (size_t i = 1; i < claims->n_changes; i++) {
        struct cs_claim_pair moved = claims->changes[i];
        size_t k = i;
        for (; k > 0 && claims->changes[k - 1].claim > moved.claim; k--)
            claims->changes[k] = claims->changes[k - 1];
        claims->changes[k] = moved;
    }
}

/* Sorts claims and judgments by the places of the claims; the pairs follow. */
static void put_in_order(struct cs_audit *audit)
{
    struct cs_claims *claims = &audit->claims;
    size_t n = claims->n_items;
    struct place *places = calloc(n + 1, sizeof *places);
    size_t *to = calloc(n + 1, sizeof *to);
    struct cs_claim *items = malloc((n + 1) * sizeof *items);
    struct cs_judgment *judgments = cs_arena_alloc(&audit->arena, (n + 1) * sizeof *judgments);
    if (places && to && items && judgments) {
        for (size_t i = 0; i < n; i++)
            places[i] =
                (struct place){claims->items[i].value.block, claims->items[i].value.start, i};
        qsort(places, n, sizeof *places, compare_places);
        for (size_t i = 0; i < n; i++) {
            items[i] = claims->items[places[i].index];
            judgments[i] = audit->judgments[places[i].index];
            to[places[i].index] = i;
        }
        if (n)
            memcpy(claims->items, items, n * sizeof *items);
        for (size_t i = 0; i < claims->n_changes; i++)
            claims->changes[i].claim = to[claims->changes[i].claim];
        sort_pairs(claims);
        audit->judgments = judgments;
    } else {
        claims->failed = 1;
    }
    free(places);
    free(to);
    free(items);
}

/* The claim that an end of a pair says; NULL for one that nobody says. */
static const struct cs_claim *claim_of(const struct cs_claims *claims, const struct cs_claim *end)
{
    for (size_t i = 0; i < claims->n_items && !isnan(end->amount.low); i++) {
        const struct cs_claim *c = &claims->items[i];
        if (c->kind == end->kind && c->value.block == end->value.block &&
            c->value.start == end->value.start)
            return c;
    }
    return NULL;
}

/* An end as its claim was judged: what the page's title implied may have been the nation's. An end
 * that nobody says and that was taken to be of the same place goes along. */
static void follow(const struct cs_claims *claims, struct cs_claim *end, struct cs_claim *other)
{
    const struct cs_claim *c = claim_of(claims, end);
    if (!c || c->region == end->region)
        return;
    if (isnan(other->amount.low) && other->region == end->region)
        other->region = c->region;
    end->region = c->region;
    end->flags = c->flags;
}

enum cs_status cs_audit_relate(struct cs_audit *audit, struct cs_diag *diag)
{
    size_t n = audit->claims.n_items;
    bool *is_settled = calloc(n + 1, sizeof *is_settled);
    for (size_t i = 0; is_settled && i < n; i++) {
        enum cs_verdict verdict = audit->judgments[i].verdict;
        is_settled[i] = audit->claims.items[i].kind != CS_CLAIM_CHANGE &&
                        audit->claims.items[i].kind != CS_CLAIM_RATIO &&
                        (verdict == CS_CONFIRMED || verdict == CS_STALE);
    }
    for (size_t i = 0; i < audit->claims.n_changes; i++) {
        struct cs_claim_pair *pair = &audit->claims.changes[i];
        follow(&audit->claims, &pair->from, &pair->to);
        follow(&audit->claims, &pair->to, &pair->from);
    }
    if (is_settled)
        cs_relations_find(&audit->claims, &audit->topic, is_settled, n);
    free(is_settled);
    struct cs_judgment *grown =
        cs_arena_alloc(&audit->arena, (audit->claims.n_items + 1) * sizeof *grown);
    if (!is_settled || !grown || audit->claims.failed)
        return cs_fail_memory(diag);
    memcpy(grown, audit->judgments, n * sizeof *grown); /* never NULL: room for one more */
    memset(grown + n, 0, (audit->claims.n_items + 1 - n) * sizeof *grown);
    audit->judgments = grown;
    if (audit->claims.n_items)
        put_in_order(audit);
    return audit->claims.failed ? cs_fail_memory(diag) : CS_OK;
}
