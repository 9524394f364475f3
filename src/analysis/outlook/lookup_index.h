/* The index behind analysis/outlook/lookup.h; internal to lookup*.c. */
#ifndef CS_ANALYSIS_LOOKUP_INDEX_H
#define CS_ANALYSIS_LOOKUP_INDEX_H

#include <stdbool.h>
#include "analysis/outlook/lookup.h"

/* One estimate in the order it is searched. Rows of one occupation stand together (`starts`), and
 * within them these sort, first to last: measure, region, level, industry, rank of the period (0
 * undated), per (a year first), missing (a value first), reprint (the survey
 * that made the figure first), tier (detailed first), index. There are
 * millions: what is seldom compared is read from the estimate. */
struct cs_lookup_entry {
    uint32_t index; /* of the estimate */
    uint32_t region;
    uint16_t measure;
    uint8_t per;
    uint8_t missing : 1, reprint : 1, tier : 6;
};
_Static_assert(sizeof(struct cs_lookup_entry) == 12, "one per estimate: keep it small");

struct cs_lookup {
    const struct cs_dataset *dataset;
    struct cs_lookup_entry *entries;
    size_t n_entries;
    size_t *starts;           /* n_occupations + 2: the last bucket has no occupation */
    uint32_t *plain_industry; /* the key of each industry, CS_NO_KEY for all together */
    uint32_t *rank_of_period;
    struct cs_period *period_of_rank;
    size_t n_periods;
};

/* Entries next to one another. */
struct cs_lookup_run {
    const struct cs_lookup_entry *first;
    size_t n;
};
/* Those of one occupation; CS_NO_KEY: those without. */
struct cs_lookup_run cs_lookup_occupation_run(const struct cs_lookup *lookup, uint32_t occupation);

/* Of an entry, from its estimate. */
uint32_t cs_lookup_entry_level(const struct cs_lookup *lookup, const struct cs_lookup_entry *entry);
uint32_t cs_lookup_entry_industry(const struct cs_lookup *lookup,
                                  const struct cs_lookup_entry *entry);
uint32_t cs_lookup_entry_rank(const struct cs_lookup *lookup, const struct cs_lookup_entry *entry);

/* The first rank that is not earlier than a period, and whether it is that period. */
uint32_t cs_lookup_rank(const struct cs_lookup *lookup, struct cs_period period, bool *is_rank);

/* -1, 0, 1. */
int cs_order_numbers(uint64_t a, uint64_t b);

#endif
