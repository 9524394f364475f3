/* A guide against its own tables: ranges, bands of experience, pay periods. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "data/quantity.h"
#include "guide/audit/inside.h"
#include "guide/text/find.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"

/* Whether the first column of a cell's table is of levels: "Level", "Experience". */
static bool is_of_levels(const struct cs_audit *audit, const struct cs_block *cell)
{
    static const char *const words[] = {"level", "experience", "seniority", "stage", NULL};
    const struct cs_document *d = &audit->document;
    for (uint32_t i = d->tables[cell->table].first; i < d->tables[cell->table].last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table == cell->table && b->row == 0 && b->column == 0)
            return cs_find_any(b->text, 0, b->size, words);
    }
    return false;
}

static bool is_levelled(const struct cs_audit *audit, const struct cs_claim *c)
{
    const struct cs_block *cell = &audit->document.blocks[c->value.block];
    return c->kind == CS_CLAIM_PAY && c->flags & CS_CLAIM_IN_TABLE && isnan(c->amount.high) &&
           cell->table != CS_NO_BLOCK &&
           (c->flags & CS_CLAIM_HAS_LEVEL || is_of_levels(audit, cell));
}

/* "Entry-level pay is about $28,000": said of the whole occupation, as the range is. */
static bool is_entry(const struct cs_audit *audit, const struct cs_claim *c)
{
    static const char *const words[] = {
        "entry pay",         "entry-level", "starting pay", "starting salary", "starts at",
        "starting salaries", NULL};
    const struct cs_block *b = &audit->document.blocks[c->sentence.block];
    unsigned others = CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_PLACE_UNKNOWN;
    return c->kind == CS_CLAIM_PAY && !(c->flags & (CS_CLAIM_IN_TABLE | others)) &&
           isnan(c->amount.high) && c->amount.looseness != CS_OVER &&
           cs_find_any(b->text, c->sentence.start, c->value.start, words);
}

static const char *place_words(struct cs_audit *audit, struct cs_said at, const char *of,
                               size_t *start)
{
    struct cs_block *block = &audit->document.blocks[at.block];
    struct cs_span source = cs_document_source(&audit->document, block, at.start, at.end);
    struct cs_shown shown;
    *start = (size_t)(source.start - audit->document.bytes);
    return cs_arena_printf(&audit->arena, "'%s'%s (line %llu)",
                           cs_show(&shown, source.start, source.size), of,
                           (unsigned long long)cs_document_place(&audit->document, *start).line);
}

/* Entry pay below the range that the guide gives for all. */
static void check_entry(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *range = &audit->claims.items[i];
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *c = &audit->claims.items[k];
        size_t start;
        if (!is_entry(audit, c) || c->per != range->per || c->region != range->region ||
            strcmp(c->amount.currency, range->amount.currency) ||
            !cs_subject_equals(&c->subject, &range->subject) ||
            audit->judgments[k].verdict == CS_CONFIRMED ||
            c->amount.low >= range->amount.low - cs_amount_tolerance(&range->amount) -
                                 cs_amount_tolerance(&c->amount))
            continue;
        const char *words = place_words(audit, range->value, "", &start);
        struct cs_finding *finding = cs_audit_add(
            audit, CS_RULE_RANGE_EXCLUDES, c->value, k,
            cs_arena_printf(&audit->arena, "less than the guide's own range %s", words));
        if (finding) {
            finding->related_start = start;
            finding->has_related = true;
        }
        return;
    }
}

/* "$35,000-$50,000" beside its ends in columns of their own, "Low" and "High": a table of ranges as
 * a source publishes them, which need not be that of the levels. */
static bool has_ends_beside(const struct cs_audit *audit, const struct cs_claim *range)
{
    const struct cs_block *blocks = audit->document.blocks, *own = &blocks[range->value.block];
    size_t n_lows = 0, n_highs = 0;
    for (size_t i = 0; own->table != CS_NO_BLOCK && i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        const struct cs_block *cell = &blocks[c->value.block];
        if (cell->table != own->table || cell->row != own->row || cell == own)
            continue;
        n_lows += c->amount.low == range->amount.low;
        n_highs += c->amount.low == range->amount.high;
    }
    return n_lows && n_highs;
}

/* A range for the whole occupation that a level of the same guide falls out of. */
static void check_range(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *range = &audit->claims.items[i];
    unsigned narrow = CS_CLAIM_HAS_LEVEL | CS_CLAIM_IS_PART | CS_CLAIM_PLACE_UNKNOWN;
    if (range->kind != CS_CLAIM_PAY || isnan(range->amount.high) || range->flags & narrow ||
        range->statistic != CS_STAT_RANGE || has_ends_beside(audit, range))
        return;
    check_entry(audit, i);
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *c = &audit->claims.items[k];
        if (!is_levelled(audit, c) || c->per != range->per || c->region != range->region ||
            strcmp(c->amount.currency, range->amount.currency))
            continue;
        double open = cs_amount_tolerance(&range->amount);
        bool is_above =
            c->amount.low > range->amount.high + open && range->amount.looseness != CS_OVER;
        if (!is_above && c->amount.low >= range->amount.low - open)
            continue;
        size_t start;
        const char *words = place_words(audit, c->value, " of the guide's own table", &start);
        struct cs_finding *finding =
            cs_audit_add(audit, CS_RULE_RANGE_EXCLUDES, range->value, i,
                         cs_arena_printf(&audit->arena, "the range leaves out %s", words));
        if (finding) {
            finding->related_start = start;
            finding->has_related = true;
        }
        return;
    }
}

