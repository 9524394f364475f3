/* Individual observations of a dataset, summarized or compared. Answers for: joining groups.h,
 * distribution.h and compare.h, and for not giving small groups away through the totals beside
 * them. */
#ifndef CS_ANALYSIS_SURVEY_H
#define CS_ANALYSIS_SURVEY_H

#include <stdbool.h>

#include "analysis/observed/compare.h"
#include "analysis/observed/distribution.h"
#include "analysis/observed/groups.h"

struct cs_survey_group {
    uint32_t key[CS_N_DIMS];
    struct cs_distribution distribution;
    bool is_complementary; /* safe itself, withheld to keep another group from being computed */
};

struct cs_survey_pages; /* how groups of a dataset that keeps groups are worked out, in turn */

struct cs_survey {
    struct cs_survey_group *groups; /* NULL with pages: use cs_survey_page */
    size_t n_groups;
    struct cs_survey_pages *pages;
    struct cs_distribution
        all; /* of every observation in the groups; with pages, how it would be made */
    struct cs_groups counts; /* n_observations, n_elsewhere, …, unit, factors; arrays are gone */
    size_t n_withheld;       /* below the minimum n, dominated or complementary */
    size_t n_threads;        /* that groups are worked out on */
};

/* Summarizes every group, on options->n_threads threads; each group draws from its own stream, so
 * that the bytes do not depend on them. With has_total the figures of all observations will stand
 * beside the groups: then groups are withheld as cs_suppress says, with the minimum n of the
 * options and two observations dominating at 85 %. Without, the groups of a dataset that keeps
 * groups are only worked out when they are asked for: the dataset and what the request points to
 * must stay. The result lives in the arena. Ownership: cs_survey_clear. */
CS_MUST_USE enum cs_status cs_survey_summarize(const struct cs_dataset *dataset,
                                               const struct cs_groups_request *request,
                                               const struct cs_distribution_options *options,
                                               bool has_total, struct cs_arena *arena,
                                               struct cs_survey *out, struct cs_diag *diag);
void cs_survey_clear(struct cs_survey *survey);

/* Some groups from number `first` on, at least one while there are any. *groups is borrowed until
 * the next call. */
CS_MUST_USE enum cs_status cs_survey_page(const struct cs_survey *survey, size_t first,
                                          const struct cs_survey_group **groups, size_t *n,
                                          struct cs_diag *diag);

/* Every group, some at a time, to a function that several threads call at once, each with lots that
 * it has just worked out: `lot` counts from 0 in the order of the groups, and lots are begun in
 * that order. Groups are borrowed during the call. Some lots are of fewer than n_together groups.
 */
struct cs_survey_taker {
    void *context;
    void (*take)(void *context, size_t lot, const struct cs_survey_group *groups, size_t n);
};
CS_MUST_USE enum cs_status cs_survey_each(const struct cs_survey *survey, size_t n_together,
                                          const struct cs_survey_taker *taker,
                                          struct cs_diag *diag);

/* Groups of a dataset compared, and what they were made of. */
struct cs_survey_comparison {
    struct cs_comparison result; /* groups in the order of `keys` */
    uint32_t (*keys)[CS_N_DIMS]; /* of each group */
    struct cs_groups counts;     /* as in struct cs_survey */
};

/* Compares the groups; of replicate weights nothing is asked. Requires: as cs_group_view_open,
 * strata included. reference: code of the group in the first dimension to compare the others with;
 * NULL for all pairs. Each compared group's code is its codes joined by " / ". The result lives in
 * the arena; free its factors with cs_groups_clear(&out->counts). */
CS_MUST_USE enum cs_status
cs_survey_compare(const struct cs_dataset *dataset, const struct cs_groups_request *request,
                  struct cs_compare_options options, const char *reference, struct cs_arena *arena,
                  struct cs_survey_comparison *out, struct cs_diag *diag);

#endif
