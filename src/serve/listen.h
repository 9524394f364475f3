/* Sockets that only programs of this computer can reach. */
#ifndef CS_SERVE_LISTEN_H
#define CS_SERVE_LISTEN_H

#include "base/diag.h"
#include "base/status.h"

/* Listens on 127.0.0.1. *port 0 takes any free one and says which. Ownership: close *fd.
 * Errors: CS_IO for a port that is taken or not allowed. */
CS_MUST_USE enum cs_status cs_listen_v4(unsigned *port, int *fd, struct cs_diag *diag);
/* The same on ::1; -1 where that cannot be had: browsers then take the other. */
int cs_listen_v6(unsigned port);

#endif
