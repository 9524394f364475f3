/* The only file that knows libcurl, which it loads itself when the first transfer begins
 * (docs/decisions/0008): the library brings thirty others along, and no command but `update` needs
 * it. */
#include "fetch/web/web.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/dynamic.h"
#include "base/number.h"
#include "base/text.h"

#undef curl_easy_setopt
#undef curl_easy_getinfo

enum { CONNECT_SECONDS = 30, MOST_SECONDS = 3600, LEAST_BYTES_PER_SECOND = 30, MOST_WAIT_MS = 250 };

static const char LIBRARY[] = "libcurl.so.4";
/* clang-format off */
#define CALLS(CALL)                                                                     \
    CALL(global_init) CALL(global_cleanup) CALL(easy_init) CALL(easy_cleanup)          \
    CALL(easy_setopt)                                                                   \
    CALL(easy_getinfo) CALL(easy_strerror) CALL(multi_init) CALL(multi_cleanup)         \
    CALL(multi_add_handle) CALL(multi_remove_handle) CALL(multi_perform)                \
    CALL(multi_poll) CALL(multi_info_read) CALL(slist_append) CALL(slist_free_all)
/* clang-format on */
struct calls {
#define CALL(name) __typeof__(curl_##name) *name;
    CALLS(CALL)
#undef CALL
};

/* A request under way. */
struct under_way {
    struct cs_web *web;
    const struct cs_web_request *request;
    CURL *easy;
    struct curl_slist *lines;
    struct cs_web_head head;
    bool has_told_head, is_stopped;
    char trouble[CURL_ERROR_SIZE];
    struct under_way *next;
};

struct cs_web {
    struct calls calls;
    CURLM *multi;
    struct under_way *all;
};

static bool load_calls(struct calls *calls)
{
    static const struct cs_dynamic_call wanted[] = {
#define CALL(name) {"curl_" #name, offsetof(struct calls, name)},
        CALLS(CALL)
#undef CALL
    };
    return cs_dynamic_load(LIBRARY, wanted, sizeof wanted / sizeof *wanted, calls);
}

