/* library ACTION: what the library holds, and keeping it in order. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/frame/command.h"
#include "cli/input/library_names.h"
#include "cli/input/library_use.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/select.h"
#include "library/library.h"
#include "render/result/tidy.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"

enum { SCHEMA_VERSION = 1 };

static bool wants_json(const struct cs_call *call)
{
    const char *format = cs_call_text(call, "format");
    return cs_call_has(call, "json") || (format && strcmp(format, "json") == 0);
}

static enum cs_table_format asked_format(const struct cs_call *call)
{
    enum cs_table_format format = CS_TABLE_TEXT;
    const char *word = cs_call_text(call, "format");
    if (word)
        cs_table_format_parse(word, &format);
    return format;
}

/* ---- list ---- */

static const struct cs_table_column list_columns[] = {
    {"file", "file", 0, 0, 0, true}, {"layout", "table", 0, 0},      {"period", "period", 0, 0},
    {"n_rows", "rows", 1, 0},        {"n_figures", "figures", 1, 0}, {"sha256", "SHA-256", 0, 0},
    {"imported", "imported", 0, 0}};

static enum cs_status list_table(struct cs_call *call, const struct cs_library_source *sources,
                                 size_t n)
{
    struct cs_table table;
    enum cs_table_format format = asked_format(call);
    cs_table_init(&table, call->arena, list_columns, sizeof list_columns / sizeof *list_columns);
    for (size_t i = 0; i < n; i++) {
        const struct cs_library_source *source = &sources[i];
        bool is_text = format == CS_TABLE_TEXT;
        cs_table_add_text(&table, source->name);
        cs_table_add_text(&table, source->layout ? source->layout : "");
        cs_table_add_text(&table, source->period ? source->period : "");
        cs_table_add_number(&table, (double)source->n_rows, 0);
        cs_table_add_number(&table, (double)source->n_values, 0);
        /* Eight digits tell files apart; the other forms have them all. */
        cs_table_add_text(&table,
                          is_text ? cs_arena_copy(call->arena, source->sha256, 8) : source->sha256);
        cs_table_add_text(&table, is_text ? cs_arena_copy(call->arena, source->imported, 10)
                                          : source->imported);
    }
    return cs_table_print(&table, format, call->out, call->diag);
}

