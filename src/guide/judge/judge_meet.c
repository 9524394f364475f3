/* Which figures a claim may mean, and which of their vintages its number fits. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "data/period.h"
#include "guide/judge/judge_part.h"
#include "guide/evidence/vintage.h"
#include "guide/amount/amount.h"

/* ---- which figures a claim may mean ---- */

static const struct pay_row {
    enum cs_statistic statistic;
    struct cs_candidate candidate;
} pay_candidates[] = {
    {CS_STAT_MEDIAN, {CS_WAGE_MEDIAN, CS_N_MEASURES, "salary.median", 0}},
    {CS_STAT_MEAN, {CS_WAGE_MEAN, CS_N_MEASURES, "salary.mean", 0}},
    {CS_STAT_AVERAGE, {CS_WAGE_MEAN, CS_N_MEASURES, "salary.mean", 0}},
    {CS_STAT_AVERAGE, {CS_WAGE_MEDIAN, CS_N_MEASURES, "salary.median", 1}},
    {CS_STAT_UNSAID, {CS_WAGE_MEDIAN, CS_N_MEASURES, "salary.median", 0}},
    {CS_STAT_UNSAID, {CS_WAGE_MEAN, CS_N_MEASURES, "salary.mean", 0}},
    {CS_STAT_P10, {CS_WAGE_P10, CS_N_MEASURES, "salary.percentile", 0}},
    {CS_STAT_P25, {CS_WAGE_P25, CS_N_MEASURES, "salary.percentile", 0}},
    {CS_STAT_P75, {CS_WAGE_P75, CS_N_MEASURES, "salary.percentile", 0}},
    {CS_STAT_P90, {CS_WAGE_P90, CS_N_MEASURES, "salary.percentile", 0}},
    {CS_STAT_LOW, {CS_WAGE_LOW, CS_N_MEASURES, "salary.range", 0}},
    {CS_STAT_LOW, {CS_WAGE_P10, CS_N_MEASURES, "salary.percentile", 0}},
    {CS_STAT_LOW, {CS_WAGE_P25, CS_N_MEASURES, "salary.percentile", 0}},
    {CS_STAT_HIGH, {CS_WAGE_HIGH, CS_N_MEASURES, "salary.range", 0}},
    {CS_STAT_HIGH, {CS_WAGE_P90, CS_N_MEASURES, "salary.percentile", 0}},
    {CS_STAT_HIGH, {CS_WAGE_P75, CS_N_MEASURES, "salary.percentile", 0}},
    {CS_STAT_RANGE, {CS_WAGE_LOW, CS_WAGE_HIGH, "salary.range", 0}},
    {CS_STAT_RANGE, {CS_WAGE_P10, CS_WAGE_P90, "salary.range", 0}},
    {CS_STAT_RANGE, {CS_WAGE_P25, CS_WAGE_P75, "salary.range", 0}},
    {CS_STAT_RANGE, {CS_WAGE_MEDIAN, CS_WAGE_MEAN, "salary.median", 0}},
    {CS_STAT_HALF, {CS_WAGE_P25, CS_WAGE_P75, "salary.range", 0}},
    {CS_STAT_WIDE, {CS_WAGE_P10, CS_WAGE_P90, "salary.range", 0}},
};
static const struct {
    enum cs_claim_kind kind;
    struct cs_candidate candidate;
} count_candidates[] = {
    {CS_CLAIM_GROWTH, {CS_PERCENT_CHANGE, CS_N_MEASURES, "growth.percent", 0}},
    {CS_CLAIM_NEW_JOBS, {CS_EMPLOYMENT_CHANGE, CS_N_MEASURES, "growth.new_jobs", 0}},
    {CS_CLAIM_OPENINGS, {CS_OPENINGS_ANNUAL, CS_N_MEASURES, "openings.annual", 0}},
    {CS_CLAIM_EMPLOYMENT, {CS_EMPLOYMENT_BASE, CS_N_MEASURES, "employment.base", 0}},
    {CS_CLAIM_EMPLOYMENT, {CS_EMPLOYMENT, CS_N_MEASURES, "employment.base", 0}},
    {CS_CLAIM_PROJECTED, {CS_EMPLOYMENT_PROJECTED, CS_N_MEASURES, "employment.projected", 0}},
};

size_t cs_judge_candidates(const struct cs_claim *claim, struct cs_candidate out[CS_CANDIDATES])
{
    size_t n = 0;
    if (claim->kind == CS_CLAIM_PAY) {
        for (size_t i = 0; i < sizeof pay_candidates / sizeof pay_candidates[0]; i++) {
            if (pay_candidates[i].statistic == claim->statistic)
                out[n++] = pay_candidates[i].candidate;
        }
        return n;
    }
    for (size_t i = 0; i < sizeof count_candidates / sizeof count_candidates[0]; i++) {
        if (count_candidates[i].kind == claim->kind)
            out[n++] = count_candidates[i].candidate;
    }
    return n;
}

/* ---- does a number fit a figure ---- */

