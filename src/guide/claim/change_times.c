/* Multiples: "twice the median for all occupations", "2.5 times as much as", "doubled since 2003",
 * "6X faster than average". */
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "base/text.h"
#include "guide/claim/change.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/text/find.h"
#include "guide/claim/passage.h"
#include "guide/amount/amount.h"

enum { ANY_VALUE = -1 };

static const struct factor {
    const char *words;
    double factor;
    bool is_past; /* "doubled since" */
} factors[] = {
    {"one and a half times", 1.5, 0},
    {"two and a half times", 2.5, 0},
    {"three and a half times", 3.5, 0},
    {"four and a half times", 4.5, 0},
    {"twice", 2, 0},
    {"double", 2, 0},
    {"triple", 3, 0},
    {"quadruple", 4, 0},
    {"half", 0.5, 0},
    {"two times", 2, 0},
    {"three times", 3, 0},
    {"four times", 4, 0},
    {"five times", 5, 0},
    {"six times", 6, 0},
    {"seven times", 7, 0},
    {"eight times", 8, 0},
    {"nine times", 9, 0},
    {"ten times", 10, 0},
    {"threefold", 3, 0},
    {"doubled", 2, 1},
    {"tripled", 3, 1},
    {"quadrupled", 4, 1},
    {"halved", 0.5, 1},
};

static enum cs_looseness looseness_before(const struct cs_passage *p, size_t at)
{
    static const struct {
        const char *words;
        enum cs_looseness looseness;
    } cues[] = {{"nearly", CS_UNDER}, {"almost", CS_UNDER},   {"more than", CS_OVER},
                {"over", CS_OVER},    {"about", CS_ABOUT},    {"roughly", CS_ABOUT},
                {"around", CS_ABOUT}, {"less than", CS_UNDER}};
    for (size_t i = 0; i < sizeof cues / sizeof cues[0]; i++) {
        size_t n = strlen(cues[i].words);
        if (at >= p->all.start + n + 1 && !strncasecmp(p->all.text + at - n - 1, cues[i].words, n))
            return cues[i].looseness;
    }
    return CS_EXACT;
}

static bool begins(const struct cs_passage *p, size_t at, const char *words)
{
    size_t n = strlen(words);
    return at + n <= p->all.end && !strncasecmp(p->all.text + at, words, n);
}

/* Whether what follows a multiple compares: "twice what", "3 times as fast as", "6X faster than".
 */
static bool compares(const struct cs_passage *p, size_t at, bool is_half)
{
    static const char *const openers[] = {" the median", " the pay",  " the salary", " what ",
                                          " the wage",   " that of ", " the average"};
    static const char *const more[] = {" the ",   " as ",      " faster", " more",
                                       " higher", " quicker ", " greater"};
    for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++) {
        if (begins(p, at, openers[i]))
            return true;
    }
    for (size_t i = 0; i < sizeof more / sizeof more[0] && !is_half; i++) {
        if (begins(p, at, more[i]))
            return true;
    }
    return false;
}

/* "twice as many jobs", "three times the number of electricians": of what is counted there, which
 * is never pay; CS_CLAIM_NONE when that is neither jobs nor openings. */
static enum cs_claim_kind kind_counted(const struct cs_passage *p, size_t start, size_t end)
{
    if (cs_passage_cue(p, CS_CUE_OPENINGS, ANY_VALUE, start, end))
        return CS_CLAIM_OPENINGS;
    if (cs_passage_cue(p, CS_CUE_ADDED, ANY_VALUE, start, end))
        return CS_CLAIM_NEW_JOBS;
    const struct cs_cue *jobs = cs_passage_cue(p, CS_CUE_JOBS, ANY_VALUE, start, end);
    return jobs && jobs->value != CS_JOBS_FIELD ? CS_CLAIM_EMPLOYMENT : CS_CLAIM_NONE;
}

