/* Whom a server on this computer answers. Answers for: requests that another site has sent through
 * the visitor's browser (a foreign Host: DNS rebinding; a foreign Origin), the methods there are,
 * and the token that a request needs to change something. Only looks at words: no connection. */
#ifndef CS_SERVE_GUARD_H
#define CS_SERVE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/status.h"

enum { CS_GUARD_TOKEN_BYTES = 65 };

/* Header fields as they came; NULL: not there. */
struct cs_guard_facts {
    const char *method, *host, *origin;
    const char *fetch_site, *fetch_mode, *fetch_dest; /* Sec-Fetch-…: no script can set them */
    size_t n_hosts;                                   /* how many Host fields there are */
    unsigned port;                                    /* the server's own */
};

struct cs_guard_verdict {
    unsigned status; /* of HTTP: 400, 403, 405; 0 when the request may go on */
    const char *words;
};
struct cs_guard_verdict cs_guard_judge(const struct cs_guard_facts *facts);

/* Whether "HOST:PORT" is this server: localhost, 127.0.0.1 or [::1] with its port. */
bool cs_guard_is_own_host(const char *host, unsigned port);

/* 64 hexadecimal digits that nobody can guess. Errors: CS_INTERNAL. */
CS_MUST_USE enum cs_status cs_guard_make_token(char out[CS_GUARD_TOKEN_BYTES],
                                               struct cs_diag *diag);
/* Takes as long for a wrong token as for the right one. NULL is wrong. */
bool cs_guard_is_token(const char *given, const char *token);

#endif
