/* catalogue [TABLE…]: which official tables there are, which of them the library lacks, and where a
 * person finds the files. */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/frame/command.h"
#include "cli/input/library_names.h"
#include "cli/input/workspace.h"
#include "cli/keep/catalogue_input.h"
#include "fetch/catalogue/catalogue.h"
#include "fetch/plan/plan.h"
#include "library/library.h"
#include "render/write/envelope.h"
#include "render/write/json.h"
#include "render/write/table.h"

enum { SCHEMA_VERSION = 1 };

static void put_texts(struct cs_json *json, const char *name, struct cs_catalogue_texts texts)
{
    cs_json_put_array(json, name);
    for (size_t i = 0; i < texts.n; i++)
        cs_json_string(json, texts.items[i]);
    cs_json_end_array(json);
}

static void put_json(struct cs_json *json, const struct cs_plan_item *item, struct cs_arena *arena)
{
    const struct cs_catalogue_table *table = item->table;
    cs_json_begin_object(json);
    cs_json_put_string(json, "name", table->name);
    cs_json_put_string(json, "title", table->title);
    cs_json_put_string(json, "use", table->use);
    cs_json_put_string(json, "publisher", table->publisher->name);
    cs_json_put_string(json, "licence", table->publisher->licence);
    cs_json_put_string(json, "state", cs_plan_state_name(item->state));
    cs_json_put_string_or_null(json, "due", item->due_label);
    cs_json_put_string_or_null(json, "held", item->held_label);
    cs_json_put_string_or_null(json, "imported", item->holding.imported);
    cs_json_put_string(json, "next_due", cs_date_text(item->next, arena));
    cs_json_put_string(json, "file", item->file);
    cs_json_put_string(json, "page", table->page);
    cs_json_put_string_or_null(json, "note", table->note);
    cs_json_put_string_or_null(json, "address", item->address);
    cs_json_put_bool(json, "verified", table->is_verified);
    cs_json_put_bool(json, "on_request", table->is_on_request);
    put_texts(json, "hosts", table->publisher->hosts);
    put_texts(json, "layouts", table->layouts);
    cs_json_end_object(json);
}

static enum cs_status tell_json(struct cs_call *call, const struct cs_plan *plan,
                                const char *library)
{
    struct cs_json json;
    cs_json_init(&json, call->out, CS_JSON_PRETTY);
    cs_envelope_begin(&json, "catalogue", SCHEMA_VERSION);
    if (library)
        cs_json_put_visible(&json, "library", library);
    else
        cs_json_put_null(&json, "library");
    cs_json_put_array(&json, "tables");
    for (size_t i = 0; i < plan->n; i++)
        put_json(&json, &plan->items[i], call->arena);
    cs_json_end_array(&json);
    cs_json_put_array(&json, "sources");
    cs_json_end_array(&json);
    cs_envelope_end(&json, call->diag);
    return cs_json_finish(&json, call->diag);
}

static const struct cs_table_column columns[] = {
    {"state", "state", 0, 0, 0, false},       {"table", "table", 0, 0, 0, true},
    {"held", "held", 0, 0, 0, false},         {"due", "due", 0, 0, 0, false},
    {"next_due", "next due", 0, 0, 2, false}, {"fetched", "fetched", 0, 0, 1, false}};

static const char *describe_way(const struct cs_catalogue_table *table)
{
    return !table->address ? "by hand" : table->is_on_request ? "on request" : "by update";
}

/* What is to be had by hand, for whoever has to: the file and the page. */
static void put_by_hand(struct cs_call *call, const struct cs_plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        const struct cs_plan_item *item = &plan->items[i];
        if (item->state == CS_PLAN_CURRENT || item->table->is_on_request)
            continue;
        cs_buf_puts(call->out, n++ ? "" : "\nFetch these by hand, then: careerstat import FILE…\n");
        cs_buf_printf(call->out, "  %s\n    %s\n", item->file, item->table->page);
    }
}

