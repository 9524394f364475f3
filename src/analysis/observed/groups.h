/* Individual observations of a dataset, gathered into groups. Answers for: which answers belong
 * together along any dimensions, which are left out and why, and for putting them into another
 * year's, place's or currency's money on the way. Computes no statistic. */
#ifndef CS_ANALYSIS_GROUPS_H
#define CS_ANALYSIS_GROUPS_H

#include <stdbool.h>

#include "analysis/terms/money.h"
#include "data/dataset.h"
#include "data/select.h"
#include "stats/inference/design.h"

/* What to do where no observation is in a group. */
#define CS_GROUPS_NONE_HINT                                                                        \
    "careerstat inspect shows the keys of a file's rows; --period states a period that no row "    \
    "has, for one file at a time (unpack an archive whose files are of several)"

struct cs_groups_request {
    enum cs_dim by[CS_N_DIMS];
    size_t n_by;                      /* 0: all observations are one group */
    uint32_t where[CS_N_DIMS];        /* keys; CS_NO_KEY: every one */
    const struct cs_selection *among; /* rows asked for, besides `where`; NULL: every one */
    bool has_strata;
    enum cs_dim strata;                /* of each observation, for adjusting */
    const struct cs_money_plan *money; /* NULL: as earned */
};
struct cs_groups_request cs_groups_request_all(void);

/* Arrays borrowed from the struct cs_groups. */
struct cs_group {
    uint32_t key[CS_N_DIMS]; /* CS_NO_KEY for a dimension not grouped by */
    size_t n;
    const double *values;
    const double *weights;    /* NULL without */
    const float *replicates;  /* n × n_replicates; NULL without */
    const size_t *strata;     /* NULL unless asked for */
    const uint32_t *clusters; /* of the sample; NULL without */
};

enum cs_groups_block {
    CS_GROUPS_GROUPS,
    CS_GROUPS_VALUES,
    CS_GROUPS_WEIGHTS,
    CS_GROUPS_REPLICATES,
    CS_GROUPS_STRATA,
    CS_GROUPS_CLUSTERS,
    CS_GROUPS_FACTORS,
    CS_GROUPS_CURRENCIES,
    CS_GROUPS_BLOCKS,
};

struct cs_groups {
    struct cs_group *groups; /* levels by their order, periods by time, others by code */
    size_t n_groups;
    struct cs_group all;   /* every observation of the groups, as one */
    size_t n_observations; /* in groups */
    size_t n_elsewhere;    /* outside `where` */
    size_t n_without_key;  /* of an unknown value in a dimension grouped by */
    size_t n_not_numbers;  /* without a finite value */
    size_t n_replicates, n_strata;
    struct cs_design design;         /* of the sample; of no clusters without */
    struct cs_unit unit;             /* of the values, after conversion */
    struct cs_money_factor *factors; /* each that was used, once */
    size_t n_factors;
    void *memory[CS_GROUPS_BLOCKS]; /* heap blocks behind the arrays */
};

/* From the dataset's rows only: a dataset that keeps groups is read by kept.h.
 * Errors and ownership: as cs_groups_collect. */
CS_MUST_USE enum cs_status cs_groups_of_rows(const struct cs_dataset *dataset,
                                             const struct cs_groups_request *request,
                                             struct cs_groups *out, struct cs_diag *diag);
/* From the dataset's rows, or from the groups it keeps. CS_NO_ANSWER when no answer is left, or
 * money cannot be converted (the message says what is missing). Ownership: cs_groups_clear, also
 * after a failure. */
CS_MUST_USE enum cs_status cs_groups_collect(const struct cs_dataset *dataset,
                                             const struct cs_groups_request *request,
                                             struct cs_groups *out, struct cs_diag *diag);
void cs_groups_clear(struct cs_groups *groups);
/* Frees the observations and keeps counts, unit and factors. */
void cs_groups_drop_arrays(struct cs_groups *groups);

#endif
