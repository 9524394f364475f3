/* Answers by group that memory may not keep, as sorted runs in a temporary file. Answers for: the
 * order of groups by their keys, writing the groups of a part as a run, and what is known of each
 * run. Reading them back is data/slices.h. A run is a list of heads (a group's keys and counts) in
 * ascending order, and the observations of those groups in the same order, as the part held them.
 */
#ifndef CS_DATA_RUNS_H
#define CS_DATA_RUNS_H

#include <stdbool.h>

#include "base/scratch.h"
#include "data/dataset.h"

struct cs_grouped_part;

/* How much of groups and answers may be in memory, and where the rest goes. One for a dataset,
 * shared by the threads that read into it. */
struct cs_spill {
    size_t most_bytes;
    size_t n_threads;          /* that will each work on some of the observations */
    enum cs_dim by[CS_N_DIMS]; /* order in which groups will be asked for: a guess */
    size_t n_by;
    bool holds_all; /* all observations together are worked on as one group */
    struct cs_scratch scratch;
};

/* Where a group stands among others: its keys' places, one after the other, as one number. */
__extension__ typedef unsigned __int128 cs_place_number;
struct cs_group_order {
    enum cs_dim dims[CS_N_DIMS]; /* first things first */
    uint32_t *ranks[CS_N_DIMS];  /* of each key of a dimension; NULL: its number */
    size_t n_keys[CS_N_DIMS];
    unsigned bits[CS_N_DIMS]; /* room for a rank, and for having no key */
    unsigned n_bits;
    unsigned n_rest_bits; /* of what comes behind the first n_by dimensions */
};
/* By the dimensions in `by`, then the others; keys in the order of observations, or by number.
 * Returns 0 when out of memory or of bits. Ownership: cs_group_order_clear, also after a failure.
 */
bool cs_group_order_init(struct cs_group_order *order, const struct cs_dict *dicts,
                         const enum cs_dim *by, size_t n_by);
bool cs_group_order_init_by_number(struct cs_group_order *order, const struct cs_dict *dicts);
void cs_group_order_clear(struct cs_group_order *order);
cs_place_number cs_group_order_of(const struct cs_group_order *order,
                                  const uint32_t key[CS_N_DIMS]);

struct cs_run {
    bool has_weights, has_zero_weights, is_of_cents;
    unsigned dims; /* bits of the dimensions in which groups have keys */
    size_t n_groups;
    uint64_t n_observations;
    uint64_t heads_at, heads_bytes, data_at, data_bytes; /* in the temporary file */
    const uint32_t *numbers[CS_N_DIMS]; /* its keys → the dataset's; NULL: they are the dataset's */
};
struct cs_runs {
    struct cs_spill *spill; /* borrowed; NULL: nothing is ever written */
    struct cs_run *items;
    size_t n, capacity;
    uint32_t **numbers; /* what the runs' numbers point to */
    size_t n_numbers;
};
/* Takes numbers (may be NULL) too, whatever comes of it. Returns 0 when out of memory. */
bool cs_runs_add(struct cs_runs *runs, const struct cs_run *run);
bool cs_runs_own(struct cs_runs *runs, uint32_t *numbers);
void cs_runs_clear(struct cs_runs *runs);

/* A run of fewer is not worth its place among others. */
enum { CS_GROUPED_RUN_ANSWERS = 1 << 14 };
/* Writes the groups of a part and empties it. Returns 0 when that failed (cs_scratch_fail says
 * why), and leaves the part alone then. */
bool cs_run_write(struct cs_spill *spill, struct cs_grouped_part *part,
                  const struct cs_group_order *order, struct cs_run *run);

/* Writes the runs anew that are not in the order: keys may have found another place since, or
 * somebody may want another order. The same returns. */
bool cs_runs_sort(struct cs_runs *runs, const struct cs_group_order *order);

#endif
