/* An import told: apart from the import itself, which goes on where one file fails. */
#include "cli/keep/import_result.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "cli/frame/command.h"
#include "library/library.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"

enum { SCHEMA_VERSION = 2 };

static const char *const outcomes[CS_N_IMPORT_OUTCOMES] = {"added", "known already", "replaced",
                                                           "refused", "passed over"};

const char *cs_import_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static void write_file(struct cs_json *json, const struct cs_imported *file)
{
    cs_json_begin_object(json);
    cs_json_put_visible(json, "file", cs_import_base_name(file->path));
    cs_json_put_string(json, "outcome", outcomes[file->outcome]);
    cs_json_put_string_or_null(json, "tables", file->tables);
    cs_json_put_string_or_null(json, "period", file->period);
    cs_json_put_integer(json, "n_rows", (int64_t)file->change.n_rows);
    cs_json_put_integer(json, "n_values", (int64_t)file->change.n_values);
    cs_json_put_integer(json, "n_added", (int64_t)file->change.n_added);
    cs_json_put_integer(json, "n_removed", (int64_t)file->change.n_removed);
    cs_json_put_integer(json, "n_changed", (int64_t)file->change.n_changed);
    cs_json_put_array(json, "differences");
    for (size_t k = 0; k < file->change.n_shown; k++)
        cs_json_string(json, file->change.shown[k].text);
    cs_json_end_array(json);
    cs_json_end_object(json);
}

void cs_import_write_json(const struct cs_import_result *result, const char *library,
                          struct cs_call *call)
{
    struct cs_json json;
    const size_t *n_with = result->n_with;
    cs_json_init(&json, call->out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "import", SCHEMA_VERSION);
    cs_json_put_visible(&json, "library", library);
    cs_json_put_integer(&json, "n_taken_in",
                        (int64_t)(n_with[CS_IMPORT_ADDED] + n_with[CS_IMPORT_REPLACED]));
    cs_json_put_integer(&json, "n_known", (int64_t)n_with[CS_IMPORT_KNOWN]);
    cs_json_put_integer(&json, "n_refused", (int64_t)n_with[CS_IMPORT_REFUSED]);
    cs_json_put_integer(&json, "n_passed_over", (int64_t)n_with[CS_IMPORT_PASSED_OVER]);
    cs_json_put_array(&json, "files");
    for (size_t i = 0; i < result->n; i++)
        write_file(&json, &result->files[i]);
    cs_json_end_array(&json);
    cs_json_put_array(&json, "sources");
    cs_json_end_array(&json);
    cs_envelope_end(&json, call->diag);
    (void)!cs_json_finish(&json, call->diag);
}

static void write_differences(const struct cs_imported *file, struct cs_buf *out)
{
    const struct cs_library_change *change = &file->change;
    if (file->outcome != CS_IMPORT_REPLACED)
        return;
    cs_buf_printf(out, "\n%s replaces %s: ", cs_import_base_name(file->path), change->known_as);
    if (change->is_renewed)
        cs_buf_puts(out, "the same file, its period as given now\n");
    else
        cs_buf_printf(out, "%llu figure%s changed, %llu new, %llu gone\n",
                      (unsigned long long)change->n_changed, change->n_changed == 1 ? "" : "s",
                      (unsigned long long)change->n_added, (unsigned long long)change->n_removed);
    for (size_t i = 0; i < change->n_shown; i++)
        cs_buf_printf(out, "  %s\n", change->shown[i].text);
    if (change->n_changed > change->n_shown)
        cs_buf_printf(out, "  and %llu more\n",
                      (unsigned long long)(change->n_changed - change->n_shown));
}

/* Whether a file was passed over as this; NULL: nobody could say as what. */
static bool is_passed_as(const struct cs_imported *file, const char *what)
{
    return file->outcome == CS_IMPORT_PASSED_OVER &&
           strcmp(file->tables ? file->tables : "", what ? what : "") == 0;
}

