/* The right number for the wrong thing: pay of another pay period, openings for new jobs, a wrong
 * rank. */
#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "data/quantity.h"
#include "guide/judge/judge_part.h"

/* The claim read as one of `per`: the meeting with what it fits, or 0. */
static bool meets_as(const struct cs_trial *trial, const struct cs_candidate *candidate,
                     enum cs_per per, struct cs_meeting *m)
{
    struct cs_claim other = *trial->claim;
    other.per = per;
    struct cs_trial probe = *trial;
    probe.claim = &other;
    *m = (struct cs_meeting){.candidate = *candidate};
    cs_judge_meet(&probe, m);
    return m->fits != NULL;
}

/* Whether a number is fine enough to be known by: both ends of a range together are. */
static bool is_recognizable(const struct cs_claim *claim, const struct cs_meeting *m)
{
    double size = fabs(claim->amount.low);
    return m->candidate.high != CS_N_MEASURES ||
           (size > 0 && claim->amount.step <= 1.001 * pow(10, floor(log10(size)) - 2));
}

static void blame_unit(struct cs_trial *trial, const struct cs_meeting *m)
{
    struct cs_judgment *out = trial->out;
    const struct cs_vintage *high = cs_judge_partner(m, m->fits);
    const char *value = cs_trial_value(trial, m->fits);
    bool is_other = trial->claim->per == CS_PER_OTHER;
    out->verdict = CS_CONTRADICTED;
    out->fault = CS_FAULT_UNIT;
    out->figure = m->candidate.figure;
    out->fact = out->newest = *m->fits;
    out->at = trial->claim->value;
    if (high)
        value = cs_arena_printf(trial->arena, "%s to %s", value, cs_trial_value(trial, high));
    out->why = cs_arena_printf(trial->arena, "%s in the data, not %s%s", value,
                               is_other ? "for another period" : "a ",
                               is_other ? "" : cs_per_name(trial->claim->per));
}

bool cs_judge_other_per(struct cs_trial *trial, const struct cs_candidate *candidates, size_t n)
{
    static const enum cs_per pers[] = {CS_PER_YEAR, CS_PER_MONTH, CS_PER_HOUR};
    const struct cs_claim *c = trial->claim;
    if (c->kind != CS_CLAIM_PAY || !(c->flags & CS_CLAIM_HAS_PER))
        return false;
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < sizeof pers / sizeof pers[0]; i++) {
            struct cs_meeting m;
            if (pers[i] == c->per || !meets_as(trial, &candidates[k], pers[i], &m) ||
                !is_recognizable(c, &m))
                continue;
            blame_unit(trial, &m);
            return true;
        }
    }
    return false;
}

const char *cs_trial_mix_up(const struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    bool is_change = c->kind == CS_CLAIM_NEW_JOBS;
    struct cs_meeting m = {.candidate = {is_change ? CS_OPENINGS_ANNUAL : CS_EMPLOYMENT_CHANGE,
                                         CS_N_MEASURES, NULL, 0}};
    if (!is_change && c->kind != CS_CLAIM_OPENINGS)
        return NULL;
    cs_judge_meet(trial, &m);
    if (!m.fits || (c->when.start_year && m.fits != m.said))
        return NULL;
    return cs_arena_printf(trial->arena,
                           is_change
                               ? "openings mixed up with new jobs: %s is the yearly openings of %s"
                               : "new jobs mixed up with openings: %s is the new jobs of %s",
                           cs_trial_value(trial, m.fits), cs_trial_period(trial, m.fits));
}

void cs_judge_rank(struct cs_trial *trial)
{
    struct cs_judgment *out = trial->out;
    bool is_known = out->verdict == CS_CONFIRMED && trial->claim->amount.step <= 1000;
    const char *value = is_known ? cs_trial_value(trial, &out->fact) : NULL;
    out->verdict = is_known ? CS_CONTRADICTED : CS_UNSUPPORTED;
    out->fault = is_known ? CS_FAULT_STATISTIC : CS_FAULT_NONE;
    out->at = is_known ? trial->claim->statistic_said : trial->claim->value;
    out->right = out->right_period = out->hint = NULL;
    out->why = is_known ? cs_arena_printf(trial->arena, "%s is the %s percentile", value,
                                          trial->claim->statistic == CS_STAT_P10 ? "10th" : "90th")
                        : "the data have no such percentile";
}
