/* Numbers as the world writes them: single cells, and columns whose cells tell of each other. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/text.h"
#include "data/currency.h"
#include "data/dataset.h"
#include "ingest/load.h"
#include "ingest/source/cell.h"
#include "ingest/source/digits.h"

#define NBSP "\xC2\xA0"
#define THIN "\xE2\x80\x89"
#define NARROW "\xE2\x80\xAF"
#define MINUS "\xE2\x88\x92"

/* ---- digits ---- */

static void test_marks(void **state)
{
    static const struct {
        const char *text;
        enum cs_marks marks;
        double point, comma; /* NAN: no number */
    } rows[] = {
        {"52000", CS_MARKS_NONE, 52000, 52000},
        {"52.5", CS_MARKS_POINT, 52.5, NAN},
        {"52,5", CS_MARKS_COMMA, NAN, 52.5},
        {"52.000", CS_MARKS_EITHER_POINT, 52, 52000},
        {"52,000", CS_MARKS_EITHER_COMMA, 52000, 52},
        {"1.234.567", CS_MARKS_COMMA, NAN, 1234567},
        {"1,234,567", CS_MARKS_POINT, 1234567, NAN},
        {"1.234,5", CS_MARKS_COMMA, NAN, 1234.5},
        {"1,234.5", CS_MARKS_POINT, 1234.5, NAN},
        {"0.987", CS_MARKS_POINT, 0.987, NAN},
        {"0,987", CS_MARKS_COMMA, NAN, 0.987},
        {"1234.567", CS_MARKS_POINT, 1234.567, NAN},
        {"12,50,000", CS_MARKS_POINT, 1250000, NAN},
        {"1,00,00,000.50", CS_MARKS_POINT, 10000000.5, NAN},
        {"12.50.000", CS_MARKS_BAD, NAN, NAN},
        {"123,50,000", CS_MARKS_BAD, NAN, NAN},
        {"52 000", CS_MARKS_NONE, 52000, 52000},
        {"52" NBSP "000", CS_MARKS_NONE, 52000, 52000},
        {"52" THIN "000,50", CS_MARKS_COMMA, NAN, 52000.5},
        {"52" NARROW "000.50", CS_MARKS_POINT, 52000.5, NAN},
        {"1'234'567", CS_MARKS_NONE, 1234567, 1234567},
        {"1’234.50", CS_MARKS_POINT, 1234.5, NAN},
        {"1'234 567", CS_MARKS_BAD, NAN, NAN},
        {"1,234 567", CS_MARKS_BAD, NAN, NAN},
        {"52 00", CS_MARKS_BAD, NAN, NAN},
        {"5.2E+04", CS_MARKS_POINT, 52000, NAN},
        {"5,2E+04", CS_MARKS_COMMA, NAN, 52000},
        {"-52.000", CS_MARKS_EITHER_POINT, -52, -52000},
        {"52.", CS_MARKS_POINT, 52, NAN},
        {".5", CS_MARKS_POINT, 0.5, NAN},
        {"", CS_MARKS_BAD, NAN, NAN},
        {".", CS_MARKS_BAD, NAN, NAN},
        {"1.2.3", CS_MARKS_BAD, NAN, NAN},
        {"1..5", CS_MARKS_BAD, NAN, NAN},
        {"5e", CS_MARKS_BAD, NAN, NAN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cs_span text = cs_span_of(rows[i].text);
        double point = NAN, comma = NAN;
        cs_digits_read(text, CS_DECIMAL_POINT, &point);
        cs_digits_read(text, CS_DECIMAL_COMMA, &comma);
        if (cs_digits_marks(text) != rows[i].marks || (isnan(point) != isnan(rows[i].point)) ||
            (isnan(comma) != isnan(rows[i].comma)) || (!isnan(point) && point != rows[i].point) ||
            (!isnan(comma) && comma != rows[i].comma))
            fail_msg("'%s': marks %d, %.17g, %.17g", rows[i].text, (int)cs_digits_marks(text),
                     point, comma);
    }
}

/* ---- cells ---- */

static void test_cells(void **state)
{
    static const struct {
        const char *text;
        double low, high; /* high NAN: one number; low NAN: refused */
        const char *currency;
    } rows[] = {
        {"$50-60k", 50000, 60000, "USD"},
        {"50–60k", 50000, 60000, ""},
        {"50 to 60k", 50000, 60000, ""},
        {"€50-60k", 50000, 60000, "EUR"},
        {"50-60 K", 50000, 60000, ""},
        {"$50-$60k", 50000, 60000, "USD"},
        {"50-60k USD", 50000, 60000, "USD"},
        {"USD 50-60k", 50000, 60000, "USD"},
        {"$1.2-1.5M", 1.2e6, 1.5e6, "USD"},
        {"17-21k", 17000, 21000, ""},
        {"0-10k", 0, 10000, ""},
        {"$50k-$60k", 50000, 60000, "USD"},
        {"500-1k", 500, 1000, ""},
        {"$50k-60", NAN, NAN, ""},
        {"900-1.2M", NAN, NAN, ""},
        {"(1,234)", -1234, NAN, ""},
        {"($1,234)", -1234, NAN, "USD"},
        {MINUS "1,234", -1234, NAN, ""},
        {MINUS "$5", -5, NAN, "USD"},
        {"$-5", -5, NAN, "USD"},
        {"-$5", -5, NAN, "USD"},
        {"--5", NAN, NAN, ""},
        {NBSP "52" NARROW "000" NBSP "€", 52000, NAN, "EUR"},
        {"50,000 usd", 50000, NAN, "USD"},
        {"CA$60,000", 60000, NAN, "CAD"},
        {"R$5,000", 5000, NAN, "BRL"},
        {"Rs. 8,75,000", 875000, NAN, "INR"},
        {"£42k", 42000, NAN, "GBP"},
        {"42kGBP", 42000, NAN, "GBP"},
        {"5.2E+04", 52000, NAN, ""},
        {"$5 XYZ", NAN, NAN, ""},
        {"12 monkeys", NAN, NAN, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cs_cell_number got = cs_cell_read_number(cs_span_of(rows[i].text), NULL, 0);
        if (isnan(rows[i].low)
                ? got.kind != CS_CELL_BAD
                : (got.low != rows[i].low || isnan(got.high) != isnan(rows[i].high) ||
                   (!isnan(got.high) && got.high != rows[i].high) ||
                   strcmp(got.currency, rows[i].currency) != 0))
            fail_msg("'%s': kind %d, %.17g to %.17g, %s", rows[i].text, (int)got.kind, got.low,
                     got.high, got.currency);
    }
}

static void test_markers_win(void **state)
{
    static const struct cs_marker markers[] = {
        {"-99", CS_NOT_AVAILABLE}, {"999999", CS_WITHHELD}, {"none", CS_NOT_REPORTED}};
    static const struct {
        const char *text;
        enum cs_presence presence;
    } rows[] = {
        {"-99", CS_NOT_AVAILABLE}, {" -99.0 ", CS_NOT_AVAILABLE}, {"999,999", CS_WITHHELD},
        {"999999.0", CS_WITHHELD}, {"NONE", CS_NOT_REPORTED},     {"99", CS_PRESENT},
        {"-99.5", CS_PRESENT},     {"999998", CS_PRESENT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cs_cell_number got = cs_cell_read_number(cs_span_of(rows[i].text), markers, 3);
        if (got.presence != rows[i].presence)
            fail_msg("'%s': presence %d", rows[i].text, (int)got.presence);
    }
}

/* ---- currencies ---- */

static void test_currencies(void **state)
{
    static const struct {
        const char *text, *code; /* NULL: none */
    } rows[] = {
        {"usd", "USD"},
        {"Usd", "USD"},
        {"$", "USD"},
        {"US$", "USD"},
        {"£", "GBP"},
        {"€", "EUR"},
        {"Euro", "EUR"},
        {"EUROS", "EUR"},
        {"British pounds", "GBP"},
        {"US dollar", "USD"},
        {"U.S. Dollars", "USD"},
        {"Yen", "JPY"},
        {"CA$", "CAD"},
        {"A$", "AUD"},
        {"AU$", "AUD"},
        {"GBP (£)", "GBP"},
        {"EUR - Euro", "EUR"},
        {"USD $", "USD"},
        {"Indian Rupee", "INR"},
        {" chf ", "CHF"},
        {"AUD/NZD", NULL},
        {"Other", NULL},
        {"XYZ", NULL},
        {"", NULL},
        {"GBP (€)", NULL},
        {"dollars or euros", NULL},
        {"12", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct cs_currency *got = cs_currency_named(cs_span_of(rows[i].text));
        if (got ? !rows[i].code || strcmp(got->code, rows[i].code) != 0 : rows[i].code != NULL)
            fail_msg("'%s': %s", rows[i].text, got ? got->code : "none");
    }
}

static void test_currencies_in_headers(void **state)
{
    static const struct {
        const char *header, *code;
    } rows[] = {
        {"salary_in_usd", "USD"},
        {"Median pay (EUR)", "EUR"},
        {"PAY IN CHF", "CHF"},
        {"Gross pay, £ a month", "GBP"},
        {"Lohn €", "EUR"},
        {"pay (Swiss francs)", "CHF"},
        {"wage [GBP]", "GBP"},
        {"EUR (€)", "EUR"},
        {"salary", NULL},
        {"Pay ($)", NULL},
        {"real hourly wage", NULL},
        {"pay EUR or USD", NULL},
        {"€ or £", NULL},
        {"top pay", NULL},
        {"all pay", NULL},
        {"pay (all staff)", NULL},
        {"try", NULL},
        {"pound for pound", NULL},
        {"", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct cs_currency *got = cs_currency_in_header(cs_span_of(rows[i].header));
        if (got ? !rows[i].code || strcmp(got->code, rows[i].code) != 0 : rows[i].code != NULL)
            fail_msg("'%s': %s", rows[i].header, got ? got->code : "none");
    }
}

/* No two rows are read from the same text, or one of them could never be. */
static void test_currencies_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < cs_n_currencies; i++) {
        const struct cs_currency *row = &cs_currencies[i];
        assert_ptr_equal(cs_currency_of(row->code), row);
        assert_true(cs_currency_may_begin(cs_span_of(row->code)));
        char list[512];
        snprintf(list, sizeof list, "%s", row->names ? row->names : "");
        for (char *name = list, *end; *name; name = end) {
            end = name + strcspn(name, "|");
            char last = *end;
            *end = '\0';
            if (cs_currency_named(cs_span_of(name)) != row)
                fail_msg("'%s' is not %s", name, row->code);
            for (size_t n = 1; n <= strlen(name); n++)
                if ((name[n] == ' ' || !name[n]) &&
                    !cs_currency_may_begin((struct cs_span){name, n}))
                    fail_msg("'%.*s' begins '%s'", (int)n, name, name);
            end += last == '|';
        }
        snprintf(list, sizeof list, "%s", row->signs ? row->signs : "");
        for (char *sign = list, *end; *sign; sign = end) {
            end = sign + strcspn(sign, " ");
            char last = *end;
            *end = '\0';
            if (cs_currency_named(cs_span_of(sign)) != row ||
                !cs_currency_may_begin(cs_span_of(sign)))
                fail_msg("'%s' is not %s", sign, row->code);
            end += last == ' ';
        }
    }
}

static void test_prefixes(void **state)
{
    static const char *const rows[][2] = {{"USD", "$"},    {"THB", "THB "}, {"CAD", "C$"},
                                          {"SEK", "SEK "}, {"XXX", "XXX "}, {"", ""}};
    char out[CS_CURRENCY_PREFIX_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(cs_currency_prefix(rows[i][0], " ", out), rows[i][1]);
}

/* ---- columns ---- */

struct fixture {
    struct cs_layouts layouts;
    struct cs_diag diag;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f)
        return -1;
    cs_diag_init(&f->diag);
    return cs_layouts_load_folder(&f->layouts, CS_SOURCE_DIR "/datasets/layouts", &f->diag);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    cs_diag_clear(&f->diag);
    cs_layouts_clear(&f->layouts);
    free(f);
    return 0;
}

/* What a table of the text gives, read row by row and by the quick reader: the sum of its answers
 * and how many there are, or the first error. */
struct outcome {
    double sum;
    size_t n, n_warnings, n_errors;
    char error[256];
};

static void add_all(const struct cs_dataset *dataset, struct outcome *out)
{
    const struct cs_observations *rows = &dataset->observations;
    for (size_t i = 0; i < rows->n_rows; i++) {
        out->n += isfinite(rows->value[i]);
        out->sum += isfinite(rows->value[i]) ? rows->value[i] : 0;
    }
}

static struct outcome read_text(struct fixture *f, const char *text)
{
    char path[] = "/tmp/careerstat-numbers-XXXXXX.csv";
    struct outcome out = {0};
    FILE *file = fdopen(mkstemps(path, 4), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    struct cs_dataset *dataset = cs_dataset_new();
    struct cs_load_options options = {.intake.layouts = &f->layouts, .allows_rejects = 1};
    assert_int_equal(cs_load(dataset, path, &options, NULL, &f->diag), CS_OK);
    add_all(dataset, &out);
    out.n_warnings = f->diag.n_warnings;
    out.n_errors = f->diag.n_errors;
    for (size_t i = 0; i < f->diag.n_messages && !out.error[0]; i++)
        if (f->diag.messages[i].severity == CS_ERROR)
            snprintf(out.error, sizeof out.error, "%s", f->diag.messages[i].text);
    cs_dataset_free(dataset);
    cs_diag_clear(&f->diag);
    cs_diag_init(&f->diag);
    remove(path);
    return out;
}

static void test_columns(void **state)
{
    enum { REFUSED = -1 };
    static const struct {
        const char *name, *text;
        double sum; /* REFUSED: nothing is taken */
        size_t n_warnings, n_errors;
    } rows[] = {
        {"point thousands, semicolons", "level;salary\nA;50.000\nA;52.000\nA;54.500\n", 156500, 1,
         0},
        {"the same with commas", "level,salary\nA,50.000\nA,52.000\n", 102000, 1, 0},
        {"with tabs", "level\tsalary\nA\t50.000\nA\t52.000\n", 102000, 1, 0},
        {"settled by a neighbor", "level;salary\nA;50.000\nA;52.000,50\n", 102000.5, 0, 0},
        {"settled by another column", "level;salary;hours\nA;50.000;38,5\nA;52.000;40,0\n", 102000,
         0, 0},
        {"another column against the size", "level,salary,hours\nA,50.000,38.5\nA,52.000,40.0\n",
         REFUSED, 0, 2},
        {"among whole numbers", "level,salary\nA,50.000\nA,52000\nA,48000\n", 150000, 1, 0},
        {"plain decimals", "level,salary\nA,50000.50\nA,52.5e3\n", 102500.5, 0, 0},
        {"American thousands", "level,salary\nA,\"50,000\"\nA,\"52,000\"\n", 102000, 0, 0},
        {"decimal comma", "level;salary\nA;50000,50\nA;52000,25\n", 102000.75, 0, 0},
        {"two points", "level;salary\nA;1.250.000\nA;950.000\n", 2200000, 0, 0},
        {"both marks, each proven", "level;salary\nA;1.250,50\nA;1,250.50\n", 2501, 1, 0},
        {"both marks, one not", "level;salary\nA;50.000\nA;52,000\n", REFUSED, 0, 2},
        {"proven by most, contradicted by one",
         "level;salary\nA;50.000,50\nA;52.000,50\nA;52,000.50\n", 154001.5, 1, 0},
        {"yen a month by the columns beside it",
         "level;salary;pay_period;currency\nA;902,577;month;JPY\nA;365,200;month;JPY\n", 1267777, 0,
         0},
        {"a cell of other marks against the size of the rest",
         "level,salary\nA,\"33,100\"\nA,\"25 243,00\"\nA,\"66,448\"\n", 25243, 0, 2},
        {"weeks and years in one column, whole rows",
         "level,salary,rate type\nA,\"1,901\",week\nA,448,week\nA,\"43,392\",yearly\n", 2349, 0, 1},
        {"the first has no value", "level,salary\nA,n/a\nA,\"£50,000\"\nA,\"£52,000\"\n", 102000, 0,
         0},
        {"two currencies behind one without a value", "level,salary\nA,..\nA,£50000\nA,€52000\n",
         50000, 0, 1},
        {"narrow blanks", "level;salary\nA;42" NARROW "500,50\nA;44" NARROW "000,00\n", 86500.5, 0,
         0},
        {"apostrophes", "level;salary\nA;52'000\nA;54’000\n", 106000, 0, 0},
        {"lakh", "level,salary\nA,\"12,50,000\"\nA,\"8,75,000\"\n", 2125000, 0, 0},
        {"currencies, however they are spelled",
         "level,salary,currency\nA,50000,usd\nA,40000,USD\nA,60000,$\n", 150000, 0, 0},
        {"a mixture of currencies", "level,salary,currency\nA,50000,Euro\nA,40000,British pounds\n",
         50000, 0, 1},
        {"one row that is no currency",
         "level,salary,currency\nA,50000,USD\nA,90000,AUD/NZD\nA,52000,USD\n", 102000, 0, 1},
        {"a bare dollar among euros", "level,salary,currency\nA,€50000,EUR\nA,$40000,EUR\n", 50000,
         0, 1},
        {"a column of currencies under another name",
         "level,salary,Your currency\nA,50000,GBP\nA,40000,USD\n", 50000, 0, 1},
        {"hours and years by a column", "level,salary,WAGE_UNIT_OF_PAY\nA,25,Hour\nA,51000,Year\n",
         25, 0, 1},
        {"weeks and two weeks", "level,salary,unit\nA,1000,Week\nA,2200,Bi-Weekly\n", 2100, 0, 0},
        {"a word that is no time", "level,salary,pay_period\nA,25,hourly\nA,27,\nA,30,N/A\n", 25, 0,
         2},
        {"thousands in parentheses", "level,salary\nA,\"(1,200)\"\nA,\"51,000\"\n", 51000, 0, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome got = read_text(*state, rows[i].text);
        double sum = got.n ? got.sum : REFUSED;
        if (fabs(sum - rows[i].sum) > 1e-6 || got.n_warnings != rows[i].n_warnings ||
            got.n_errors != rows[i].n_errors)
            fail_msg("%s: %.2f of %zu, %zu warnings, %zu errors: %s", rows[i].name, got.sum, got.n,
                     got.n_warnings, got.n_errors, got.error);
    }
}

/* Cells that come after the sample are held against what it told. */
static void test_after_the_sample(void **state)
{
    static const struct {
        const char *usual, *last;
        double taken; /* NAN: refused */
    } rows[] = {
        {"50000", "52.500", 52500},       {"50000", "\"52,500\"", 52500},
        {"50000", "52500.5", 52500.5},    {"50.50", "\"52,5\"", NAN},
        {"\"50,50\"", "52.5", NAN},       {"50.50", "52.500", 52.5},
        {"500", "\"52,500\"", NAN},       {"500", "5.250", NAN},
        {"50000.5", "\"52,500\"", 52500},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[8192] = "level,salary\n";
        size_t n = strlen(text);
        for (int k = 0; k < 200; k++)
            n += (size_t)snprintf(text + n, sizeof text - n, "A,%s\n", rows[i].usual);
        double before = read_text(*state, text).sum;
        snprintf(text + n, sizeof text - n, "A,%s\n", rows[i].last);
        struct outcome got = read_text(*state, text);
        if (isnan(rows[i].taken) ? got.n_errors != 1
                                 : fabs(got.sum - before - rows[i].taken) > 1e-6)
            fail_msg("%s after %s: %.3f, %zu errors", rows[i].last, rows[i].usual, got.sum - before,
                     got.n_errors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_markers_win),
        cmocka_unit_test(test_currencies),
        cmocka_unit_test(test_currencies_in_headers),
        cmocka_unit_test(test_currencies_are_told_apart),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_after_the_sample),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
