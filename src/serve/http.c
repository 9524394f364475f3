/* The only file that knows libmicrohttpd, which it loads itself when a server is started: it brings
 * GnuTLS along, and no other command wants a socket (docs/decisions/0008). */
#include "serve/http.h"

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <microhttpd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/dynamic.h"
#include "base/number.h"
#include "base/text.h"
#include "serve/exchange.h"
#include "serve/guard.h"
#include "serve/listen.h"
#include "serve/peer.h"

enum {
    MOST_CONNECTIONS = 128,
    IDLE_SECONDS = 15,
    WORK_SECONDS = 900, /* an import may take a while, in which nothing goes over the line */
    HEADER_BYTES = 32 << 10,
    FORM_BYTES = 16 << 10, /* of a piece of a form */
};

static const char LIBRARY[] = "libmicrohttpd.so.12";
/* clang-format off */
#define CALLS(CALL)                                                                           \
    CALL(start_daemon) CALL(stop_daemon) CALL(lookup_connection_value)                        \
    CALL(get_connection_values_n) CALL(get_connection_info) CALL(set_connection_option)       \
    CALL(create_response_from_buffer) CALL(add_response_header) CALL(queue_response)          \
    CALL(destroy_response) CALL(create_post_processor) CALL(post_process)                     \
    CALL(destroy_post_processor)
/* clang-format on */
struct calls {
#define CALL(name) __typeof__(MHD_##name) *name;
    CALLS(CALL)
#undef CALL
};

struct cs_http {
    struct cs_http_options options;
    struct calls calls;
    struct MHD_Daemon *daemons[2]; /* of 127.0.0.1, and of ::1 where there is one */
    pthread_mutex_t lock;
    long second; /* in which requests are counted, under the lock */
    unsigned n_requests;
};

/* What libmicrohttpd keeps for us with a request. */
struct request {
    struct cs_http *http;
    struct cs_exchange *exchange;
    struct MHD_PostProcessor *form;
};

static enum cs_status load_calls(struct calls *calls, struct cs_diag *diag)
{
    static const struct cs_dynamic_call wanted[] = {
#define CALL(name) {"MHD_" #name, offsetof(struct calls, name)},
        CALLS(CALL)
#undef CALL
    };
    return cs_dynamic_load(LIBRARY, wanted, sizeof wanted / sizeof *wanted, calls)
               ? CS_OK
               : cs_fail(diag, CS_IO, NULL, "install it (Debian: libmicrohttpd12)",
                         "libmicrohttpd is not installed: %s", cs_dynamic_reason());
}

/* ---- What comes in ---- */

static const char *header(const struct cs_http *http, struct MHD_Connection *connection,
                          const char *name)
{
    return http->calls.lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static enum MHD_Result count_host(void *context, enum MHD_ValueKind kind, const char *name,
                                  size_t name_bytes, const char *value, size_t value_bytes)
{
    size_t *n = context;
    (void)kind, (void)value, (void)value_bytes;
    *n += cs_span_equals_nocase((struct cs_span){name, name_bytes}, "host");
    return MHD_YES;
}

static enum MHD_Result take_argument(void *context, enum MHD_ValueKind kind, const char *name,
                                     size_t name_bytes, const char *value, size_t value_bytes)
{
    struct cs_exchange *exchange = context;
    (void)kind;
    if (strlen(name) != name_bytes)
        cs_exchange_refuse(exchange, 400, "The address has a field without a proper name.");
    cs_exchange_take_field(exchange, name, value ? value : "", 0, value ? value_bytes : 0);
    return exchange->refused ? MHD_NO : MHD_YES;
}

static enum MHD_Result take_part(void *context, enum MHD_ValueKind kind, const char *name,
                                 const char *file_name, const char *type, const char *encoding,
                                 const char *bytes, uint64_t offset, size_t n_bytes)
{
    struct request *request = context;
    (void)kind, (void)type, (void)encoding;
    if (file_name)
        cs_exchange_take_file(request->exchange, file_name, bytes, offset, n_bytes);
    else
        cs_exchange_take_field(request->exchange, name ? name : "", bytes, offset, n_bytes);
    return request->exchange->refused ? MHD_NO : MHD_YES;
}

/* Whether this second has had more than its share. */
static bool is_too_many(struct cs_http *http)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    pthread_mutex_lock(&http->lock);
    if (http->second != now.tv_sec)
        http->n_requests = 0;
    http->second = now.tv_sec;
    bool is_over = ++http->n_requests > http->options.most_requests_a_second;
    pthread_mutex_unlock(&http->lock);
    return is_over;
}

