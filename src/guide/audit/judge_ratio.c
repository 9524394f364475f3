/* Claims that compare two figures, such as “twice as much”, held against both. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "guide/audit/judge_part.h"
#include "guide/audit/vintage.h"

/* What the word leaves open: "twice" 12 percent either way, "nearly twice" 15 percent below, "more
 * than twice" 30 percent above. */
static void band_of(const struct cs_amount *amount, double *low, double *high)
{
    double factor = amount->low;
    *low = factor * (amount->looseness == CS_UNDER  ? 0.85
                     : amount->looseness == CS_OVER ? 1
                                                    : 0.88);
    *high = factor * (amount->looseness == CS_UNDER  ? 1
                      : amount->looseness == CS_OVER ? 1.3
                                                     : 1.12);
}

static const struct cs_vintage *of_year(const struct cs_vintages *all, int year)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->items[i].period.start_year == year && !all->items[i].is_missing)
            return &all->items[i];
    }
    return NULL;
}

void cs_judge_ratio(struct cs_trial *trial)
{
    const struct cs_claim *c = trial->claim;
    struct cs_subject all = {.is_all = 1};
    struct cs_vintage_query query = {.subject = &c->subject,
                                     .measure = CS_WAGE_MEDIAN,
                                     .region = c->region ? c->region->code : NULL,
                                     .level = CS_NO_KEY,
                                     .per = CS_PER_YEAR};
    struct cs_vintages own, other;
    cs_vintages_find(trial->evidence, &query, &own);
    if (!c->when.start_year)
        query.subject = &all;
    cs_vintages_find(trial->evidence, &query, &other);
    const struct cs_vintage *against =
        own.n ? of_year(&other,
                        c->when.start_year ? c->when.start_year : own.items[0].period.start_year)
              : NULL;
    trial->out->verdict = CS_UNSUPPORTED;
    trial->out->figure = c->when.start_year ? "salary.change" : "salary.versus_all";
    trial->out->why = "the data have no such figure";
    if (!against || own.items[0].is_missing || own.items[0].is_floor || !(against->value > 0))
        return;
    double low, high, ratio = own.items[0].value / against->value;
    band_of(&c->amount, &low, &high);
    trial->out->fact = trial->out->newest = own.items[0];
    trial->out->verdict = ratio >= low && ratio <= high             ? CS_CONFIRMED
                          : ratio < low * 0.9 || ratio > high * 1.1 ? CS_CONTRADICTED
                                                                    : CS_AMBIGUOUS;
    trial->out->fault = trial->out->verdict == CS_CONTRADICTED ? CS_FAULT_VALUE : CS_FAULT_NONE;
    trial->out->why =
        cs_arena_printf(trial->arena, "%s in %s against %s in %s: %.2f times",
                        cs_trial_value(trial, &own.items[0]), cs_trial_period(trial, &own.items[0]),
                        cs_trial_value(trial, against), cs_trial_period(trial, against), ratio);
}
