/* Other readings of what was called wrong. Apart from the judge, which knows one claim, and from
 * audit_sure.c, which makes doubts certain: this makes certainties doubtful. A number that is
 * exactly what the sentence says of something else was tied to the wrong one by us, seldom by the
 * author. */
#include "guide/audit/audit_doubt.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "analysis/outlook/lookup.h"
#include "base/arena.h"
#include "base/text.h"
#include "data/dataset.h"
#include "data/period.h"
#include "guide/amount/amount.h"
#include "guide/audit/fix_part.h"
#include "guide/judge/judge.h"
#include "guide/amount/slip.h"
#include "guide/claim/claim.h"
#include "guide/text/find.h"
#include "guide/text/document.h"
#include "guide/topic/cue.h"
#include "guide/topic/topic.h"

enum { MOST_COMPARED = 3000, MOST_CUES = 48, MOST_DATES = 24, MOST_PLACES = 16 };

/* A claim that was called wrong, and what its sentence holds. */
struct suspect {
    struct cs_audit *audit;
    const struct cs_evidence *evidence;
    const struct cs_fix_names *names;
    size_t index;
    const struct cs_claim *claim;
    struct cs_read *read; /* of the sentence */
    struct cs_cue *cues;
    size_t n_cues;
};

/* Two figures and more, of one thing that few others can be: chance seldom makes it fit. */
static bool is_telling(const struct cs_claim *c)
{
    enum { FEWEST_STEPS = 20 };
    return isnan(c->amount.high) && c->amount.step > 0 &&
           fabs(c->amount.low) >= FEWEST_STEPS * c->amount.step;
}

static bool is_same_sentence(const struct cs_claim *a, const struct cs_claim *b)
{
    return a->sentence.block == b->sentence.block && a->sentence.start == b->sentence.start;
}

/* Whether another value of the sentence is that figure, confirmed: then it is not missing one. */
static bool is_given_beside(const struct suspect *s, const struct cs_claim *as)
{
    for (size_t k = 0; k < s->audit->claims.n_items; k++) {
        const struct cs_claim *other = &s->audit->claims.items[k];
        if (k != s->index && s->audit->judgments[k].verdict == CS_CONFIRMED &&
            is_same_sentence(other, as) && other->kind == as->kind &&
            other->statistic == as->statistic && other->region == as->region &&
            other->per == as->per && cs_subject_equals(&other->subject, &as->subject) &&
            !cs_period_compare(other->when, as->when))
            return true;
    }
    return false;
}

/* Takes another reading where the data confirm it. */
static bool take(struct suspect *s, const struct cs_claim *as)
{
    struct cs_judgment then;
    cs_judge(s->evidence, &s->audit->document, as, &s->audit->arena, &then);
    double open = as->amount.step / 2 + then.fact.open;
    bool is_exact = fabs(then.fact.value - as->amount.low) <= open * (1 + 1e-9);
    if (then.verdict != CS_CONFIRMED || then.fault != CS_FAULT_NONE || !is_exact ||
        is_given_beside(s, as))
        return false;
    s->audit->claims.items[s->index] = *as;
    s->audit->judgments[s->index] = then;
    return true;
}

/* ---- other occupations ---- */

/* Whether a name stands where it could be meant: in the sentence, or, for a value whose sentence
 * names nobody, before it in the section. */
static bool is_near(const struct suspect *s, const struct cs_fix_name *name)
{
    const struct cs_claim *c = s->claim;
    const struct cs_block *blocks = s->audit->document.blocks;
    if (name->block == c->sentence.block && name->start >= c->sentence.start &&
        name->start < c->sentence.end)
        return true;
    if (c->naming != CS_NAMED_NOT)
        return false;
    return name->block <= c->value.block &&
           (name->block == blocks[c->value.block].heading ||
            blocks[name->block].heading == blocks[c->value.block].heading);
}

static bool is_of_another(struct suspect *s)
{
    const struct cs_fix_names *names = s->names;
    for (size_t i = names->n_items; i-- > 0;) {
        struct cs_claim as = *s->claim;
        as.subject = names->subjects[names->items[i].subject];
        as.naming = CS_NAMED;
        if (is_near(s, &names->items[i]) && !cs_subject_equals(&as.subject, &s->claim->subject) &&
            !as.subject.is_ambiguous && take(s, &as))
            return true;
    }
    struct cs_claim of_page = *s->claim; /* more likely than those it is compared with */
    of_page.subject = s->audit->topic.page;
    of_page.naming = CS_NAMED_NOT;
    return s->claim->subject.is_all && cs_subject_is_known(&of_page.subject) &&
           !of_page.subject.is_ambiguous && take(s, &of_page);
}

/* ---- other statistics and counts ---- */

