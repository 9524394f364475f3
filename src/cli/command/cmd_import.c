/* import FILE|FOLDER…: official files, taken into the library once. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cli/keep/import_files.h"
#include "cli/keep/import_one.h"
#include "cli/keep/import_result.h"
#include "cli/frame/command.h"
#include "cli/frame/progress.h"
#include "cli/input/workspace.h"
#include "ingest/load.h"
#include "ingest/peek.h"
#include "library/library.h"

struct importing {
    struct cs_call *call;
    struct cs_workspace workspace;
    struct cs_import_one one;
    struct cs_import_files files;
    struct cs_import_result result;
};

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* Of a file found in a folder the first message is told, and how many more there are: by itself it
 * tells all. */
static void tell_briefly(struct cs_diag *to, const struct cs_diag *from)
{
    const struct cs_message *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < from->n_messages; i++) {
        const struct cs_message *message = &from->messages[i];
        if (message->severity == CS_NOTE || (from->n_errors && message->severity != CS_ERROR))
            continue;
        n++;
        first = first ? first : message;
    }
    if (!first)
        return;
    size_t n_more = (from->n_errors ? from->n_errors : from->n_warnings) - 1;
    struct cs_place place = {first->file, first->sheet, first->cell, first->line, first->column};
    char more[48] = "";
    if (n_more)
        snprintf(more, sizeof more, " (and %zu more of its kind)", n_more);
    cs_diag_add(to, first->severity, &place, NULL, "%s%s", first->text, more);
}

/* A file that is no table is passed over in a folder and among others. One that
 * goes by the name of a table was meant to be one. */
static enum cs_status look_at(struct importing *importing, struct cs_imported *done,
                              bool *has_tables, struct cs_diag *diag)
{
    *has_tables = true;
    if (is_folder(done->path) || (importing->files.n == 1 && !importing->files.items[0].is_found))
        return CS_OK;
    enum cs_status status = cs_peek(done->path, has_tables, &done->tables, diag);
    *has_tables = *has_tables || status != CS_OK || cs_peek_is_table_name(done->path);
    done->tables = *has_tables ? NULL : done->tables;
    done->outcome = *has_tables ? done->outcome : CS_IMPORT_PASSED_OVER;
    return status;
}

static enum cs_status import_named(struct importing *importing, struct cs_imported *done)
{
    bool has_tables;
    enum cs_status status = look_at(importing, done, &has_tables, importing->call->diag);
    return status == CS_OK && has_tables ? cs_import_one(&importing->one, done) : status;
}

static enum cs_status import_found(struct importing *importing, struct cs_imported *done)
{
    bool has_tables;
    struct cs_diag own;
    cs_diag_init(&own);
    importing->one.diag = &own;
    enum cs_status status = look_at(importing, done, &has_tables, &own);
    if (status == CS_OK && has_tables)
        status = cs_import_one(&importing->one, done);
    tell_briefly(importing->call->diag, &own);
    cs_diag_clear(&own);
    return status;
}

/* Each file for itself: one that is refused does not keep the others out. */
static enum cs_status import_all(struct importing *importing)
{
    struct cs_call *call = importing->call;
    struct cs_import_result *result = &importing->result;
    enum cs_status last = CS_OK;
    for (size_t i = 0; i < importing->files.n; i++) {
        const struct cs_import_file *file = &importing->files.items[i];
        struct cs_imported *done = &result->files[result->n++];
        *done = (struct cs_imported){.path = file->path};
        cs_progress_step(call->progress,
                         (struct cs_progress_step){"file", i + 1, importing->files.n, file->path});
        importing->one.diag = call->diag;
        enum cs_status status =
            file->is_found ? import_found(importing, done) : import_named(importing, done);
        if (status == CS_INTERNAL)
            return status;
        if (status != CS_OK)
            done->outcome = status == CS_NO_ANSWER ? CS_IMPORT_PASSED_OVER : CS_IMPORT_REFUSED;
        result->n_with[done->outcome]++;
        last = status > CS_NO_ANSWER ? status : last;
    }
    return last;
}

