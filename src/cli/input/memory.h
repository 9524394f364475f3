/* How much memory observations may take. Answers for: --memory SIZE, what is taken without it, and
 * the folder of temporary files. */
#ifndef CS_CLI_MEMORY_H
#define CS_CLI_MEMORY_H

#include "cli/frame/command.h"
#include "data/dataset.h"
#include "data/runs.h"

/* Fills what the command reads with. Without --memory: half of the memory that the machine, its
 * control group and the limits of the process leave. Errors: CS_USAGE. Ownership: cs_memory_clear,
 * only after success. */
CS_MUST_USE enum cs_status cs_memory_init(struct cs_spill *spill, const struct cs_call *call);
void cs_memory_clear(struct cs_spill *spill);

/* Refuses what a method needs whole where some of it went to a temporary file. `what` begins the
 * message: "--adjust-for". Errors: CS_USAGE. */
CS_MUST_USE enum cs_status cs_memory_check_whole(const struct cs_dataset *data, const char *what,
                                                 struct cs_diag *diag);
/* Refuses observations that are kept row by row, and take more than --memory says. */
CS_MUST_USE enum cs_status cs_memory_check_rows(const struct cs_dataset *data,
                                                const struct cs_call *call,
                                                const struct cs_spill *spill);

#endif
