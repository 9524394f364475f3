/* The table of commands: the one list from which dispatch, help, man page, completions and the test
 * of the examples are made. */
#include "cli/commands.h"

extern const struct cs_command cs_cmd_inspect;
extern const struct cs_command cs_cmd_find;
extern const struct cs_command cs_cmd_describe;
extern const struct cs_command cs_cmd_summarize;
extern const struct cs_command cs_cmd_merge;
extern const struct cs_command cs_cmd_compare;
extern const struct cs_command cs_cmd_bands;
extern const struct cs_command cs_cmd_project;
extern const struct cs_command cs_cmd_backtest;
extern const struct cs_command cs_cmd_chart;
extern const struct cs_command cs_cmd_report;
extern const struct cs_command cs_cmd_serve;
extern const struct cs_command cs_cmd_figures;
extern const struct cs_command cs_cmd_figure;
extern const struct cs_command cs_cmd_refresh;
extern const struct cs_command cs_cmd_mark;
extern const struct cs_command cs_cmd_audit;
extern const struct cs_command cs_cmd_import;
extern const struct cs_command cs_cmd_catalogue;
extern const struct cs_command cs_cmd_update;
extern const struct cs_command cs_cmd_library;
extern const struct cs_command cs_cmd_help;

static const struct cs_command *const items[] = {
    &cs_cmd_inspect, &cs_cmd_find,  &cs_cmd_describe, &cs_cmd_summarize, &cs_cmd_merge,
    &cs_cmd_compare, &cs_cmd_bands, &cs_cmd_project,  &cs_cmd_backtest,  &cs_cmd_chart,
    &cs_cmd_report,  &cs_cmd_serve, &cs_cmd_figures,  &cs_cmd_figure,    &cs_cmd_refresh,
    &cs_cmd_mark,    &cs_cmd_audit, &cs_cmd_import,   &cs_cmd_catalogue, &cs_cmd_update,
    &cs_cmd_library, &cs_cmd_help,
};

const struct cs_command_list cs_commands = {items, sizeof items / sizeof *items};
