/* What of a guide is said to its reader, and as what. A row is a text and its blocks: T title,
 * H heading, P paragraph, I item, C cell, N caption, with "/" between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "guide/text/comments.h"
#include "guide/text/document.h"

struct text_case {
    const char *text, *blocks;
};

static void put_blocks(const struct cs_document *d, struct cs_buf *out)
{
    static const char names[] = {
        [CS_BLOCK_TITLE] = 'T', [CS_BLOCK_HEADING] = 'H', [CS_BLOCK_PARAGRAPH] = 'P',
        [CS_BLOCK_ITEM] = 'I',  [CS_BLOCK_CELL] = 'C',    [CS_BLOCK_CAPTION] = 'N'};
    for (size_t i = 0; i < d->n_blocks; i++)
        cs_buf_printf(out, "%s%c %s", i ? " / " : "", names[d->blocks[i].kind], d->blocks[i].text);
}

static void expect(const char *file, const struct text_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct cs_document d;
        struct cs_diag diag;
        struct cs_buf got;
        cs_diag_init(&diag);
        cs_buf_init(&got);
        assert_int_equal(cs_document_read(&d, file, cases[i].text, strlen(cases[i].text), &diag),
                         CS_OK);
        put_blocks(&d, &got);
        if (strcmp(cs_buf_text(&got), cases[i].blocks) != 0)
            fail_msg("%s: %s\n is '%s'\nnot '%s'", file, cases[i].text, cs_buf_text(&got),
                     cases[i].blocks);
        cs_buf_clear(&got);
        cs_document_clear(&d);
        cs_diag_clear(&diag);
    }
}
#define EXPECT(file, cases) expect(file, cases, sizeof(cases) / sizeof *(cases))

static void html_that_is_not_said_is_not_read(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"<p>a <del>5</del> <s>6</s><strike>7</strike> <ins>8</ins>", "P a 8"},
        {"<p>a <code>5</code><kbd>6</kbd><samp>7</samp> b<pre><code>x</code></pre>", "P a b"},
        {"<p hidden>5</p><div hidden=\"\">6<div>7</div></div>b", "P b"},
        {"<p style=\"display: none\">5</p><span STYLE='Text-Decoration:line-through'>6</span>b",
         "P b"},
        {"<i style='text-decoration-line: underline line-through'>6</i><b "
         "style=\"visibility:hidden\">7</b>c",
         "P c"},
        {"<span class=\"x line-through\">5</span><span class='hidden md:block'>6</span>", "P 6"},
        {"<style>.h{display:none} p.old, .x { text-decoration: line-through }</style><p "
         "class=\"a h\">5</p><p class=old>6</p><i class=x>7</i>b",
         "P b"},
        {"<style>.t{display:none}.t.on{display:block}</style><p class=t>5", "P 5"},
        {"<style>.t{display:none}</style><script>show('t')</script><p class=t>5</p>", "P 5"},
        {"<style>@media print{.t{display:none}}</style><p class=t>5</p>", "P 5"},
        {"<p aria-hidden=\"true\">5</p>", "P 5"},
        {"<a href=\"#t2\">x</a><div id=\"t2\" style=\"display:none\">5</div>", "P x / P 5"},
        {"<div id=\"t3\" style=\"display:none\">5</div>b", "P b"},
        {"<button aria-controls=\"p\">x</button><div id=\"p\" hidden>5</div>", "P x / P 5"},
        {"<p hidden>5<p>6", "P 6"}, /* </p> may be left out */
        {"<input hidden>5", "P 5"},
        {"<div hidden>5", "P 5"}, /* never closed: nobody can say what is meant */
        {"<template>5</template><noscript>6</noscript><textarea>7</textarea>b", "P b"},
        {"<style>p{content:'5'}</style><script>var x='<p>6</p>'</script>b", "P b"},
        {"a<!-- 5 --><!-->b<? 6 ?><![if x]>", "P ab"},
        {"<img alt=\"5\" title=\"6\">b", "P b"},
        {"a<sup>1</sup> b<sup>[2]</sup> c[3] d [4] 10<sup>th</sup>", "P a b c d [4] 10th"},
        {"<o:p>a</o:p><st1:place>b</st1:place>", "P ab"},
    };
    EXPECT("a.html", cases);
}

