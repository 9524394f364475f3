/* Changes, differences and multiples held against their two figures: as the data have them, and as
 * the guide itself says them. */
#include "guide/audit/judge_change.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "data/period.h"
#include "guide/audit/inside.h"
#include "guide/judge/judge.h"
#include "guide/judge/judge_part.h"
#include "guide/text/find.h"
#include "guide/evidence/vintage.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"

/* ---- fit ---- */

/* How far apart two values are, in the unit of the change; `open` is what their rounding leaves. */
static struct cs_vintage apart(enum cs_change_unit unit, const struct cs_vintage *from,
                               const struct cs_vintage *to)
{
    struct cs_vintage v = {.is_derived = true, .value = to->value - from->value};
    v.open = from->open + to->open;
    if (unit == CS_CHANGE_BY)
        return v;
    double base = fabs(from->value), scale = unit == CS_CHANGE_PERCENT ? 100 : 1;
    v.value = scale * (unit == CS_CHANGE_PERCENT ? v.value : to->value) / base;
    v.open = scale * (to->open + fabs(to->value) / base * from->open) / base;
    return v;
}

/* What the word leaves open: "twice" 12 percent either way, "nearly twice" 15 percent below, "more
 * than twice" 30 percent above. Slack widens it for what is not plainly wrong. */
static bool fits_times(const struct cs_amount *a, double ratio, double slack)
{
    double low = a->looseness == CS_UNDER ? 0.85 : a->looseness == CS_OVER ? 1 : 0.88;
    double high = a->looseness == CS_UNDER ? 1.02 : a->looseness == CS_OVER ? 1.3 : 1.12;
    return ratio >= a->low * low * (1 - slack) && ratio <= a->low * high * (1 + slack);
}

/* Whether a change may be said of two values; is_near: or at least not called wrong. */
static bool fits(const struct cs_claim_pair *c, const struct cs_claim *claim,
                 const struct cs_vintage *from, const struct cs_vintage *to, bool is_near)
{
    struct cs_vintage v = apart(c->unit, from, to);
    struct cs_amount amount = claim->amount;
    if (c->unit == CS_CHANGE_TIMES)
        return fits_times(&amount, v.value, is_near ? 0.1 : 0) ||
               (c->is_more && is_near && fits_times(&amount, v.value - 1, 0));
    bool is_turned = c->direction && v.value * c->direction < 0;
    if (is_turned && fabs(v.value) > v.open)
        return false;
    v.value = fabs(v.value);
    v.open += is_near ? amount.step * (c->unit == CS_CHANGE_PERCENT ? 0.6 : 0.1) : 0;
    amount.low = fabs(amount.low);
    return cs_amount_fits(&amount, amount.low, &v);
}

/* ---- the two figures ---- */

/* An end as the guide says it. */
static bool said_value(const struct cs_claim *end, struct cs_vintage *out)
{
    *out = (struct cs_vintage){.value = end->amount.low, .period = end->when};
    if (isnan(end->amount.low))
        return false;
    out->open = cs_amount_tolerance(&end->amount);
    return true;
}

/* `nth`: of the figures it may be; a state's jobs are counted by the survey only. */
static bool find_all(const struct cs_evidence *evidence, const struct cs_claim *end, size_t nth,
                     struct cs_vintages *out)
{
    struct cs_candidate candidates[CS_CANDIDATES];
    if (cs_judge_candidates(end, candidates) <= nth || !cs_subject_is_known(&end->subject))
        return false;
    struct cs_vintage_query query = {.subject = &end->subject,
                                     .measure = candidates[nth].low,
                                     .region = end->region ? end->region->code : NULL,
                                     .level = end->level,
                                     .per = end->kind == CS_CLAIM_PAY ? end->per : CS_PER_NONE};
    cs_vintages_find(evidence, &query, out);
    return out->n > 0;
}

static const struct cs_vintage *at_date(const struct cs_claim *end, const struct cs_vintages *all,
                                        struct cs_period when)
{
    struct cs_claim dated = *end;
    dated.when = when;
    for (size_t i = 0; i < all->n; i++) {
        if (cs_judge_same_period(&dated, &all->items[i]))
            return &all->items[i];
    }
    return NULL;
}

static bool is_over_time(const struct cs_claim_pair *c)
{
    return cs_subject_equals(&c->from.subject, &c->to.subject) && c->from.region == c->to.region;
}

/* What the data have for both ends; an end without a date is of the other's, or of today. */
struct known {
    struct cs_vintages from, to;
    const struct cs_vintage *low, *high; /* of `from` and of `to`; NULL unknown */
};

