/* One file, request by request. A part on disk is continued only under the validators that its
 * first bytes came with; when in doubt it starts anew. */
#include "fetch/transfer/transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/text.h"
#include "fetch/transfer/landing.h"
#include "fetch/transfer/record.h"
#include "fetch/web/address.h"
#include "fetch/web/web.h"

enum { MOST_IN_VAIN = 4, MOST_REQUESTS = 40, MOST_HOPS = 5, LONGEST_PAUSE = 16 };

static void fail(struct cs_transfer *transfer, const char *reason, const char *hint)
{
    if (transfer->is_over)
        return;
    transfer->is_over = true;
    transfer->outcome = CS_TRANSFER_FAILED;
    transfer->reason = reason ? reason : "out of memory";
    transfer->hint = hint;
}

static void close_part(struct cs_transfer *transfer)
{
    if (transfer->fd >= 0)
        close(transfer->fd);
    transfer->fd = -1;
}

void cs_transfer_begin(struct cs_transfer *transfer, const struct cs_transfer_options *options,
                       struct cs_fetch_records *records, struct cs_arena *arena,
                       struct cs_diag *diag)
{
    transfer->options = options;
    transfer->records = records;
    transfer->arena = arena;
    transfer->diag = diag;
    transfer->at = transfer->address;
    transfer->fd = -1;
    transfer->n_whole = -1;
}

/* What a part may be continued under: an exact version, or else a date. */
static const char *choose_range_condition(const struct cs_fetch_record *record)
{
    if (*record->etag && !cs_starts_with(record->etag, "W/"))
        return record->etag;
    return *record->modified ? record->modified : NULL;
}

static bool check_address(struct cs_transfer *transfer)
{
    const char *fault = cs_address_fault(transfer->at, transfer->host);
    bool is_first = transfer->n_hops == 0;
    if (fault)
        fail(transfer,
             cs_arena_printf(transfer->arena, is_first ? "the address %s" : "it redirects: that %s",
                             fault),
             NULL);
    else if (!cs_address_is_among(transfer->host, transfer->hosts, transfer->n_hosts))
        fail(transfer,
             cs_arena_printf(transfer->arena,
                             is_first
                                 ? "%s is not one of the publisher's hosts"
                                 : "it redirects to %s, which is not one of the publisher's hosts",
                             transfer->host),
             "fetch it by hand");
    return !transfer->is_over;
}

bool cs_transfer_prepare(struct cs_transfer *transfer)
{
    const struct cs_fetch_record *record =
        cs_fetch_records_find(transfer->records, transfer->address);
    struct cs_web_request *request = &transfer->request;
    if (transfer->is_over || !check_address(transfer))
        return false;
    *request = (struct cs_web_request){.address = transfer->at,
                                       .agent = transfer->options->agent,
                                       .stall_seconds = transfer->options->stall_seconds,
                                       .arena = transfer->arena,
                                       .context = transfer,
                                       .head = cs_landing_take_head,
                                       .body = cs_landing_take_body};
    const struct cs_fetch_record *part = cs_landing_part(transfer);
    const char *condition = part && !part->is_packed ? choose_range_condition(part) : NULL;
    transfer->n_there =
        condition && !transfer->starts_anew ? cs_landing_size(transfer, part->n_bytes) : 0;
    transfer->status = 0;
    if (transfer->n_there) {
        request->first_byte = transfer->n_there;
        request->if_range = condition;
    } else if (transfer->is_held && record && *record->sha256) {
        request->if_none_match = *record->etag ? record->etag : NULL;
        request->if_modified_since = !*record->etag && *record->modified ? record->modified : NULL;
    }
    request->takes_packed = !request->first_byte;
    transfer->starts_anew = false;
    transfer->n_requests++;
    return true;
}

/* ---- what an answer means ---- */

/* Asks again, later each time, unless that has been in vain too often. */
static enum cs_transfer_turn ask_again(struct cs_transfer *transfer, int64_t retry_after,
                                       const char *reason, int64_t *wait_seconds)
{
    bool is_further = transfer->n_there > transfer->n_furthest;
    transfer->n_in_vain = is_further ? 0 : transfer->n_in_vain + 1;
    transfer->n_furthest = is_further ? transfer->n_there : transfer->n_furthest;
    if (retry_after > transfer->options->most_wait_seconds)
        fail(transfer,
             cs_arena_printf(transfer->arena, "%s, and asks for a pause of %lld seconds", reason,
                             (long long)retry_after),
             "run this again after that");
    else if (transfer->n_in_vain >= MOST_IN_VAIN || transfer->n_requests >= MOST_REQUESTS)
        fail(transfer,
             cs_arena_printf(transfer->arena, "%s, requested %u times", reason,
                             transfer->n_requests),
             "run this again later: what has arrived is kept");
    if (transfer->is_over)
        return CS_TURN_DONE;
    int64_t pause = transfer->n_in_vain ? 1LL << (transfer->n_in_vain - 1) : 1;
    pause = pause > LONGEST_PAUSE ? LONGEST_PAUSE : pause;
    *wait_seconds = retry_after > pause ? retry_after : pause;
    return CS_TURN_AGAIN;
}

