/* What messages call options. Answers for: the form that a question takes them in, where the
 * command's messages have the one of the command line. */
#ifndef CS_API_WORDING_H
#define CS_API_WORDING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/frame/command.h"

/* Whether a question refuses the option: outputs, forms of output, inputs of the handle. */
bool cs_api_is_refused(struct cs_span option);

/* `text` with the command's options as a question takes them: "period=2024" for "--period 2024",
 * "'distinct'" for "--distinct". What a question refuses stays the command's. NULL for NULL and
 * when out of memory. Arena: the text. */
const char *cs_api_reword(const struct cs_command *command, const char *text,
                          struct cs_arena *arena);

#endif
