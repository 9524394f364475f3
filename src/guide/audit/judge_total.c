/* Totals held against what they add up: the figures of a table, a list or a sentence before. Apart
 * because a sum is of the guide's own figures first, and only then of the data's. */
#include "guide/audit/judge_change.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"
#include "guide/audit/inside.h"
#include "guide/audit/judge.h"
#include "guide/claim/find.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"

enum { MOST_PARTS = 24 };

struct parts {
    const struct cs_claim *items[MOST_PARTS]; /* nearest first */
    size_t indices[MOST_PARTS];
    size_t n;
    bool is_sure; /* these and no others */
};

static bool is_count(enum cs_claim_kind kind)
{
    return kind == CS_CLAIM_NEW_JOBS || kind == CS_CLAIM_OPENINGS || kind == CS_CLAIM_EMPLOYMENT ||
           kind == CS_CLAIM_PROJECTED;
}

/* "these three occupations": how many; 0 when the sentence does not say. */
static size_t said_count(const struct cs_audit *audit, const struct cs_claim *c)
{
    static const char *const words[] = {"two",   "three", "four", "five", "six",
                                        "seven", "eight", "nine", "ten",  NULL};
    const struct cs_block *b = &audit->document.blocks[c->sentence.block];
    for (size_t n = 0; words[n]; n++) {
        if (cs_find_first(b->text, c->sentence.start, c->sentence.end, words[n]) != (size_t)-1)
            return n + 2;
    }
    return cs_find_first(b->text, c->sentence.start, c->sentence.end, "both") != (size_t)-1 ? 2 : 0;
}

/* "the two largest of them": not those that stand nearest. */
static bool is_chosen(const struct cs_audit *audit, const struct cs_claim *c)
{
    static const char *const words[] = {"largest", "biggest", "smallest", "other", "first",
                                        "last",    "top",     "hired",    "rest",  NULL};
    const struct cs_block *b = &audit->document.blocks[c->sentence.block];
    return cs_find_any(b->text, c->sentence.start, c->sentence.end, words);
}

static const struct cs_block *row_label(const struct cs_audit *audit, const struct cs_block *cell)
{
    const struct cs_document *d = &audit->document;
    if (cell->table == CS_NO_BLOCK)
        return NULL;
    for (uint32_t i = d->tables[cell->table].first; i < d->tables[cell->table].last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table == cell->table && b->row == cell->row && b->column == 0)
            return b;
    }
    return NULL;
}

static bool is_total_row(const struct cs_audit *audit, const struct cs_claim *c)
{
    static const char *const words[] = {"total",    "totals", "sum",        "together",
                                        "combined", "all",    "altogether", NULL};
    const struct cs_block *b = row_label(audit, &audit->document.blocks[c->value.block]);
    struct cs_span text = b ? cs_span_trim((struct cs_span){b->text, b->size}) : cs_span_of("");
    while (text.size && strchr("*:.", text.start[text.size - 1]))
        text.size--;
    return cs_span_is_any(text, words);
}

static bool is_new(const struct parts *parts, const struct cs_claim *c)
{
    for (size_t i = 0; i < parts->n; i++) {
        if (cs_subject_equals(&parts->items[i]->subject, &c->subject))
            return false;
    }
    return true;
}

/* Whether a claim may be a part of total `c`. */
static bool is_part(const struct cs_claim *part, const struct cs_claim *c)
{
    int same_date = !part->when.start_year || !c->when.start_year ||
                    part->when.start_year == c->when.start_year ||
                    part->when.end_year == c->when.end_year;
    return part->kind == c->kind && isnan(part->amount.high) && part->region == c->region &&
           !(part->flags & CS_CLAIM_IS_SUM) && !part->subject.is_all && same_date;
}

/* What stands above in the column of a total row. */
static void take_column(const struct cs_audit *audit, size_t i, struct parts *out)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_block *blocks = audit->document.blocks, *own = &blocks[c->value.block];
    for (size_t k = i; k-- > 0 && out->n < MOST_PARTS;) {
        const struct cs_claim *part = &audit->claims.items[k];
        const struct cs_block *b = &blocks[part->value.block];
        if (b->table == own->table && b->column == own->column && b->row < own->row &&
            is_part(part, c)) {
            out->indices[out->n] = k;
            out->items[out->n++] = part;
        }
    }
    out->is_sure = true;
}

/* What was said before in the section: as many as the sentence counts, else what stands together.
 */
