/* How much memory observations may take. Answers for: --memory SIZE, what is taken without it, and
 * the folder of temporary files. */
#ifndef CS_CLI_MEMORY_H
#define CS_CLI_MEMORY_H

#include "cli/frame/command.h"
#include "data/runs.h"

/* Fills what the command reads with. Without --memory: half of the memory that the machine, its
 * control group and the limits of the process leave. Errors: CS_USAGE. Ownership: cs_memory_clear,
 * only after success. */
CS_MUST_USE enum cs_status cs_memory_init(struct cs_spill *spill, const struct cs_call *call);
void cs_memory_clear(struct cs_spill *spill);

#endif
