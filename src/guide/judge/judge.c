/* The verdict on one claim: right, stale, wrong or unsupported. Special kinds of claims are in
 * judge_*.c. */
#include "guide/judge/judge.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "data/period.h"
#include "guide/judge/judge_part.h"
#include "guide/evidence/vintage.h"
#include "guide/claim/claim.h"
#include "guide/topic/topic.h"
#include "guide/amount/amount.h"

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

static void confirm(struct cs_trial *trial, const struct cs_meeting *m)
{
    cs_trial_conclude(trial, CS_CONFIRMED, CS_FAULT_NONE, m->fits);
    trial->out->why = cs_arena_printf(trial->arena, "%s in %s", cs_trial_value(trial, m->fits),
                                      cs_trial_period(trial, m->fits));
    if (!m->candidate.is_loose || trial->claim->statistic_said.block == CS_NO_BLOCK)
        return;
    /* The number is right; the word for it is not, where the mean is known and differs. */
    struct cs_vintage_query query = {.subject = &trial->claim->subject,
                                     .measure = CS_WAGE_MEAN,
                                     .region =
                                         trial->claim->region ? trial->claim->region->code : NULL,
                                     .level = trial->claim->level,
                                     .per = trial->claim->per};
    struct cs_vintages means;
    cs_vintages_find(trial->evidence, &query, &means);
    if (means.n &&
        !cs_amount_fits(&trial->claim->amount, trial->claim->amount.low, &means.items[0])) {
        trial->out->fault = CS_FAULT_STATISTIC;
        trial->out->at = trial->claim->statistic_said;
        trial->out->why = cs_arena_printf(
            trial->arena, "%s is the median; the mean is %s (%s)", cs_trial_value(trial, m->fits),
            cs_trial_value(trial, &means.items[0]), cs_trial_period(trial, &means.items[0]));
    }
}

static void call_stale(struct cs_trial *trial, const struct cs_meeting *m)
{
    const struct cs_claim *c = trial->claim;
    bool is_vague = c->statistic == CS_STAT_RANGE || c->statistic == CS_STAT_UNSAID ||
                    c->statistic == CS_STAT_AVERAGE;
    bool is_bound = c->statistic == CS_STAT_UNSAID && c->amount.looseness >= CS_OVER;
    bool is_loose = c->kind == CS_CLAIM_PAY && is_vague && !c->when.start_year &&
                    (is_bound || cs_claim_is_round_pay(c));
    enum cs_verdict verdict = cs_claim_is_guarded_from(c, m) ? CS_UNSUPPORTED
                              : is_loose                     ? CS_AMBIGUOUS
                                                             : CS_STALE;
    cs_trial_conclude(trial, verdict, CS_FAULT_VALUE, m->fits);
    trial->out->newest = *m->newest;
    trial->out->why =
        cs_arena_printf(trial->arena, "true for %s; %s has %s", cs_trial_period(trial, m->fits),
                        cs_trial_period(trial, m->newest), cs_trial_value(trial, m->newest));
    trial->out->right = cs_trial_rewrite(trial, m->newest);
    if (trial->out->right)
        trial->out->right_period = cs_trial_rewrite_period(trial, m->newest);
}

/* Whether a claim's year is newer than a vintage's, and not by more than data may lag behind. */
static bool is_newer_year(const struct cs_claim *claim, const struct cs_vintage *vintage)
{
    enum { MOST_YEARS = 5 }; /* else mistyped, or the end of a projection */
    int newest = vintage->period.start_year, year = claim->when.start_year;
    return newest && year > newest && year - newest <= MOST_YEARS;
}

