/* Whose program is at the other end of a connection over loopback. Answers for: reading it in the
 * kernel's table, so that other users of the same computer are not served. */
#ifndef CS_SERVE_PEER_H
#define CS_SERVE_PEER_H

#include <stdbool.h>
#include <sys/socket.h>

/* Whether the connection comes from a program of another user; root may do anything. A peer that
 * the table does not name (it has gone, or there is no table) is no stranger.
 * Requires: an IPv4 or IPv6 loopback address. `port` is the server's. */
bool cs_peer_is_stranger(const struct sockaddr *peer, unsigned port);

/* The user of the socket `local` connected to `remote` ("0100007F:1F90") in the text of
 * /proc/net/tcp or tcp6; false when no line has both. */
bool cs_peer_find(const char *table, const char *local, const char *remote, unsigned long *user);

#endif
