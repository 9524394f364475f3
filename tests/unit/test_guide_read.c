/* Guides as text with places, and numbers as authors write them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "guide/amount/amount.h"
#include "guide/text/document.h"

static void read_text(struct cs_document *d, const char *file, const char *text)
{
    struct cs_diag diag;
    cs_diag_init(&diag);
    assert_int_equal(cs_document_read(d, file, text, strlen(text), &diag), CS_OK);
    cs_diag_clear(&diag);
}

static const struct cs_block *find_block(const struct cs_document *d, const char *text)
{
    for (size_t i = 0; i < d->n_blocks; i++) {
        if (!strcmp(d->blocks[i].text, text))
            return &d->blocks[i];
    }
    fail_msg("no block '%s'", text);
    return NULL;
}

static void html_becomes_blocks(void **state)
{
    (void)state;
    struct cs_document d;
    read_text(
        &d, "a.html",
        "<title>T &amp; U</title><nav>$1</nav><h1>One <b>two</b></h1>\n<p>A&nbsp;B &#8211; C<br>D"
        "<script>x<y</script><!-- no --><sup><a>1</a></sup> 10<sup>th</sup></p>"
        "<ul><li>item<li>next</ul>");
    assert_string_equal(d.blocks[0].text, "T & U");
    assert_int_equal(d.blocks[0].kind, CS_BLOCK_TITLE);
    assert_int_equal(find_block(&d, "One two")->kind, CS_BLOCK_HEADING);
    const struct cs_block *p = find_block(&d, "A B - C\nD 10th");
    assert_int_equal(p->heading, 1);
    struct cs_span source = cs_document_source(&d, p, 0, 3);
    assert_memory_equal(source.start, "A&nbsp;B", source.size);
    assert_int_equal(find_block(&d, "next")->kind, CS_BLOCK_ITEM);
    struct cs_place place = cs_document_place(&d, (size_t)(source.start - d.bytes));
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 4);
    cs_document_clear(&d);
}

static void tables_have_rows_columns_and_headers(void **state)
{
    (void)state;
    struct cs_document d;
    read_text(&d, "a.html",
              "<p>Lead:</p><table><tr><th rowspan=2>Name<th colspan=2>Pay<tr><th>Low<th>High"
              "<tr><td>x<td>1<td>2</table><dl><dt>Pay<dd>$3</dl>");
    assert_int_equal(d.n_tables, 2);
    assert_int_equal(d.tables[0].n_header_rows, 2);
    assert_string_equal(d.blocks[d.tables[0].lead].text, "Lead:");
    const struct cs_block *high = find_block(&d, "High");
    assert_int_equal(high->row, 1);
    assert_int_equal(high->column, 2);
    assert_int_equal(find_block(&d, "2")->column, 2);
    assert_true(d.tables[1].is_list);
    assert_int_equal(find_block(&d, "$3")->column, 1);
    cs_document_clear(&d);
}

static void markdown_becomes_blocks(void **state)
{
    (void)state;
    struct cs_document d;
    read_text(&d, "a.md",
              "---\ntitle: \"A guide\"\n---\n# Head **bold**\n\ntwo\nlines [link](http://x/1) ![p "
              "$9](y)\n\n"
              "- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | \\$2 |\n\n```\n$5 "
              "code\n```\n\nUnder\n=====\nlast");
    assert_string_equal(d.blocks[0].text, "A guide");
    assert_int_equal(find_block(&d, "Head bold")->level, 1);
    find_block(&d, "two lines link");
    assert_int_equal(find_block(&d, "two")->kind, CS_BLOCK_ITEM);
    assert_int_equal(find_block(&d, "$2")->row, 1);
    assert_int_equal(find_block(&d, "Under")->kind, CS_BLOCK_HEADING);
    assert_int_equal(find_block(&d, "last")->kind, CS_BLOCK_PARAGRAPH);
    for (size_t i = 0; i < d.n_blocks; i++)
        assert_null(strstr(d.blocks[i].text, "code"));
    cs_document_clear(&d);
}

static void windows_1252_is_read_and_binary_refused(void **state)
{
    (void)state;
    struct cs_document d;
    struct cs_diag diag;
    read_text(&d, "a.md", "caf\xE9 \x80 5 \x96 6");
    assert_true(d.is_windows_1252);
    assert_string_equal(d.blocks[0].text, "caf\xC3\xA9 \xE2\x82\xAC 5 - 6");
    cs_document_clear(&d);
    cs_diag_init(&diag);
    assert_int_equal(cs_document_read(&d, "a.md", "a\0b", 3, &diag), CS_IO);
    cs_document_clear(&d);
    assert_int_equal(cs_document_read(&d, "a.md",
                                      "\xFF\xFE"
                                      "a",
                                      3, &diag),
                     CS_IO);
    cs_document_clear(&d);
    cs_diag_clear(&diag);
}

static void broken_markup_is_read_as_far_as_it_goes(void **state)
{
    (void)state;
    static const char *const texts[] = {"<",
                                        "<p",
                                        "</",
                                        "<!--",
                                        "<!",
                                        "<p title=\"a>b",
                                        "<table><td><table></table>",
                                        "</table></td>",
                                        "<script>",
                                        "<nav><nav>x",
                                        "&",
                                        "&#;",
                                        "&#xZZ;",
                                        "<td>",
                                        "<h1><h2><p><li><table><tr>",
                                        "<a <b <c>",
                                        "| a |\n|--",
                                        "[](",
                                        "![",
                                        "`",
                                        "***",
                                        "---\ntitle: x",
                                        "\\",
                                        "> > #",
                                        "<dl><dd><dt>"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct cs_document d;
        read_text(&d, "a.html", texts[i]);
        cs_document_clear(&d);
        read_text(&d, "a.md", texts[i]);
        cs_document_clear(&d);
    }
}

/* ---- amounts ---- */

