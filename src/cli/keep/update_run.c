/* Fetching first, then taking in, in the order of the catalogue: what has arrived whole is found
 * again by the next update when this one is ended in between. */
#include "cli/keep/update_run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "base/text.h"
#include "cli/frame/command.h"
#include "cli/frame/progress.h"
#include "cli/keep/catalogue_input.h"
#include "cli/keep/import_one.h"
#include "cli/keep/update_result.h"
#include "cli/keep/update_take.h"
#include "fetch/catalogue/catalogue.h"
#include "fetch/catalogue/edition.h"
#include "fetch/plan/plan.h"
#include "fetch/transfer/record.h"
#include "fetch/transfer/transfer.h"
#include "fetch/transfer/transfers.h"
#include "library/library.h"

/* What an update that was killed has left half written: nobody else writes here. */
static int is_leftover(const struct dirent *entry)
{
    return cs_starts_with(entry->d_name, ".state.json.");
}

static void sweep(const struct cs_update_run *run)
{
    struct dirent **entries;
    int n = scandir(run->folder, &entries, is_leftover, NULL);
    for (int i = 0; i < n; i++) {
        const char *path =
            cs_arena_printf(run->call->arena, "%s/%s", run->folder, entries[i]->d_name);
        if (path)
            unlink(path);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
}

/* One update at a time: two would write the same parts. The lock goes with the program. */
static enum cs_status lock_folder(struct cs_update_run *run)
{
    struct cs_call *call = run->call;
    enum cs_status status = cs_make_folders(run->folder, call->diag);
    const char *path = cs_arena_printf(call->arena, "%s/lock", run->folder);
    if (status != CS_OK || !path)
        return status != CS_OK ? status : cs_fail_memory(call->diag);
    run->lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (run->lock < 0)
        return cs_fail(call->diag, CS_IO, &(struct cs_place){.file = path}, NULL,
                       "cannot be written: %s", strerror(errno));
    if (flock(run->lock, LOCK_EX | LOCK_NB) == 0) {
        sweep(run);
        return CS_OK;
    }
    return cs_fail(call->diag, CS_IO, &(struct cs_place){.file = path},
                   "wait until it has finished", "another update of this library is under way");
}

static enum cs_status make_plan(struct cs_update_run *run)
{
    struct cs_call *call = run->call;
    run->folder = cs_arena_printf(call->arena, "%s.update", run->one.path);
    enum cs_status status = run->folder ? CS_OK : cs_fail_memory(call->diag);
    if (status == CS_OK)
        status =
            cs_catalogue_input(run->workspace, run->one.library, &run->catalogue, &run->request);
    run->transfer.today = cs_date_text(run->request.today, call->arena);
    if (status == CS_OK && !run->is_dry)
        status = lock_folder(run);
    const char *path = cs_arena_printf(call->arena, "%s/state.json", run->folder);
    if (status == CS_OK)
        status = path ? cs_fetch_records_open(&run->records, path, call->arena, call->diag)
                      : cs_fail_memory(call->diag);
    run->request.records = &run->records;
    run->request.folder = run->folder;
    return status == CS_OK
               ? cs_plan_make(&run->plan, &run->catalogue, &run->request, call->arena, call->diag)
               : status;
}

static void look(void *context, const struct cs_transfers_view *view)
{
    struct cs_call *call = context;
    cs_progress_step(call->progress,
                     (struct cs_progress_step){"file", view->number, view->n, view->name,
                                               view->share > 0 ? view->share : 0});
}

static enum cs_status fetch(struct cs_update_run *run)
{
    struct cs_call *call = run->call;
    struct cs_transfers_watcher watcher = {call, look};
    struct cs_transfer **line = cs_arena_alloc(call->arena, (run->plan.n + 1) * sizeof *line);
    size_t n = 0;
    if (!line)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < run->plan.n; i++) {
        struct cs_plan_item *item = &run->plan.items[i];
        for (size_t k = 0; k < item->n_tries; k++)
            cs_transfer_begin(&item->tries[k].transfer, &run->transfer, &run->records, call->arena,
                              call->diag);
        if (item->n_tries)
            line[n++] = &item->tries[0].transfer;
    }
    return cs_transfers_run(line, n, &watcher, call->diag);
}

