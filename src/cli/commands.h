/* The table of commands. Known to main.c alone, which hands it down in struct cs_call: a command
 * does not know the table it stands in. */
#ifndef CS_CLI_COMMANDS_H
#define CS_CLI_COMMANDS_H

#include "cli/frame/command.h"

extern const struct cs_command_list cs_commands;

#endif
