/* The verdict on a claim. */
#include "guide/judge.h"

#include <math.h>
#include <string.h>

#include "guide/judge_part.h"

const char *cs_verdict_name(enum cs_verdict verdict)
{
    static const char *const names[CS_N_VERDICTS] = {"confirmed", "stale", "contradicted",
                                                     "unsupported", "ambiguous"};
    return names[verdict];
}

const char *cs_fault_name(enum cs_fault fault)
{
    static const char *const names[] = {"none", "value", "period", "statistic", "unit", "word"};
    return names[fault];
}

/* ---- which figures a claim may mean ---- */

struct candidate {
    enum cs_measure low, high; /* high CS_N_MEASURES: one value */
    const char *figure;
    int is_loose; /* fits, but the author used another word for it */
};

static const struct candidate_row { enum cs_statistic statistic; struct candidate candidate; }
pay_candidates[] = {
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
};
static const struct { enum cs_claim_kind kind; struct candidate candidate; } count_candidates[] = {
    {CS_CLAIM_GROWTH, {CS_PERCENT_CHANGE, CS_N_MEASURES, "growth.percent", 0}},
    {CS_CLAIM_NEW_JOBS, {CS_EMPLOYMENT_CHANGE, CS_N_MEASURES, "growth.new_jobs", 0}},
    {CS_CLAIM_OPENINGS, {CS_OPENINGS_ANNUAL, CS_N_MEASURES, "openings.annual", 0}},
    {CS_CLAIM_EMPLOYMENT, {CS_EMPLOYMENT_BASE, CS_N_MEASURES, "employment.base", 0}},
    {CS_CLAIM_EMPLOYMENT, {CS_EMPLOYMENT, CS_N_MEASURES, "employment.base", 0}},
    {CS_CLAIM_PROJECTED, {CS_EMPLOYMENT_PROJECTED, CS_N_MEASURES, "employment.projected", 0}},
};

static size_t candidates_of(const struct cs_claim *claim, struct candidate out[6])
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

int cs_amount_fits(const struct cs_amount *amount, double written, const struct cs_vintage *v)
{
    double tolerance = cs_amount_tolerance(amount);
    double slack = 1e-9 * fabs(v->value);
    if (v->is_missing)
        return 0;
    /* Who writes as finely as the publisher quotes him: the same number. Sums made here add up the
     * rounding of their parts. */
    int is_as_fine = amount->step <= 2.001 * v->open && !v->is_derived;
    if (v->is_derived)
        tolerance += v->open;
    else if (is_as_fine)
        tolerance = v->value != 0 || written == 0 ? 0.98 * v->open : 0;
    if (fabs(written - v->value) <= tolerance + slack)
        return 1;
    double size = fabs(written);
    int is_round = size > 0 && amount->step >= pow(10, floor(log10(size)) - 1) &&
                   amount->kind != CS_AMOUNT_PERCENT;
    if (amount->looseness == CS_OVER && is_round)
        return v->value >= written && v->value <= written * 1.1;
    if (amount->looseness == CS_UNDER && is_round)
        return v->value <= written && v->value >= written * 0.95;
    return 0;
}

static int same_money(const struct cs_claim *claim, const struct cs_vintage *v)
{
    if (claim->kind != CS_CLAIM_PAY || !v->unit.currency[0] || !claim->amount.currency[0])
        return 1;
    return !strcmp(claim->amount.currency, v->unit.currency);
}

/* Whether the year of a wage or of base employment, or the span of a projection, is the one said. */
static int same_period(const struct cs_claim *claim, const struct cs_vintage *v)
{
    if (claim->kind == CS_CLAIM_PROJECTED && !cs_period_is_span(claim->when))
        return v->period.end_year == claim->when.start_year ||
               v->period.start_year == claim->when.start_year;
    if (claim->kind == CS_CLAIM_EMPLOYMENT || claim->kind == CS_CLAIM_PROJECTED)
        return v->period.start_year == claim->when.start_year;
    return v->period.start_year == claim->when.start_year &&
           v->period.end_year == claim->when.end_year;
}

