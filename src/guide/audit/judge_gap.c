/* A difference of which the ends are not certain. Apart from judge_change.c, which knows the ends
 * by the sentence: here the number tells. Where it is the difference of two figures told right
 * before but for a slip of the pen, it is that difference, and wrong; so is one behind the only two
 * figures of its sentence. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "data/reference.h"
#include "guide/amount/amount.h"
#include "guide/amount/slip.h"
#include "guide/audit/judge_change.h"
#include "guide/text/find.h"
#include "guide/evidence/vintage.h"
#include "guide/judge/judge.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"

enum { NEAR = 10, SHARP = 100 }; /* claims before; dollars that chance does not make fit */

/* A yearly figure of pay that the data confirm. */
static bool is_end(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    return c->kind == CS_CLAIM_PAY && c->per == CS_PER_YEAR && isnan(c->amount.high) &&
           audit->judgments[i].verdict == CS_CONFIRMED && !cs_claim_is_coarse(c);
}

/* Of one statistic, and of two places or two occupations, not both. */
static bool are_comparable(const struct cs_audit *audit, size_t a, size_t b)
{
    const struct cs_claim *x = &audit->claims.items[a], *y = &audit->claims.items[b];
    bool is_one_place = x->region == y->region;
    return audit->judgments[a].fact.measure == audit->judgments[b].fact.measure &&
           is_one_place != cs_subject_equals(&x->subject, &y->subject);
}

static double apart(const struct cs_audit *audit, size_t a, size_t b)
{
    return fabs(audit->judgments[a].fact.value - audit->judgments[b].fact.value);
}

static bool is_in_sentence(const struct cs_claim *c, const struct cs_claim *gap)
{
    return c->value.block == gap->sentence.block && c->value.start >= gap->sentence.start &&
           c->value.end <= gap->value.start;
}

/* "A gap of": of the two figures before it and no others. */
static bool is_gap_of_both(const struct cs_audit *audit, const struct cs_claim *gap)
{
    static const char *const words[] = {
        "gap of", "difference of", "a difference", "spread of", "advantage of", "premium of", NULL};
    static const char *const others[] = {"nation", "u.s.",  "all ", "than", "above",
                                         "below",  "over ", "up ",  NULL};
    const char *text = audit->document.blocks[gap->sentence.block].text;
    return cs_find_any(text, gap->sentence.start, gap->value.start, words) &&
           !cs_find_any(text, gap->sentence.start, gap->sentence.end, others);
}

static void call_wrong(struct cs_audit *audit, size_t i, size_t a, size_t b)
{
    struct cs_judgment *j = &audit->judgments[i];
    char number[64];
    cs_number_format_grouped(apart(audit, a, b), 0, number, sizeof number);
    j->verdict = CS_CONTRADICTED;
    j->fault = CS_FAULT_VALUE;
    j->fact = j->newest = audit->judgments[b].fact;
    j->right = j->right_period = NULL;
    j->why = cs_arena_printf(&audit->arena, "the figures before it are %s apart", number);
}

static void call_right(struct cs_audit *audit, size_t i)
{
    struct cs_judgment *j = &audit->judgments[i];
    j->verdict = CS_CONFIRMED;
    j->fault = CS_FAULT_NONE;
    j->hint = j->right = j->right_period = NULL;
    j->why = "it lies between two of the guide's own figures";
}

static void judge_gap(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *gap = &audit->claims.items[i];
    size_t first = i > NEAR ? i - NEAR : 0, n_sentence = 0, ends[2] = {0, 0};
    size_t slip_a = i, slip_b = i;
    for (size_t b = first; b < i; b++) {
        if (!is_end(audit, b))
            continue;
        if (is_in_sentence(&audit->claims.items[b], gap) && n_sentence++ < 2)
            ends[n_sentence - 1] = b;
        for (size_t a = first; a < b; a++) {
            if (!is_end(audit, a) || !are_comparable(audit, a, b))
                continue;
            double said = gap->amount.low, right = apart(audit, a, b);
            if (fabs(said - right) <= cs_amount_tolerance(&gap->amount)) {
                bool is_beside = is_in_sentence(&audit->claims.items[a], gap) ||
                                 is_in_sentence(&audit->claims.items[b], gap);
                if (gap->amount.step <= SHARP)
                    call_right(audit, i);
                else if (is_beside)
                    audit->judgments[i].verdict = CS_UNSUPPORTED; /* it may be theirs */
                return;
            }
            if (cs_is_exchanged(said, right, gap->amount.step)) {
                slip_a = a;
                slip_b = b;
            }
        }
    }
    if (audit->judgments[i].verdict == CS_CONTRADICTED)
        return;
    if (slip_b < i)
        call_wrong(audit, i, slip_a, slip_b);
    else if (n_sentence == 2 && are_comparable(audit, ends[0], ends[1]) &&
             is_gap_of_both(audit, gap))
        call_wrong(audit, i, ends[0], ends[1]);
}

/* "A gap of $435 a month" */
static bool says_other_period(const struct cs_audit *audit, const struct cs_claim *gap)
{
    enum { BEHIND = 24 };
    static const char *const words[] = {"month", "week", "hour", "day", "percent", NULL};
    const struct cs_block *b = &audit->document.blocks[gap->value.block];
    size_t end = gap->value.end + BEHIND < b->size ? gap->value.end + BEHIND : b->size;
    return cs_find_any(b->text, gap->value.end, end, words);
}

/* The newest yearly median at a place; NaN for none. */
static double median_at(const struct cs_evidence *evidence, const struct cs_subject *subject,
                        const struct cs_region *region)
{
    struct cs_vintage newest;
    struct cs_vintage_query query = {.subject = subject,
                                     .measure = CS_WAGE_MEDIAN,
                                     .region = region ? region->code : NULL,
                                     .level = CS_NO_KEY,
                                     .per = CS_PER_YEAR};
    return cs_vintages_newest(evidence, &query, &newest) ? newest.value : NAN;
}

/* "$15,000 more than the national midpoint": what stands right behind is what it is held against.
 */
static bool is_against_nation(const struct cs_audit *audit, const struct cs_evidence *evidence,
                              const struct cs_claim *gap)
{
    enum { BEHIND = 34 };
    static const char *const words[] = {"national", "nation", "nationally", "nationwide", NULL};
    const struct cs_block *b = &audit->document.blocks[gap->value.block];
    size_t end = gap->value.end + BEHIND < b->size ? gap->value.end + BEHIND : b->size;
    double apart_from = fabs(median_at(evidence, &gap->subject, gap->region) -
                             median_at(evidence, &gap->subject, NULL));
    return gap->region && cs_find_any(b->text, gap->value.end, end, words) &&
           fabs(apart_from - gap->amount.low) <= cs_amount_tolerance(&gap->amount);
}

void cs_judge_gaps(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    size_t n = audit->claims.n_items;
    for (size_t i = 0; i < n; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        if (c->kind == CS_CLAIM_CHANGE && audit->judgments[i].verdict != CS_CONFIRMED &&
            c->amount.kind == CS_AMOUNT_MONEY && isnan(c->amount.high) &&
            (c->amount.per == CS_PER_NONE || c->amount.per == CS_PER_YEAR) &&
            !says_other_period(audit, c)) {
            if (is_against_nation(audit, evidence, c))
                call_right(audit, i);
            else
                judge_gap(audit, i);
        }
    }
}
