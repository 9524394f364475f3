/* The report of an update, for a person, for cron and for a program. */
#include "cli/keep/update_result.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/frame/command.h"
#include "cli/keep/catalogue_input.h"
#include "cli/keep/import_result.h"
#include "fetch/plan/plan.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"

enum { SCHEMA_VERSION = 1 };

static const char *const outcomes[CS_N_UPDATE_OUTCOMES] = {
    "new",    "revised", "unchanged",  "held",   "not out yet",
    "failed", "by hand", "on request", "to ask", "not asked"};

void cs_update_count(struct cs_update_result *result)
{
    for (size_t i = 0; i < result->n; i++) {
        const struct cs_plan_item *item = result->tables[i].item;
        result->n_with[result->tables[i].outcome]++;
        for (size_t k = 0; k < item->n_tries; k++) {
            result->n_bytes += item->tries[k].transfer.n_received;
            result->n_requests += item->tries[k].transfer.n_requests;
        }
    }
}

enum cs_status cs_update_status(const struct cs_update_result *result)
{
    const size_t *n_with = result->n_with;
    size_t n_fine = n_with[CS_UPDATE_NEW] + n_with[CS_UPDATE_REVISED] +
                    n_with[CS_UPDATE_UNCHANGED] + n_with[CS_UPDATE_HELD] +
                    n_with[CS_UPDATE_NOT_OUT];
    if (n_with[CS_UPDATE_FAILED])
        return n_fine ? CS_NO_ANSWER : CS_IO;
    return result->guides.n_stale ? CS_NO_ANSWER : CS_OK;
}

static const char *file_of(const struct cs_updated *table)
{
    return table->try ? table->try->file : table->item->file;
}

/* ---- text ---- */

static const struct cs_table_column columns[] = {{"outcome", "outcome", 0, 0, 0, true},
                                                 {"table", "table", 0, 0, 0, true},
                                                 {"edition", "edition", 0, 0, 0, false},
                                                 {"n_rows", "rows", 1, 0, 1, false},
                                                 {"n_values", "figures", 1, 0, 0, false}};

static void add_row(struct cs_table *table, const struct cs_updated *updated)
{
    bool has_counts = updated->outcome == CS_UPDATE_NEW || updated->outcome == CS_UPDATE_REVISED;
    cs_table_add_text(table, outcomes[updated->outcome]);
    cs_table_add_text(table, updated->item->table->name);
    cs_table_add_text(table, updated->edition);
    if (has_counts) {
        cs_table_add_number(table, (double)updated->imported.change.n_rows, 0);
        cs_table_add_number(table, (double)updated->imported.change.n_values, 0);
    } else {
        cs_table_add_text(table, "");
        cs_table_add_text(table, "");
    }
}

static void put_changes(const struct cs_updated *updated, struct cs_buf *out)
{
    const struct cs_library_change *change = &updated->imported.change;
    if (updated->outcome != CS_UPDATE_REVISED)
        return;
    cs_buf_printf(out, "\n%s was revised: %llu figures changed, %llu new, %llu gone\n",
                  updated->item->table->name, (unsigned long long)change->n_changed,
                  (unsigned long long)change->n_added, (unsigned long long)change->n_removed);
    for (size_t i = 0; i < change->n_shown; i++)
        cs_buf_printf(out, "  %s\n", change->shown[i].text);
    if (change->n_changed > change->n_shown)
        cs_buf_printf(out, "  and %llu more\n",
                      (unsigned long long)(change->n_changed - change->n_shown));
}

static bool is_to_be_had_by_hand(const struct cs_updated *updated)
{
    bool is_left = updated->outcome == CS_UPDATE_BY_HAND || updated->outcome == CS_UPDATE_OFFLINE;
    return (updated->outcome == CS_UPDATE_FAILED && !updated->is_fetched) ||
           (is_left && updated->item->state != CS_PLAN_CURRENT &&
            !updated->item->table->is_on_request);
}