static enum cs_status tell_list(struct cs_call *call, const struct cs_plan *plan)
{
    struct cs_table table;
    cs_table_init(&table, call->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < plan->n; i++) {
        const struct cs_plan_item *item = &plan->items[i];
        cs_table_add_text(&table, cs_plan_state_name(item->state));
        cs_table_add_text(&table, item->table->name);
        cs_table_add_text(&table, item->held_label ? item->held_label : "");
        cs_table_add_text(&table, item->due_label ? item->due_label : "");
        cs_table_add_text(&table, cs_date_text(item->next, call->arena));
        cs_table_add_text(&table, describe_way(item->table));
    }
    enum cs_status status = cs_table_print(&table, CS_TABLE_TEXT, call->out, call->diag);
    put_by_hand(call, plan);
    cs_buf_puts(call->out, "\ncareerstat catalogue TABLE says more about one.\n");
    return status;
}

static void put_line(struct cs_buf *out, const char *name, const char *text)
{
    if (text)
        cs_buf_printf(out, "  %-10s %s\n", name, text);
}

static void tell_one(struct cs_call *call, const struct cs_plan_item *item)
{
    const struct cs_catalogue_table *table = item->table;
    struct cs_buf *out = call->out;
    cs_buf_printf(out, "%s: %s\n", table->name, table->title);
    put_line(out, "for", table->use);
    put_line(out, "publisher", table->publisher->name);
    put_line(out, "license", table->publisher->licence);
    put_line(out, "due", item->due_label);
    put_line(out, "held",
             item->held_label         ? item->held_label
             : item->holding.n_tables ? "yes"
                                      : "no");
    put_line(out, "next due", cs_date_text(item->next, call->arena));
    put_line(out, "file", item->file);
    put_line(out, "page", table->page);
    put_line(out, "on page", table->note);
    put_line(out, "address",
             item->address ? item->address : "none that a program could use: fetch by hand");
    if (item->address)
        put_line(out, "", table->is_verified ? "(tried)" : "(as linked from the page, not tried)");
    put_line(out, "asks", table->publisher->asks);
    put_line(out, "then", cs_arena_printf(call->arena, "careerstat import '%s'", item->file));
}

static enum cs_status tell(struct cs_call *call, const struct cs_plan *plan, const char *library)
{
    if (cs_call_has(call, "json"))
        return tell_json(call, plan, library);
    if (!call->n_operands)
        return tell_list(call, plan);
    for (size_t i = 0; i < plan->n; i++) {
        cs_buf_puts(call->out, i ? "\n" : "");
        tell_one(call, &plan->items[i]);
    }
    return CS_OK;
}

static enum cs_status run(struct cs_call *call)
{
    struct cs_workspace workspace;
    struct cs_library *library = NULL;
    struct cs_catalogue catalogue;
    struct cs_plan plan;
    struct cs_plan_request request = {.only = call->operands, .n_only = call->n_operands};
    enum cs_status status = cs_workspace_open(&workspace, call);
    const char *path = status == CS_OK ? cs_library_use_path(call) : NULL;
    if (path && access(path, F_OK) == 0) /* else it lacks everything */
        status = cs_library_open(path, CS_LIBRARY_READ, &library, call->diag);
    if (status == CS_OK)
        status = cs_catalogue_input(&workspace, library, &catalogue, &request);
    if (status == CS_OK)
        status = cs_plan_make(&plan, &catalogue, &request, call->arena, call->diag);
    if (status == CS_OK)
        status = tell(call, &plan, path);
    cs_library_close(library);
    cs_workspace_close(&workspace);
    return status;
}

static const struct cs_option options[] = {CS_CATALOGUE_OPTIONS};

static const struct cs_example examples[] = {
    {"careerstat catalogue", "Which official tables there are, and which the library lacks"},
    {"careerstat catalogue oews-state", "Where to find a file by hand, and its exact name"},
};

extern const struct cs_command cs_cmd_catalogue;
const struct cs_command cs_cmd_catalogue = {
    .name = "catalogue",
    .group = CS_GROUP_KEEP,
    .summary = "list the official tables: due, held, and where to find them",
    .usage = "catalogue [TABLE…]",
    .help =
        "Lists every table that careerstat can fetch or knows where to find: the newest edition "
        "that is due by the publisher's rule, the one the library holds, and when the next is due. "
        "For each, it gives the web page and the file's exact name, so that someone behind a "
        "firewall can fetch it by hand and import it. Does not use the network.",
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .options = options,
    .n_options = sizeof options / sizeof *options,
    .shared = CS_SHARED_OUTPUT | CS_SHARED_JSON | CS_SHARED_LIBRARY,
    .names_late = true,
    .max_operands = SIZE_MAX,
    .run = run,
};
