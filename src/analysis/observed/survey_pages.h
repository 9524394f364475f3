/* Groups summarized a page at a time, from a dataset that keeps its observations by group: of a
 * hundred thousand groups only some thousand results are in memory. Inside of
 * analysis/observed/survey. */
#ifndef CS_ANALYSIS_SURVEY_PAGES_H
#define CS_ANALYSIS_SURVEY_PAGES_H

#include "analysis/observed/survey.h"
#include "stats/suppress.h"

/* Fills n_groups, counts, n_withheld and what `all` says of the method. hidden: groups that are
 * withheld beside the total of all, which is in out->all then; NULL: there is no total. Takes it
 * (heap), whatever comes of it. */
CS_MUST_USE enum cs_status cs_survey_start_pages(const struct cs_dataset *dataset,
                                                 const struct cs_groups_request *request,
                                                 const struct cs_distribution_options *options,
                                                 enum cs_hidden *hidden, struct cs_survey *out,
                                                 struct cs_diag *diag);
void cs_survey_end_pages(struct cs_survey_pages *pages); /* NULL is allowed */
CS_MUST_USE enum cs_status cs_survey_turn_page(struct cs_survey_pages *pages, size_t first,
                                               const struct cs_survey_group **groups, size_t *n,
                                               struct cs_diag *diag);
CS_MUST_USE enum cs_status cs_survey_pages_each(struct cs_survey_pages *pages, size_t n_together,
                                                const struct cs_survey_taker *taker,
                                                struct cs_diag *diag);

#endif