/* How a claim meets the vintages of one candidate. */
struct meeting {
    struct candidate candidate;
    struct cs_vintages lows, highs;
    const struct cs_vintage *said;   /* of the period said */
    const struct cs_vintage *fits;   /* the one said when it fits, else the newest that does */
    const struct cs_vintage *newest;
    const struct cs_vintage *half;   /* one end of a range fits this vintage, the other not */
};

static const struct cs_vintage *partner_of(const struct meeting *m, const struct cs_vintage *low)
{
    for (size_t i = 0; i < m->highs.n; i++) {
        if (!cs_period_compare(m->highs.items[i].period, low->period))
            return &m->highs.items[i];
    }
    return NULL;
}

static int vintage_fits(struct meeting *m, const struct cs_claim *claim, const struct cs_vintage *v)
{
    const struct cs_amount *a = &claim->amount;
    int low_fits = cs_amount_fits(a, a->low, v);
    if (isnan(a->high))
        return low_fits;
    if (m->candidate.high == CS_N_MEASURES)
        return v->value >= a->low - v->open && v->value <= a->high + v->open;
    const struct cs_vintage *high = partner_of(m, v);
    int high_fits = high && cs_amount_fits(a, a->high, high);
    if (high && low_fits != high_fits && !m->half)
        m->half = v;
    return low_fits && high_fits;
}

static void meet(const struct cs_trial *trial, struct meeting *m)
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
        if (!same_money(claim, v))
            continue;
        int is_said = claim->when.start_year && same_period(claim, v);
        if (!m->newest)
            m->newest = v;
        if (is_said)
            m->said = v;
        /* A vintage nobody spoke of must be met exactly: with many of them, some come near. */
        if (!is_said && v != m->newest && !v->is_derived)
            m->lows.items[i].open = 0;
        if ((!m->fits || is_said) && vintage_fits(m, claim, v))
            m->fits = v;
    }
}

/* ---- verdicts ---- */

static void conclude(struct cs_trial *trial, enum cs_verdict verdict, enum cs_fault fault,
                     const struct cs_vintage *fact)
{
    struct cs_judgement *out = trial->out;
    out->verdict = verdict;
    out->fault = fault;
    if (fact)
        out->fact = *fact;
    if (!out->newest.source && fact)
        out->newest = *fact;
    out->at = trial->claim->value;
}

static void confirm(struct cs_trial *trial, const struct meeting *m)
{
    conclude(trial, CS_CONFIRMED, CS_FAULT_NONE, m->fits);
    trial->out->why = cs_arena_printf(trial->arena, "%s in %s", cs_trial_value(trial, m->fits),
                                      cs_trial_period(trial, m->fits));
    if (!m->candidate.is_loose || trial->claim->statistic_said.block == CS_NO_BLOCK)
        return;
    /* The number is right; the word for it is not, where the mean is known and differs. */
    struct cs_vintage_query query = {.subject = &trial->claim->subject,
                                     .measure = CS_WAGE_MEAN,
                                     .region = trial->claim->region ? trial->claim->region->code : NULL,
                                     .level = trial->claim->level,
                                     .per = trial->claim->per};
    struct cs_vintages means;
    cs_vintages_find(trial->evidence, &query, &means);
    if (means.n && !cs_amount_fits(&trial->claim->amount, trial->claim->amount.low, &means.items[0])) {
        trial->out->fault = CS_FAULT_STATISTIC;
        trial->out->at = trial->claim->statistic_said;
        trial->out->why = cs_arena_printf(
            trial->arena, "%s is the median; the mean is %s (%s)", cs_trial_value(trial, m->fits),
            cs_trial_value(trial, &means.items[0]), cs_trial_period(trial, &means.items[0]));
    }
}

