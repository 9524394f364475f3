/* import FILE…: official files, taken into the library once. */
#include <stdbool.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/outfile.h"
#include "cli/frame/command.h"
#include "cli/frame/progress.h"
#include "cli/input/library_use.h"
#include "cli/input/workspace.h"
#include "data/dataset.h"
#include "data/period.h"
#include "ingest/load.h"
#include "ingest/source/bytes.h"
#include "library/library.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"

enum { SCHEMA_VERSION = 1, TIME_BYTES = 32 };

/* What became of one file. */
struct imported {
    const char *path, *outcome, *tables, *period;
    struct cs_library_change change;
};

struct importing {
    struct cs_call *call;
    struct cs_workspace workspace;
    struct cs_library *library;
    char now[TIME_BYTES];
    struct imported *files;
    size_t n_files, n_refused;
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

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

static enum cs_status keep(struct importing *importing, const char *path,
                           const struct cs_dataset *data, struct cs_library_file *file)
{
    static const char *const outcomes[] = {"added", "already known", "replaced"};
    struct cs_call *call = importing->call;
    struct imported *done = &importing->files[importing->n_files];
    file->name = base_name(path);
    file->imported = importing->now;
    enum cs_status status =
        cs_library_add(importing->library, file, data, call->arena, &done->change, call->diag);
    if (status != CS_OK)
        return status;
    done->path = path;
    done->outcome = outcomes[done->change.outcome];
    done->period = describe_periods(data, call->arena);
    done->period = done->period ? cs_arena_strdup(call->arena, done->period) : NULL;
    done->tables = describe_tables(data, call->arena);
    importing->n_files++;
    return CS_OK;
}

static enum cs_status read_and_keep(struct importing *importing, const char *path,
                                    struct cs_library_file *file, char *sha256)
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
    enum cs_status status =
        data ? cs_load(data, path, &options, NULL, call->diag) : cs_fail_memory(call->diag);
    if (status == CS_OK && is_folder(path))
        hash_package(data, file, sha256);
    if (status == CS_OK)
        status = keep(importing, path, data, file);
    cs_dataset_free(data);
    return status;
}

static enum cs_status import_file(struct importing *importing, const char *path)
{
    struct cs_call *call = importing->call;
    char sha256[CS_DIGEST_TEXT_BYTES] = "";
    struct cs_library_file file = {.sha256 = sha256};
    const char *known = NULL;
    enum cs_status status = CS_OK;
    if (!is_folder(path)) {
        status = hash_file(path, &file, sha256, call->diag);
        if (status == CS_OK)
            status = cs_library_knows(importing->library, sha256, call->arena, &known, call->diag);
    }
    if (status != CS_OK || !known)
        return status == CS_OK ? read_and_keep(importing, path, &file, sha256) : status;
    struct imported *done = &importing->files[importing->n_files++];
    *done = (struct imported){.path = path,
                              .outcome = "already known",
                              .change = {.outcome = CS_LIBRARY_KNOWN, .known_as = known}};
    return CS_OK;
}

static void write_json(const struct importing *importing, const char *path)
{
    struct cs_json json;
    cs_json_init(&json, importing->call->out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "import", SCHEMA_VERSION);
    cs_json_put_visible(&json, "library", path);
    cs_json_put_integer(&json, "n_refused", (int64_t)importing->n_refused);
    cs_json_put_array(&json, "files");
    for (size_t i = 0; i < importing->n_files; i++) {
        const struct imported *file = &importing->files[i];
        cs_json_begin_object(&json);
        cs_json_put_visible(&json, "file", base_name(file->path));
        cs_json_put_string(&json, "outcome", file->outcome);
        cs_json_put_string_or_null(&json, "tables", file->tables);
        cs_json_put_string_or_null(&json, "period", file->period);
        cs_json_put_integer(&json, "n_rows", (int64_t)file->change.n_rows);
        cs_json_put_integer(&json, "n_values", (int64_t)file->change.n_values);
        cs_json_put_integer(&json, "n_added", (int64_t)file->change.n_added);
        cs_json_put_integer(&json, "n_removed", (int64_t)file->change.n_removed);
        cs_json_put_integer(&json, "n_changed", (int64_t)file->change.n_changed);
        cs_json_put_array(&json, "differences");
        for (size_t k = 0; k < file->change.n_shown; k++)
            cs_json_string(&json, file->change.shown[k].text);
        cs_json_end_array(&json);
        cs_json_end_object(&json);
    }
    cs_json_end_array(&json);
    cs_json_put_array(&json, "sources");
    cs_json_end_array(&json);
    cs_envelope_end(&json, importing->call->diag);
    (void)!cs_json_finish(&json, importing->call->diag);
}