/* The edition that something came of: the first that was there, or failed. */
static const struct cs_plan_try *find_try(const struct cs_plan_item *item, bool is_offline)
{
    const struct cs_plan_try *last = NULL;
    for (size_t k = 0; k < item->n_tries; k++) {
        last = &item->tries[k];
        if (is_offline ? last->transfer.is_held : last->transfer.outcome != CS_TRANSFER_NOT_THERE)
            return last;
    }
    return is_offline ? NULL : last;
}

/* Why nobody is to be asked for a table. */
static enum cs_update_outcome judge_unasked(const struct cs_plan_item *item)
{
    if (!item->table->address)
        return CS_UPDATE_BY_HAND;
    if (item->holding.n_tables)
        return CS_UPDATE_HELD;
    return item->table->is_on_request ? CS_UPDATE_ON_REQUEST : CS_UPDATE_NOT_OUT;
}

static enum cs_status judge(struct cs_update_run *run, struct cs_updated *updated)
{
    const struct cs_plan_item *item = updated->item;
    updated->outcome = run->is_dry ? CS_UPDATE_TO_ASK : CS_UPDATE_OFFLINE;
    if (!item->n_tries)
        updated->outcome = judge_unasked(item);
    if (!item->n_tries || run->is_dry)
        return CS_OK;
    updated->try = find_try(item, run->is_offline);
    enum cs_status status = updated->try ? cs_update_take(run, updated) : CS_OK;
    if (updated->outcome == CS_UPDATE_UNCHANGED && updated->try->edition < item->due)
        updated->outcome =
            CS_UPDATE_NOT_OUT; /* the one that is due: an earlier one is all there is */
    return status;
}

/* The edition of a file that is replaced in its place is known when it was read, not before. */
static const char *name_edition(const struct cs_update_run *run, const struct cs_updated *updated)
{
    const struct cs_plan_item *item = updated->item;
    const struct cs_catalogue_table *table = item->table;
    enum cs_update_outcome outcome = updated->outcome;
    bool is_held = outcome == CS_UPDATE_UNCHANGED || outcome == CS_UPDATE_HELD;
    bool is_taken = outcome == CS_UPDATE_NEW || outcome == CS_UPDATE_REVISED;
    const char *label = item->due_label;
    if (updated->try && cs_edition_is_in(table->address))
        label = outcome == CS_UPDATE_NOT_OUT ? item->due_label : updated->try->label;
    else if (is_held)
        label = item->held_label;
    else if (is_taken && updated->imported.period) {
        int edition = cs_edition_of_period(&table->rule, item->due + 2, updated->imported.period);
        label = edition == CS_NO_EDITION
                    ? updated->imported.period
                    : cs_catalogue_fill(table, edition, table->rule.label, run->call->arena);
    }
    return label ? label : "";
}

static enum cs_status judge_all(struct cs_update_run *run)
{
    struct cs_call *call = run->call;
    struct cs_update_result *result = &run->result;
    enum cs_status status = CS_OK;
    result->tables = cs_arena_alloc(call->arena, (run->plan.n + 1) * sizeof *result->tables);
    if (!result->tables)
        return cs_fail_memory(call->diag);
    for (size_t i = 0; i < run->plan.n && status == CS_OK; i++) {
        struct cs_updated *updated = &result->tables[result->n++];
        updated->item = &run->plan.items[i];
        if (!run->is_dry)
            cs_progress_step(call->progress,
                             (struct cs_progress_step){"table", i + 1, run->plan.n,
                                                       updated->item->table->name, 0});
        status = judge(run, updated);
        updated->edition = name_edition(run, updated);
    }
    cs_update_count(result);
    return status;
}

enum cs_status cs_update_run(struct cs_update_run *run)
{
    run->lock = -1;
    enum cs_status status = cs_import_one_open(&run->one, run->call);
    if (status == CS_OK)
        status = make_plan(run);
    if (status == CS_OK && !run->is_dry && !run->is_offline)
        status = fetch(run);
    if (status == CS_OK)
        status = judge_all(run);
    cs_import_one_close(&run->one);
    return status;
}

void cs_update_run_close(struct cs_update_run *run)
{
    cs_import_one_close(&run->one);
    if (run->lock >= 0)
        close(run->lock);
    run->lock = -1;
}
