/* What the lines above a header say of the whole table, for drafts of layouts: "Occupation: 43-6013
 * …", "Period: May 2025", a title that ends in a state. Answers for: taking only what is said once
 * and without doubt. */
#ifndef CS_INGEST_DRAFT_TITLES_H
#define CS_INGEST_DRAFT_TITLES_H

#include <stdbool.h>

#include "data/dim.h"
#include "data/pay_period.h"
#include "data/reference.h"
#include "ingest/draft/sample.h"

struct cs_titles {
    const char *constants[CS_N_DIMS]; /* as a layout has them; NULL where nothing is said */
    bool is_doubtful[CS_N_DIMS];      /* two lines say different things, or a code means two */
    bool has_period;                  /* of pay, said once */
    struct cs_pay_period period;
    bool is_in_thousands; /* "numbers in thousands" */
    bool is_of_the_us;    /* a state, or the country, is named */
};

/* Arena: the texts. Returns false when out of memory. */
bool cs_titles_read(struct cs_titles *out, const struct cs_draft_sample *sample,
                    const struct cs_reference *reference, struct cs_arena *arena);

#endif
