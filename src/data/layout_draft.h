/* A first draft of a layout for a file that none fits. Answers for: holding it. Made by ingest,
 * written as JSON by render. */
#ifndef CS_DATA_LAYOUT_DRAFT_H
#define CS_DATA_LAYOUT_DRAFT_H

#include <stdbool.h>

#include <stddef.h>

#include "base/arena.h"

struct cs_draft_column {
    const char *header;  /* as a layout names it */
    const char *what;    /* "key", "measure", "role" */
    const char *value;   /* "occupation", "wage_median", "ignore" */
    const char *part;    /* of a key: "title"; else NULL */
    const char *unit;    /* of money: "USD/year"; else NULL */
    const char *comment; /* what was seen there, for whoever checks the draft */
};
struct cs_layout_draft {
    struct cs_arena arena; /* of every text */
    const char *name, *title;
    bool is_observations;
    bool has_decimal_comma;
    struct cs_draft_column *columns;
    size_t n_columns;
};
void cs_layout_draft_init(struct cs_layout_draft *draft);
void cs_layout_draft_clear(struct cs_layout_draft *draft);

#endif
