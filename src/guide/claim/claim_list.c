/* The list of claims, and what a claim's date is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "guide/claim/claim.h"
#include "guide/claim/claim_doubt.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/claim_sentence.h"
#include "guide/text/amount.h"

const char *cs_claim_kind_name(enum cs_claim_kind kind)
{
    static const char *const names[CS_N_CLAIM_KINDS] = {
        "none",     "pay",      "growth",     "growth_word",
        "new_jobs", "openings", "employment", "employment_projected",
        "ratio"};
    return names[kind];
}

const char *cs_statistic_name(enum cs_statistic statistic)
{
    static const char *const names[] = {"unsaid", "median", "mean",  "average", "p10", "p25",
                                        "p75",    "p90",    "range", "low",     "high"};
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
                                            "versus",        "than",        "against", NULL};
    size_t end = value->end > at ? value->end : at;
    if (date->start >= end && cs_find_any(text, end, date->start, contrasts))
        return CS_NOWHERE; /* the date of what it is compared with */
    if (date->start >= end)
        return date->start - end < 16 && !is_behind_joint(text, end, date->start)
                   ? 0
                   : date->start - end + 6;
    return date->end <= at ? at - date->end + 6 : 6;
}

void cs_claim_date(struct cs_claim *claim, const struct cs_stretch *s,
                   const struct cs_amounts *amounts, size_t at)
{
    size_t nearest = CS_NOWHERE;
    for (size_t i = 0; i < amounts->n; i++) {
        const struct cs_amount *a = &amounts->items[i];
        int takes_both = claim->kind == CS_CLAIM_EMPLOYMENT || claim->kind == CS_CLAIM_PROJECTED;
        int fits = takes_both ? a->kind == CS_AMOUNT_SPAN || a->kind == CS_AMOUNT_YEAR
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