static void call_stale(struct cs_trial *trial, const struct meeting *m)
{
    const struct cs_claim *c = trial->claim;
    int is_vague = c->statistic == CS_STAT_RANGE || c->statistic == CS_STAT_UNSAID ||
                   c->statistic == CS_STAT_AVERAGE;
    int is_loose = c->kind == CS_CLAIM_PAY && is_vague && c->amount.step >= 1000 &&
                   !c->when.start_year;
    conclude(trial, is_loose ? CS_AMBIGUOUS : CS_STALE, CS_FAULT_VALUE, m->fits);
    trial->out->newest = *m->newest;
    trial->out->why = cs_arena_printf(
        trial->arena, "true for %s; %s has %s", cs_trial_period(trial, m->fits),
        cs_trial_period(trial, m->newest), cs_trial_value(trial, m->newest));
    trial->out->right = cs_trial_rewrite(trial, m->newest);
    if (trial->out->right)
        trial->out->right_period = cs_trial_rewrite_period(trial, m->newest);
}

/* Whether chance could make a number fit some vintage: fewer than four figures do not tell them
 * apart. */
static int is_coarse(const struct cs_claim *claim)
{
    double size = fabs(claim->amount.low);
    return claim->kind == CS_CLAIM_GROWTH || size <= 0 ||
           claim->amount.step > 1.001 * pow(10, floor(log10(size)) - 3);
}

static int is_guarded(const struct cs_claim *claim)
{
    return (claim->flags & (CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_PLACE_UNKNOWN)) != 0 ||
           ((claim->flags & CS_CLAIM_HAS_LEVEL) && claim->level == CS_NO_KEY);
}

/* The value belongs to another period than the one said. */
static void call_wrong_period(struct cs_trial *trial, const struct meeting *m)
{
    const struct cs_claim *claim = trial->claim;
    int newer = m->newest && claim->when.start_year == m->newest->period.start_year + 1 &&
                !cs_period_is_span(claim->when) && m->fits == m->newest;
    conclude(trial, CS_CONTRADICTED, CS_FAULT_PERIOD, m->fits);
    if (claim->when_said.block != CS_NO_BLOCK)
        trial->out->at = claim->when_said;
    char said[CS_PERIOD_TEXT_BYTES];
    trial->out->why = cs_arena_printf(
        trial->arena, "%s is the figure of %s, not of %s", cs_trial_value(trial, m->fits),
        cs_trial_period(trial, m->fits), cs_period_format(claim->when, said));
    if (is_guarded(claim)) {
        trial->out->verdict = CS_UNSUPPORTED;
    } else if (claim->statistic == CS_STAT_UNSAID && claim->kind == CS_CLAIM_PAY) {
        trial->out->verdict = CS_AMBIGUOUS;
    } else if (m->said) {
        trial->out->why =
            cs_arena_printf(trial->arena, "%s (%s has %s)", trial->out->why ? trial->out->why : "",
                            said, cs_trial_value(trial, m->said));
    } else if (is_coarse(claim) || m->fits->is_derived) {
        trial->out->verdict = CS_UNSUPPORTED;
    } else if (newer && claim->when_said.block == claim->value.block) {
        trial->out->verdict = CS_AMBIGUOUS;
    }
    if (trial->out->verdict == CS_CONTRADICTED && m->fits == m->newest)
        trial->out->right_period = cs_trial_rewrite_period(trial, m->fits);
}

/* "Salary" without a word for which: only a value outside the middle 80 percent is wrong. */
static int is_outside(const struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    struct cs_vintage_query query = {.subject = &c->subject,
                                     .measure = CS_WAGE_P10,
                                     .region = c->region ? c->region->code : NULL,
                                     .level = c->level,
                                     .per = c->per};
    struct cs_vintages low, high;
    cs_vintages_find(trial->evidence, &query, &low);
    query.measure = CS_WAGE_P90;
    cs_vintages_find(trial->evidence, &query, &high);
    if (!low.n || !high.n || low.items[0].is_missing || high.items[0].is_missing ||
        !same_money(c, &low.items[0]))
        return 0;
    return c->amount.low < low.items[0].value * 0.9 ||
           (c->amount.low > high.items[0].value * 1.1 && !high.items[0].is_floor);
}

