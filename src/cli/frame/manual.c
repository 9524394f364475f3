/* Manual page and completions as text. Apart from help.c because each has a syntax of its own,
 * roff or a shell's. */
#include "cli/frame/manual.h"

#include <string.h>

#include "base/buf.h"
#include "cli/frame/options.h"

/* Text in roff: backslashes and hyphens escaped, a leading dot or quote kept from being a request.
 */
static void put_roff(struct cs_buf *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        cs_buf_puts(out, "\\&");
    for (; *text; text++) {
        if (*text == '\\')
            cs_buf_puts(out, "\\e");
        else if (*text == '-')
            cs_buf_puts(out, "\\-");
        else
            cs_buf_putc(out, *text);
    }
}

static void put_roff_option(struct cs_buf *out, const struct cs_option *option)
{
    cs_buf_puts(out, ".TP\n\\fB");
    if (option->letter)
        cs_buf_printf(out, "\\-%c\\fR, \\fB", option->letter);
    cs_buf_puts(out, "\\-\\-");
    put_roff(out, option->name);
    cs_buf_puts(out, "\\fR");
    if (option->value) {
        cs_buf_puts(out, " \\fI");
        put_roff(out, option->value);
        cs_buf_puts(out, "\\fR");
    }
    cs_buf_putc(out, '\n');
    put_roff(out, option->help);
    if (option->choices) {
        cs_buf_puts(out, ": ");
        put_roff(out, option->choices);
    }
    cs_buf_puts(out, ".\n");
}

static void put_roff_command(struct cs_buf *out, const struct cs_command *command)
{
    cs_buf_puts(out, ".SS ");
    put_roff(out, command->usage);
    cs_buf_putc(out, '\n');
    put_roff(out, command->summary);
    cs_buf_puts(out, ".\n");
    if (command->help) {
        cs_buf_puts(out, ".PP\n");
        put_roff(out, command->help);
        cs_buf_putc(out, '\n');
    }
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(command, i)) != NULL; i++)
        if (strcmp(option->name, "help") != 0 && strcmp(option->name, "quiet") != 0 &&
            strcmp(option->name, "verbose") != 0)
            put_roff_option(out, option);
    for (size_t i = 0; i < command->n_examples; i++) {
        cs_buf_puts(out, ".PP\n");
        put_roff(out, command->examples[i].does);
        cs_buf_puts(out, ":\n.PP\n.nf\n.RS\n");
        put_roff(out, command->examples[i].command);
        cs_buf_puts(out, "\n.RE\n.fi\n");
    }
}

void cs_manual_page(const struct cs_command_list *commands, struct cs_buf *out)
{
    cs_buf_printf(out, ".TH CAREERSTAT 1 \"\" \"careerstat %s\" \"User Commands\"\n", CS_VERSION);
    cs_buf_puts(
        out, ".SH NAME\ncareerstat \\- turns salary, growth and openings data into medians, charts "
             "and career guides\n.SH SYNOPSIS\n.B careerstat\n.I COMMAND\n[\\fIFILE\\fR ...] "
             "[\\fIOPTIONS\\fR]\n.SH DESCRIPTION\nReads files of salaries, projections and "
             "openings as their publishers release them (CSV, XLS, XLSX, ZIP, data "
             "packages; \\- is standard input). Without a file the shipped datasets are "
             "read. Every command takes \\fB\\-\\-quiet\\fR, \\fB\\-\\-verbose\\fR and "
             "\\fB\\-\\-help\\fR.\n.SH COMMANDS\n");
    for (size_t i = 0; i < commands->n; i++)
        put_roff_command(out, commands->items[i]);
    cs_buf_puts(out, ".SH EXIT STATUS\n.TP\n0\nDone.\n.TP\n1\nThe data allow no answer, or a check "
                     "found differences.\n.TP\n2\nThe command line, or a layout, is wrong.\n"
                     ".TP\n3\nA file, pipe, input text or gnuplot gave trouble.\n.TP\n4\nOut of "
                     "memory, or a bug in careerstat.\n.SH ENVIRONMENT\n.TP\n"
                     "CAREERSTAT_DATASETS\nFolder of datasets to use instead of the shipped one.\n"
                     ".TP\nCAREERSTAT_THREADS\nProcessors to use when \\fB\\-\\-threads\\fR is not "
                     "given.\n.TP\nNO_COLOR\nWhen set, no color is used.\n");
}

/* ---- completions ---- */

static void list_commands(const struct cs_command_list *commands, struct cs_buf *out)
{
    for (size_t i = 0; i < commands->n; i++)
        cs_buf_printf(out, "%s%s", i ? " " : "", commands->items[i]->name);
}

static void list_options(struct cs_buf *out, const struct cs_command *command)
{
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(command, i)) != NULL; i++)
        cs_buf_printf(out, "%s--%s", i ? " " : "", option->name);
}

/* Words of an option with choices, separated by blanks. */
static void list_choices(struct cs_buf *out, const char *choices)
{
    for (const char *p = choices; *p; p++)
        cs_buf_putc(out, *p == ',' ? ' ' : *p);
}

