/* Published estimates found by what they are about. Answers for: an index over a dataset's
 * estimates; one estimate by measure, occupation, region, level and period; which periods, regions,
 * levels and industries there are. Returns figures as published: converts, pools and fills in
 * nothing, and never takes one period for another without saying which it took. */
#ifndef CS_ANALYSIS_LOOKUP_H
#define CS_ANALYSIS_LOOKUP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/dataset.h"
#include "data/reference.h"

struct cs_lookup; /* opaque; read-only after it is made: threads may share it */

/* Borrows the dataset, which must not grow while the index is in use. Ownership: free with
 * cs_lookup_free. NULL when out of memory. */
struct cs_lookup *cs_lookup_new(const struct cs_dataset *dataset);
void cs_lookup_free(struct cs_lookup *lookup);
const struct cs_dataset *cs_lookup_dataset(const struct cs_lookup *lookup);

enum cs_when {
    CS_WHEN_NEWEST, /* the last period there is; an undated figure only when none has a date */
    CS_WHEN_EXACT,  /* query.period, which may be a zero period for undated figures */
    CS_WHEN_BEFORE, /* the last period before query.period */
};

struct cs_query {
    enum cs_measure measure;
    uint32_t occupation; /* keys of the dataset; CS_NO_KEY matches figures without one */
    uint32_t region;
    uint32_t level;
    uint32_t industry; /* CS_NO_KEY: all industries together */
    enum cs_when when;
    struct cs_period period; /* for CS_WHEN_EXACT and CS_WHEN_BEFORE */
    enum cs_per per;         /* of money; CS_PER_NONE: a year's when there is one with a value, then
                                as published */
    bool needs_value;        /* passes over periods in which the figure is missing */
};
/* Newest figure of a measure for an occupation in a region, all levels and industries. */
struct cs_query cs_query_of(enum cs_measure measure, uint32_t occupation, uint32_t region);

/* A figure and all that must travel with it. Text is borrowed from the dataset. */
struct cs_found {
    const struct cs_estimate *estimate; /* NULL when nothing was found */
    struct cs_quantity quantity;        /* absent with the publisher's reason, or not reported */
    struct cs_unit unit;
    const char *text;               /* of a text measure, else NULL */
    const char *note;               /* of the row, or NULL */
    struct cs_period period;        /* zero when undated */
    const char *period_text;        /* "2024", "2024-34"; "" when undated */
    const struct cs_source *source; /* NULL when nothing was found */
    size_t n_others;                /* further rows for the very same key, per and period */
    int others_differ;              /* one of them has another value: say so */
};

/* Of rows for the same key, one with a value comes first, then that of the survey that made it
 * before a projection that repeats it, then the more detailed tier, then the earlier row. Returns
 * whether a row was found (its value may still be missing). */
bool cs_lookup_find(const struct cs_lookup *lookup, const struct cs_query *query,
                    struct cs_found *out);
/* As above, and whether there is a value: a number, or a floor, or text. */
bool cs_lookup_value(const struct cs_lookup *lookup, const struct cs_query *query,
                     struct cs_found *out);

/* The figure found, then that of each period before it, newest first: at most `most` of them.
 * Returns how many. */
size_t cs_lookup_back(const struct cs_lookup *lookup, struct cs_query query, struct cs_found *out,
                      size_t most);

/* cs_lookup_find for another measure of the same key. */
struct cs_found cs_lookup_at(const struct cs_lookup *lookup, struct cs_query query,
                             enum cs_measure measure);
/* The number or floor of a figure that was found; NaN when it is absent. */
double cs_found_number(const struct cs_found *found);

/* Whether one publisher printed both: another's survey is no earlier vintage. */
bool cs_found_same_publisher(const struct cs_found *a, const struct cs_found *b);

/* The period before the one a figure was found for: the same query, one vintage back of the same
 * publisher, with a value. */
bool cs_lookup_before(const struct cs_lookup *lookup, const struct cs_query *query,
                      const struct cs_found *found, struct cs_found *out);

/* Whether an occupation's code stands for the same occupation in two figures. */
bool cs_found_same(const struct cs_reference *reference, const char *code, const struct cs_found *a,
                   const struct cs_found *b);

/* Keys found, in memory of the arena, which is set before. */
struct cs_key_list {
    struct cs_arena *arena;
    uint32_t *keys;
    size_t n;
};

/* Different keys of `dim` among the rows that match the query's measure, occupation, region, level
 * and industry, the dimension itself not looked at and the period only for CS_WHEN_EXACT. Periods
 * oldest first, levels by their order, others by code. Rows without a key there are left out.
 * Errors: CS_INTERNAL out of memory. */
CS_MUST_USE enum cs_status cs_lookup_list(const struct cs_lookup *lookup,
                                          const struct cs_query *query, enum cs_dim dim,
                                          struct cs_key_list *out, struct cs_diag *diag);

/* Keys of occupations that have any of the measure in the region (CS_NO_KEY: any region), by code,
 * of the detailed tier where the file states tiers; summaries and totals are left out. */
CS_MUST_USE enum cs_status cs_lookup_occupations(const struct cs_lookup *lookup,
                                                 enum cs_measure measure, uint32_t region,
                                                 struct cs_key_list *out, struct cs_diag *diag);

/* The key for a code or CS_NO_KEY. */
uint32_t cs_lookup_key(const struct cs_lookup *lookup, enum cs_dim dim, const char *code);

#endif
