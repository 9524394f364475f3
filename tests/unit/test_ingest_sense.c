/* What each cell does not tell by itself: pay on two scales in one column, percentiles out of
 * order, shares above the whole. Told with the place, from text by either reader and from
 * workbooks; and not told of data that are merely broad. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/outfile.h"
#include "ingest/load.h"
#include "ingest/profile/pay_scale.h"
#include "ingest/reference.h"
#include "made_files.h"

static struct cs_layouts layouts;
static struct cs_reference reference;
static char csv_path[] = "/tmp/careerstat-sense-XXXXXX.csv";
static char xlsx_path[] = "/tmp/careerstat-sense-XXXXXX.xlsx";

static int set_up(void **state)
{
    struct cs_diag diag;
    (void)state;
    cs_diag_init(&diag);
    int csv = mkstemps(csv_path, 4), xlsx = mkstemps(xlsx_path, 5);
    return csv < 0 || xlsx < 0 || close(csv) || close(xlsx) ||
           cs_layouts_load_folder(&layouts, CS_SOURCE_DIR "/datasets/layouts", &diag) ||
           cs_reference_load(&reference, CS_SOURCE_DIR "/datasets/reference", &diag);
}

static int tear_down(void **state)
{
    (void)state;
    cs_layouts_clear(&layouts);
    cs_reference_clear(&reference);
    return unlink(csv_path) || unlink(xlsx_path);
}

/* ---- reading ---- */

static void write_file(const char *path, const struct cs_buf *bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes->data, 1, bytes->size, file), bytes->size);
    assert_int_equal(fclose(file), 0);
}

/* The cells of a CSV without quotes, as a sheet. */
static struct cs_buf sheet_of(const struct cs_buf *csv)
{
    struct cs_buf sheet;
    const char *at = cs_buf_text(csv);
    cs_buf_init(&sheet);
    cs_buf_puts(&sheet, "<sheetData>");
    while (*at) {
        size_t line = strcspn(at, "\n");
        cs_buf_puts(&sheet, "<row>");
        for (const char *end = at + line; at <= end; at++) {
            int n = (int)strcspn(at, ",\n");
            char *rest;
            bool is_number = n > 0 && (strtod(at, &rest), rest == at + n);
            cs_buf_printf(&sheet,
                          is_number ? "<c><v>%.*s</v></c>"
                                    : "<c t=\"inlineStr\"><is><t>%.*s</t></is></c>",
                          n, at);
            at += n;
        }
        cs_buf_puts(&sheet, "</row>");
    }
    cs_buf_puts(&sheet, "</sheetData>");
    return sheet;
}

/* The messages of a load, without their hints. */
static struct cs_buf read_path(const char *path, struct cs_load_options options)
{
    struct cs_diag diag;
    struct cs_buf out;
    struct cs_dataset *dataset = cs_dataset_new();
    cs_diag_init(&diag);
    cs_buf_init(&out);
    options.intake.layouts = &layouts;
    options.intake.reference = &reference;
    options.intake.period = "2024";
    options.allows_rejects = true;
    assert_int_equal(cs_load(dataset, path, &options, NULL, &diag), CS_OK);
    for (size_t i = 0; i < diag.n_messages; i++) {
        struct cs_message *message = &diag.messages[i];
        if (message->severity == CS_NOTE)
            continue;
        if (message->cell)
            cs_buf_printf(&out, "%s: %s\n", message->cell, message->text);
        else
            cs_buf_printf(&out, "%u: %s\n", (unsigned)message->line, message->text);
    }
    cs_diag_clear(&diag);
    cs_dataset_free(dataset);
    return out;
}

/* `words` is all that must be told, each line a start of one; NULL: nothing. */
static void check_messages(struct cs_buf got, const char *words, const char *what)
{
    const char *text = cs_buf_text(&got);
    bool is_right = words ? strncmp(text, words, strlen(words)) == 0 &&
                                strchr(text, '\n') == text + got.size - 1
                          : got.size == 0;
    if (!is_right)
        fail_msg("%s: not\n%s\nbut\n%s", what, words ? words : "(nothing)", text);
    cs_buf_clear(&got);
}

