/* Which numbers of a sentence are changes or differences of pay, and of what form. */
#include "guide/claim/change.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"
#include "guide/claim/value_part.h"

enum form { FORM_NONE, FORM_MOVES, FORM_APART, FORM_BETWEEN, FORM_GOES_ON };

/* ---- forms ---- */

/* Nothing but words that loosen or link stands in the text. */
static bool is_loose_gap(const struct cs_passage *p, size_t start, size_t end)
{
    static const char *const loose[] = {
        "by",   "of",      "about", "around", "nearly",  "almost", "some",
        "more", "less",    "than",  "over",   "roughly", "just",   "only",
        "a",    "another", "is",    "was",    "an",      "like",   "approximately",
        "up",   "down",    "or",    "full",   "extra",   "since",  NULL};
    for (size_t i = start; i < end;) {
        size_t k = i;
        while (k < end && cs_is_alpha(p->all.text[k]))
            k++;
        if (k == i) {
            if (!strchr(" ~,", p->all.text[i]))
                return false;
            i++;
            continue;
        }
        const char *const *w = loose;
        while (*w && !cs_span_equals_nocase((struct cs_span){p->all.text + i, k - i}, *w))
            w++;
        if (!*w)
            return false;
        i = k;
    }
    return true;
}

/* The last cue in text [start, end) that tells of a change. */
static const struct cs_cue *last_change(const struct cs_passage *p, size_t start, size_t end)
{
    const struct cs_cue *best = NULL;
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        int tells = c->kind == CS_CUE_CHANGE || (c->kind == CS_CUE_GROWTH && c->value != 0) ||
                    c->kind == CS_CUE_ADDS;
        if (tells && c->start >= start && c->end <= end && (!best || c->end > best->end))
            best = c;
    }
    return best;
}

static int direction_of(const struct cs_cue *c)
{
    return c->value == 1 || c->value == -1 ? c->value : 0;
}

/* "$620 more than", but not "$97,210 or more" or "earned $39,710, less than". */
static enum form form_behind(const struct cs_passage *p, const struct cs_amount *a, int *direction)
{
    enum { NEAR = 12, BUMP = 3 };
    const struct cs_cue *b = cs_passage_cue(p, CS_CUE_BEYOND, ANY_VALUE, a->end, p->all.end);
    if (b && b->start <= a->end + NEAR && !memchr(p->all.text + a->end, ',', b->start - a->end) &&
        (b->start < 3 || strncasecmp(p->all.text + b->start - 3, "or ", 3) != 0) &&
        !cs_is_level_beyond(p, a->end, b)) {
        *direction = b->value;
        bool is_noun = !strcmp(b->row->phrase, "raise") || !strcmp(b->row->phrase, "increase");
        return is_noun ? FORM_MOVES : FORM_APART;
    }
    const struct cs_cue *g = cs_passage_cue(p, CS_CUE_GROWTH, ANY_VALUE, a->end, p->all.end);
    if (g && g->start <= a->end + BUMP && g->value != 0) {
        *direction = g->value;
        return FORM_MOVES;
    }
    return FORM_NONE;
}

static enum form form_of(const struct cs_sentence *s, size_t value, int *direction)
{
    const struct cs_passage *p = s->p;
    const struct cs_amount *a = &p->amounts[value];
    struct cs_spot clause = cs_passage_clause(p, a->start);
    size_t before = cs_passage_value_before(p, a->start);
    size_t from = before > clause.start ? before : clause.start;
    const struct cs_cue *c = last_change(p, from, a->start);
    *direction = 0;
    if (c && c->kind == CS_CUE_CHANGE && c->value == CS_CHANGE_APART)
        return FORM_BETWEEN;
    enum form behind = form_behind(p, a, direction);
    if (behind != FORM_NONE)
        return behind;
    if (cs_is_set_beside(p, a, direction))
        return FORM_APART;
    if (c && c->kind == CS_CUE_CHANGE && c->value == CS_CHANGE_PAST) {
        *direction = strncmp(c->row->phrase, "trail", 5) ? 1 : -1;
        return FORM_APART;
    }
    bool is_telling = c && (direction_of(c) || !strncmp(c->row->phrase, "by ", 3));
    if (is_telling && is_loose_gap(p, c->end, a->start)) {
        *direction = direction_of(c);
        return FORM_MOVES;
    }
    return value > 0 && before == p->amounts[value - 1].end && a->kind == CS_AMOUNT_PERCENT &&
                   before < a->start && memchr(p->all.text + before, 'o', a->start - before) &&
                   is_loose_gap(p, before, a->start)
               ? FORM_GOES_ON
               : FORM_NONE;
}

/* ---- the sentence ---- */

static bool is_claimed(const struct cs_sentence *s, const struct cs_amount *a)
{
    const struct cs_claims *claims = s->reader->claims;
    for (size_t i = claims->n_items; i-- > s->reader->sentence_first;) {
        if (claims->items[i].value.start == a->start)
            return true;
    }
    return false;
}