static void put_by_hand(const struct cs_update_result *result, struct cs_buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < result->n; i++) {
        const struct cs_updated *updated = &result->tables[i];
        if (!is_to_be_had_by_hand(updated))
            continue;
        cs_buf_puts(out, n++ ? "" : "\nFetch these by hand, then: careerstat import FILE…\n");
        cs_buf_printf(out, "  %s\n    %s\n", file_of(updated), updated->item->table->page);
    }
}

static void put_guides(const struct cs_update_result *result, struct cs_buf *out)
{
    if (!result->has_guides)
        return;
    cs_buf_printf(out, "\n%zu of %zu marked guides %s stale%s\n", result->guides.n_stale,
                  result->guides.n, result->guides.n_stale == 1 ? "is" : "are",
                  result->guides.n_stale ? ":" : "");
    for (size_t i = 0; i < result->guides.n; i++) {
        const struct cs_stale_guide *guide = &result->guides.items[i];
        if (!guide->n_stale)
            continue;
        cs_buf_puts(out, "  ");
        cs_buf_put_visible(out, guide->path, strlen(guide->path), 4096);
        cs_buf_printf(out, ": %zu of %zu figures\n", guide->n_stale, guide->n_markers);
        for (size_t k = 0; k < guide->n_sentences; k++)
            cs_buf_printf(out, "    %s\n", guide->sentences[k]);
    }
    if (result->guides.n_stale)
        cs_buf_puts(out, "careerstat refresh brings them up to date\n");
}

static void put_sum(const struct cs_update_result *result, struct cs_buf *out)
{
    const size_t *n_with = result->n_with;
    cs_buf_printf(out, "\n%zu new, %zu revised, %zu unchanged, %zu failed; %u requests, %.1f MB\n",
                  n_with[CS_UPDATE_NEW], n_with[CS_UPDATE_REVISED],
                  n_with[CS_UPDATE_UNCHANGED] + n_with[CS_UPDATE_NOT_OUT], n_with[CS_UPDATE_FAILED],
                  result->n_requests, (double)result->n_bytes / 1e6);
}

/* What --dry-run would ask for. */
static void put_addresses(const struct cs_update_result *result, struct cs_buf *out)
{
    for (size_t i = 0; i < result->n; i++) {
        const struct cs_updated *updated = &result->tables[i];
        for (size_t k = 0; k < updated->item->n_tries && updated->outcome == CS_UPDATE_TO_ASK;
             k++) {
            const struct cs_plan_try *try = &updated->item->tries[k];
            cs_buf_printf(out, "%s%s%s\n", k ? "  else " : "\n", try->transfer.address,
                          try->transfer.is_held ? " (if it changed)" : "");
        }
    }
}

enum cs_status cs_update_write_text(const struct cs_update_result *result, struct cs_call *call)
{
    struct cs_table table;
    cs_table_init(&table, call->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < result->n; i++)
        add_row(&table, &result->tables[i]);
    enum cs_status status = cs_table_print(&table, CS_TABLE_TEXT, call->out, call->diag);
    for (size_t i = 0; i < result->n; i++)
        put_changes(&result->tables[i], call->out);
    put_addresses(result, call->out);
    put_by_hand(result, call->out);
    put_guides(result, call->out);
    if (!result->n_with[CS_UPDATE_TO_ASK])
        put_sum(result, call->out);
    return status;
}

/* ---- JSON ---- */

