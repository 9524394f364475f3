/* "On a 32-hour week that comes to $37,839 a year", "half of the median": pay that the author
 * worked out from other pay beside it. Apart from audit_doubt.c, which knows figures that are
 * published: what is worked out is nobody's figure, and nothing wrong about one. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "guide/amount/amount.h"
#include "guide/audit/audit_doubt.h"
#include "guide/audit/judge.h"
#include "guide/claim/claim.h"

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
