/* The two figures of a difference: two occupations, two places, or two dates. */
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "guide/claim/change.h"
#include "guide/claim/claim.h"
#include "guide/claim/passage.h"
#include "guide/topic/topic.h"

enum { ANY_VALUE = -1 };

static struct cs_spot spot_of(const struct cs_passage *p, size_t mention)
{
    const struct cs_mention *m = &p->names.mentions[mention];
    return (struct cs_spot){p->names.words[m->first].start,
                            p->names.words[m->first + m->n_words - 1].end};
}

/* The occupation named in [start, end), the last or the first; 0 for none. */
static bool named_in(const struct cs_passage *p, size_t start, size_t end, bool is_last,
                     struct cs_subject *out)
{
    int found = 0;
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        struct cs_spot at = spot_of(p, i);
        if (at.start < start || at.end > end || (found && !is_last))
            continue;
        *out = cs_topic_meaning(p->topic, &p->names, i);
        found = 1;
    }
    return found;
}

/* "than the average", "the median for all occupations", "the typical worker". */
static bool is_of_all(const struct cs_passage *p, size_t start, size_t end)
{
    enum { NEAR = 60 };
    static const char *const words[] = {"average", "the typical worker", "typical joe", NULL};
    size_t reach = start + NEAR < end ? start + NEAR : end;
    if (cs_passage_cue(p, CS_CUE_ALL, ANY_VALUE, start, reach))
        return true;
    for (const char *const *w = words; *w; w++) {
        for (size_t i = start; i + strlen(*w) <= reach; i++) {
            if (!strncasecmp(p->all.text + i, *w, strlen(*w)))
                return true;
        }
    }
    return false;
}

/* "That is $14,000 more than": of what the sentence before ended with. */
static bool takes_up(const struct cs_passage *p)
{
    static const char *const heads[] = {"that is",  "that's", "this is",
                                        "which is", "it is",  "it's"};
    const char *text = p->all.text + p->all.start;
    bool takes = false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        takes |= !strncasecmp(text, heads[i], strlen(heads[i]));
    return takes;
}

/* The claim that stands nearest before the number, and the first behind it, of the sentence. */
static const struct cs_claim *end_before(const struct cs_change_draft *d)
{
    const struct cs_claim *all[CS_CHANGE_ENDS], *best = NULL;
    size_t n_before, n = cs_change_ends(d, all, &n_before);
    if (n_before && takes_up(d->s->p))
        best = all[n_before - 1];
    for (size_t i = n_before; i < n; i++) {
        if (all[i]->value.end <= d->at.start)
            best = all[i];
    }
    return best;
}

/* `next`: the second one behind; NULL for none. */
static const struct cs_claim *end_behind(const struct cs_change_draft *d,
                                         const struct cs_claim **next)
{
    const struct cs_claim *all[CS_CHANGE_ENDS], *found = NULL;
    size_t n_before, n = cs_change_ends(d, all, &n_before);
    size_t clause = cs_passage_clause(d->s->p, d->at.start).end;
    *next = NULL;
    for (size_t i = n_before; i < n && !*next; i++) {
        if (all[i]->value.start < d->after || all[i]->value.start >= clause ||
            memchr(d->s->p->all.text + d->after, ';', all[i]->value.start - d->after))
            continue;
        if (found)
            *next = all[i];
        else
            found = all[i];
    }
    return found;
}

static bool is_sharp(const struct cs_change_draft *d, const struct cs_claim *end)
{
    return d->kind != CS_CLAIM_PAY ||
           (end->statistic != CS_STAT_UNSAID && end->statistic != CS_STAT_AVERAGE);
}

/* Whom or what the text behind the number compares with, as figures only the data know. Returns
 * whether there is any. */
static bool compared_with(const struct cs_change_draft *d, const struct cs_claim *to,
                          struct cs_claim *out, bool *is_sure)
{
    const struct cs_passage *p = d->s->p;
    size_t end = cs_passage_clause(p, d->at.start).end;
    const char *stop = memchr(p->all.text + d->after, ';', end > d->after ? end - d->after : 0);
    struct cs_subject subject;
    end = stop ? (size_t)(stop - p->all.text) : end;
    *out = cs_change_unsaid(to);
    *is_sure = is_sharp(d, to);
    if (is_of_all(p, d->after, end)) {
        out->subject = cs_names_subject(p->topic->names, cs_span_of("all occupations"));
        out->subject.is_all = true;
        out->region = NULL;
        return !to->subject.is_all;
    }
    if (named_in(p, d->after, end, 0, &subject)) {
        out->subject = subject;
        *is_sure &= cs_subject_is_known(&subject) && !subject.is_alias && !subject.is_group &&
                    !subject.is_ambiguous;
        if (!cs_subject_equals(&subject, &to->subject))
            return cs_subject_is_known(&subject);
    }
    for (size_t i = 0; i < p->n_places; i++) {
        if (p->places[i].start < d->after || p->places[i].start >= end ||
            p->regions[i] == to->region)
            continue;
        bool is_nation = p->regions[i] && !strcmp(p->regions[i]->code, "US");
        out->region = is_nation ? NULL : p->regions[i];
        return p->regions[i] != NULL && out->region != to->region;
    }
    for (size_t i = 0; i < p->n_amounts; i++) {
        if (p->amounts[i].kind == CS_AMOUNT_YEAR && p->amounts[i].start >= d->after &&
            p->amounts[i].start < end && to->when.start_year &&
            p->amounts[i].period.start_year != to->when.start_year) {
            out->when = p->amounts[i].period;
            return true;
        }
    }
    int back = cs_change_years_back(p, d->after, end);
    out->when.start_year = out->when.end_year = to->when.start_year - back;
    return back && to->when.start_year;
}

