/* The words that may stand for a value on the command line, where there is a list of them. Answers
 * for: taking them from the tables they are rows of (dimensions, measures, methods, figures, kinds
 * of charts, choices of an option), so that a completion knows what the program knows. */
#ifndef CS_CLI_COMPLETION_WORDS_H
#define CS_CLI_COMPLETION_WORDS_H

#include "base/buf.h"
#include "cli/frame/command.h"

/* A shell command that prints the words, one a line, where the data have them; NULL. */
const char *cs_option_words_command(const struct cs_option *option);
/* Whether an option's value is of a list; then its words, separated by blanks. */
bool cs_option_has_words(const struct cs_option *option);
void cs_option_put_words(const struct cs_option *option, struct cs_buf *out);

/* The same of a command's first operand. */
bool cs_command_has_words(const struct cs_command *command);
void cs_command_put_words(const struct cs_command *command, struct cs_buf *out);

#endif
