/* The date of a claim: said in its clause, by its label, its question, or the sentence before. */
#include <stdbool.h>
#include <string.h>

#include "data/period.h"
#include "guide/claim/claim_read.h"
#include "guide/claim/passage.h"
#include "guide/claim/claim.h"
#include "guide/claim/bind.h"

enum { ANY_VALUE = -1, PROJECTION_YEARS = 10 };

struct date_spots {
    struct cs_spot spots[CS_PASSAGE_AMOUNTS];
    struct cs_period periods[CS_PASSAGE_AMOUNTS];
    size_t n;
};

/* "by 2034", "through 2029", "the decade to 2034": the end of a projection. */
static bool is_end_of_span(const struct cs_passage *p, const struct cs_amount *a)
{
    static const char *const links[] = {"by ",   "through ",     "until ", "to ",
                                        "till ", "by the year ", NULL};
    for (const char *const *l = links; *l; l++) {
        size_t n = strlen(*l);
        if (a->start >= p->all.start + n && !strncasecmp(p->all.text + a->start - n, *l, n))
            return true;
    }
    return false;
}

static bool takes_years(enum cs_claim_kind kind)
{
    return !cs_claim_is_projection(kind);
}

static bool takes_spans(enum cs_claim_kind kind)
{
    return kind != CS_CLAIM_PAY;
}

/* "By 2034 there should be 267,700 more jobs, and the median of $133,080 …": the end of what the
 * sentence projects dates no pay, nor what the projection begins with. */
static bool is_projected_end(const struct cs_sentence *s, const struct cs_amount *a)
{
    const struct cs_claim_reader *r = s->reader;
    static const char *const ends[] = {"through ", "until ", "till ", NULL};
    bool projects = false;
    for (const char *const *e = ends; *e; e++) {
        size_t n = strlen(*e);
        projects |= a->start >= n && !strncasecmp(s->p->all.text + a->start - n, *e, n);
    }
    for (size_t i = r->sentence_first; i < r->claims->n_items; i++)
        projects |= cs_claim_is_projection(r->claims->items[i].kind) ||
                    r->claims->items[i].kind == CS_CLAIM_PROJECTED;
    return projects && is_end_of_span(s->p, a);
}

/* "There are 3.4 million nurses, and employment is expected to decline by 2034": behind a comma the
 * date of what is going to grow or shrink, not of the number before. */
static bool is_of_outlook(const struct cs_passage *p, struct cs_spot at, const struct cs_amount *a)
{
    const char *comma =
        a->start > at.end ? memchr(p->all.text + at.end, ',', a->start - at.end) : NULL;
    if (!comma)
        return false;
    size_t from = (size_t)(comma - p->all.text);
    if (!cs_passage_cue(p, CS_CUE_FUTURE, 0, from, a->start))
        return false;
    return cs_passage_cue(p, CS_CUE_GROWTH, ANY_VALUE, from, a->start) ||
           cs_passage_cue(p, CS_CUE_ADDS, ANY_VALUE, from, a->start) ||
           cs_passage_cue(p, CS_CUE_CHANGE, ANY_VALUE, from, a->start);
}

static void collect(const struct cs_sentence *s, enum cs_claim_kind kind, struct cs_spot at,
                    struct date_spots *out)
{
    const struct cs_passage *p = s->p;
    out->n = 0;
    for (size_t i = 0; i < p->n_amounts; i++) {
        const struct cs_amount *a = &p->amounts[i];
        if (!(a->kind == CS_AMOUNT_YEAR && takes_years(kind)) &&
            !(a->kind == CS_AMOUNT_SPAN && takes_spans(kind)))
            continue;
        bool is_level = kind == CS_CLAIM_PAY || kind == CS_CLAIM_EMPLOYMENT;
        if ((is_level && is_projected_end(s, a)) ||
            (is_level && a->kind == CS_AMOUNT_YEAR && is_of_outlook(p, at, a)))
            continue;
        out->spots[out->n] = (struct cs_spot){a->start, a->end};
        out->periods[out->n++] = a->period;
    }
}

static void set_date(struct cs_claim *claim, uint32_t block, struct cs_period when,
                     struct cs_spot at)
{
    claim->when = when;
    claim->when_said = (struct cs_said){block, at.start, at.end};
}

/* A projection whose end alone is said. */
static bool date_by_end(const struct cs_passage *p, struct cs_claim *claim)
{
    if (!cs_claim_is_projection(claim->kind))
        return false;
    for (size_t i = 0; i < p->n_amounts; i++) {
        const struct cs_amount *a = &p->amounts[i];
        if (a->kind != CS_AMOUNT_YEAR || !is_end_of_span(p, a))
            continue;
        struct cs_period span = {.start_year = a->period.start_year - PROJECTION_YEARS,
                                 .end_year = a->period.start_year};
        set_date(claim, p->all.block, span, (struct cs_spot){a->start, a->end});
        claim->flags |= CS_CLAIM_BY_END;
        return true;
    }
    return false;
}

/* Where another date of the sentence could be meant. */
static bool has_rival(const struct date_spots *found, size_t chosen, enum cs_tie tie)
{
    if (tie == CS_TIE_LIST || tie == CS_TIE_BEHIND)
        return false;
    for (size_t i = 0; i < found->n; i++) {
        if (i != chosen && cs_period_compare(found->periods[i], found->periods[chosen]))
            return tie != CS_TIE_AHEAD;
    }
    return false;
}

