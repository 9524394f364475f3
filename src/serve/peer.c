/* /proc/net/tcp lists both ends of a loopback connection; the client's line has its user.
 * Reference: Documentation/networking/proc_net_tcp.rst of Linux. */
#include "serve/peer.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/outfile.h"

enum { END_BYTES = 48, MOST_TABLE_BYTES = 32 << 20 };

bool cs_peer_find(const char *table, const char *local, const char *remote, unsigned long *user)
{
    for (const char *line = table; line; line = strchr(line, '\n')) {
        char ends[2][END_BYTES];
        line += *line == '\n';
        if (sscanf(line, " %*[0-9]: %47[0-9A-F:] %47[0-9A-F:] %*s %*s %*s %*s %lu", ends[0],
                   ends[1], user) == 3 &&
            strcmp(ends[0], local) == 0 && strcmp(ends[1], remote) == 0)
            return true;
    }
    return false;
}

/* An address and port as the table prints them: in words of the machine's own byte order. */
static void print_end(const struct sockaddr *address, unsigned port, char out[END_BYTES])
{
    if (address->sa_family == AF_INET6) {
        uint32_t words[4];
        memcpy(words, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr,
               sizeof words);
        snprintf(out, END_BYTES, "%08X%08X%08X%08X:%04X", words[0], words[1], words[2], words[3],
                 port);
    } else {
        snprintf(out, END_BYTES, "%08X:%04X",
                 ((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr, port);
    }
}

bool cs_peer_is_stranger(const struct sockaddr *peer, unsigned port)
{
    bool is_v6 = peer->sa_family == AF_INET6;
    unsigned peer_port = ntohs(is_v6 ? ((const struct sockaddr_in6 *)(const void *)peer)->sin6_port
                                     : ((const struct sockaddr_in *)(const void *)peer)->sin_port);
    char local[END_BYTES], remote[END_BYTES], *table;
    size_t n_bytes;
    struct cs_diag ignored;
    print_end(peer, peer_port, local);
    print_end(peer, port, remote); /* both ends have the one address of loopback */
    cs_diag_init(&ignored);
    unsigned long user = 0;
    bool is_stranger = false;
    if (cs_read_file(is_v6 ? "/proc/net/tcp6" : "/proc/net/tcp", MOST_TABLE_BYTES, &table, &n_bytes,
                     &ignored) == CS_OK) {
        is_stranger = cs_peer_find(table, local, remote, &user) && user != 0 && user != geteuid();
        free(table);
    }
    cs_diag_clear(&ignored);
    return is_stranger;
}