static void write_differences(const struct imported *file, struct cs_buf *out)
{
    if (file->change.outcome != CS_LIBRARY_REPLACED)
        return;
    cs_buf_printf(
        out, "\n%s replaces %s: %llu figures changed, %llu new, %llu gone\n", base_name(file->path),
        file->change.known_as, (unsigned long long)file->change.n_changed,
        (unsigned long long)file->change.n_added, (unsigned long long)file->change.n_removed);
    for (size_t i = 0; i < file->change.n_shown; i++)
        cs_buf_printf(out, "  %s\n", file->change.shown[i].text);
    if (file->change.n_changed > file->change.n_shown)
        cs_buf_printf(out, "  and %llu more\n",
                      (unsigned long long)(file->change.n_changed - file->change.n_shown));
}

static const struct cs_table_column columns[] = {
    {"file", "file", 0, 0},     {"outcome", "outcome", 0, 0}, {"tables", "table", 0, 0},
    {"period", "period", 0, 0}, {"n_rows", "rows", 1, 0},     {"n_values", "figures", 1, 0}};

static enum cs_status write_text(const struct importing *importing)
{
    struct cs_call *call = importing->call;
    struct cs_table table;
    cs_table_init(&table, call->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < importing->n_files; i++) {
        const struct imported *file = &importing->files[i];
        bool is_known = file->change.outcome == CS_LIBRARY_KNOWN;
        cs_table_add_text(&table, base_name(file->path));
        cs_table_add_text(&table, file->outcome);
        cs_table_add_text(&table, file->tables ? file->tables : "");
        cs_table_add_text(&table, file->period ? file->period : "");
        if (is_known) {
            cs_table_add_text(&table, "");
            cs_table_add_text(&table, "");
        } else {
            cs_table_add_number(&table, (double)file->change.n_rows, 0);
            cs_table_add_number(&table, (double)file->change.n_values, 0);
        }
    }
    enum cs_status status = cs_table_print(&table, CS_TABLE_TEXT, call->out, call->diag);
    for (size_t i = 0; i < importing->n_files; i++)
        write_differences(&importing->files[i], call->out);
    return status;
}

/* Each file for itself: one that is refused does not keep the others out. A library that fails
 * ends the import. */
static enum cs_status import_all(struct importing *importing)
{
    struct cs_call *call = importing->call;
    enum cs_status last = CS_OK;
    for (size_t i = 0; i < call->n_operands; i++) {
        cs_progress_step(call->progress, (struct cs_progress_step){"file", i + 1, call->n_operands,
                                                                   call->operands[i]});
        enum cs_status status = import_file(importing, call->operands[i]);
        if (status == CS_INTERNAL)
            return status;
        importing->n_refused += status != CS_OK;
        last = status != CS_OK ? status : last;
    }
    if (importing->n_files == 0)
        return last;
    return importing->n_refused ? CS_NO_ANSWER : CS_OK;
}

static enum cs_status open_library(struct importing *importing, const char **path)
{
    struct cs_call *call = importing->call;
    *path = cs_library_use_path(call);
    if (!*path)
        return cs_fail(call->diag, CS_USAGE, NULL, "name it with --library PATH",
                       "no library is named, and the home folder is not known");
    const char *slash = strrchr(*path, '/');
    enum cs_status status = CS_OK;
    if (slash && slash != *path)
        status =
            cs_make_folders(cs_arena_copy(call->arena, *path, (size_t)(slash - *path)), call->diag);
    return status == CS_OK
               ? cs_library_open(*path, CS_LIBRARY_WRITE, &importing->library, call->diag)
               : status;
}

static enum cs_status run(struct cs_call *call)
{
    struct importing importing = {.call = call};
    time_t now = time(NULL);
    struct tm utc;
    strftime(importing.now, sizeof importing.now, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    importing.files = cs_arena_alloc(call->arena, call->n_operands * sizeof *importing.files);
    const char *path = NULL;
    enum cs_status status = cs_workspace_open(&importing.workspace, call);
    if (status == CS_OK)
        status = importing.files ? open_library(&importing, &path) : cs_fail_memory(call->diag);
    if (status == CS_OK) {
        status = import_all(&importing);
        if (status <= CS_NO_ANSWER && cs_call_has(call, "json"))
            write_json(&importing, path);
        else if (status <= CS_NO_ANSWER && write_text(&importing) != CS_OK)
            status = CS_INTERNAL;
    }
    cs_library_close(importing.library);
    cs_workspace_close(&importing.workspace);
    return status;
}

static const struct cs_option options[] = {
    {"period", 0, CS_OPTION_TEXT, "YEAR|SPAN", "period of files that do not state one", NULL},
    {"allow-rejects", 0, CS_OPTION_FLAG, NULL, "import a file without the rows that cannot be read",
     NULL},
};

extern const struct cs_command cs_cmd_import;
const struct cs_command cs_cmd_import = {
    .name = "import",
    .group = CS_GROUP_KEEP,
    .summary = "add official files to the library, as downloaded",
    .usage = "import FILE…",
    .help =
        "Workbooks (.xls, .xlsx), CSV, and .zip or .gz files holding them, each imported whole "
        "or not at all. Importing a file twice changes nothing; a corrected file replaces its old "
        "version, and the changes are listed. From then on the other commands use the "
        "library when no file is named.\n"
        "The exit code is 1 when some files were refused and others imported.",
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_INPUT | CS_SHARED_LIBRARY,
    .names_late = 1,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
