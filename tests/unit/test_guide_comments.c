/* Where comments stand, as readers' programs see them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "guide/text/comments.h"

/* "0 ": a comment in text; "T", "t", "L", "I" in a tag, title, link, image; "!" never closed. */
static void put_place(void *context, const struct cs_comment *comment)
{
    static const char names[] = {[CS_COMMENT_FREE] = '0',
                                 [CS_COMMENT_IN_TAG] = 'T',
                                 [CS_COMMENT_IN_TITLE] = 't',
                                 [CS_COMMENT_IN_LINK] = 'L',
                                 [CS_COMMENT_IN_IMAGE] = 'I'};
    cs_buf_putc(context, comment->end ? names[comment->place] : '!');
}

static void expect(const char *file, const char *text, const char *places)
{
    struct cs_document document;
    struct cs_diag diag;
    struct cs_buf found;
    cs_diag_init(&diag);
    cs_buf_init(&found);
    assert_int_equal(cs_document_read(&document, file, text, strlen(text), &diag), CS_OK);
    cs_comments_find(&document, 0, put_place, &found);
    if (strcmp(cs_buf_text(&found), places) != 0)
        fail_msg("%s: '%s' is not '%s'", text, cs_buf_text(&found), places);
    cs_buf_clear(&found);
    cs_document_clear(&document);
    cs_diag_clear(&diag);
}

static void comments_of_html(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a <!-- x --> b <!--y--> <!-- over\nlines -->", "000"},
        {"<p title=\"<!-- x -->\">", "T"},
        {"<p title='<!-- x -->' b=c><!-- y -->", "T0"},
        {"<p title=\"a > b <!-- x -->\">", "T"},
        {"<p title = \"<!-- x -->\">", "T"},
        {"<p it's><!-- x -->", "0"}, /* an apostrophe opens no value */
        {"<title>a <!-- x --></title><!-- y -->", "t0"},
        {"<titles><!-- x --></titles>", "0"},
        {"<script>\"<!-- x -->\"</script><!-- y -->", "0"},
        {"<STYLE><!-- x --></STYLE> <!-- y --><textarea><!-- z -->", "0"},
        {"<pre><code><!-- x --></code></pre>", "0"},
        {"1 < 2 <!-- x --> a<b <!-- y -->", "00"},
        {"<a href=\"x <!-- x --> no quote", "0"},
        {"<a unfinished <!-- x -->", "0"},
        {"`<!-- x -->`", "0"},
        {"{/* x */}", ""},
        {"a <!-- x -- >", "!"},
        {"<!-- x <!-- y --> z -->", "0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect("guide.html", cases[i][0], cases[i][1]);
}

static void comments_of_markdown(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a <!-- x --> {/* y */}", "00"},
        {"`<!-- x -->` ``a ` <!-- x -->`` `a\nb <!-- x -->` <!-- y -->", "0"},
        {"` <!-- x --> no close\n\n`", "0"},
        {"`` ` <!-- x -->", "0"},
        {"\\`<!-- x -->\\` \\<!-- y -->", "0"},
        {"```\n<!-- x -->\n```\n<!-- y -->", "0"},
        {"~~~ md\n<!-- x -->\n```\n~~~~\n<!-- y -->", "0"},
        {"````\n```\n<!-- x -->\n````\n<!-- y -->", "0"},
        {"``` not a fence ``` <!-- x -->", "0"},
        {"> ```\n> <!-- x -->\n> ```\n<!-- y -->", "0"},
        {"- ~~~\n  <!-- x -->\n  ~~~\n<!-- y -->", "0"},
        {"~~~\n- ~~~\n<!-- x -->\n~~~\n<!-- y -->", "0"},
        {"a\n\n    <!-- x -->\n\n\t<!-- y -->\nz", ""},
        {"a\n    <!-- x -->", "0"}, /* goes on with the paragraph */
        {"- a\n\n    <!-- x -->\n\nb\n\n    <!-- y -->", "0"},
        {">     <!-- x -->", ""},
        {"[a <!-- x -->](b)", "0"},
        {"[a](b \"<!-- x -->\") <!-- y -->", "L0"},
        {"[a](b(c) \"<!-- x -->\")", "L"},
        {"[a](b(c) <!-- x -->)", "0"}, /* an address with a blank makes no link */
        {"![a <!-- x -->](b) ![c] <!-- y -->", "I0"},
        {"![a [b] <!-- x -->](b)", "I"},
        {"\\![a <!-- x -->", "0"},
        {"<a b=\"<!-- x -->\"\n c=\"<!-- y -->\">", "TT"},
        {"<a b=\"\n\n<!-- x -->", "0"},
        {"<https://example.org> <!-- x -->", "0"},
        {"<!-- x\n\ny --> `<!-- z -->`", "00"}, /* the line that ends HTML is HTML */
        {"<!-- x", "!"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect("guide.md", cases[i][0], cases[i][1]);
}

static void content_of_lines(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t content;
    } cases[] = {{"a", 0},    {"  a", 2}, {"> a", 2},    {">> - a", 5}, {"- a", 2}, {"12. a", 4},
                 {"12 a", 0}, {"-a", 0},  {"1) * a", 5}, {"# a", 0},    {"", 0},    {">", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_document document;
        struct cs_diag diag;
        cs_diag_init(&diag);
        assert_int_equal(
            cs_document_read(&document, "guide.md", cases[i].line, strlen(cases[i].line), &diag),
            CS_OK);
        assert_int_equal(cs_markdown_content(&document, 0), cases[i].content);
        cs_document_clear(&document);
        cs_diag_clear(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_of_html),
        cmocka_unit_test(comments_of_markdown),
        cmocka_unit_test(content_of_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
