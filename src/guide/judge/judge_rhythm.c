/* Counts told of another stretch of time than their figures are: openings of a month or a decade,
 * new jobs of a year. Apart from judge.c, which holds a number against its figure. */
#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "guide/judge/judge.h"
#include "guide/judge/judge_part.h"
#include "guide/claim/claim.h"
#include "guide/evidence/vintage.h"

bool cs_judge_rhythm(struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    if (!(c->flags & CS_CLAIM_WRONG_RHYTHM))
        return false;
    cs_trial_conclude(trial, CS_CONTRADICTED, CS_FAULT_UNIT, NULL);
    trial->out->figure = "openings.annual";
    trial->out->why = "openings are projected as a yearly average";
    return true;
}

/* Openings "over the decade": those of one year are a tenth of them, and no correction of others.
 */
void cs_judge_decade(struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    struct cs_judgment *out = trial->out;
    struct cs_vintage decade = out->fact;
    int years = decade.period.end_year - decade.period.start_year;
    if (c->kind != CS_CLAIM_OPENINGS || !(c->flags & CS_CLAIM_PER_DECADE) ||
        (c->flags & CS_CLAIM_IN_TABLE) || !decade.source || years < 2)
        return;
    decade.value *= years;
    decade.open *= years;
    decade.is_derived = true;
    out->right = out->right_period = NULL;
    if (cs_amount_fits(&c->amount, c->amount.low, &decade))
        cs_trial_conclude(trial, CS_CONFIRMED, CS_FAULT_NONE, &decade);
    else if (out->verdict == CS_CONFIRMED)
        cs_trial_conclude(trial, CS_CONTRADICTED, CS_FAULT_UNIT, &out->fact);
    else
        return;
    out->why =
        cs_arena_printf(trial->arena, "%s are the openings of a year, not of all of %s",
                        cs_trial_value(trial, &out->newest), cs_trial_period(trial, &out->newest));
}

/* New jobs "a year": the whole decade's are as wrong as a tenth of them is right. */
void cs_judge_yearly(struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    struct cs_judgment *out = trial->out;
    struct cs_vintage yearly = out->fact;
    int years = yearly.period.end_year - yearly.period.start_year;
    if (c->kind != CS_CLAIM_NEW_JOBS || c->per != CS_PER_YEAR || !yearly.source || years < 2)
        return;
    yearly.value /= years;
    yearly.open /= years;
    yearly.is_derived = true;
    bool is_whole =
        out->verdict == CS_CONFIRMED && fabs(c->amount.low - out->fact.value) <= out->fact.open;
    bool is_right = cs_amount_fits(&c->amount, c->amount.low, &yearly);
    out->right = out->right_period = NULL;
    if (is_right)
        cs_trial_conclude(trial, CS_CONFIRMED, CS_FAULT_NONE, &yearly);
    else if (is_whole)
        cs_trial_conclude(trial, CS_CONTRADICTED, CS_FAULT_UNIT, &out->fact);
    if (is_right || is_whole)
        out->why = cs_arena_printf(trial->arena, "%s are the new jobs of all of %s, not of a year",
                                   cs_trial_value(trial, &out->newest),
                                   cs_trial_period(trial, &out->newest));
}
