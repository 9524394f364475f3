/* Several transfers, politely. Answers for: at most two at a time and one of a host, pauses that a
 * host asks for kept by all of its transfers, and the address to try where there is nothing. */
#ifndef CS_FETCH_TRANSFERS_H
#define CS_FETCH_TRANSFERS_H

#include "fetch/transfer/transfer.h"

/* Where things are, for a person who waits. */
struct cs_transfers_view {
    size_t number, n; /* the one under way, from 1, of n */
    const char *name; /* of its file */
    double share;     /* of its bytes; negative: unknown */
};
struct cs_transfers_watcher {
    void *context;
    void (*look)(void *context, const struct cs_transfers_view *view); /* NULL: nobody watches */
};

/* Runs n transfers, each begun (and what is `next` to it), to their ends. Errors: CS_IO without
 * libcurl, CS_INTERNAL; what a transfer came to stands in it and is no error here. */
CS_MUST_USE enum cs_status cs_transfers_run(struct cs_transfer *const *transfers, size_t n,
                                            const struct cs_transfers_watcher *watcher,
                                            struct cs_diag *diag);

#endif
