/* A difference of which the ends are not certain, or were taken for others. Apart from
 * judge_change.c, which knows the ends by the sentence: here the number tells. What is exactly the
 * difference of two right figures told shortly before is theirs, and true. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "data/reference.h"
#include "guide/amount/amount.h"
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

static void call_right(struct cs_audit *audit, size_t i)
{
    struct cs_judgment *j = &audit->judgments[i];
    j->verdict = CS_CONFIRMED;
    j->fault = CS_FAULT_NONE;
    j->hint = j->right = j->right_period = NULL;
    j->why = "it lies between two of the guide's own figures";
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

/* Whether it is what lies between two right figures told shortly before. */
static bool is_between_two(const struct cs_audit *audit, size_t i)
{
    const struct cs_amount *said = &audit->claims.items[i].amount;
    for (size_t b = i > NEAR ? i - NEAR : 0; b < i && said->step <= SHARP; b++) {
        for (size_t a = i > NEAR ? i - NEAR : 0; a < b; a++) {
            if (is_end(audit, a) && is_end(audit, b) && are_comparable(audit, a, b) &&
                fabs(said->low - apart(audit, a, b)) <= cs_amount_tolerance(said))
                return true;
        }
    }
    return false;
}

void cs_judge_gaps(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        if (c->kind == CS_CLAIM_CHANGE && audit->judgments[i].verdict != CS_CONFIRMED &&
            c->amount.kind == CS_AMOUNT_MONEY && isnan(c->amount.high) &&
            (is_against_nation(audit, evidence, c) || is_between_two(audit, i)))
            call_right(audit, i);
    }
}
