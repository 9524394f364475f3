/* The table of commands: the one list from which dispatch, help, man page, completions and the test
 * of the examples are made. */
#include "cli/frame/command.h"

#include <string.h>

extern const struct cs_command cs_cmd_inspect;
extern const struct cs_command cs_cmd_find;
extern const struct cs_command cs_cmd_summarize;
extern const struct cs_command cs_cmd_merge;
extern const struct cs_command cs_cmd_compare;
extern const struct cs_command cs_cmd_bands;
extern const struct cs_command cs_cmd_project;
extern const struct cs_command cs_cmd_backtest;
extern const struct cs_command cs_cmd_chart;
extern const struct cs_command cs_cmd_report;
extern const struct cs_command cs_cmd_figures;
extern const struct cs_command cs_cmd_figure;
extern const struct cs_command cs_cmd_refresh;
extern const struct cs_command cs_cmd_mark;
extern const struct cs_command cs_cmd_audit;
extern const struct cs_command cs_cmd_import;
extern const struct cs_command cs_cmd_library;
extern const struct cs_command cs_cmd_help;

const struct cs_command *const cs_commands[] = {
    &cs_cmd_inspect,
    &cs_cmd_find,
    &cs_cmd_summarize,
    &cs_cmd_merge,
    &cs_cmd_compare,
    &cs_cmd_bands,
    &cs_cmd_project,
    &cs_cmd_backtest,
    &cs_cmd_chart,
    &cs_cmd_report,
    &cs_cmd_figures,
    &cs_cmd_figure,
    &cs_cmd_refresh,
    &cs_cmd_mark,
    &cs_cmd_audit,
    &cs_cmd_import,
    &cs_cmd_library,
    &cs_cmd_help,
};
const size_t cs_n_commands = sizeof cs_commands / sizeof *cs_commands;

const struct cs_command *cs_command_find(const char *name)
{
    for (size_t i = 0; i < cs_n_commands; i++)
        if (strcmp(cs_commands[i]->name, name) == 0)
            return cs_commands[i];
    return NULL;
}

const char *cs_command_group_heading(enum cs_command_group group)
{
    static const char *const headings[CS_N_GROUPS] = {
        [CS_GROUP_READ] = "Understand files and find codes",
        [CS_GROUP_ANSWER] = "Figures",
        [CS_GROUP_SHOW] = "Charts and guides",
        [CS_GROUP_GUIDE] = "Keep written guides true",
        [CS_GROUP_KEEP] = "Data kept between runs",
        [CS_GROUP_HELP] = "Help",
    };
    return headings[group];
}
