/* The last gate: bytes that arrived whole may still be another table, another year, or a fraction
 * of what they were. */
#include "cli/keep/update_take.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/keep/import_one.h"
#include "cli/keep/import_result.h"
#include "data/dataset.h"
#include "fetch/catalogue/catalogue.h"
#include "fetch/catalogue/edition.h"
#include "fetch/plan/plan.h"
#include "fetch/transfer/transfer.h"
#include "library/library.h"

/* A version with fewer rows than one in so many of what it replaces is no revision. */
enum { LEAST_PART = 2 };

struct expected {
    const struct cs_update_run *run;
    const struct cs_updated *updated;
};

static enum cs_status check_edition(const struct expected *expected, const struct cs_source *source,
                                    struct cs_diag *diag)
{
    const struct cs_catalogue_table *table = expected->updated->item->table;
    const struct cs_plan_try *try = expected->updated->try;
    bool is_told = cs_edition_is_in(table->address) && !table->is_dated_by_name && source->period;
    if (!is_told ||
        cs_edition_of_period(&table->rule, try->edition + 1, source->period) == try->edition)
        return CS_OK;
    return cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                   "it is for %s, but the edition requested is that of %s", source->period,
                   try->label);
}

/* A series ("2015-01 to 2026-10") is the same though it has grown. */
static bool is_same_period(const char *a, const char *b)
{
    return !a || !b || strcmp(a, b) == 0 || (strstr(a, " to ") && strstr(b, " to "));
}

static enum cs_status check_size(const struct expected *expected, const struct cs_source *source,
                                 struct cs_diag *diag)
{
    const struct cs_plan_request *request = &expected->run->request;
    for (size_t i = 0; i < request->n_sources; i++) {
        const struct cs_library_source *old = &request->sources[i];
        bool is_same = strcmp(old->file, expected->updated->try->file) == 0 && old->layout &&
                       strcmp(old->layout, source->layout) == 0 &&
                       is_same_period(old->period, source->period);
        if (is_same && source->n_rows * LEAST_PART < old->n_rows)
            return cs_fail(diag, CS_NO_ANSWER, NULL, NULL,
                           "it has %llu rows, but the version in the library has %llu",
                           (unsigned long long)source->n_rows, (unsigned long long)old->n_rows);
    }
    return CS_OK;
}

static enum cs_status check(void *context, const struct cs_dataset *data, struct cs_diag *diag)
{
    const struct expected *expected = context;
    const struct cs_catalogue_table *table = expected->updated->item->table;
    size_t n_known = 0;
    enum cs_status status = CS_OK;
    for (size_t i = 0; i < data->n_sources && status == CS_OK; i++) {
        const struct cs_source *source = &data->sources[i];
        if (!source->layout || !cs_catalogue_has_layout(table, source->layout))
            continue;
        n_known++;
        status = check_edition(expected, source, diag);
        if (status == CS_OK && data->n_sources == 1)
            status = check_size(expected, source, diag);
    }
    if (status == CS_OK && !n_known)
        status =
            cs_fail(diag, CS_NO_ANSWER, NULL, NULL, "it is read as '%s', which is not this table",
                    data->n_sources && data->sources[0].layout ? data->sources[0].layout
                                                               : "no table that is known");
    return status;
}

/* The first error, with its place. */
static const char *first_error(const struct cs_diag *diag, struct cs_arena *arena)
{
    for (size_t i = 0; i < diag->n_messages; i++) {
        const struct cs_message *message = &diag->messages[i];
        if (message->severity != CS_ERROR)
            continue;
        return message->line ? cs_arena_printf(arena, "line %llu: %s",
                                               (unsigned long long)message->line, message->text)
                             : cs_arena_strdup(arena, message->text);
    }
    return NULL;
}

/* Whether an error is about this file, and not about the one that was read. */
static bool is_about(const struct cs_diag *diag, const char *path)
{
    for (size_t i = 0; i < diag->n_messages; i++)
        if (diag->messages[i].severity == CS_ERROR)
            return diag->messages[i].file && strcmp(diag->messages[i].file, path) == 0;
    return false;
}

static void set_failed(struct cs_updated *updated, const char *reason, const char *hint)
{
    updated->outcome = CS_UPDATE_FAILED;
    updated->reason = reason ? reason : "it is not understood";
    updated->hint = hint;
}

static enum cs_status import(struct cs_update_run *run, struct cs_updated *updated)
{
    static const enum cs_update_outcome outcomes[CS_N_IMPORT_OUTCOMES] = {
        [CS_IMPORT_ADDED] = CS_UPDATE_NEW,
        [CS_IMPORT_KNOWN] = CS_UPDATE_UNCHANGED,
        [CS_IMPORT_REPLACED] = CS_UPDATE_REVISED,
        [CS_IMPORT_REFUSED] = CS_UPDATE_FAILED,
        [CS_IMPORT_PASSED_OVER] = CS_UPDATE_FAILED};
    const struct cs_transfer *transfer = &updated->try->transfer;
    struct expected expected = {run, updated};
    struct cs_arena *arena = run->call->arena;
    struct cs_diag own;
    cs_diag_init(&own);
    run->one.check = check;
    run->one.context = &expected;
    run->one.diag = &own;
    updated->imported = (struct cs_imported){.path = transfer->path};
    enum cs_status status = cs_import_one(&run->one, &updated->imported);
    updated->outcome = outcomes[updated->imported.outcome];
    updated->is_fetched = true;
    if (status != CS_OK && is_about(&own, run->one.path))
        set_failed(updated, cs_arena_printf(arena, "the library: %s", first_error(&own, arena)),
                   "when that is mended: careerstat update --offline");
    else if (status != CS_OK)
        set_failed(updated, first_error(&own, arena),
                   cs_arena_printf(arena, "see: careerstat inspect '%s'", transfer->path));
    else if (updated->outcome == CS_UPDATE_FAILED)
        set_failed(updated, "it has no figures that can be read", NULL);
    else
        unlink(transfer->path);
    cs_diag_clear(&own);
    return status == CS_INTERNAL ? status : CS_OK;
}

/* Nothing came over the network, and the record is of bytes at hand. */
static enum cs_status take_held(struct cs_update_run *run, struct cs_updated *updated)
{
    updated->outcome = CS_UPDATE_UNCHANGED;
    if (access(updated->try->transfer.path, F_OK) == 0)
        return import(run, updated); /* fetched before, and not taken in */
    return CS_OK;
}

enum cs_status cs_update_take(struct cs_update_run *run, struct cs_updated *updated)
{
    const struct cs_plan_item *item = updated->item;
    const struct cs_transfer *transfer = &updated->try->transfer;
    switch (transfer->outcome) {
    case CS_TRANSFER_FETCHED:
        return import(run, updated);
    case CS_TRANSFER_WAITING: /* offline */
    case CS_TRANSFER_UNCHANGED:
        return take_held(run, updated);
    case CS_TRANSFER_NOT_THERE:
        updated->outcome = CS_UPDATE_NOT_OUT;
        if (item->state == CS_PLAN_LACKING || !cs_edition_is_in(item->table->address))
            set_failed(updated, "there is nothing at its address (HTTP 404)",
                       "the publisher may have moved it: see its page");
        return CS_OK;
    case CS_TRANSFER_FAILED:
        break;
    }
    set_failed(updated, transfer->reason, transfer->hint);
    return CS_OK;
}
