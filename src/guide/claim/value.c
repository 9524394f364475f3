/* A value of a sentence and the text that may speak for it: what the readers of pay, growth and
 * counts ask alike. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/claim/value_part.h"

struct cs_value cs_value_of(const struct cs_sentence *s, size_t index)
{
    struct cs_value v = {s, s->p, index, &s->p->amounts[index], {0, 0}, {0, 0}, {0, 0}};
    v.clause = cs_passage_clause(v.p, v.amount->start);
    size_t before = cs_passage_value_before(v.p, v.amount->start);
    size_t after = cs_passage_value_after(v.p, v.amount->end);
    v.ahead = (struct cs_spot){before > v.clause.start ? before : v.clause.start, v.amount->start};
    v.behind = (struct cs_spot){v.amount->end, after < v.clause.end ? after : v.clause.end};
    return v;
}

const struct cs_cue *cs_value_in_clause(const struct cs_value *v, enum cs_cue_kind kind, int value)
{
    return cs_passage_cue(v->p, kind, value, v->clause.start, v->clause.end);
}
const struct cs_cue *cs_value_anywhere(const struct cs_value *v, enum cs_cue_kind kind, int value)
{
    return cs_passage_cue(v->p, kind, value, v->p->all.start, v->p->all.end);
}
const struct cs_cue *cs_value_ahead(const struct cs_value *v, enum cs_cue_kind kind, int value)
{
    const struct cs_cue *c = cs_passage_last_cue(v->p, kind, value, v->ahead.start, v->ahead.end);
    bool is_noun = kind == CS_CUE_OPENINGS || kind == CS_CUE_ADDED;
    /* "166,100 additional jobs on a base of 3.39 million": the number before has taken them */
    if (c && is_noun && v->ahead.start > v->clause.start &&
        cs_passage_is_linked(v->p, v->ahead.start, c->start))
        return NULL;
    return c;
}
/* Within `reach` bytes before the value. */
const struct cs_cue *cs_value_near_ahead(const struct cs_value *v, enum cs_cue_kind kind, int value,
                                         size_t reach)
{
    const struct cs_cue *c = cs_value_ahead(v, kind, value);
    return c && c->end + reach >= v->amount->start ? c : NULL;
}
const struct cs_cue *cs_value_near_behind(const struct cs_value *v, enum cs_cue_kind kind,
                                          int value, size_t reach)
{
    size_t end = v->amount->end + reach < v->behind.end ? v->amount->end + reach : v->behind.end;
    for (size_t i = v->amount->end; i < end; i++) {
        if (strchr(":(", v->p->all.text[i]))
            end = i;
    }
    const struct cs_cue *c = cs_passage_cue(v->p, kind, value, v->amount->end, v->behind.end);
    return c && c->start < end ? c : NULL;
}

bool cs_value_follows(const struct cs_value *v, const char *words)
{
    size_t n = strlen(words), i = v->amount->end;
    return i + n <= v->p->all.end && !strncasecmp(v->p->all.text + i, words, n);
}

bool cs_value_precedes(const struct cs_value *v, const char *words)
{
    size_t n = strlen(words), i = v->amount->start;
    return i >= v->p->all.start + n && !strncasecmp(v->p->all.text + i - n, words, n);
}

/* The claim before in the same sentence; NULL when there is none. */
const struct cs_claim *cs_value_before_in_sentence(const struct cs_value *v)
{
    const struct cs_claim_reader *r = v->s->reader;
    return r->claims->n_items > r->sentence_first ? &r->claims->items[r->claims->n_items - 1]
                                                  : NULL;
}

/* Whether nothing between the claim before and this value says what it counts: it counts the same.
 */
bool cs_value_says_nothing_new(const struct cs_value *v, const struct cs_claim *before)
{
    if (!before || before->value.block != v->p->all.block || before->value.end > v->amount->start)
        return false;
    for (size_t i = 0; i < v->p->n_cues; i++) {
        const struct cs_cue *c = &v->p->cues[i];
        bool is_kind = c->kind == CS_CUE_PAY || c->kind == CS_CUE_OPENINGS ||
                       c->kind == CS_CUE_ADDED || c->kind == CS_CUE_ADDS ||
                       c->kind == CS_CUE_GROWTH || c->kind == CS_CUE_FOREIGN ||
                       c->kind == CS_CUE_CHANGE || c->kind == CS_CUE_SHARE ||
                       (c->kind == CS_CUE_JOBS && c->value != CS_JOBS_PEOPLE &&
                        c->value != CS_JOBS_FIELD && c->value != CS_JOBS_EXIST);
        /* "81,000 openings for A, 74,100 for B": the cue is that of the claim before */
        bool is_same = (c->kind == CS_CUE_OPENINGS && before->kind == CS_CLAIM_OPENINGS) ||
                       (c->kind == CS_CUE_ADDED && before->kind == CS_CLAIM_NEW_JOBS);
        if (is_kind && !is_same && c->start >= before->value.end && c->end <= v->amount->start)
            return false;
    }
    return true;
}

/* Whether only a comma, "and", "or" or "to" stands between the claim before and this value. */
bool cs_value_goes_on(const struct cs_value *v, const struct cs_claim *before)
{
    if (!before || before->value.block != v->p->all.block || before->value.end > v->amount->start)
        return false;
    enum { FARTHEST = 24 };
    size_t from = before->amount.end > before->value.end ? before->amount.end : before->value.end;
    if (v->amount->start > from + FARTHEST)
        return false;
    for (size_t i = from; i < v->amount->start; i++) {
        if (strchr(";:.", v->p->all.text[i]))
            return false;
    }
    return true;
}

/* ---- changes and differences ---- */

