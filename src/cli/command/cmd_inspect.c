/* inspect FILE…: how a file was understood. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "cli/frame/command.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/layout_draft.h"
#include "data/load_report.h"
#include "ingest/draft/draft.h"
#include "ingest/load.h"
#include "render/inspect/inspect.h"
#include "render/result/layout_draft.h"
#include "render/write/table.h"

static struct cs_load_options load_options(const struct cs_workspace *workspace)
{
    const struct cs_call *call = workspace->call;
    const char *reader = cs_call_text(call, "reader");
    /* Answers are only counted: as one group they take few bytes. */
    struct cs_load_options options = {.allows_rejects = 1,
                                      .is_grouped = true,
                                      .n_threads = call->n_threads,
                                      .named_dims =
                                          (1u << CS_N_DIMS) - 1}; /* every key is looked at */
    bool lists_rows = cs_call_has(call, "problems");              /* one after the other */
    if (lists_rows || (reader && strcmp(reader, "libcsv") == 0))
        options.reader = CS_READER_LIBCSV;
    options.intake = (struct cs_intake_options){
        .layouts = &workspace->layouts,
        .reference = &workspace->reference,
        .period = cs_call_text(call, "period"),
        .is_distinct = cs_call_has(call, "distinct"),
        .only_currency = cs_call_text(call, "only-currency"),
    };
    return options;
}

static uint64_t count_refused(const struct cs_load_report *report)
{
    uint64_t n = 0;
    for (size_t i = 0; i < report->n_tables; i++)
        n += report->tables[i].n_rejected;
    return n;
}

static size_t count_understood(const struct cs_load_report *report)
{
    size_t n = 0;
    for (size_t i = 0; i < report->n_tables; i++)
        n += report->tables[i].title != NULL;
    return n;
}

/* Every file is looked at, whatever is wrong with another. Answers are only counted: those of
 * different files need not go together. */
static enum cs_status inspect(struct cs_workspace *workspace, struct cs_load_report *report,
                              struct cs_diag *diag)
{
    const struct cs_call *call = workspace->call;
    const struct cs_load_options options = load_options(workspace);
    enum cs_status worst = CS_OK;
    workspace->data = cs_dataset_new();
    for (size_t i = 0; i < call->n_operands; i++) {
        enum cs_status status =
            workspace->data ? cs_load(workspace->data, call->operands[i], &options, report, diag)
                            : cs_fail_memory(diag);
        worst = status > worst ? status : worst;
        if (workspace->data)
            cs_dataset_drop_observations(workspace->data);
    }
    return worst;
}

static bool wants_json(const struct cs_call *call)
{
    const char *format = cs_call_text(call, "format");
    return cs_call_has(call, "json") || (format && strcmp(format, "json") == 0);
}

/* What was understood, or each problem that was met. */
static enum cs_status print(const struct cs_workspace *workspace,
                            const struct cs_load_report *report, const struct cs_diag *problems)
{
    const struct cs_call *call = workspace->call;
    const char *word = cs_call_text(call, "format");
    enum cs_table_format format = CS_TABLE_TEXT;
    if (wants_json(call))
        return cs_inspect_json(report, workspace->data, problems, call->out, call->diag);
    if (word)
        cs_table_format_parse(word, &format);
    if (cs_call_has(call, "problems"))
        return cs_inspect_problems(problems, format, call->out, call->diag);
    cs_inspect_text(report, problems, call->out);
    return CS_OK;
}

static enum cs_status answer(struct cs_workspace *workspace, const struct cs_load_report *report,
                             enum cs_status loaded, const struct cs_diag *problems)
{
    if (loaded == CS_INTERNAL || loaded == CS_USAGE || count_understood(report) == 0)
        return loaded;
    enum cs_status status = print(workspace, report, problems);
    bool has_problems = (loaded != CS_OK && loaded != CS_NO_ANSWER) || count_refused(report) > 0;
    return status == CS_OK && has_problems ? CS_NO_ANSWER : status;
}

