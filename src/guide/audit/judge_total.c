/* Totals held against what they add up: the figures of a table, a list or a sentence before. Apart
 * because a sum is of the guide's own figures first, and only then of the data's. */
#include "guide/audit/judge_change.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"
#include "guide/audit/inside.h"
#include "guide/judge/judge.h"
#include "guide/text/find.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"
#include "guide/text/document.h"

enum { MOST_PARTS = 24 };

static const char *const counts[] = {"two",   "three", "four", "five", "six",
                                     "seven", "eight", "nine", "ten",  NULL};

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
    const struct cs_block *b = &audit->document.blocks[c->sentence.block];
    for (size_t n = 0; counts[n]; n++) {
        if (cs_find_first(b->text, c->sentence.start, c->sentence.end, counts[n]) != (size_t)-1)
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

/* The first cell of a row that says something. */
static const struct cs_block *row_label(const struct cs_audit *audit, const struct cs_block *cell)
{
    const struct cs_document *d = &audit->document;
    if (cell->table == CS_NO_BLOCK)
        return NULL;
    for (uint32_t i = d->tables[cell->table].first; i < d->tables[cell->table].last; i++) {
        const struct cs_block *b = &d->blocks[i];
        if (b->table == cell->table && b->row == cell->row && b->column < cell->column && b->size)
            return b;
    }
    return NULL;
}

/* "All eight", "All eight occupations". */
static bool is_all_counted(struct cs_span text)
{
    enum { ALL = 4 };
    if (text.size < ALL || strncasecmp(text.start, "all ", ALL) != 0)
        return false;
    struct cs_span rest = {text.start + ALL, text.size - ALL};
    const char *blank = memchr(rest.start, ' ', rest.size);
    rest.size = blank ? (size_t)(blank - rest.start) : rest.size;
    return cs_span_is_any(rest, counts);
}

static bool is_total_row(const struct cs_audit *audit, const struct cs_claim *c)
{
    static const char *const words[] = {"total",    "totals", "sum",        "together",
                                        "combined", "all",    "altogether", NULL};
    const struct cs_block *b = row_label(audit, &audit->document.blocks[c->value.block]);
    struct cs_span text = b ? cs_span_trim((struct cs_span){b->text, b->size}) : cs_span_of("");
    while (text.size && strchr("*:.", text.start[text.size - 1]))
        text.size--;
    return cs_span_is_any(text, words) || is_all_counted(text);
}

static bool is_new(const struct parts *parts, const struct cs_claim *c)
{
    for (size_t i = 0; i < parts->n; i++) {
        if (cs_subject_equals(&parts->items[i]->subject, &c->subject))
            return false;
    }
    return true;
}

static bool is_projection_of(const struct cs_claim *a, const struct cs_claim *b)
{
    return a->kind == CS_CLAIM_PROJECTED && b->kind == CS_CLAIM_EMPLOYMENT &&
           (a->flags & b->flags & CS_CLAIM_IN_TABLE);
}

/* Whether a claim may be a part of total `c`. */
static bool is_part(const struct cs_claim *part, const struct cs_claim *c)
{
    int same_date = !part->when.start_year || !c->when.start_year ||
                    part->when.start_year == c->when.start_year ||
                    part->when.end_year == c->when.end_year;
    return (part->kind == c->kind || is_projection_of(part, c)) && isnan(part->amount.high) &&
           part->region == c->region && !(part->flags & CS_CLAIM_IS_SUM) && !part->subject.is_all &&
           same_date;
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

/* The same occupation in several states: "Kansas employed 1,250, Iowa 1,070 and Nebraska 680,
 * altogether 3,000". */
static void take_places(const struct cs_audit *audit, size_t i, struct parts *out)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_block *blocks = audit->document.blocks;
    size_t wanted = said_count(audit, c);
    out->n = 0;
    for (size_t k = i; k-- > 0 && out->n < MOST_PARTS && (!wanted || out->n < wanted);) {
        const struct cs_claim *part = &audit->claims.items[k];
        bool is_own = part->kind == c->kind && isnan(part->amount.high) && part->region &&
                      !(part->flags & CS_CLAIM_IS_SUM) &&
                      cs_subject_equals(&part->subject, &c->subject) &&
                      blocks[part->value.block].heading == blocks[c->value.block].heading;
        for (size_t p = 0; p < out->n && is_own; p++)
            is_own = out->items[p]->region != part->region;
        if (!is_own)
            continue;
        out->indices[out->n] = k;
        out->items[out->n++] = part;
    }
    out->is_sure = wanted && out->n == wanted;
}

/* One figure of each of the occupations that the guide goes through, when they are as many as the
 * sentence says: "the five jobs employ 3.1 million", behind a section for each. */
static void take_all(const struct cs_audit *audit, size_t i, struct parts *out)
{
    const struct cs_claim *c = &audit->claims.items[i];
    out->n = 0;
    for (size_t k = i; k-- > 0 && out->n < MOST_PARTS;) {
        const struct cs_claim *part = &audit->claims.items[k];
        if (!is_part(part, c) || !is_new(out, part) || !cs_subject_is_known(&part->subject))
            continue;
        out->indices[out->n] = k;
        out->items[out->n++] = part;
    }
    out->is_sure = out->n == said_count(audit, c);
    out->n = out->is_sure ? out->n : 0;
}

/* "The five jobs", "these three occupations": those that the guide goes through, counted. */
static bool counts_jobs(const struct cs_audit *audit, const struct cs_claim *c)
{
    static const char *const nouns[] = {"jobs",   "occupations", "trades", "careers", "fields",
                                        "groups", "professions", "roles",  NULL};
    static const char *const openers[] = {"the ", "these ", "all ", "our "};
    const char *text = audit->document.blocks[c->sentence.block].text;
    char words[32];
    for (size_t o = 0; o < sizeof openers / sizeof *openers; o++) {
        for (size_t n = 0; counts[n]; n++) {
            for (size_t k = 0; nouns[k]; k++) {
                snprintf(words, sizeof words, "%s%s %s", openers[o], counts[n], nouns[k]);
                if (cs_find_first(text, c->sentence.start, c->value.start, words) != (size_t)-1)
                    return true;
            }
        }
    }
    return false;
}

/* The occupations that the guide goes through, when they are as many as the sentence says: "put the
 * two occupations together". Their figures need not be said: the data have them. */
static bool judge_named(struct cs_audit *audit, const struct cs_evidence *evidence, size_t i)
{
    struct cs_claim together = audit->claims.items[i];
    struct cs_subject all = {0};
    struct cs_judgment j;
    size_t wanted = said_count(audit, &together);
    static const char *const others[] = {"the two states",
                                         "both states",
                                         "these two states",
                                         "the three states",
                                         "counties",
                                         "cities",
                                         "regions",
                                         "years",
                                         "schools",
                                         "colleges",
                                         "employers",
                                         "metros",
                                         "areas",
                                         "companies",
                                         "campuses",
                                         "programs",
                                         "men",
                                         "women",
                                         "hospitals",
                                         "districts",
                                         NULL};
    const char *text = audit->document.blocks[together.sentence.block].text;
    if (cs_find_any(text, together.sentence.start, together.sentence.end, others))
        return false; /* "the two states together" */
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_subject *s = &audit->claims.items[k].subject;
        bool is_known = false;
        for (size_t n = 0; n < all.n_keys; n++)
            is_known |= s->n_keys == 1 && all.keys[n] == s->keys[0];
        if (k == i || s->is_all || is_known || !s->n_keys)
            continue;
        if (s->n_keys != 1 || s->is_group || s->is_ambiguous || all.n_keys == wanted ||
            all.n_keys == CS_SUBJECT_KEYS)
            return false;
        all.keys[all.n_keys++] = s->keys[0];
    }
    if (wanted < 2 || all.n_keys != wanted || together.region)
        return false;
    together.subject = all;
    together.flags &= ~(unsigned)CS_CLAIM_DOUBTFUL;
    cs_judge(evidence, &audit->document, &together, &audit->arena, &j);
    if (j.verdict != CS_CONFIRMED && j.verdict != CS_CONTRADICTED)
        return false;
    j.right = j.right_period = NULL;
    audit->claims.items[i].subject = all;
    audit->judgments[i] = j;
    return true;
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
        bool is_sum = (c->flags & CS_CLAIM_IS_SUM) != 0;
        bool is_good = audit->judgments[i].verdict == CS_CONFIRMED;
        if (is_row)
            take_column(audit, i, &parts);
        else if (is_sum)
            take_before(audit, i, &parts);
        if (is_sum && !is_row && !parts.is_sure && !is_good)
            take_places(audit, i, &parts);
        if (!is_row && !parts.is_sure && !is_good && counts_jobs(audit, c))
            take_all(audit, i, &parts);
        if (is_sum && !parts.is_sure && !is_good && judge_named(audit, evidence, i))
            continue;
        if (parts.n > 1)
            judge_total(audit, evidence, i, &parts);
    }
}
