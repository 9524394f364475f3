/* Which column of a file is what in a draft: one column a key, the pay that is meant, statistics
 * once. Answers for: choosing among columns whose headers mean the same, and the reason for each
 * that is left out. Units are pay_unit.h's. */
#ifndef CS_INGEST_DRAFT_CHOICES_H
#define CS_INGEST_DRAFT_CHOICES_H

#include <stdbool.h>

#include "base/arena.h"
#include "ingest/draft/header_words.h"
#include "ingest/draft/sample.h"
#include "ingest/draft/titles.h"
#include "ingest/profile/profile.h"

struct cs_choice {
    const struct cs_meaning *meaning; /* NULL: a column without a header */
    const char *why;                  /* it is left out; NULL when it is not, or plainly */
    const char *doubt;                /* about one that is taken; NULL none */
    const char *unit;                 /* of pay that is taken */
    const char *period;               /* of a figure whose header says it, else NULL */
    double multiply;                  /* 0: as it is */
};
struct cs_choices {
    struct cs_arena *arena;
    const struct cs_draft_sample *sample;
    const struct cs_titles *titles;
    const struct cs_reference *reference;
    struct cs_choice *items; /* one a column */
    bool is_observations;
    struct cs_profile profile; /* with the choices bound */
};

/* Whether a choice is such a one: "measure", or "role" and "value". value NULL: any. */
bool cs_choice_is(const struct cs_choice *choice, const char *what, const char *value);
/* Leaves a column out, for a reason. */
void cs_choice_drop(struct cs_choice *choice, const char *why);

/* Fills items (zeroed, one a column). Arena: the texts. */
void cs_choices_make(struct cs_choices *choices);

#endif