static bool is_another_statistic(struct suspect *s)
{
    for (size_t i = 0; s->claim->kind == CS_CLAIM_PAY && i < s->n_cues; i++) {
        struct cs_claim as = *s->claim;
        if (s->cues[i].kind != CS_CUE_STATISTIC || s->cues[i].value == (int)as.statistic)
            continue;
        as.statistic = (enum cs_statistic)s->cues[i].value;
        if (as.statistic <= CS_STAT_P90 && take(s, &as))
            return true;
    }
    return false;
}

static enum cs_claim_kind kind_of_cue(const struct cs_cue *c)
{
    switch (c->kind) {
    case CS_CUE_OPENINGS:
        return CS_CLAIM_OPENINGS;
    case CS_CUE_ADDED:
    case CS_CUE_ADDS: /* "and 89,300 truckers added" */
        return CS_CLAIM_NEW_JOBS;
    case CS_CUE_JOBS:
        return CS_CLAIM_EMPLOYMENT;
    default:
        return CS_CLAIM_NONE;
    }
}

static bool is_count(enum cs_claim_kind kind)
{
    return kind >= CS_CLAIM_NEW_JOBS && kind <= CS_CLAIM_PROJECTED;
}

/* How many there are, not how many come. */
static bool is_stock(enum cs_claim_kind kind)
{
    return kind == CS_CLAIM_EMPLOYMENT || kind == CS_CLAIM_PROJECTED;
}

/* "94,300 clerks will be gone by 2034": the year is the end of a projection. */
static void date_as_projection(struct cs_claim *claim, bool is_loss)
{
    enum { PROJECTION_YEARS = 10 };
    if (claim->when.start_year && !cs_period_is_span(claim->when))
        claim->when.start_year -= PROJECTION_YEARS;
    if (is_loss && claim->kind == CS_CLAIM_NEW_JOBS)
        claim->amount.low = -fabs(claim->amount.low);
}

static bool is_another_count(struct suspect *s)
{
    for (size_t i = 0; is_count(s->claim->kind) && i < s->n_cues; i++) {
        struct cs_claim as = *s->claim;
        as.kind = kind_of_cue(&s->cues[i]);
        /* openings given as new jobs are what authors do, not readers */
        bool is_mix_up = !is_stock(as.kind) && !is_stock(s->claim->kind);
        if (cs_claim_is_projection(as.kind))
            date_as_projection(&as, s->cues[i].value < 0);
        if (as.kind != CS_CLAIM_NONE && as.kind != s->claim->kind && !is_mix_up && take(s, &as))
            return true;
    }
    return false;
}

/* ---- other places and dates ---- */

static bool is_of_another_place(struct suspect *s)
{
    struct cs_spot spots[MOST_PLACES];
    const struct cs_region *regions[MOST_PLACES];
    size_t n = cs_topic_places(&s->audit->topic, s->read, spots, regions, MOST_PLACES);
    for (size_t i = 0; i < n; i++) {
        struct cs_claim as = *s->claim;
        as.region = regions[i] && strcmp(regions[i]->code, "US") != 0 ? regions[i] : NULL;
        if (as.region != s->claim->region && take(s, &as))
            return true;
    }
    return false;
}

static bool is_of_another_date(struct suspect *s)
{
    struct cs_amount dates[MOST_DATES];
    const struct cs_said *at = &s->claim->sentence;
    const char *text = s->audit->document.blocks[at->block].text + at->start;
    size_t n = cs_amounts_find(text, at->end - at->start, dates, MOST_DATES);
    for (size_t i = 0; i < n; i++) {
        struct cs_claim as = *s->claim;
        bool is_year = dates[i].kind == CS_AMOUNT_YEAR && !cs_claim_is_projection(as.kind);
        bool is_span = dates[i].kind == CS_AMOUNT_SPAN && as.kind != CS_CLAIM_PAY;
        if (!is_year && !is_span)
            continue;
        as.when = dates[i].period;
        as.when_said =
            (struct cs_said){at->block, at->start + dates[i].start, at->start + dates[i].end};
        if (as.when_said.start == s->claim->when_said.start &&
            as.when_said.block == s->claim->when_said.block)
            continue;
        if (take(s, &as))
            return true;
        if (as.kind == CS_CLAIM_EMPLOYMENT) { /* "2024 / 2034: 241,000 / 281,300" */
            as.kind = CS_CLAIM_PROJECTED;
            if (take(s, &as))
                return true;
        }
    }
    return false;
}

/* ---- differences ---- */

/* Two figures between which a difference may lie: of one statistic and two occupations or places,
 * both right. */
