/* Walks a guide for its relations. */
#include "guide/relation/relation.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "guide/claim/change.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/relation/relation_part.h"
#include "guide/text/document.h"

/* ---- the list ---- */

/* The claim that a text lies in; n_items for none. */
static size_t claim_at(const struct cs_claims *claims, uint32_t block, struct cs_spot at)
{
    for (size_t i = 0; i < claims->n_items; i++) {
        const struct cs_said *v = &claims->items[i].value;
        if (v->block == block && v->start < at.end && v->end > at.start)
            return i;
    }
    return claims->n_items;
}

static bool is_sure(const struct cs_claims *claims, size_t claim)
{
    for (size_t i = 0; i < claims->n_changes; i++) {
        if (claims->changes[i].claim == claim && claims->changes[i].is_sure)
            return true;
    }
    return false;
}

static bool is_relation(const struct cs_claim *c)
{
    return c->kind == CS_CLAIM_CHANGE || c->kind == CS_CLAIM_RATIO;
}

/* ---- one sentence ---- */

static void start(struct cs_relation *r, const struct cs_sentence *s, const struct cs_amount *a,
                  enum cs_claim_kind kind)
{
    const struct cs_passage *p = s->p;
    r->d.s = s;
    r->d.at = (struct cs_spot){a->start, a->value_end};

    r->d.kind = kind;
    r->d.unit = CS_CHANGE_BY;
    r->d.direction = r->d.is_more = 0;
    r->d.claim = cs_change_claim(p, a);
}

/* A number read as a figure of its own is one no more; of one that was read as a change already,
 * the pairs are added. */
static void keep(struct cs_relation *r, size_t old)
{
    struct cs_claims *claims = r->d.s->reader->claims;
    const struct cs_claim *of = &r->d.pairs[0].to;
    r->d.claim.subject = of->subject;
    r->d.claim.region = of->region;
    if (old == claims->n_items) {
        cs_change_keep(&r->d);
        return;
    }
    struct cs_claim before = claims->items[old];
    cs_change_keep(&r->d);
    if (claims->failed)
        return;
    claims->items[old] = is_relation(&before) ? before : claims->items[claims->n_items - 1];
    claims->n_items--;
    for (size_t i = claims->n_changes - r->d.n_pairs; i < claims->n_changes; i++)
        claims->changes[i].claim = old;
}

/* Which claims say what they seem to say. */
struct settled {
    const bool *is;
    size_t n;
};

/* The kind of the last figure before a place of the text; CS_CLAIM_NONE for none in its paragraph.
 */
static enum cs_claim_kind last_kind(const struct cs_claims *claims, uint32_t block, size_t at)
{
    const struct cs_claim *last = NULL;
    for (size_t i = 0; i < claims->n_items; i++) {
        const struct cs_claim *c = &claims->items[i];
        if (c->value.block == block && c->value.end <= at && !is_relation(c) &&
            (!last || c->value.start > last->value.start))
            last = c;
    }
    return last ? last->kind : CS_CLAIM_NONE;
}

static bool is_of_two(enum cs_claim_kind kind)
{
    return kind == CS_CLAIM_PAY || kind == CS_CLAIM_EMPLOYMENT || kind == CS_CLAIM_GROWTH ||
           kind == CS_CLAIM_OPENINGS;
}

static void read_multiples(struct cs_claim_reader *reader, struct cs_relation *r,
                           const struct settled *settled)
{
    enum { MOST_MULTIPLES = 8 };
    struct cs_multiple all[MOST_MULTIPLES];
    struct cs_sentence s = {.reader = reader, .p = reader->passage};
    size_t n = cs_multiples_find(s.p, all, MOST_MULTIPLES);
    for (size_t i = 0; i < n && !reader->claims->failed; i++) {
        const struct cs_amount *a = &all[i].amount;
        enum cs_claim_kind kind = cs_relation_of_multiple(
            s.p, &all[i], last_kind(reader->claims, s.p->all.block, a->start), r);
        size_t old = claim_at(reader->claims, s.p->all.block, (struct cs_spot){a->start, a->end});
        if (!is_of_two(kind) || (old < settled->n && is_sure(reader->claims, old)))
            continue;
        start(r, &s, a, kind);
        r->d.unit = CS_CHANGE_TIMES;
        r->d.claim.kind = CS_CLAIM_RATIO;
        r->per = kind == CS_CLAIM_PAY ? CS_PER_YEAR : CS_PER_NONE;
        cs_relation_find_ends(r);
        if (r->d.n_pairs)
            keep(r, old);
    }
}

