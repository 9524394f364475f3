/* A first draft of a layout for a file that none fits. Answers for: holding it. Made by ingest,
 * written as JSON by render. */
#ifndef CS_DATA_LAYOUT_DRAFT_H
#define CS_DATA_LAYOUT_DRAFT_H

#include <stdbool.h>

#include <stddef.h>

#include "base/arena.h"
#include "data/dim.h"

struct cs_draft_column {
    const char *header;     /* as a layout names it */
    const char *what;       /* "key", "measure", "role" */
    const char *value;      /* "occupation", "wage_median", "ignore" */
    const char *part;       /* of a key: "title"; else NULL */
    const char *unit;       /* of money: "USD/year"; else NULL */
    const char *regions;    /* of regions: "state", "country"; else NULL */
    const char *resolution; /* of dates: "year"; else NULL */
    const char *period;     /* of a figure whose header says it; else NULL */
    double multiply;        /* published unit → plain unit; 0 where they are the same */
    size_t field;           /* its number in the file where its header stands twice; else 0 */
    const char *comment;    /* what was seen there, and why it is left out */
};
struct cs_layout_draft {
    struct cs_arena arena; /* of every text */
    const char *name, *title;
    bool is_observations;
    bool has_decimal_comma;
    const char *constants[CS_N_DIMS]; /* of every row, by the lines above the header; NULL none */
    struct cs_draft_column *columns;
    size_t n_columns;
};
void cs_layout_draft_init(struct cs_layout_draft *draft);
void cs_layout_draft_clear(struct cs_layout_draft *draft);

#endif
