/* A guide against itself: every check over all claims, and those of dates and rates. */
#include "guide/audit/inside.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "data/period.h"
#include "guide/audit/inside_part.h"
#include "guide/audit/judge_change.h"
#include "guide/text/document.h"

static void find_undated(struct cs_audit *audit)
{
    size_t first = CS_NO_CLAIM;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        if (c->kind != CS_CLAIM_PAY)
            continue;
        if (c->when.start_year)
            return;
        if (first == CS_NO_CLAIM)
            first = i;
    }
    if (first != CS_NO_CLAIM)
        cs_audit_add(audit, CS_RULE_UNDATED, audit->claims.items[first].value, first,
                     "the guide gives no year for any of its pay figures");
}

/* "THB 20,000 (about $560)" without a rate or a date. */
static void find_conversion(struct cs_audit *audit, size_t i)
{
    if (i == 0)
        return;
    const struct cs_claim *a = &audit->claims.items[i - 1], *b = &audit->claims.items[i];
    if (a->kind != CS_CLAIM_PAY || b->kind != CS_CLAIM_PAY ||
        a->sentence.block != b->sentence.block || a->sentence.start != b->sentence.start ||
        !a->amount.currency[0] || !b->amount.currency[0] ||
        !strcmp(a->amount.currency, b->amount.currency))
        return;
    const struct cs_block *block = &audit->document.blocks[b->sentence.block];
    const char *gap = block->text + a->amount.end;
    size_t size = b->amount.start > a->amount.end ? b->amount.start - a->amount.end : 0;
    if (size > 24 || (!memchr(gap, '(', size) && !memchr(gap, '=', size) &&
                      !memmem(gap, size, "about", 5) && !memmem(gap, size, "or ", 3)))
        return;
    if (memmem(block->text, block->size, "rate", 4) || b->when.start_year)
        return;
    cs_audit_add(audit, CS_RULE_CONVERSION_UNDATED, b->value, i,
                 cs_arena_printf(&audit->arena, "converted from %s without a rate or a date",
                                 cs_inside_place(audit, a->value)));
}

/* The first pay figure and the first projection of a period that is older than the data. */
static void find_outdated(struct cs_audit *audit, int projections)
{
    enum { LONG_PAST_YEARS = 5 };
    size_t first = CS_NO_CLAIM;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        const struct cs_judgment *j = &audit->judgments[i];
        if ((c->kind != CS_CLAIM_PAY) != projections || !cs_inside_is_sharp(c))
            continue;
        if (c->when.start_year && j->verdict == CS_CONFIRMED &&
            !cs_period_compare(j->fact.period, j->newest.period))
            return; /* the guide has newer figures too */
        bool is_older = j->verdict == CS_UNSUPPORTED && j->newest.source &&
                        c->when_said.block != CS_NO_BLOCK &&
                        c->when.start_year < j->newest.period.start_year &&
                        j->newest.period.start_year - c->when.start_year < LONG_PAST_YEARS;
        if (is_older && first == CS_NO_CLAIM)
            first = i;
    }
    if (first == CS_NO_CLAIM)
        return;
    const struct cs_claim *c = &audit->claims.items[first];
    const struct cs_vintage *newest = &audit->judgments[first].newest;
    char said[CS_PERIOD_TEXT_BYTES], text[CS_PERIOD_TEXT_BYTES];
    cs_audit_add(audit, CS_RULE_OUTDATED, c->when_said, first,
                 cs_arena_printf(&audit->arena, "%s is older than the newest data, of %s",
                                 cs_period_format(c->when, said),
                                 cs_period_format(newest->period, text)));
}

void cs_inside_find(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    enum {
        MOST_COMPARED = 3000
    }; /* every claim against every other: lists beyond that are no guides */
    size_t n = audit->claims.n_items <= MOST_COMPARED ? audit->claims.n_items : 0;
    audit->is_list = cs_inside_is_list(audit);
    for (size_t i = 0; i < n; i++) {
        cs_inside_disagreement(audit, i);
        cs_inside_date_disagreement(audit, i);
        cs_inside_stray_date(audit, i);
        cs_inside_arithmetic(audit, i);
        cs_inside_openings(audit, i);
        cs_inside_word(audit, evidence, i);
        find_conversion(audit, i);
    }
    if (n == audit->claims.n_items) {
        cs_inside_ranks(audit, evidence);
        cs_inside_pairs(audit, evidence);
        cs_inside_states(audit, evidence);
    }
    find_outdated(audit, 0);
    find_outdated(audit, 1);
    find_undated(audit);
    cs_inside_tables(audit);
    cs_inside_changes(audit);
    cs_inside_codes(audit);
}
