/* Manual page and completions as text. Apart from help.c because each has a syntax of its own,
 * roff or a shell's. */
#include "cli/frame/manual.h"

#include <stdbool.h>
#include <stdlib.h>
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

static void put_examples(struct cs_buf *out, const struct cs_command *command)
{
    for (size_t i = 0; i < command->n_examples; i++) {
        cs_buf_puts(out, ".PP\n");
        put_roff(out, command->examples[i].does);
        cs_buf_puts(out, ":\n.PP\n.nf\n.RS\n");
        put_roff(out, command->examples[i].command);
        cs_buf_puts(out, "\n.RE\n.fi\n");
    }
}

static bool is_of_every_command(const struct cs_option *option)
{
    return strcmp(option->name, "help") == 0 || strcmp(option->name, "quiet") == 0 ||
           strcmp(option->name, "verbose") == 0;
}

static void put_help(struct cs_buf *out, const struct cs_command *command)
{
    for (const char *line = command->help; line && *line;) {
        size_t n = strcspn(line, "\n");
        char *paragraph = strndup(line, n);
        cs_buf_puts(out, ".PP\n");
        put_roff(out, paragraph ? paragraph : "");
        cs_buf_putc(out, '\n');
        out->failed |= !paragraph;
        free(paragraph);
        line += n + (line[n] == '\n');
    }
}

static void put_roff_command(struct cs_buf *out, const struct cs_command *command)
{
    cs_buf_puts(out, ".SS ");
    put_roff(out, command->usage);
    cs_buf_putc(out, '\n');
    put_roff(out, command->summary);
    cs_buf_puts(out, ".\n");
    put_help(out, command);
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(command, i)) != NULL; i++)
        if (!is_of_every_command(option))
            put_roff_option(out, option);
    put_examples(out, command);
}

struct entry {
    const char *name, *text;
};

/* Every variable that the program reads (tests/arch/check compares). */
static const struct entry variables[] = {
    {"CAREERSTAT_DATASETS", "Folder of datasets to use instead of the shipped one."},
    {"CAREERSTAT_LIBRARY", "The library's file, where --library is not given; empty: no library. A "
                           "file that is named must "
                           "be there, but for import and update, which make it."},
    {"CAREERSTAT_THREADS", "Processors to use where --threads is not given."},
    {"HOME", "Where the library is kept, under .local/share, without XDG_DATA_HOME."},
    {"NO_COLOR", "When set and not empty, no color is used."},
    {"TMPDIR", "Folder for temporary files, for observations beyond the memory limit."},
    {"XDG_DATA_HOME", "Folder that the library is kept in."},
};
static const struct entry files[] = {
    {"share/careerstat/datasets",
     "Beside the folder of the program: shipped datasets, layouts and reference tables."},
    {"share/careerstat/reports", "The templates of reports, to be copied and changed."},
    {"share/careerstat/json", "The JSON Schema of every output."},
    {"~/.local/share/careerstat/library.sqlite", "What was imported."},
    {"~/.local/share/careerstat/library.sqlite.update",
     "What update has fetched and not yet taken in, and which versions it knows."},
};

static void put_entries(struct cs_buf *out, const char *heading, const struct entry *entries,
                        size_t n)
{
    cs_buf_printf(out, ".SH %s\n", heading);
    for (size_t i = 0; i < n; i++) {
        cs_buf_puts(out, ".TP\n");
        put_roff(out, entries[i].name);
        cs_buf_putc(out, '\n');
        put_roff(out, entries[i].text);
        cs_buf_putc(out, '\n');
    }
}

/* What every page ends with. */
static void put_end(struct cs_buf *out)
{
    static const struct entry codes[] = {
        {"0", "Done."},
        {"1", "Nothing in the data answers the question, or a check found differences."},
        {"2", "The command line, or a layout, is wrong."},
        {"3", "A file, pipe, input text or gnuplot failed."},
        {"4", "Out of memory, or a defect of the program."},
    };
    put_entries(out, "EXIT STATUS", codes, sizeof codes / sizeof *codes);
    put_entries(out, "ENVIRONMENT", variables, sizeof variables / sizeof *variables);
    put_entries(out, "FILES", files, sizeof files / sizeof *files);
}

void cs_manual_page(const struct cs_command_list *commands, struct cs_buf *out)
{
    cs_buf_printf(out, ".TH CAREERSTAT 1 \"\" \"careerstat %s\" \"User Commands\"\n", CS_VERSION);
    cs_buf_puts(out,
                ".SH NAME\ncareerstat \\- salary, growth and openings data to medians, charts "
                "and career guides\n.SH SYNOPSIS\n.B careerstat\n.I COMMAND\n[\\fIFILE\\fR ...] "
                "[\\fIOPTIONS\\fR]\n.SH DESCRIPTION\nReads files of salaries, projections and "
                "openings as their publishers release them (CSV, XLS, XLSX, ZIP, data "
                "packages; \\- is standard input). Without a file the shipped datasets are "
                "read. Every command takes \\fB\\-\\-quiet\\fR, \\fB\\-\\-verbose\\fR and "
                "\\fB\\-\\-help\\fR.\n.SH COMMANDS\n");
    for (size_t i = 0; i < commands->n; i++)
        put_roff_command(out, commands->items[i]);
    put_end(out);
    cs_buf_puts(out, ".SH SEE ALSO\n");
    for (size_t i = 0; i < commands->n; i++)
        cs_buf_printf(out, ".BR careerstat\\-%s (1)%s\n", commands->items[i]->name,
                      i + 1 < commands->n ? "," : "");
}

void cs_manual_command_page(const struct cs_command *command, struct cs_buf *out)
{
    cs_buf_puts(out, ".TH CAREERSTAT\\-");
    for (const char *p = command->name; *p; p++)
        cs_buf_putc(out, *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p);
    cs_buf_printf(out, " 1 \"\" \"careerstat %s\" \"User Commands\"\n", CS_VERSION);
    cs_buf_printf(out, ".SH NAME\ncareerstat\\-%s \\- ", command->name);
    put_roff(out, command->summary);
    cs_buf_puts(out, "\n.SH SYNOPSIS\n.B careerstat\n");
    put_roff(out, command->usage);
    cs_buf_puts(out, "\n.SH DESCRIPTION\n");
    put_roff(out, command->summary);
    cs_buf_puts(out, ".\n");
    put_help(out, command);
    cs_buf_puts(out, ".SH OPTIONS\n");
    const struct cs_option *option;
    for (size_t i = 0; (option = cs_command_option(command, i)) != NULL; i++)
        put_roff_option(out, option);
    if (command->n_examples) {
        cs_buf_puts(out, ".SH EXAMPLES\n");
        put_examples(out, command);
    }
    put_end(out);
    cs_buf_puts(out, ".SH SEE ALSO\n.BR careerstat (1)\n");
}
