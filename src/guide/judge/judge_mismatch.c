/* What a value that fits nothing is: wrong, or perhaps another edition, statistic or scale. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "data/period.h"
#include "guide/judge/judge.h"
#include "guide/judge/judge_part.h"
#include "guide/amount/slip.h"
#include "guide/evidence/vintage.h"
#include "guide/amount/amount.h"
#include "guide/topic/topic.h"

void cs_trial_conclude(struct cs_trial *trial, enum cs_verdict verdict, enum cs_fault fault,
                       const struct cs_vintage *fact)
{
    struct cs_judgment *out = trial->out;
    out->verdict = verdict;
    out->fault = fault;
    if (fact)
        out->fact = *fact;
    if (!out->newest.source && fact)
        out->newest = *fact;
    out->at = trial->claim->value;
}

/* "$48k", "$30 an hour". */
bool cs_claim_is_round_pay(const struct cs_claim *c)
{
    return c->amount.step >= (c->per == CS_PER_HOUR ? 1 : 1000);
}

bool cs_claim_is_guarded(const struct cs_claim *claim)
{
    return (claim->flags & (CS_CLAIM_IS_PART | CS_CLAIM_IS_OTHERS | CS_CLAIM_PLACE_UNKNOWN)) != 0 ||
           ((claim->flags & CS_CLAIM_HAS_LEVEL) && claim->level == CS_NO_KEY);
}

bool cs_claim_is_guarded_from(const struct cs_claim *c, const struct cs_meeting *m)
{
    enum { OF_PAY = 1000, OF_COUNTS = 100, MOST_YEARS = 2 };
    unsigned others = c->flags & (CS_CLAIM_IS_OTHERS | CS_CLAIM_PLACE_UNKNOWN | CS_CLAIM_HAS_LEVEL |
                                  CS_CLAIM_IN_TABLE);
    int fewest_steps = c->kind == CS_CLAIM_PAY ? OF_PAY : OF_COUNTS;
    bool is_telling = c->kind != CS_CLAIM_GROWTH && isnan(c->amount.high) &&
                      fabs(c->amount.low) >= fewest_steps * c->amount.step;
    bool is_recent = m->newest->period.start_year - m->fits->period.start_year <= MOST_YEARS;
    return cs_claim_is_guarded(c) && (others || !is_telling || !is_recent);
}

bool cs_claim_is_coarse(const struct cs_claim *claim)
{
    double size = fabs(claim->amount.low);
    return claim->kind == CS_CLAIM_GROWTH || size <= 0 ||
           claim->amount.step > 1.001 * pow(10, floor(log10(size)) - 3);
}

/* "The average salary is $150,000": whichever average, it is not outside the middle 80 percent. */
static bool is_outside(const struct cs_trial *trial)
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
        !(c->flags & (CS_CLAIM_SAYS_WHOSE | CS_CLAIM_IN_TABLE)) ||
        !cs_judge_same_money(c, &low.items[0]))
        return false;
    return c->amount.low < low.items[0].value * 0.9 ||
           (c->amount.low > high.items[0].value * 1.1 && !high.items[0].is_floor);
}

static bool names_the_agency(const struct cs_trial *trial)
{
    static const char *const words[] = {"BLS", "Bureau of Labor Statistics", "O*NET",
                                        "Labor Department"};
    enum { AROUND = 2000 }; /* bytes of the paragraph */
    const struct cs_said *at = &trial->claim->sentence;
    const struct cs_block *b = &trial->document->blocks[at->block];
    size_t start = at->start > AROUND ? at->start - AROUND : 0;
    size_t end = at->end + AROUND < b->size ? at->end + AROUND : b->size;
    for (size_t i = 0; i < 4; i++) {
        if (memmem(b->text + start, end - start, words[i], strlen(words[i])))
            return true;
    }
    return false;
}

/* A range is wrong when one end is a published one and the other is not its partner, or when it
 * lies wholly beside the published range. */
static bool is_range_wrong(const struct cs_claim *c, const struct cs_meeting *m)
{
    bool is_published = m->candidate.low == CS_WAGE_LOW;
    if (!(c->flags & (CS_CLAIM_SAYS_WHOSE | CS_CLAIM_IN_TABLE))) /* "some locals pay $58" */
        return false;
    if (m->half && (!cs_claim_is_round_pay(c) || is_published))
        return true;
    const struct cs_vintage *low = m->said ? m->said : m->newest;
    const struct cs_vintage *high = cs_judge_partner(m, low);
    bool is_said = c->statistic_said.block != CS_NO_BLOCK; /* "the range is", not "$16-$20" alone */
    return is_said && (is_published || m->candidate.low == CS_WAGE_P10) && high &&
           !low->is_missing && !high->is_missing && !high->is_floor &&
           (c->amount.high < low->value || c->amount.low > high->value);
}