/* --problems lists what is shown the first twenty of otherwise. */
static enum cs_status list_problems(struct cs_workspace *workspace, struct cs_load_report *report)
{
    struct cs_diag problems;
    cs_diag_init(&problems);
    problems.keeps_all = true;
    enum cs_status loaded = inspect(workspace, report, &problems);
    enum cs_status status = answer(workspace, report, loaded, &problems);
    if (count_understood(report) == 0 || loaded == CS_INTERNAL || loaded == CS_USAGE)
        cs_diag_merge(workspace->call->diag, &problems);
    cs_diag_clear(&problems);
    return status;
}

static enum cs_status check_format(const struct cs_call *call)
{
    const char *format = cs_call_text(call, "format");
    if (!format || cs_call_has(call, "problems") || strcmp(format, "json") == 0 ||
        strcmp(format, "table") == 0)
        return CS_OK;
    return cs_fail(call->diag, CS_USAGE, NULL, "add --problems",
                   "--format %s is for the list of problems", format);
}

static enum cs_status suggest_layout(struct cs_call *call)
{
    struct cs_layout_draft draft;
    struct cs_workspace workspace;
    if (call->n_operands != 1)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "--suggest-layout: give one file at a time");
    cs_layout_draft_init(&draft);
    enum cs_status status = cs_workspace_open(&workspace, call);
    if (status == CS_OK)
        status = cs_layout_draft_make(&draft, call->operands[0], &workspace.reference, call->diag);
    if (status == CS_OK)
        status = cs_layout_draft_json(&draft, call->out, call->diag);
    cs_layout_draft_clear(&draft);
    cs_workspace_close(&workspace);
    return status;
}

static enum cs_status run(struct cs_call *call)
{
    if (cs_call_has(call, "suggest-layout"))
        return suggest_layout(call);
    struct cs_workspace workspace;
    struct cs_load_report report;
    enum cs_status status = check_format(call);
    if (status != CS_OK)
        return status;
    cs_load_report_init(&report);
    status = cs_workspace_open(&workspace, call);
    if (status == CS_OK && cs_call_has(call, "problems"))
        status = list_problems(&workspace, &report);
    else if (status == CS_OK)
        status = answer(&workspace, &report, inspect(&workspace, &report, call->diag), call->diag);
    cs_load_report_clear(&report);
    cs_workspace_close(&workspace);
    return status;
}

static const struct cs_option options[] = {
    {"period", 0, CS_OPTION_TEXT, "PERIOD",
     "the period of the figures, for files that do not state it", NULL},
    {"problems", 0, CS_OPTION_FLAG, NULL,
     "list every row that was refused, left out or is doubtful, with its place and why", NULL},
    {"suggest-layout", 0, CS_OPTION_FLAG, NULL,
     "write a first draft of a layout for an unknown file", NULL},
};
static const struct cs_example examples[] = {
    {"printf 'job_title,state,year,salary\\nNurse,Texas,2024,88000\\n' | careerstat inspect -",
     "How your own observations are read"},
    {"printf 'job_title,salary\\nNurse,88000\\nCook,61000\\nClerk,24\\n' | careerstat inspect - "
     "--problems --format csv",
     "Every row that is refused or doubtful, with its place and why"},
};

extern const struct cs_command cs_cmd_inspect;
const struct cs_command cs_cmd_inspect = {
    .name = "inspect",
    .group = CS_GROUP_READ,
    .summary = "show how a file is read: layout, columns, period, units, problems",
    .usage = "inspect FILE…",
    .help =
        "Shows which layout fits a file, what each column is read as and in which unit, where "
        "the period comes from, how many rows were read, refused, outside the table's universe "
        "or exact repeats, how many values are absent and why, and every problem with its "
        "place. At most twenty problems of a file are shown; --problems lists all of them and "
        "nothing else: one line for each row that was refused, left out or is doubtful, or with "
        "--format csv one record: file, sheet, line, cell, field, header, value, severity, "
        "problem, hint. The exit code is 1 when a row was refused. For a file that no layout "
        "fits, --suggest-layout writes a first draft of one; check it, then read the file with "
        "--layout.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_LIST | CS_SHARED_INPUT,
    .names_late = 1,
    .needs_files = true,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
