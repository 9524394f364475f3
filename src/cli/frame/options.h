/* The words of a call against the option specs of a row. Answers for: reading and checking them.
 * Accepts --name=value, --name value, -o value, -ovalue, -- and options after operands. */
#ifndef CS_CLI_OPTIONS_H
#define CS_CLI_OPTIONS_H

#include "base/text.h"
#include "cli/frame/command.h"

/* The i-th option a row understands: own ones, shared ones, then those of every row; NULL at the
 * end. */
const struct cs_option *cs_command_option(const struct cs_command *command, size_t i);

/* By its long name; NULL when the row has no such option. */
const struct cs_option *cs_command_option_named(const struct cs_command *command,
                                                struct cs_span name);

/* Reads the words after the command's name into call->operands and call->given; arrays in
 * call->arena. Errors: CS_USAGE with "did you mean". */
CS_MUST_USE enum cs_status cs_options_parse(struct cs_call *call, char *const *words,
                                            size_t n_words);
/* What a value of the option has to be ("a whole number") when this one is not; NULL when it is
 * one, with its number, if it is one, in *number. Words may lie in the arena. */
const char *cs_option_wants(const struct cs_option *option, const char *value,
                            struct cs_arena *arena, double *number);
/* The number of operands against the row; standard input stands in for files that a row needs. */
CS_MUST_USE enum cs_status cs_options_check_operands(struct cs_call *call);

#endif