/* The value belongs to another period than the one said. */
static void call_wrong_period(struct cs_trial *trial, const struct cs_meeting *m)
{
    const struct cs_claim *claim = trial->claim;
    bool newer = m->newest && !cs_period_is_span(claim->when) && m->fits == m->newest &&
                 is_newer_year(claim, m->newest);
    cs_trial_conclude(trial, CS_CONTRADICTED, CS_FAULT_PERIOD, m->fits);
    trial->out->newest = *m->newest;
    /* An older value under a date whose own figure is known is the value's fault; else the date's.
     */
    bool is_old_value = m->said && m->fits->period.start_year < claim->when.start_year;
    if (claim->when_said.block != CS_NO_BLOCK && !is_old_value)
        trial->out->at = claim->when_said;
    char said[CS_PERIOD_TEXT_BYTES];
    trial->out->why = cs_arena_printf(
        trial->arena, "%s is the figure of %s, not of %s", cs_trial_value(trial, m->fits),
        cs_trial_period(trial, m->fits), cs_period_format(claim->when, said));
    bool is_survey = m->fits->measure == CS_EMPLOYMENT; /* whose counts are of other jobs */
    if (cs_claim_is_guarded_from(claim, m) || is_survey) {
        trial->out->verdict = CS_UNSUPPORTED;
    } else if (claim->statistic == CS_STAT_UNSAID && claim->kind == CS_CLAIM_PAY) {
        trial->out->verdict = CS_AMBIGUOUS;
    } else if (m->said) {
        trial->out->why =
            cs_arena_printf(trial->arena, "%s (%s has %s)", trial->out->why ? trial->out->why : "",
                            said, cs_trial_value(trial, m->said));
    } else if (cs_claim_is_coarse(claim) || m->fits->is_derived) {
        trial->out->verdict = CS_UNSUPPORTED;
    } else if (newer && claim->when_said.block == claim->value.block) {
        trial->out->verdict = CS_AMBIGUOUS;
    }
    if (trial->out->verdict == CS_CONTRADICTED && m->fits == m->newest)
        trial->out->right_period = cs_trial_rewrite_period(trial, m->fits);
}

static void call_unsupported(struct cs_trial *trial, const char *why)
{
    cs_trial_conclude(trial, CS_UNSUPPORTED, CS_FAULT_NONE, NULL);
    trial->out->why = why;
}

/* A floor such as "$239,200 or more" can be contradicted from below only. */
static bool is_above_floor(const struct cs_claim *claim, const struct cs_meeting *m)
{
    const struct cs_vintage *v = m->said ? m->said : m->newest;
    return v && v->is_floor && claim->amount.low >= v->value;
}

/* An undated claim of a guide whose dates the data do not hold. */
static bool is_of_another_edition(const struct cs_trial *trial, const struct cs_meeting *m)
{
    const struct cs_claim *c = trial->claim;
    if (c->when.start_year || !c->likely.start_year || !m->newest->period.start_year)
        return false;
    for (size_t i = 0; i < m->lows.n; i++) {
        if (m->lows.items[i].period.start_year == c->likely.start_year)
            return false;
    }
    return true;
}

/* Whether the vintage that fits has a newer one with another value. */
static bool has_newer_value(const struct cs_meeting *m, const struct cs_claim *claim)
{
    struct cs_meeting probe = *m;
    return m->fits && m->fits != m->newest && !m->newest->is_missing &&
           cs_period_compare(m->newest->period, m->fits->period) > 0 &&
           !cs_judge_fits(&probe, claim, m->newest);
}

/* "5 percent through 2034, and 193,100 openings": the end said once, or the date of a sentence
 * before, over a value that an edition before had: one figure was brought up to date, this one was
 * not. */
static bool is_left_behind(const struct cs_meeting *m, const struct cs_claim *claim)
{
    enum { TELLING_STEPS = 100 };
    return (claim->flags & (CS_CLAIM_BY_END | CS_CLAIM_DATE_CARRIED)) &&
           cs_claim_is_projection(claim->kind) && m->said && m->said == m->newest &&
           claim->kind != CS_CLAIM_GROWTH &&
           fabs(claim->amount.low) >= TELLING_STEPS * claim->amount.step &&
           has_newer_value(m, claim);
}

