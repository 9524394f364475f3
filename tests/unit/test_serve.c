/* Whom the server answers, what it takes, and what its pages may load. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/outfile.h"
#include "serve/exchange.h"
#include "serve/guard.h"
#include "serve/peer.h"
#include "serve/policy.h"
#include "serve/upload.h"

static void own_hosts(void **state)
{
    static const char *const own[] = {"127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765",
                                      "[::1]:8765"};
    static const char *const foreign[] = {"evil.example:8765",
                                          "127.0.0.1",
                                          "127.0.0.1:80",
                                          "127.0.0.1:87650",
                                          "127.0.0.1:8765.evil.de",
                                          "localhost.:8765",
                                          "127.1:8765",
                                          "0.0.0.0:8765",
                                          "127.0.0.1:8765 ",
                                          "user@localhost:8765",
                                          "localhost:08765",
                                          "",
                                          "[::]:8765",
                                          "127.0.0.1:8765,x",
                                          "http://localhost:8765"};
    (void)state;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        assert_true(cs_guard_is_own_host(own[i], 8765));
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        assert_false(cs_guard_is_own_host(foreign[i], 8765));
    assert_true(cs_guard_is_own_host("localhost", 80));
}

static unsigned judge(const char *method, const char *host, const char *origin, const char *site,
                      const char *mode)
{
    struct cs_guard_facts facts = {.method = method,
                                   .host = host,
                                   .origin = origin,
                                   .fetch_site = site,
                                   .fetch_mode = mode,
                                   .n_hosts = host != NULL,
                                   .port = 8765};
    return cs_guard_judge(&facts).status;
}

static void requests_are_judged(void **state)
{
    static const char host[] = "127.0.0.1:8765";
    (void)state;
    assert_int_equal(judge("GET", host, NULL, NULL, NULL), 0);
    assert_int_equal(judge("HEAD", host, NULL, "none", "navigate"), 0);
    assert_int_equal(judge("GET", NULL, NULL, NULL, NULL), 400);
    assert_int_equal(judge("GET", "evil.example:8765", NULL, NULL, NULL), 403);
    assert_int_equal(judge("PUT", host, NULL, NULL, NULL), 405);
    assert_int_equal(judge("OPTIONS", host, NULL, NULL, NULL), 405);
    /* A link elsewhere may lead here; a picture, a frame's script or a fetch may not. */
    assert_int_equal(judge("GET", host, NULL, "cross-site", "navigate"), 0);
    assert_int_equal(judge("GET", host, NULL, "cross-site", "no-cors"), 403);
    assert_int_equal(judge("GET", host, NULL, "same-site", "cors"), 403);
    assert_int_equal(judge("GET", host, "http://evil.example", NULL, NULL), 403);
    assert_int_equal(judge("POST", host, "http://127.0.0.1:8765", "same-origin", "navigate"), 0);
    assert_int_equal(judge("POST", host, NULL, NULL, NULL), 403);
    assert_int_equal(judge("POST", host, "null", NULL, NULL), 403);
    assert_int_equal(judge("POST", host, "http://localhost:8765", NULL, NULL), 403);
    assert_int_equal(judge("POST", host, "https://127.0.0.1:8765", NULL, NULL), 403);
    assert_int_equal(judge("POST", host, "http://127.0.0.1:8765", "cross-site", "cors"), 403);
    struct cs_guard_facts framed = {.method = "GET",
                                    .host = host,
                                    .n_hosts = 1,
                                    .port = 8765,
                                    .fetch_site = "cross-site",
                                    .fetch_mode = "navigate",
                                    .fetch_dest = "iframe"};
    assert_int_equal(cs_guard_judge(&framed).status, 403);
    framed.fetch_dest = "document";
    assert_int_equal(cs_guard_judge(&framed).status, 0);
    struct cs_guard_facts twice = {.method = "GET", .host = host, .n_hosts = 2, .port = 8765};
    assert_int_equal(cs_guard_judge(&twice).status, 400);
}

static void tokens(void **state)
{
    char a[CS_GUARD_TOKEN_BYTES], b[CS_GUARD_TOKEN_BYTES];
    struct cs_diag diag;
    (void)state;
    cs_diag_init(&diag);
    assert_int_equal(cs_guard_make_token(a, &diag), CS_OK);
    assert_int_equal(cs_guard_make_token(b, &diag), CS_OK);
    assert_int_equal(strlen(a), 64);
    assert_string_not_equal(a, b);
    assert_true(cs_guard_is_token(a, a));
    assert_false(cs_guard_is_token(b, a));
    assert_false(cs_guard_is_token(NULL, a));
    assert_false(cs_guard_is_token("", a));
    b[0] = '\0';
    assert_false(cs_guard_is_token(b, a));
    cs_diag_clear(&diag);
}