/* A bare number of a table far below its figure: thousands that no header speaks of. */
static bool is_of_another_scale(const struct cs_claim *c, const struct cs_vintage *fact)
{
    enum { FAR = 300 };
    return (c->flags & CS_CLAIM_IN_TABLE) && !c->amount.currency[0] && c->kind != CS_CLAIM_GROWTH &&
           fabs(fact->value) > FAR * fabs(c->amount.low);
}

/* Years that a vintage may be older than the nation's newest and still speak for today. */
enum { RECENT_YEARS = 2 };

/* Whether the newest figure of the place or occupation is old where the nation has newer ones. */
bool cs_judge_is_old_evidence(const struct cs_trial *trial, const struct cs_meeting *m)
{
    const struct cs_claim *c = trial->claim;
    struct cs_subject all = {.is_all = true};
    struct cs_vintage_query query = {.subject = &all,
                                     .measure = m->candidate.low,
                                     .level = CS_NO_KEY,
                                     .per = c->kind == CS_CLAIM_PAY ? c->per : CS_PER_NONE};
    struct cs_vintages nation;
    cs_vintages_find(trial->evidence, &query, &nation);
    int newest = nation.n ? nation.items[0].period.start_year : 0;
    query.subject = &c->subject;
    cs_vintages_find(trial->evidence, &query, &nation);
    if (nation.n && nation.items[0].period.start_year > newest)
        newest = nation.items[0].period.start_year;
    return !c->when.start_year && m->newest->period.start_year &&
           newest > m->newest->period.start_year + RECENT_YEARS;
}

/* How far a figure moves from one edition to the next, in shares of itself; growth in points. */
static double drift_of(enum cs_claim_kind kind)
{
    switch (kind) {
    case CS_CLAIM_PAY:
        return 0.06;
    case CS_CLAIM_EMPLOYMENT:
    case CS_CLAIM_PROJECTED:
        return 0.05;
    default:
        return 0.3;
    }
}

/* Whether an undated value may be that of an edition that the data do not have: it lies between
 * those before and after, or not far below the oldest. */
static bool may_be_of_a_gap(const struct cs_claim *c, const struct cs_meeting *m)
{
    enum { LONG_PAST_YEARS = 6 };
    const double points = 3;
    double value = c->amount.low, drift = drift_of(c->kind);
    if (c->when.start_year || c->likely.start_year)
        return false;
    for (size_t i = 0; i < m->lows.n; i++) {
        const struct cs_vintage *newer = &m->lows.items[i];
        const struct cs_vintage *older = i + 1 < m->lows.n ? newer + 1 : NULL;
        int year = newer->period.start_year;
        if (!year || year + LONG_PAST_YEARS < m->newest->period.start_year)
            break;
        if (older && older->period.start_year + 1 >= year)
            continue;
        double low = older ? fmin(older->value, newer->value) : newer->value * (1 - 4 * drift);
        double high = older ? fmax(older->value, newer->value) : newer->value * (1 + drift);
        double slack = c->kind == CS_CLAIM_GROWTH ? points : older ? drift * fabs(high) / 3 : 0;
        if (value >= low - slack && value <= high + slack)
            return true;
    }
    return false;
}

/* The vintage of a period; NULL for none. */
static const struct cs_vintage *of_period(const struct cs_vintages *all, struct cs_period period)
{
    for (size_t i = 0; i < all->n; i++) {
        if (!cs_period_compare(all->items[i].period, period))
            return all->items[i].is_missing ? NULL : &all->items[i];
    }
    return NULL;
}

const char *cs_trial_known_otherwise(const struct cs_trial *trial, const struct cs_vintage *fact)
{
    static const struct {
        enum cs_measure measure;
        const char *words;
    } pay[] = {{CS_WAGE_MEDIAN, "the median"},       {CS_WAGE_MEAN, "the mean"},
               {CS_WAGE_P10, "the 10th percentile"}, {CS_WAGE_P25, "the 25th percentile"},
               {CS_WAGE_P75, "the 75th percentile"}, {CS_WAGE_P90, "the 90th percentile"}};
    const struct cs_claim *c = trial->claim;
    if (c->kind != CS_CLAIM_PAY || !isnan(c->amount.high))
        return NULL;
    for (int is_nation = 0; is_nation < (c->region ? 2 : 1); is_nation++) {
        for (size_t i = 0; i < sizeof pay / sizeof pay[0]; i++) {
            struct cs_vintage_query query = {.subject = &c->subject,
                                             .measure = pay[i].measure,
                                             .region =
                                                 c->region && !is_nation ? c->region->code : NULL,
                                             .level = c->level,
                                             .per = c->per};
            struct cs_vintages found;
            bool is_own = pay[i].measure == fact->measure;
            if (is_own != (bool)is_nation)
                continue;
            cs_vintages_find(trial->evidence, &query, &found);
            const struct cs_vintage *other = of_period(&found, fact->period);
            if (other && cs_amount_is_exactly(&c->amount, other))
                return cs_arena_printf(trial->arena, "it is %s of %s%s", pay[i].words,
                                       is_nation ? "the nation, " : "",
                                       cs_trial_period(trial, other));
        }
    }
    return NULL;
}

