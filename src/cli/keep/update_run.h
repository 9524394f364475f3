/* An update from the plan to the library. Answers for: the folder beside the library where files
 * arrive, the transfers, and that only what is understood as the table that was asked for enters
 * the library. */
#ifndef CS_CLI_UPDATE_RUN_H
#define CS_CLI_UPDATE_RUN_H

#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "cli/keep/import_one.h"
#include "cli/keep/update_result.h"
#include "fetch/plan/plan.h"

struct cs_update_run {
    struct cs_call *call;
    const struct cs_workspace *workspace; /* with layouts and reference tables */
    struct cs_import_one one;             /* with the library */
    struct cs_load_options load;
    struct cs_transfer_options transfer;
    struct cs_catalogue catalogue;
    struct cs_plan_request request;
    struct cs_plan plan;
    struct cs_fetch_records records;
    const char *folder;
    int lock;
    bool is_dry, is_offline;
    struct cs_update_result result;
};

/* Plans, and unless it is a dry run fetches and takes in. Errors: CS_IO for what keeps everything
 * from being tried, CS_USAGE for an unknown table. What became of each is in run->result.
 * Ownership: cs_update_run_close, also after a failure. */
CS_MUST_USE enum cs_status cs_update_run(struct cs_update_run *run);
void cs_update_run_close(struct cs_update_run *run);

#endif
