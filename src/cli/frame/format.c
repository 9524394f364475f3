/* The form of an answer, from three places that may say it. Apart from the parser of options, which
 * knows no meaning of any. */
#include "cli/frame/format.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/frame/options.h"

static const char workbook[] = "xlsx";

static const struct {
    const char *ending, *format; /* format NULL: no table is written so */
} endings[] = {
    {".csv", "csv"},   {".xlsx", workbook}, {".md", "markdown"}, {".ndjson", "ndjson"},
    {".txt", "table"}, {".json", "json"},   {".jpg", NULL},      {".jpeg", NULL},
    {".png", NULL},    {".gif", NULL},      {".svg", NULL},      {".pdf", NULL},
    {".xls", NULL},    {".ods", NULL},      {".docx", NULL},     {".doc", NULL},
    {".html", NULL},   {".htm", NULL},
};
enum { N_ENDINGS = sizeof endings / sizeof *endings };

static size_t ending_of(const char *path)
{
    const char *dot = path ? strrchr(path, '.') : NULL;
    size_t i = 0;
    while (i < N_ENDINGS && (!dot || strcasecmp(dot, endings[i].ending) != 0))
        i++;
    return i;
}

/* As if --format had been given. */
static enum cs_status add_format(struct cs_call *call, const char *format)
{
    struct cs_given *all = cs_arena_alloc(call->arena, (call->n_given + 1) * sizeof *all);
    if (!all)
        return cs_fail_memory(call->diag);
    if (call->n_given)
        memcpy(all, call->given, call->n_given * sizeof *all);
    all[call->n_given] = (struct cs_given){
        .option = cs_command_option_named(call->command, cs_span_of("format")), .value = format};
    call->given = all;
    call->n_given++;
    return CS_OK;
}

/* A part of a summary, or a layout, is written whatever the name says. */
static bool writes_something_else(const struct cs_call *call)
{
    return cs_call_text_if(call, "partial") || cs_call_text_if(call, "suggest-layout");
}

enum cs_status cs_format_settle(struct cs_call *call)
{
    const char *path = cs_call_text_if(call, "output"), *format = cs_call_text_if(call, "format");
    size_t ending = ending_of(path);
    bool has_formats = cs_command_option_named(call->command, cs_span_of("format")) != NULL;
    if (call->command->names_output || writes_something_else(call))
        return CS_OK;
    if (cs_format_is_other(path))
        return cs_fail(
            call->diag, CS_USAGE, NULL,
            has_formats
                ? "name it .csv, .xlsx, .md, .ndjson, .json or .txt; pictures are made by chart"
                : "name it .txt, or .json with --json; pictures are made by chart",
            "-o %s: '%s' writes no such file", path, call->command->name);
    if (!has_formats)
        return CS_OK;
    bool is_named = ending < N_ENDINGS && endings[ending].format == workbook;
    bool is_asked = cs_format_is_workbook(call);
    bool is_said = format || cs_call_text_if(call, "json");
    if (is_named && is_said && !is_asked)
        return cs_fail(call->diag, CS_USAGE, NULL, "leave --format out, or name the file otherwise",
                       "-o %s: a workbook is not written as %s", path, format ? format : "json");
    if (is_asked && call->out_is_terminal)
        return cs_fail(call->diag, CS_USAGE, NULL, "write it with -o FILE.xlsx",
                       "a workbook cannot be printed to the terminal");
    return ending < N_ENDINGS && !is_said ? add_format(call, endings[ending].format) : CS_OK;
}

bool cs_format_is_other(const char *path)
{
    size_t ending = ending_of(path);
    return ending < N_ENDINGS && !endings[ending].format;
}

bool cs_format_is_workbook(const struct cs_call *call)
{
    const char *format = cs_call_text_if(call, "format");
    return format && strcmp(format, workbook) == 0;
}

bool cs_format_words_want_json(char *const *words, size_t n_words)
{
    for (size_t i = 0; i < n_words; i++)
        if (strcmp(words[i], "--json") == 0 || strcmp(words[i], "--format=json") == 0 ||
            (strcmp(words[i], "--format") == 0 && i + 1 < n_words &&
             strcmp(words[i + 1], "json") == 0))
            return true;
    return false;
}
