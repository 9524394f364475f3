/* The same figure given twice with two values, or with two dates. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "data/period.h"
#include "data/reference.h"
#include "guide/claim/claim.h"
#include "guide/audit/inside.h"
#include "guide/audit/inside_part.h"
#include "guide/claim/growth_verb.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"

/* Whether a short line that states nothing, such as "PLUMBERS (SOC 47-2152)", stands between: what
 * follows it is likely about somebody else. */
static bool has_lead_between(const struct cs_audit *audit, const struct cs_claim *a,
                             const struct cs_claim *b)
{
    enum { LONGEST_LEAD = 90, FARTHEST = 60 };
    uint32_t first = a->sentence.block < b->sentence.block ? a->sentence.block : b->sentence.block;
    uint32_t last = a->sentence.block < b->sentence.block ? b->sentence.block : a->sentence.block;
    bool is_lead = last - first > FARTHEST;
    for (uint32_t i = first + 1; i < last && !is_lead; i++) {
        const struct cs_block *block = &audit->document.blocks[i];
        is_lead = block->kind == CS_BLOCK_PARAGRAPH && block->size && block->size <= LONGEST_LEAD &&
                  !memchr(block->text, '.', block->size) && !memchr(block->text, ':', block->size);
    }
    return is_lead;
}

/* Who is meant is not known, and the values stand side by side: in a paragraph, or in items of a
 * list. */
static bool is_one_list(const struct cs_audit *audit, const struct cs_claim *a,
                        const struct cs_claim *b)
{
    const struct cs_block *blocks = audit->document.blocks;
    if (cs_subject_is_known(&a->subject))
        return false;
    return a->sentence.block == b->sentence.block || has_lead_between(audit, a, b) ||
           (blocks[a->value.block].kind == CS_BLOCK_ITEM &&
            blocks[b->value.block].kind == CS_BLOCK_ITEM);
}

/* "Rose 12 percent from 2021 to 2022, and 3 percent the year after": what happened in some years,
 * and not a projection of which there is one. */
static bool is_no_projection(const struct cs_claim *c)
{
    enum { FEWEST_YEARS = 8 };
    return cs_claim_is_projection(c->kind) && cs_period_is_span(c->when) &&
           c->when.end_year - c->when.start_year < FEWEST_YEARS;
}

static bool same_thing(const struct cs_audit *audit, const struct cs_claim *a,
                       const struct cs_claim *b)
{
    if (is_no_projection(a) || is_no_projection(b))
        return false;
    if (!cs_subject_is_known(&a->subject) && !a->when.start_year != !b->when.start_year)
        return false; /* of nobody in particular, and of another time for all that is known */
    return a->kind == b->kind && a->statistic == b->statistic && a->per == b->per &&
           !is_one_list(audit, a, b) && cs_inside_same_subject(audit, a, b) &&
           cs_inside_same_place(a, b) && !strcmp(a->amount.currency, b->amount.currency);
}

/* Whether a thing is given for more than one date: then undated values may be of either. */
static bool has_several_dates(const struct cs_audit *audit, const struct cs_claim *c)
{
    const struct cs_claim *dated = NULL;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (!other->when.start_year || !same_thing(audit, c, other))
            continue;
        if (dated && !cs_inside_same_date(dated, other))
            return true;
        dated = other;
    }
    return false;
}

/* Whether an undated value is, by the data, of another date than the one a claim says. */
static bool is_proven_of_another_date(const struct cs_audit *audit, size_t k,
                                      const struct cs_claim *c)
{
    const struct cs_judgment *j = &audit->judgments[k];
    return c->when.start_year && !audit->claims.items[k].when.start_year &&
           j->verdict == CS_CONFIRMED && j->fact.period.start_year &&
           j->fact.period.start_year != c->when.start_year;
}

