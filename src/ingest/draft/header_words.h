/* What a header's words say of its column, for drafts of layouts. Answers for: one table of words
 * and their meanings, in English and the commonest words of a few other languages. */
#ifndef CS_INGEST_DRAFT_HEADER_WORDS_H
#define CS_INGEST_DRAFT_HEADER_WORDS_H

#include <stdbool.h>

#include "ingest/draft/sample.h"

/* What a column may be in a layout. */
struct cs_meaning {
    const char *words; /* one of them is in the header */
    const char *also;  /* and one of these; NULL: no more is asked */
    const char * not ; /* and none of these; NULL */
    const char *cells; /* "number", "text", "code", "pay" (numbers, and the header speaks of pay),
                          "percent" (numbers, and header or cells say so), "" any */
    const char *what;  /* "key", "measure", "role" */
    const char *value; /* "occupation", "wage_median", "ignore" */
    const char *part;  /* of a key: "title"; else NULL */
    const char *why;   /* of what is left out: "a bonus, not base pay"; NULL when plain */
    int rank;          /* of two columns of one meaning the lower is taken */
};

/* The first meaning that fits, a value of pay, or "ignore". Never NULL. */
const struct cs_meaning *cs_header_meaning(const struct cs_sample_column *column);
/* Whether the header speaks of somebody's pay. */
bool cs_header_is_pay(const char *folded);

#endif
