/* From blocks to sentences and cells. */
#include "guide/claim/claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "guide/claim/claim_doubt.h"
#include "guide/claim/claim_sentence.h"

enum { LONGEST_SENTENCE = 1500 }; /* bytes; nobody reads longer ones, and time grows with them */
enum { LONGEST_CELL = 120 }; /* bytes; what is longer is prose in a table used for layout */

const char *cs_claim_kind_name(enum cs_claim_kind kind)
{
    static const char *const names[CS_N_CLAIM_KINDS] = {
        "none", "pay", "growth", "growth_word", "new_jobs", "openings", "employment",
        "employment_projected", "ratio"};
    return names[kind];
}

const char *cs_statistic_name(enum cs_statistic statistic)
{
    static const char *const names[] = {"unsaid", "median", "mean", "average", "p10", "p25",
                                        "p75",    "p90",    "range", "low",    "high"};
    return names[statistic];
}

void cs_claims_clear(struct cs_claims *claims)
{
    free(claims->items);
    memset(claims, 0, sizeof *claims);
}

void cs_claims_add(struct cs_claims *claims, const struct cs_claim *claim)
{
    if (claims->n_items == claims->capacity) {
        size_t capacity = claims->capacity ? claims->capacity * 2 : 64;
        struct cs_claim *grown = realloc(claims->items, capacity * sizeof *grown);
        if (!grown) {
            claims->failed = 1;
            return;
        }
        claims->items = grown;
        claims->capacity = capacity;
    }
    claims->items[claims->n_items++] = *claim;
}

void cs_amounts_of(const struct cs_stretch *s, struct cs_amounts *out)
{
    size_t size = s->end - s->start;
    out->n = cs_amounts_find(s->text + s->start, size, out->items, 48);
    for (size_t i = 0; i < out->n; i++) {
        struct cs_amount *a = &out->items[i];
        a->start += s->start;
        a->end += s->start;
        a->value_end += s->start;
        a->per_start += s->start;
        a->per_end += s->start;
    }
}

int cs_claim_is_projection(enum cs_claim_kind kind)
{
    return kind == CS_CLAIM_GROWTH || kind == CS_CLAIM_GROWTH_WORD || kind == CS_CLAIM_NEW_JOBS ||
           kind == CS_CLAIM_OPENINGS;
}

/* "$30,530, and by May 2014 $32,240": what stands behind a joint belongs to the next value. */
static int is_behind_joint(const char *text, size_t start, size_t end)
{
    static const char *const joints[] = {"and", "then", "by", "but", "while", NULL};
    return cs_find_any(text, start, end, joints);
}

/* How far a date is from a value: "$23,430 in 2000 and $44,640 in 2024" dates forward. */
static size_t date_distance(const struct cs_amount *date, const struct cs_said *value, size_t at,
                            const char *text)
{
    static const char *const contrasts[] = {"compared with", "compared to", "up from", "down from",
                                            "versus", "than", "against", NULL};
    size_t end = value->end > at ? value->end : at;
    if (date->start >= end && cs_find_any(text, end, date->start, contrasts))
        return CS_NOWHERE; /* the date of what it is compared with */
    if (date->start >= end)
        return date->start - end < 16 && !is_behind_joint(text, end, date->start) ? 0 : date->start - end + 6;
    return date->end <= at ? at - date->end + 6 : 6;
}

void cs_claim_date(struct cs_claim *claim, const struct cs_stretch *s,
                   const struct cs_amounts *amounts, size_t at)
{
    size_t nearest = CS_NOWHERE;
    for (size_t i = 0; i < amounts->n; i++) {
        const struct cs_amount *a = &amounts->items[i];
        int takes_both = claim->kind == CS_CLAIM_EMPLOYMENT || claim->kind == CS_CLAIM_PROJECTED;
        int fits = takes_both                ? a->kind == CS_AMOUNT_SPAN || a->kind == CS_AMOUNT_YEAR
                   : cs_claim_is_projection(claim->kind) ? a->kind == CS_AMOUNT_SPAN
                                             : a->kind == CS_AMOUNT_YEAR;
        if (!fits || a->start < s->start || a->end > s->end)
            continue;
        size_t distance = date_distance(a, &claim->value, at, s->text);
        if (distance >= nearest)
            continue;
        nearest = distance;
        claim->when = a->period;
        claim->when_said = (struct cs_said){s->block, a->start, a->end};
    }
}

/* ---- sentences ---- */

static int ends_abbreviation(const char *text, size_t start, size_t dot)
{
    static const char *const abbreviations[] = {"U.S", "e.g", "i.e", "vs", "approx", "No", "St",
                                                "Dr", "Mr", "Ms", "Mrs", "Inc", "etc", "D.C",
                                                "est", "avg", "Jan", "Feb", "Aug", "Sept", "Dec"};
    for (size_t i = 0; i < sizeof abbreviations / sizeof abbreviations[0]; i++) {
        size_t n = strlen(abbreviations[i]);
        if (dot >= start + n && !memcmp(text + dot - n, abbreviations[i], n) &&
            (dot == start + n || !cs_is_alnum(text[dot - n - 1])))
            return 1;
    }
    return 0;
}

