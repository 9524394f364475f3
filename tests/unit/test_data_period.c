/* data/period and data/date: what is written reads back as itself, and dates of every form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/source/date.h"
#include "data/period.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void check_same(struct cs_period period)
{
    char text[CS_PERIOD_TEXT_BYTES];
    struct cs_period again;
    cs_period_format(period, text);
    if (!cs_period_parse(cs_span_of(text), &again) || cs_period_compare(period, again) != 0)
        fail_msg("%d to %d, month %d, day %d is written %s", period.start_year, period.end_year,
                 period.month, period.day, text);
}

static void every_period_reads_back_as_itself(void **state)
{
    (void)state;
    for (int year = 1800; year < 2200; year++) {
        for (int end = year; end < 2200; end++)
            check_same((struct cs_period){year, end, 0, 0});
        for (int month = 1; month <= 12; month++)
            for (int day = 0; day <= 31; day++)
                check_same((struct cs_period){year, year, month, day});
    }
}

static void two_digits_are_a_month_where_they_can_be_one(void **state)
{
    (void)state;
    static const struct {
        const char *text, *canonical, *other; /* as a span; NULL none */
    } rows[] = {
        {"2002-12", "2002-12", "2002-2012"},
        {"2008-12", "2008-12", "2008-2012"},
        {"2012-08", "2012-08", NULL},
        {"2024-34", "2024-34", NULL},
        {"2008-2012", "2008-2012", NULL},
        {"2002\xE2\x80\x93"
         "2012",
         "2002-2012", NULL},
        {"1998-2008", "1998-2008", NULL},
        {"2024-2034", "2024-34", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cs_period period, span;
        char text[CS_PERIOD_TEXT_BYTES];
        assert_true(cs_period_parse(cs_span_of(rows[i].text), &period));
        assert_string_equal(cs_period_format(period, text), rows[i].canonical);
        assert_int_equal(cs_period_as_span(period, &span), rows[i].other != NULL);
        if (rows[i].other)
            assert_string_equal(cs_period_format(span, text), rows[i].other);
    }
}

static void what_ends_later_is_newer(void **state)
{
    (void)state;
    static const char *const in_order[] = {"2009",       "2008-2010", "2010",      "2010-05",
                                           "2010-06",    "2008-2012", "2010-2012", "2012",
                                           "2012-08-01", "2013"};
    for (size_t i = 1; i < COUNT(in_order); i++) {
        struct cs_period before, after;
        assert_true(cs_period_parse(cs_span_of(in_order[i - 1]), &before));
        assert_true(cs_period_parse(cs_span_of(in_order[i]), &after));
        if (cs_period_compare(before, after) >= 0 || cs_period_compare(after, before) <= 0)
            fail_msg("%s is not before %s", in_order[i - 1], in_order[i]);
        assert_int_equal(cs_period_compare(after, after), 0);
    }
}

