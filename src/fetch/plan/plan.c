/* From the catalogue, the day and the library to a list of what to ask. */
#include "fetch/plan/plan.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/text.h"
#include "fetch/catalogue/catalogue.h"
#include "fetch/catalogue/edition.h"
#include "fetch/plan/holding.h"
#include "fetch/transfer/landing.h"
#include "fetch/transfer/record.h"
#include "library/library.h"

/* Publishers are early now and then: the edition after the one that is due is asked for, too, when
 * it is due so soon. */
enum { MONTHS_AHEAD = 1 };

struct planning {
    const struct cs_plan_request *request;
    struct cs_arena *arena;
    struct cs_diag *diag;
};

const char *cs_plan_state_name(enum cs_plan_state state)
{
    static const char *const names[] = {"current", "behind", "lacking"};
    return names[state];
}

static bool is_named(const struct cs_plan_request *request, const char *name)
{
    for (size_t i = 0; i < request->n_only; i++)
        if (strcmp(request->only[i], name) == 0)
            return true;
    return false;
}

static enum cs_status check_names(const struct cs_catalogue *catalogue,
                                  const struct cs_plan_request *request, struct cs_arena *arena,
                                  struct cs_diag *diag)
{
    for (size_t i = 0; i < request->n_only; i++) {
        const char *name = request->only[i];
        struct cs_shown shown;
        if (cs_catalogue_find(catalogue, name))
            continue;
        const char *near = cs_catalogue_suggest(catalogue, name, arena);
        return cs_fail(diag, CS_USAGE, NULL,
                       near ? cs_arena_printf(arena, "did you mean '%s'?", near)
                            : "see: careerstat catalogue",
                       "the catalogue has no table '%s'", cs_show(&shown, name, strlen(name)));
    }
    return CS_OK;
}

static void describe(const struct planning *planning, struct cs_plan_item *item)
{
    const struct cs_catalogue_table *table = item->table;
    struct cs_arena *arena = planning->arena;
    const struct cs_plan_request *request = planning->request;
    item->holding = cs_holding_of(table, request->today, request->sources, request->n_sources);
    item->due = cs_edition_due(&table->rule, request->today);
    item->next = cs_edition_published(&table->rule, item->due + 1);
    int shown = item->due == CS_NO_EDITION ? 0 : item->due;
    item->file = cs_catalogue_fill(table, shown, table->file, arena);
    item->address = table->address ? cs_catalogue_fill(table, shown, table->address, arena) : NULL;
    if (item->due != CS_NO_EDITION)
        item->due_label = cs_catalogue_fill(table, item->due, table->rule.label, arena);
    if (item->holding.edition != CS_NO_EDITION)
        item->held_label =
            cs_catalogue_fill(table, item->holding.edition, table->rule.label, arena);
    else
        item->held_label = item->holding.period;
    item->state = !item->holding.n_tables             ? CS_PLAN_LACKING
                  : item->holding.edition < item->due ? CS_PLAN_BEHIND
                                                      : CS_PLAN_CURRENT;
}

/* Whether the bytes of the record are at hand: in the library, or fetched and not yet taken in. */
static enum cs_status find_bytes(const struct planning *planning, struct cs_transfer *transfer)
{
    const struct cs_fetch_record *record =
        cs_fetch_records_find(planning->request->records, transfer->address);
    const char *name = NULL;
    enum cs_status status = CS_OK;
    if (!record || !*record->sha256)
        return CS_OK;
    if (planning->request->library)
        status = cs_library_knows(planning->request->library, record->sha256, planning->arena,
                                  &name, planning->diag);
    transfer->is_held =
        name || cs_landing_is_whole(transfer->path, record->sha256, planning->arena);
    return status;
}

/* A file whose server gives no version comes whole each time it is asked for: once a month will do,
 * as tables come out monthly at most. */
static bool is_asked_enough(const struct planning *planning, const struct cs_transfer *transfer)
{
    const struct cs_fetch_record *record =
        cs_fetch_records_find(planning->request->records, transfer->address);
    char month[16];
    snprintf(month, sizeof month, "%04d-%02d", planning->request->today.year,
             planning->request->today.month);
    return transfer->is_held && !*record->etag && !*record->modified &&
           !planning->request->n_only && cs_starts_with(record->fetched, month);
}