static void markdown_that_is_not_said_is_not_read(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"a ~~5~~ <del>6</del> b", "P a b"},
        {"(~5%) to (~7%)", "P (~5%) to (~7%)"}, /* one tilde says "about" */
        {"a `5` ``6 ` 7`` b", "P a b"},
        {"a\n\n    5\n\n````\n```\n6\n```\n````\n\n~~~x\n7\n~~~\nb", "P a / P b"},
        {"- a\n\n      5\n\n- b", "I a / I b"},
        {"a\n    five", "P a five"}, /* goes on with the paragraph */
        {"[a](b \"5\") ![6](c \"7\") <img alt=\"8\"> [d][e]\n\n[e]: f \"9\"", "P a d"},
        {"<!-- 5\n\n6 -->\nb", "P b"},
        {"a <!-- 5 -- 6 --> b {/* 7 */} c", "P a b c"},
        {"<script>\n5\n\n6\n</script>\n\nb", "P b"},
        {"<div hidden>\n\n5 **6**\n\n</div>\n\nb", "P b"},
        {"# Head {#pay-2024 .x}\n\na {{ site.pay }} {% if x > 5 %}b", "H Head / P a b"},
        {"\\<b\\> \\~5 &lt;6 \\`7\\`", "P <b> ~5 <6 `7`"},
    };
    EXPECT("a.md", cases);
}

static void notes_are_sentences_of_their_own(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"a^[In **2023** it was $5 [x](y).] b.\n\nc", "P a b. / P In 2023 it was $5 x. / P c"},
        {"a[^1] b[^x y].\n\n[^1]: In 2023.\n[^b]: It was $5.",
         "P a b[^x y]. / P In 2023. / P It was $5."},
        {"| a^[n] |\n|---|\n| b |", "C a / C b / P n"},
        {"a ^[no end", "P a ^[no end"},
        {"pay[1] was 5 [2]", "P pay was 5 [2]"},
    };
    EXPECT("a.md", cases);
}

static void mdx_is_told_from_text(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"import X from './x'\nimport {Y} from 'y'\n\na", "P a"},
        {"export const meta = {\n  a: 5,\n\n  b: 6\n}\n\na", "P a"},
        {"a {5 + {b: '}'}.b} c {/* 6 */} d", "P a c d"},
        {"<Stat value={5} label=\"6\" render={() => <b>7</b>} />\n\nb", "P b"},
        {"<Tabs>\n<Tab title=\"5\">Low **6**</Tab>\n<Tab>High</Tab>\n</Tabs>", "P Low 6 / P High"},
        {"Pay is <Pay>$5</Pay> a <B.C d={`}`}>year</B.C>.", "P Pay is $5 a year."},
        {"<>\na\n</>", "P a"},
        {"    indented is text", "P indented is text"},
        {"a \\{5\\} { b", "P a {5} { b"},
        {"`{5}` <s style={{textDecoration: 'line-through'}}>6</s><i style={{display: "
         "'none'}}>7</i> b",
         "P b"},
        {"<div hidden={false}>5</div>", "P 5"},
        {"<Stat label=\"Median pay\" value=\"$5\" note='May' />\n\nb",
         "C Median pay / C $5 / C May / P b"},
        {"<Job name=\"Cook\" medianPay=\"$5\" jobs={7} icon=\"pan\"/>",
         "P Cook / C median pay / C $5 / C jobs / C 7"},
        {"<Tab title=\"Pay\">a</Tab>\n\n<img width=\"5\"/>", "P a"},
    };
    EXPECT("a.mdx", cases);
}

static void plain_text_draws_tables(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"a\n\nJob      Pay   Jobs\nCooks    $5    70\nBakers   $6    8\n\nb.",
         "P a / C Job / C Pay / C Jobs / C Cooks / C $5 / C 70 / C Bakers / C $6 / C 8 / P b."},
        {"Long name, and\n  rest   $5   6\nB   $7   8",
         "C Long name, and rest / C $5 / C 6 / C B / C $7 / C 8"},
        {"Job\tPay\tJobs\nCooks\t$5\t70\n", "C Job / C Pay / C Jobs / C Cooks / C $5 / C 70"},
        {"Two blanks.  Then 5 jobs.  Then 6.\nAnd 7.  And 8.", /* no table */
         "P Two blanks. Then 5 jobs. Then 6. And 7. And 8."},
        {"```\na   5   6\nb   7   8\n```\nc", "P c"},
        {"+---+---+\n| a | b |\n+===+===+\n| c | 5 |\n+---+---+\n", "C a / C b / C c / C 5"},
        {".. list-table:: T\n   :header-rows: 1\n\n   * - a\n     - b\n   * - c d\n       e\n     "
         "- 5\n\nf",
         "P T / C a / C b / C c d e / C 5 / P f"},
        {".. csv-table::\n   :header: \"a, b\", c\n\n   \"d\", \"5,000\"\n\nf",
         "C a, b / C c / C d / C 5,000 / P f"},
    };
    EXPECT("a.txt", cases);
}