static bool are_ends(const struct cs_audit *audit, size_t a, size_t b, const struct cs_claim *c)
{
    const struct cs_claim *x = &audit->claims.items[a], *y = &audit->claims.items[b];
    return audit->judgments[a].verdict == CS_CONFIRMED &&
           audit->judgments[b].verdict == CS_CONFIRMED && x->kind == CS_CLAIM_PAY &&
           y->kind == CS_CLAIM_PAY && x->per == c->per && y->per == c->per &&
           x->statistic == y->statistic && isnan(x->amount.high) && isnan(y->amount.high) &&
           (x->region != y->region || !cs_subject_equals(&x->subject, &y->subject));
}

/* "$58,410, so sticking with it is worth around $17,000 a year": what lies between two figures that
 * stand near. */
static bool is_difference(struct suspect *s)
{
    enum { NEAR = 8 };
    const double most_of_figure = 0.7;
    struct cs_claim *c = &s->audit->claims.items[s->index];
    struct cs_judgment *j = &s->audit->judgments[s->index];
    size_t first = s->index > NEAR ? s->index - NEAR : 0;
    if (c->kind != CS_CLAIM_PAY || !isnan(c->amount.high) || (c->flags & CS_CLAIM_IN_TABLE) ||
        c->amount.low > most_of_figure * j->fact.value)
        return false;
    for (size_t a = first; a < s->audit->claims.n_items && a < s->index + NEAR; a++) {
        for (size_t b = first; b < a; b++) {
            double apart =
                s->audit->claims.items[a].amount.low - s->audit->claims.items[b].amount.low;
            if (a == s->index || b == s->index || !are_ends(s->audit, a, b, c) ||
                fabs(fabs(apart) - c->amount.low) > cs_amount_tolerance(&c->amount))
                continue;
            c->kind = CS_CLAIM_CHANGE;
            *j = (struct cs_judgment){.verdict = CS_CONFIRMED,
                                      .figure = "salary.versus_all",
                                      .why = "it lies between two of the guide's own figures",
                                      .at = c->value};
            return true;
        }
    }
    return false;
}

/* "$51,940 (in Colorado, $58,370)": a place that only stands behind may be the next value's. */
static bool is_of_the_nation(struct suspect *s)
{
    struct cs_claim as = *s->claim;
    const char *text = s->audit->document.blocks[as.sentence.block].text;
    const char *const names[] = {as.region ? as.region->name : NULL, NULL};
    bool is_behind = as.region && !(as.flags & CS_CLAIM_IN_TABLE) &&
                     !cs_find_any(text, as.sentence.start, as.value.start, names) &&
                     cs_find_any(text, as.value.end, as.sentence.end, names);
    as.region = NULL;
    return is_behind && take(s, &as);
}

/* Tries what the sentence itself offers. */
static bool is_read_otherwise(struct suspect *s)
{
    const struct cs_said *at = &s->claim->sentence;
    const char *text = s->audit->document.blocks[at->block].text;
    cs_topic_read(&s->audit->topic, text, at->start, at->end, s->read);
    s->n_cues = cs_cues_read(&s->audit->topic.names->cues, text, s->read->words, s->read->n_words,
                             false, s->cues, MOST_CUES);
    if (s->audit->judgments[s->index].fault == CS_FAULT_PERIOD)
        return is_of_another_date(s); /* whose figure it is is known */
    return is_of_another(s) || is_another_statistic(s) || is_another_count(s) ||
           is_of_another_place(s) || is_of_another_date(s) || is_of_the_nation(s);
}

/* A value that differs by a slip of the pen, or is another figure of the same occupation, is about
 * what it seems to be about. */
static bool is_explained(const struct cs_claim *c, const struct cs_judgment *j)
{
    return j->fault != CS_FAULT_VALUE || j->hint ||
           cs_is_digit_slip(c->amount.low, j->fact.value, c->amount.step);
}

/* "In market research one in ten earns more than …": a field, and not that of the occupation. */
static bool is_in_another_field(const struct suspect *s)
{
    static const char *const others[] = {
        "the",     "this",   "that",       "these",      "those",    "all",   "addition", "fact",
        "general", "total",  "other",      "short",      "contrast", "many",  "most",     "some",
        "our",     "your",   "my",         "a",          "an",       "each",  "every",    "both",
        "its",     "their",  "recent",     "terms",      "hourly",   "may",   "practice", "which",
        "what",    "it",     "annual",     "dollar",     "numbers",  "real",  "money",    "plain",
        "theory",  "return", "comparison", "percentage", "ten",      "state", NULL};
    const struct cs_claim *c = s->claim;
    const char *text = s->audit->document.blocks[c->sentence.block].text;
    size_t at = c->sentence.start, n = 0;
    if (at + 4 > c->sentence.end || strncmp(text + at, "In ", 3) ||
        !(text[at + 3] >= 'a' && text[at + 3] <= 'z'))
        return false;
    while (at + 3 + n < c->sentence.end && cs_is_alpha(text[at + 3 + n]))
        n++;
    struct cs_span field = {text + at + 3, n};
    const struct cs_dataset *data = cs_lookup_dataset(s->audit->topic.names->lookup);
    const char *title =
        c->subject.n_keys ? cs_dataset_key(data, CS_DIM_OCCUPATION, c->subject.keys[0])->title : "";
    for (const char *w = title; *w; w++) {
        if (!strncasecmp(w, field.start, field.size))
            return false;
    }
    return !cs_span_is_any(field, others);
}