static void take_before(const struct cs_audit *audit, size_t i, struct parts *out)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_block *blocks = audit->document.blocks;
    size_t wanted = said_count(audit, c);
    for (size_t k = i; k-- > 0 && out->n < MOST_PARTS && (!wanted || out->n < wanted);) {
        const struct cs_claim *part = &audit->claims.items[k];
        const struct cs_claim *near = out->n ? out->items[0] : NULL;
        if (!is_part(part, c) || !is_new(out, part) ||
            blocks[part->value.block].heading != blocks[c->value.block].heading)
            continue;
        bool is_together = !near || near->value.block == part->value.block ||
                           (blocks[near->value.block].table != CS_NO_BLOCK &&
                            blocks[near->value.block].table == blocks[part->value.block].table) ||
                           (blocks[near->value.block].kind == CS_BLOCK_ITEM &&
                            blocks[part->value.block].kind == CS_BLOCK_ITEM);
        if (!wanted && !is_together)
            break;
        out->indices[out->n] = k;
        out->items[out->n++] = part;
    }
    out->is_sure = wanted ? out->n == wanted : out->n == 2 || out->n == 3;
}

static double sum_of(const struct parts *parts, double *open)
{
    double sum = 0;
    *open = 0;
    for (size_t i = 0; i < parts->n; i++) {
        const struct cs_amount *a = &parts->items[i]->amount;
        sum += a->low;
        *open += fmod(a->low, 100) == 0 ? fmax(50, cs_amount_tolerance(a)) : cs_amount_tolerance(a);
    }
    return sum;
}

/* Whether the data know every part, and all are right. */
static bool are_confirmed(const struct cs_audit *audit, const struct parts *parts)
{
    for (size_t i = 0; i < parts->n; i++) {
        if (audit->judgments[parts->indices[i]].verdict != CS_CONFIRMED)
            return false;
    }
    return true;
}

/* The total of the same occupations as the data have it. */
static bool fits_the_data(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i,
                          const struct parts *parts)
{
    struct cs_claim together = audit->claims.items[i];
    struct cs_judgment j;
    together.subject = (struct cs_subject){0};
    together.flags &= ~(unsigned)CS_CLAIM_DOUBTFUL;
    for (size_t k = 0; k < parts->n; k++) {
        const struct cs_subject *s = &parts->items[k]->subject;
        if (s->n_keys != 1 || together.subject.n_keys == CS_SUBJECT_KEYS)
            return false;
        together.subject.keys[together.subject.n_keys++] = s->keys[0];
    }
    cs_judge(evidence, &audit->document, &together, &audit->arena, &j);
    if (j.verdict != CS_CONFIRMED && j.verdict != CS_STALE)
        return false;
    audit->claims.items[i].subject = together.subject;
    audit->judgments[i] = j;
    audit->judgments[i].right = audit->judgments[i].right_period = NULL;
    return true;
}

static void judge_total(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i,
                        const struct parts *parts)
{
    const struct cs_claim *c = &audit->claims.items[i];
    struct cs_judgment *j = &audit->judgments[i];
    double open, sum = sum_of(parts, &open);
    struct cs_vintage total = {.value = fabs(sum), .open = open, .is_derived = true};
    struct cs_amount amount = c->amount;
    amount.low = fabs(amount.low);
    char number[64];
    cs_number_format_grouped(sum, 0, number, sizeof number);
    const char *why = cs_arena_printf(&audit->arena, "the guide's own %zu figures add up to %s",
                                      parts->n, number);
    if (cs_amount_fits(&amount, amount.low, &total)) {
        *j = (struct cs_judgment){.verdict = CS_CONFIRMED, .at = c->value, .why = why};
        return;
    }
    if (fits_the_data(audit, evidence, i, parts) || !parts->is_sure)
        return;
    bool is_certain = are_confirmed(audit, parts);
    *j = (struct cs_judgment){.verdict = is_certain ? CS_CONTRADICTED : CS_UNSUPPORTED,
                              .fault = is_certain ? CS_FAULT_VALUE : CS_FAULT_NONE,
                              .at = c->value,
                              .why = why};
    if (!is_certain)
        cs_audit_add(audit, CS_RULE_ARITHMETIC, c->value, i, why);
}

void cs_judge_totals(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    enum { MOST_COMPARED = 3000 };
    size_t n = audit->claims.n_items <= MOST_COMPARED ? audit->claims.n_items : 0;
    for (size_t i = 0; i < n; i++) {
        struct cs_claim *c = &audit->claims.items[i];
        struct parts parts = {.n = 0};
        if (!is_count(c->kind) || !isnan(c->amount.high) || c->subject.n_keys > 1 ||
            is_chosen(audit, c))
            continue;
        bool is_row = (c->flags & CS_CLAIM_IN_TABLE) && is_total_row(audit, c);
        if (c->subject.is_all && (!is_row || audit->judgments[i].verdict == CS_CONFIRMED))
            continue;
        if (is_row)
            take_column(audit, i, &parts);
        else if (c->flags & CS_CLAIM_IS_SUM)
            take_before(audit, i, &parts);
        if (parts.n > 1)
            judge_total(audit, evidence, i, &parts);
    }
}
