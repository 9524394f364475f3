/* The man page and shell completions, made from the rows of commands.c. */
#ifndef CS_CLI_MANUAL_H
#define CS_CLI_MANUAL_H

#include <stdbool.h>

#include "cli/frame/command.h"

/* Appends careerstat.1, or careerstat-COMMAND.1, as roff. */
void cs_manual_page(const struct cs_command_list *commands, struct cs_buf *out);
void cs_manual_command_page(const struct cs_command *command, struct cs_buf *out);
/* Appends the completion script of "bash", "zsh" or "fish". Returns 0 for another shell. */
bool cs_manual_completions(const struct cs_command_list *commands, const char *shell,
                           struct cs_buf *out);

#endif
