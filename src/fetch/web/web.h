/* Requests over HTTP, through libcurl, which is loaded when the first one is made. Answers for: one
 * request and its answer, several at a time, with TLS verified, no redirect followed, and limits on
 * time. What to ask and what an answer means is fetch/transfer's business. Nothing else in the
 * program opens the network. */
#ifndef CS_FETCH_WEB_H
#define CS_FETCH_WEB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

enum { CS_WEB_TEXT_BYTES = 512 };

/* What stands above the body of an answer. Numbers are -1, texts "" where nothing was said. */
struct cs_web_head {
    int status;
    int64_t length;             /* of this body, as sent */
    int64_t range_start, whole; /* of Content-Range */
    bool is_encoded;            /* packed for the way; the body comes unpacked */
    bool says_its_end;          /* a length, or chunks: a cut shows */
    char etag[CS_WEB_TEXT_BYTES], modified[CS_WEB_TEXT_BYTES], type[CS_WEB_TEXT_BYTES];
};

enum cs_web_trouble {
    CS_WEB_FINE,
    CS_WEB_STOPPED,   /* by the receiver */
    CS_WEB_CUT,       /* it ended early */
    CS_WEB_SLOW,      /* too little for too long */
    CS_WEB_UNREACHED, /* no connection */
    CS_WEB_UNSAFE,    /* the host is not proven to be the one it says */
    CS_WEB_BROKEN,    /* anything else */
};

/* How a request ended; texts in the request's arena. */
struct cs_web_end {
    enum cs_web_trouble trouble;
    const char *reason;   /* of a trouble; "" of none */
    const char *redirect; /* where the answer points, absolute; NULL nowhere */
    int64_t retry_after;  /* seconds; -1: nothing was said */
};

struct cs_web_request {
    const char *address, *agent;
    const char *if_none_match, *if_modified_since, *if_range; /* NULL none */
    uint64_t first_byte;   /* of a range to the end; 0: the whole */
    bool takes_packed;     /* the body may come packed for the way */
    int64_t stall_seconds; /* that may pass with next to nothing arriving */
    struct cs_arena *arena;
    void *context;
    /* Once, before the first byte of a body, and at the end of an answer without one. False stops.
     */
    bool (*head)(void *context, const struct cs_web_head *head);
    bool (*body)(void *context, const char *bytes, size_t n_bytes);
};

struct cs_web; /* opaque */

/* Loads libcurl. Errors: CS_IO when it is not installed. Ownership: cs_web_close. */
CS_MUST_USE enum cs_status cs_web_open(struct cs_web **web, struct cs_diag *diag);
void cs_web_close(struct cs_web *web); /* gives up what is under way; NULL is allowed */
/* Begins; the request is borrowed until its end. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_web_start(struct cs_web *web, const struct cs_web_request *request,
                                        struct cs_diag *diag);
/* Lets things happen for at most so long, calling head and body. Sets *ended to the context of a
 * request that has ended, and *end; NULL when none has. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_web_step(struct cs_web *web, int milliseconds, void **ended,
                                       struct cs_web_end *end, struct cs_diag *diag);

#endif
