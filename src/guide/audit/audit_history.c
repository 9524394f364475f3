/* What was true once and is told as such: a stale value is history where it says its date and that
 * is long past, or the newer figure is given as well. Apart from audit_sure.c, which makes doubts
 * certain. */
#include <stdbool.h>
#include <string.h>

#include "data/period.h"
#include "guide/audit/audit_sure.h"
#include "guide/judge/judge.h"
#include "guide/claim/claim.h"
#include "guide/text/document.h"
#include "guide/topic/topic.h"

/* Whether two values stand under dates of their own in one table or paragraph, the other under the
 * newer. */
static bool is_in_series(const struct cs_claim *c, const struct cs_claim *other)
{
    bool is_table = (c->flags & other->flags & CS_CLAIM_IN_TABLE) &&
                    c->when_said.block != other->when_said.block;
    bool is_sentence =
        c->sentence.block == other->sentence.block && c->when_said.block == c->sentence.block &&
        other->when_said.block == c->sentence.block && c->when_said.start != other->when_said.start;
    return (is_table || is_sentence) && c->when.start_year &&
           other->when.start_year > c->when.start_year;
}

/* Whether the guide gives a newer vintage of the same figure as well. */
static bool has_newer(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    for (size_t k = 0; k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        const struct cs_judgment *j = &audit->judgments[k];
        bool is_newer = j->verdict == CS_CONFIRMED
                            ? cs_period_compare(j->fact.period, audit->judgments[i].fact.period) > 0
                            : j->verdict == CS_CONTRADICTED && is_in_series(c, other);
        if (k != i && other->kind == c->kind && other->per == c->per && is_newer &&
            (j->fact.measure == audit->judgments[i].fact.measure ||
             c->kind == CS_CLAIM_EMPLOYMENT) && /* the survey's in one row, else the projections' */
            other->region == c->region &&
            cs_subject_equals(&other->subject, &c->subject))
            return true;
    }
    return false;
}

/* Whether the guide is kept up to date: another figure of this sort, of whomever, is the newest
 * edition's. What it dates earlier itself it looks back on. */
static bool looks_back(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    bool is_own = c->when_said.block == c->value.block && !(c->flags & CS_CLAIM_DATE_CARRIED);
    enum { COARSE = 1, SHARP = 2, ENOUGH = 2 };
    int n = 0;
    for (size_t k = 0; is_own && k < audit->claims.n_items; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        const struct cs_judgment *j = &audit->judgments[k];
        bool is_same_sort = (other->kind == CS_CLAIM_PAY) == (c->kind == CS_CLAIM_PAY);
        if (k != i && is_same_sort && j->verdict == CS_CONFIRMED && !other->subject.is_all &&
            !cs_period_compare(j->fact.period, j->newest.period) &&
            cs_period_compare(j->fact.period, audit->judgments[i].fact.period) > 0)
            n += cs_claim_is_coarse(other) ? COARSE : SHARP;
    }
    return n >= ENOUGH;
}

/* "In 2022, there were 3,172,500. In 2024 there were 3,391,000.": the newer figure behind it. */
static bool is_followed_by_newest(const struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    const struct cs_block *b = &audit->document.blocks[c->value.block];
    const char *newest = audit->judgments[i].right;
    size_t from = c->value.end < b->size ? c->value.end : b->size;
    enum { FEWEST_FIGURES = 4 };
    return newest && strlen(newest) >= FEWEST_FIGURES &&
           memmem(b->text + from, b->size - from, newest, strlen(newest)) != NULL;
}

/* What carries the date of an accepted claim on is history, too. */
static void accept_under_date(struct cs_audit *audit, size_t i)
{
    const struct cs_claim *c = &audit->claims.items[i];
    for (size_t k = 0; k < audit->claims.n_items && c->when_said.block != CS_NO_BLOCK; k++) {
        const struct cs_claim *other = &audit->claims.items[k];
        struct cs_judgment *j = &audit->judgments[k];
        if (j->verdict != CS_STALE || !(other->flags & CS_CLAIM_DATE_CARRIED) ||
            other->when_said.block != c->when_said.block ||
            other->when_said.start != c->when_said.start)
            continue;
        j->verdict = CS_CONFIRMED;
        j->fault = CS_FAULT_NONE;
        j->right = j->right_period = NULL;
    }
}

/* A value that is dated, true for its date and long past or followed by a newer one is history. */
void cs_audit_accept_history(struct cs_audit *audit)
{
    enum { LONG_PAST_YEARS = 5, MOST_COMPARED = 3000 };
    for (size_t i = 0; i < audit->claims.n_items && i < MOST_COMPARED; i++) {
        struct cs_judgment *j = &audit->judgments[i];
        const struct cs_claim *c = &audit->claims.items[i];
        struct cs_period when = c->when.start_year ? c->when : c->likely;
        bool is_history = (c->flags & CS_CLAIM_IS_PAST) && !c->when.start_year;
        int year = c->kind == CS_CLAIM_PROJECTED && !cs_period_is_span(when)
                       ? j->fact.period.end_year
                       : j->fact.period.start_year;
        if (j->verdict != CS_STALE ||
            (!is_history && (!when.start_year || when.start_year != year)))
            continue;
        int newest =
            c->kind == CS_CLAIM_PROJECTED ? j->newest.period.end_year : j->newest.period.start_year;
        bool is_past = !cs_period_is_span(when) && newest - when.end_year >= LONG_PAST_YEARS;
        bool is_yardstick = c->subject.is_all && c->when.start_year; /* of the date compared with */
        if (!is_past && !is_yardstick && !(c->flags & CS_CLAIM_IS_PAST) &&
            (!c->when.start_year ||
             !(has_newer(audit, i) || looks_back(audit, i) || is_followed_by_newest(audit, i))))
            continue;
        j->verdict = CS_CONFIRMED;
        j->fault = CS_FAULT_NONE;
        j->right = j->right_period = NULL;
        accept_under_date(audit, i);
    }
}
