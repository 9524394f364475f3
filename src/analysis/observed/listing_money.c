/* Published pay in the money of a plan. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/observed/listing.h"
#include "analysis/terms/money.h"
#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"

static struct cs_money_pay pay_of(const struct cs_dataset *dataset,
                                  const struct cs_listed_group *group,
                                  const struct cs_listed_pay *pay)
{
    const struct cs_key *region = cs_dataset_key(dataset, CS_DIM_REGION, group->key[CS_DIM_REGION]);
    const struct cs_key *period = cs_dataset_key(dataset, CS_DIM_PERIOD, group->key[CS_DIM_PERIOD]);
    return (struct cs_money_pay){region ? region->code : NULL, pay->unit.currency,
                                 period ? period->period : (struct cs_period){0}};
}

/* Parities of different years are not comparable: all groups are asked about together. */
static enum cs_status check_years(const struct cs_dataset *dataset,
                                  const struct cs_money_plan *plan,
                                  const struct cs_listing *listing, struct cs_diag *diag)
{
    struct cs_money_pay *pays = malloc((listing->n_groups + 1) * sizeof *pays);
    size_t n = 0;
    if (!pays)
        return cs_fail_memory(diag);
    for (size_t i = 0; i < listing->n_groups; i++)
        if (listing->groups[i].pay)
            pays[n++] = pay_of(dataset, &listing->groups[i], listing->groups[i].pay);
    enum cs_status status = cs_money_check_years(plan, pays, n, diag);
    free(pays);
    return status;
}

/* Finds the factor of one pay; what stands against it becomes its reason. Returns 0 when out of
 * memory. */
static bool convert_pay(const struct cs_money_plan *plan, const struct cs_money_pay *earned,
                        struct cs_arena *arena, struct cs_listed_pay *pay)
{
    struct cs_diag own;
    struct cs_money_factor *factor = cs_arena_alloc(arena, sizeof *factor);
    cs_diag_init(&own);
    if (factor && cs_money_find(plan, earned, factor, &own) == CS_OK) {
        pay->factor = factor;
        if (plan->currency)
            memcpy(pay->unit.currency, factor->currency, sizeof pay->unit.currency);
    } else {
        if (plan->currency) /* it has no value, in no other unit than the others */
            snprintf(pay->unit.currency, sizeof pay->unit.currency, "%s", plan->currency);
        const struct cs_message *message = own.n_messages ? &own.messages[0] : NULL;
        pay->no_factor = cs_arena_printf(
            arena, "%s%s%s", message ? message->text : "no factor is known",
            message && message->hint ? "; " : "", message && message->hint ? message->hint : "");
    }
    cs_diag_clear(&own);
    return factor && (pay->factor || pay->no_factor);
}

/* One warning for each group whose pay cannot be converted: where it is from, and why. */
static void tell_gaps(const struct cs_dataset *dataset, const struct cs_listing *listing,
                      struct cs_diag *diag)
{
    enum { MOST_TOLD = 10 };
    size_t n = 0;
    for (size_t i = 0; i < listing->n_groups; i++) {
        const struct cs_listed_group *group = &listing->groups[i];
        const struct cs_listed_pay *pay = group->pay;
        while (pay && !pay->no_factor)
            pay = pay->next;
        if (!pay || ++n > MOST_TOLD)
            continue;
        const struct cs_key *region =
            cs_dataset_key(dataset, CS_DIM_REGION, group->key[CS_DIM_REGION]);
        const struct cs_key *occupation =
            cs_dataset_key(dataset, CS_DIM_OCCUPATION, group->key[CS_DIM_OCCUPATION]);
        cs_diag_add(diag, CS_WARNING, NULL, NULL, "%s%s%s: left out: %s",
                    occupation ? occupation->title : "", occupation && region ? ", " : "",
                    region ? region->title : "", pay->no_factor);
    }
    if (n > MOST_TOLD)
        cs_diag_add(diag, CS_WARNING, NULL, NULL, "%zu more groups are left out like these",
                    n - MOST_TOLD);
}

enum cs_status cs_listing_convert(const struct cs_dataset *dataset,
                                  const struct cs_money_plan *plan, struct cs_arena *arena,
                                  struct cs_listing *listing, struct cs_diag *diag)
{
    const char *reason = NULL;
    size_t n_converted = 0;
    enum cs_status status = check_years(dataset, plan, listing, diag);
    if (status != CS_OK)
        return status;
    for (size_t i = 0; i < listing->n_groups; i++) {
        struct cs_listed_group *group = &listing->groups[i];
        for (struct cs_listed_pay *pay = group->pay; pay; pay = pay->next) {
            struct cs_money_pay earned = pay_of(dataset, group, pay);
            if (!convert_pay(plan, &earned, arena, pay))
                return cs_fail_memory(diag);
            n_converted += pay->factor != NULL;
            reason = pay->no_factor ? pay->no_factor : reason;
        }
    }
    if (n_converted == 0 && reason)
        return cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "%s", reason);
    tell_gaps(dataset, listing, diag);
    return CS_OK;
}