static void front_matter_has_a_title(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"---\ntitle: \"A: b\"\npay: 5\n---\nc", "T A: b / P c"},
        {"---\ntitle: A\n...\nc", "T A / P c"},
        {"+++\ntitle = 'A'\npay = 5\n+++\nc", "T A / P c"},
        {"{\n  \"pay\": {\"x\": 5},\n  \"title\": \"A\"\n}\n\nc", "T A / P c"},
        {"\xEF\xBB\xBF---\npay: 5\n---\nc", "P c"},
        {"---\nno end: 5", "P no end: 5"},
        {"{not json}\nc", "P {not json} c"},
    };
    EXPECT("a.md", cases);
}

static void lines_and_lists_have_kinds(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"a\n\n1. b\n   c\n2. d\n\n   e", "P a / I b c / I d / P e"},
        {"- [x] a\n- b\n  - c", "I a / I b / I c"},
        {"> a\n> b\n>\n> c", "P a b / P c"},
        {"Text:\n| a | b |\n|---|--:|\n| c | 5 |\nd", "P Text: / C a / C b / C c / C 5 / C d"},
        {"| a | b |\n|--|-:|\n| c | 5 |\n\nd", "C a / C b / C c / C 5 / P d"},
        {"Pay\n: $5\n: $6\n\nJobs\n: 7", "C Pay / C $5 / C $6 / C Jobs / C 7"},
        {"**Pay:** $5\n**Jobs**: 6", "P Pay: $5\nJobs: 6"},
        {"The projected growth of the occupation is from\n8% to 9%.",
         "P The projected growth of the occupation is from 8% to 9%."},
        {"a  \nb\\\nc<br>d", "P a\nb\nc\nd"},
        {"| a \\| b | c |\n|---|---|\n| `x` | 5 |", "C a | b / C c / C 5"},
        {"<table><tr><th>a<td>5</table>\n\nb", "C a / C 5 / P b"},
    };
    EXPECT("a.md", cases);
}

static void numbers_stay_whole(void **state)
{
    (void)state;
    static const struct text_case cases[] = {
        {"$44&nbsp;640 44\xC2\xA0"
         "640 1\xE2\x80\xAF"
         "234\xE2\x80\x89"
         "567 44&#8239;640",
         "P $44,640 44,640 1,234,567 44,640"},
        {"May&nbsp;2024 5&nbsp;000 10&nbsp;20 2024&nbsp;100", "P May 2024 5,000 10 20 2024 100"},
        {"\\$44,640 **$44**,640 <b>$44</b>,640 &#36;44&#44;640",
         "P $44,640 $44,640 $44,640 $44,640"},
        {"\xE2\x88\x92"
         "5% 2024\xE2\x80\x93"
         "34",
         "P -5% 2024-34"},
    };
    EXPECT("a.md", cases);
}

static void facts_on_cards_become_lists(void **state)
{
    (void)state;
    static const struct text_case pages[] = {
        {"<div><p>Pay</p><p>$5</p></div><div><p>Jobs</p><p>6</p></div>",
         "C Pay / C $5 / C Jobs / C 6"},
        {"<div><b>$5</b><p>Pay</p></div><div><p>6</p><p>Jobs</p></div>",
         "C Pay / C $5 / C Jobs / C 6"},
        {"<ul><li>Pay<br>$5 per hour</ul>", "C Pay / C $5 per hour"},
        {"<div><p>Growth</p><p>4%</p><p>As fast as average</p></div><div><p>Jobs</p><p>6</p><p>In "
         "the nation</p></div>",
         "C Growth / C 4% / P As fast as average / C Jobs / C 6 / C In the nation"},
        {"<p>Pay</p><p>$5</p><p>Jobs</p><p>6</p><p>In all</p>",
         "P Pay / P $5 / P Jobs / P 6 / P In all"}, /* which way? */
        {"<p>Lowest 10%</p><p>$5</p>", "C Lowest 10% / C $5"},
        {"<p>Nurses earn</p><p>$5</p>", "P Nurses earn / P $5"},
        {"<p>Pay is good here.</p><p>$5</p>", "P Pay is good here. / P $5"},
        {"<h3>Pay</h3><p>$5</p>", "H Pay / P $5"},
    };
    static const struct text_case guides[] = {
        {"Median Salary\n$40,350\nGrowth Outlook\n8%\nas fast as average "
         "(2022-2032)\nOpenings\n\xE2\x89\x88"
         "118,500",
         "C Median Salary / C $40,350 / C Growth Outlook / C 8% / P as fast as average "
         "(2022-2032) / C Openings / C \xE2\x89\x88"
         "118,500"},
        {"$5\nPay\n\n6\nJobs", "C Pay / C $5 / C Jobs / C 6"},
        {"Pay\n\n$5", "C Pay / C $5"},
        {"Pay: $5\nJobs: 6", "P Pay: $5 Jobs: 6"},
    };
    EXPECT("a.html", pages);
    EXPECT("a.md", guides);
}

