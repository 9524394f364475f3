/* The template language: values, sections, sentences that vanish, marks that do not match. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "render/report/template.h"

static enum cs_status value(void *context, struct cs_span call, struct cs_buf *out,
                            bool *is_present, struct cs_diag *diag)
{
    (void)context;
    (void)diag;
    if (cs_span_equals(call, "bad"))
        return CS_USAGE;
    *is_present = !cs_span_equals(call, "none");
    if (out && *is_present)
        cs_buf_put(out, call.start, call.size);
    return CS_OK;
}

#define TWICE(name) "{{> " name "}}{{> " name "}}"
#define TEN(name) TWICE(name) TWICE(name) TWICE(name) TWICE(name) TWICE(name)
#define SEVENTY(name) TEN(name) TEN(name) TEN(name) TEN(name) TEN(name) TEN(name) TEN(name)
static char long_text[(1 << 20) + 1]; /* of blanks */

static const char *file(void *context, const char *name)
{
    (void)context;
    if (strcmp(name, "loop.txt") == 0)
        return "{{> loop.txt}}";
    if (strcmp(name, "long.txt") == 0)
        return long_text;
    if (name[0] == 'n' && name[1] >= '1' && name[1] <= '9') { /* each takes in the next ten times */
        static const char *const next[] = {TEN("n2"), TEN("n3"), TEN("n4"), TEN("part.txt")};
        return name[1] <= '4' ? next[name[1] - '1'] : NULL;
    }
    return strcmp(name, "part.txt") == 0 ? "<{{a}}>" : NULL;
}

static enum cs_status fill(const char *text, struct cs_buf *out, struct cs_diag *diag)
{
    struct cs_template_host host = {NULL, value, file};
    cs_buf_reset(out);
    return cs_template_fill(text, "t.html", &host, out, diag);
}

static void templates_are_filled(void **state)
{
    static const struct {
        const char *text, *filled;
    } cases[] = {
        {"plain", "plain"},
        {"a {{a b=1}} c", "a a b=1 c"},
        {"a {{none}}c", "a c"},
        {"{{#a}}yes{{/}}{{^a}}no{{/a}}", "yes"},
        {"{{#none}}yes {{#a}}x{{/}}{{/}}{{^none}}no{{/}}", "no"},
        {"[[Pay is {{a}}.]][[ Growth is {{none}}.]]", "Pay is a."},
        {"[[Pay is {{a}}[[, down {{none}}]].]]", "Pay is a."},
        {"one\n  {{#a}}\ntwo\n  {{/}}\nthree\n{{! words }}\n", "one\ntwo\nthree\n"},
        {"{{> part.txt}}", "<a>"},
        {"{{#none}}{{bad}}{{/}}", ""},
        {"]", "]"},
        {"{ [a] }", "{ [a] }"},
    };
    (void)state;
    struct cs_buf out;
    struct cs_diag diag;
    cs_buf_init(&out);
    cs_diag_init(&diag);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(fill(cases[i].text, &out, &diag), CS_OK);
        assert_string_equal(cs_buf_text(&out), cases[i].filled);
    }
    cs_buf_clear(&out);
    cs_diag_clear(&diag);
}

static void wrong_templates_are_located(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"x\n {{a", "t.html:2:2: error: '{{' without '}}'\n"},
        {"{{#a}}", "t.html:1:7: error: a section is never closed\n"},
        {"x{{/}}", "t.html:1:2: error: nothing to close\n"},
        {"[[x", "t.html:1:3: error: '[[' is never closed\n"},
        {"x]]", "t.html:1:2: error: ']]' without '[['\n"},
        {"{{> ../secret}}", "t.html:1:1: error: no template '../secret'\n"},
        {"\n{{bad}}", "t.html:2:1: error: wrong call 'bad'\n"},
        {"{{#bad}}{{/}}", "t.html:1:1: error: wrong call 'bad'\n"},
        {"{{> loop.txt}}", "loop.txt:1:1: error: marks are nested too deeply\n"},
        {"{{> n1}}",
         "n4:1:127: error: more than 1000 templates are taken in, the last is 'part.txt'\n"},
        {SEVENTY("long.txt"), "long.txt:1:1: error: more than 64 MiB are filled in\n"},
        {"[[{{none}}" SEVENTY("long.txt") "]]",
         "long.txt:1:1: error: more than 64 MiB are filled in\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_buf out, text;
        struct cs_diag diag;
        cs_buf_init(&out);
        cs_buf_init(&text);
        cs_diag_init(&diag);
        assert_int_equal(fill(cases[i].text, &out, &diag), CS_USAGE);
        assert_int_equal(diag.n_messages, 1);
        cs_message_format(&diag.messages[0], &text);
        assert_string_equal(cs_buf_text(&text), cases[i].message);
        cs_buf_clear(&out);
        cs_buf_clear(&text);
        cs_diag_clear(&diag);
    }
}

int main(void)
{
    memset(long_text, ' ', sizeof long_text - 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(templates_are_filled),
        cmocka_unit_test(wrong_templates_are_located),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
