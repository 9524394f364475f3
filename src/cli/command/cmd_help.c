/* The help command, and what is made from the same rows for packages: manual page and
 * completions. */
#include "base/buf.h"
#include "cli/frame/command.h"
#include "cli/frame/help.h"
#include "cli/frame/manual.h"

static void list_examples(const struct cs_command_list *commands, struct cs_buf *out)
{
    for (size_t i = 0; i < commands->n; i++)
        for (size_t k = 0; k < commands->items[i]->n_examples; k++)
            cs_buf_printf(out, "%s\n", commands->items[i]->examples[k].command);
}

static void put_every_page(const struct cs_command_list *commands, struct cs_buf *out)
{
    cs_help_overview(commands, out);
    for (size_t i = 0; i < commands->n; i++) {
        cs_buf_puts(out, "\n\n");
        cs_help_command(commands->items[i], out);
    }
}

/* Of everything, where no command is named. */
static void put_overall(struct cs_call *call)
{
    if (cs_call_has(call, "examples"))
        list_examples(call->commands, call->out);
    else if (cs_call_has(call, "man"))
        cs_manual_page(call->commands, call->out);
    else if (cs_call_has(call, "completions"))
        cs_manual_completions(call->commands, cs_call_text(call, "completions"), call->out);
    else if (cs_call_has(call, "all"))
        put_every_page(call->commands, call->out);
    else
        cs_help_overview(call->commands, call->out);
}

static enum cs_status run(struct cs_call *call)
{
    if (call->n_operands == 0) {
        put_overall(call);
        return CS_OK;
    }
    const struct cs_command *command = cs_command_find(call->commands, call->operands[0]);
    if (!command)
        return cs_command_fail_unknown(call, call->operands[0]);
    if (cs_call_has(call, "man"))
        cs_manual_command_page(command, call->out);
    else
        cs_help_command(command, call->out);
    return CS_OK;
}

static const struct cs_example examples[] = {
    {"careerstat help", "Every command, with one example each"},
};

static const struct cs_option options[] = {
    {"examples", 0, CS_OPTION_FLAG, NULL, "list every example, one per line", NULL},
    {"all", 0, CS_OPTION_FLAG, NULL, "this list and the page of every command", NULL},
    {"man", 0, CS_OPTION_FLAG, NULL, "print the manual page, or that of COMMAND (roff)", NULL},
    {"completions", 0, CS_OPTION_CHOICE, "SHELL", "print completions for a shell", "bash,zsh,fish"},
};

extern const struct cs_command cs_cmd_help;
const struct cs_command cs_cmd_help = {
    .name = "help",
    .group = CS_GROUP_HELP,
    .summary = "this list, or the page of one command",
    .usage = "help [COMMAND]",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT,
    .max_operands = 1,
    .run = run,
};
