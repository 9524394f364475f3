/* Individual observations kept by group instead of row by row, in few bytes each: what makes many
 * millions of rows fit and every group readable at once. Answers for: which group an observation
 * goes to, the exact values and weights of each group, in no stated order. Computes nothing, knows
 * no text: keys are numbers of somebody's dictionaries. One part has one writer; parts of several
 * threads are read together through struct cs_grouped. */
#ifndef CS_DATA_GROUPED_H
#define CS_DATA_GROUPED_H

#include <stdbool.h>

#include <stddef.h>
#include <stdint.h>

#include "data/dataset.h"
#include "data/runs.h"

/* Answers of one group in one part. Whole values below 2^24 take 3 bytes (in a part of cents those
 * of at most two decimals below 167,772), and as much for a weight of at most three decimals below
 * 16,777; others take 8 and 8. In a part where nearly all
 * values are below 2^20 and weights whole and below 4,096, these take 4 bytes together. */
struct cs_grouped_slot {
    uint32_t n;    /* compact observations */
    uint32_t last; /* newest line of compact observations, + 1; 0 none */
    uint32_t wide; /* index of the others in `wides`, + 1; 0 none */
    uint32_t key[CS_N_DIMS];
};
struct cs_grouped_wide {
    uint32_t n, last;
    uint32_t n_not_numbers; /* of n, without a finite value */
};

struct cs_grouped_part {
    bool has_weights, has_zero_weights;
    bool is_of_cents; /* codes of values are hundredths; set before anything is added */
    struct cs_grouped_slot *slots; /* one for each group, in order of arrival */
    size_t n_slots, slots_capacity;
    struct cs_grouped_entry { /* open addressing; slot + 1, 0 free */
        uint32_t hash, slot;
    } * index;
    size_t index_size;
    struct cs_grouped_wide *wides;
    size_t n_wides, wides_capacity;
    unsigned char **slabs; /* of lines of 64 bytes */
    size_t n_slabs, n_lines;
    uint64_t n_observations;
    bool is_short, is_settled; /* pairs take 4 bytes; whether to is decided */
    uint64_t n_mismatches;     /* pairs that could not */
    bool is_out_of_memory;
    unsigned char *packed; /* observations one after the other instead of in lines, read back from
                              a run (data/slices.h): NULL elsewhere */
    uint64_t packed_at, *starts; /* where they stood in the file; of each slot's, from there */
};

void cs_grouped_part_init(struct cs_grouped_part *part, bool has_weights);
void cs_grouped_part_clear(struct cs_grouped_part *part);
/* Takes all observations out and keeps the room. */
void cs_grouped_part_empty(struct cs_grouped_part *part);
/* Bytes held. */
size_t cs_grouped_part_bytes(const struct cs_grouped_part *part);

/* Answers taken up together, so that the memory of one is fetched while others are worked on. */
enum { CS_GROUPED_BATCH = 128 };
struct cs_grouped_observation {
    uint32_t key[CS_N_DIMS];
    double value, weight;
};
/* Adds n ≤ CS_GROUPED_BATCH observations; a weight is ignored without has_weights. Out of memory is
 * remembered in the part. */
void cs_grouped_add(struct cs_grouped_part *part, const struct cs_grouped_observation *observations,
                    size_t n);

/* The same for codes of values, and of weights where there are any. */
struct cs_grouped_batch {
    uint32_t key[CS_GROUPED_BATCH][CS_N_DIMS];
    uint32_t value[CS_GROUPED_BATCH];
    uint32_t weight[CS_GROUPED_BATCH];
    size_t n;
};
void cs_grouped_add_batch(struct cs_grouped_part *part, const struct cs_grouped_batch *batch);

/* Whether a number has a compact form; its code. */
enum { CS_GROUPED_CODES = 1 << 24 };
bool cs_grouped_value_code(double value, uint32_t *code);
bool cs_grouped_cents_code(double value, uint32_t *code);
static inline double cs_grouped_value_of(bool is_of_cents, uint32_t code)
{
    return is_of_cents ? code / 100.0 : code;
}
bool cs_grouped_weight_code(double weight, uint32_t *code);
static inline double cs_grouped_weight_of(uint32_t code)
{
    return code / 1000.0;
}