bool cs_amount_fits(const struct cs_amount *amount, double written, const struct cs_vintage *v)
{
    double tolerance = cs_amount_tolerance(amount);
    double slack = 1e-9 * fabs(v->value);
    if (v->is_missing)
        return false;
    /* Who writes as finely as the publisher quotes him: the same number. Sums made here add up the
     * rounding of their parts. */
    bool is_as_fine = amount->step <= 2.001 * v->open && !v->is_derived;
    if (v->is_derived)
        tolerance += v->open;
    else if (is_as_fine)
        tolerance = v->value != 0 || written == 0 ? 0.98 * v->open : 0;
    if (fabs(written - v->value) <= tolerance + slack)
        return true;
    double size = fabs(written);
    bool is_round = size > 0 && amount->step >= pow(10, floor(log10(size)) - 1) &&
                    amount->kind != CS_AMOUNT_PERCENT;
    /* "over $130,000" is a bound; "nearly 205,000" lies within what its last figure stands for. */
    bool is_coarse = amount->step > 2.001 * v->open;
    if (amount->looseness == CS_OVER)
        return v->value >= written &&
               v->value <= (is_round    ? written * (isnan(amount->high) ? 1.25 : 1.1)
                            : is_coarse ? written + amount->step
                                        : written);
    if (amount->looseness == CS_UNDER)
        return v->value <= written && v->value >= (is_round    ? written * 0.95
                                                   : is_coarse ? written - amount->step
                                                               : written);
    return false;
}

bool cs_amount_is_exactly(const struct cs_amount *amount, const struct cs_vintage *v)
{
    enum { FEWEST_STEPS = 100 };
    return !v->is_missing && fabs(amount->low) >= FEWEST_STEPS * amount->step &&
           fabs(amount->low - v->value) <= v->open * (1 - 1e-9) + 1e-9 * fabs(v->value);
}

bool cs_judge_same_money(const struct cs_claim *claim, const struct cs_vintage *v)
{
    if (claim->kind != CS_CLAIM_PAY || !v->unit.currency[0] || !claim->amount.currency[0])
        return true;
    return !strcmp(claim->amount.currency, v->unit.currency);
}

/* Whether the year of a wage or of base employment, or the span of a projection, is the one said.
 */
bool cs_judge_same_period(const struct cs_claim *claim, const struct cs_vintage *v)
{
    if (claim->kind == CS_CLAIM_PROJECTED && !cs_period_is_span(claim->when))
        return v->period.end_year == claim->when.start_year;
    if (claim->kind == CS_CLAIM_EMPLOYMENT || claim->kind == CS_CLAIM_PROJECTED)
        return v->period.start_year == claim->when.start_year;
    return v->period.start_year == claim->when.start_year &&
           v->period.end_year == claim->when.end_year;
}

const struct cs_vintage *cs_judge_partner(const struct cs_meeting *m, const struct cs_vintage *low)
{
    for (size_t i = 0; i < m->highs.n; i++) {
        if (!cs_period_compare(m->highs.items[i].period, low->period))
            return &m->highs.items[i];
    }
    return NULL;
}

int cs_judge_fits(struct cs_meeting *m, const struct cs_claim *claim, const struct cs_vintage *v)
{
    const struct cs_amount *a = &claim->amount;
    int low_fits = cs_amount_fits(a, a->low, v);
    if (isnan(a->high))
        return low_fits;
    if (m->candidate.high == CS_N_MEASURES)
        return v->value >= a->low - v->open && v->value <= a->high + v->open;
    const struct cs_vintage *high = cs_judge_partner(m, v);
    int high_fits = high && cs_amount_fits(a, a->high, high);
    if (high && low_fits != high_fits && !m->half)
        m->half = v;
    return low_fits && high_fits;
}

void cs_judge_meet(const struct cs_trial *trial, struct cs_meeting *m)
{
    const struct cs_claim *claim = trial->claim;
    struct cs_vintage_query query = {.subject = &claim->subject,
                                     .measure = m->candidate.low,
                                     .region = claim->region ? claim->region->code : NULL,
                                     .level = claim->level,
                                     .per = claim->kind == CS_CLAIM_PAY ? claim->per : CS_PER_NONE};
    cs_vintages_find(trial->evidence, &query, &m->lows);
    m->highs.n = 0;
    if (m->candidate.high != CS_N_MEASURES) {
        query.measure = m->candidate.high;
        cs_vintages_find(trial->evidence, &query, &m->highs);
    }
    m->said = m->fits = m->newest = m->half = NULL;
    for (size_t i = 0; i < m->lows.n; i++) {
        const struct cs_vintage *v = &m->lows.items[i];
        if (!cs_judge_same_money(claim, v))
            continue;
        bool is_said = claim->when.start_year && cs_judge_same_period(claim, v);
        if (!m->newest)
            m->newest = v;
        if (is_said)
            m->said = v;
        /* A vintage nobody spoke of must be met exactly: with many of them, some come near. */
        if (!is_said && v != m->newest && !v->is_derived)
            m->lows.items[i].open = 0;
        if ((!m->fits || is_said) && cs_judge_fits(m, claim, v))
            m->fits = v;
    }
}