/* "The difference between the two medians is $2,830": whatever stands between, without a comma. */
static bool is_gap_to(const struct cs_value *v, const struct cs_cue *apart)
{
    static const char *const words[] = {" between ", " to ", " from ", " in "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);
        if (apart->end + n < v->amount->start &&
            !strncasecmp(v->p->all.text + apart->end, words[i], n))
            return !memchr(v->p->all.text + apart->end, ',', v->amount->start - apart->end);
    }
    return false;
}

/* Whether [start, end) holds only words of looseness: "by about", "of nearly". */
static bool is_loose_gap(const struct cs_passage *p, size_t start, size_t end)
{
    static const char *const loose[] = {
        "about", "around",  "nearly", "almost", "some", "more",          "than",    "over",
        "just",  "roughly", "by",     "of",     "is",   "was",           "another", "only",
        "a",     "year",    "under",  "up",     "less", "approximately", "fully",   NULL};
    for (size_t i = 0; i < p->names.n_words; i++) {
        const struct cs_word *w = &p->names.words[i];
        struct cs_span word = cs_passage_word(p, i);
        if (w->start >= start && w->end <= end && !cs_span_is_any(word, loose))
            return false;
    }
    return true;
}

/* "has fallen by $4,350": by how much, whatever the verb. */
static bool is_by_how_much(const struct cs_value *v)
{
    enum { REACH = 24 };
    const char *text = v->p->all.text;
    size_t from =
        v->amount->start > v->ahead.start + REACH ? v->amount->start - REACH : v->ahead.start;
    for (size_t i = v->amount->start; i-- > from + 1;) {
        if (!strncasecmp(text + i - 1, " by ", 4) && is_loose_gap(v->p, i + 3, v->amount->start))
            return v->amount->kind == CS_AMOUNT_MONEY;
    }
    return false;
}

/* "a median of $44,290 is well above": a verb between makes the value a level, not a distance. */
bool cs_is_level_beyond(const struct cs_passage *p, size_t end, const struct cs_cue *beyond)
{
    static const char *const verbs[] = {"is",    "are",   "was",     "were", "stands",
                                        "stood", "sits",  "remains", "runs", "lies",
                                        "falls", "comes", NULL};
    return cs_find_any(p->all.text, end, beyond->start, verbs);
}

bool cs_is_set_beside(const struct cs_passage *p, const struct cs_amount *amount, int *direction)
{
    enum { MOST = 15000, MOST_AN_HOUR = 10 }; /* "paid less ($47,300)" says a level */
    const struct cs_cue *c =
        cs_passage_last_cue(p, CS_CUE_BEYOND, ANY_VALUE, p->all.start, amount->start);
    bool is_small = amount->per == CS_PER_HOUR ? amount->low < MOST_AN_HOUR
                                               : amount->low < MOST && amount->per <= CS_PER_YEAR;
    if (!c || amount->kind != CS_AMOUNT_MONEY || !is_small)
        return false;
    const char *gap = p->all.text + c->end;
    size_t n = amount->start - c->end;
    if (!n || !is_loose_gap(p, c->end, amount->start) ||
        (!memchr(gap, '(', n) && !memmem(gap, n, "\xE2\x80\x93", 3) &&
         !memmem(gap, n, "\xE2\x80\x94", 3) && !memmem(gap, n, " - ", 3) && !memchr(gap, ',', n)))
        return false;
    *direction = c->value;
    return true;
}

/* "rose $4,000", "a gap of nearly $13,000": nothing but looseness between. */
bool cs_value_is_change(const struct cs_value *v)
{
    const struct cs_cue *c = cs_value_ahead(v, CS_CUE_CHANGE, ANY_VALUE);
    int direction;
    if (cs_is_set_beside(v->p, v->amount, &direction))
        return true;
    if ((c && is_loose_gap(v->p, c->end, v->amount->start)) || is_by_how_much(v))
        return true;
    const struct cs_cue *apart = cs_value_ahead(v, CS_CUE_CHANGE, CS_CHANGE_APART);
    if (apart && is_gap_to(v, apart))
        return true;
    if (apart && (memchr(v->p->all.text + apart->end, ':', v->amount->start - apart->end) ||
                  cs_passage_cue(v->p, CS_CUE_PAY, ANY_VALUE, apart->end, v->amount->start) ||
                  cs_passage_cue(v->p, CS_CUE_STATISTIC, ANY_VALUE, apart->end, v->amount->start)))
        apart = NULL;
    if (apart || cs_value_precedes(v, " down ") || cs_value_precedes(v, " up "))
        return true;
    const struct cs_cue *b = cs_value_near_behind(v, CS_CUE_BEYOND, ANY_VALUE, 12);
    if (!b || (b->start > 3 && !strncasecmp(v->p->all.text + b->start - 3, "or ", 3)) ||
        cs_is_level_beyond(v->p, v->amount->end, b))
        return false;
    return !memchr(v->p->all.text + v->amount->end, ',', b->start - v->amount->end);
}

/* Whether a name, a place or a date is the value's own: "15,400 a year for pharmacists". */
bool cs_value_has_own_tag(const struct cs_value *v)
{
    const struct cs_passage *p = v->p;
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        size_t start = p->names.words[p->names.mentions[i].first].start;
        if (start >= v->ahead.start && start < v->behind.end)
            return true;
    }
    for (size_t i = 0; i < p->n_places; i++) {
        if (p->places[i].start >= v->ahead.start && p->places[i].start < v->behind.end)
            return true;
    }
    for (size_t i = 0; i < p->n_amounts; i++) {
        if (p->amounts[i].kind >= CS_AMOUNT_YEAR && p->amounts[i].kind <= CS_AMOUNT_SPAN &&
            p->amounts[i].start >= v->ahead.start && p->amounts[i].start < v->behind.end)
            return true;
    }
    return false;
}
