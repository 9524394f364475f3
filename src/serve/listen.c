/* Opens listening sockets; apart from http.c, which is handed them. The addresses stand here, in
 * one place: no other can be asked for. */
#include "serve/listen.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/diag.h"

enum { BACKLOG = 128 };

/* -1 with errno. */
static int listen_on(const struct sockaddr *address, socklen_t n_bytes)
{
    int one = 1;
    int fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    bool is_v6 = address->sa_family == AF_INET6;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0 &&
        (!is_v6 || setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one) == 0) &&
        bind(fd, address, n_bytes) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int reason = errno;
    close(fd);
    errno = reason;
    return -1;
}

static enum cs_status fail_port(unsigned port, int reason, struct cs_diag *diag)
{
    if (reason == EADDRINUSE)
        return cs_fail(diag, CS_IO, NULL,
                       "close that program, or choose another port: --port 0 takes any free one",
                       "port %u is in use, perhaps by another careerstat serve: "
                       "http://127.0.0.1:%u/",
                       port, port);
    return cs_fail(diag, CS_IO, NULL,
                   reason == EACCES ? "choose a port above 1023, or --port 0 for any free one"
                                    : NULL,
                   "cannot listen on port %u of this computer: %s", port, strerror(reason));
}

enum cs_status cs_listen_v4(unsigned *port, int *fd, struct cs_diag *diag)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)*port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n_bytes = sizeof address;
    *fd = listen_on((const struct sockaddr *)(const void *)&address, n_bytes);
    if (*fd < 0)
        return fail_port(*port, errno, diag);
    if (getsockname(*fd, (struct sockaddr *)(void *)&address, &n_bytes) == 0)
        *port = ntohs(address.sin_port);
    return CS_OK;
}

int cs_listen_v6(unsigned port)
{
    struct sockaddr_in6 address = {
        .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = in6addr_loopback};
    return listen_on((const struct sockaddr *)(const void *)&address, sizeof address);
}