static void judge(struct cs_http *http, struct MHD_Connection *connection, const char *method,
                  struct cs_exchange *exchange)
{
    struct cs_guard_facts facts = {.method = method,
                                   .host = header(http, connection, "Host"),
                                   .origin = header(http, connection, "Origin"),
                                   .fetch_site = header(http, connection, "Sec-Fetch-Site"),
                                   .fetch_mode = header(http, connection, "Sec-Fetch-Mode"),
                                   .fetch_dest = header(http, connection, "Sec-Fetch-Dest"),
                                   .port = http->options.port};
    http->calls.get_connection_values_n(connection, MHD_HEADER_KIND, count_host, &facts.n_hosts);
    struct cs_guard_verdict verdict = cs_guard_judge(&facts);
    if (verdict.status)
        cs_exchange_refuse(exchange, verdict.status, verdict.words);
    if (strlen(exchange->path) > CS_EXCHANGE_PATH_BYTES)
        cs_exchange_refuse(exchange, 414, "The address is too long.");
    if (is_too_many(http))
        cs_exchange_refuse(exchange, 429, "Too many requests at once: try again in a second.");
    const char *length = header(http, connection, "Content-Length");
    int64_t n_bytes = 0;
    if (length && (!cs_integer_parse(cs_span_of(length), &n_bytes) ||
                   n_bytes > (int64_t)http->options.limits.most_body_bytes))
        cs_exchange_refuse(exchange, 413, "Together, these files are too large.");
    if (!exchange->is_post && (n_bytes > 0 || header(http, connection, "Transfer-Encoding")))
        cs_exchange_refuse(exchange, 400, "A request for a page must not have a body.");
}

/* The first call for a request: only its head is there. */
static enum MHD_Result begin(struct cs_http *http, struct MHD_Connection *connection,
                             const char *path, const char *method, void **state)
{
    bool is_post = strcmp(method, "POST") == 0;
    struct request *request = calloc(1, sizeof *request);
    if (!request)
        return MHD_NO;
    *state = request;
    request->http = http;
    request->exchange = cs_exchange_new(&http->options.limits, path, is_post);
    if (!request->exchange)
        return MHD_NO;
    judge(http, connection, method, request->exchange);
    if (!request->exchange->refused)
        http->calls.get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, take_argument,
                                            request->exchange);
    request->exchange->n_in_address = request->exchange->n_fields;
    if (!is_post || request->exchange->refused)
        return MHD_YES;
    request->form = http->calls.create_post_processor(connection, FORM_BYTES, take_part, request);
    if (!request->form)
        cs_exchange_refuse(request->exchange, 415, "The form cannot be read.");
    return MHD_YES;
}

/* ---- What goes out ---- */

static void put_headers(const struct cs_http *http, struct MHD_Response *response,
                        const struct cs_answer *answer)
{
    static const char *const always[][2] = {
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"}, /* none at all would make a form's Origin "null" */
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cache-Control", "no-cache"},
    };
    struct cs_buf text;
    cs_buf_init(&text);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        http->calls.add_response_header(response, always[i][0], always[i][1]);
    cs_buf_printf(&text,
                  "default-src 'self'; style-src 'self'%s; img-src 'self' data:; object-src "
                  "'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
                  cs_buf_text(&answer->styles));
    http->calls.add_response_header(response, "Content-Security-Policy", cs_buf_text(&text));
    http->calls.add_response_header(response, "Content-Type",
                                    answer->type ? answer->type : "text/html; charset=utf-8");
    if (answer->location.size)
        http->calls.add_response_header(response, "Location", cs_buf_text(&answer->location));
    if (answer->retry_after)
        http->calls.add_response_header(response, "Retry-After", answer->retry_after);
    if (answer->file_name.size) {
        cs_buf_reset(&text);
        cs_buf_printf(&text, "attachment; filename=\"%s\"", cs_buf_text(&answer->file_name));
        http->calls.add_response_header(response, "Content-Disposition", cs_buf_text(&text));
    }
    cs_buf_clear(&text);
}

static void answer_refused(const struct cs_exchange *exchange, struct cs_answer *answer)
{
    answer->status = exchange->refused;
    answer->type = "text/plain; charset=utf-8";
    answer->retry_after = exchange->refused == 429 ? "1" : NULL;
    cs_buf_printf(&answer->body, "%s\n", exchange->words);
}