static void read_sentence(struct cs_claim_reader *reader, struct cs_relation *r,
                          const struct settled *settled, const struct cs_stretch *stretch)
{
    struct cs_sentence s = {.reader = reader, .p = reader->passage};
    cs_passage_read(reader->passage, reader->topic, stretch, 0);
    for (size_t i = 0; i < s.p->n_amounts && !reader->claims->failed; i++) {
        const struct cs_amount *a = &s.p->amounts[i];
        bool is_percent = a->kind == CS_AMOUNT_PERCENT && cs_relation_of_percent(s.p, i, r) &&
                          last_kind(reader->claims, stretch->block, a->start) == CS_CLAIM_PAY;
        if (!is_percent && !cs_relation_of_pay(s.p, i, r))
            continue;
        size_t old = claim_at(reader->claims, stretch->block, (struct cs_spot){a->start, a->end});
        bool is_read = old < settled->n &&
                       (settled->is[old] ||
                        (is_relation(&reader->claims->items[old]) && is_sure(reader->claims, old)));
        if (is_read)
            continue;
        start(r, &s, a, CS_CLAIM_PAY);
        r->d.unit = is_percent ? CS_CHANGE_PERCENT : CS_CHANGE_BY;
        cs_relation_find_ends(r);
        if (r->d.n_pairs)
            keep(r, old);
    }
    read_multiples(reader, r, settled);
}

/* The label of a cell: the first of its row. */
static uint32_t label_of(const struct cs_document *d, const struct cs_block *cell)
{
    const struct cs_block_table *t = &d->tables[cell->table];
    for (uint32_t i = t->first; i < t->last; i++) {
        if (d->blocks[i].table == cell->table && d->blocks[i].row == cell->row &&
            d->blocks[i].column == 0)
            return i;
    }
    return CS_NO_BLOCK;
}

/* "Oregon advantage over U.S." beside "$16,700": the label names both. */
static void read_cell(struct cs_claim_reader *reader, struct cs_relation *r,
                      const struct settled *settled, uint32_t index)
{
    const struct cs_document *d = reader->topic->document;
    const struct cs_block *cell = &d->blocks[index];
    struct cs_sentence s = {.reader = reader, .p = reader->passage};
    uint32_t label = cell->table != CS_NO_BLOCK && cell->column ? label_of(d, cell) : CS_NO_BLOCK;
    if (label == CS_NO_BLOCK)
        return;
    struct cs_stretch own = cs_stretch_of(d, index), named = cs_stretch_of(d, label);
    cs_passage_read(reader->passage, reader->topic, &own, 1);
    if (s.p->n_amounts != 1 || !cs_relation_is_alone(s.p))
        return;
    start(r, &s, &s.p->amounts[0], CS_CLAIM_PAY);
    size_t old = claim_at(reader->claims, index, r->d.at);
    r->per = r->d.claim.amount.low < 100 ? CS_PER_HOUR : CS_PER_YEAR;
    r->is_label = true;
    r->is_of_that = false;
    cs_passage_read(reader->passage, reader->topic, &named, 1);
    if ((old < settled->n && settled->is[old]) ||
        !cs_relation_joins(s.p, s.p->all.start, s.p->all.end))
        return;
    cs_relation_find_ends(r);
    if (r->d.n_pairs)
        keep(r, old);
}

static bool may_relate(const char *text, size_t start, size_t end)
{
    static const char *const words[] = {"times",     "twice",    "double",    "half",
                                        "to one",    "triple",   "quadruple", "to 1",
                                        "for every", "for each", "percent",   NULL};
    return memchr(text + start, '$', end - start) || memchr(text + start, '%', end - start) ||
           cs_find_any(text, start, end, words);
}

void cs_relations_find(struct cs_claims *claims, const struct cs_topic *topic,
                       const bool *is_settled, size_t n_settled)
{
    const struct cs_document *d = topic->document;
    struct cs_claim_reader reader = {
        .topic = topic, .claims = claims, .passage = malloc(sizeof *reader.passage)};
    struct cs_relation *r = calloc(1, sizeof *r);
    struct settled settled = {is_settled, n_settled};
    claims->failed |= !reader.passage || !r;
    for (uint32_t i = 0; i < d->n_blocks && !claims->failed && claims->n_items; i++) {
        const struct cs_block *block = &d->blocks[i];
        if (block->kind == CS_BLOCK_TITLE || block->kind == CS_BLOCK_HEADING)
            continue;
        if (block->kind == CS_BLOCK_CELL)
            read_cell(&reader, r, &settled, i);
        for (size_t at = 0, end; at < block->size && !claims->failed; at = end) {
            end = cs_sentence_end(block, at);
            struct cs_stretch sentence = {i, block->text, at, end};
            if (may_relate(block->text, at, end))
                read_sentence(&reader, r, &settled, &sentence);
        }
    }
    free(r);
    free(reader.passage);
}