static int names_the_agency(const struct cs_trial *trial)
{
    static const char *const words[] = {"BLS", "Bureau of Labor Statistics", "O*NET", "Labor Department"};
    const struct cs_block *b = &trial->document->blocks[trial->claim->sentence.block];
    for (size_t i = 0; i < 4; i++) {
        if (memmem(b->text, b->size, words[i], strlen(words[i])))
            return 1;
    }
    return 0;
}

/* A range is wrong when one end is a published one and the other is not its partner, or when it
 * lies wholly beside the published range. */
static int is_range_wrong(const struct cs_claim *c, const struct meeting *m)
{
    int is_published = m->candidate.low == CS_WAGE_LOW;
    if (m->half && (c->amount.step < 1000 || is_published))
        return 1;
    const struct cs_vintage *low = m->said ? m->said : m->newest;
    const struct cs_vintage *high = partner_of(m, low);
    return (is_published || m->candidate.low == CS_WAGE_P10) && high && !low->is_missing &&
           !high->is_missing && !high->is_floor &&
           (c->amount.high < low->value || c->amount.low > high->value);
}

static enum cs_verdict verdict_on_misfit(const struct cs_trial *trial, const struct meeting *m)
{
    const struct cs_claim *c = trial->claim;
    if (is_guarded(c))
        return CS_UNSUPPORTED;
    /* Surveys count wage and salary jobs, projections and the handbook all jobs. */
    if (c->kind == CS_CLAIM_EMPLOYMENT && m->candidate.low == CS_EMPLOYMENT)
        return CS_UNSUPPORTED;
    if (c->kind != CS_CLAIM_PAY)
        return CS_CONTRADICTED;
    if (c->statistic == CS_STAT_UNSAID || c->statistic == CS_STAT_LOW ||
        c->statistic == CS_STAT_HIGH ||
        (c->statistic == CS_STAT_AVERAGE && !names_the_agency(trial) && !c->when.start_year))
        return c->statistic != CS_STAT_LOW && c->statistic != CS_STAT_HIGH && is_outside(trial)
                   ? CS_CONTRADICTED
                   : CS_AMBIGUOUS;
    if (c->statistic == CS_STAT_RANGE)
        return is_range_wrong(c, m) ? CS_CONTRADICTED : CS_AMBIGUOUS;
    if (!c->amount.currency[0] && !(c->flags & CS_CLAIM_IN_TABLE))
        return CS_AMBIGUOUS;
    return CS_CONTRADICTED;
}

static void call_misfit(struct cs_trial *trial, const struct meeting *m)
{
    const struct cs_vintage *fact = m->said ? m->said : m->newest;
    if (m->half && trial->claim->statistic == CS_STAT_RANGE)
        fact = m->half;
    conclude(trial, verdict_on_misfit(trial, m), CS_FAULT_VALUE, fact);
    trial->out->newest = *m->newest;
    const struct cs_vintage *high = partner_of(m, fact);
    trial->out->why =
        high ? cs_arena_printf(trial->arena, "%s has %s to %s", cs_trial_period(trial, fact),
                               cs_trial_value(trial, fact), cs_trial_value(trial, high))
             : cs_arena_printf(trial->arena, "%s has %s", cs_trial_period(trial, fact),
                               cs_trial_value(trial, fact));
    if (trial->out->verdict != CS_CONTRADICTED)
        return;
    trial->out->hint = cs_trial_neighbour(trial, fact);
    if (!trial->out->hint && !high && (m->said || !trial->claim->when.start_year) &&
        m->candidate.low != CS_WAGE_MEAN)
        trial->out->right = cs_trial_rewrite(trial, fact);
}