static void headers_of_plain_cells_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t n_header_rows;
    } cases[] = {
        {"<table><tr><td>a<td>b<tr><td>c<td>5</table>", 1},
        {"<table><tr><td>a<td>5<tr><td>c<td>6</table>", 0},
        {"<table><tr><td colspan=3>t<tr><td>s<td>a<td>b<tr><td>c<td>5<td>6</table>", 2},
        {"<table><tr><th colspan=3>t<tr><td>s<td>a<td>b<tr><td>c<td>5<td>6</table>", 2},
        {"<table><tr><td rowspan=2>s<td colspan=2>May "
         "2024<tr><td>a<td>b<tr><td>c<td>5<td>6</table>",
         2},
        {"<table><tr><td colspan=2>t<tr><td>School<td>High<tr><td>Pay<td>5</table>", 1},
        {"<table><tr><th colspan=3>t<tr><th>x<td>y<td>z<tr><th>Pay<td>5<td>6</table>", 1},
        {"<table><tr><td colspan=2>t<tr><td>Pay<td>$5</table>", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cs_document d;
        struct cs_diag diag;
        cs_diag_init(&diag);
        assert_int_equal(
            cs_document_read(&d, "a.html", cases[i].text, strlen(cases[i].text), &diag), CS_OK);
        if (d.tables[0].n_header_rows != cases[i].n_header_rows)
            fail_msg("%s has %u header rows", cases[i].text, d.tables[0].n_header_rows);
        cs_document_clear(&d);
        cs_diag_clear(&diag);
    }
}

/* A long time means that reading is not linear. */
static void read_repeated(const char *file, const char *piece)
{
    enum { BYTES = 700 * 1000 };
    size_t n = strlen(piece), n_bytes = BYTES / n * n;
    char *text = malloc(n_bytes);
    struct cs_document d;
    struct cs_diag diag;
    cs_diag_init(&diag);
    assert_non_null(text);
    for (size_t i = 0; i < n_bytes; i += n)
        memcpy(text + i, piece, n);
    clock_t start = clock();
    assert_int_equal(cs_document_read(&d, file, text, n_bytes, &diag), CS_OK);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    if (seconds > 4) /* 0.1 s on a slow machine */
        fail_msg("%s of '%s': %.1f s", file, piece, seconds);
    cs_document_clear(&d);
    cs_diag_clear(&diag);
    free(text);
}

static void reading_is_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a word ",
                                         "<s>",
                                         "<div hidden>",
                                         "{",
                                         "^[",
                                         "[",
                                         "<!--",
                                         "`",
                                         "<a b=\"",
                                         "[^1",
                                         "{{",
                                         "a\n",
                                         "<b id=\"x\" hidden>",
                                         "|a|\n|-|\n",
                                         "~~a ",
                                         "{`",
                                         "- ",
                                         "> ",
                                         "<style>.a{display:none}</style>",
                                         "<table><tr><td>",
                                         "$5\nPay\n",
                                         "+-+-+\n",
                                         "a  1  2\n\n",
                                         "x  y\n",
                                         ".. list-table:: T\n",
                                         "<A b=\"1\" "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        read_repeated("a.html", pieces[i]);
        read_repeated("a.md", pieces[i]);
        read_repeated("a.mdx", pieces[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_that_is_not_said_is_not_read),
        cmocka_unit_test(markdown_that_is_not_said_is_not_read),
        cmocka_unit_test(notes_are_sentences_of_their_own),
        cmocka_unit_test(mdx_is_told_from_text),
        cmocka_unit_test(plain_text_draws_tables),
        cmocka_unit_test(front_matter_has_a_title),
        cmocka_unit_test(lines_and_lists_have_kinds),
        cmocka_unit_test(numbers_stay_whole),
        cmocka_unit_test(facts_on_cards_become_lists),
        cmocka_unit_test(headers_of_plain_cells_are_found),
        cmocka_unit_test(reading_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
