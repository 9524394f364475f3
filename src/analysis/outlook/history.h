/* Yearly series out of published figures. Answers for: which figures belong to one series (the same
 * occupation, region, level, industry and unit), one value a year, and marking where a
 * code came to stand for another occupation. Fills nothing: data/series.h does, and says so. */
#ifndef CS_ANALYSIS_HISTORY_H
#define CS_ANALYSIS_HISTORY_H

#include "data/reference.h"
#include "data/select.h"
#include "data/series.h"

struct cs_history_request {
    enum cs_measure measure;
    const struct cs_selection *among;     /* NULL: all */
    enum cs_tier tier;                    /* CS_TIER_UNKNOWN: every one */
    enum cs_per per;                      /* of pay; CS_PER_NONE: a year's */
    const struct cs_reference *reference; /* of changes of codes; NULL: none is known */
};

/* Adds a series for each key, by key. Of several rows for a key and year the more detailed tier
 * counts, then the earlier row; figures of more than one month of a year make no yearly series
 * (refused). *caveat: of the sources, the first there is, or NULL; borrowed from the dataset.
 * Errors: CS_NO_ANSWER when there are no dated figures of the measure. */
CS_MUST_USE enum cs_status cs_history_collect(const struct cs_dataset *dataset,
                                              const struct cs_history_request *request,
                                              struct cs_series_set *set, const char **caveat,
                                              struct cs_diag *diag);

#endif
