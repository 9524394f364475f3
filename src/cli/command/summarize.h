/* What summarize and merge share: everything but where the data come from. */
#ifndef CS_CLI_SUMMARIZE_H
#define CS_CLI_SUMMARIZE_H

#include "cli/input/workspace.h"

/* Fills workspace->data as the request, which knows no paths yet, says; its groups are gathered
 * then. */
typedef enum cs_status cs_summarize_loader(void *context, struct cs_workspace *workspace,
                                           const struct cs_load_request *request);

/* Runs the call on what the loader brings. */
CS_MUST_USE enum cs_status cs_summarize_by(struct cs_call *call, cs_summarize_loader *load,
                                           void *context);

enum { CS_N_SUMMARIZE_OPTIONS = 12 };
extern const struct cs_option cs_summarize_options[];

#endif
