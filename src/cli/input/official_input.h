/* Published projections a call is about. Answers for: which occupations, regions and periods, and
 * putting our own forecast and the assumed scenario beside each. */
#ifndef CS_CLI_OFFICIAL_INPUT_H
#define CS_CLI_OFFICIAL_INPUT_H

#include <stdbool.h>

#include "cli/input/series_input.h"
#include "render/result/projection.h"

/* --assume words: growth=P, growth=P/year, exits=P; NaN where not given. */
struct cs_request_assumptions {
    struct cs_assumption official;
    struct cs_assumed_growth growth; /* of own series */
    bool has_growth, has_exits;
};
CS_MUST_USE enum cs_status cs_request_assume(const struct cs_call *call,
                                             struct cs_request_assumptions *out);

/* Every published projection of the occupations asked for (all with one when none is), newest
 * period first, into shown->official. Where `own` is not NULL its series stand beside.
 * Errors: CS_NO_ANSWER when there is none. */
CS_MUST_USE enum cs_status cs_official_collect(struct cs_series_input *input,
                                               const struct cs_projection *own,
                                               const struct cs_request_assumptions *assumptions,
                                               struct cs_projection_shown *shown);
/* Whether the data hold any. */
bool cs_has_official(const struct cs_dataset *dataset);

#endif