static void judge_meeting(struct cs_trial *trial, const struct cs_meeting *m)
{
    const struct cs_claim *claim = trial->claim;
    trial->out->figure = m->candidate.figure;
    if (is_left_behind(m, claim))
        call_stale(trial, m);
    else if (m->fits && claim->when.start_year && !cs_judge_same_period(claim, m->fits) &&
             cs_period_compare(m->fits->period, (struct cs_period){0}))
        call_wrong_period(trial, m);
    else if (has_newer_value(m, claim))
        call_stale(trial, m);
    else if (m->fits)
        confirm(trial, m);
    else if (claim->when.start_year && !m->said) {
        const char *newest = cs_trial_period(trial, m->newest);
        call_unsupported(trial, claim->when.start_year > m->newest->period.start_year
                                    ? cs_arena_printf(trial->arena, "the data end with %s", newest)
                                    : "the data have no figure for that period");
        trial->out->newest = *m->newest;
    } else if (is_of_another_edition(trial, m) && !cs_trial_known_otherwise(trial, m->newest))
        call_unsupported(trial,
                         "the guide's other figures are of a period that the data do not have");
    else if (is_above_floor(claim, m) || (m->said ? m->said : m->newest)->is_missing)
        call_unsupported(trial, "the publisher gives no exact figure");
    else if (cs_judge_is_old_evidence(trial, m))
        call_unsupported(trial, "the newest figure is too old to stand for today");
    else
        cs_judge_mismatch(trial, m);
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
        cs_claim_is_guarded(c) || !cs_vintages_bounds(trial->evidence, &query, &low, &high) ||
        !cs_judge_same_money(c, &low) ||
        (c->when.start_year && c->when.start_year != low.period.start_year)) {
        bool is_other = c->kind == CS_CLAIM_PAY && c->per != CS_PER_NONE && c->per != CS_PER_YEAR &&
                        c->per != CS_PER_HOUR;
        call_unsupported(trial, is_other ? "the data have no pay for this period; none is converted"
                                         : "the data have no such figure");
        return;
    }
    double open = cs_amount_tolerance(&c->amount) + low.open;
    bool is_below = c->amount.low < low.value - open && !low.is_floor;
    bool is_above = c->amount.low > high.value + open && !high.is_floor;
    trial->out->figure = "salary.median";
    call_unsupported(trial, "the data have no figure for these occupations together");
    if (!is_below && !is_above)
        return;
    cs_trial_conclude(trial, CS_CONTRADICTED, CS_FAULT_VALUE, is_below ? &low : &high);
    trial->out->why = cs_arena_printf(
        trial->arena, "the median of several occupations lies between theirs: %s to %s",
        cs_trial_value(trial, &low), cs_trial_value(trial, &high));
}

