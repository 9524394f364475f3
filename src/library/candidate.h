/* Vintages on offer to a question that names none. Private to library/. */
#ifndef CS_LIBRARY_OFFER_H
#define CS_LIBRARY_OFFER_H

#include <stdbool.h>

#include "library/fetch.h"

/* A vintage that one source offers. */
struct cs_vintage_candidate {
    int64_t source, period_key; /* 0: every row of the source */
    const char *name, *layout, *title, *text;
    struct cs_period period;
    uint64_t n_rows;
    bool holds_observations;
    bool is_out; /* cannot answer the question where others can */
};
struct cs_vintage_candidates {
    struct cs_vintage_candidate *items;
    size_t n, capacity;
};

/* Of the same publication, which may come in several tables. */
bool cs_vintage_candidate_is_same_table(const struct cs_vintage_candidate *a,
                                        const struct cs_vintage_candidate *b);

/* Marks the offers that cannot answer where others can: vintages with fewer regions, say, than are
 * to be set side by side, and pay of which nobody says the period beside pay of which it is known.
 * Both are told where a whole publication goes. */
CS_MUST_USE enum cs_status cs_vintage_candidates_pass_over(struct cs_fetching *fetching,
                                                           struct cs_vintage_candidates *offers);

#endif