/* "$22.74 in May 2024, up from $22.38 a year earlier". */
static void step_back(const struct cs_passage *p, struct cs_spot at, struct cs_claim *claim)
{
    enum { BEHIND = 26 };
    struct cs_spot clause = cs_passage_clause(p, at.start);
    size_t before = cs_passage_value_before(p, at.start), after = cs_passage_value_after(p, at.end);
    const struct cs_cue *c = cs_passage_cue(p, CS_CUE_AGO, ANY_VALUE, at.end, after);
    /* "$132,270; a year later it was $133,080": what comes later, or in another clause, leads the
     * next */
    if (!c || c->start > at.end + BEHIND || (c->value < 0 && c->start > at.end + 1) ||
        c->start >= clause.end)
        c = cs_passage_last_cue(p, CS_CUE_AGO, ANY_VALUE,
                                before > clause.start ? before : clause.start, at.start);
    if (!c)
        return;
    if (!c->value) {
        claim->flags |= CS_CLAIM_DOUBTFUL | CS_CLAIM_IS_PAST;
        claim->when = (struct cs_period){0, 0, 0};
        claim->when_said.block = CS_NO_BLOCK;
        return;
    }
    /* the year it is counted from must be another's, not the value's own */
    bool is_own = claim->when_said.block == p->all.block && claim->when_said.start > c->start &&
                  claim->when_said.start < c->end + 12;
    if (!claim->when.start_year) /* "a year before" what the sentence does not say */
        claim->flags |= CS_CLAIM_DOUBTFUL | CS_CLAIM_IS_PAST;
    if (!claim->when.start_year || cs_period_is_span(claim->when) || is_own)
        return;
    claim->when.start_year -= c->value;
    claim->when.end_year -= c->value;
    claim->when_said.block = CS_NO_BLOCK; /* nothing that could be rewritten */
}

static bool is_same_sort(enum cs_claim_kind a, enum cs_claim_kind b)
{
    return a == b || (cs_claim_is_projection(a) && cs_claim_is_projection(b)) ||
           (a == CS_CLAIM_PAY && b == CS_CLAIM_EMPLOYMENT);
}

/* What the sentence before leaves: its date holds on in the paragraph, as long as it had one. */
static void inherit_date(const struct cs_sentence *s, struct cs_claim *claim)
{
    const struct cs_claim_reader *r = s->reader;
    const struct cs_claim *before = NULL;
    for (size_t i = r->claims->n_items; i-- > r->sentence_first && !before;) {
        if (is_same_sort(r->claims->items[i].kind, claim->kind))
            before = &r->claims->items[i];
    }
    bool is_here = before != NULL;
    const struct cs_claim *newest =
        cs_claim_is_projection(claim->kind) ? &r->newest_projection : &r->newest_year;
    if (!before && r->has_before && is_same_sort(newest->kind, claim->kind))
        before = newest;
    bool is_today = cs_passage_cue(s->p, CS_CUE_FUTURE, 1, s->p->all.start, s->p->all.end) != NULL;
    if (!before || !before->when.start_year || (is_today && !is_here))
        return;
    claim->when = before->when;
    claim->when_said = before->when_said;
    claim->flags |= before->flags & (CS_CLAIM_BY_END | CS_CLAIM_DATE_CARRIED);
    if (!is_here)
        claim->flags |= CS_CLAIM_DATE_CARRIED;
}

static void date_by_label(const struct cs_claim_label *label, uint32_t block,
                          struct cs_claim *claim)
{
    if (label->span.start_year && takes_spans(claim->kind))
        set_date(claim, block, label->span, label->span_at);
    else if (label->year.start_year && takes_years(claim->kind))
        set_date(claim, block, label->year, label->year_at);
}

void cs_sentence_date(const struct cs_sentence *s, size_t value, struct cs_spot at,
                      const struct cs_claim_label *label, struct cs_claim *claim)
{
    const struct cs_passage *p = s->p;
    struct date_spots found;
    enum cs_tie tie;
    collect(s, claim->kind, at, &found);
    size_t i = value != CS_NOWHERE ? cs_bind(p, found.spots, found.n, value, 0, &tie)
                                   : cs_bind_at(p, found.spots, found.n, at, &tie);
    if (i != CS_NOWHERE && tie == CS_TIE_LOOSE &&
        cs_passage_value_after(p, at.end) < found.spots[i].start)
        i = CS_NOWHERE; /* behind another value: that one's */
    if (i != CS_NOWHERE) {
        set_date(claim, p->all.block, found.periods[i], found.spots[i]);
        if (has_rival(&found, i, tie))
            claim->flags |= CS_CLAIM_DOUBTFUL;
    }
    if (!claim->when.start_year && label->is_read)
        date_by_label(label, p->all.block, claim);
    if (!claim->when.start_year)
        date_by_end(p, claim);
    if (!claim->when.start_year && s->reader->asked != CS_NO_BLOCK)
        date_by_label(&s->reader->question, s->reader->asked, claim);
    if (!claim->when.start_year)
        inherit_date(s, claim);
    bool is_own = i != CS_NOWHERE && (tie == CS_TIE_BEHIND || tie == CS_TIE_LIST);
    if (claim->kind == CS_CLAIM_PAY && !is_own)
        step_back(p, at, claim);
}