/* The observations of one slot, appended: compact ones as codes (weights may be NULL), wide ones as
 * they are. The caller's arrays have room for the slot's n, and its wide's n. */
void cs_grouped_read_compact(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot,
                             uint32_t *values, uint32_t *weights);
/* Fetches the observations of a slot that stand `back` lines before its newest, once those behind
 * them were fetched. */
void cs_grouped_prefetch(const struct cs_grouped_part *part, uint32_t slot, int back);
size_t cs_grouped_n_wide(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot);
void cs_grouped_read_wide(const struct cs_grouped_part *part, const struct cs_grouped_slot *slot,
                          double *values, double *weights);

/* The bytes of a slot's observations, some at a time, until the next step: codes of three bytes or,
 * wide ones, doubles; each weight behind its value. */
enum { CS_GROUPED_WALK_PAIRS = 15 };
struct cs_grouped_walk {
    const unsigned char *bytes;
    size_t n_bytes;
    uint32_t next;         /* line, + 1 */
    size_t n_next, n_line; /* bytes of observations in the next line; in the lines behind it */
    bool is_wide;
    unsigned char pairs[CS_GROUPED_WALK_PAIRS * 6]; /* what `bytes` are of short pairs */
};
struct cs_grouped_walk cs_grouped_walk_of(const struct cs_grouped_part *part,
                                          const struct cs_grouped_slot *slot, bool is_wide);
/* Returns 0 at the end. */
bool cs_grouped_walk_next(const struct cs_grouped_part *part, struct cs_grouped_walk *walk);

/* Groups of all parts together. */
struct cs_grouped_group {
    uint32_t key[CS_N_DIMS];
    uint32_t first_piece;   /* + 1; pieces of a group are chained */
    uint64_t n;             /* observations, zero weights included */
    uint64_t n_not_numbers; /* of them, without a finite value */
};
struct cs_grouped_piece {
    uint32_t part, slot;
    uint32_t next; /* + 1; 0 none */
};
struct cs_grouped {
    struct cs_grouped_part *parts; /* keys of all parts number the same dictionaries */
    size_t n_parts;
    struct cs_grouped_group *groups;
    size_t n_groups;
    struct cs_grouped_piece *pieces;
    size_t n_pieces;
    bool has_weights;
    bool has_zero_weights; /* some answer has one, perhaps */
    uint64_t n_observations;
    struct cs_runs runs; /* observations that are in a temporary file: all of them once gathered,
                            and no groups then (data/slices.h reads them), or none */
};
/* Gathers the groups of `parts`, which are complete; or writes them as runs of a dataset with such
 * keys, when there are runs or memory may not hold what is to come. CS_INTERNAL or CS_IO with a
 * message. Ownership: cs_grouped_clear. */
CS_MUST_USE enum cs_status cs_grouped_gather(struct cs_grouped *grouped,
                                             const struct cs_dict *dicts, struct cs_diag *diag);
/* The groups of a dataset, made when it has none; NULL when out of memory. spill: where they go
 * that memory may not hold; NULL: as before. */
struct cs_grouped *cs_grouped_of(struct cs_dataset *dataset, struct cs_spill *spill);
/* A part for more observations with or without weights; NULL when out of memory. Borrowed until the
 * next one is added. */
struct cs_grouped_part *cs_grouped_part_for(struct cs_grouped *grouped, bool has_weights);
/* Writes parts whose keys are the dataset's as runs when they hold more than they may: a share of
 * what memory may take, in 256ths. Errors as cs_grouped_gather. */
CS_MUST_USE enum cs_status cs_grouped_relieve(struct cs_grouped *grouped,
                                              const struct cs_dict *dicts, unsigned share,
                                              struct cs_diag *diag);
void cs_grouped_clear(struct cs_grouped *grouped);

/* The observations of a group with finite values as they were given; weights may be NULL, and are 1
 * in parts without. Returns how many: n − n_not_numbers; SIZE_MAX when out of memory. */
size_t cs_grouped_read_doubles(const struct cs_grouped *grouped,
                               const struct cs_grouped_group *group, double *values,
                               double *weights);

#endif