/* "51 taken in, 3 known already, 2 refused", and what was passed over where anything was. */
static void write_sum(const struct cs_import_result *result, struct cs_buf *out)
{
    const size_t *n_with = result->n_with;
    cs_buf_printf(out, "\n%zu imported, %zu already known, %zu refused",
                  n_with[CS_IMPORT_ADDED] + n_with[CS_IMPORT_REPLACED], n_with[CS_IMPORT_KNOWN],
                  n_with[CS_IMPORT_REFUSED]);
    if (n_with[CS_IMPORT_PASSED_OVER])
        cs_buf_printf(out, ", %zu passed over", n_with[CS_IMPORT_PASSED_OVER]);
    cs_buf_putc(out, '\n');
}

enum { PASSED_NAMES = 2 };

/* The files of one kind of those passed over, from the first on: "57 files, each an HTML page: …".
 */
static void write_kind(const struct cs_import_result *result, size_t first, struct cs_buf *out)
{
    const char *what = result->files[first].tables;
    size_t n = 0;
    for (size_t i = first; i < result->n; i++)
        n += is_passed_as(&result->files[i], what);
    cs_buf_printf(out, "  %s: ", what ? what : "no table");
    for (size_t i = first, k = 0; i < result->n && k < PASSED_NAMES; i++)
        if (is_passed_as(&result->files[i], what))
            cs_buf_printf(out, "%s%s", k++ ? ", " : "", cs_import_base_name(result->files[i].path));
    if (n > PASSED_NAMES)
        cs_buf_printf(out, " and %zu more", n - PASSED_NAMES);
    cs_buf_putc(out, '\n');
}

/* By what they are, in the order of their first: a folder may hold hundreds of pages. */
static void write_passed(const struct cs_import_result *result, struct cs_buf *out)
{
    if (result->n_with[CS_IMPORT_PASSED_OVER])
        cs_buf_printf(out, "%sPassed over: no tables, or none with figures that are read\n",
                      out->size ? "\n" : "");
    for (size_t i = 0; i < result->n; i++) {
        bool is_first = result->files[i].outcome == CS_IMPORT_PASSED_OVER;
        for (size_t k = 0; k < i && is_first; k++)
            is_first = !is_passed_as(&result->files[k], result->files[i].tables);
        if (is_first)
            write_kind(result, i, out);
    }
}

static const struct cs_table_column columns[] = {
    {"outcome", "outcome", 0, 0, 0, false},  {"tables", "table", 0, 0, 0, false},
    {"period", "period", 0, 0, 0, false},    {"n_rows", "rows", 1, 0, 0, false},
    {"n_values", "figures", 1, 0, 0, false}, {"file", "file", 0, 0, 0, true}};

enum cs_status cs_import_write_text(const struct cs_import_result *result, struct cs_call *call)
{
    struct cs_table table;
    cs_table_init(&table, call->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < result->n; i++) {
        const struct cs_imported *file = &result->files[i];
        if (file->outcome == CS_IMPORT_PASSED_OVER)
            continue;
        bool has_counts = file->outcome == CS_IMPORT_ADDED || file->outcome == CS_IMPORT_REPLACED;
        cs_table_add_text(&table, outcomes[file->outcome]);
        cs_table_add_text(&table, file->tables ? file->tables : "");
        cs_table_add_text(&table, file->period ? file->period : "");
        if (has_counts) {
            cs_table_add_number(&table, (double)file->change.n_rows, 0);
            cs_table_add_number(&table, (double)file->change.n_values, 0);
        } else {
            cs_table_add_text(&table, "");
            cs_table_add_text(&table, "");
        }
        cs_table_add_text(&table, cs_import_base_name(file->path));
    }
    enum cs_status status = CS_OK;
    if (result->n > result->n_with[CS_IMPORT_PASSED_OVER])
        status = cs_table_print(&table, CS_TABLE_TEXT, call->out, call->diag);
    for (size_t i = 0; i < result->n; i++)
        write_differences(&result->files[i], call->out);
    write_passed(result, call->out);
    write_sum(result, call->out);
    return status;
}
