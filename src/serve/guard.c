/* The rules for requests, apart from the connection they come over, so that each can be tried with
 * words alone. Reference: Fetch Metadata (W3C); RFC 9112, 3.2 (Host). */
#include "serve/guard.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/diag.h"
#include "base/text.h"

bool cs_guard_is_own_host(const char *host, unsigned port)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    char own[32];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(own, sizeof own, "%s:%u", names[i], port);
        if (cs_equals_nocase(host, own) || (port == 80 && cs_equals_nocase(host, names[i])))
            return true;
    }
    return false;
}

/* "http://HOST" of a form on our own page, to the same HOST it was sent to. */
static bool is_own_origin(const struct cs_guard_facts *facts)
{
    static const char scheme[] = "http://";
    return facts->origin && cs_starts_with(facts->origin, scheme) &&
           cs_equals_nocase(facts->origin + sizeof scheme - 1, facts->host);
}

static bool is_word(const char *value, const char *wanted)
{
    return value && strcmp(value, wanted) == 0;
}

/* Another site may link to a page, but neither frame nor fetch one. */
static bool is_foreign_fetch(const struct cs_guard_facts *facts)
{
    bool is_own = !facts->fetch_site || is_word(facts->fetch_site, "same-origin") ||
                  is_word(facts->fetch_site, "none");
    return !is_own && !(is_word(facts->fetch_mode, "navigate") &&
                        (!facts->fetch_dest || is_word(facts->fetch_dest, "document")));
}

struct cs_guard_verdict cs_guard_judge(const struct cs_guard_facts *facts)
{
    static const struct cs_guard_verdict fine = {0, NULL};
    bool is_post = strcmp(facts->method, "POST") == 0;
    if (facts->n_hosts != 1 || !facts->host)
        return (struct cs_guard_verdict){400, "A request needs one Host header."};
    if (!cs_guard_is_own_host(facts->host, facts->port))
        return (struct cs_guard_verdict){
            403, "This server is only for this computer: open http://127.0.0.1 with its port."};
    if (!is_post && strcmp(facts->method, "GET") != 0 && strcmp(facts->method, "HEAD") != 0)
        return (struct cs_guard_verdict){405, "Only GET, HEAD and POST are understood."};
    if (is_foreign_fetch(facts))
        return (struct cs_guard_verdict){403, "Another site may not load parts of these pages."};
    if (is_post ? !is_own_origin(facts) : facts->origin && !is_own_origin(facts))
        return (struct cs_guard_verdict){403, "Another site may not send forms to this server."};
    return fine;
}

enum cs_status cs_guard_make_token(char out[CS_GUARD_TOKEN_BYTES], struct cs_diag *diag)
{
    unsigned char bytes[(CS_GUARD_TOKEN_BYTES - 1) / 2];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return cs_fail(diag, CS_INTERNAL, NULL, NULL, "the system provides no random numbers");
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    return CS_OK;
}

bool cs_guard_is_token(const char *given, const char *token)
{
    size_t n = strlen(token);
    if (!given || strlen(given) != n)
        return false;
    unsigned char difference = 0;
    for (size_t i = 0; i < n; i++)
        difference |= (unsigned char)(given[i] ^ token[i]);
    return difference == 0;
}