const char *cs_trial_known_as_count(const struct cs_trial *trial)
{
    static const struct {
        enum cs_measure measure;
        const char *words;
    } counts[] = {{CS_OPENINGS_ANNUAL, "the yearly openings"},
                  {CS_EMPLOYMENT_CHANGE, "the new jobs"},
                  {CS_EMPLOYMENT_BASE, "the employment"},
                  {CS_EMPLOYMENT_PROJECTED, "the projected employment"}};
    enum { FEWEST_STEPS = 20 };
    const struct cs_claim *c = trial->claim;
    bool is_count = c->kind >= CS_CLAIM_NEW_JOBS && c->kind <= CS_CLAIM_PROJECTED;
    if (!is_count || !isnan(c->amount.high) || fabs(c->amount.low) < FEWEST_STEPS * c->amount.step)
        return NULL;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct cs_claim undated = *c;
        struct cs_trial probe = *trial;
        struct cs_meeting m = {.candidate = {counts[i].measure, CS_N_MEASURES, NULL, 0}};
        undated.when = (struct cs_period){0, 0, 0};
        probe.claim = &undated;
        cs_judge_meet(&probe, &m);
        if (m.fits)
            return cs_arena_printf(trial->arena, "it is %s of %s", counts[i].words,
                                   cs_trial_period(trial, m.fits));
    }
    return NULL;
}

/* A summary code put together from the codes below it: 29-1210 has parts in 29-1220, too, so that
 * the sum may confirm and not contradict. */
static bool is_put_together(const struct cs_claim *c, const struct cs_vintage *fact)
{
    return fact->is_derived && c->subject.n_keys == 1 && c->kind != CS_CLAIM_PAY;
}

/* "Over $126,000" where the data have more: poor, and true. A bound as fine as the publisher's
 * figure is that figure; ten times too few is a slip. */
static bool is_bound_that_holds(const struct cs_claim *c, const struct cs_vintage *fact)
{
    enum { FEWEST_STEPS = 10, MOST_TIMES = 3 };
    const double near = 0.9; /* "just shy of six figures" for $92,000 */
    if (c->amount.looseness == CS_UNDER && c->amount.low > 0)
        return c->amount.step >= pow(10, floor(log10(c->amount.low))) &&
               fact->value <= c->amount.low && fact->value >= near * c->amount.low;
    return c->amount.looseness == CS_OVER && isnan(c->amount.high) && c->amount.low > 0 &&
           c->amount.step >= FEWEST_STEPS * fmax(fact->open, 1e-9) &&
           fact->value >= c->amount.low && fact->value < MOST_TIMES * c->amount.low;
}

/* A count of a state that is the survey's but for its figures: other counts differ otherwise. */
static bool is_slip_of_survey(const struct cs_claim *c, const struct cs_vintage *fact)
{
    const double other_counts = 0.08; /* how far those of other surveys may be */
    double value = c->amount.low;
    return c->region && (cs_is_exchanged(value, fact->value, c->amount.step) ||
                         (fabs(value - fact->value) > other_counts * fact->value &&
                          cs_is_digit_slip(value, fact->value, c->amount.step)));
}

static enum cs_verdict verdict_on_mismatch(const struct cs_trial *trial, const struct cs_meeting *m)
{
    const struct cs_claim *c = trial->claim;
    if (cs_claim_is_guarded(c))
        return CS_UNSUPPORTED;
    if (is_of_another_scale(c, m->said ? m->said : m->newest) ||
        is_put_together(c, m->said ? m->said : m->newest))
        return CS_AMBIGUOUS;
    /* Surveys count wage and salary jobs, projections and the handbook all jobs. */
    if (c->kind == CS_CLAIM_EMPLOYMENT && m->candidate.low == CS_EMPLOYMENT)
        return is_slip_of_survey(c, m->said ? m->said : m->newest) ? CS_CONTRADICTED
                                                                   : CS_UNSUPPORTED;
    if (is_bound_that_holds(c, m->said ? m->said : m->newest))
        return CS_AMBIGUOUS;
    if (c->kind != CS_CLAIM_PAY)
        return CS_CONTRADICTED;
    if (c->statistic == CS_STAT_UNSAID || c->statistic == CS_STAT_LOW ||
        c->statistic == CS_STAT_HIGH ||
        (c->statistic == CS_STAT_AVERAGE && !names_the_agency(trial) && !c->when.start_year))
        return c->statistic == CS_STAT_AVERAGE && is_outside(trial) ? CS_CONTRADICTED
                                                                    : CS_AMBIGUOUS;
    if (c->statistic == CS_STAT_RANGE)
        return is_range_wrong(c, m) ? CS_CONTRADICTED : CS_AMBIGUOUS;
    if (!c->amount.currency[0] && !(c->flags & CS_CLAIM_IN_TABLE))
        return CS_AMBIGUOUS;
    return CS_CONTRADICTED;
}

