/* A file of a publisher brought to disk. Answers for: what to ask, whole, from where it stopped or
 * only if it is another; what the answer means; when to ask again; and that the file has its name
 * only when it is whole. Does not know what is in it. */
#ifndef CS_FETCH_TRANSFER_H
#define CS_FETCH_TRANSFER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "fetch/transfer/record.h"
#include "fetch/web/address.h"
#include "fetch/web/web.h"

enum cs_transfer_outcome {
    CS_TRANSFER_WAITING, /* not yet, or not any more: --offline */
    CS_TRANSFER_FETCHED, /* it is there, whole */
    CS_TRANSFER_UNCHANGED,
    CS_TRANSFER_NOT_THERE, /* nothing at this address */
    CS_TRANSFER_FAILED,    /* reason says why */
};

struct cs_transfer_options {
    const char *agent;
    const char *today; /* "2026-11-30" */
    bool has_contact;
    int64_t stall_seconds; /* that may pass with next to nothing arriving */
    int64_t most_wait_seconds;
};

struct cs_transfer {
    /* what is asked for; borrowed */
    const char *address;
    const char *const *hosts;
    size_t n_hosts;
    const char *path; /* where the whole file goes; PATH.part is the one on its way */
    uint64_t most_bytes;
    bool is_held;             /* the bytes of the record are kept: ask for others only */
    struct cs_transfer *next; /* asked for when there is nothing at the address; NULL nothing */

    /* what came of it; texts in the arena */
    enum cs_transfer_outcome outcome;
    const char *reason, *hint; /* NULL none */
    char sha256[CS_DIGEST_TEXT_BYTES];
    uint64_t n_bytes;    /* of the whole file */
    uint64_t n_received; /* bodies of files, as unpacked */
    unsigned n_requests;
    bool was_continued;

    /* under way */
    const struct cs_transfer_options *options;
    struct cs_fetch_records *records;
    struct cs_diag *diag;
    struct cs_arena *arena;
    struct cs_web_request request;
    const char *at; /* the address after redirects */
    char host[CS_HOST_BYTES];
    int fd;
    int status;          /* of the present answer */
    uint64_t n_there;    /* bytes in the part */
    int64_t n_whole;     /* that it will have; -1 unknown */
    uint64_t n_furthest; /* that any request came */
    unsigned n_in_vain, n_hops;
    bool starts_anew, is_over;
};

/* What to do after a request. */
enum cs_transfer_turn {
    CS_TURN_DONE,
    CS_TURN_AGAIN, /* at once, or after *wait_seconds */
};

/* Makes ready; what belongs to the transfer as a whole. */
void cs_transfer_begin(struct cs_transfer *transfer, const struct cs_transfer_options *options,
                       struct cs_fetch_records *records, struct cs_arena *arena,
                       struct cs_diag *diag);
/* Fills transfer->request with the next request. False: it is over, there is none. */
bool cs_transfer_prepare(struct cs_transfer *transfer);
/* Looks at what the request brought. */
enum cs_transfer_turn cs_transfer_judge(struct cs_transfer *transfer, const struct cs_web_end *end,
                                        int64_t *wait_seconds);

#endif