/* 0 all taken in, 1 some or nothing to take in, 3 none although there was something. */
static enum cs_status judge(const struct importing *importing, enum cs_status last)
{
    const size_t *n_with = importing->result.n_with;
    size_t n_in = n_with[CS_IMPORT_ADDED] + n_with[CS_IMPORT_KNOWN] + n_with[CS_IMPORT_REPLACED];
    if (last == CS_INTERNAL || (last != CS_OK && n_in == 0))
        return last;
    if (last == CS_OK && n_in == 0)
        return cs_fail(importing->call->diag, CS_NO_ANSWER, NULL,
                       "CSV, .xls, .xlsx, and .zip or .gz holding these, are read",
                       "nothing was imported: there is no table");
    return last == CS_OK ? CS_OK : CS_NO_ANSWER;
}

static enum cs_status find_files(struct importing *importing)
{
    struct cs_call *call = importing->call;
    enum cs_status status = CS_OK;
    importing->files.arena = call->arena;
    for (size_t i = 0; i < call->n_operands; i++) {
        enum cs_status one = cs_import_files_add(&importing->files, call->operands[i], call->diag);
        status = one == CS_OK ? status : one;
    }
    importing->result.files =
        cs_arena_alloc(call->arena, (importing->files.n + 1) * sizeof *importing->result.files);
    if (!importing->result.files)
        status = cs_fail_memory(call->diag);
    return status;
}

static enum cs_status import_and_tell(struct importing *importing)
{
    struct cs_call *call = importing->call;
    enum cs_status unlisted = find_files(importing);
    if (unlisted == CS_INTERNAL)
        return unlisted;
    enum cs_status status = import_all(importing);
    status = judge(importing, status == CS_OK ? unlisted : status);
    if (status == CS_INTERNAL)
        return status;
    if (!cs_call_has(call, "json")) {
        call->has_partial_answer = true;
        return cs_import_write_text(&importing->result, call) == CS_OK ? status : CS_INTERNAL;
    }
    if (status <= CS_NO_ANSWER)
        cs_import_write_json(&importing->result, importing->one.path, call);
    return status;
}

static struct cs_load_options load_options(struct importing *importing)
{
    struct cs_call *call = importing->call;
    return (struct cs_load_options){
        .intake = {.layouts = &importing->workspace.layouts,
                   .reference = &importing->workspace.reference,
                   .period = cs_call_text(call, "period"),
                   .is_distinct = cs_call_has(call, "distinct"),
                   .only_currency = cs_call_text(call, "only-currency")},
        .allows_rejects = cs_call_has(call, "allow-rejects")};
}

static enum cs_status run(struct cs_call *call)
{
    struct importing importing = {.call = call};
    enum cs_status status = cs_workspace_open(&importing.workspace, call);
    struct cs_load_options options = load_options(&importing);
    importing.one = (struct cs_import_one){
        .options = &options, .renews_period = cs_call_has(call, "period"), .arena = call->arena};
    if (status == CS_OK)
        status = cs_import_one_open(&importing.one, call);
    if (status == CS_OK)
        status = import_and_tell(&importing);
    cs_import_one_close(&importing.one);
    cs_workspace_close(&importing.workspace);
    return status;
}

static const struct cs_option options[] = {
    {"period", 0, CS_OPTION_TEXT, "YEAR|SPAN",
     "period of files that do not state one; replaces that of a file already imported", NULL},
};

extern const struct cs_command cs_cmd_import;
const struct cs_command cs_cmd_import = {
    .name = "import",
    .group = CS_GROUP_KEEP,
    .summary = "add official files to the library, as downloaded",
    .usage = "import FILE|FOLDER…",
    .help =
        "Workbooks (.xls, .xlsx), CSV, and .zip or .gz files holding them, each imported whole "
        "or not at all. Everything in a folder is looked at; there, and among several files, what "
        "is not a table (a web page, a PDF, a picture) is passed over with a line and no error. "
        "Importing a file twice changes nothing; a corrected file replaces its old "
        "version, and the changes are listed. From then on the other commands use the library "
        "when no file is named.\nThe exit code is 0 when every table is in the library, 1 when "
        "some "
        "were refused and others are in, or there was no table at all, and 3 when all were "
        "refused.",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_INPUT | CS_SHARED_LIBRARY,
    .names_late = 1,
    .needs_files = true,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