/* By both readers, and as a workbook where the message is `in_book`. */
static void check(const struct cs_buf *csv, const char *words, const char *in_book)
{
    struct cs_load_options slow = {.reader = CS_READER_LIBCSV, .intake = {.mixes_currencies = 1}};
    struct cs_load_options fast = {.is_grouped = 1, .group_dims = 31, .n_threads = 3};
    struct cs_load_options pieces = fast;
    pieces.block_bytes = 700;
    write_file(csv_path, csv);
    check_messages(read_path(csv_path, slow), words, "libcsv");
    if (!strstr(cs_buf_text(csv), "currency")) {
        check_messages(read_path(csv_path, fast), words, "fast");
        check_messages(read_path(csv_path, pieces), words, "fast, in pieces");
    }
    struct cs_buf sheet = sheet_of(csv), book = make_xlsx(cs_buf_text(&sheet), NULL, NULL);
    write_file(xlsx_path, &book);
    check_messages(read_path(xlsx_path, slow), in_book, "workbook");
    cs_buf_clear(&sheet);
    free(book.data);
}

/* ---- two scales ---- */

static double next_share(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 40) / (1 << 24);
}

/* Answers of one kind, and every nth of another from the `from`th row on. */
struct mixture {
    size_t n;
    double low, high; /* of the most, alike in their logarithms */
    double odd_low, odd_high;
    size_t from, every;
    const char *words, *in_book;
};

static void make_answers(struct cs_buf *csv, const struct mixture *mixture)
{
    uint64_t state = 7;
    cs_buf_init(csv);
    cs_buf_puts(csv, "job_title,region,salary\n");
    for (size_t i = 0; i < mixture->n; i++) {
        bool is_odd =
            mixture->every && i >= mixture->from && (i - mixture->from) % mixture->every == 0;
        double low = is_odd ? mixture->odd_low : mixture->low;
        double high = is_odd ? mixture->odd_high : mixture->high;
        double amount = low > 0 ? low * pow(high / low, next_share(&state)) : 0;
        cs_buf_printf(csv, "Nurse %zu,Texas,%.*f\n", i % 7, amount < 100 ? 2 : 0, amount);
    }
}

#define SALARY "column 'salary' (field 3): "
#define CELL "column 'salary': "
#define HOUR "pay per hour seems mixed with pay for a year\n"

