/* The ways `compare` compares, each in its file. */
#ifndef CS_CLI_COMPARE_H
#define CS_CLI_COMPARE_H

#include "cli/input/request.h"
#include "cli/input/workspace.h"

/* Data loaded and filters resolved. */
struct cs_compare_work {
    struct cs_call *call;
    struct cs_workspace workspace;
    struct cs_selection among;
    struct cs_request_dims by;
};

/* Groups along --by, individual observations or published figures. */
CS_MUST_USE enum cs_status cs_compare_observations(struct cs_compare_work *work);
CS_MUST_USE enum cs_status cs_compare_published(struct cs_compare_work *work);
/* --change: what moved between two vintages. */
CS_MUST_USE enum cs_status cs_compare_change(struct cs_compare_work *work);
/* --explain: the gap between groups of observations taken apart. */
CS_MUST_USE enum cs_status cs_compare_gap(struct cs_compare_work *work);
/* --areas: where an occupation is concentrated, and how its growth splits. */
CS_MUST_USE enum cs_status cs_compare_areas(struct cs_compare_work *work);

/* --top, or the fallback for people's formats and all rows for the others. */
size_t cs_compare_top(const struct cs_call *call, size_t n_rows);
/* The key of --from or --to in the dimension of periods; CS_NO_KEY when not given. */
CS_MUST_USE enum cs_status cs_compare_period(struct cs_compare_work *work, const char *option,
                                             uint32_t *key);

#endif