static void call_unsupported(struct cs_trial *trial, const char *why)
{
    conclude(trial, CS_UNSUPPORTED, CS_FAULT_NONE, NULL);
    trial->out->why = why;
}

/* A floor such as "$239,200 or more" can be contradicted from below only. */
static int is_above_floor(const struct cs_claim *claim, const struct meeting *m)
{
    const struct cs_vintage *v = m->said ? m->said : m->newest;
    return v && v->is_floor && claim->amount.low >= v->value;
}

/* An undated claim of a guide whose dates the data do not hold. */
static int is_of_another_edition(const struct cs_trial *trial, const struct meeting *m)
{
    const struct cs_claim *c = trial->claim;
    if (c->when.start_year || !c->likely.start_year || !m->newest->period.start_year)
        return 0;
    for (size_t i = 0; i < m->lows.n; i++) {
        if (m->lows.items[i].period.start_year == c->likely.start_year)
            return 0;
    }
    return 1;
}

static void judge_meeting(struct cs_trial *trial, const struct meeting *m)
{
    const struct cs_claim *claim = trial->claim;
    trial->out->figure = m->candidate.figure;
    if (m->fits && claim->when.start_year && !same_period(claim, m->fits) &&
        cs_period_compare(m->fits->period, (struct cs_period){0}))
        call_wrong_period(trial, m);
    else if (m->fits && m->fits != m->newest && !m->newest->is_missing &&
             cs_period_compare(m->newest->period, m->fits->period) > 0 && !vintage_fits(&(struct meeting){.candidate = m->candidate, .lows = m->lows, .highs = m->highs}, claim, m->newest))
        call_stale(trial, m);
    else if (m->fits)
        confirm(trial, m);
    else if (claim->when.start_year && !m->said) {
        call_unsupported(trial, "the data hold no figure for that period");
        trial->out->newest = *m->newest;
    }
    else if (is_of_another_edition(trial, m))
        call_unsupported(trial, "the guide's other figures are of a period that the data do not hold");
    else if (is_above_floor(claim, m) || (m->said ? m->said : m->newest)->is_missing)
        call_unsupported(trial, "the publisher gives no exact figure");
    else
        call_misfit(trial, m);
}

/* Several occupations together have no published median: it lies between those of the parts. */
static void judge_by_bounds(struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    struct cs_vintage low, high;
    struct cs_vintage_query query = {.subject = &c->subject,
                                     .measure = CS_WAGE_MEDIAN,
                                     .region = c->region ? c->region->code : NULL,
                                     .level = c->level,
                                     .per = c->per};
    if (c->kind != CS_CLAIM_PAY || c->statistic != CS_STAT_MEDIAN || c->subject.is_ambiguous ||
        is_guarded(c) || !cs_vintages_bounds(trial->evidence, &query, &low, &high) ||
        !same_money(c, &low) ||
        (c->when.start_year && c->when.start_year != low.period.start_year)) {
        call_unsupported(trial, "the data hold no such figure");
        return;
    }
    double open = cs_amount_tolerance(&c->amount) + low.open;
    int is_below = c->amount.low < low.value - open && !low.is_floor;
    int is_above = c->amount.low > high.value + open && !high.is_floor;
    trial->out->figure = "salary.median";
    call_unsupported(trial, "the data hold no figure for these occupations together");
    if (!is_below && !is_above)
        return;
    conclude(trial, CS_CONTRADICTED, CS_FAULT_VALUE, is_below ? &low : &high);
    trial->out->why = cs_arena_printf(
        trial->arena, "the median of several occupations lies between theirs: %s to %s",
        cs_trial_value(trial, &low), cs_trial_value(trial, &high));
}