static enum cs_transfer_turn follow(struct cs_transfer *transfer, const char *redirect)
{
    if (++transfer->n_hops > MOST_HOPS || !redirect) {
        fail(transfer, redirect ? "it redirects in circles" : "it redirects to nowhere", NULL);
        return CS_TURN_DONE;
    }
    transfer->at = redirect;
    return CS_TURN_AGAIN;
}

static void refuse(struct cs_transfer *transfer)
{
    fail(transfer,
         cs_arena_printf(transfer->arena, "the publisher refuses it (HTTP %d)", transfer->status),
         transfer->options->has_contact
             ? "fetch it by hand"
             : "say whom to contact with --contact, or fetch it by hand");
}

static enum cs_transfer_turn judge_status(struct cs_transfer *transfer,
                                          const struct cs_web_end *end, int64_t *wait_seconds)
{
    const char *reason =
        cs_arena_printf(transfer->arena, "the server answers HTTP %d", transfer->status);
    switch (transfer->status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return follow(transfer, end->redirect);
    case 304:
        if (!transfer->request.if_none_match && !transfer->request.if_modified_since)
            fail(transfer, "the server says that it is unchanged, although it was not asked", NULL);
        else
            transfer->outcome = CS_TRANSFER_UNCHANGED;
        break;
    case 404:
    case 410:
        transfer->outcome = CS_TRANSFER_NOT_THERE;
        break;
    case 401:
    case 403:
        refuse(transfer);
        break;
    case 416: /* the file is another, or shorter than what is there */
        transfer->starts_anew = true;
        return ask_again(transfer, end->retry_after, reason, wait_seconds);
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
        return ask_again(transfer, end->retry_after, reason, wait_seconds);
    default:
        fail(transfer, reason, NULL);
    }
    transfer->is_over = true;
    return CS_TURN_DONE;
}

static enum cs_transfer_turn judge_trouble(struct cs_transfer *transfer,
                                           const struct cs_web_end *end, int64_t *wait_seconds)
{
    const char *reason =
        cs_arena_printf(transfer->arena, "%s%s%s",
                        end->trouble == CS_WEB_CUT         ? "the transfer was cut off"
                        : end->trouble == CS_WEB_SLOW      ? "the server is too slow"
                        : end->trouble == CS_WEB_UNREACHED ? "the server cannot be reached"
                        : end->trouble == CS_WEB_UNSAFE    ? "the server cannot prove who it is"
                                                           : "the transfer failed",
                        *end->reason ? ": " : "", end->reason);
    if (end->trouble == CS_WEB_UNSAFE || end->trouble == CS_WEB_BROKEN) {
        fail(transfer, reason, NULL);
        return CS_TURN_DONE;
    }
    return ask_again(transfer, -1, reason, wait_seconds);
}

enum cs_transfer_turn cs_transfer_judge(struct cs_transfer *transfer, const struct cs_web_end *end,
                                        int64_t *wait_seconds)
{
    bool is_file = transfer->status == 200 || transfer->status == 206;
    *wait_seconds = 0;
    close_part(transfer);
    if (transfer->is_over)
        return CS_TURN_DONE; /* while it was arriving */
    if (transfer->starts_anew)
        return ask_again(transfer, -1, "the file changed while it was arriving", wait_seconds);
    if (end->trouble != CS_WEB_FINE && (is_file || !transfer->status))
        return judge_trouble(transfer, end, wait_seconds);
    if (!is_file)
        return judge_status(transfer, end, wait_seconds);
    const char *hint = NULL, *fault = cs_landing_finish(transfer, &hint);
    if (transfer->starts_anew)
        return ask_again(transfer, -1, fault, wait_seconds);
    if (fault)
        fail(transfer, fault, hint);
    else
        transfer->outcome = CS_TRANSFER_FETCHED;
    transfer->is_over = true;
    return CS_TURN_DONE;
}