static enum MHD_Result reply(struct request *request, struct MHD_Connection *connection)
{
    struct cs_http *http = request->http;
    struct cs_answer answer;
    cs_answer_init(&answer);
    if (!request->exchange->refused)
        http->options.answer(http->options.context, request->exchange, &answer);
    else
        answer_refused(request->exchange, &answer);
    if (answer.body.failed)
        cs_buf_reset(&answer.body), answer.status = 500;
    size_t n_bytes = answer.body.size;
    char *bytes = n_bytes ? cs_buf_take(&answer.body) : NULL;
    struct MHD_Response *response = http->calls.create_response_from_buffer(
        n_bytes, bytes, bytes ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_NO;
    if (response) {
        put_headers(http, response, &answer);
        result = http->calls.queue_response(connection, answer.status, response);
        http->calls.destroy_response(response);
    }
    cs_answer_clear(&answer);
    return result;
}

/* ---- libmicrohttpd's calls ---- */

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *bytes, size_t *n_bytes, void **state)
{
    struct cs_http *http = context;
    struct request *request = *state;
    (void)version;
    if (!request) {
        enum MHD_Result result = begin(http, connection, path, method, state);
        request = *state;
        /* A refusal is told at once: the body is not waited for. */
        return result == MHD_YES && request->exchange->refused ? reply(request, connection)
                                                               : result;
    }
    if (*n_bytes) {
        cs_exchange_count(request->exchange, *n_bytes);
        if (!request->exchange->refused && request->form &&
            http->calls.post_process(request->form, bytes, *n_bytes) == MHD_NO)
            cs_exchange_refuse(request->exchange, 400, "The form cannot be read.");
        *n_bytes = 0;
        bool is_endless = request->exchange->n_body_bytes > http->options.limits.most_body_bytes;
        return is_endless ? MHD_NO : MHD_YES; /* of another refused one the rest is read over */
    }
    if (request->form)
        http->calls.destroy_post_processor(request->form);
    request->form = NULL;
    cs_exchange_finish(request->exchange);
    http->calls.set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT,
                                      (unsigned)WORK_SECONDS);
    enum MHD_Result result = reply(request, connection);
    http->calls.set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT,
                                      (unsigned)IDLE_SECONDS);
    return result;
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode how)
{
    struct cs_http *http = context;
    struct request *request = *state;
    (void)connection, (void)how;
    if (!request)
        return;
    if (request->form)
        http->calls.destroy_post_processor(request->form);
    cs_exchange_free(request->exchange);
    free(request);
    *state = NULL;
}

static enum MHD_Result on_connect(void *context, const struct sockaddr *peer, socklen_t n_bytes)
{
    const struct cs_http *http = context;
    (void)n_bytes;
    return cs_peer_is_stranger(peer, http->options.port) ? MHD_NO : MHD_YES;
}

static struct MHD_Daemon *start_daemon(struct cs_http *http, int fd)
{
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL;
    return http->calls.start_daemon(
        flags, 0, on_connect, http, on_request, http, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, http, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_END);
}

static enum cs_status start(struct cs_http *http, struct cs_diag *diag)
{
    int fd = -1;
    enum cs_status status = load_calls(&http->calls, diag);
    if (status == CS_OK)
        status = cs_listen_v4(&http->options.port, &fd, diag);
    if (status != CS_OK)
        return status;
    http->daemons[0] = start_daemon(http, fd);
    if (!http->daemons[0])
        return cs_fail(diag, CS_INTERNAL, NULL, NULL, "the server could not be started");
    fd = cs_listen_v6(http->options.port);
    http->daemons[1] = fd >= 0 ? start_daemon(http, fd) : NULL;
    return CS_OK;
}

enum cs_status cs_http_start(const struct cs_http_options *options, struct cs_http **out,
                             struct cs_diag *diag)
{
    struct cs_http *http = calloc(1, sizeof *http);
    *out = NULL;
    if (!http)
        return cs_fail_memory(diag);
    http->options = *options;
    pthread_mutex_init(&http->lock, NULL);
    enum cs_status status = start(http, diag);
    if (status == CS_OK)
        *out = http;
    else
        cs_http_stop(http);
    return status;
}

unsigned cs_http_port(const struct cs_http *http)
{
    return http->options.port;
}

void cs_http_stop(struct cs_http *http)
{
    if (!http)
        return;
    for (size_t i = 0; i < 2; i++)
        if (http->daemons[i])
            http->calls.stop_daemon(http->daemons[i]);
    pthread_mutex_destroy(&http->lock);
    free(http);
}
