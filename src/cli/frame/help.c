/* Help on a terminal. The manual page says the same at length (manual.c). */
#include "cli/frame/help.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/frame/options.h"
#include "render/write/wrap.h"

static void put_examples(struct cs_buf *out, const struct cs_example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        cs_buf_puts(out, "  # ");
        cs_put_wrapped(out, examples[i].does, 4, 4);
        cs_buf_printf(out, "  $ %s\n", examples[i].command);
    }
}

/* The first examples of a group that fit a line: enough to begin with, the rest is in the pages. */
static void put_leading_examples(const struct cs_command_list *commands, struct cs_buf *out,
                                 enum cs_command_group group)
{
    enum { MOST_OF_GROUP = 2, LINE_BYTES = 76 };
    size_t n = 0;
    for (size_t i = 0; i < commands->n && n < MOST_OF_GROUP && group != CS_GROUP_HELP; i++) {
        const struct cs_command *command = commands->items[i];
        if (command->group != group || command->n_examples == 0 ||
            strlen(command->examples[0].command) > LINE_BYTES)
            continue;
        put_examples(out, command->examples, 1);
        n++;
    }
}

static const char *heading_of(enum cs_command_group group)
{
    static const char *const headings[CS_N_GROUPS] = {
        [CS_GROUP_READ] = "Understand files and find codes",
        [CS_GROUP_ANSWER] = "Figures",
        [CS_GROUP_SHOW] = "Charts and guides",
        [CS_GROUP_GUIDE] = "Keep written guides correct",
        [CS_GROUP_KEEP] = "Data kept between runs",
        [CS_GROUP_HELP] = "Help",
    };
    return headings[group];
}

void cs_help_overview(const struct cs_command_list *commands, struct cs_buf *out)
{
    cs_buf_puts(
        out, "careerstat: turns salary, growth and openings data into medians, charts and guides.\n"
             "\n  careerstat COMMAND [FILE…] [--options]\n\nExamples\n");
    for (int group = 0; group < CS_N_GROUPS; group++)
        put_leading_examples(commands, out, (enum cs_command_group)group);
    for (int group = 0; group < CS_N_GROUPS; group++) {
        bool has_heading = false;
        for (size_t i = 0; i < commands->n; i++) {
            if ((int)commands->items[i]->group != group)
                continue;
            if (!has_heading)
                cs_buf_printf(out, "\n%s\n", heading_of((enum cs_command_group)group));
            has_heading = true;
            cs_buf_printf(out, "  %-10s  ", commands->items[i]->name);
            cs_put_wrapped(out, commands->items[i]->summary, 14, 14);
        }
    }
    cs_buf_puts(
        out, "\nWithout FILE the library and the shipped datasets are read; - is standard input.\n"
             "Exit codes: 0 done, 1 no answer from the data or a check found differences,\n"
             "2 usage error, 3 file, pipe or gnuplot trouble, 4 a bug in careerstat.\n"
             "More: careerstat help COMMAND\n");
}

/* "  -o, --output FILE" */
static void put_option_name(struct cs_buf *out, const struct cs_option *option)
{
    if (option->letter)
        cs_buf_printf(out, "  -%c, --%s", option->letter, option->name);
    else
        cs_buf_printf(out, "      --%s", option->name);
    if (option->value)
        cs_buf_printf(out, " %s", option->value);
}

static void put_option(struct cs_buf *out, const struct cs_option *option)
{
    enum { HELP_COLUMN = 30 };
    size_t start = out->size;
    put_option_name(out, option);
    if (out->failed)
        return;
    size_t width = cs_utf8_width(out->data + start, out->size - start);
    if (width + 2 > HELP_COLUMN)
        cs_buf_printf(out, "\n%*s", HELP_COLUMN, "");
    else
        cs_buf_printf(out, "%*s", (int)(HELP_COLUMN - width), "");
    struct cs_buf text;
    cs_buf_init(&text);
    cs_buf_puts(&text, option->help);
    if (option->choices) {
        cs_buf_puts(&text, ":");
        for (const char *p = option->choices; *p; p += *p == ',') {
            size_t n = strcspn(p, ",");
            cs_buf_printf(&text, " %.*s%s", (int)n, p, p[n] ? "," : "");
            p += n;
        }
    }
    cs_put_wrapped(out, cs_buf_text(&text), HELP_COLUMN, HELP_COLUMN);
    cs_buf_clear(&text);
}

void cs_help_command(const struct cs_command *command, struct cs_buf *out)
{
    cs_buf_printf(out, "careerstat %s:", command->name);
    cs_put_wrapped(out, command->summary, 2, strlen(command->name) + 12);
    cs_buf_printf(out, "\n  careerstat %s\n", command->usage);
    if (command->n_examples) {
        cs_buf_puts(out, "\nExamples\n");
        put_examples(out, command->examples, command->n_examples);
    }
    if (command->help) {
        cs_buf_putc(out, '\n');
        cs_put_wrapped(out, command->help, 0, 0);
    }
    cs_buf_puts(out, "\nOptions\n");
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(command, i)) != NULL; i++)
        put_option(out, option);
}
