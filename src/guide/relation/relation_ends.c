/* The two figures of a relation. Those that the sentence says or names come first; what it leaves
 * out stands before it. It is certain only where nothing else can be meant. */
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/claim/change.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/relation/relation_part.h"
#include "guide/relation/relation_scene.h"
#include "guide/topic/topic.h"

enum { ANY_VALUE = -1 };

/* "one year later", "two years on": how many; 0 for none. */
static int years_later(const struct cs_passage *p)
{
    static const char *const words[] = {"later", " on ", " on,", NULL};
    static const char *const one[] = {"a year later",  "one year later",     "the year after",
                                      "the next year", "the following year", NULL};
    size_t at;
    if (cs_find_any(p->all.text, p->all.start, p->all.end, one))
        return 1;
    int years = cs_change_years_said(p, p->all.start, p->all.end, &at);
    return years && cs_find_any(p->all.text, at, at + 8 < p->all.end ? at + 8 : p->all.end, words)
               ? years
               : 0;
}

static void add(struct cs_relation_scene *s, const struct cs_claim *from, const struct cs_claim *to,
                bool is_sure)
{
    size_t n = s->r->d.n_pairs;
    bool is_multiple = s->r->d.unit == CS_CHANGE_TIMES;
    bool is_said = !isnan(from->amount.low) && !isnan(to->amount.low);
    bool is_turned =
        is_said && (from->amount.low > to->amount.low) == (s->r->d.claim.amount.low > 1);
    if (is_multiple && is_turned) {
        const struct cs_claim *other = from;
        from = to;
        to = other;
    }
    is_sure &= cs_relation_differences(from, to) == 1 && !s->is_strange;
    if (cs_relation_differences(from, to) > 0)
        cs_change_add_pair(&s->r->d, from, to, is_sure);
    if (s->r->d.n_pairs > n)
        s->r->d.pairs[n].is_backed = is_sure;
}

/* The figure of somebody somewhere, like another: as the guide says it before the relation, else as
 * the data may know it. */
static struct cs_claim figure_of(const struct cs_relation_scene *s, const struct cs_claim *like,
                                 const struct cs_subject *subject, const struct cs_region *region)
{
    struct cs_claim unsaid = cs_change_unsaid(like);
    unsaid.subject = *subject;
    unsaid.region = region;
    for (size_t i = s->claims->n_items; i-- > 0;) {
        const struct cs_claim *c = &s->claims->items[i];
        bool is_dated = c->when.start_year && like->when.start_year;
        if (cs_relation_may_be_end(s, c) && c->region == region &&
            cs_subject_equals(&c->subject, subject) && c->value.block <= s->p->all.block &&
            !(is_dated && c->when.start_year != like->when.start_year))
            return *c;
    }
    return unsaid;
}

static bool is_of_all(const struct cs_relation_scene *s, size_t start)
{
    return cs_passage_cue(s->p, CS_CUE_ALL, ANY_VALUE, start, s->p->all.end) != NULL;
}

/* Where the part of the sentence that holds the number ends. */
static size_t part_end(const struct cs_relation_scene *s)
{
    const char *from = s->p->all.text + s->r->d.after;
    size_t n = s->p->all.end > s->r->d.after ? s->p->all.end - s->r->d.after : 0;
    const char *stop = memchr(from, ';', n);
    return stop ? (size_t)(stop - s->p->all.text) : s->p->all.end;
}

/* Whom, where or what the words behind the number hold it against, other than `x`. */
static bool find_against(const struct cs_relation_scene *s, const struct cs_claim *x,
                         struct cs_claim *out)
{
    size_t from = s->r->d.after, end = part_end(s);
    if (is_of_all(s, from) && !x->subject.is_all) {
        struct cs_subject all = cs_names_subject(s->topic->names, cs_span_of("all occupations"));
        all.is_all = true;
        *out = figure_of(s, x, &all, NULL);
        return true;
    }
    for (size_t i = 0; i < s->n_subjects; i++) {
        if (s->subject_at[i] >= from && s->subject_at[i] < end &&
            !cs_subject_equals(&s->subjects[i], &x->subject)) {
            *out = figure_of(s, x, &s->subjects[i], x->region);
            return true;
        }
    }
    for (size_t i = 0; i < s->n_places; i++) {
        if (s->place_at[i] >= from && s->place_at[i] < end && s->places[i] != x->region) {
            *out = figure_of(s, x, &x->subject, s->places[i]);
            return true;
        }
    }
    return false;
}

