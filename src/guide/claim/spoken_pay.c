/* Numbers that are money by what the sentence says of them: "the median is 148K", "twenty-nine and
 * change an hour". Apart from reading amounts, which knows no cues. */
#include "guide/claim/spoken_pay.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "guide/amount/amount.h"
#include "guide/claim/passage.h"

enum { ANY_VALUE = -1 };

/* Pay for an hour that is said, or for a year in thousands: "148K", "76 and a half thousand". */
static bool has_size_of_pay(const struct cs_passage *p, const struct cs_amount *a)
{
    enum { LEAST_HOUR = 7, MOST_HOUR = 250, LEAST_YEAR = 12000, MOST_YEAR = 600000 };
    const char *written = p->all.text + a->start;
    size_t n = a->value_end - a->start;
    bool is_thousands =
        memchr(written, 'k', n) || memchr(written, 'K', n) || memmem(written, n, "housand", 7);
    if (a->kind != CS_AMOUNT_NUMBER || !isnan(a->high))
        return false;
    if (a->per == CS_PER_HOUR)
        return a->low >= LEAST_HOUR && a->low < MOST_HOUR;
    return (is_thousands || a->per == CS_PER_YEAR) && a->low >= LEAST_YEAR && a->low < MOST_YEAR;
}

static bool has_stop(const char *text, size_t n)
{
    return memchr(text, ',', n) || memchr(text, '.', n) || memchr(text, ';', n);
}

/* Whether the cue nearest before the number counts something, or one right behind it. */
static bool is_counted(const struct cs_passage *p, const struct cs_amount *a, struct cs_spot own)
{
    bool is_count = false;
    for (size_t i = 0; i < p->n_cues; i++) {
        const struct cs_cue *c = &p->cues[i];
        bool counts = c->kind == CS_CUE_OPENINGS || c->kind == CS_CUE_ADDED ||
                      c->kind == CS_CUE_ADDS || c->kind == CS_CUE_FOREIGN ||
                      (c->kind == CS_CUE_JOBS && c->value != CS_JOBS_FIELD);
        bool pays = c->kind == CS_CUE_STATISTIC || c->kind == CS_CUE_PAY;
        if (c->start < own.start || c->end > own.end)
            continue;
        if (c->end <= a->start && (counts || pays))
            is_count = counts;
        else if (c->start >= a->end && counts && !has_stop(p->all.text + a->end, c->start - a->end))
            is_count = true;
    }
    return is_count;
}

/* Whether an occupation's name stands right behind: "120K actuaries". */
static bool counts_a_name(const struct cs_passage *p, const struct cs_amount *a)
{
    enum { NEAR = 4 };
    for (size_t i = 0; i < p->names.n_mentions; i++) {
        size_t start = p->names.words[p->names.mentions[i].first].start;
        if (start >= a->end && start < a->end + NEAR)
            return true;
    }
    return false;
}

/* By a statistic of pay or a verb of earning before it in its clause, or a statistic behind it. */
static bool is_said_of_pay(const struct cs_passage *p, const struct cs_amount *a,
                           struct cs_spot own)
{
    struct cs_spot clause = cs_passage_clause(p, a->start);
    return cs_passage_cue(p, CS_CUE_STATISTIC, ANY_VALUE, clause.start, a->start) ||
           cs_passage_cue(p, CS_CUE_STATISTIC, ANY_VALUE, a->end, own.end) ||
           (a->per != CS_PER_YEAR &&
            cs_passage_cue(p, CS_CUE_PAY, ANY_VALUE, clause.start, a->start));
}

void cs_passage_say_dollars(struct cs_passage *p, bool is_asked)
{
    for (size_t i = 0; i < p->n_amounts; i++) {
        struct cs_amount *a = &p->amounts[i];
        struct cs_spot own = cs_passage_segment(p, (struct cs_spot){a->start, a->end});
        if (!p->is_value[i] || !has_size_of_pay(p, a) || is_counted(p, a, own) ||
            counts_a_name(p, a) || (!is_asked && !is_said_of_pay(p, a, own)))
            continue;
        a->kind = CS_AMOUNT_MONEY;
        memcpy(a->currency, "USD", 4);
        a->is_plain_dollar = true;
    }
}
