/* What else a sentence says around a value, and what else a date stands for: asked before a value
 * or a date is changed, or left to change by itself. */
#include "guide/audit/around.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "guide/amount/amount.h"
#include "guide/text/document.h"

static bool is_date(const struct cs_amount *amount)
{
    return amount->kind == CS_AMOUNT_YEAR || amount->kind == CS_AMOUNT_SPAN;
}

/* Whether the date is plainly another claim's: a span of years that dates growth beside pay, a year
 * that dates pay beside growth. */
static bool is_anothers(const struct cs_audit *audit, const struct cs_claim *claim,
                        enum cs_amount_kind kind, size_t start)
{
    bool suits = claim->kind == CS_CLAIM_PAY
                     ? kind == CS_AMOUNT_YEAR
                     : kind == CS_AMOUNT_SPAN || claim->when_said.block == CS_NO_BLOCK;
    for (size_t i = 0; !suits && i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        if ((c->kind == CS_CLAIM_PAY) != (claim->kind == CS_CLAIM_PAY) &&
            c->when_said.block == claim->sentence.block && c->when_said.start <= start &&
            c->when_said.end > start)
            return true;
    }
    return false;
}

bool cs_around_has_other_date(const struct cs_audit *audit, const struct cs_claim *claim)
{
    enum { MOST = 64 };
    struct cs_amount amounts[MOST];
    const struct cs_block *b = &audit->document.blocks[claim->sentence.block];
    size_t first = claim->sentence.start;
    size_t n = cs_amounts_find(b->text + first, claim->sentence.end - first, amounts, MOST);
    for (size_t i = 0; i < n; i++) {
        size_t start = first + amounts[i].start, end = first + amounts[i].end;
        bool is_own = claim->when_said.block == claim->sentence.block &&
                      start < claim->when_said.end && end > claim->when_said.start;
        if (is_date(&amounts[i]) && !is_own && !is_anothers(audit, claim, amounts[i].kind, start))
            return true;
    }
    return n == MOST;
}

bool cs_around_is_told_otherwise(const struct cs_audit *audit, const struct cs_claim *claim)
{
    static const char *const words[] = {"together",    "combined", "altogether", "in total",
                                        " once ",      "formerly", "previously", "used to ",
                                        "had been",    "up from",  "down from",  "at the time",
                                        "was expected"};
    const struct cs_block *b = &audit->document.blocks[claim->sentence.block];
    for (size_t at = claim->sentence.start; at < claim->sentence.end; at++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t n = strlen(words[i]);
            if (at + n <= claim->sentence.end && !strncasecmp(b->text + at, words[i], n))
                return true;
        }
    return (claim->flags & CS_CLAIM_IS_PAST) != 0;
}

/* Whether a number of text [start, end) of a block matters and no claim was read from it. */
bool cs_around_has_unread(const struct cs_audit *audit, uint32_t block, size_t start, size_t end)
{
    enum { MOST = 64, COUNT = 1000 };
    struct cs_amount amounts[MOST];
    const char *text = audit->document.blocks[block].text;
    size_t n = cs_amounts_find(text + start, end - start, amounts, MOST);
    for (size_t i = 0; i < n; i++) {
        const struct cs_amount *a = &amounts[i];
        bool is_rank =
            a->kind == CS_AMOUNT_PERCENT &&
            (a->low == 10 || a->low == 25 || a->low == 50 || a->low == 75 || a->low == 90);
        bool matters = a->kind == CS_AMOUNT_MONEY || (a->kind == CS_AMOUNT_PERCENT && !is_rank) ||
                       (a->kind == CS_AMOUNT_NUMBER && fabs(a->low) >= COUNT);
        for (size_t k = 0; matters && k < audit->claims.n_items; k++) {
            const struct cs_said *v = &audit->claims.items[k].value;
            /* a change of what stands beside it is not mended with it */
            matters = audit->claims.items[k].kind == CS_CLAIM_CHANGE || v->block != block ||
                      v->start >= start + a->end || v->end <= start + a->start;
        }
        if (matters)
            return true;
    }
    return n == MOST;
}

/* Whether a block is one that a date in another block speaks for: the cells of its column or row,
 * what stands under a heading. */
static bool is_in_reach(const struct cs_audit *audit, uint32_t date, uint32_t block)
{
    const struct cs_block *d = &audit->document.blocks[date], *b = &audit->document.blocks[block];
    if (d->table != CS_NO_BLOCK)
        return b->table == d->table &&
               (d->is_header ? b->column >= d->column &&
                                   b->column < d->column + (d->n_columns ? d->n_columns : 1)
                             : b->row == d->row);
    if (d->kind == CS_BLOCK_HEADING || d->kind == CS_BLOCK_TITLE)
        return b->heading == date;
    return b->table != CS_NO_BLOCK && audit->document.tables[b->table].lead == date;
}

/* Whether a date also stands for numbers that nobody checked. */
bool cs_around_dates_unread(const struct cs_audit *audit, const size_t *members, size_t n_members)
{
    const struct cs_said *date = &audit->claims.items[members[0]].when_said;
    bool is_in_sentence = false;
    for (size_t i = 0; i < n_members; i++) {
        const struct cs_said *s = &audit->claims.items[members[i]].sentence;
        is_in_sentence |= s->block == date->block && s->start <= date->start && s->end >= date->end;
        if (cs_around_has_unread(audit, s->block, s->start, s->end))
            return true;
    }
    for (uint32_t b = 0; !is_in_sentence && b < audit->document.n_blocks; b++)
        if (is_in_reach(audit, date->block, b) &&
            cs_around_has_unread(audit, b, 0, audit->document.blocks[b].size))
            return true;
    return false;
}