/* $56,600 "per hour": is it the figure of another pay period? */
static int is_other_per(struct cs_trial *trial, const struct candidate *candidate)
{
    const struct cs_claim *c = trial->claim;
    static const enum cs_per pers[] = {CS_PER_YEAR, CS_PER_HOUR};
    for (size_t i = 0; i < 2 && c->kind == CS_CLAIM_PAY; i++) {
        if (pers[i] == c->per)
            continue;
        struct cs_claim other = *c;
        other.per = pers[i];
        struct cs_trial probe = *trial;
        probe.claim = &other;
        struct meeting m = {.candidate = *candidate};
        meet(&probe, &m);
        if (!m.fits || is_coarse(c))
            continue;
        trial->out->figure = candidate->figure;
        conclude(trial, CS_CONTRADICTED, CS_FAULT_UNIT, m.fits);
        trial->out->why = cs_arena_printf(trial->arena, "%s is the figure per %s, not per %s",
                                          cs_trial_value(&probe, m.fits), cs_per_name(pers[i]),
                                          cs_per_name(c->per));
        return 1;
    }
    return 0;
}

static int judge_rhythm(struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    if (!(c->flags & CS_CLAIM_WRONG_RHYTHM))
        return 0;
    conclude(trial, CS_CONTRADICTED, CS_FAULT_UNIT, NULL);
    trial->out->figure = "openings.annual";
    trial->out->why = "openings are projected as a yearly average";
    return 1;
}

static void judge_number(struct cs_trial *trial)
{
    struct candidate candidates[6];
    size_t n = candidates_of(trial->claim, candidates);
    struct meeting best = {.newest = NULL};
    int best_rank = -1;
    for (size_t i = 0; i < n; i++) {
        struct meeting m = {.candidate = candidates[i]};
        meet(trial, &m);
        if (!m.newest)
            continue;
        int rank = m.fits && (!trial->claim->when.start_year || m.fits == m.said) ? 3
                   : m.half                                                      ? 2
                   : m.fits                                                      ? 1
                                                                                 : 0;
        if (rank > best_rank) {
            best = m; /* pointers into m.lows move with it */
            best.said = m.said ? best.lows.items + (m.said - m.lows.items) : NULL;
            best.fits = m.fits ? best.lows.items + (m.fits - m.lows.items) : NULL;
            best.newest = best.lows.items + (m.newest - m.lows.items);
            best.half = m.half ? best.lows.items + (m.half - m.lows.items) : NULL;
            best_rank = rank;
        }
    }
    if (judge_rhythm(trial))
        return;
    int has_unit = (trial->claim->flags & CS_CLAIM_HAS_PER) != 0;
    if (best_rank >= 0 && best.fits) {
        judge_meeting(trial, &best);
    } else if (has_unit && n && !is_guarded(trial->claim) && is_other_per(trial, &candidates[0])) {
        return;
    } else if (best_rank >= 0) {
        judge_meeting(trial, &best);
    } else {
        judge_by_bounds(trial);
    }
}

void cs_judge(const struct cs_evidence *evidence, const struct cs_document *document,
              const struct cs_claim *claim, struct cs_arena *arena, struct cs_judgement *out)
{
    struct cs_trial trial = {evidence, document, claim, arena, out};
    memset(out, 0, sizeof *out);
    out->at = claim->value;
    if (!cs_subject_is_known(&claim->subject))
        call_unsupported(&trial, "the data do not know this occupation, or none is named");
    else if (claim->flags & CS_CLAIM_PLACE_UNKNOWN)
        call_unsupported(&trial, "the data do not know this place");
    else if ((claim->flags & CS_CLAIM_HAS_LEVEL) && claim->level == CS_NO_KEY)
        call_unsupported(&trial, "the data hold no figures for this level of experience");
    else if (claim->kind == CS_CLAIM_GROWTH_WORD)
        cs_judge_word(&trial);
    else
        judge_number(&trial);
    if ((claim->subject.is_ambiguous || claim->subject.is_group || claim->subject.is_alias) &&
        out->verdict == CS_CONTRADICTED)
        out->verdict = CS_AMBIGUOUS;
}