struct amount_case {
    const char *text;
    enum cs_amount_kind kind;
    double low, high; /* high NAN: one value */
    const char *currency;
    enum cs_per per;
};

static void amounts_are_read(void **state)
{
    (void)state;
    static const struct amount_case cases[] = {
        {"$40,640", CS_AMOUNT_MONEY, 40640, NAN, "USD", CS_PER_NONE},
        {"31k - $55k+", CS_AMOUNT_MONEY, 31000, 55000, "USD", CS_PER_NONE},
        {"C$38,000", CS_AMOUNT_MONEY, 38000, NAN, "CAD", CS_PER_NONE},
        {"$31-55k", CS_AMOUNT_MONEY, 31000, 55000, "USD", CS_PER_NONE},
        {"$17.50 to $21.25 an hour", CS_AMOUNT_MONEY, 17.5, 21.25, "USD", CS_PER_HOUR},
        {"between $35,000 and $50,000 per year", CS_AMOUNT_MONEY, 35000, 50000, "USD", CS_PER_YEAR},
        {"THB 15,000-25,000 per month", CS_AMOUNT_MONEY, 15000, 25000, "THB", CS_PER_MONTH},
        {"25 000 baht", CS_AMOUNT_MONEY, 25000, NAN, "THB", CS_PER_NONE},
        {"28,000 euros a year", CS_AMOUNT_MONEY, 28000, NAN, "EUR", CS_PER_YEAR},
        {"\xC2\xA3"
         "22,000/yr",
         CS_AMOUNT_MONEY, 22000, NAN, "GBP", CS_PER_YEAR},
        {"$45.6k", CS_AMOUNT_MONEY, 45600, NAN, "USD", CS_PER_NONE},
        {"Rs 3,00,000", CS_AMOUNT_MONEY, 300000, NAN, "INR", CS_PER_NONE},
        {"1.6 million", CS_AMOUNT_NUMBER, 1600000, NAN, "", CS_PER_NONE},
        {"7 percent", CS_AMOUNT_PERCENT, 7, NAN, "", CS_PER_NONE},
        {"-3%", CS_AMOUNT_PERCENT, -3, NAN, "", CS_PER_NONE},
        {"5-7%", CS_AMOUNT_PERCENT, 5, 7, "", CS_PER_NONE},
        {"10th", CS_AMOUNT_ORDINAL, 10, NAN, "", CS_PER_NONE},
        {"43-6013.00", CS_AMOUNT_CODE, 0, 0, "", CS_PER_NONE},
        {"850,000", CS_AMOUNT_NUMBER, 850000, NAN, "", CS_PER_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct amount_case *c = &cases[i];
        struct cs_amount a;
        if (cs_amounts_find(c->text, strlen(c->text), &a, 1) != 1)
            fail_msg("nothing in '%s'", c->text);
        if (a.kind != c->kind || strcmp(a.currency, c->currency) || a.per != c->per)
            fail_msg("'%s': kind %d currency '%s' per %d", c->text, a.kind, a.currency, a.per);
        if (c->kind == CS_AMOUNT_CODE)
            continue;
        assert_true(fabs(a.low - c->low) < 1e-9);
        assert_true(isnan(c->high) ? isnan(a.high) : fabs(a.high - c->high) < 1e-9);
    }
}

static void years_and_spans_are_told_from_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum cs_amount_kind kind;
        int start, end;
    } cases[] = {
        {"in May 2024", CS_AMOUNT_YEAR, 2024, 2024},
        {"from 2024 to 2034", CS_AMOUNT_SPAN, 2024, 2034},
        {"2024\xE2\x80\x93"
         "34",
         CS_AMOUNT_YEAR, 2024, 2024}, /* dashes are made plain by the document */
        {"2024-34", CS_AMOUNT_SPAN, 2024, 2034},
        {"between 2022 and 2032", CS_AMOUNT_SPAN, 2022, 2032},
        {"1998-2008", CS_AMOUNT_SPAN, 1998, 2008},
        {"in May 9024", CS_AMOUNT_YEAR, 9024, 9024},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cs_amount a;
        assert_int_equal(cs_amounts_find(cases[i].text, strlen(cases[i].text), &a, 1), 1);
        if (a.kind != cases[i].kind || a.period.start_year != cases[i].start ||
            a.period.end_year != cases[i].end)
            fail_msg("'%s': kind %d, %d to %d", cases[i].text, a.kind, a.period.start_year,
                     a.period.end_year);
    }
    struct cs_amount a;
    assert_int_equal(cs_amounts_find("call 877-872-5627 or COVID-19, 5G", 33, &a, 1), 0);
}

static void writing_says_how_far_a_number_is_rounded(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double tolerance;
    } cases[] = {{"$56,600", 50},    {"$56,610", 5},          {"$57k", 500},
                 {"$40,000", 500},   {"about $40,000", 1500}, {"1.6 million", 50000},
                 {"4 percent", 0.5}, {"4.2%", 0.05},          {"about 900", 15},
                 {"$27.21", 0.005}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cs_amount a;
        assert_int_equal(cs_amounts_find(cases[i].text, strlen(cases[i].text), &a, 1), 1);
        if (fabs(cs_amount_tolerance(&a) - cases[i].tolerance) > 1e-9)
            fail_msg("'%s': %g", cases[i].text, cs_amount_tolerance(&a));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_becomes_blocks),
        cmocka_unit_test(tables_have_rows_columns_and_headers),
        cmocka_unit_test(markdown_becomes_blocks),
        cmocka_unit_test(windows_1252_is_read_and_binary_refused),
        cmocka_unit_test(broken_markup_is_read_as_far_as_it_goes),
        cmocka_unit_test(amounts_are_read),
        cmocka_unit_test(years_and_spans_are_told_from_numbers),
        cmocka_unit_test(writing_says_how_far_a_number_is_rounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
