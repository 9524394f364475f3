/* Looking a command up by the word that was typed. Apart from the table, which it is handed. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "cli/frame/command.h"

const struct cs_command *cs_command_find(const struct cs_command_list *commands, const char *name)
{
    for (size_t i = 0; i < commands->n; i++)
        if (strcmp(commands->items[i]->name, name) == 0)
            return commands->items[i];
    return NULL;
}

enum cs_status cs_command_fail_unknown(const struct cs_call *call, const char *name)
{
    const char *names[64];
    size_t n = 0;
    for (; n < call->commands->n && n < sizeof names / sizeof *names; n++)
        names[n] = call->commands->items[n]->name;
    const char *near = cs_suggest(name, names, n);
    struct cs_shown shown;
    return cs_fail(call->diag, CS_USAGE, NULL,
                   near ? cs_arena_printf(call->arena, "did you mean '%s'?", near)
                        : "see: careerstat help",
                   "there is no command '%s'", cs_show(&shown, name, strlen(name)));
}