static size_t sentence_end(const struct cs_block *block, size_t start)
{
    const char *text = block->text;
    for (size_t i = start; i < block->size; i++) {
        if (text[i] == '\n' || (text[i] == ' ' && i - start > LONGEST_SENTENCE))
            return i + 1;
        if (!strchr(".?!", text[i]))
            continue;
        size_t next = i + 1;
        while (next < block->size && strchr("\")'", text[next]))
            next++;
        if (next >= block->size)
            return block->size;
        if (text[next] == ' ' && next + 1 < block->size &&
            !(text[next + 1] >= 'a' && text[next + 1] <= 'z') && !ends_abbreviation(text, start, i))
            return next + 1;
    }
    return block->size;
}

static int may_hold_claims(const struct cs_block *block)
{
    for (size_t i = 0; i < block->size; i++) {
        if (cs_is_digit(block->text[i]))
            return 1;
    }
    struct cs_stretch s = {0, block->text, 0, block->size};
    static const char *const words[] = {"twice",   "double",  "half the", "triple",
                                        "percent", "million", "thousand", NULL};
    size_t start, end;
    if (cs_find_any(block->text, 0, block->size, words))
        return 1;
    return cs_growth_word_in(&s, 0, &start, &end) != NULL;
}

static void read_prose(struct cs_claim_reader *reader, uint32_t index)
{
    const struct cs_block *block = &reader->topic->document->blocks[index];
    reader->before = NULL;
    cs_context_begin(reader, index);
    for (size_t at = 0; at < block->size;) {
        size_t end = sentence_end(block, at);
        struct cs_stretch sentence = {index, block->text, at, end};
        cs_claims_of_sentence(reader, &sentence);
        at = end;
    }
}

/* The date that nearly all dated claims of a sort share; zero when there is no such date. */
static struct cs_period shared_date(const struct cs_claims *claims, int projections)
{
    struct cs_period best = {0, 0, 0};
    size_t n_best = 0, n_dated = 0;
    for (size_t i = 0; i < claims->n_items; i++) {
        const struct cs_claim *c = &claims->items[i];
        int fits = projections ? cs_period_is_span(c->when) : c->kind == CS_CLAIM_PAY;
        if (!fits || !c->when.start_year)
            continue;
        n_dated++;
        size_t n = 0;
        for (size_t k = 0; k < claims->n_items && k < 400; k++)
            n += claims->items[k].kind == c->kind && !cs_period_compare(claims->items[k].when, c->when);
        if (n > n_best) {
            n_best = n;
            best = c->when;
        }
        if (n_dated > 60)
            break;
    }
    size_t n_same = 0;
    n_dated = 0;
    for (size_t i = 0; i < claims->n_items; i++) {
        const struct cs_claim *c = &claims->items[i];
        int fits = projections ? cs_period_is_span(c->when) : c->kind == CS_CLAIM_PAY;
        n_dated += fits && c->when.start_year;
        n_same += fits && c->when.start_year && !cs_period_compare(c->when, best);
    }
    return n_dated && n_same * 5 >= n_dated * 4 ? best : (struct cs_period){0, 0, 0};
}

/* A guide that dates its pay or its projections once likely means that date throughout. */
static void date_undated(struct cs_claims *claims)
{
    struct cs_period pay = shared_date(claims, 0), projection = shared_date(claims, 1);
    claims->pay_date = pay;
    claims->projection_date = projection;
    for (size_t i = 0; i < claims->n_items; i++) {
        struct cs_claim *c = &claims->items[i];
        if (c->when.start_year)
            continue;
        if (c->kind == CS_CLAIM_PAY)
            c->likely = pay;
        else if (cs_claim_is_projection(c->kind))
            c->likely = projection;
    }
}

enum cs_status cs_claims_find(struct cs_claims *claims, const struct cs_topic *topic,
                              struct cs_diag *diag)
{
    memset(claims, 0, sizeof *claims);
    struct cs_claim_reader reader = {.topic = topic, .claims = claims, .section = CS_NO_BLOCK,
                                     .levels_table = CS_NO_BLOCK};
    const struct cs_document *d = topic->document;
    for (uint32_t i = 0; i < d->n_blocks; i++) {
        const struct cs_block *block = &d->blocks[i];
        if (block->kind == CS_BLOCK_TITLE || !may_hold_claims(block))
            continue;
        if (block->kind == CS_BLOCK_CELL && block->size <= LONGEST_CELL)
            cs_claims_of_cell(&reader, i);
        else
            read_prose(&reader, i);
    }
    date_undated(claims);
    cs_claims_doubt(claims, topic);
    return claims->failed ? cs_fail_memory(diag) : CS_OK;
}