/* The one of two occupations that only a name tells. */
static bool named_before(const struct cs_change_draft *d, struct cs_claim *out, bool *is_named)
{
    const struct cs_passage *p = d->s->p;
    struct cs_spot clause = cs_passage_clause(p, d->at.start);
    *out = d->claim;
    out->kind = d->kind;
    out->amount.low = out->amount.high = NAN;
    out->per = d->kind != CS_CLAIM_PAY              ? CS_PER_NONE
               : d->claim.amount.per != CS_PER_NONE ? d->claim.amount.per
                                                    : CS_PER_YEAR;
    out->statistic = cs_change_statistic(p);
    if (d->kind == CS_CLAIM_PAY && out->statistic == CS_STAT_UNSAID)
        out->statistic = CS_STAT_MEDIAN; /* tried, and never held against the guide */
    *is_named = named_in(p, clause.start, d->at.start, 1, &out->subject);
    return (*is_named || d->claim.naming == CS_NAMED_NOT) && cs_subject_is_known(&out->subject);
}

static bool is_of_page(const struct cs_passage *p, const struct cs_subject *subject)
{
    return cs_subject_equals(subject, &p->topic->page);
}

/* Figures of sentences before, when nothing in this one is compared with: "— $540 less." */
static void add_from_before(struct cs_change_draft *d, const struct cs_claim *to)
{
    const struct cs_claim *all[CS_CHANGE_ENDS];
    size_t n_before, n = cs_change_ends(d, all, &n_before);
    for (size_t i = 0; i < n; i++) {
        if (all[i] != to && all[i]->value.end != to->value.end)
            cs_change_add_pair(d, all[i], to, 0);
    }
}

void cs_change_apart(struct cs_change_draft *d)
{
    const struct cs_claim *next, *before = end_before(d), *behind = end_behind(d, &next);
    const struct cs_passage *p = d->s->p;
    int said = cs_change_statistic(p) != CS_STAT_UNSAID;
    struct cs_claim from, to;
    bool is_sure, is_named = true;
    if (!before && next) { /* "A earns twice what B earns: $94,260 and $47,300" */
        cs_change_add_pair(d, next, behind, 0);
        return;
    }
    if (before)
        to = *before;
    else if (!named_before(d, &to, &is_named))
        return;
    is_named |= is_of_page(p, &to.subject); /* what it is of may be carried from another line */
    said &= is_named;
    if (behind) {
        if (!before) { /* "$620 more than the $62,350 of electricians" */
            to.per = behind->per;
            to.statistic = behind->statistic;
            to.when = behind->when;
        }
        cs_change_add_pair(d, behind, &to, is_sharp(d, behind) && (before || said));
        return;
    }
    if (compared_with(d, &to, &from, &is_sure)) {
        cs_change_add_pair(d, &from, &to, is_sure && (before || said));
        return;
    }
    struct cs_subject other;
    if (!before && named_in(p, cs_passage_clause(p, d->at.start).start, d->at.start, 0, &other) &&
        cs_subject_is_known(&other) && !cs_subject_equals(&other, &to.subject)) {
        struct cs_claim first = to; /* "A out-earn B by about $10,000", "compared with B, A …" */
        first.subject = other;
        cs_change_add_pair(d, &first, &to, 0);
        cs_change_add_pair(d, &to, &first, 0);
    }
    add_from_before(d, before ? before : &to);
}

void cs_change_between(struct cs_change_draft *d)
{
    const struct cs_claim *all[CS_CHANGE_ENDS];
    size_t n_before, n = cs_change_ends(d, all, &n_before);
    d->direction = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n; k++)
            cs_change_add_pair(d, all[i], all[k],
                               n == 2 && is_sharp(d, all[0]) &&
                                   all[0]->amount.low != all[1]->amount.low);
    }
    struct cs_claim from, to;
    bool is_sure, is_named;
    if (!d->n_pairs && named_before(d, &to, &is_named) && compared_with(d, &to, &from, &is_sure))
        cs_change_add_pair(d, &from, &to, 0);
}