static void put_table(struct cs_json *json, const struct cs_updated *updated)
{
    const struct cs_plan_item *item = updated->item;
    const struct cs_library_change *change = &updated->imported.change;
    uint64_t n_bytes = 0;
    unsigned n_requests = 0;
    for (size_t k = 0; k < item->n_tries; k++) {
        n_bytes += item->tries[k].transfer.n_received;
        n_requests += item->tries[k].transfer.n_requests;
    }
    cs_json_begin_object(json);
    cs_json_put_string(json, "table", item->table->name);
    cs_json_put_string(json, "outcome", outcomes[updated->outcome]);
    cs_json_put_string(json, "edition", updated->edition);
    cs_json_put_string_or_null(json, "held", item->held_label);
    cs_json_put_string(json, "file", file_of(updated));
    cs_json_put_string(json, "page", item->table->page);
    cs_json_put_string_or_null(json, "address",
                               updated->try ? updated->try->transfer.address : item->address);
    cs_json_put_array(json, "tries");
    for (size_t k = 0; k < item->n_tries; k++)
        cs_json_string(json, item->tries[k].transfer.address);
    cs_json_end_array(json);
    if (updated->reason)
        cs_json_put_visible(json, "reason", updated->reason);
    else
        cs_json_put_null(json, "reason");
    cs_json_put_integer(json, "n_requests", n_requests);
    cs_json_put_integer(json, "n_bytes", (int64_t)n_bytes);
    cs_json_put_integer(json, "n_rows", (int64_t)change->n_rows);
    cs_json_put_integer(json, "n_values", (int64_t)change->n_values);
    cs_json_put_integer(json, "n_added", (int64_t)change->n_added);
    cs_json_put_integer(json, "n_removed", (int64_t)change->n_removed);
    cs_json_put_integer(json, "n_changed", (int64_t)change->n_changed);
    cs_json_put_array(json, "differences");
    for (size_t k = 0; k < change->n_shown; k++)
        cs_json_string(json, change->shown[k].text);
    cs_json_end_array(json);
    cs_json_end_object(json);
}

static void put_guides_json(struct cs_json *json, const struct cs_update_result *result)
{
    if (!result->has_guides) {
        cs_json_put_null(json, "guides");
        return;
    }
    cs_json_put_array(json, "guides");
    for (size_t i = 0; i < result->guides.n; i++) {
        const struct cs_stale_guide *guide = &result->guides.items[i];
        cs_json_begin_object(json);
        cs_json_put_visible(json, "file", guide->path);
        cs_json_put_integer(json, "n_markers", (int64_t)guide->n_markers);
        cs_json_put_integer(json, "n_stale", (int64_t)guide->n_stale);
        cs_json_put_array(json, "changes");
        for (size_t k = 0; k < guide->n_sentences; k++)
            cs_json_string(json, guide->sentences[k]);
        cs_json_end_array(json);
        cs_json_end_object(json);
    }
    cs_json_end_array(json);
}

enum cs_status cs_update_write_json(const struct cs_update_result *result, const char *library,
                                    struct cs_call *call)
{
    struct cs_json json;
    const size_t *n_with = result->n_with;
    cs_json_init(&json, call->out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "update", SCHEMA_VERSION);
    cs_json_put_visible(&json, "library", library);
    cs_json_put_integer(&json, "n_new", (int64_t)n_with[CS_UPDATE_NEW]);
    cs_json_put_integer(&json, "n_revised", (int64_t)n_with[CS_UPDATE_REVISED]);
    cs_json_put_integer(&json, "n_unchanged", (int64_t)n_with[CS_UPDATE_UNCHANGED]);
    cs_json_put_integer(&json, "n_failed", (int64_t)n_with[CS_UPDATE_FAILED]);
    cs_json_put_integer(&json, "n_requests", result->n_requests);
    cs_json_put_integer(&json, "n_bytes", (int64_t)result->n_bytes);
    cs_json_put_array(&json, "tables");
    for (size_t i = 0; i < result->n; i++)
        put_table(&json, &result->tables[i]);
    cs_json_end_array(&json);
    put_guides_json(&json, result);
    cs_json_put_array(&json, "sources");
    cs_json_end_array(&json);
    cs_envelope_end(&json, call->diag);
    return cs_json_finish(&json, call->diag);
}