static bool same_value(const struct cs_claim *a, const struct cs_claim *b)
{
    double tolerance = cs_amount_tolerance(&a->amount) + cs_amount_tolerance(&b->amount);
    return fabs(a->amount.low - b->amount.low) <= tolerance + 1e-9 * fabs(a->amount.low);
}

/* How many other places of the guide say the same, and one that says otherwise. */
struct vote {
    size_t n_same, n_other, other;
    int other_is_sure;
};

static struct vote count_votes(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    struct vote vote = {0, 0, CS_NO_CLAIM, 0};
    bool is_dated_only = has_several_dates(audit, c);
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (k == i || !cs_inside_is_sharp(other) || !same_thing(audit, c, other) ||
            cs_inside_same_table(audit, c, other) ||
            ((is_dated_only || cs_inside_both_dated(c, other)) && !cs_inside_same_date(c, other)) ||
            audit->judgments[k].verdict == CS_CONTRADICTED ||
            is_proven_of_another_date(audit, k, c))
            continue;
        if (same_value(c, other)) {
            vote.n_same++;
            continue;
        }
        vote.n_other++;
        vote.other_is_sure |= audit->judgments[k].verdict == CS_CONFIRMED;
        if (vote.other == CS_NO_CLAIM)
            vote.other = k;
    }
    return vote;
}

/* A value that other places outvote, or that came first against one it stands alone with. */
void cs_inside_disagreement(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    if (cs_inside_is_settled(audit->judgments[i].verdict) || !cs_inside_is_sharp(c))
        return;
    struct vote vote = count_votes(audit, i);
    int loses = vote.other_is_sure || vote.n_other > vote.n_same + 1 ||
                (vote.n_other == vote.n_same + 1 && vote.other < i);
    if (!vote.n_other || !loses)
        return;
    struct cs_said other = audit->claims.items[vote.other].value;
    struct cs_finding *finding = cs_audit_add(
        audit, CS_RULE_DISAGREES, c->value, i,
        cs_arena_printf(&audit->arena, "the guide also says %s", cs_inside_place(audit, other)));
    cs_inside_relate(audit, finding, other);
}

/* The very value with another date, one of which the data confirm. */
void cs_inside_date_disagreement(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    if (cs_inside_is_settled(audit->judgments[i].verdict) || !cs_inside_is_sharp(c) ||
        !c->when.start_year || c->when_said.block == CS_NO_BLOCK)
        return;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        if (audit->judgments[k].verdict != CS_CONFIRMED || !same_thing(audit, c, other) ||
            other->when_said.block == CS_NO_BLOCK || c->amount.low != other->amount.low ||
            !cs_inside_both_dated(c, other) || cs_inside_same_date(c, other))
            continue;
        struct cs_finding *finding =
            cs_audit_add(audit, CS_RULE_PERIOD_DISAGREES, c->when_said, i,
                         cs_arena_printf(&audit->arena, "the guide dates the same figure %s",
                                         cs_inside_place(audit, other->when_said)));
        cs_inside_relate(audit, finding, other->when_said);
        return;
    }
}

/* A date that only one claim has, whose value is that of the date all others have. */
void cs_inside_stray_date(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_judgment *j = &audit->judgments[i];
    struct cs_period shared =
        c->kind == CS_CLAIM_PAY ? audit->claims.pay_date : audit->claims.projection_date;
    if (j->verdict != CS_UNSUPPORTED || j->fault != CS_FAULT_PERIOD || !shared.start_year ||
        c->when_said.block == CS_NO_BLOCK || !cs_inside_is_sharp(c) ||
        j->fact.period.start_year != shared.start_year)
        return;
    char text[CS_PERIOD_TEXT_BYTES];
    cs_audit_add(audit, CS_RULE_PERIOD_DISAGREES, c->when_said, i,
                 cs_arena_printf(&audit->arena, "%s is the figure of %s, as the guide's others are",
                                 cs_inside_place(audit, c->value),
                                 cs_period_format(j->fact.period, text)));
}
