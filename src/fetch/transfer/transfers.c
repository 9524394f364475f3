/* The one loop in which things arrive: who may start, whose turn is over, and for how long to wait.
 */
#include "fetch/transfer/transfers.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/diag.h"
#include "fetch/transfer/transfer.h"
#include "fetch/web/address.h"
#include "fetch/web/web.h"

enum { MOST_AT_ONCE = 2, LONGEST_STEP_MS = 1000 };

/* A place in the line. */
struct turn {
    struct cs_transfer
        *transfer; /* the one whose turn it is, of those that are `next` to another */
    bool is_active, is_over;
    int64_t not_before_ms;
    char host[CS_HOST_BYTES]; /* of the request under way or to come */
};

struct run {
    struct cs_web *web;
    struct turn *turns;
    size_t n, n_active, n_over;
    const struct cs_transfers_watcher *watcher;
    struct cs_diag *diag;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_host_busy(const struct run *run, const char *host)
{
    for (size_t i = 0; i < run->n; i++)
        if (run->turns[i].is_active && strcmp(run->turns[i].host, host) == 0)
            return true;
    return false;
}

static void name_host(struct turn *turn)
{
    (void)cs_address_fault(turn->transfer->at, turn->host);
}

static void end_turn(struct run *run, struct turn *turn)
{
    if (turn->transfer->outcome == CS_TRANSFER_NOT_THERE && turn->transfer->next) {
        turn->transfer = turn->transfer->next;
        name_host(turn);
        return;
    }
    turn->is_over = true;
    run->n_over++;
}

static enum cs_status start_turn(struct run *run, struct turn *turn)
{
    if (!cs_transfer_prepare(turn->transfer)) {
        end_turn(run, turn);
        return CS_OK;
    }
    enum cs_status status = cs_web_start(run->web, &turn->transfer->request, run->diag);
    turn->is_active = status == CS_OK;
    run->n_active += turn->is_active;
    return status;
}

/* Starts what may start now. */
static enum cs_status start_turns(struct run *run)
{
    enum cs_status status = CS_OK;
    int64_t now = now_ms();
    for (size_t i = 0; i < run->n && run->n_active < MOST_AT_ONCE && status == CS_OK; i++) {
        struct turn *turn = &run->turns[i];
        if (!turn->is_over && !turn->is_active && turn->not_before_ms <= now &&
            !is_host_busy(run, turn->host))
            status = start_turn(run, turn);
    }
    return status;
}

/* A host that asks for a pause gets it from all. */
static void pause_host(struct run *run, const char *host, int64_t seconds)
{
    int64_t until = now_ms() + 1000 * seconds;
    for (size_t i = 0; i < run->n; i++) {
        struct turn *turn = &run->turns[i];
        if (strcmp(turn->host, host) == 0 && turn->not_before_ms < until)
            turn->not_before_ms = until;
    }
}

static void judge_turn(struct run *run, const void *ended, const struct cs_web_end *end)
{
    struct turn *turn = run->turns;
    int64_t wait_seconds;
    while (turn->transfer != ended || !turn->is_active)
        turn++;
    turn->is_active = false;
    run->n_active--;
    if (cs_transfer_judge(turn->transfer, end, &wait_seconds) == CS_TURN_DONE) {
        end_turn(run, turn);
        return;
    }
    if (wait_seconds)
        pause_host(run, turn->host, wait_seconds);
    name_host(turn);
}

static void look(const struct run *run)
{
    if (!run->watcher->look)
        return;
    for (size_t i = 0; i < run->n; i++) {
        const struct cs_transfer *transfer = run->turns[i].transfer;
        if (!run->turns[i].is_active)
            continue;
        const char *slash = strrchr(transfer->path, '/');
        struct cs_transfers_view view = {
            run->n_over + 1, run->n, slash ? slash + 1 : transfer->path,
            transfer->n_whole > 0 ? (double)transfer->n_there / (double)transfer->n_whole : -1};
        run->watcher->look(run->watcher->context, &view);
        return;
    }
}

static enum cs_status step(struct run *run)
{
    void *ended;
    struct cs_web_end end;
    enum cs_status status = start_turns(run);
    look(run);
    if (status == CS_OK && run->n_over < run->n)
        status = cs_web_step(run->web, LONGEST_STEP_MS, &ended, &end, run->diag);
    else
        ended = NULL;
    if (status == CS_OK && ended)
        judge_turn(run, ended, &end);
    return status;
}

enum cs_status cs_transfers_run(struct cs_transfer *const *transfers, size_t n,
                                const struct cs_transfers_watcher *watcher, struct cs_diag *diag)
{
    struct run run = {.n = n, .watcher = watcher, .diag = diag};
    if (n == 0)
        return CS_OK;
    enum cs_status status = cs_web_open(&run.web, diag);
    run.turns = calloc(n, sizeof *run.turns);
    if (status == CS_OK && !run.turns)
        status = cs_fail_memory(diag);
    for (size_t i = 0; i < n && status == CS_OK; i++) {
        run.turns[i].transfer = transfers[i];
        name_host(&run.turns[i]);
    }
    while (status == CS_OK && run.n_over < run.n)
        status = step(&run);
    cs_web_close(run.web);
    free(run.turns);
    return status;
}