static bool know(const struct cs_evidence *evidence, const struct cs_claim_pair *c,
                 struct known *out)
{
    bool is_of_jobs = c->from.kind == CS_CLAIM_EMPLOYMENT;
    bool is_known =
        find_all(evidence, &c->from, 0, &out->from) && find_all(evidence, &c->to, 0, &out->to);
    is_known = is_known || (is_of_jobs && find_all(evidence, &c->from, 1, &out->from) &&
                            find_all(evidence, &c->to, 1, &out->to));
    if (!is_known)
        return false;
    struct cs_period from = c->from.when, to = c->to.when;
    if (!from.start_year && !is_over_time(c))
        from = to;
    for (size_t i = 0; i < out->to.n && !to.start_year; i++) {
        if (is_over_time(c) || from.start_year)
            to = is_over_time(c) ? out->to.items[0].period : from;
        else if (at_date(&c->from, &out->from, out->to.items[i].period))
            from = to = out->to.items[i].period;
    }
    out->low = at_date(&c->from, &out->from, from);
    out->high = at_date(&c->to, &out->to, to);
    return out->low && out->high && !out->low->is_missing && !out->high->is_missing &&
           !out->low->is_floor && !out->high->is_floor &&
           !strcmp(out->low->unit.currency, out->high->unit.currency) && out->low->value != 0;
}

/* ---- verdict ---- */

static const char *explain(const struct cs_trial *trial, const struct cs_claim_pair *c,
                           const struct cs_vintage *from, const struct cs_vintage *to)
{
    struct cs_vintage v = apart(c->unit, from, to);
    const char *a = cs_trial_value(trial, from), *b = cs_trial_value(trial, to);
    const char *x = cs_trial_period(trial, from), *y = cs_trial_period(trial, to);
    char number[64];
    if (c->unit == CS_CHANGE_TIMES)
        return cs_arena_printf(trial->arena, "%s in %s against %s in %s: %.2f times", b, y, a, x,
                               v.value);
    if (c->unit == CS_CHANGE_PERCENT)
        return cs_arena_printf(trial->arena, "%s in %s to %s in %s: %+.1f percent", a, x, b, y,
                               v.value);
    int decimals = to->unit.kind == CS_UNIT_MONEY && to->unit.per == CS_PER_HOUR ? 2 : 0;
    cs_number_format_grouped(fabs(v.value), decimals, number, sizeof number);
    return cs_arena_printf(trial->arena, "%s in %s to %s in %s: %s%s", a, x, b, y,
                           v.value < 0 ? "-" : "+", number);
}

static void conclude(const struct cs_trial *trial, enum cs_verdict verdict,
                     const struct cs_vintage *fact, const char *why)
{
    struct cs_judgment *out = trial->out;
    out->verdict = verdict;
    out->fault = verdict == CS_CONTRADICTED ? CS_FAULT_VALUE : CS_FAULT_NONE;
    if (fact)
        out->fact = out->newest = *fact;
    out->why = why;
}

/* What a guide about a state leaves unsaid may be the nation's. */
static bool fits_the_nation(const struct cs_trial *trial, const struct cs_claim_pair *c)
{
    struct cs_claim_pair national = *c;
    struct known k;
    if (!((c->from.flags | c->to.flags) & CS_CLAIM_TITLE_PLACE))
        return false;
    national.from.region = c->from.flags & CS_CLAIM_TITLE_PLACE ? NULL : c->from.region;
    national.to.region = c->to.flags & CS_CLAIM_TITLE_PLACE ? NULL : c->to.region;
    if (!know(trial->evidence, &national, &k) || !fits(c, trial->claim, k.low, k.high, 0))
        return false;
    conclude(trial, CS_CONFIRMED, k.high, explain(trial, c, k.low, k.high));
    return true;
}

/* Whether an end that is said has the very figure of the data: then it is whose it seems. */
static bool is_backed(const struct cs_claim *end, const struct cs_vintage *known)
{
    struct cs_vintage figure = *known;
    return !isnan(end->amount.low) && !cs_claim_is_coarse(end) &&
           cs_amount_fits(&end->amount, end->amount.low, &figure);
}

/* Judges by one pair; returns whether that settles it. */
static bool judge_pair(const struct cs_trial *trial, const struct cs_claim_pair *c)
{
    struct cs_vintage from, to;
    struct known k;
    bool is_said = said_value(&c->from, &from);
    is_said = said_value(&c->to, &to) && is_said;
    bool is_known = know(trial->evidence, c, &k);
    if (is_known && fits(c, trial->claim, k.low, k.high, 0)) {
        conclude(trial, CS_CONFIRMED, k.high, explain(trial, c, k.low, k.high));
        return true;
    }
    if (is_said && from.value != 0 && fits(c, trial->claim, &from, &to, 0)) {
        conclude(trial, CS_CONFIRMED, NULL, "it goes with the guide's own figures");
        return true;
    }
    if (fits_the_nation(trial, c))
        return true;
    bool is_sure = c->is_sure || (c->is_backed && is_known && is_backed(&c->from, k.low) &&
                                  is_backed(&c->to, k.high));
    if (!is_sure || trial->out->verdict == CS_CONTRADICTED || !is_known ||
        fits(c, trial->claim, k.low, k.high, 1) ||
        (is_said && fits(c, trial->claim, &from, &to, 1)))
        return false;
    conclude(trial, CS_CONTRADICTED, k.high, explain(trial, c, k.low, k.high));
    return false;
}