static enum cs_status list_json(struct cs_call *call, const char *path,
                                const struct cs_library_source *sources, size_t n)
{
    struct cs_json json;
    cs_json_init(&json, call->out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "library", SCHEMA_VERSION);
    cs_json_put_visible(&json, "library", path);
    cs_json_put_array(&json, "tables");
    for (size_t i = 0; i < n; i++) {
        cs_json_begin_object(&json);
        cs_json_put_visible(&json, "file", sources[i].file);
        cs_json_put_string_or_null(&json, "place", sources[i].name);
        cs_json_put_string_or_null(&json, "title", sources[i].title);
        cs_json_put_string_or_null(&json, "publisher", sources[i].publisher);
        cs_json_put_string_or_null(&json, "layout", sources[i].layout);
        cs_json_put_string_or_null(&json, "period", sources[i].period);
        cs_json_put_integer(&json, "n_rows", (int64_t)sources[i].n_rows);
        cs_json_put_integer(&json, "n_rejected", (int64_t)sources[i].n_rejected);
        cs_json_put_integer(&json, "n_figures", (int64_t)sources[i].n_values);
        cs_json_put_string(&json, "sha256", sources[i].sha256);
        cs_json_put_integer(&json, "n_bytes", (int64_t)sources[i].n_bytes);
        cs_json_put_string(&json, "imported", sources[i].imported);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_put_array(&json, "sources");
    cs_json_end_array(&json);
    cs_envelope_end(&json, call->diag);
    return cs_json_finish(&json, call->diag);
}

static enum cs_status run_list(struct cs_call *call, const char *path)
{
    struct cs_library *library;
    struct cs_library_source *sources;
    size_t n = 0;
    enum cs_status status = cs_library_open(path, CS_LIBRARY_READ, &library, call->diag);
    if (status == CS_OK)
        status = cs_library_list(library, call->arena, &sources, &n, call->diag);
    cs_library_close(library);
    if (status != CS_OK)
        return status;
    return wants_json(call) ? list_json(call, path, sources, n) : list_table(call, sources, n);
}

/* ---- remove ---- */

static enum cs_status run_remove(struct cs_call *call, const char *path)
{
    struct cs_library *library;
    if (call->n_operands < 2)
        return cs_fail(call->diag, CS_USAGE, NULL, "see: careerstat library list",
                       "library remove: name a file, or the start of its SHA-256");
    enum cs_status status = cs_library_open(path, CS_LIBRARY_READ, &library, call->diag);
    cs_library_close(library);
    if (status == CS_OK)
        status = cs_library_open(path, CS_LIBRARY_WRITE, &library, call->diag);
    for (size_t i = 1; status == CS_OK && i < call->n_operands; i++) {
        size_t n;
        const char *name = call->operands[i];
        status = cs_library_remove(library, name, &n, call->diag);
        if (status == CS_OK && n == 0)
            status = cs_fail(call->diag, CS_NO_ANSWER, NULL, "see: careerstat library list",
                             "the library has no file '%s'", name);
        else if (status == CS_OK)
            cs_buf_printf(call->out, "%s: removed\n", name);
    }
    cs_library_close(library);
    return status;
}

/* ---- check ---- */

static enum cs_status check_json(struct cs_call *call, const char *path,
                                 const struct cs_library_report *report)
{
    struct cs_json json;
    cs_json_init(&json, call->out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "library-check", SCHEMA_VERSION);
    cs_json_put_visible(&json, "library", path);
    cs_json_put_array(&json, "checks");
    for (size_t i = 0; i < CS_LIBRARY_N_CHECKS; i++) {
        cs_json_begin_object(&json);
        cs_json_put_string(&json, "identity", report->checks[i].identity);
        cs_json_put_string(&json, "words", report->checks[i].words);
        cs_json_put_integer(&json, "n_checked", (int64_t)report->checks[i].n_checked);
        cs_json_put_integer(&json, "n_violations", (int64_t)report->checks[i].n_violations);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_put_array(&json, "violations");
    for (size_t i = 0; i < report->n_violations; i++) {
        cs_json_begin_object(&json);
        cs_json_put_string(&json, "identity", report->violations[i].identity);
        cs_json_put_visible(&json, "place", report->violations[i].place);
        cs_json_put_visible(&json, "text", report->violations[i].text);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_put_array(&json, "sources");
    cs_json_end_array(&json);
    cs_envelope_end(&json, call->diag);
    return cs_json_finish(&json, call->diag);
}

static void check_text(struct cs_call *call, const struct cs_library_report *report)
{
    for (size_t i = 0; i < CS_LIBRARY_N_CHECKS; i++) {
        const struct cs_library_check *check = &report->checks[i];
        cs_buf_printf(call->out, "%s: %llu checked, %llu violated\n", check->words,
                      (unsigned long long)check->n_checked,
                      (unsigned long long)check->n_violations);
        for (size_t k = 0; k < report->n_violations; k++)
            if (strcmp(report->violations[k].identity, check->identity) == 0)
                cs_buf_printf(call->out, "  %s: %s\n", report->violations[k].place,
                              report->violations[k].text);
        if (check->n_violations > CS_LIBRARY_SHOWN_VIOLATIONS)
            cs_buf_printf(call->out, "  and %llu more\n",
                          (unsigned long long)(check->n_violations - CS_LIBRARY_SHOWN_VIOLATIONS));
    }
}

static enum cs_status run_check(struct cs_call *call, const char *path)
{
    struct cs_library *library;
    struct cs_library_report report;
    uint64_t n_violations = 0;
    enum cs_status status = cs_library_open(path, CS_LIBRARY_READ, &library, call->diag);
    if (status == CS_OK)
        status = cs_library_check(library, call->arena, &report, call->diag);
    cs_library_close(library);
    if (status != CS_OK)
        return status;
    for (size_t i = 0; i < CS_LIBRARY_N_CHECKS; i++)
        n_violations += report.checks[i].n_violations;
    if (!wants_json(call))
        check_text(call, &report);
    else if (check_json(call, path, &report) != CS_OK)
        return CS_INTERNAL;
    return n_violations ? CS_NO_ANSWER : CS_OK;
}

/* ---- export ---- */

static void put_counts(const struct cs_call *call, const char *folder,
                       const struct cs_tidy_counts *counts)
{
    cs_buf_printf(call->out, "%s: %zu figures, %zu observations, ", folder, counts->n_figures,
                  counts->n_observations);
    if (counts->n_descriptors)
        cs_buf_printf(call->out, "%zu descriptions, ", counts->n_descriptors);
    cs_buf_puts(call->out, "datapackage.json\n");
}

static enum cs_status run_export(struct cs_call *call, const char *path)
{
    struct cs_workspace workspace;
    struct cs_selection among = cs_selection_all();
    struct cs_tidy_counts counts;
    const char *folder = call->n_operands > 1 ? call->operands[1] : NULL;
    if (!folder)
        return cs_fail(call->diag, CS_USAGE, NULL, NULL,
                       "library export: name the folder to write to");
    enum cs_status status = cs_workspace_open(&workspace, call);
    workspace.data = cs_dataset_new();
    workspace.request.mixes_currencies = true;
    workspace.request.wants_descriptions = true;
    if (status == CS_OK && !workspace.data)
        status = cs_fail_memory(call->diag);
    if (status == CS_OK)
        status = cs_library_use_load(&workspace, path);
    if (status == CS_OK)
        status = cs_workspace_select(&workspace, &among);
    if (status == CS_OK)
        status = cs_tidy_write(workspace.data, &among, folder, &counts, call->diag);
    if (status == CS_OK)
        put_counts(call, folder, &counts);
    cs_workspace_close(&workspace);
    return status;
}

static const struct {
    const char *name;
    enum cs_status (*run)(struct cs_call *call, const char *path);
} actions[] = {
    {"list", run_list}, {"remove", run_remove}, {"check", run_check}, {"export", run_export}};

static enum cs_status run(struct cs_call *call)
{
    const char *action = call->n_operands ? call->operands[0] : "list";
    const char *path = cs_library_use_path(call);
    if (!path)
        return cs_fail(call->diag, CS_USAGE, NULL, "name it with --library PATH",
                       "no library is named, and the home folder is not known");
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(action, actions[i].name) == 0)
            return actions[i].run(call, path);
    struct cs_shown shown;
    return cs_fail(call->diag, CS_USAGE, NULL, "list, remove, check or export",
                   "library: there is no action '%s'", cs_show(&shown, action, strlen(action)));
}

extern const struct cs_command cs_cmd_library;
const struct cs_command cs_cmd_library = {
    .name = "library",
    .group = CS_GROUP_KEEP,
    .summary = "what the library holds: list, remove, check, export",
    .usage = "library [list | remove FILE… | check | export FOLDER]",
    .help = "list: every table with its period, rows, digest and when it was imported.\n"
            "remove: removes files, by name or by the start of their SHA-256.\n"
            "check: the identities that publishers' tables should satisfy, each violation with its "
            "place; "
            "the exit code is 1 when there is any.\n"
            "export: everything, or what the filters select, as a folder of tidy CSV with a "
            "datapackage.json "
            "that every command reads.",
    .shared = CS_SHARED_LIST | CS_SHARED_FILTERS | CS_SHARED_LIBRARY,
    .looks_back = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