/* ---- bands of experience ---- */

struct band {
    double from, to;
    struct cs_said at;
};

/* "1-3 years", "6+ years", "0 to 1 year" in the text of a label. */
static bool read_band(const struct cs_audit *audit, uint32_t block, struct band *out)
{
    const struct cs_block *b = &audit->document.blocks[block];
    enum { MOST_AMOUNTS = 16, LONGEST = 200 };
    size_t size = b->size < LONGEST ? b->size : LONGEST;
    struct cs_amount amounts[MOST_AMOUNTS];
    static const char *const units[] = {"year", "years", "yrs", "yr", NULL};
    size_t n = cs_amounts_find(b->text, size, amounts, MOST_AMOUNTS);
    for (size_t i = 0; i < n; i++) {
        const struct cs_amount *a = &amounts[i];
        size_t reach = a->value_end + 10 < size ? a->value_end + 10 : size;
        bool is_open = a->looseness == CS_OVER;
        if (a->kind != CS_AMOUNT_NUMBER || a->low < 0 || a->low > 50 ||
            !cs_find_any(b->text, a->value_end, reach, units) || (isnan(a->high) && !is_open))
            continue;
        *out = (struct band){a->low, is_open ? INFINITY : a->high, {block, a->start, a->value_end}};
        return true;
    }
    return false;
}

static void check_bands(struct cs_audit *audit, uint32_t first, uint32_t last, bool wants_items)
{
    struct band before = {0, 0, {CS_NO_BLOCK, 0, 0}}, band;
    for (uint32_t i = first; i < last; i++) {
        const struct cs_block *b = &audit->document.blocks[i];
        int fits =
            wants_items ? b->kind == CS_BLOCK_ITEM : b->kind == CS_BLOCK_CELL && b->column <= 1;
        if (!fits || !read_band(audit, i, &band))
            continue;
        if (before.at.block != CS_NO_BLOCK && band.from > before.from && band.from < before.to)
            cs_audit_add(audit, CS_RULE_BANDS_OVERLAP, band.at, CS_NO_CLAIM,
                         isinf(before.to)
                             ? "the band before it has no upper end"
                             : cs_arena_printf(&audit->arena,
                                               "begins at %g years, but the band before ends at %g",
                                               band.from, before.to));
        before = band;
    }
}

/* Items of one list stand together. */
static void check_lists(struct cs_audit *audit)
{
    const struct cs_document *d = &audit->document;
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        uint32_t first = i;
        while (i < d->n_blocks && d->blocks[i].kind == CS_BLOCK_ITEM)
            i++;
        if (i > first + 1)
            check_bands(audit, first, i, 1);
    }
}

/* ---- pay periods ---- */

/* A figure per month in a table whose others are per year. */
static void check_pay_periods(struct cs_audit *audit)
{
    const struct cs_claims *claims = &audit->claims;
    for (size_t i = 0; i < claims->n_items; i++) {
        const struct cs_claim *c = &claims->items[i];
        size_t n_yearly = 0, n_same = 0;
        if (c->kind != CS_CLAIM_PAY || !(c->flags & CS_CLAIM_IN_TABLE) ||
            (c->flags & (CS_CLAIM_IS_PART | CS_CLAIM_DOUBTFUL)) ||
            (c->per != CS_PER_MONTH && c->per != CS_PER_WEEK))
            continue;
        const struct cs_block *block = &audit->document.blocks[c->value.block];
        for (size_t k = 0; k < claims->n_items; k++) {
            const struct cs_claim *other = &claims->items[k];
            const struct cs_block *b = &audit->document.blocks[other->value.block];
            if (other->kind != CS_CLAIM_PAY || b->table != block->table ||
                b->column != block->column)
                continue;
            n_yearly += other->per == CS_PER_YEAR;
            n_same += other->per == c->per;
        }
        if (n_yearly > n_same)
            cs_audit_add(audit, CS_RULE_MIXED_PAY_PERIODS, c->value, i,
                         cs_arena_printf(&audit->arena,
                                         "per %s, but the other figures of the column are per year",
                                         cs_per_name(c->per)));
    }
}

void cs_inside_tables(struct cs_audit *audit)
{
    const struct cs_document *d = &audit->document;
    size_t n = audit->claims.n_items < 4000 ? audit->claims.n_items : 0;
    for (size_t i = 0; i < n; i++)
        check_range(audit, i);
    for (size_t i = 0; i < d->n_tables; i++)
        check_bands(audit, d->tables[i].first, d->tables[i].last, 0);
    check_lists(audit);
    if (n)
        check_pay_periods(audit);
}