/* Whether the guide itself gives the median of that end, rightly. */
static bool is_given(const struct cs_audit *audit, const struct cs_claim *end)
{
    const unsigned loose = CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_PLACE_UNKNOWN |
                           CS_CLAIM_DOUBTFUL | CS_CLAIM_HAS_LEVEL;
    for (size_t i = 0; i < audit->claims.n_items && !(end->flags & loose); i++) {
        const struct cs_claim *c = &audit->claims.items[i];
        const struct cs_judgment *j = &audit->judgments[i];
        if (c->kind == CS_CLAIM_PAY && c->per == end->per && c->region == end->region &&
            cs_subject_equals(&c->subject, &end->subject) && j->verdict == CS_CONFIRMED &&
            j->fact.measure == CS_WAGE_MEDIAN && !cs_claim_is_coarse(c))
            return true;
    }
    return false;
}

/* Two occupations that are only named are certain where the guide gives the medians of both, and
 * nobody else is named: "a lineworker is $20,000 a year ahead of an electrician". */
static void make_sure(const struct cs_audit *audit, struct cs_claim_pair *pairs, size_t n)
{
    const struct cs_claim *a = &pairs[0].from, *b = &pairs[0].to;
    bool is_two = n == 1 || (n == 2 && cs_subject_equals(&pairs[1].from.subject, &b->subject) &&
                             cs_subject_equals(&pairs[1].to.subject, &a->subject));
    bool is_pay = a->kind == CS_CLAIM_PAY && b->kind == CS_CLAIM_PAY && isnan(a->amount.low) &&
                  isnan(b->amount.low) && a->statistic == CS_STAT_MEDIAN;
    if (!is_two || !is_pay || pairs[0].unit == CS_CHANGE_TIMES ||
        cs_subject_equals(&a->subject, &b->subject) || a->when.start_year || b->when.start_year ||
        !is_given(audit, a) || !is_given(audit, b))
        return;
    for (size_t i = 0; i < n; i++)
        pairs[i].is_sure = true;
}

static size_t count_pairs(const struct cs_claims *claims, size_t first)
{
    size_t n = 1;
    while (first + n < claims->n_changes &&
           claims->changes[first + n].claim == claims->changes[first].claim)
        n++;
    return n;
}

void cs_judge_changes(struct cs_audit *audit, const struct cs_evidence *evidence)
{
    const struct cs_claims *claims = &audit->claims;
    for (size_t i = 0; i < claims->n_changes;) {
        size_t claim = claims->changes[i].claim;
        struct cs_judgment *out = &audit->judgments[claim];
        struct cs_trial trial = {evidence, &audit->document, &claims->items[claim], &audit->arena,
                                 out};
        memset(out, 0, sizeof *out);
        out->at = claims->items[claim].value;
        out->figure = is_over_time(&claims->changes[i]) ? "salary.change" : "salary.versus_all";
        conclude(&trial, CS_UNSUPPORTED, NULL, "which two figures it lies between is not certain");
        bool is_settled = false;
        make_sure(audit, &claims->changes[i], count_pairs(claims, i));
        for (; i < claims->n_changes && claims->changes[i].claim == claim; i++)
            is_settled = is_settled || judge_pair(&trial, &claims->changes[i]);
    }
}

/* "If it rises 2.5 percent a year from $62,350": what may be, or a rate of each year. */
static bool is_supposed(const struct cs_audit *audit, const struct cs_claim *claim,
                        enum cs_change_unit unit)
{
    enum { RIGHT_BEHIND = 12 };
    static const char *const words[] = {"if", "suppose", "assuming", "were to", NULL};
    static const char *const rates[] = {"a year", "annually", "per year", "each year", NULL};
    const char *text = audit->document.blocks[claim->value.block].text;
    size_t end = claim->value.end + RIGHT_BEHIND;
    return cs_find_any(text, claim->sentence.start, claim->value.start, words) ||
           (unit == CS_CHANGE_PERCENT &&
            cs_find_any(text, claim->value.end,
                        end < claim->sentence.end ? end : claim->sentence.end, rates));
}

/* The guide's own two figures give another change, and the data do not know them. */
void cs_inside_changes(struct cs_audit *audit)
{
    for (size_t i = 0; i < audit->claims.n_changes; i++) {
        const struct cs_claim_pair *c = &audit->claims.changes[i];
        const struct cs_claim *claim = &audit->claims.items[c->claim];
        struct cs_vintage from, to;
        if (audit->judgments[c->claim].verdict != CS_UNSUPPORTED || !c->is_sure ||
            !said_value(&c->from, &from) || !said_value(&c->to, &to) || from.value == 0 ||
            fits(c, claim, &from, &to, 1) || is_supposed(audit, claim, c->unit))
            continue;
        struct cs_vintage v = apart(c->unit, &from, &to);
        char number[64];
        cs_number_format_grouped(v.value, c->unit == CS_CHANGE_BY ? 0 : 1, number, sizeof number);
        cs_audit_add(audit, CS_RULE_ARITHMETIC, claim->value, c->claim,
                     cs_arena_printf(&audit->arena, "the guide's own two figures give %s%s", number,
                                     c->unit == CS_CHANGE_PERCENT ? " percent"
                                     : c->unit == CS_CHANGE_TIMES ? " times"
                                                                  : ""));
    }
}
