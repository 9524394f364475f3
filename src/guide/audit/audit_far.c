/* Errors taken back for what the number itself shows. "Our clinics employ 340 physical therapists":
 * a number of another size altogether is of other workers or other money, however plainly an
 * occupation stands beside it. "On a 32-hour week that comes to $37,839 a year": what the author
 * worked out from other pay is nobody's figure. Apart from audit_doubt.c, which tries other
 * readings: this asks last, when nothing has explained the number. */
#include "guide/audit/audit_doubt.h"

#include <math.h>
#include <stdbool.h>

#include <string.h>

#include "base/arena.h"
#include "guide/amount/amount.h"
#include "guide/amount/slip.h"
#include "guide/judge/judge.h"
#include "guide/claim/claim.h"
#include "guide/claim/pay_per.h"

/* How many times too much or too little is still a mistake about the figure. */
static const struct far_row {
    enum cs_claim_kind kind;
    double times;
} far_rows[] = {{CS_CLAIM_PAY, 1.6}, {CS_CLAIM_EMPLOYMENT, 1.6}, {CS_CLAIM_PROJECTED, 1.6}};

/* Growth is compared in points: twice nothing is nothing. */
static bool is_far_growth(const struct cs_claim *c, double right)
{
    const double points = 12;
    return fabs(fabs(c->amount.low) - fabs(right)) > points;
}

static bool is_far(const struct cs_claim *c, double right)
{
    if (c->kind == CS_CLAIM_GROWTH)
        return is_far_growth(c, right);
    for (size_t i = 0; i < sizeof far_rows / sizeof far_rows[0]; i++) {
        double more = fmax(fabs(c->amount.low), fabs(right));
        double less = fmin(fabs(c->amount.low), fabs(right));
        bool is_zero_too_many = fabs(more - 10 * less) <= 1e-9 * more;
        if (far_rows[i].kind == c->kind)
            return more > far_rows[i].times * less && !is_zero_too_many;
    }
    return false;
}

/* "Openings: 38,000", a cell, a date or a statistic in the sentence: what the number is of is said
 * in so many words. */
static bool is_plainly_said(const struct cs_document *d, const struct cs_claim *c)
{
    const char *text = d->blocks[c->sentence.block].text;
    bool has_colon = c->value.start > c->sentence.start &&
                     memchr(text + c->sentence.start, ':', c->value.start - c->sentence.start);
    return (c->flags & CS_CLAIM_IN_TABLE) || ((c->flags & CS_CLAIM_HAS_LABEL) && has_colon) ||
           c->when_said.block == c->value.block || c->statistic_said.block == c->value.block;
}

/* "The median paycheck is $3,625": too much for an hour and too little for a year, and nobody says
 * of what time it is the pay. */
static bool is_of_unsaid_time(const struct cs_claim *c)
{
    return c->kind == CS_CLAIM_PAY && !(c->flags & CS_CLAIM_HAS_PER) &&
           cs_per_of_size(&c->amount) == CS_PER_NONE;
}

/* "44,100 jobs in 8024": a year mistyped is wrong whatever it counts. */
static bool is_mistyped_year(const struct cs_document *d, const struct cs_claim *c)
{
    enum { FIGURES = 4 };
    static const char in[] = "in ";
    const char *text = d->blocks[c->value.block].text;
    size_t start = c->value.start, n = sizeof in - 1;
    return c->value.end == start + FIGURES && !memchr(text + start, ',', FIGURES) && start >= n &&
           !strncasecmp(text + start - n, in, n);
}

