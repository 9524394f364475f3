/* Numbers as authors write them, and written anew in the same form. A row is a text and the amounts
 * in it: kind (# number, $ money, % percent, y year, s span, c code, o ordinal), value or range,
 * currency, "/" and how often it is paid, "~" about, ">" over, "<" under. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "guide/amount/amount.h"
#include "guide/amount/amount_write.h"

enum { MOST = 16 };

static void put_amount(const struct cs_amount *a, struct cs_buf *out)
{
    static const char kinds[] = "#$%ysco", loose[] = "\0~><";
    cs_buf_printf(out, "%s%c", out->size ? " " : "", kinds[a->kind]);
    if (a->kind == CS_AMOUNT_YEAR)
        cs_buf_printf(out, "%d", a->period.start_year);
    else if (a->kind == CS_AMOUNT_SPAN)
        cs_buf_printf(out, "%d-%d", a->period.start_year, a->period.end_year);
    else if (a->kind != CS_AMOUNT_CODE)
        cs_buf_printf(out, isnan(a->high) ? "%.10g" : "%.10g-%.10g", a->low, a->high);
    cs_buf_printf(out, "%s%s%s", a->currency, a->per ? "/" : "", cs_per_name(a->per));
    if (a->looseness)
        cs_buf_putc(out, loose[a->looseness]);
}

static void expect(const char *const (*rows)[2], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct cs_amount amounts[MOST];
        struct cs_buf got;
        cs_buf_init(&got);
        size_t k = cs_amounts_find(rows[i][0], strlen(rows[i][0]), amounts, MOST);
        for (size_t j = 0; j < k; j++)
            put_amount(&amounts[j], &got);
        if (strcmp(cs_buf_text(&got), rows[i][1]) != 0)
            fail_msg("'%s' is '%s', not '%s'", rows[i][0], cs_buf_text(&got), rows[i][1]);
        cs_buf_clear(&got);
    }
}
#define EXPECT(rows) expect(rows, sizeof(rows) / sizeof *(rows))

static void blanks_mark_thousands(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"USD 44 640", "$44640USD"},
        {"$44 640 a year", "$44640USD/year"},
        {"about 85 900 openings", "#85900~"},
        {"1 234 567 jobs", "#1234567"},
        {"44 640 $", "$44640USD"},
        {"between 40 000 and 50 000 EUR", "$40000-50000EUR"},
        {"100 200 300", "#100 #200 #300"},
        {"in 2024 100 people", "y2024 #100"},
        {"in 2024 85 900 jobs", "y2024 #85900"},
        {"20 100-bed hospitals", "#20 #100"},
        {"15 000 % 7", "#15 %0 #7"},
    };
    EXPECT(rows);
}

static void spoken_money(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"86 grand a year", "$86000USD/year"},
        {"five grand", "$5000USD"},
        {"76 and a half thousand", "#76500"},
        {"2 and a half of them", "#2"},
        {"twenty-four dollars an hour", "$24USD/hour"},
        {"forty-five an hour", "#45/hour"},
        {"ninety-three thousand six hundred dollars", "$93600USD"},
        {"one million two hundred thousand jobs", "#1200000"},
        {"sixty thousand and six apprentices", "#60000"},
        {"five dollars", ""},
        {"eleven-fifty an hour", ""},
        {"twenty-nine and change an hour", "#29.5/hour"},
        {"$29 and change", "$29.5USD"},
        {"just shy of six figures", "$100000USD<"},
        {"six figures", ""},
        {"241 thousand", "#241000"},
        {"1.94 million", "#1940000"},
    };
    EXPECT(rows);
}

static void notes_are_no_digits(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"over $59,450.2 The survey", "$59450USD>"},
        {"$59,450.2", "$59450USD"},
        {"$59,450.25 a year", "$59450.25USD/year"},
        {"$21.46 per hour1 in May", "$21.46USD/hour"},
        {"about 85,900.3 The", "#85900~"},
        {"3,391.0", "#3391"},
        {"in May 2024.1 The", "y2024"},
        {"5 percent2 a", "%5"},
        {"5%1 a", "%5"},
    };
    EXPECT(rows);
}

static void pay_periods_are_told_apart(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"$1,717 biweekly", "$1717USD/other"},
        {"$1,717 bi-weekly", "$1717USD/other"},
        {"$1,717 every two weeks", "$1717USD/other"},
        {"$900 every other week", "$900USD/other"},
        {"$1,800 semi-monthly", "$1800USD/other"},
        {"$1,800 twice a month", "$1800USD/other"},
        {"$250 per shift", "$250USD/other"},
        {"$35 to $65 a session", "$35-65USD/other"},
        {"$858 a week", "$858USD/week"},
        {"$172/day", "$172USD/day"},
        {"$44,640 p.a.", "$44640USD/year"},
        {"$21-an-hour job", "$21USD/hour"},
        {"$44,640 a year earlier", "$44640USD"},
        {"$44,640 (annual)", "$44640USD/year"},
        {"$3,720 per month", "$3720USD/month"},
    };
    EXPECT(rows);
}

static void numbers_have_many_forms(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"+9%", "%9"},
        {"-16%", "%-16"},
        {"9 pct", "%9"},
        {"six percent", "%6"},
        {"twenty-two percent", "%22"},
        {"2\xC2\xBD percent", "%2.5"},
        {"nearly 10 percent", "%10<"},
        {"no more than $50,000", "$50000USD<"},
        {"no less than $50,000", "$50000USD>"},
        {"\xE2\x89\x88 118,500", "#118500~"},
        {"$31-55k", "$31000-55000USD"},
        {"$31k-55", "$31000-55000USD"},
        {"$60k - 90 days", "$60000USD #90"},
        {"$1.2M", "$1200000USD"},
        {"$3bn", "$3000000000USD"},
        {"4X faster", ""},
        {"a 401(k) and 403b", ""},
    };
    EXPECT(rows);
}

static void money_has_a_currency(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"C$38,000", "$38000CAD"},
        {"CA$38,000 and $5", "$38000CAD $5USD"},
        {"NT$30,000", "$30000TWD"},
        {"usd 44,640", "$44640USD"},
        {"CHF 80,000", "$80000CHF"},
        {"80,000 Swiss francs a year", "$80000CHF/year"},
        {"38,000 U.S. dollars", "$38000USD"},
        {"30,000 British pounds", "$30000GBP"},
        {"\xE0\xB8\xBF"
         "52,000",
         "$52000THB"},
        {"52,000 baht per month", "$52000THB/month"},
        {"44,640 EUR", "$44640EUR"},
        {"44,640 \xE2\x82\xAC.", "$44640EUR"},
        {"all 50 states, TOP 10 jobs, try 5", "#50 #10 #5"},
        {"20 pen pals and 12 won", "#20 #12"},
        {"in 2024 $5", "y2024 $5USD"},
    };
    EXPECT(rows);
}

static void dates_and_codes_are_no_amounts(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"on May 15, 2024", "y2024"}, {"on 15 May 2024", "y2024"},
        {"Aug. 28, 2025", "y2025"},   {"by May 5 percent", "%5"},
        {"2024-05-15", "y2024"},      {"2024-05", "y2024"},
        {"2010-12", "s2010-2012"},    {"05/15/2024", "y2024"},
        {"through 2029", "y2029"},    {"2024 to 2034", "s2024-2034"},
        {"2024-34", "s2024-2034"},    {"about 2000 jobs", "#2000~"},
        {"In 2024 jobs", "y2024"},    {"call (877) 872-5627 or 877.872.5627, 1-800-555-0199", ""},
        {"SOC 43-6013.00", "c"},      {"version 2.0.1", ""},
    };
    EXPECT(rows);
}

static void writing_keeps_the_form(void **state)
{
    (void)state;
    static const struct {
        const char *text, *written; /* as read, and as it stands in the file: NULL the same */
        double value;
        const char *anew; /* NULL: refused */
    } rows[] = {
        {"six percent", NULL, 2, "two percent"},
        {"Six percent", NULL, 21.4, "Twenty-one percent"},
        {"six percent", NULL, 120, NULL},
        {"half a million", NULL, 400000, NULL},
        {"USD 44 640", NULL, 45120, "USD 45 120"},
        {"$44,640", "$44&nbsp;640", 145120, "$145&nbsp;120"},
        {"$44,640", "&#36;44,640", 45120, "&#36;45,120"},
        {"$44,640", "\\$44,640", 45120, "\\$45,120"},
        {"$44,640", "<b>$44</b>,640", 45120, NULL},
        {"85,900",
         "85\xE2\x80\xAF"
         "900",
         1086100,
         "1\xE2\x80\xAF"
         "086\xE2\x80\xAF"
         "100"},
        {"$44640", NULL, 45120, "$45120"},
        {"12345", NULL, 23456, NULL}, /* no amount of money: may be anything */
        {"$45k", NULL, 52300, "$52k"},
        {"$44.6K", NULL, 52340, "$52.3K"},
        {"1.6 million", NULL, 1740000, "1.7 million"},
        {"900", NULL, 1200, "1,200"},
        {"Rs 3,00,000", NULL, 400000, NULL},
        {"4.2%", NULL, 5.06, "5.1%"},
        {"-16%",
         "\xE2\x88\x92"
         "16%",
         -17.2,
         "\xE2\x88\x92"
         "17%"},
        {"$31-55k", NULL, 40000, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cs_amount a;
        struct cs_buf out;
        cs_buf_init(&out);
        assert_int_equal(cs_amounts_find(rows[i].text, strlen(rows[i].text), &a, 1), 1);
        const char *written = rows[i].written ? rows[i].written : rows[i].text;
        bool is_done = cs_amount_rewrite(cs_span_of(written), &a, rows[i].value, &out);
        if (is_done != (rows[i].anew != NULL) ||
            (is_done && strcmp(cs_buf_text(&out), rows[i].anew) != 0))
            fail_msg("'%s' to %g is '%s'", written, rows[i].value, cs_buf_text(&out));
        cs_buf_clear(&out);
    }
}

/* What is searched for behind a number must not be searched for again behind the next. */
static void finding_is_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {"1 ", "100 ",       "1,000", "$",
                                         "1-", "a hundred ", "2024-", "May "};
    enum { BYTES = 700 * 1000 };
    struct cs_amount *amounts = malloc(BYTES * sizeof *amounts);
    char *text = malloc(BYTES);
    assert_true(amounts && text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t n = strlen(pieces[i]);
        for (size_t k = 0; k + n <= BYTES; k += n)
            memcpy(text + k, pieces[i], n);
        clock_t start = clock();
        cs_amounts_find(text, BYTES / n * n, amounts, BYTES);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > 4)
            fail_msg("'%s': %.1f s", pieces[i], seconds);
    }
    free(text);
    free(amounts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_mark_thousands),
        cmocka_unit_test(spoken_money),
        cmocka_unit_test(notes_are_no_digits),
        cmocka_unit_test(pay_periods_are_told_apart),
        cmocka_unit_test(numbers_have_many_forms),
        cmocka_unit_test(money_has_a_currency),
        cmocka_unit_test(dates_and_codes_are_no_amounts),
        cmocka_unit_test(writing_keeps_the_form),
        cmocka_unit_test(finding_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