/* As the kernel prints it: the server's line first, then the client's. */
static void peers(void **state)
{
    static const char table[] =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  "
        "timeout inode\n"
        "   0: 0100007F:223D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        "
        "0 1 1 0\n"
        "   1: 0100007F:223D 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        "
        "0 2 1 0\n"
        "   2: 0100007F:C350 0100007F:223D 01 00000000:00000000 00:00000000 00000000  1001        "
        "0 3 1 0\n";
    unsigned long user = 0;
    (void)state;
    assert_true(cs_peer_find(table, "0100007F:C350", "0100007F:223D", &user));
    assert_int_equal(user, 1001);
    assert_false(cs_peer_find(table, "0100007F:C351", "0100007F:223D", &user));
    assert_false(cs_peer_find("", "0100007F:C350", "0100007F:223D", &user));
}

static void names_of_files(void **state)
{
    char name[CS_UPLOAD_NAME_BYTES], longest[CS_UPLOAD_NAME_BYTES + 1];
    (void)state;
    assert_true(cs_upload_clean_name("wages 2024.csv", name));
    assert_string_equal(name, "wages 2024.csv");
    assert_true(cs_upload_clean_name("../../etc/passwd", name));
    assert_string_equal(name, "passwd");
    assert_true(cs_upload_clean_name("C:\\Users\\ann\\oesm24st.zip", name));
    assert_string_equal(name, "oesm24st.zip");
    assert_true(cs_upload_clean_name("--library=x", name)); /* stands after "--" */
    assert_false(cs_upload_clean_name("", name));
    assert_false(cs_upload_clean_name("..", name));
    assert_false(cs_upload_clean_name("a/", name));
    assert_false(cs_upload_clean_name("a/..", name));
    assert_false(cs_upload_clean_name(".bashrc", name));
    assert_false(cs_upload_clean_name("a\nb.csv", name));
    assert_false(cs_upload_clean_name("a\x1b[2Jb.csv", name));
    assert_false(cs_upload_clean_name("\xff.csv", name));
    memset(longest, 'a', sizeof longest);
    longest[CS_UPLOAD_NAME_BYTES] = '\0';
    assert_false(cs_upload_clean_name(longest, name));
    longest[CS_UPLOAD_NAME_BYTES - 1] = '\0';
    assert_true(cs_upload_clean_name(longest, name));
}

static const struct cs_exchange_limits limits = {"right", "/tmp", 100};

