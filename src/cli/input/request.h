/* What the options ask of the analysis: dimensions, quantiles, statistics, money. Answers for:
 * turning option values into the options of analysis/, with errors in the house's form. */
#ifndef CS_CLI_ASKED_H
#define CS_CLI_ASKED_H

#include <stdbool.h>

#include "analysis/observed/compare.h"
#include "analysis/observed/distribution.h"
#include "analysis/terms/money.h"
#include "cli/input/workspace.h"

/* The dimensions of a list option ("region,level"), each once. */
CS_MUST_USE enum cs_status cs_request_dims(const struct cs_call *call, const char *option,
                                           struct cs_request_dims *out);

/* Refuses observations of a sample with strata or clusters, for the parts of a gap, which know
 * nothing of them. Errors: CS_USAGE. */
CS_MUST_USE enum cs_status cs_request_no_design(const struct cs_call *call,
                                                const struct cs_dataset *data);

/* --replicates, or what the sources' layouts say, for data with replicate weights. Errors: CS_USAGE
 * when intervals want the weights and nobody says how they were made. */
CS_MUST_USE enum cs_status cs_request_replicates(const struct cs_call *call,
                                                 const struct cs_dataset *data,
                                                 struct cs_distribution_options *options);

/* --quantiles ("0.1,0.5", "p90", "95%") into shares. Left alone when not given. */
CS_MUST_USE enum cs_status cs_request_quantiles(const struct cs_call *call,
                                                struct cs_distribution_options *options);
/* The options of CS_SHARED_STATISTICS; --interval too where the row has it. */
CS_MUST_USE enum cs_status cs_request_statistics(const struct cs_call *call,
                                                 struct cs_distribution_options *options);

/* The options of CS_SHARED_MONEY; loads the yardsticks when any is given. *is_asked 0: as earned.
 * Individual observations among those asked for that have no factor are left out, with a warning
 * for each place. Arena: the call's. */
CS_MUST_USE enum cs_status cs_request_money(struct cs_workspace *workspace,
                                            const struct cs_selection *among,
                                            struct cs_money_plan *plan, bool *is_asked);

/* The dimensions by which answers must be kept for the groups and the money asked for, as bits:
 * for struct cs_workspace. */
unsigned cs_request_group_dims(const struct cs_call *call, const struct cs_request_dims *by);

/* --format and --json; when neither is given "table" on a terminal, else "json". */
const char *cs_request_format(const struct cs_call *call);

/* --per and --tier, where the row has them. */
enum cs_tier cs_request_tier(const struct cs_call *call);
enum cs_per cs_request_per(const struct cs_call *call);

#endif