/* Numbers of other things, real pay, one person's own pay, a survey's. */
static bool is_of_others(const struct cs_passage *p, size_t at)
{
    static const enum cs_cue_kind kinds[] = {CS_CUE_FOREIGN, CS_CUE_PERSON, CS_CUE_PART,
                                             CS_CUE_LEVEL};
    struct cs_spot clause = cs_passage_clause(p, at);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (cs_passage_cue(p, kinds[i], ANY_VALUE, clause.start, clause.end))
            return true;
    }
    return cs_passage_cue(p, CS_CUE_SOURCE, ANY_VALUE, p->all.start, p->all.end) != NULL ||
           cs_passage_cue(p, CS_CUE_FOREIGN, CS_FOREIGN_ADJUSTED, p->all.start, p->all.end) != NULL;
}

struct cs_claim cs_change_claim(const struct cs_passage *p, const struct cs_amount *amount)
{
    return (struct cs_claim){.kind = CS_CLAIM_CHANGE,
                             .amount = *amount,
                             .value = {p->all.block, amount->start, amount->value_end},
                             .sentence = {p->all.block, p->all.start, p->all.end},
                             .when_said = {CS_NO_BLOCK, 0, 0},
                             .statistic_said = {CS_NO_BLOCK, 0, 0},
                             .level = CS_NO_KEY};
}

static void start_draft(const struct cs_sentence *s, size_t value, struct cs_change_draft *d)
{
    const struct cs_passage *p = s->p;
    const struct cs_amount *a = &p->amounts[value];
    struct cs_claim_label none = {.scale = 1, .level = CS_NO_KEY};
    *d = (struct cs_change_draft){.s = s,
                                  .at = {a->start, a->end},
                                  .after = a->end,
                                  .kind = CS_CLAIM_PAY,
                                  .unit = a->kind == CS_AMOUNT_PERCENT ? CS_CHANGE_PERCENT
                                                                       : CS_CHANGE_BY};
    d->claim = cs_change_claim(p, a);
    d->claim.kind = CS_CLAIM_PAY; /* located as the figures are that it lies between */
    cs_sentence_locate(s, value, d->at, &none, &d->claim);
    d->claim.kind = CS_CLAIM_CHANGE;
}

/* "… has fallen by $4,350. That is a drop of 8 percent": of the change of the sentence before. */
static bool take_up(struct cs_change_draft *d)
{
    const struct cs_claims *claims = d->s->reader->claims;
    const struct cs_claim *ends[CS_CHANGE_ENDS];
    size_t n_before, n = cs_change_ends(d, ends, &n_before);
    size_t last = claims->n_changes ? claims->changes[claims->n_changes - 1].claim : 0;
    const struct cs_claim *change = claims->n_changes ? &claims->items[last] : NULL;
    if (d->unit != CS_CHANGE_PERCENT || n > n_before || !change ||
        change->value.block != d->s->p->all.block ||
        change->value.start < (n ? ends[n - 1]->value.start : 0))
        return false;
    for (size_t i = claims->n_changes; i-- > 0 && claims->changes[i].claim == last;) {
        if (d->n_pairs < CS_CHANGE_PAIRS)
            d->pairs[d->n_pairs++] = claims->changes[i];
    }
    return true;
}

void cs_changes_of_sentence(const struct cs_sentence *s)
{
    const struct cs_passage *p = s->p;
    static const struct cs_change_draft nothing;
    struct cs_change_draft d = nothing;
    for (size_t i = 0; i < p->n_amounts && !s->reader->claims->failed; i++) {
        const struct cs_amount *a = &p->amounts[i];
        int direction;
        if (!p->is_value[i] || !isnan(a->high) || is_claimed(s, a) ||
            (a->kind != CS_AMOUNT_MONEY && a->kind != CS_AMOUNT_PERCENT) ||
            is_of_others(p, a->start))
            continue;
        enum form form = form_of(s, i, &direction);
        if (form == FORM_NONE ||
            (form == FORM_GOES_ON && (!d.n_pairs || d.at.end != p->amounts[i - 1].end)))
            continue;
        if (form == FORM_GOES_ON) { /* "$6,170, or 11 percent": the same two figures */
            d.claim.amount = *a;
            d.claim.value = (struct cs_said){p->all.block, a->start, a->value_end};
            d.unit = CS_CHANGE_PERCENT;
            cs_change_keep(&d);
            continue;
        }
        start_draft(s, i, &d);
        d.direction = direction;
        if (form == FORM_MOVES && !take_up(&d))
            cs_change_over_time(&d);
        else if (form == FORM_APART)
            cs_change_apart(&d);
        else if (form == FORM_BETWEEN)
            cs_change_between(&d);
        if (d.n_pairs)
            cs_change_keep(&d);
    }
    cs_multiples_of_sentence(s);
}