/* The pieces of a form with a file, as they come over the line. */
static void a_form_with_a_file(void **state)
{
    struct cs_exchange *exchange = cs_exchange_new(&limits, "/import", true);
    (void)state;
    exchange->n_in_address = exchange->n_fields;
    cs_exchange_take_field(exchange, "token", "ri", 0, 2);
    cs_exchange_take_field(exchange, "token", "ght", 2, 3);
    cs_exchange_take_file(exchange, "a.csv", "", 0, 0);
    cs_exchange_take_file(exchange, "a.csv", "x,y\n", 0, 4);
    cs_exchange_take_file(exchange, "a.csv", "1,2\n", 4, 4);
    cs_exchange_take_file(exchange, "b.csv", "z\n", 0, 2);
    cs_exchange_take_file(exchange, "", "", 0, 0); /* a field without a file */
    cs_exchange_finish(exchange);
    assert_int_equal(exchange->refused, 0);
    assert_int_equal(cs_upload_count(exchange->upload), 2);
    assert_string_equal(cs_upload_name(exchange->upload, 0), "a.csv");
    char folder[256], path[512], *text;
    size_t n_bytes;
    struct cs_diag diag;
    struct stat info;
    cs_diag_init(&diag);
    snprintf(folder, sizeof folder, "%s", cs_upload_folder(exchange->upload));
    snprintf(path, sizeof path, "%s/a.csv", folder);
    assert_int_equal(cs_read_file(path, 100, &text, &n_bytes, &diag), CS_OK);
    assert_string_equal(text, "x,y\n1,2\n");
    free(text);
    assert_int_equal(stat(folder, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    snprintf(path, sizeof path, "%s/profile", folder); /* what a browser leaves goes too */
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/profile/link", folder);
    assert_int_equal(symlink("/", path), 0);
    cs_exchange_free(exchange);
    assert_int_equal(access(folder, F_OK), -1);
    cs_diag_clear(&diag);
}

static unsigned refusal_of(struct cs_exchange *exchange)
{
    cs_exchange_finish(exchange);
    unsigned refused = exchange->refused;
    bool has_files = exchange->upload && cs_upload_count(exchange->upload) > 0;
    cs_exchange_free(exchange);
    assert_false(has_files);
    return refused;
}

static void forms_that_are_refused(void **state)
{
    (void)state;
    struct cs_exchange *exchange = cs_exchange_new(&limits, "/import", true);
    cs_exchange_take_file(exchange, "a.csv", "x", 0, 1); /* before the token */
    assert_int_equal(refusal_of(exchange), 403);

    exchange = cs_exchange_new(&limits, "/import", true);
    cs_exchange_take_field(exchange, "token", "wrong", 0, 5);
    cs_exchange_take_file(exchange, "a.csv", "x", 0, 1);
    assert_int_equal(refusal_of(exchange), 403);

    exchange = cs_exchange_new(&limits, "/import", true); /* in the address it is worth nothing */
    cs_exchange_take_field(exchange, "token", "right", 0, 5);
    exchange->n_in_address = exchange->n_fields;
    assert_int_equal(refusal_of(exchange), 403);

    exchange = cs_exchange_new(&limits, "/import", true);
    cs_exchange_take_field(exchange, "token", "right", 0, 5);
    cs_exchange_take_file(exchange, "..", "x", 0, 1);
    assert_int_equal(refusal_of(exchange), 400);

    exchange = cs_exchange_new(&limits, "/import", true);
    cs_exchange_count(exchange, 60);
    cs_exchange_count(exchange, 60);
    assert_int_equal(refusal_of(exchange), 413);
}

static void fields_have_limits(void **state)
{
    (void)state;
    char *text = calloc(1, CS_EXCHANGE_FIELD_BYTES + 2);
    memset(text, 'a', CS_EXCHANGE_FIELD_BYTES + 1);
    struct cs_exchange *exchange = cs_exchange_new(&limits, "/", false);
    cs_exchange_take_field(exchange, "q", text, 0, CS_EXCHANGE_FIELD_BYTES);
    assert_int_equal(exchange->refused, 0);
    assert_string_equal(cs_exchange_value(exchange, "q", 0) + CS_EXCHANGE_FIELD_BYTES - 1, "a");
    assert_null(cs_exchange_value(exchange, "p", 0));
    cs_exchange_take_field(exchange, "q", text, 0, CS_EXCHANGE_FIELD_BYTES + 1);
    assert_int_equal(refusal_of(exchange), 400);
    free(text);

    exchange = cs_exchange_new(&limits, "/", false);
    for (int i = 0; i < CS_EXCHANGE_MOST_FIELDS; i++)
        cs_exchange_take_field(exchange, "q", "a", 0, 1);
    assert_int_equal(exchange->refused, 0);
    cs_exchange_take_field(exchange, "q", "a", 0, 1);
    assert_int_equal(refusal_of(exchange), 400);

    exchange = cs_exchange_new(&limits, "/", false);
    cs_exchange_take_field(exchange, "q", "a\0b", 0, 3);
    assert_int_equal(refusal_of(exchange), 400);
}

/* The hash is Python's: base64(sha256("@media …")). */
static void pages_fit_the_policy(void **state)
{
    static const char html[] =
        "<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n"
        "<style>\nbody{}\n</style>\n</head><body>\n<div class=\"page\">\n"
        "<style>@media screen and (prefers-color-scheme:dark){.a{fill:#123456}}</style>\n"
        "<style>@media screen and (prefers-color-scheme:dark){.a{fill:url(//evil)}}</style>\n"
        "<style>body{display:none}</style>\n<script>steal()</script>\n"
        "<script>\ngo()\n</script>\n</body>";
    struct cs_policy_page page = {
        html, "body{}", "go()", "<link>", "<script src=a></script>", "<nav></nav>"};
    struct cs_buf out, styles;
    (void)state;
    cs_buf_init(&out);
    cs_buf_init(&styles);
    cs_policy_fit(&page, &out, &styles);
    assert_string_equal(cs_buf_text(&out),
                        "<head>\n\n<link>\n</head><body>\n<nav></nav><div class=\"page\">\n"
                        "<style>@media screen and (prefers-color-scheme:dark){.a{fill:#123456}}"
                        "</style>\n<style>@media screen and (prefers-color-scheme:dark)"
                        "{.a{fill:url(//evil)}}</style>\n<style>body{display:none}</style>\n"
                        "<script>steal()</script>\n<script src=a></script>\n</body>");
    assert_string_equal(cs_buf_text(&styles),
                        " 'sha256-gKaU9X9RYqJ9V/hiyYDhlgWmjkAzMDt1F2Bo5bfRstA='");
    cs_buf_clear(&out);
    cs_buf_clear(&styles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_hosts),
        cmocka_unit_test(requests_are_judged),
        cmocka_unit_test(tokens),
        cmocka_unit_test(peers),
        cmocka_unit_test(names_of_files),
        cmocka_unit_test(a_form_with_a_file),
        cmocka_unit_test(forms_that_are_refused),
        cmocka_unit_test(fields_have_limits),
        cmocka_unit_test(pages_fit_the_policy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
