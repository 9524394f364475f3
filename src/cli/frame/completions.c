/* Completions for bash, zsh and fish, made from the rows of commands.c. Apart from manual.c because
 * each shell has a syntax of its own. */
#include "cli/frame/manual.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "cli/frame/completion_words.h"
#include "cli/frame/options.h"

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

/* What the first word after a command may be, where that is a list. */
static void put_bash_operands(const struct cs_command_list *commands, struct cs_buf *out)
{
    for (size_t i = 0; i < commands->n; i++) {
        if (!cs_command_has_words(commands->items[i]))
            continue;
        cs_buf_printf(out, "        %s:%s) words='", commands->items[i]->name,
                      commands->items[i]->name);
        cs_command_put_words(commands->items[i], out);
        cs_buf_puts(out, "' ;;\n");
    }
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
            const char *asked = cs_option_words_command(option);
            if (asked)
                cs_buf_printf(out, "        %s:--%s) words=$(%s) ;;\n", commands->items[i]->name,
                              option->name, asked);
            if (asked || !cs_option_has_words(option))
                continue;
            cs_buf_printf(out, "        %s:--%s) words='", commands->items[i]->name, option->name);
            cs_option_put_words(option, out);
            cs_buf_puts(out, "' ;;\n");
        }
    }
    cs_buf_puts(out, "        help:help) words='");
    list_commands(commands, out);
    cs_buf_puts(out, "' ;;\n");
    put_bash_operands(commands, out);
    cs_buf_puts(out, "        *)\n            case $word in -*)\n"
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
        if (cs_option_words_command(option)) {
            cs_buf_printf(out, ":%s:{compadd $(%s)}", option->value,
                          cs_option_words_command(option));
        } else if (cs_option_has_words(option)) {
            cs_buf_printf(out, ":%s:(", option->value);
            cs_option_put_words(option, out);
            cs_buf_putc(out, ')');
        } else if (option->value) {
            cs_buf_printf(out, ":%s:_files", option->value);
        }
        cs_buf_putc(out, '\'');
    }
    if (cs_command_has_words(command)) {
        cs_buf_puts(out, " \\\n            ':word:(");
        cs_command_put_words(command, out);
        cs_buf_puts(out, ")'");
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

static void put_fish_operand(const struct cs_command *command, struct cs_buf *out)
{
    if (!cs_command_has_words(command))
        return;
    cs_buf_printf(out, "complete -c careerstat -n '__fish_seen_subcommand_from %s' -a '",
                  command->name);
    cs_command_put_words(command, out);
    cs_buf_puts(out, "'\n");
}

static void put_fish(const struct cs_command_list *commands, struct cs_buf *out)
{
    for (size_t i = 0; i < commands->n; i++) {
        const struct cs_command *command = commands->items[i];
        cs_buf_printf(out, "complete -c careerstat -n __fish_use_subcommand -a %s -d ",
                      command->name);
        put_quoted(out, command->summary);
        cs_buf_putc(out, '\n');
        put_fish_operand(command, out);
        const struct cs_option *option;
        for (size_t k = 0; (option = cs_command_option(command, k)) != NULL; k++) {
            cs_buf_printf(out, "complete -c careerstat -n '__fish_seen_subcommand_from %s' -l %s",
                          command->name, option->name);
            if (option->letter)
                cs_buf_printf(out, " -s %c", option->letter);
            if (option->value)
                cs_buf_puts(out, " -r");
            if (cs_option_words_command(option))
                cs_buf_printf(out, " -f -a '(%s)'", cs_option_words_command(option));
            if (cs_option_has_words(option)) {
                cs_buf_puts(out, " -f -a '");
                cs_option_put_words(option, out);
                cs_buf_putc(out, '\'');
            }
            cs_buf_puts(out, " -d ");
            put_quoted(out, option->help);
            cs_buf_putc(out, '\n');
        }
    }
}

bool cs_manual_completions(const struct cs_command_list *commands, const char *shell,
                           struct cs_buf *out)
{
    if (strcmp(shell, "bash") == 0)
        put_bash(commands, out);
    else if (strcmp(shell, "zsh") == 0)
        put_zsh_script(commands, out);
    else if (strcmp(shell, "fish") == 0)
        put_fish(commands, out);
    else
        return false;
    return true;
}