static void take_back(struct cs_audit *audit, size_t i, const char *why)
{
    struct cs_judgment *j = &audit->judgments[i];
    j->verdict = CS_AMBIGUOUS;
    audit->claims.items[i].flags |= CS_CLAIM_DOUBTFUL;
    j->why = cs_arena_printf(&audit->arena, "%s; %s", j->why ? j->why : "", why);
    j->hint = j->right = j->right_period = NULL;
}

/* ---- what is wrong together ---- */

/* Whether two claims have what they are about from one place: a heading or the guide for the same
 * occupation, a column, a row. */
static bool is_bound_alike(const struct cs_audit *audit, const struct cs_claim *a,
                           const struct cs_claim *b)
{
    const struct cs_block *x = &audit->document.blocks[a->value.block];
    const struct cs_block *y = &audit->document.blocks[b->value.block];
    if (x->table != CS_NO_BLOCK && x->table == y->table &&
        !audit->document.tables[x->table].is_list)
        return x->column == y->column || x->row == y->row;
    return a->naming == CS_NAMED_NOT && b->naming == CS_NAMED_NOT && x->heading == y->heading &&
           cs_subject_equals(&a->subject, &b->subject);
}

/* Several wrong values, and none that is right, with the same tie. */
static bool is_misread(const struct cs_audit *audit, size_t i)
{
    enum { FEWEST = 2 };
    const struct cs_claim *c = &audit->claims.items[i];
    size_t n_wrong = 1;
    if (is_explained(c, &audit->judgments[i]))
        return false;
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        const struct cs_judgment *j = &audit->judgments[k];
        if (k == i || other->kind == CS_CLAIM_GROWTH_WORD || other->kind == CS_CLAIM_CHANGE ||
            !is_bound_alike(audit, c, other))
            continue;
        bool is_wrong = j->verdict == CS_CONTRADICTED;
        if ((is_wrong && is_explained(other, j)) || j->verdict == CS_STALE ||
            (j->verdict == CS_CONFIRMED && !cs_claim_is_coarse(other)))
            return false;
        n_wrong += is_wrong;
    }
    return n_wrong >= FEWEST;
}

static bool is_number(const struct cs_claim *c)
{
    return c->kind >= CS_CLAIM_PAY && c->kind <= CS_CLAIM_PROJECTED &&
           c->kind != CS_CLAIM_GROWTH_WORD;
}

static enum cs_status reread(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    struct cs_fix_names names = {0};
    struct suspect s = {.audit = audit, .evidence = evidence, .names = &names};
    s.read = cs_arena_alloc(&audit->arena, sizeof *s.read);
    s.cues = cs_arena_alloc(&audit->arena, MOST_CUES * sizeof *s.cues);
    bool has_names = false;
    if (!s.read || !s.cues)
        return CS_INTERNAL;
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        if (audit->judgments[i].verdict != CS_CONTRADICTED ||
            audit->judgments[i].fault == CS_FAULT_STATISTIC || !is_number(&audit->claims.items[i]))
            continue;
        s.index = i;
        s.claim = &audit->claims.items[i];
        if (is_difference(&s) || !is_telling(s.claim))
            continue;
        if (!has_names && cs_fix_names_find(&names, audit, &audit->arena) != CS_OK)
            return CS_INTERNAL;
        has_names = true;
        if (is_read_otherwise(&s))
            continue;
        if (!is_explained(s.claim, &audit->judgments[i]) && is_in_another_field(&s))
            take_back(audit, i, "its sentence speaks of another field");
    }
    return CS_OK;
}

enum cs_status cs_audit_doubt(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    size_t n = audit->claims.n_items;
    enum cs_status status = n <= MOST_COMPARED ? reread(audit, evidence) : CS_OK;
    bool *misread = cs_arena_alloc(&audit->arena, (n + 1) * sizeof *misread);
    if (!misread || status != CS_OK)
        return CS_INTERNAL;
    for (size_t i = 0; n <= MOST_COMPARED && i < n; i++)
        misread[i] = audit->judgments[i].verdict == CS_CONTRADICTED &&
                     is_number(&audit->claims.items[i]) && is_misread(audit, i);
    for (size_t i = 0; n <= MOST_COMPARED && i < n; i++) {
        if (misread[i])
            take_back(audit, i, "nothing that is told of it there is right: it may be another's");
    }
    return CS_OK;
}