/* What the multiple is of; CS_CLAIM_NONE when that is not said. */
static enum cs_claim_kind kind_at(const struct cs_sentence *s, struct cs_spot at)
{
    enum { NEAR = 40 };
    const struct cs_passage *p = s->p;
    struct cs_spot clause = cs_passage_clause(p, at.start);
    size_t reach = at.end + NEAR < clause.end ? at.end + NEAR : clause.end;
    static const char *const speeds[] = {"fast",   "faster",  "pace", "rate",
                                         "growth", "quickly", NULL};
    if (begins(p, at.end, " as many ") || begins(p, at.end, " the number "))
        return kind_counted(p, at.end, reach);
    if (cs_find_any(p->all.text, at.end, reach, speeds) ||
        cs_passage_cue(p, CS_CUE_WORD, ANY_VALUE, at.end, reach))
        return CS_CLAIM_GROWTH;
    if (cs_passage_cue(p, CS_CUE_OPENINGS, ANY_VALUE, at.end, reach))
        return CS_CLAIM_OPENINGS;
    if (cs_passage_cue(p, CS_CUE_PAY, ANY_VALUE, at.end, reach) ||
        cs_passage_cue(p, CS_CUE_STATISTIC, ANY_VALUE, at.end, reach))
        return CS_CLAIM_PAY;
    const struct cs_claims *claims = s->reader->claims;
    for (size_t i = claims->n_items; i-- > s->reader->sentence_first;) {
        if (claims->items[i].value.end <= at.start)
            return claims->items[i].kind;
    }
    return cs_passage_cue(p, CS_CUE_PAY, ANY_VALUE, clause.start, at.start) ||
                   cs_passage_cue(p, CS_CUE_STATISTIC, ANY_VALUE, clause.start, at.start)
               ? CS_CLAIM_PAY
               : CS_CLAIM_NONE;
}

static bool is_measured(enum cs_claim_kind kind)
{
    return kind == CS_CLAIM_PAY || kind == CS_CLAIM_GROWTH || kind == CS_CLAIM_OPENINGS ||
           kind == CS_CLAIM_EMPLOYMENT || kind == CS_CLAIM_NEW_JOBS;
}

/* "doubled since 2003": up to today. */
static void add_since(struct cs_change_draft *d)
{
    const struct cs_passage *p = d->s->p;
    for (size_t i = 0; i < p->n_amounts; i++) {
        const struct cs_amount *a = &p->amounts[i];
        enum { NEAR = 16 };
        if (a->kind != CS_AMOUNT_YEAR || a->start < d->at.end || a->start > d->at.end + NEAR ||
            !begins(p, d->at.end, " since "))
            continue;
        struct cs_claim from = d->claim, to;
        from.kind = d->kind;
        from.statistic = CS_STAT_MEDIAN;
        from.per = CS_PER_YEAR;
        from = cs_change_unsaid(&from);
        to = from;
        to.when = (struct cs_period){0, 0, 0};
        from.when = a->period;
        cs_change_add_pair(d, &from, &to, 1);
        d->claim.when = a->period;
        d->claim.when_said = (struct cs_said){p->all.block, a->start, a->end};
        return;
    }
}

static void read_multiple(const struct cs_sentence *s, const struct cs_amount *amount, bool is_past)
{
    const struct cs_passage *p = s->p;
    struct cs_change_draft d = {
        .s = s, .at = {amount->start, amount->end}, .after = amount->end, .unit = CS_CHANGE_TIMES};
    struct cs_spot clause = cs_passage_clause(p, amount->start);
    d.kind = kind_at(s, d.at);
    d.is_more = begins(p, amount->end, " more") || begins(p, amount->end, " faster") ||
                begins(p, amount->end, " higher") || begins(p, amount->end, " greater");
    if (!is_measured(d.kind) || (!is_past && !compares(p, amount->end, amount->low < 1)) ||
        cs_passage_cue(p, CS_CUE_FOREIGN, ANY_VALUE, clause.start, clause.end) ||
        cs_passage_cue(p, CS_CUE_PERSON, ANY_VALUE, clause.start, clause.end))
        return;
    struct cs_claim_label none = {.scale = 1, .level = CS_NO_KEY};
    d.claim = (struct cs_claim){.kind = CS_CLAIM_RATIO,
                                .amount = *amount,
                                .value = {p->all.block, amount->start, amount->end},
                                .sentence = {p->all.block, p->all.start, p->all.end},
                                .when_said = {CS_NO_BLOCK, 0, 0},
                                .statistic_said = {CS_NO_BLOCK, 0, 0},
                                .level = CS_NO_KEY};
    cs_sentence_locate(s, CS_NOWHERE, d.at, &none, &d.claim);
    if (is_past)
        add_since(&d);
    else
        cs_change_apart(&d);
    if (d.n_pairs && !d.claim.subject.is_all)
        cs_change_keep(&d);
}

