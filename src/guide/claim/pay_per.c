/* The pay period of an amount by the words around it: apart from the statistic, since a period
 * belongs to one number alone. */
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "data/quantity.h"
#include "guide/claim/passage.h"
#include "guide/claim/pay_per.h"

enum { ANY_VALUE = -1, BEHIND = 40, RIGHT_BEHIND = 2 };

enum cs_per cs_per_of_size(const struct cs_amount *amount)
{
    static const char *const dollars[] = {"USD", "CAD", "EUR", "GBP", "AUD", NULL};
    bool is_dollar = false;
    for (const char *const *d = dollars; *d; d++)
        is_dollar |= !strcmp(amount->currency, *d);
    if (is_dollar && amount->low >= 12000)
        return CS_PER_YEAR;
    return is_dollar && amount->low < 250 ? CS_PER_HOUR : CS_PER_NONE;
}

static bool is_one_word(const struct cs_cue *c)
{
    return !memchr(c->row->phrase, ' ', strlen(c->row->phrase));
}

/* "month" alone: of pay, or of the calendar. */
static bool is_noun(const struct cs_cue *c)
{
    static const char *const nouns[] = {"year", "month", "week", "day", "hour", NULL};
    return cs_span_is_any(cs_span_of(c->row->phrase), nouns);
}

/* "Median pay per month", "the salary a month": right behind what is paid. */
static bool is_of_pay(const struct cs_passage *p, const struct cs_cue *c)
{
    size_t end = c->start;
    while (end > p->all.start && strchr(" (", p->all.text[end - 1]))
        end--;
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *o = &p->cues[i];
        bool is_pay = o->kind == CS_CUE_PAY && o->value == CS_PAY_NOUN;
        if (o->end == end && (is_pay || o->kind == CS_CUE_STATISTIC))
            return true;
    }
    return false;
}

/* "Each month nurses earn $8,129": ahead of a number that is neither a year's pay nor an hour's by
 * its size, any period counts; ahead of others only one that is said of the pay itself, not that of
 * "work three days a week and earn $97,550". */
static const struct cs_cue *said_ahead(const struct cs_passage *p, const struct cs_amount *a)
{
    size_t from = cs_passage_value_before(p, a->start);
    bool is_open = cs_per_of_size(a) == CS_PER_NONE;
    for (size_t i = p->n_cues; i-- > 0;) {
        const struct cs_cue *c = &p->cues[i];
        if (c->kind != CS_CUE_PER || c->end > a->start || c->start < from)
            continue;
        bool is_adjective = is_one_word(c) && !is_noun(c);
        bool is_own = is_open && c->value != CS_PER_YEAR && c->value != CS_PER_HOUR;
        if (is_adjective || is_own || (!is_noun(c) && is_of_pay(p, c)))
            return c;
    }
    return NULL;
}

enum cs_per cs_per_of_words(const struct cs_passage *p, const struct cs_amount *a)
{
    const struct cs_cue *ahead = said_ahead(p, a);
    if (ahead)
        return (enum cs_per)ahead->value;
    size_t after = cs_passage_value_after(p, a->end);
    const struct cs_cue *c = cs_passage_cue(p, CS_CUE_PER, ANY_VALUE, a->end, after);
    if (!c || c->start >= a->end + BEHIND)
        return CS_PER_NONE;
    /* "annual pay of $63,890 and average hourly pay of $37.02": an adjective leads the next */
    bool is_far = c->start > a->end + RIGHT_BEHIND;
    if (is_far && after < p->all.end && is_one_word(c))
        return CS_PER_NONE;
    /* "$97,550 in the month of May 2025" */
    if (is_far && is_noun(c) && cs_per_of_size(a) != CS_PER_NONE)
        return CS_PER_NONE;
    /* "$55,080, so a driver with a Class A license" */
    bool is_sized = cs_per_of_size(a) != CS_PER_NONE;
    if (is_far && is_sized && c->value != CS_PER_YEAR && c->value != CS_PER_HOUR)
        return CS_PER_NONE;
    return (enum cs_per)c->value;
}