/* "Twice the $49,500 of all": the figure behind the words is what the one before is held against,
 * when it stands in their clause. */
static void pair_own_against(struct cs_relation_scene *s)
{
    const struct cs_claim *ahead = NULL, *behind = NULL;
    size_t end = cs_passage_clause(s->p, s->r->d.at.start).end;
    for (size_t i = 0; i < s->n_own; i++) {
        const struct cs_claim *c = s->own[i];
        if (c->value.end <= s->r->d.at.start)
            ahead = c;
        else if (!behind && c->value.start >= s->r->d.after && c->value.start < end)
            behind = c;
    }
    if (ahead && behind &&
        !memchr(s->p->all.text + s->r->d.after, ';', behind->value.start - s->r->d.after))
        add(s, behind, ahead, true);
}

/* Two figures of the sentence: those nearest before the number, else the first two. */
static void pair_own(struct cs_relation_scene *s)
{
    size_t n_ahead = 0;
    while (n_ahead < s->n_own && s->own[n_ahead]->value.end <= s->r->d.at.start)
        n_ahead++;
    size_t second = n_ahead >= 2 ? n_ahead - 1 : 1;
    add(s, s->own[second - 1], s->own[second], s->n_own == 2 || n_ahead == 2);
    for (size_t i = 0; i < s->n_own && s->n_own > 2; i++) {
        for (size_t k = i + 1; k < s->n_own; k++)
            add(s, s->own[i], s->own[k], 0);
    }
}

/* One figure with a date, and the same at another: "$60,170 in May 2023; one year later it was down
 * by $2,730", "$102,600 in 2021. Since then: +22%". */
static bool pair_dated(struct cs_relation_scene *s)
{
    static const char *const since[] = {"since", "to now", "to today", "until now", NULL};
    const struct cs_passage *p = s->p;
    const struct cs_claim *x = s->n_own ? s->own[0] : s->n_before ? s->before[0] : NULL;
    if (!x || s->n_own > 1)
        return false;
    struct cs_claim other = cs_change_unsaid(x);
    other.when_said.block = CS_NO_BLOCK;
    size_t years = 0;
    for (size_t i = 0; i < p->n_amounts; i++) {
        const struct cs_amount *a = &p->amounts[i];
        if (a->kind != CS_AMOUNT_YEAR || a->period.start_year == x->when.start_year)
            continue;
        other.when = a->period;
        years++;
    }
    int later = years_later(p);
    if (years > 1 || (!years && !x->when.start_year))
        return false;
    if (!years && later)
        other.when.start_year = other.when.end_year = x->when.start_year + later;
    else if (!years && cs_find_any(p->all.text, p->all.start, p->all.end, since))
        other.when = (struct cs_period){0, 0, 0};
    else if (!years)
        return false;
    for (size_t i = s->claims->n_items; i-- > 0;) { /* said elsewhere */
        const struct cs_claim *c = &s->claims->items[i];
        if (cs_relation_may_be_end(s, c) && c->region == x->region && c->when.start_year &&
            c->when.start_year == other.when.start_year &&
            cs_subject_equals(&c->subject, &x->subject))
            other = *c;
    }
    bool is_first = !other.when.start_year ||
                    (x->when.start_year && x->when.start_year < other.when.start_year);
    cs_change_add_pair(&s->r->d, is_first ? x : &other, is_first ? &other : x, !s->is_strange);
    if (s->r->d.n_pairs)
        s->r->d.pairs[s->r->d.n_pairs - 1].is_backed = !s->is_strange;
    return true;
}

/* Two amounts of money before the number that nobody read as anything: what they are figures of is
 * not known, but they say how far they lie apart. */
