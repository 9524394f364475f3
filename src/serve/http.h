/* HTTP/1.1 over loopback, for the browser of this computer's user. Answers for: connections, their
 * number, size and time, the checks of guard.h and peer.h before anything is looked at, and the
 * headers that keep a page to itself. What is answered is the caller's. */
#ifndef CS_SERVE_HTTP_H
#define CS_SERVE_HTTP_H

#include "base/diag.h"
#include "base/status.h"
#include "serve/exchange.h"

struct cs_http; /* opaque */

struct cs_http_options {
    unsigned port; /* 0: any free one */
    struct cs_exchange_limits limits;
    unsigned most_requests_a_second;
    /* Fills the answer, whose body is initialized. Called from many threads at a time. */
    void (*answer)(void *context, const struct cs_exchange *exchange, struct cs_answer *answer);
    void *context;
};

/* Listens and answers from then on. Borrows the options' texts. Ownership: cs_http_stop.
 * Errors: CS_IO for a port that is taken, and where libmicrohttpd is not installed. */
CS_MUST_USE enum cs_status cs_http_start(const struct cs_http_options *options,
                                         struct cs_http **out, struct cs_diag *diag);
unsigned cs_http_port(const struct cs_http *http);
/* Closes what listens, waits for the answers under way, frees. NULL is allowed. */
void cs_http_stop(struct cs_http *http);

#endif