/* is_enough: nothing is to be asked of this edition, nor of earlier ones. */
static enum cs_status add_try(const struct planning *planning, struct cs_plan_item *item,
                              int edition, bool *is_enough)
{
    const struct cs_catalogue_table *table = item->table;
    struct cs_arena *arena = planning->arena;
    struct cs_plan_try *try = &item->tries[item->n_tries];
    try->edition = edition;
    try->label = cs_catalogue_fill(table, edition, table->rule.label, arena);
    try->file = cs_catalogue_fill(table, edition, table->file, arena);
    try->transfer = (struct cs_transfer){
        .address = cs_catalogue_fill(table, edition, table->address, arena),
        .hosts = table->publisher->hosts.items,
        .n_hosts = table->publisher->hosts.n,
        .path = cs_arena_printf(arena, "%s/%s", planning->request->folder, try->file),
        .most_bytes = table->most_bytes};
    if (!try->label || !try->file || !try->transfer.address || !try->transfer.path)
        return cs_fail_memory(planning->diag);
    enum cs_status status = find_bytes(planning, &try->transfer);
    *is_enough = status == CS_OK && is_asked_enough(planning, &try->transfer);
    if (status != CS_OK || *is_enough)
        return status;
    if (item->n_tries)
        item->tries[item->n_tries - 1].transfer.next = &try->transfer;
    item->n_tries++;
    return CS_OK;
}

/* What a person imported is there, under whatever name: asking for the same edition again would
 * bring it a second time. */
static bool is_held_by_hand(const struct planning *planning, const struct cs_plan_item *item,
                            int edition)
{
    const struct cs_catalogue_table *table = item->table;
    if (planning->request->n_only || edition != item->holding.edition)
        return false;
    const char *address = cs_catalogue_fill(table, edition, table->address, planning->arena);
    return address && !cs_fetch_records_find(planning->request->records, address);
}

/* The editions to ask for: from the newest that may be out down to the one that is held, or to the
 * one before the one that is due. */
static enum cs_status add_tries(const struct planning *planning, struct cs_plan_item *item)
{
    const struct cs_catalogue_table *table = item->table;
    bool is_dated = cs_edition_is_in(table->address);
    struct cs_date ahead = cs_date_add_months(planning->request->today, MONTHS_AHEAD);
    int newest = is_dated         ? cs_edition_due(&table->rule, ahead)
                 : item->due >= 0 ? item->due
                                  : 0; /* a file replaced in its place is there on any day */
    int n_back = table->rule.step_months < 12 ? 2 : 1;
    int oldest = is_dated ? item->due - n_back : newest;
    oldest = oldest < item->holding.edition ? item->holding.edition : oldest;
    oldest += is_dated && is_held_by_hand(planning, item, oldest);
    newest = newest < oldest && !is_dated ? oldest : newest;
    item->tries = cs_arena_alloc(planning->arena, CS_PLAN_MOST_TRIES * sizeof *item->tries);
    if (!item->tries)
        return cs_fail_memory(planning->diag);
    enum cs_status status = CS_OK;
    bool is_enough = false;
    for (int edition = newest; edition >= oldest && edition >= 0 && status == CS_OK && !is_enough &&
                               item->n_tries < CS_PLAN_MOST_TRIES;
         edition--)
        status = add_try(planning, item, edition, &is_enough);
    return status;
}

enum cs_status cs_plan_make(struct cs_plan *plan, const struct cs_catalogue *catalogue,
                            const struct cs_plan_request *request, struct cs_arena *arena,
                            struct cs_diag *diag)
{
    struct planning planning = {request, arena, diag};
    enum cs_status status = check_names(catalogue, request, arena, diag);
    *plan = (struct cs_plan){cs_arena_alloc(arena, (catalogue->n + 1) * sizeof *plan->items), 0};
    if (status == CS_OK && !plan->items)
        status = cs_fail_memory(diag);
    for (size_t i = 0; i < catalogue->n && status == CS_OK; i++) {
        const struct cs_catalogue_table *table = &catalogue->tables[i];
        struct cs_plan_item *item = &plan->items[plan->n];
        if (request->n_only && !is_named(request, table->name))
            continue;
        item->table = table;
        describe(&planning, item);
        plan->n++;
        bool is_wanted = request->n_only || !table->is_on_request || item->holding.n_tables;
        if (request->records && table->address && is_wanted)
            status = add_tries(&planning, item);
    }
    return status;
}