/* "2.5 times", "6X", "3 x": where the multiple whose digits begin at `at` ends; `at` for none. */
static size_t times_end(const struct cs_passage *p, size_t at, double *factor)
{
    static const char *const units[] = {" times", "-times", "x", " x"};
    size_t i = at;
    while (i < p->all.end &&
           (cs_is_digit(p->all.text[i]) || (p->all.text[i] == '.' && i + 1 < p->all.end && i > at &&
                                            cs_is_digit(p->all.text[i + 1]))))
        i++;
    if (!cs_number_parse((struct cs_span){p->all.text + at, i - at}, factor))
        return at;
    for (size_t k = 0; k < sizeof units / sizeof units[0]; k++) {
        size_t end = i + strlen(units[k]);
        if (begins(p, i, units[k]) && (end >= p->all.end || !cs_is_alnum(p->all.text[end])))
            return end;
    }
    return at;
}

static struct cs_multiple multiple_of(const struct cs_passage *p, size_t start, size_t end,
                                      double factor, bool is_past)
{
    return (struct cs_multiple){.is_past = is_past,
                                .amount = {.kind = CS_AMOUNT_NUMBER,
                                           .start = start,
                                           .end = end,
                                           .value_end = end,
                                           .low = factor,
                                           .high = NAN,
                                           .step = 0.1,
                                           .looseness = looseness_before(p, start)}};
}

/* "four to one", "five paralegals for every secretary": where the number stands; 0 for none. */
static double odds_at(const struct cs_passage *p, size_t at, size_t *end)
{
    enum { FARTHEST = 36 };
    static const char *const words[] = {"two",   "three", "four", "five", "six",
                                        "seven", "eight", "nine", "ten"};
    static const char *const every[] = {"for every ", "for each ", NULL};
    bool begins_word = at == p->all.start || !cs_is_alnum(p->all.text[at - 1]);
    for (size_t i = 0; begins_word && i < sizeof words / sizeof *words; i++) {
        if (!begins(p, at, words[i]) || cs_is_alnum(p->all.text[at + strlen(words[i])]))
            continue;
        *end = at + strlen(words[i]);
        size_t far = *end + FARTHEST < p->all.end ? *end + FARTHEST : p->all.end;
        bool is_odds = begins(p, *end, " to one") || begins(p, *end, " to 1") ||
                       cs_find_any(p->all.text, *end, far, every);
        return is_odds ? (double)(i + 2) : 0;
    }
    return 0;
}

size_t cs_multiples_find(const struct cs_passage *p, struct cs_multiple *out, size_t capacity)
{
    size_t n = 0;
    for (size_t i = 0; i < sizeof factors / sizeof factors[0] && n < capacity; i++) {
        size_t at = cs_find_first(p->all.text, p->all.start, p->all.end, factors[i].words);
        if (at != CS_NOWHERE)
            out[n++] = multiple_of(p, at, at + strlen(factors[i].words), factors[i].factor,
                                   factors[i].is_past);
    }
    for (size_t i = p->all.start; i < p->all.end && n < capacity; i++) {
        double factor;
        bool begins_number = cs_is_digit(p->all.text[i]) &&
                             (i == p->all.start || !strchr("0123456789.,$", p->all.text[i - 1]));
        size_t end = begins_number ? times_end(p, i, &factor) : i;
        if (end > i && factor > 1)
            out[n++] = multiple_of(p, i, end, factor, false);
        double odds = n < capacity ? odds_at(p, i, &end) : 0;
        if (odds > 0)
            out[n++] = multiple_of(p, i, end, odds, false);
    }
    return n;
}

void cs_multiples_of_sentence(const struct cs_sentence *s)
{
    enum { MOST_MULTIPLES = 16 };
    struct cs_multiple all[MOST_MULTIPLES];
    size_t n = cs_multiples_find(s->p, all, MOST_MULTIPLES);
    for (size_t i = 0; i < n; i++)
        read_multiple(s, &all[i].amount, all[i].is_past);
}
