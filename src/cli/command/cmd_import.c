/* import FILE|FOLDER…: official files, taken into the library once. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/outfile.h"
#include "cli/command/import_files.h"
#include "cli/command/import_result.h"
#include "cli/frame/command.h"
#include "cli/frame/progress.h"
#include "cli/input/library_use.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/period.h"
#include "ingest/load.h"
#include "ingest/peek.h"
#include "ingest/source/bytes.h"
#include "library/library.h"

enum { TIME_BYTES = 32 };

struct importing {
    struct cs_call *call;
    struct cs_workspace workspace;
    const char *path;           /* of the library */
    struct cs_library *library; /* NULL: there is none yet, and nothing to put into one */
    bool is_new;                /* made by this import */
    char now[TIME_BYTES];
    struct cs_import_files files;
    struct cs_import_result result;
    struct cs_diag *diag; /* of the file under way */
};

/* The digest of a file, read once before it is made sense of: a known one is left alone. */
static enum cs_status hash_file(const char *path, struct cs_library_file *file, char *sha256,
                                struct cs_diag *diag)
{
    struct cs_bytes *bytes;
    enum cs_status status = cs_bytes_open(path, 1, &bytes, diag);
    if (status == CS_OK)
        status = cs_bytes_finish(bytes, sha256, &file->n_bytes, diag);
    cs_bytes_close(bytes);
    return status;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* The content of a package: its files' digests in their order. */
static void hash_package(const struct cs_dataset *data, struct cs_library_file *file, char *sha256)
{
    struct cs_buf all;
    cs_buf_init(&all);
    for (size_t i = 0; i < data->n_sources; i++) {
        cs_buf_puts(&all, data->sources[i].sha256);
        file->n_bytes += data->sources[i].n_bytes;
    }
    cs_digest_of(cs_buf_text(&all), all.size, sha256);
    cs_buf_clear(&all);
}

/* "2022-32", "2003 to 2024", from the sources; NULL when none is known. */
static const char *describe_periods(const struct cs_dataset *data, struct cs_arena *arena)
{
    const struct cs_key *first = NULL, *last = NULL;
    for (size_t i = 0; i < data->n_sources; i++)
        if (data->sources[i].period)
            return data->sources[i].period;
    const struct cs_dict *periods = &data->dicts[CS_DIM_PERIOD];
    for (size_t i = 0; i < periods->n_keys; i++) {
        const struct cs_key *key = &periods->keys[i];
        if (!first || cs_period_compare(key->period, first->period) < 0)
            first = key;
        if (!last || cs_period_compare(key->period, last->period) > 0)
            last = key;
    }
    if (!first)
        return NULL;
    return first == last ? cs_arena_strdup(arena, first->code)
                         : cs_arena_printf(arena, "%s to %s", first->code, last->code);
}

static const char *describe_tables(const struct cs_dataset *data, struct cs_arena *arena)
{
    const char *layout = data->n_sources ? data->sources[0].layout : NULL;
    layout = layout ? layout : "?";
    return data->n_sources > 1
               ? cs_arena_printf(arena, "%s and %zu more", layout, data->n_sources - 1)
               : cs_arena_strdup(arena, layout);
}

/* Opens the library, and makes it where there is none: only when there is something to keep. */
static enum cs_status open_library(struct importing *importing, struct cs_diag *diag)
{
    struct cs_call *call = importing->call;
    const char *path = importing->path, *slash = strrchr(path, '/');
    enum cs_status status = CS_OK;
    importing->is_new = access(path, F_OK) != 0;
    if (slash && slash != path)
        status = cs_make_folders(cs_arena_copy(call->arena, path, (size_t)(slash - path)), diag);
    return status == CS_OK ? cs_library_open(path, CS_LIBRARY_WRITE, &importing->library, diag)
                           : status;
}

/* A library in which nothing has come to be is no library. */
static void remove_empty_library(struct importing *importing)
{
    struct cs_library_source *sources;
    size_t n = 1;
    struct cs_diag ignored;
    if (!importing->is_new || !importing->library)
        return;
    cs_diag_init(&ignored);
    enum cs_status status =
        cs_library_list(importing->library, importing->call->arena, &sources, &n, &ignored);
    cs_diag_clear(&ignored);
    if (status != CS_OK || n > 0)
        return;
    cs_library_close(importing->library);
    importing->library = NULL;
    unlink(importing->path);
}

static enum cs_status keep(struct importing *importing, const struct cs_dataset *data,
                           struct cs_library_file *file, struct cs_imported *done)
{
    static const enum cs_import_outcome outcomes[] = {[CS_LIBRARY_ADDED] = CS_IMPORT_ADDED,
                                                      [CS_LIBRARY_KNOWN] = CS_IMPORT_KNOWN,
                                                      [CS_LIBRARY_REPLACED] = CS_IMPORT_REPLACED};
    struct cs_call *call = importing->call;
    enum cs_status status = importing->library ? CS_OK : open_library(importing, importing->diag);
    file->name = cs_import_base_name(done->path);
    file->imported = importing->now;
    if (status == CS_OK)
        status = cs_library_add(importing->library, file, data, call->arena, &done->change,
                                importing->diag);
    if (status != CS_OK)
        return status;
    done->outcome = outcomes[done->change.outcome];
    done->period = describe_periods(data, call->arena);
    done->period = done->period ? cs_arena_strdup(call->arena, done->period) : NULL;
    done->tables = describe_tables(data, call->arena);
    return CS_OK;
}

/* Whether every row was of people or places that no layout reads. */
static bool is_all_outside(const struct cs_dataset *data)
{
    uint64_t n_rows = 0, n_outside = 0;
    for (size_t i = 0; i < data->n_sources; i++) {
        n_rows += data->sources[i].n_rows;
        n_outside += data->sources[i].n_outside;
    }
    return n_rows > 0 && n_outside == n_rows;
}

static enum cs_status read_and_keep(struct importing *importing, struct cs_library_file *file,
                                    char *sha256, struct cs_imported *done)
{
    struct cs_call *call = importing->call;
    struct cs_load_options options = {
        .intake = {.layouts = &importing->workspace.layouts,
                   .reference = &importing->workspace.reference,
                   .period = cs_call_text(call, "period"),
                   .is_distinct = cs_call_has(call, "distinct"),
                   .only_currency = cs_call_text(call, "only-currency")},
        .allows_rejects = cs_call_has(call, "allow-rejects")};
    struct cs_dataset *data = cs_dataset_new();
    enum cs_status status = data ? cs_load(data, done->path, &options, NULL, importing->diag)
                                 : cs_fail_memory(importing->diag);
    if (status == CS_OK && is_folder(done->path))
        hash_package(data, file, sha256);
    if (status == CS_OK && is_all_outside(data)) {
        done->outcome = CS_IMPORT_PASSED_OVER;
        done->tables = "rows that are not read";
    } else if (status == CS_OK) {
        status = keep(importing, data, file, done);
    }
    cs_dataset_free(data);
    return status;
}

/* A file of known bytes is read again only for the period that the user gives it now. */
static enum cs_status import_file(struct importing *importing, struct cs_imported *done)
{
    struct cs_call *call = importing->call;
    char sha256[CS_DIGEST_TEXT_BYTES] = "";
    struct cs_library_file file = {.sha256 = sha256, .renews_period = cs_call_has(call, "period")};
    const char *known = NULL;
    enum cs_status status = CS_OK;
    if (!is_folder(done->path)) {
        status = hash_file(done->path, &file, sha256, importing->diag);
        if (status == CS_OK && importing->library)
            status =
                cs_library_knows(importing->library, sha256, call->arena, &known, importing->diag);
    }
    if (status != CS_OK || !known || file.renews_period)
        return status == CS_OK ? read_and_keep(importing, &file, sha256, done) : status;
    done->outcome = CS_IMPORT_KNOWN;
    done->change = (struct cs_library_change){.outcome = CS_LIBRARY_KNOWN, .known_as = known};
    return CS_OK;
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

static enum cs_status import_found(struct importing *importing, struct cs_imported *done)
{
    bool has_tables = true;
    struct cs_diag own;
    cs_diag_init(&own);
    importing->diag = &own;
    enum cs_status status =
        is_folder(done->path) ? CS_OK : cs_peek(done->path, &has_tables, &done->tables, &own);
    if (status == CS_OK && has_tables) {
        done->tables = NULL;
        status = import_file(importing, done);
    } else if (status == CS_OK) {
        done->outcome = CS_IMPORT_PASSED_OVER;
    }
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
        importing->diag = call->diag;
        enum cs_status status =
            file->is_found ? import_found(importing, done) : import_file(importing, done);
        if (status == CS_INTERNAL)
            return status;
        if (status != CS_OK) /* a table of codes is no pay table, and nothing is wrong with it */
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
    remove_empty_library(importing);
    status = judge(importing, status == CS_OK ? unlisted : status);
    if (status == CS_INTERNAL)
        return status;
    if (!cs_call_has(call, "json")) {
        call->has_partial_answer = true;
        return cs_import_write_text(&importing->result, call) == CS_OK ? status : CS_INTERNAL;
    }
    if (status <= CS_NO_ANSWER)
        cs_import_write_json(&importing->result, importing->path, call);
    return status;
}

static enum cs_status run(struct cs_call *call)
{
    struct importing importing = {.call = call, .path = cs_library_use_path(call)};
    time_t now = time(NULL);
    struct tm utc;
    strftime(importing.now, sizeof importing.now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    if (!importing.path)
        return cs_fail(call->diag, CS_USAGE, NULL, "name it with --library PATH",
                       "no library is named, and the home folder is not known");
    enum cs_status status = cs_workspace_open(&importing.workspace, call);
    if (status == CS_OK && access(importing.path, F_OK) == 0)
        status = open_library(&importing, call->diag);
    if (status == CS_OK)
        status = import_and_tell(&importing);
    cs_library_close(importing.library);
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
    .help = "Workbooks (.xls, .xlsx), CSV, and .zip or .gz files holding them, each imported whole "
            "or not at all. Everything in a folder is looked at, and what is not a table is passed "
            "over. Importing a file twice changes nothing; a corrected file replaces its old "
            "version, and the changes are listed. From then on the other commands use the library "
            "when no file is named.\nThe exit code is 1 when some files were refused and others "
            "are in the library, or there was no table at all, and 3 when all were refused.",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_INPUT | CS_SHARED_LIBRARY,
    .names_late = 1,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