static void put_bash(const struct cs_command_list *commands, struct cs_buf *out)
{
    cs_buf_puts(out, "_careerstat() {\n"
                     "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                     "    local command=${COMP_WORDS[1]} words=\n"
                     "    if ((COMP_CWORD == 1)); then\n        words='");
    list_commands(commands, out);
    cs_buf_puts(out, " --help --version'\n    else\n        case \"$command:$before\" in\n");
    for (size_t i = 0; i < commands->n; i++) {
        const struct cs_option *option;
        for (size_t k = 0; (option = cs_command_option(commands->items[i], k)) != NULL; k++) {
            if (!option->choices)
                continue;
            cs_buf_printf(out, "        %s:--%s) words='", commands->items[i]->name, option->name);
            list_choices(out, option->choices);
            cs_buf_puts(out, "' ;;\n");
        }
    }
    cs_buf_puts(out, "        help:help) words='");
    list_commands(commands, out);
    cs_buf_puts(out, "' ;;\n        *)\n            case $word in -*)\n"
                     "                case $command in\n");
    for (size_t i = 0; i < commands->n; i++) {
        cs_buf_printf(out, "                %s) words='", commands->items[i]->name);
        list_options(out, commands->items[i]);
        cs_buf_puts(out, "' ;;\n");
    }
    cs_buf_puts(out, "                esac ;;\n            esac ;;\n        esac\n    fi\n"
                     "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n"
                     "complete -o default -F _careerstat careerstat\n");
}

/* Text inside single quotes of a shell. */
static void put_quoted(struct cs_buf *out, const char *text)
{
    cs_buf_putc(out, '\'');
    for (; *text; text++)
        cs_buf_puts(out, *text == '\'' ? "'\\''" : (char[]){*text, '\0'});
    cs_buf_putc(out, '\'');
}

/* Text of a zsh description: brackets and colons are its own. */
static void put_zsh(struct cs_buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("[]:\\", *text))
            cs_buf_putc(out, '\\');
        cs_buf_puts(out, *text == '\'' ? "'\\''" : (char[]){*text, '\0'});
    }
}

static void put_zsh_command(struct cs_buf *out, const struct cs_command *command)
{
    cs_buf_printf(out, "    %s)\n        _arguments", command->name);
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(command, i)) != NULL; i++) {
        cs_buf_printf(out, " \\\n            '--%s[", option->name);
        put_zsh(out, option->help);
        cs_buf_putc(out, ']');
        if (option->choices) {
            cs_buf_printf(out, ":%s:(", option->value);
            list_choices(out, option->choices);
            cs_buf_putc(out, ')');
        } else if (option->value) {
            cs_buf_printf(out, ":%s:_files", option->value);
        }
        cs_buf_putc(out, '\'');
    }
    cs_buf_puts(out, " \\\n            '*:file:_files' ;;\n");
}

static void put_zsh_script(const struct cs_command_list *commands, struct cs_buf *out)
{
    cs_buf_puts(out, "#compdef careerstat\nif ((CURRENT == 2)); then\n    local -a commands\n"
                     "    commands=(");
    for (size_t i = 0; i < commands->n; i++) {
        cs_buf_printf(out, "\n        '%s:", commands->items[i]->name);
        put_zsh(out, commands->items[i]->summary);
        cs_buf_putc(out, '\'');
    }
    cs_buf_puts(out, ")\n    _describe command commands\nelse\n    case $words[2] in\n");
    for (size_t i = 0; i < commands->n; i++)
        put_zsh_command(out, commands->items[i]);
    cs_buf_puts(out, "    esac\nfi\n");
}

static void put_fish(const struct cs_command_list *commands, struct cs_buf *out)
{
    for (size_t i = 0; i < commands->n; i++) {
        const struct cs_command *command = commands->items[i];
        cs_buf_printf(out, "complete -c careerstat -n __fish_use_subcommand -a %s -d ",
                      command->name);
        put_quoted(out, command->summary);
        cs_buf_putc(out, '\n');
        const struct cs_option *option;
        for (size_t k = 0; (option = cs_command_option(command, k)) != NULL; k++) {
            cs_buf_printf(out, "complete -c careerstat -n '__fish_seen_subcommand_from %s' -l %s",
                          command->name, option->name);
            if (option->letter)
                cs_buf_printf(out, " -s %c", option->letter);
            if (option->value)
                cs_buf_puts(out, " -r");
            if (option->choices) {
                cs_buf_puts(out, " -f -a '");
                list_choices(out, option->choices);
                cs_buf_putc(out, '\'');
            }
            cs_buf_puts(out, " -d ");
            put_quoted(out, option->help);
            cs_buf_putc(out, '\n');
        }
    }
}

int cs_manual_completions(const struct cs_command_list *commands, const char *shell,
                          struct cs_buf *out)
{
    if (strcmp(shell, "bash") == 0)
        put_bash(commands, out);
    else if (strcmp(shell, "zsh") == 0)
        put_zsh_script(commands, out);
    else if (strcmp(shell, "fish") == 0)
        put_fish(commands, out);
    else
        return 0;
    return 1;
}