enum cs_status cs_web_open(struct cs_web **out, struct cs_diag *diag)
{
    struct cs_web *web = calloc(1, sizeof *web);
    *out = NULL;
    if (!web)
        return cs_fail_memory(diag);
    if (!load_calls(&web->calls)) {
        free(web);
        return cs_fail(diag, CS_IO, NULL,
                       "install it (Debian: libcurl4), or fetch by hand: careerstat catalogue",
                       "nothing can be fetched: libcurl is not installed: %s", cs_dynamic_reason());
    }
    if (web->calls.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        web->multi = web->calls.multi_init();
    if (!web->multi) {
        free(web);
        return cs_fail_memory(diag);
    }
    *out = web;
    return CS_OK;
}

/* ---- what the library calls ---- */

/* The value of a header line when it has this name; else a span without a start. */
static struct cs_span value_of(struct cs_span line, const char *name)
{
    size_t n = strlen(name);
    if (line.size <= n || line.start[n] != ':' ||
        !cs_span_equals_nocase((struct cs_span){line.start, n}, name))
        return (struct cs_span){NULL, 0};
    return cs_span_trim((struct cs_span){line.start + n + 1, line.size - n - 1});
}

/* Values that are too long to be kept are as good as none. */
static void keep_text(struct cs_span line, const char *name, char out[CS_WEB_TEXT_BYTES])
{
    struct cs_span value = value_of(line, name);
    if (value.start && value.size < CS_WEB_TEXT_BYTES) {
        memcpy(out, value.start, value.size);
        out[value.size] = '\0';
    }
}

/* "bytes 100-199/200" */
static void keep_range(struct cs_span line, struct cs_web_head *head)
{
    struct cs_span value = value_of(line, "content-range");
    static const char unit[] = "bytes ";
    size_t n = strlen(unit);
    if (!value.start || value.size < n ||
        !cs_span_equals_nocase((struct cs_span){value.start, n}, unit))
        return;
    const char *start = value.start + n, *end = value.start + value.size;
    const char *dash = memchr(start, '-', (size_t)(end - start));
    const char *slash = memchr(start, '/', (size_t)(end - start));
    if (!dash ||
        !cs_integer_parse((struct cs_span){start, (size_t)(dash - start)}, &head->range_start))
        head->range_start = -1;
    if (!slash ||
        !cs_integer_parse((struct cs_span){slash + 1, (size_t)(end - slash - 1)}, &head->whole))
        head->whole = -1;
}

static void begin_head(struct cs_web_head *head)
{
    *head = (struct cs_web_head){.length = -1, .range_start = -1, .whole = -1};
}

static size_t take_line(char *bytes, size_t size, size_t n, void *context)
{
    struct under_way *way = context;
    struct cs_web_head *head = &way->head;
    struct cs_span line = cs_span_trim((struct cs_span){bytes, size * n});
    if (line.size > 5 && memcmp(line.start, "HTTP/", 5) == 0) {
        begin_head(head); /* also after a "100 Continue" or a proxy's answer */
        head->says_its_end = line.start[5] >= '2';
    }
    keep_text(line, "etag", head->etag);
    keep_text(line, "last-modified", head->modified);
    keep_text(line, "content-type", head->type);
    keep_range(line, head);
    struct cs_span encoding = value_of(line, "content-encoding");
    head->is_encoded |= encoding.size && !cs_span_equals_nocase(encoding, "identity");
    head->says_its_end |= value_of(line, "transfer-encoding").size > 0;
    struct cs_span length = value_of(line, "content-length");
    if (length.start && cs_integer_parse(length, &head->length))
        head->says_its_end = true;
    return size * n;
}

static bool tell_head(struct under_way *way)
{
    long status = 0;
    if (way->has_told_head)
        return true;
    way->has_told_head = true;
    way->web->calls.easy_getinfo(way->easy, CURLINFO_RESPONSE_CODE, &status);
    way->head.status = (int)status;
    return way->request->head(way->request->context, &way->head);
}

static size_t take_body(char *bytes, size_t size, size_t n, void *context)
{
    struct under_way *way = context;
    if (tell_head(way) && way->request->body(way->request->context, bytes, size * n))
        return size * n;
    way->is_stopped = true;
    return size * n + 1; /* not what was given: the library gives up */
}

/* ---- requests ---- */

static void add_line(struct under_way *way, const char *name, const char *value)
{
    const char *line = value ? cs_arena_printf(way->request->arena, "%s: %s", name, value) : NULL;
    if (line)
        way->lines = way->web->calls.slist_append(way->lines, line);
}

static void set_way(const struct under_way *way)
{
    CURL *easy = way->easy;
    __typeof__(curl_easy_setopt) *set = way->web->calls.easy_setopt;
    set(easy, CURLOPT_URL, way->request->address);
    set(easy, CURLOPT_USERAGENT, way->request->agent);
    set(easy, CURLOPT_HTTPHEADER, way->lines);
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_FOLLOWLOCATION, 0L); /* each hop is looked at first */
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    set(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    set(easy, CURLOPT_NOSIGNAL, 1L);
    if (way->request->takes_packed)
        set(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
}

static void set_limits(const struct under_way *way)
{
    CURL *easy = way->easy;
    __typeof__(curl_easy_setopt) *set = way->web->calls.easy_setopt;
    set(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    set(easy, CURLOPT_TIMEOUT, (long)MOST_SECONDS);
    set(easy, CURLOPT_LOW_SPEED_LIMIT, (long)LEAST_BYTES_PER_SECOND);
    set(easy, CURLOPT_LOW_SPEED_TIME, (long)way->request->stall_seconds);
}

static void set_receivers(struct under_way *way)
{
    CURL *easy = way->easy;
    __typeof__(curl_easy_setopt) *set = way->web->calls.easy_setopt;
    set(easy, CURLOPT_HEADERFUNCTION, take_line);
    set(easy, CURLOPT_HEADERDATA, way);
    set(easy, CURLOPT_WRITEFUNCTION, take_body);
    set(easy, CURLOPT_WRITEDATA, way);
    set(easy, CURLOPT_ERRORBUFFER, way->trouble);
    set(easy, CURLOPT_PRIVATE, way);
}

static void release(struct under_way *way)
{
    struct calls *calls = &way->web->calls;
    struct under_way **link = &way->web->all;
    while (*link && *link != way)
        link = &(*link)->next;
    if (*link)
        *link = way->next;
    calls->multi_remove_handle(way->web->multi, way->easy);
    calls->easy_cleanup(way->easy);
    calls->slist_free_all(way->lines);
    free(way);
}

enum cs_status cs_web_start(struct cs_web *web, const struct cs_web_request *request,
                            struct cs_diag *diag)
{
    struct under_way *way = calloc(1, sizeof *way);
    if (!way)
        return cs_fail_memory(diag);
    *way = (struct under_way){.web = web, .request = request, .easy = web->calls.easy_init()};
    begin_head(&way->head);
    if (!way->easy) {
        free(way);
        return cs_fail_memory(diag);
    }
    add_line(way, "If-None-Match", request->if_none_match);
    add_line(way, "If-Modified-Since", request->if_modified_since);
    add_line(way, "If-Range", request->if_range);
    if (request->first_byte)
        add_line(way, "Range",
                 cs_arena_printf(request->arena, "bytes=%llu-",
                                 (unsigned long long)request->first_byte));
    set_way(way);
    set_limits(way);
    set_receivers(way);
    way->next = web->all;
    web->all = way;
    return web->calls.multi_add_handle(web->multi, way->easy) == CURLM_OK ? CS_OK
                                                                          : cs_fail_memory(diag);
}

static enum cs_web_trouble judge(CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return CS_WEB_FINE;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return CS_WEB_CUT;
    case CURLE_OPERATION_TIMEDOUT:
        return CS_WEB_SLOW;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return CS_WEB_UNREACHED;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
        return CS_WEB_UNSAFE;
    default:
        return CS_WEB_BROKEN;
    }
}

static void finish(struct under_way *way, CURLcode code, struct cs_web_end *end)
{
    struct calls *calls = &way->web->calls;
    struct cs_arena *arena = way->request->arena;
    const char *redirect = NULL;
    curl_off_t retry_after = 0;
    if (code == CURLE_OK && !tell_head(way))
        way->is_stopped = true;
    calls->easy_getinfo(way->easy, CURLINFO_REDIRECT_URL, &redirect);
    calls->easy_getinfo(way->easy, CURLINFO_RETRY_AFTER, &retry_after);
    const char *reason = code == CURLE_OK ? ""
                         : *way->trouble  ? way->trouble
                                          : calls->easy_strerror(code);
    *end = (struct cs_web_end){.trouble = way->is_stopped ? CS_WEB_STOPPED : judge(code),
                               .reason = cs_arena_strdup(arena, reason),
                               .redirect = redirect ? cs_arena_strdup(arena, redirect) : NULL,
                               .retry_after = retry_after > 0 ? (int64_t)retry_after : -1};
    end->reason = end->reason ? end->reason : "";
    release(way);
}

enum cs_status cs_web_step(struct cs_web *web, int milliseconds, void **ended,
                           struct cs_web_end *end, struct cs_diag *diag)
{
    int n_running = 0, n_left;
    *ended = NULL;
    if (web->calls.multi_perform(web->multi, &n_running) != CURLM_OK)
        return cs_fail(diag, CS_INTERNAL, NULL, NULL, "libcurl has failed");
    CURLMsg *message = web->calls.multi_info_read(web->multi, &n_left);
    if (!message) {
        int wait = milliseconds < MOST_WAIT_MS ? milliseconds : MOST_WAIT_MS;
        web->calls.multi_poll(web->multi, NULL, 0, wait, NULL);
        return CS_OK;
    }
    struct under_way *way = NULL;
    CURLcode code = message->data.result;
    web->calls.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &way);
    *ended = way->request->context;
    finish(way, code, end);
    return CS_OK;
}

void cs_web_close(struct cs_web *web)
{
    if (!web)
        return;
    while (web->all)
        release(web->all);
    web->calls.multi_cleanup(web->multi);
    web->calls.global_cleanup();
    free(web);
}
