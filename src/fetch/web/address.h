/* Addresses that may be asked for. Answers for: what of an address counts (its host, and whether
 * the way there is safe), and which hosts belong to a publisher. */
#ifndef CS_FETCH_ADDRESS_H
#define CS_FETCH_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

enum { CS_HOST_BYTES = 256 };

/* Why an address may not be asked for, as the end of a sentence ("is not https"); NULL when it may:
 * https with a plain host and no user, or http to this machine itself. host: its name, lower case,
 * without a port. */
const char *cs_address_fault(const char *address, char host[CS_HOST_BYTES]);
/* Whether the host is one of n, exactly. */
bool cs_address_is_among(const char *host, const char *const *hosts, size_t n);

#endif