void cs_audit_take_back_far(struct cs_audit *audit)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        struct cs_claim *c = &audit->claims.items[i];
        struct cs_judgment *j = &audit->judgments[i];
        if (j->verdict != CS_CONTRADICTED || j->fault != CS_FAULT_VALUE || j->hint ||
            !j->fact.source || (is_plainly_said(&audit->document, c) && !is_of_unsaid_time(c)) ||
            is_mistyped_year(&audit->document, c) || !isnan(c->amount.high) ||
            !is_far(c, j->fact.value) ||
            cs_is_digit_slip(c->amount.low, j->fact.value, c->amount.step))
            continue;
        j->verdict = CS_AMBIGUOUS;
        c->flags |= CS_CLAIM_DOUBTFUL;
        j->why = cs_arena_printf(&audit->arena, "%s; it is far from that: it may be another's",
                                 j->why ? j->why : "");
        j->hint = j->right = j->right_period = NULL;
    }
}

/* ---- worked out ---- */

enum { MOST = 64 };

static bool is_times(const struct cs_amount *from, double factor, const struct cs_amount *to)
{
    double open = to->step / 2 + factor * from->step / 2;
    return fabs(from->low * factor - to->low) <= open * (1 + 1e-9);
}

/* Weeks and months of a year, and what hours or percents beside it make of pay. */
static bool is_worked_out_from(const struct cs_amount *from, const struct cs_amount *amounts,
                               size_t n, const struct cs_amount *to)
{
    static const double parts_of_year[] = {12, 24, 26, 52};
    enum { FEWEST_HOURS = 4, MOST_HOURS = 90, FULL_WEEK = 40, WEEKS = 52, PERCENT = 100 };
    for (size_t i = 0; i < sizeof parts_of_year / sizeof *parts_of_year; i++)
        if (is_times(from, parts_of_year[i], to))
            return true;
    for (size_t i = 0; i < n; i++) {
        double x = amounts[i].low;
        bool is_week = amounts[i].kind == CS_AMOUNT_NUMBER && x >= FEWEST_HOURS &&
                       x <= MOST_HOURS && x != FULL_WEEK;
        bool is_share = amounts[i].kind == CS_AMOUNT_PERCENT && x > 0 && x < PERCENT;
        if ((is_week && is_times(from, x * WEEKS, to)) ||
            (is_share && is_times(from, x / PERCENT, to)) ||
            (is_share && is_times(from, 1 + x / PERCENT, to)))
            return true;
    }
    return false;
}

/* Whether pay is what its paragraph makes of other pay in it; as finely as it is written. */
static bool is_worked_out(const struct cs_audit *audit, const struct cs_claim *c)
{
    enum { AROUND = 300, FEWEST_STEPS = 100 };
    struct cs_amount amounts[MOST];
    const struct cs_block *b = &audit->document.blocks[c->value.block];
    size_t start = c->value.start > AROUND ? c->value.start - AROUND : 0;
    size_t end = c->sentence.end < b->size ? c->sentence.end : b->size;
    size_t n = cs_amounts_find(b->text + start, end - start, amounts, MOST);
    for (size_t i = 0; i < n && c->amount.low >= FEWEST_STEPS * c->amount.step; i++) {
        bool is_own = start + amounts[i].start == c->value.start;
        if (amounts[i].kind == CS_AMOUNT_MONEY && !is_own && amounts[i].low > 0 &&
            isnan(amounts[i].high) && is_worked_out_from(&amounts[i], amounts, n, &c->amount))
            return true;
    }
    return false;
}

void cs_audit_take_back_worked_out(struct cs_audit *audit)
{
    for (size_t i = 0; i < audit->claims.n_items; i++) {
        struct cs_claim *c = &audit->claims.items[i];
        struct cs_judgment *j = &audit->judgments[i];
        if (j->verdict != CS_CONTRADICTED || j->fault != CS_FAULT_VALUE || j->hint ||
            c->kind != CS_CLAIM_PAY || !isnan(c->amount.high) || (c->flags & CS_CLAIM_IN_TABLE) ||
            !is_worked_out(audit, c))
            continue;
        j->verdict = CS_UNSUPPORTED;
        j->fault = CS_FAULT_NONE;
        c->flags |= CS_CLAIM_DOUBTFUL;
        j->why = "it is worked out from other pay beside it";
        j->right = j->right_period = NULL;
    }
}
