/* One file into the library, whole or not at all: what `import` does with each file it is given and
 * `update` with each file it has fetched. */
#include "cli/keep/import_one.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/outfile.h"
#include "cli/keep/import_result.h"
#include "cli/frame/clock.h"
#include "cli/frame/command.h"
#include "cli/input/library_names.h"
#include "data/dataset.h"
#include "data/load_report.h"
#include "data/period.h"
#include "ingest/load.h"
#include "ingest/source/bytes.h"
#include "library/library.h"

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

/* What the file is, where its tables are known to hold no figures; NULL where none is. */
static const char *describe_known(const struct cs_load_report *report, struct cs_arena *arena)
{
    for (size_t i = 0; i < report->n_tables; i++)
        if (report->tables[i].title && !report->tables[i].layout)
            return cs_arena_strdup(arena, report->tables[i].title);
    return NULL;
}

/* Opens the library, and makes it where there is none: only when there is something to keep. */
static enum cs_status open_library(struct cs_import_one *one, struct cs_diag *diag)
{
    const char *path = one->path, *slash = strrchr(path, '/');
    enum cs_status status = CS_OK;
    one->is_new = access(path, F_OK) != 0;
    if (slash && slash != path)
        status = cs_make_folders(cs_arena_copy(one->arena, path, (size_t)(slash - path)), diag);
    return status == CS_OK ? cs_library_open(path, CS_LIBRARY_WRITE, &one->library, diag) : status;
}

void cs_import_one_close(struct cs_import_one *one)
{
    if (one->is_new)
        cs_library_close_new(one->library);
    else
        cs_library_close(one->library);
    one->library = NULL;
}

static enum cs_status keep(struct cs_import_one *one, const struct cs_dataset *data,
                           struct cs_library_file *file, struct cs_imported *done)
{
    static const enum cs_import_outcome outcomes[] = {[CS_LIBRARY_ADDED] = CS_IMPORT_ADDED,
                                                      [CS_LIBRARY_KNOWN] = CS_IMPORT_KNOWN,
                                                      [CS_LIBRARY_REPLACED] = CS_IMPORT_REPLACED};
    enum cs_status status = one->library ? CS_OK : open_library(one, one->diag);
    file->name = cs_import_base_name(done->path);
    file->imported = one->now;
    if (status == CS_OK)
        status = cs_library_add(one->library, file, data, one->arena, &done->change, one->diag);
    if (status != CS_OK)
        return status;
    done->outcome = outcomes[done->change.outcome];
    done->period = describe_periods(data, one->arena);
    done->period = done->period ? cs_arena_strdup(one->arena, done->period) : NULL;
    done->tables = describe_tables(data, one->arena);
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

static enum cs_status read_and_keep(struct cs_import_one *one, struct cs_library_file *file,
                                    char *sha256, struct cs_imported *done)
{
    struct cs_load_report report;
    struct cs_load_options options = *one->options;
    options.intake.mixes_currencies = true; /* each observation is kept with its own */
    struct cs_dataset *data = cs_dataset_new();
    cs_load_report_init(&report);
    enum cs_status status =
        data ? cs_load(data, done->path, &options, &report, one->diag) : cs_fail_memory(one->diag);
    if (status == CS_NO_ANSWER) /* a table of codes is no pay table, and nothing is wrong with it */
        done->tables = describe_known(&report, one->arena);
    if (status == CS_OK && is_folder(done->path))
        hash_package(data, file, sha256);
    if (status == CS_OK && one->check)
        status = one->check(one->context, data, one->diag);
    if (status == CS_OK && is_all_outside(data)) {
        done->outcome = CS_IMPORT_PASSED_OVER;
        done->tables = cs_arena_printf(one->arena, "%s, none of the rows that are read",
                                       data->sources[0].title);
    } else if (status == CS_OK) {
        status = keep(one, data, file, done);
    }
    cs_dataset_free(data);
    cs_load_report_clear(&report);
    return status;
}

/* A file of known bytes is read again only for the period that the user gives it now. */
enum cs_status cs_import_one(struct cs_import_one *one, struct cs_imported *done)
{
    char sha256[CS_DIGEST_TEXT_BYTES] = "";
    struct cs_library_file file = {.sha256 = sha256, .renews_period = one->renews_period};
    const char *known = NULL;
    enum cs_status status = CS_OK;
    if (!is_folder(done->path)) {
        status = hash_file(done->path, &file, sha256, one->diag);
        if (status == CS_OK && one->library)
            status = cs_library_knows(one->library, sha256, one->arena, &known, one->diag);
    }
    if (status != CS_OK || !known || file.renews_period)
        return status == CS_OK ? read_and_keep(one, &file, sha256, done) : status;
    done->outcome = CS_IMPORT_KNOWN;
    done->change = (struct cs_library_change){.outcome = CS_LIBRARY_KNOWN, .known_as = known};
    return CS_OK;
}

enum cs_status cs_import_one_open(struct cs_import_one *one, struct cs_call *call)
{
    one->path = cs_library_use_path(call);
    one->diag = call->diag;
    cs_clock_now(one->now);
    if (!one->path)
        return cs_fail(call->diag, CS_USAGE, NULL, "name it with --library PATH",
                       "no library is named, and the home folder is not known");
    return access(one->path, F_OK) == 0 ? open_library(one, call->diag) : CS_OK;
}
