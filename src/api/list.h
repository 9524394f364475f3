/* What the data hold of a dimension, as a question like those of the commands. Answers for: its
 * row; its document is docs/json/keys.schema.json. */
#ifndef CS_API_LIST_H
#define CS_API_LIST_H

#include "cli/frame/command.h"

/* Operands: the dimension, then files. */
extern const struct cs_command cs_api_list;

#endif