static bool pair_raw(struct cs_relation_scene *s)
{
    enum { LEAST = 12000, LEAST_AN_HOUR = 7 };
    struct cs_claim ends[2];
    size_t n = 0;
    for (size_t i = 0; i < s->p->n_amounts; i++) {
        const struct cs_amount *a = &s->p->amounts[i];
        if (a->start >= s->r->d.at.start || a->kind != CS_AMOUNT_MONEY)
            continue;
        double least = s->r->per == CS_PER_HOUR ? LEAST_AN_HOUR : LEAST;
        if (n == 2 || !isnan(a->high) || a->low < least ||
            (a->per != CS_PER_NONE && a->per != s->r->per))
            return false;
        ends[n] = s->r->d.claim;
        ends[n].kind = CS_CLAIM_PAY;
        ends[n].per = s->r->per;
        ends[n++].amount = *a;
    }
    if (n == 2)
        cs_change_add_pair(&s->r->d, &ends[0], &ends[1], !s->r->is_against);
    return n == 2;
}

/* One figure, or one that the sentence before ended with, and what it is held against. */
static bool pair_against(struct cs_relation_scene *s)
{
    const struct cs_claim *x = s->n_own ? s->own[0] : s->n_before ? s->before[0] : NULL;
    struct cs_claim y, named, there;
    if (!x || !s->r->is_against || (s->n_own && x->value.start > s->r->d.at.start))
        return false;
    for (size_t i = 0; i < s->n_places && !s->n_own; i++) { /* "an Oregon wireman is ahead of" */
        if (s->place_at[i] >= s->r->d.at.start || s->places[i] == x->region)
            continue;
        there = figure_of(s, x, &x->subject, s->places[i]);
        x = &there;
        break;
    }
    for (size_t i = 0; i < s->n_subjects && !s->n_own; i++) { /* "a PT makes $14,600 more than" */
        if (s->subject_at[i] >= s->r->d.at.start || cs_subject_equals(&s->subjects[i], &x->subject))
            continue;
        named = figure_of(s, x, &s->subjects[i], x->region);
        x = &named;
        break;
    }
    if (!find_against(s, x, &y))
        return false;
    add(s, &y, x, true);
    return true;
}

/* Two named in the sentence, which says neither's figure: "a PT's median beats an audiologist's by
 * $14,600". */
static bool pair_named(struct cs_relation_scene *s)
{
    if (!s->n_before || (s->n_own && !s->r->is_label))
        return false;
    const struct cs_claim *like = s->before[0];
    if (s->n_subjects == 2 && s->n_places <= 1) {
        const struct cs_region *place = s->n_places ? s->places[0] : like->region;
        struct cs_claim a = figure_of(s, like, &s->subjects[0], place);
        struct cs_claim b = figure_of(s, like, &s->subjects[1], place);
        add(s, &a, &b, !isnan(a.amount.low) && !isnan(b.amount.low));
        return true;
    }
    if (s->n_places == 2 && s->n_subjects <= 1) {
        const struct cs_subject *whose = s->n_subjects ? &s->subjects[0] : &like->subject;
        struct cs_claim a = figure_of(s, like, whose, s->places[0]);
        struct cs_claim b = figure_of(s, like, whose, s->places[1]);
        add(s, &a, &b, true);
        return true;
    }
    return false;
}

/* "That is a gap of", "The difference, $5,000,": of what was said right before. */
static bool takes_up(const struct cs_relation_scene *s)
{
    static const char *const thus[] = {"so ", "then ", "therefore", "put differently", NULL};
    static const char *const heads[] = {"that ",          "that's",     "this is",      "the gap",
                                        "the difference", "the spread", "so that's",    "so there",
                                        "there's",        "a gap",      "a difference", "a step",
                                        "the premium",    NULL};
    const struct cs_passage *p = s->p;
    for (size_t i = 0; heads[i]; i++) {
        if (!strncasecmp(p->all.text + p->all.start, heads[i], strlen(heads[i])))
            return true;
    }
    bool is_of_two = s->n_before > 1 && s->before[0]->sentence.end == p->all.start &&
                     s->before[1]->sentence.start == s->before[0]->sentence.start;
    for (size_t i = 0; is_of_two && thus[i]; i++) {
        if (!strncasecmp(p->all.text + p->all.start, thus[i], strlen(thus[i])))
            return true;
    }
    return false;
}

