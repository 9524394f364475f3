/* The index behind analysis/lookup.h; internal to lookup*.c. */
#ifndef CS_ANALYSIS_LOOKUP_INDEX_H
#define CS_ANALYSIS_LOOKUP_INDEX_H

#include "analysis/lookup.h"

/* One estimate in the order it is searched. Rows of one occupation stand together (`starts`), and
 * within them the members below sort, first to last. */
struct cs_lookup_entry {
    uint16_t measure;
    uint32_t region, level, industry;
    uint32_t rank;    /* of the period, ascending; 0 undated */
    uint8_t per;      /* a year first */
    uint8_t missing;  /* a value first */
    uint8_t tier;     /* detailed first */
    uint32_t index;   /* of the estimate */
};

struct cs_lookup {
    const struct cs_dataset *dataset;
    struct cs_lookup_entry *entries;
    size_t n_entries;
    size_t *starts; /* n_occupations + 2: the last bucket has no occupation */
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

/* The first rank that is not earlier than a period, and whether it is that period. */
uint32_t cs_lookup_rank(const struct cs_lookup *lookup, struct cs_period period, int *is_rank);

/* -1, 0, 1. */
int cs_order_numbers(uint64_t a, uint64_t b);

#endif