static void dates_of_every_form_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned orders;
        const char *out; /* NULL: no date; "?2023": unclear but for the year; "?": unclear */
    } rows[] = {
        {"2023-5-1", CS_ALL_ORDERS, "2023-05-01"},
        {"2023/05/01", CS_ALL_ORDERS, "2023-05-01"},
        {"2023.05.01", CS_ALL_ORDERS, "2023-05-01"},
        {"2023-05-01 00:00:00", CS_ALL_ORDERS, "2023-05-01"},
        {"2023-05-01T13:45:00Z", CS_ALL_ORDERS, "2023-05-01"},
        {"5/31/2023 0:00", CS_ALL_ORDERS, "2023-05-31"},
        {"May 1, 2023 12:00 AM", CS_ALL_ORDERS, "2023-05-01"},
        {"2023.0", CS_ALL_ORDERS, "2023"},
        {"2023.00", CS_ALL_ORDERS, "2023"},
        {"202305", CS_ALL_ORDERS, "2023-05"},
        {"20230501", CS_ALL_ORDERS, "2023-05-01"},
        {"20231301", CS_ALL_ORDERS, NULL},
        {"1 May 2023", CS_ALL_ORDERS, "2023-05-01"},
        {"1st of May 2023", CS_ALL_ORDERS, "2023-05-01"},
        {"Mon, 1 May 2023", CS_ALL_ORDERS, "2023-05-01"},
        {"01-May-2023", CS_ALL_ORDERS, "2023-05-01"},
        {"01-MAY-23", CS_ALL_ORDERS, "2023-05-01"},
        {"Sept. 30, 1999", CS_ALL_ORDERS, "1999-09-30"},
        {"May 2023", CS_ALL_ORDERS, "2023-05"},
        {"May-23", CS_ALL_ORDERS, "2023-05"},
        {"2023 May", CS_ALL_ORDERS, "2023-05"},
        {"5/2023", CS_ALL_ORDERS, "2023-05"},
        {"31.05.2023", CS_ALL_ORDERS, "2023-05-31"},
        {"04.05.2023", CS_ALL_ORDERS, "2023-05-04"},
        {"05.31.2023", CS_ALL_ORDERS, NULL},
        {"31/05/2023", CS_ALL_ORDERS, "2023-05-31"},
        {"05/31/2023", CS_ALL_ORDERS, "2023-05-31"},
        {"05/05/2023", CS_ALL_ORDERS, "2023-05-05"},
        {"04/05/2023", CS_ALL_ORDERS, "?2023"},
        {"04/05/2023", CS_DAY_FIRST, "2023-05-04"},
        {"04/05/2023", CS_MONTH_FIRST, "2023-04-05"},
        {"31/05/2023", CS_MONTH_FIRST, NULL},
        {"23/05/31", CS_ALL_ORDERS, "?"},
        {"23/05/31", CS_YEAR_FIRST, "2023-05-31"},
        {"31/05/23", CS_DAY_FIRST, "2023-05-31"},
        {"99/13/01", CS_ALL_ORDERS, NULL},
        {"29/02/2024", CS_ALL_ORDERS, "2024-02-29"},
        {"29/02/2023", CS_ALL_ORDERS, NULL},
        {"2023-02-29", CS_ALL_ORDERS, NULL},
        {"5-Mar", CS_ALL_ORDERS, NULL},
        {"2023.5", CS_ALL_ORDERS, NULL},
        {"45047", CS_ALL_ORDERS, NULL},
        {"2023-", CS_ALL_ORDERS, NULL},
        {"soon", CS_ALL_ORDERS, NULL},
        {"", CS_ALL_ORDERS, NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cs_period period;
        char text[CS_PERIOD_TEXT_BYTES + 1] = "?";
        enum cs_date_reading reading =
            cs_date_read(cs_span_of(rows[i].text), rows[i].orders, &period);
        int is_unclear = reading == CS_DATE_UNCLEAR;
        if (period.start_year)
            cs_period_format(period, text + is_unclear);
        if (reading == CS_DATE_NONE ? rows[i].out != NULL
                                    : !rows[i].out || strcmp(text, rows[i].out) != 0)
            fail_msg("%s is read as %s", rows[i].text, reading == CS_DATE_NONE ? "none" : text);
    }
}

static void dates_tell_the_orders_they_leave_open(void **state)
{
    (void)state;
    assert_int_equal(cs_date_orders(cs_span_of("31/05/2023")), CS_DAY_FIRST);
    assert_int_equal(cs_date_orders(cs_span_of("05/31/2023")), CS_MONTH_FIRST);
    assert_int_equal(cs_date_orders(cs_span_of("04/05/2023")), CS_DAY_FIRST | CS_MONTH_FIRST);
    assert_int_equal(cs_date_orders(cs_span_of("23/05/31")), CS_DAY_FIRST | CS_YEAR_FIRST);
    assert_int_equal(cs_date_orders(cs_span_of("99/05/31")), CS_YEAR_FIRST);
    assert_int_equal(cs_date_orders(cs_span_of("2023-04-05")), CS_ALL_ORDERS);
    assert_int_equal(cs_date_orders(cs_span_of("n/a")), CS_ALL_ORDERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_period_reads_back_as_itself),
        cmocka_unit_test(two_digits_are_a_month_where_they_can_be_one),
        cmocka_unit_test(what_ends_later_is_newer),
        cmocka_unit_test(dates_of_every_form_are_read),
        cmocka_unit_test(dates_tell_the_orders_they_leave_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