/* Whether the sentence speaks of whom and where a figure before it is of. */
static bool is_named(const struct cs_relation_scene *s, const struct cs_claim *c)
{
    bool is_subject = !s->n_subjects, is_place = !s->n_places;
    if (is_subject && is_place)
        return takes_up(s) && c->value.block == s->p->all.block;
    for (size_t i = 0; i < s->n_subjects; i++)
        is_subject |= cs_subject_equals(&s->subjects[i], &c->subject);
    for (size_t i = 0; i < s->n_places; i++)
        is_place |= s->places[i] == c->region;
    return is_subject && is_place;
}

/* What the sentence leaves out stands before it: "In Idaho $60,670. So you make $36,650 more." */
static void pair_before(struct cs_relation_scene *s)
{
    const struct cs_claim *x = s->n_own ? s->own[0] : s->n_before ? s->before[0] : NULL;
    size_t first = s->n_own ? 0 : 1;
    if (!x || s->n_own > 1 || first >= s->n_before ||
        (!s->n_own && !is_named(s, x) && !is_named(s, s->before[first])))
        return;
    bool is_sure = !s->r->is_against;
    for (size_t i = first; i < s->n_before; i++) {
        add(s, s->before[i], x, is_sure);
        is_sure = false;
    }
    for (size_t i = first; i < s->n_before && !s->n_own; i++) {
        for (size_t k = i + 1; k < s->n_before; k++)
            add(s, s->before[k], s->before[i], 0);
    }
}

/* "All jobs: $49,500. Security analysts make two and a half times that." */
static void pair_that(struct cs_relation_scene *s)
{
    if (!s->n_before || s->n_own > 1)
        return;
    const struct cs_claim *y = s->before[0];
    struct cs_claim x = s->n_own ? *s->own[0] : *y;
    if (!s->n_own && s->n_subjects == 1 && s->n_places <= 1)
        x = figure_of(s, y, &s->subjects[0], s->n_places ? s->places[0] : y->region);
    else if (!s->n_own && s->n_places == 1 && !s->n_subjects)
        x = figure_of(s, y, &y->subject, s->places[0]);
    add(s, y, &x, true);
}

/* ---- whole ---- */

/* One person's own, an employer's, a price: nothing to be held against the figures. */
static bool is_of_others(const struct cs_passage *p, size_t at, bool is_money)
{
    static const enum cs_cue_kind kinds[] = {CS_CUE_PERSON, CS_CUE_PART, CS_CUE_LEVEL,
                                             CS_CUE_SOURCE};
    struct cs_spot clause = cs_passage_clause(p, at);
    if (cs_passage_cue(p, CS_CUE_FOREIGN, CS_FOREIGN_MONEY, clause.start, clause.end) ||
        cs_passage_cue(p, CS_CUE_FOREIGN, CS_FOREIGN_ADJUSTED, clause.start, clause.end) ||
        (!is_money && cs_passage_cue(p, CS_CUE_FOREIGN, ANY_VALUE, clause.start, clause.end)))
        return true;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (cs_passage_cue(p, kinds[i], ANY_VALUE, clause.start, clause.end))
            return true;
    }
    return cs_speaks_of_our_own(p, p->all.start, p->all.end) || cs_credits_others(p);
}

void cs_relation_find_ends(struct cs_relation *r)
{
    struct cs_relation_scene s;
    r->d.n_pairs = 0;
    if (is_of_others(r->d.s->p, r->d.at.start, r->d.unit == CS_CHANGE_BY))
        return;
    cs_relation_scene_read(&s, r);
    if (r->is_of_that) {
        pair_that(&s);
        return;
    }
    if (r->is_label) {
        pair_named(&s);
        return;
    }
    if ((pair_dated(&s) || pair_against(&s)) && r->d.n_pairs)
        return;
    if (s.n_own >= 2 && r->is_against)
        pair_own_against(&s);
    else if (s.n_own >= 2)
        pair_own(&s);
    else if (!s.n_own && r->d.kind == CS_CLAIM_PAY && r->d.unit == CS_CHANGE_BY && pair_raw(&s))
        return;
    else if (!pair_named(&s) || !r->d.n_pairs)
        pair_before(&s);
}
