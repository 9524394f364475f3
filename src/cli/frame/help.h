/* Help made from the rows of commands.c. Answers for: the overview and the page of one command. */
#ifndef CS_CLI_HELP_H
#define CS_CLI_HELP_H

#include "cli/frame/command.h"

/* Appends the list of commands under their headings, examples first. */
void cs_help_overview(const struct cs_command_list *commands, struct cs_buf *out);
/* Appends the page of one command: usage, examples, what it does, options. */
void cs_help_command(const struct cs_command *command, struct cs_buf *out);

#endif