static void judge_number(struct cs_trial *trial)
{
    struct cs_candidate candidates[CS_CANDIDATES];
    size_t n = cs_judge_candidates(trial->claim, candidates);
    struct cs_meeting best = {.newest = NULL};
    int best_rank = -1;
    for (size_t i = 0; i < n; i++) {
        struct cs_meeting m = {.candidate = candidates[i]};
        cs_judge_meet(trial, &m);
        if (!m.newest)
            continue;
        int rank = m.fits && (!trial->claim->when.start_year || m.fits == m.said) ? 3
                   : m.half                                                       ? 2
                   : m.fits                                                       ? 1
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
    if (cs_judge_rhythm(trial))
        return;
    if (best_rank >= 0 && best.fits) {
        judge_meeting(trial, &best);
    } else if (!cs_claim_is_guarded(trial->claim) && cs_judge_other_per(trial, candidates, n)) {
        return;
    } else if (best_rank >= 0) {
        judge_meeting(trial, &best);
    } else {
        judge_by_bounds(trial);
    }
}

bool cs_judge_is_projected(const struct cs_evidence *evidence, const struct cs_claim *claim)
{
    static const enum cs_measure bases[] = {CS_EMPLOYMENT_BASE, CS_EMPLOYMENT};
    struct cs_vintages found;
    struct cs_vintage_query query = {.subject = &claim->subject,
                                     .measure = CS_EMPLOYMENT_PROJECTED,
                                     .region = claim->region ? claim->region->code : NULL,
                                     .level = CS_NO_KEY};
    if (claim->kind != CS_CLAIM_EMPLOYMENT || !claim->when.start_year ||
        cs_period_is_span(claim->when))
        return false;
    int year = claim->when.start_year, ends = 0, begins = 0;
    cs_vintages_find(evidence, &query, &found);
    for (size_t i = 0; i < found.n; i++)
        ends |= found.items[i].period.end_year == year;
    for (size_t k = 0; ends && k < 2; k++) {
        query.measure = bases[k];
        cs_vintages_find(evidence, &query, &found);
        for (size_t i = 0; i < found.n; i++)
            begins |= found.items[i].period.start_year == year;
    }
    return ends && !begins;
}

bool cs_judge_is_beyond(const struct cs_judgment *judgment, const struct cs_claim *claim)
{
    return judgment->verdict == CS_UNSUPPORTED && judgment->newest.source &&
           is_newer_year(claim, &judgment->newest);
}

/* "Is accounting still worth it in 2025?": a year that a question or heading gives, newer than the
 * newest figure there is, is when the guide was written. */
static bool is_of_publication(const struct cs_evidence *evidence, const struct cs_claim *claim)
{
    struct cs_candidate candidates[CS_CANDIDATES];
    struct cs_vintages found;
    if (!claim->when.start_year || cs_period_is_span(claim->when) ||
        claim->when_said.block == CS_NO_BLOCK || claim->when_said.block == claim->value.block ||
        (claim->flags & CS_CLAIM_IN_TABLE) || claim->kind != CS_CLAIM_PAY ||
        !cs_judge_candidates(claim, candidates))
        return false;
    struct cs_vintage_query query = {.subject = &claim->subject,
                                     .measure = candidates[0].low,
                                     .region = claim->region ? claim->region->code : NULL,
                                     .level = claim->level,
                                     .per = claim->per};
    cs_vintages_find(evidence, &query, &found);
    return found.n && claim->when.start_year > found.items[0].period.start_year;
}

/* Whether a date is that of the page: its title's, or that of a question. */
static bool dates_the_page(const struct cs_document *document, struct cs_said at)
{
    const struct cs_block *b = &document->blocks[at.block];
    return b->kind == CS_BLOCK_TITLE || (b->kind == CS_BLOCK_HEADING && b->level <= 1) ||
           memchr(b->text, '?', b->size);
}

static void judge_as_dated(const struct cs_evidence *evidence, const struct cs_document *document,
                           const struct cs_claim *claim, struct cs_arena *arena,
                           struct cs_judgment *out)
{
    struct cs_trial trial = {evidence, document, claim, arena, out};
    memset(out, 0, sizeof *out);
    out->at = claim->value;
    if (!cs_subject_is_known(&claim->subject))
        call_unsupported(&trial, "the data do not have this occupation, or none is named");
    else if (claim->flags & CS_CLAIM_PLACE_UNKNOWN)
        call_unsupported(&trial, "the data do not have this place");
    else if ((claim->flags & CS_CLAIM_HAS_LEVEL) && claim->level == CS_NO_KEY)
        call_unsupported(&trial, "the data have no figures for this level of experience");
    else if (claim->kind == CS_CLAIM_GROWTH_WORD)
        cs_judge_word(&trial);
    else if (claim->kind == CS_CLAIM_RATIO || claim->kind == CS_CLAIM_CHANGE)
        return; /* guide/audit/judge_change.h */
    else
        judge_number(&trial);
    cs_judge_yearly(&trial);
    cs_judge_decade(&trial);
    if (claim->flags & CS_CLAIM_ODD_RANK)
        cs_judge_rank(&trial);
    const struct cs_subject *s = &claim->subject;
    bool is_doubtful = s->is_ambiguous || (claim->flags & CS_CLAIM_DOUBTFUL);
    if (out->is_explained && out->verdict == CS_CONTRADICTED && !s->is_ambiguous)
        return;
    if ((is_doubtful || s->is_group || s->is_alias) && out->verdict == CS_CONTRADICTED) {
        out->verdict = CS_AMBIGUOUS;
        out->doubt = is_doubtful ? CS_DOUBT_NONE : s->is_group ? CS_DOUBT_GROUP : CS_DOUBT_NAME;
    }
    if (s->is_group && out->verdict == CS_STALE && claim->kind == CS_CLAIM_EMPLOYMENT &&
        cs_claim_is_coarse(claim))
        out->verdict = CS_AMBIGUOUS; /* a round count fits some year of the group by chance */
    if (out->doubt == CS_DOUBT_EDITION && (is_doubtful || s->is_group || s->is_alias))
        out->doubt = CS_DOUBT_NONE;
}

/* A year of publication dates no figure: what the newest edition has is right under it, and under a
 * heading or lead that may be a date all the same nothing else is wrong. */
void cs_judge(const struct cs_evidence *evidence, const struct cs_document *document,
              const struct cs_claim *claim, struct cs_arena *arena, struct cs_judgment *out)
{
    struct cs_claim undated = *claim;
    bool is_undated = is_of_publication(evidence, claim);
    undated.when = (struct cs_period){0, 0, 0};
    undated.when_said.block = CS_NO_BLOCK;
    judge_as_dated(evidence, document, is_undated ? &undated : claim, arena, out);
    if (is_undated && out->verdict != CS_CONFIRMED && !dates_the_page(document, claim->when_said))
        judge_as_dated(evidence, document, claim, arena, out);
}
