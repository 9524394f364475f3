/* The list of claims, and the names of their kinds. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "guide/claim/claim.h"
#include "guide/claim/claim_read.h"
#include "guide/topic/topic.h"

const char *cs_claim_kind_name(enum cs_claim_kind kind)
{
    static const char *const names[CS_N_CLAIM_KINDS] = {
        "none",     "pay",      "growth",     "growth_word",
        "new_jobs", "openings", "employment", "employment_projected",
        "ratio",    "change"};
    return names[kind];
}

const char *cs_statistic_name(enum cs_statistic statistic)
{
    static const char *const names[] = {"unsaid",  "median", "mean", "average", "p10",
                                        "p25",     "p75",    "p90",  "range",   "p25_p75",
                                        "p10_p90", "low",    "high"};
    return names[statistic];
}

void cs_claims_clear(struct cs_claims *claims)
{
    free(claims->items);
    free(claims->changes);
    memset(claims, 0, sizeof *claims);
}

void cs_claims_add(struct cs_claim_reader *reader, const struct cs_claim *claim)
{
    struct cs_claims *claims = reader->claims;
    struct cs_claim *grown =
        cs_grown(claims->items, claims->n_items, &claims->capacity, sizeof *grown);
    if (!grown) {
        claims->failed = 1;
        return;
    }
    claims->items = grown;
    struct cs_claim *added = &claims->items[claims->n_items++];
    *added = *claim;
    if (added->region && !strcmp(added->region->code, "US"))
        added->region = NULL; /* the nation, said */
    reader->before = *added;
    if (cs_subject_is_known(&claim->subject) && !claim->subject.is_all) {
        reader->spoken_of = claim->subject;
        reader->spoken_in = claim->value.block;
    }
    if (claim->region && strcmp(claim->region->code, "US") != 0)
        reader->place = claim->region; /* "the state's" behind the nation's is the state's */
}

bool cs_claim_is_projection(enum cs_claim_kind kind)
{
    return kind == CS_CLAIM_GROWTH || kind == CS_CLAIM_GROWTH_WORD || kind == CS_CLAIM_NEW_JOBS ||
           kind == CS_CLAIM_OPENINGS;
}
