/* A strict reading of addresses: what is not plainly one of ours is refused before anything is
 * opened. Apart from the transfer so that it can be tried without a network. */
#include "fetch/web/address.h"

#include <string.h>

#include "base/text.h"

/* Names of hosts and numbers: nothing that a reader or a resolver could take for something else. */
static bool is_host_byte(char c)
{
    return cs_is_alnum(c) || c == '.' || c == '-';
}

static bool is_this_machine(const char *host)
{
    size_t n_plain = strspn(host, "0123456789.");
    return strcmp(host, "localhost") == 0 || (cs_starts_with(host, "127.") && !host[n_plain]);
}

const char *cs_address_fault(const char *address, char host[CS_HOST_BYTES])
{
    static const char safe[] = "https://", plain[] = "http://";
    bool is_safe = cs_starts_with(address, safe);
    size_t n = 0;
    host[0] = '\0';
    for (const char *p = address; *p; p++)
        if ((unsigned char)*p <= ' ' || (unsigned char)*p == 0x7f || *p == '\\')
            return "holds a blank or a control character";
    if (!is_safe && !cs_starts_with(address, plain))
        return "is no https address";
    const char *start = address + (is_safe ? strlen(safe) : strlen(plain));
    while (is_host_byte(start[n]) && n + 1 < CS_HOST_BYTES) {
        host[n] = cs_to_lower(start[n]);
        n++;
    }
    host[n] = '\0';
    const char *rest = start + n;
    if (*rest == ':')
        rest += 1 + strspn(rest + 1, "0123456789");
    if (n == 0 || (*rest && *rest != '/' && *rest != '?'))
        return "has no plain host";
    return is_safe || is_this_machine(host) ? NULL : "is not https";
}

bool cs_address_is_among(const char *host, const char *const *hosts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (cs_equals_nocase(host, hosts[i]))
            return true;
    return false;
}
