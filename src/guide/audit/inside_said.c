/* What the checks of a guide against itself ask of two claims alike. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "data/period.h"
#include "data/reference.h"
#include "guide/audit/inside.h"
#include "guide/audit/inside_part.h"
#include "guide/claim/growth_verb.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"

bool cs_inside_same_place(const struct cs_claim *a, const struct cs_claim *b)
{
    if (a->flags & CS_CLAIM_HAS_LEVEL && a->level == CS_NO_KEY)
        return false;
    return a->region == b->region && a->level == b->level &&
           ((a->flags ^ b->flags) & CS_CLAIM_HAS_LEVEL) == 0;
}

/* Statistics that are sharp enough to disagree about. */
bool cs_inside_is_sharp(const struct cs_claim *c)
{
    unsigned loose =
        CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_PLACE_UNKNOWN | CS_CLAIM_DOUBTFUL;
    if (c->flags & loose || c->naming == CS_NAMED_UNKNOWN || !isnan(c->amount.high) ||
        c->subject.is_ambiguous || c->subject.is_group || c->subject.is_alias)
        return false;
    if (c->kind == CS_CLAIM_PAY)
        return c->statistic != CS_STAT_UNSAID && c->statistic != CS_STAT_AVERAGE &&
               c->statistic != CS_STAT_RANGE && c->per != CS_PER_NONE;
    return c->kind != CS_CLAIM_GROWTH_WORD && c->kind != CS_CLAIM_RATIO &&
           c->kind != CS_CLAIM_CHANGE;
}

bool cs_inside_same_date(const struct cs_claim *a, const struct cs_claim *b)
{
    return !cs_period_compare(a->when, b->when);
}

/* Cells of one table differ on purpose. */
bool cs_inside_same_table(const struct cs_audit *audit, const struct cs_claim *a,
                          const struct cs_claim *b)
{
    const struct cs_block *blocks = audit->document.blocks;
    return blocks[a->value.block].table != CS_NO_BLOCK &&
           blocks[a->value.block].table == blocks[b->value.block].table;
}

bool cs_inside_both_dated(const struct cs_claim *a, const struct cs_claim *b)
{
    return a->when.start_year && b->when.start_year;
}

bool cs_inside_is_settled(enum cs_verdict verdict)
{
    return verdict == CS_CONFIRMED || verdict == CS_STALE || verdict == CS_CONTRADICTED;
}

const char *cs_inside_place(struct cs_audit *audit, struct cs_said at)
{
    struct cs_span source =
        cs_document_source(&audit->document, &audit->document.blocks[at.block], at.start, at.end);
    struct cs_place place =
        cs_document_place(&audit->document, (size_t)(source.start - audit->document.bytes));
    struct cs_shown shown;
    return cs_arena_printf(&audit->arena, "'%s' in line %llu",
                           cs_show(&shown, source.start, source.size),
                           (unsigned long long)place.line);
}

void cs_inside_relate(struct cs_audit *audit, struct cs_finding *finding, struct cs_said at)
{
    if (!finding)
        return;
    struct cs_span source =
        cs_document_source(&audit->document, &audit->document.blocks[at.block], at.start, at.end);
    finding->related_start = (size_t)(source.start - audit->document.bytes);
    finding->has_related = true;
}