static void two_scales_are_told(void **state)
{
    static const struct mixture rows[] = {
        {5, 40000, 60000, 22.5, 22.5, 1, 99, "3: " SALARY "'22.5' is some 2000 times smaller",
         "C3: " CELL "'22.5' is some 2000 times smaller"},
        {3000, 30000, 200000, 15, 95, 0, 2, "2: " SALARY "'", "C2: " CELL "'"},
        {3000, 30000, 200000, 15, 95, 2900, 40, "2902: " SALARY "'", "C2902: " CELL "'"},
        {3000, 30000, 200000, 40, 200, 1700, 30, "1702: " SALARY "'", "C1702: " CELL "'"},
        /* Mostly by the hour: the odd ones are those that are no pay for a year, the first of all.
         */
        {3000, 15, 95, 40000, 90000, 2500, 20, "2: " SALARY "'", "C2: " CELL "'"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cs_buf csv;
        make_answers(&csv, &rows[i]);
        check(&csv, rows[i].words, rows[i].in_book);
        cs_buf_clear(&csv);
    }
}

static void the_message_says_what_is_mixed(void **state)
{
    struct cs_buf csv;
    (void)state;
    cs_buf_init(&csv);
    cs_buf_puts(&csv, "job_title,region,salary\nA,Texas,51000\nB,Texas,25\nC,Texas,24\nD,Texas,"
                      "49000\nE,Texas,57000\n");
    check(&csv,
          "3: " SALARY "'25' is the first of 2 amounts some 2000 times smaller than the other "
          "3: " HOUR,
          "C3: " CELL
          "'25' is the first of 2 amounts some 2000 times smaller than the other 3: " HOUR);
    cs_buf_reset(&csv);
    cs_buf_puts(&csv, "job_title,region,salary\nA,Texas,48000\nB,Texas,52\nC,Texas,61000\n");
    check(&csv,
          "3: " SALARY "'52' is some 1000 times smaller than the other 2: pay in thousands, or "
          "per hour, seems mixed with pay for a year\n",
          "C3: " CELL "'52' is some 1000 times smaller");
    cs_buf_clear(&csv);
}

static void broad_data_are_not_told(void **state)
{
    static const struct mixture rows[] = {
        {3000, 3000, 400000, 0, 0, 0, 0, NULL, NULL},          /* part of the year, and doctors */
        {3000, 300, 700000, 0, 0, 0, 0, NULL, NULL},           /* as the census has them */
        {3000, 30000, 200000, 300, 9000, 5, 9, NULL, NULL},    /* many small ones, down to 300 */
        {3000, 30000, 200000, 900, 2400, 40, 50, NULL, NULL},  /* a month's pay: not to be told */
        {40, 30000, 180000, 3.6e7, 3.6e7, 30, 99, NULL, NULL}, /* one who owns the place */
        {3000, 30000, 200000, 0, 0, 5, 3, "7: " SALARY "'0' counts as pay, in 999 rows",
         "C7: " CELL "'0' counts as pay, in 999 rows"}, /* nothing earned, or no answer */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cs_buf csv;
        make_answers(&csv, &rows[i]);
        check(&csv, rows[i].words, rows[i].in_book);
        cs_buf_clear(&csv);
    }
}

/* Each currency has a scale of its own. */
static void currencies_are_not_scales(void **state)
{
    struct cs_buf csv;
    (void)state;
    cs_buf_init(&csv);
    cs_buf_puts(&csv, "job_title,currency,salary\nA,USD,60000\nB,USD,72000\nC,IDR,120000000\n"
                      "D,IDR,96000000\nE,KWD,9000\nF,VND,300000000\n");
    check(&csv, NULL, NULL);
    cs_buf_puts(&csv, "G,USD,31\n");
    check(&csv, "8: " SALARY "'31' is some 3000 times smaller than the other 2",
          "C8: " CELL "'31' is some 3000 times smaller than the other 2");
    cs_buf_clear(&csv);
}

/* Numbers that may be no pay: losses, marks, zeros, columns of another time. */
static void odd_amounts_are_told(void **state)
{
    static const struct {
        const char *rows, *words, *in_book;
    } files[] = {
        {"A,Texas,48000\nB,Ohio,-9\nC,Ohio,52000\n", "3: " SALARY "'-9' is negative",
         "C3: " CELL "'-9' is negative"},
        {"A,Texas,48000\nB,Ohio,\xE2\x88\x92"
         "48000\nC,Ohio,52000\n",
         "3: " SALARY "'\xE2\x88\x92"
         "48000' is negative",
         "C3: " CELL "'\xE2\x88\x92"
         "48000'"},
        {"A,Texas,48000\nB,Ohio,9999999\nC,Ohio,52000\nD,Ohio,9999999\n",
         "3: " SALARY
         "'9999999' looks like a mark for a missing answer, and counts as pay, in 2 rows",
         "C3: " CELL "'9999999' looks like a mark"},
        {"A,Texas,48000\nB,Ohio,888888\nC,Ohio,52000\n", "3: " SALARY "'888888' looks like",
         "C3: " CELL "'888888' looks like"},
        {"A,Texas,48000\nB,Ohio,99999\nC,Ohio,52000\nD,Ohio,99999\n",
         "3: " SALARY "'99999' looks like", "C3: " CELL "'99999' looks like"},
        {"A,Texas,48000\nB,Ohio,99999\nC,Ohio,52000\nD,Ohio,88888\n", NULL, NULL},
        {"A,Texas,980000\nB,Ohio,999999\nC,Ohio,870000\nD,Ohio,920000\n", NULL, NULL},
        {"A,Texas,48000\nB,Ohio,0\nC,Ohio,52000\n", "3: " SALARY "'0' counts as pay\n",
         "C3: " CELL "'0' counts as pay\n"},
        {"A,Texas,1650\nB,Ohio,2075\nC,Ohio,2500\n",
         "1: " SALARY "half of the 3 amounts are below 3100: little for a year",
         "C1: " CELL "half of"},
        {"A,Texas,4650\nB,Ohio,5075\nC,Ohio,4500\n",
         "1: " SALARY "half of the 3 amounts are below 6200: little for a year",
         "C1: " CELL "half of"},
        {"A,Texas,21000\nB,Ohio,18500\nC,Ohio,12500\n", NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct cs_buf csv;
        cs_buf_init(&csv);
        cs_buf_printf(&csv, "job_title,region,salary\n%s", files[i].rows);
        check(&csv, files[i].words, files[i].in_book);
        cs_buf_clear(&csv);
    }
}

static bool splits(struct cs_unit unit, const double *amounts, size_t n, struct cs_pay_split *out)
{
    struct cs_pay_scales scales = {0};
    for (size_t i = 0; i < n; i++)
        cs_pay_scale_note(cs_pay_scales_get(&scales, 3, unit), amounts[i], i + 2);
    bool is_split = cs_pay_scale_split(&scales.items[0], out);
    cs_pay_scales_clear(&scales);
    return is_split;
}

static void scales_are_judged_by_unit(void **state)
{
    static const struct cs_unit hour = {CS_UNIT_MONEY, CS_PER_HOUR, "USD"};
    static const struct cs_unit month = {CS_UNIT_MONEY, CS_PER_MONTH, "THB"};
    static const struct cs_unit year = {CS_UNIT_MONEY, CS_PER_YEAR, "JPY"};
    static const struct cs_unit untold = {CS_UNIT_MONEY, CS_PER_NONE, ""};
    struct cs_pay_split split;
    (void)state;
    assert_true(splits(hour, (double[]){25, 31, 51000, 22}, 4, &split));
    assert_false(split.is_low);
    assert_int_equal(split.first.line, 4);
    assert_int_equal(split.n_odd, 1);
    assert_false(splits(hour, (double[]){25, 31, 400, 22}, 4, &split)); /* a surgeon's hour */
    assert_true(splits(month, (double[]){25000, 180, 31000}, 3, &split));
    assert_int_equal(split.first.line, 3);
    assert_false(splits(month, (double[]){25000, 9000, 310000}, 3, &split));
    assert_true(splits(year, (double[]){5200, 4.8e6, 6.1e6}, 3, &split)); /* in thousands */
    assert_false(splits(year, (double[]){900000, 4.8e6, 6.1e7}, 3, &split));
    assert_false(splits(untold, (double[]){25, 31000, 51000}, 3, &split));
    assert_false(splits(hour, (double[]){-25, 0, 25}, 3, &split));
}

/* ---- order ---- */

static void check_text(const char *text, const char *words, const char *in_book)
{
    struct cs_buf csv;
    cs_buf_init(&csv);
    cs_buf_puts(&csv, text);
    check(&csv, words, in_book);
    cs_buf_clear(&csv);
}

#define OEWS                                                                                       \
    "AREA,OCC_CODE,OCC_TITLE,O_GROUP,TOT_EMP,H_MEAN,A_MEAN,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_"    \
    "PCT90,"                                                                                       \
    "YEAR\n"
#define OEWS_ROW "99,43-6013,Medical Secretaries,detailed,1000,20.50,42640,"
#define TIDY "occupation_code,region,period,measure,value,unit\n"

static void percentiles_that_fall_are_told(void **state)
{
    (void)state;
    check_text(OEWS OEWS_ROW "31200,35000,39520,49000,52000,2024\n", NULL, NULL);
    check_text(OEWS OEWS_ROW "42640,42640,42640,42640,42640,2024\n", NULL, NULL);
    check_text(OEWS OEWS_ROW "31200,35000,38000,39000,39520,2024\n",
               "2: column 'A_MEAN' (field 7): '42640' as average pay is above 39520 as 90th",
               "G2: column 'A_MEAN': '42640' as average pay is above 39520");
    check_text(OEWS OEWS_ROW "31200,47520,39520,49000,52000,2024\n",
               "2: column 'A_PCT25' (field 9): '47520' as 25th percentile pay is above 39520 as "
               "median pay (column 'A_MEDIAN')\n",
               "I2: column 'A_PCT25': '47520' as 25th percentile pay is above 39520");
    check_text(OEWS OEWS_ROW "31200,35000,39520,49000,48000,2024\n",
               "2: column 'A_PCT75' (field 11): '49000' as 75th", "K2: column 'A_PCT75': '49000'");
    /* Across one that is missing. */
    check_text(OEWS OEWS_ROW "31200,41000,*,40000,52000,2024\n",
               "2: column 'A_PCT25' (field 9): '41000' as 25th", "I2: column 'A_PCT25': '41000'");
    /* A cap may hide any amount above it, and is itself one. */
    check_text(OEWS OEWS_ROW "31200,35000,239200,#,#,2024\n", NULL, NULL);
    check_text(OEWS OEWS_ROW "31200,35000,#,49000,#,2024\n",
               "2: column 'A_MEDIAN' (field 10): '239200' as median",
               "J2: column 'A_MEDIAN': '239200' as median");
}

static void rows_of_one_figure_are_held_together(void **state)
{
    (void)state;
    check_text(TIDY "43-6013,US,2024,wage_p25,30000,USD/year\n"
                    "43-6013,TX,2024,wage_median,20000,USD/year\n"
                    "43-6013,US,2023,wage_median,20000,USD/year\n"
                    "43-6013,US,2024,wage_median,14.4,USD/hour\n"
                    "43-6013,US,2024,wage_median,40000,USD/year\n",
               NULL, NULL);
    check_text(TIDY "43-6013,US,2024,wage_median,40000,USD/year\n"
                    "29-1141,US,2024,wage_median,90000,USD/year\n"
                    "43-6013,US,2024,wage_p25,44000,USD/year\n",
               "4: column 'value' (field 5): '44000' as 25th percentile pay is above 40000 as "
               "median pay (line 2)\n",
               "E4: column 'value': '44000' as 25th percentile pay is above 40000");
}

static void medians_lie_in_their_range(void **state)
{
    (void)state;
    check_text(TIDY "43-6013,US,2024,wage_low,30000,USD/year\n"
                    "43-6013,US,2024,wage_high,50000,USD/year\n"
                    "43-6013,US,2024,wage_median,41000,USD/year\n",
               NULL, NULL);
    check_text(TIDY "43-6013,US,2024,wage_low,30000,USD/year\n"
                    "43-6013,US,2024,wage_high,50000,USD/year\n"
                    "43-6013,US,2024,wage_median,51000,USD/year\n",
               "4: column 'value' (field 5): '51000' as median pay is above 50000 as high end",
               "E4: column 'value': '51000' as median pay is above 50000 as high end");
    check_text(TIDY "43-6013,US,2024,wage_low,30000,USD/year\n"
                    "43-6013,US,2024,wage_median,29000,USD/year\n",
               "2: column 'value' (field 5): '30000' as low end", "E2: column 'value': '30000'");
    check_text(TIDY "43-6013,US,2024,wage_entry,30000,USD/year\n"
                    "43-6013,US,2024,wage_mean,29000,USD/year\n",
               "2: column 'value' (field 5): '30000' as entry pay",
               "E2: column 'value': '30000' as entry pay");
}

static void shares_above_the_whole_are_told(void **state)
{
    (void)state;
    check_text(TIDY "43-6013,US,2024,industry_share,100,percent\n"
                    "43-6013,US,2024,percent_change,140,percent\n"
                    "43-6013,US,2024,wage_mean_rse,110,percent\n"
                    "43-6013,US,2024,employment_change,-40,jobs\n",
               NULL, NULL);
    check_text(TIDY "43-6013,US,2024,industry_share,104,percent\n",
               "2: column 'value' (field 5): '104' is a share of more than 100 percent\n",
               "E2: column 'value': '104' is a share");
    check_text(TIDY "43-6013,US,2024,self_employed_percent,-3,percent\n",
               "2: column 'value' (field 5): '-3' is negative", "E2: column 'value': '-3' is neg");
    check_text(TIDY "43-6013,US,2024,percent_change,-120,percent\n",
               "2: column 'value' (field 5): '-120' is a fall", "E2: column 'value': '-120' is a");
    check_text(TIDY "43-6013,US,2024,employment,-120,jobs\n",
               "2: column 'value' (field 5): '-120' is negative", "E2: column 'value': '-120' is");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_scales_are_told),
        cmocka_unit_test(the_message_says_what_is_mixed),
        cmocka_unit_test(broad_data_are_not_told),
        cmocka_unit_test(currencies_are_not_scales),
        cmocka_unit_test(odd_amounts_are_told),
        cmocka_unit_test(scales_are_judged_by_unit),
        cmocka_unit_test(percentiles_that_fall_are_told),
        cmocka_unit_test(rows_of_one_figure_are_held_together),
        cmocka_unit_test(medians_lie_in_their_range),
        cmocka_unit_test(shares_above_the_whole_are_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