/* "Employment, May 2024": the survey's count may be meant, which is another than the projections'.
 */
static bool may_be_of_survey(const struct cs_trial *trial)
{
    static const char may[] = "May ";
    const struct cs_said *at = &trial->claim->when_said;
    if (trial->claim->kind != CS_CLAIM_EMPLOYMENT || at->block == CS_NO_BLOCK)
        return false;
    const struct cs_block *b = &trial->document->blocks[at->block];
    size_t n = sizeof may - 1, start = at->start;
    return (start + n <= b->size && !strncmp(b->text + start, may, n)) ||
           (start >= n && start <= b->size && !strncmp(b->text + start - n, may, n));
}

/* Whether the value tells what it should be: see cs_judgment.is_explained. */
static bool is_explained(const struct cs_claim *c, const struct cs_vintage *fact,
                         bool is_other_statistic)
{
    enum { FEWEST_STEPS = 1000 };
    bool is_telling = fabs(c->amount.low) >= FEWEST_STEPS * c->amount.step;
    bool says_statistic = c->statistic_said.block == c->value.block;
    return isnan(c->amount.high) && is_telling &&
           (cs_is_exchanged(c->amount.low, fact->value, c->amount.step) ||
            (is_other_statistic && says_statistic));
}

void cs_judge_mismatch(struct cs_trial *trial, const struct cs_meeting *m)
{
    const struct cs_vintage *fact = m->said ? m->said : m->newest;
    if (m->half && !isnan(trial->claim->amount.high))
        fact = m->half;
    enum cs_verdict verdict = verdict_on_mismatch(trial, m);
    bool is_unsaid = trial->claim->kind == CS_CLAIM_PAY &&
                     trial->claim->statistic == CS_STAT_UNSAID && verdict == CS_AMBIGUOUS;
    if (is_unsaid && is_explained(trial->claim, fact, false))
        verdict = CS_CONTRADICTED; /* the median with two figures exchanged */
    const char *otherwise =
        verdict == CS_CONTRADICTED ? cs_trial_known_otherwise(trial, fact) : NULL;
    bool is_own_place = otherwise && !strstr(otherwise, "nation");
    trial->out->is_explained = is_explained(trial->claim, fact, is_own_place);
    if (verdict == CS_CONTRADICTED && !otherwise)
        otherwise = cs_trial_known_as_count(trial);
    bool is_of_gap =
        verdict == CS_CONTRADICTED && !otherwise &&
        !cs_is_exchanged(trial->claim->amount.low, fact->value, trial->claim->amount.step) &&
        may_be_of_a_gap(trial->claim, m);
    cs_trial_conclude(trial, is_of_gap ? CS_AMBIGUOUS : verdict, CS_FAULT_VALUE, fact);
    trial->out->newest = *m->newest;
    const struct cs_vintage *high = cs_judge_partner(m, fact);
    trial->out->why =
        high ? cs_arena_printf(trial->arena, "%s has %s to %s", cs_trial_period(trial, fact),
                               cs_trial_value(trial, fact), cs_trial_value(trial, high))
             : cs_arena_printf(trial->arena, "%s has %s", cs_trial_period(trial, fact),
                               cs_trial_value(trial, fact));
    const struct cs_claim *c = trial->claim;
    bool is_vague = c->statistic == CS_STAT_UNSAID || c->statistic == CS_STAT_AVERAGE ||
                    c->statistic == CS_STAT_LOW || c->statistic == CS_STAT_HIGH;
    if (trial->out->verdict == CS_AMBIGUOUS && !is_of_gap && c->kind == CS_CLAIM_PAY && is_vague)
        trial->out->doubt = CS_DOUBT_STATISTIC;
    else if (is_of_gap)
        trial->out->doubt = CS_DOUBT_EDITION;
    else if (trial->out->verdict != CS_CONTRADICTED)
        return;
    trial->out->hint = cs_trial_mix_up(trial);
    if (!trial->out->hint)
        trial->out->hint = otherwise;
    if ((!trial->out->hint || trial->out->hint == otherwise) && !high &&
        (m->said || !trial->claim->when.start_year) && m->candidate.low != CS_WAGE_MEAN &&
        !may_be_of_survey(trial))
        trial->out->right = cs_trial_rewrite(trial, fact);
}
